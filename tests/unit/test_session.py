"""A session's life: signing in, refreshing, dying, coming back; against a platform with spoilable tokens."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.core import Core, build_core
from desktop.domain.address import PlatformAddress
from desktop.errors import AppError, ErrorCode
from desktop.ports import CertificateQuestion
from desktop.profile import Profile
from desktop.secrets.memory import MemorySecretStore
from desktop.session.session import Session, SignInRequest
from desktop.session.status import SessionState
from tests.support import wire
from tests.support.certificates import issue
from tests.support.fake_clock import FakeClock
from tests.support.loops import run
from tests.support.platform_double import PlatformDouble
from tests.support.waiting import until


@dataclass
class Person:
    """A `UserInteraction` that answers as told and remembers the questions."""

    trusts: bool = False
    asked: list[CertificateQuestion] = field(default_factory=list)

    async def trust_certificate(self, question: CertificateQuestion) -> bool:
        self.asked.append(question)
        return self.trusts


def request(
    platform: PlatformDouble, password: str = "right", *, remember: bool = False, ca_file: str | None = None
) -> SignInRequest:
    return SignInRequest(PlatformAddress.parse(platform.url), "zimenqiao", password, remember, ca_file)


@asynccontextmanager
async def core_in(folder: Path, clock: FakeClock | None = None) -> AsyncIterator[Core]:
    core = build_core(Profile(folder), secrets=MemorySecretStore(), clock=clock)
    try:
        yield core
    finally:
        await core.close()


def state(core: Core) -> SessionState:
    return core.app.sessions.status.state


async def password_is_kept(core: Core, session: Session) -> None:
    """Wait until the password is in the store: it gets there after the sign-in, in the background."""
    async with asyncio.timeout(5):
        while await core.app.sessions.kept_password(session.address, "zimenqiao") is None:  # noqa: ASYNC110
            await asyncio.sleep(0.005)


def test_signing_in_and_out(tmp_path: Path) -> None:
    async def work() -> None:
        async with core_in(tmp_path) as core:
            states: list[SessionState] = []
            core.app.sessions.changed.connect(lambda _, new: states.append(new.state))
            session = await core.app.sessions.sign_in(request(platform), Person())
            assert session.account.unit == "梓门桥镇综治中心"
            assert core.app.sessions.session is session
            await core.app.sessions.sign_out()
            assert not core.app.sessions.session
            assert states == [SessionState.SIGNING_IN, SessionState.SIGNED_IN, SessionState.SIGNED_OUT]

    with PlatformDouble() as platform:
        run(work())
        assert platform.calls["DELETE /session"] == 1


@pytest.mark.parametrize(
    ("status", "body", "code", "detail"),
    [
        (
            401,
            wire.error("bad_credentials", attempts_left=1),
            ErrorCode.BAD_CREDENTIALS,
            {"attempts_left": 1},
        ),
        (423, wire.error("locked", retry_after_s=600), ErrorCode.LOCKED_OUT, {"retry_after_s": 600}),
        (200, {"access_token": ""}, ErrorCode.BAD_ANSWER, {}),
    ],
)
def test_a_refused_sign_in_says_why(
    tmp_path: Path, status: int, body: object, code: ErrorCode, detail: dict[str, object]
) -> None:
    async def work() -> None:
        async with core_in(tmp_path) as core:
            with pytest.raises(AppError) as raised:
                await core.app.sessions.sign_in(request(platform), Person())
            assert raised.value.code is code
            assert detail.items() <= raised.value.detail.items()
            assert state(core) is SessionState.SIGNED_OUT
            assert core.app.sessions.status.error is code

    with PlatformDouble() as platform:
        platform.routes["POST /session"] = lambda _: (status, body)
        run(work())


def test_the_password_goes_to_no_server_that_is_no_platform(tmp_path: Path) -> None:
    async def work() -> None:
        async with core_in(tmp_path) as core:
            with pytest.raises(AppError) as raised:
                await core.app.sessions.sign_in(request(platform), Person())
            assert raised.value.code is ErrorCode.NOT_A_PLATFORM

    with PlatformDouble() as platform:
        platform.routes["GET /platform"] = lambda _: (200, {"hello": "world"})
        run(work())
        assert platform.calls["POST /session"] == 0


def test_a_refused_token_is_renewed_once_for_all_and_the_calls_repeated(tmp_path: Path) -> None:
    async def work() -> None:
        async with core_in(tmp_path) as core:
            session = await core.app.sessions.sign_in(request(platform), Person())
            platform.spoil_access()
            answers = await asyncio.gather(*(session.directory.roots() for _ in range(12)))
            assert len(answers) == 12
            assert state(core) is SessionState.SIGNED_IN

    with PlatformDouble() as platform:
        run(work())
        assert platform.calls["POST /session/refresh"] == 1


def test_a_token_is_refreshed_before_it_expires(tmp_path: Path) -> None:
    clock = FakeClock()

    async def work() -> None:
        async with core_in(tmp_path, clock) as core:
            session = await core.app.sessions.sign_in(request(platform), Person())
            await clock.advance(470)
            assert platform.calls["POST /session/refresh"] == 0
            await clock.advance(20)
            await until(lambda: platform.calls["POST /session/refresh"] == 1)
            await until(lambda: clock.next_wake is not None)
            await session.directory.roots()
            assert platform.tokens_seen == ["access-2"]

    with PlatformDouble() as platform:
        run(work())


def test_with_a_dead_refresh_token_the_kept_password_signs_in_again(tmp_path: Path) -> None:
    async def work() -> None:
        async with core_in(tmp_path) as core:
            session = await core.app.sessions.sign_in(request(platform, remember=True), Person())
            await password_is_kept(core, session)
            platform.spoil_all()
            await session.directory.roots()
            assert state(core) is SessionState.SIGNED_IN
            assert core.app.sessions.session is session

    with PlatformDouble() as platform:
        run(work())
        assert platform.calls["POST /session"] == 2


def test_without_a_kept_password_the_session_expires_and_a_person_revives_it(tmp_path: Path) -> None:
    async def work() -> None:
        async with core_in(tmp_path) as core:
            session = await core.app.sessions.sign_in(request(platform), Person())
            platform.spoil_all()
            with pytest.raises(AppError) as raised:
                await session.directory.roots()
            assert raised.value.code is ErrorCode.SESSION_EXPIRED
            assert state(core) is SessionState.EXPIRED
            with pytest.raises(AppError):
                await core.app.sessions.reauthenticate("wrong", Person())
            assert state(core) is SessionState.EXPIRED
            await core.app.sessions.reauthenticate("right", Person())
            assert state(core) is SessionState.SIGNED_IN
            assert core.app.sessions.session is session
            await session.directory.roots()

    with PlatformDouble() as platform:
        run(work())


def test_a_wrong_kept_password_is_tried_once_and_never_locks_the_account(tmp_path: Path) -> None:
    async def work() -> None:
        async with core_in(tmp_path) as core:
            session = await core.app.sessions.sign_in(request(platform, remember=True), Person())
            await password_is_kept(core, session)
            platform.password = "changed on the platform"
            platform.spoil_all()
            results = await asyncio.gather(
                *(session.directory.roots() for _ in range(5)), return_exceptions=True
            )
            results += await asyncio.gather(
                *(session.directory.roots() for _ in range(5)), return_exceptions=True
            )
            assert all(isinstance(result, AppError) for result in results)
            assert core.app.sessions.status.error is ErrorCode.BAD_CREDENTIALS

    with PlatformDouble() as platform:
        run(work())
        assert platform.calls["POST /session"] == 2


def test_a_platform_that_goes_away_and_comes_back(tmp_path: Path) -> None:
    async def work() -> None:
        async with core_in(tmp_path) as core:
            with PlatformDouble() as first:
                session = await core.app.sessions.sign_in(request(first), Person())
                port = first.port
            with pytest.raises(AppError):
                await session.directory.roots()
            assert state(core) is SessionState.RECONNECTING
            with PlatformDouble(port=port) as second:
                second.valid_access.add("access-1")
                await session.directory.roots()
                assert state(core) is SessionState.SIGNED_IN

    run(work())


def test_a_slow_answer_is_no_outage_but_two_are(tmp_path: Path) -> None:
    async def work() -> None:
        async with core_in(tmp_path) as core:
            session = await core.app.sessions.sign_in(request(platform), Person())
            session.link.failed(ErrorCode.TIMED_OUT)
            assert state(core) is SessionState.SIGNED_IN
            session.link.failed(ErrorCode.TIMED_OUT)
            assert state(core) is SessionState.RECONNECTING

    with PlatformDouble() as platform:
        run(work())


def test_an_unknown_certificate_is_asked_about_once_and_then_pinned(tmp_path: Path) -> None:
    own = issue(tmp_path, "own")

    async def work() -> None:
        no, yes, nobody = Person(trusts=False), Person(trusts=True), Person()
        async with core_in(tmp_path / "profile") as core:
            with pytest.raises(AppError) as raised:
                await core.app.sessions.sign_in(request(platform), no)
            assert raised.value.code is ErrorCode.CERTIFICATE_UNTRUSTED
            await core.app.sessions.sign_in(request(platform), yes)
            assert yes.asked[0].sha256 == own.sha256
            assert yes.asked[0].previous is None
        async with core_in(tmp_path / "profile") as core:
            await core.app.sessions.sign_in(request(platform), nobody)
            assert nobody.asked == []

    with PlatformDouble(tls=own.server_context()) as platform:
        run(work())


def test_a_changed_certificate_is_asked_about_loudly(tmp_path: Path) -> None:
    old, new = issue(tmp_path, "old"), issue(tmp_path, "new")

    async def work() -> None:
        async with core_in(tmp_path / "profile") as core:
            with PlatformDouble(tls=old.server_context()) as first:
                session = await core.app.sessions.sign_in(request(first), Person(trusts=True))
                port = first.port
            with PlatformDouble(tls=new.server_context(), port=port) as second:
                with pytest.raises(AppError) as raised:
                    await session.directory.roots()
                assert raised.value.code is ErrorCode.CERTIFICATE_CHANGED
                assert state(core) is SessionState.EXPIRED
                assert core.app.sessions.status.error is ErrorCode.CERTIFICATE_CHANGED
                assert second.calls.total() == 0
                no = Person(trusts=False)
                with pytest.raises(AppError) as raised:
                    await core.app.sessions.reauthenticate("right", no)
                assert raised.value.code is ErrorCode.CERTIFICATE_CHANGED
                assert no.asked[0].previous == old.sha256
                assert second.calls.total() == 0
                await core.app.sessions.reauthenticate("right", Person(trusts=True))
                await session.directory.roots()
                assert state(core) is SessionState.SIGNED_IN

    run(work())


def test_with_a_ca_file_nobody_is_asked(tmp_path: Path) -> None:
    authority, stranger = issue(tmp_path, "authority"), issue(tmp_path, "stranger")
    good = issue(tmp_path, "good", authority)

    async def work() -> None:
        person = Person(trusts=True)
        async with core_in(tmp_path / "profile") as core:
            await core.app.sessions.sign_in(request(platform, ca_file=str(authority.file)), person)
            with pytest.raises(AppError) as raised:
                await core.app.sessions.sign_in(request(platform, ca_file=str(stranger.file)), person)
            assert raised.value.code is ErrorCode.CERTIFICATE_UNTRUSTED
            assert person.asked == []

    with PlatformDouble(tls=good.server_context()) as platform:
        run(work())


def test_platforms_and_users_are_remembered_newest_first_without_passwords(tmp_path: Path) -> None:
    async def work() -> None:
        async with core_in(tmp_path) as core:
            for user in ("a", "b", "a"):
                address = PlatformAddress.parse(platform.url)
                await core.app.sessions.sign_in(SignInRequest(address, user, "right", True), Person())
        async with core_in(tmp_path) as core:
            entry = core.app.sessions.remembered()[0]
            assert entry.users == ("a", "b")
            assert entry.name == "演示平台"
            await core.app.sessions.forget(entry.address)
            assert core.app.sessions.remembered() == ()

    with PlatformDouble() as platform:
        run(work())
    contents = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert contents
    assert not any(b"right" in content for content in contents)


def test_quitting_does_not_wait_for_a_platform_that_hangs(tmp_path: Path) -> None:
    async def work() -> float:
        loop = asyncio.get_running_loop()
        async with core_in(tmp_path) as core:
            session = await core.app.sessions.sign_in(request(platform), Person())
            hanging = asyncio.ensure_future(session.directory.roots())
            await until(lambda: platform.calls["GET /regions/roots"])
            began = loop.time()
            hanging.cancel()
            await asyncio.gather(hanging, return_exceptions=True)
        return loop.time() - began

    with PlatformDouble() as platform:
        end = threading.Event()

        def hang(_: object) -> tuple[int, object]:
            end.wait(10)
            return 200, {"items": []}

        platform.routes["GET /regions/roots"] = hang
        took = run(work())
        end.set()
    assert took < 8, "not until the platform answers"
