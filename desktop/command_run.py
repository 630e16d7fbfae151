"""What the commands that work on a platform share: signing in, what a failure says, how they exit."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from desktop import log
from desktop.cli import WallOptions
from desktop.contexts import SessionContext
from desktop.core import Core, build_core
from desktop.domain.address import PlatformAddress
from desktop.errors import AppError, ErrorCode
from desktop.ports import CertificateQuestion
from desktop.profile import Profile
from desktop.session.session import Session, SignInRequest

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_NOT_ALLOWED = 3


class UsageError(Exception):
    """What was typed cannot be meant; the text says why."""


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
        return asyncio.run(main())
    except UsageError as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_USAGE
    except AppError as error:
        tell_error(error)
        return EXIT_NOT_ALLOWED if error.code in refused else EXIT_FAILED


def tell_error(error: AppError) -> None:
    """Say what a failure means and what to do, in the words of the window."""
    from ui.errors.texts import long_text  # noqa: PLC0415 - Qt's translations: only where there is an error

    text = long_text(error)
    detail = "，".join(f"{key}={value}" for key, value in error.detail.items())
    sys.stderr.write(f"{text.title}：{text.what}{text.advice}{f'（{detail}）' if detail else ''}\n")
