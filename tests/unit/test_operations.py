"""The log of operations: who came and went, who could not, and what was set."""

from pathlib import Path

import pytest

from desktop.audit.chain import Chain
from desktop.audit.entry import AccessAction, RegisterQuery
from desktop.core import build_core
from desktop.domain.address import PlatformAddress
from desktop.errors import AppError, ErrorCode
from desktop.ports import CertificateQuestion
from desktop.profile import Profile
from desktop.secrets.memory import MemorySecretStore
from desktop.session.session import SignInRequest
from desktop.settings import declared
from tests.support.loops import run
from tests.support.platform_double import PlatformDouble


class Nobody:
    """A `UserInteraction` that nobody answers."""

    async def trust_certificate(self, question: CertificateQuestion) -> bool:
        raise AssertionError(f"asked about {question.host}")


def test_operations_stand_in_the_chain(tmp_path: Path) -> None:
    async def work(platform: PlatformDouble) -> None:
        core = build_core(Profile(tmp_path), secrets=MemorySecretStore())
        core.app.settings.set(declared.WINDOW_GEOMETRY, "the program's own")
        address = PlatformAddress.parse(platform.url)
        with pytest.raises(AppError) as raised:
            await core.app.sessions.sign_in(SignInRequest(address, "zimenqiao", "wrong"), Nobody())
        assert raised.value.code is ErrorCode.BAD_CREDENTIALS
        await core.app.sessions.sign_in(SignInRequest(address, "zimenqiao", platform.password), Nobody())
        core.app.settings.set(declared.TWO_PERSONS, "nobody")
        await core.app.sessions.sign_out()
        await core.close()

    with PlatformDouble() as platform:
        run(work(platform))
    chain = Chain(Profile(tmp_path).register_file)
    assert chain.verify() is None
    kept = [item.entry for item in chain.read(RegisterQuery())]
    assert [entry.action for entry in kept] == [
        AccessAction.OPERATION_SIGN_IN_FAILED,
        AccessAction.OPERATION_SIGN_IN,
        AccessAction.OPERATION_SETTING,
        AccessAction.OPERATION_SIGN_OUT,
    ]
    assert [entry.account for entry in kept] == ["zimenqiao"] * 4
    assert kept[0].detail == "bad_credentials"
    assert not kept[0].who
    assert kept[1].who
    assert kept[2].body == {"setting": "two_persons", "old": "strict", "new": "nobody"}
    assert kept[3].who == kept[1].who
    assert "wrong" not in str(kept)


def test_a_setting_before_the_loop_runs_is_not_lost(tmp_path: Path) -> None:
    core = build_core(Profile(tmp_path), secrets=MemorySecretStore())
    core.app.settings.set(declared.LONGEST_HOURS, 48)
    run(core.close())
    (kept,) = Chain(Profile(tmp_path).register_file).entries(10)
    assert kept.entry.body["new"] == 48
