"""What the commands that work on a platform share: signing in, what a failure says, how they exit."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from desktop import log
from desktop.cli import WallOptions
from desktop.command_errors import EXIT_USAGE, UsageError, tell_error
from desktop.contexts import SessionContext
from desktop.core import Core, build_core
from desktop.domain.address import PlatformAddress
from desktop.domain.camera import Camera, CameraId
from desktop.errors import AppError, ErrorCode
from desktop.ports import CertificateQuestion
from desktop.profile import Profile
from desktop.session.session import Session, SignInRequest

EXIT_FAILED = 1
EXIT_NOT_ALLOWED = 3


class NobodyToAsk:
    """A `UserInteraction` for programs: what nobody can answer is not trusted."""

    async def trust_certificate(self, question: CertificateQuestion) -> bool:
        """Say the fingerprint, and no."""
        sys.stderr.write(f"证书未受信任：{question.host}:{question.port} SHA-256 {question.sha256}\n")
        return False


async def sign_in(core: Core, options: WallOptions) -> Session:
    """Sign in with what the command line says; the password may be a kept one."""
    address = PlatformAddress.parse(options.platform)
    password = options.password
    if password is None:
        password = await core.app.sessions.kept_password(address, options.user) or ""
        if not password:
            raise UsageError("这个账号没有保存密码：请加 --password-stdin，从标准输入给出密码。")
    request = SignInRequest(address, options.user, password, ca_file=options.ca_file)
    return await core.app.sessions.sign_in(request, NobodyToAsk())


@asynccontextmanager
async def signed_in(options: WallOptions, ring: log.LogRing) -> AsyncIterator[SessionContext]:
    """Give the core of one sign-in; it is closed afterwards, whatever happens."""
    profile = Profile(options.profile) if options.profile else Profile.default()
    core = build_core(profile, log_ring=ring)
    try:
        context = core.open_session(await sign_in(core, options))
        try:
            yield context
        finally:
            await context.close()
    finally:
        await core.close()


def carry_out(
    options: WallOptions,
    work: Callable[[log.LogRing], Awaitable[int]],
    refused: frozenset[ErrorCode] = frozenset(),
) -> int:
    """Run a command's work; return its exit code, for `refused` that of something not allowed."""
    ring = log.setup(debug=options.debug, stderr=bool(options.debug))

    async def main() -> int:
        return await work(ring)

    try:
        _check_sign_in(options)
        return asyncio.run(main())
    except UsageError as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_USAGE
    except AppError as error:
        tell_error(error)
        return EXIT_NOT_ALLOWED if error.code in refused else EXIT_FAILED


async def cameras_by_id(context: SessionContext, ids: Sequence[CameraId]) -> dict[CameraId, Camera]:
    """Return cameras of the account's scope; NOT_FOUND with the first that there is none of."""
    found = {camera.id: camera for camera in await context.session.directory.cameras_by_id(ids)}
    for camera_id in ids:
        if camera_id not in found:
            raise AppError(ErrorCode.NOT_FOUND, {"camera": camera_id})
    return found


def check_text(text: str, what: str) -> None:
    """Refuse what standard input brought in another encoding than the one it is read in; UsageError."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UsageError(f"{what}的编码不对：标准输入须是 {sys.stdin.encoding} 编码的文字。") from error


def _check_sign_in(options: WallOptions) -> None:
    """Refuse to ask a platform with half a sign-in; UsageError."""
    if not options.platform or not options.user:
        raise UsageError("须写明 --platform 平台地址和 --user 用户名。")
    if options.password == "":
        raise UsageError("标准输入的第一行没有密码。")
    check_text(options.password or "", "密码")
