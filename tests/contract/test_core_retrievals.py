"""The register of retrievals without a window: the demo platform's, and this machine's own."""

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.audit.entry import RETRIEVAL_ACTIONS, AccessAction, RegisterQuery
from desktop.contexts import SessionContext
from desktop.domain.camera import Camera, CameraKind
from desktop.domain.retrieval import (
    RequestedFootage,
    Retrieval,
    RetrievalNumber,
    RetrievalQuery,
    RetrievalRequest,
    RetrievalState,
)
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.services.clock import SystemClock
from desktop.services.retrievals import RetrievalParts, RetrievalService, Scan
from tests.contract.test_core_on_demo_platform import TOWN, signed_in
from tests.support.demo_platform import PASSWORD, DemoPlatform
from tests.support.loops import run
from tests.support.requests_for_footage import DAY_MS, SCAN, police
from tests.support.waiting import until

MINUTE_MS = 60_000
APPROVER = "shenpi"
pytestmark = pytest.mark.parametrize("offered", [True, False], ids=["platform", "local"])


@pytest.fixture(scope="module")
def platform() -> Iterator[DemoPlatform]:
    with DemoPlatform() as running:
        yield running


@asynccontextmanager
async def service(
    platform: DemoPlatform, folder: Path, user: str = "fujing", *, offered: bool
) -> AsyncIterator[tuple[SessionContext, RetrievalService]]:
    """Sign in; where the platform's register is not wanted, it is as if the platform offered none."""
    async with signed_in(platform, folder, user) as (core, context):
        features = context.session.platform.features
        assert "retrievals" in features
        shown = features if offered else features - {"retrievals"}
        session = replace(context.session, platform=replace(context.session.platform, features=shown))
        made = RetrievalService(
            RetrievalParts(
                session=session,
                register=context.register,
                settings=core.app.settings,
                clock=core.app.clock,
                sign_in=core.app.sessions.beside,
                scans=core.app.profile.scans_dir,
                lane=core.app.lanes.storage,
            )
        )
        assert made.offered is offered
        try:
            yield context, made
        finally:
            await made.close()


def now_ms() -> int:
    return SystemClock().now_ms()


async def camera_of(context: SessionContext, kind: CameraKind = CameraKind.PUBLIC) -> Camera:
    cameras = await context.directory.cameras_below(TOWN, limit=200)
    return next(camera for camera in cameras if camera.kind is kind)


async def request_of(context: SessionContext, minutes: int = 10) -> RetrievalRequest:
    camera = await camera_of(context)
    end = now_ms() - DAY_MS
    wanted = RequestedFootage(
        camera.id,
        "whatever a form says",
        "",
        household=False,
        range=TimeRange(end - minutes * MINUTE_MS, end),
    )
    return police(wanted, now_ms=now_ms())


async def refused(code: ErrorCode, work: object) -> AppError:
    with pytest.raises(AppError) as raised:
        await work  # type: ignore[misc]
    assert raised.value.code is code
    return raised.value


def test_a_request_is_decided_by_somebody_who_signs_in_for_it(
    platform: DemoPlatform, tmp_path: Path, *, offered: bool
) -> None:
    async def work() -> None:
        async with service(platform, tmp_path, offered=offered) as (context, retrievals):
            told: list[RetrievalState] = []
            retrievals.changed.connect(lambda retrieval: told.append(retrieval.state))
            request = await request_of(context)
            asked = await retrievals.submit(request, [SCAN])
            assert asked.state is RetrievalState.PENDING
            assert asked.number.startswith("431321103-")
            assert asked.local is not offered
            assert asked.request.footage[0].camera_name == (await camera_of(context)).name
            assert asked.request.legal_document is not None
            assert asked.request.legal_document.scans == (SCAN.attachment,)
            assert await retrievals.scan(asked.number, SCAN.attachment.sha256) == SCAN.content
            await refused(ErrorCode.NOT_FOUND, retrievals.scan(asked.number, "0" * 64))
            assert not retrievals.may_decide(asked)

            half = replace(
                asked.request.footage[0],
                range=TimeRange(
                    asked.request.footage[0].range.start_ms,
                    asked.request.footage[0].range.end_ms - 5 * MINUTE_MS,
                ),
            )
            second = await retrievals.approver(APPROVER, PASSWORD)
            assert second.account.display_name == "梓门桥镇综治中心副主任"
            until_ms = now_ms() + DAY_MS
            decided = await retrievals.decide(
                asked.number,
                approved=True,
                opinion="同意，仅限前五分钟",
                footage=[half],
                valid_until_ms=until_ms,
                by=second,
            )
            assert decided.state is RetrievalState.APPROVED
            assert decided.decision is not None
            assert decided.decision.by.account == APPROVER
            assert decided.allowed(half.camera_id, now_ms()) == (half.range,)
            assert not decided.allows(half.camera_id, asked.request.footage[0].range, now_ms())
            assert not decided.allows(half.camera_id, half.range, until_ms)
            assert not second.signed_in
            await refused(
                ErrorCode.SESSION_EXPIRED,
                retrievals.decide(asked.number, approved=False, opinion="晚了", by=second),
            )
            assert context.session.account.user == "fujing"
            assert await context.session.directory.roots()  # the requester's own session goes on
            assert told[-1] is RetrievalState.APPROVED
            third = await retrievals.approver(APPROVER, PASSWORD)
            await refused(
                ErrorCode.ALREADY_DECIDED,
                retrievals.decide(asked.number, approved=False, opinion="不同意", by=third),
            )
            assert third.signed_in  # another try is possible
            await retrievals.dismiss(third)
            assert (await retrievals.get(asked.number)).state is RetrievalState.APPROVED

            kept = await context.register.read(RegisterQuery(subject=asked.number))
            assert [(item.entry.action, item.entry.account) for item in kept] == [
                (AccessAction.RETRIEVAL_SUBMITTED, "fujing"),
                (AccessAction.RETRIEVAL_APPROVED, APPROVER),
            ]
            text = json.dumps(dict(kept[0].entry.body), ensure_ascii=False)
            assert (
                "043210" in text
            ) is not offered  # beside the platform's register no whole numbers are kept
            signs = await context.register.read(
                RegisterQuery(
                    actions=frozenset({AccessAction.OPERATION_SIGN_IN, AccessAction.OPERATION_SIGN_OUT})
                )
            )
            assert [item.entry.account for item in signs] == ["fujing", *[APPROVER] * 4]
            assert await context.register.verify() is None

    run(work())


def test_whoever_may_not_decide_does_not(platform: DemoPlatform, tmp_path: Path, *, offered: bool) -> None:
    async def work() -> None:
        async with service(platform, tmp_path, offered=offered) as (context, retrievals):
            asked = await retrievals.submit(await request_of(context), [SCAN])
            own = await refused(ErrorCode.OWN_REQUEST, retrievals.approver(" FuJing ", PASSWORD))
            assert not own.detail
            wrong = await refused(ErrorCode.BAD_CREDENTIALS, retrievals.approver(APPROVER, "wrong"))
            assert isinstance(wrong.detail.get("attempts_left"), int)
            await refused(ErrorCode.FORBIDDEN, retrievals.approver("zimenqiao", PASSWORD))
            await refused(ErrorCode.FORBIDDEN, retrievals.decide(asked.number, approved=True, opinion="同意"))
            assert (await retrievals.get(asked.number)).state is RetrievalState.PENDING
            failed = await context.register.read(
                RegisterQuery(actions=frozenset({AccessAction.OPERATION_SIGN_IN_FAILED}))
            )
            assert [(item.entry.account, item.entry.detail) for item in failed] == [
                (APPROVER, "bad_credentials")
            ]

    run(work())


def test_an_approver_does_not_decide_on_an_own_request(
    platform: DemoPlatform, tmp_path: Path, *, offered: bool
) -> None:
    async def work() -> None:
        async with service(platform, tmp_path, APPROVER, offered=offered) as (context, retrievals):
            asked = await retrievals.submit(await request_of(context), [SCAN])
            await refused(
                ErrorCode.OWN_REQUEST, retrievals.decide(asked.number, approved=True, opinion="同意")
            )
            second = await retrievals.approver("shuangfeng", PASSWORD)
            done = await retrievals.decide(asked.number, approved=False, opinion=" 范围过大 ", by=second)
            assert (done.state, done.decision and done.decision.opinion) == (
                RetrievalState.REFUSED,
                "范围过大",
            )
            assert done.allowed(asked.request.footage[0].camera_id, now_ms()) == ()

    run(work())


def test_a_decision_that_is_none_is_refused_before_anybody_hears_of_it(
    platform: DemoPlatform, tmp_path: Path, *, offered: bool
) -> None:
    async def work() -> None:
        async with service(platform, tmp_path, offered=offered) as (context, retrievals):
            asked = await retrievals.submit(await request_of(context), [SCAN])
            item = asked.request.footage[0]
            second = await retrievals.approver(APPROVER, PASSWORD)

            async def wrong(field: str, **decision: object) -> None:
                error = await refused(
                    ErrorCode.INCOMPLETE_REQUEST,
                    retrievals.decide(asked.number, by=second, **decision),  # type: ignore[arg-type]
                )
                assert error.detail["field"] == field

            await wrong("opinion", approved=False, opinion="  ")
            more = replace(item, range=TimeRange(item.range.start_ms - 1, item.range.end_ms))
            await wrong("footage.0.range", approved=True, opinion="", footage=[more])
            await wrong("valid_until_ms", approved=True, opinion="", valid_until_ms=now_ms() - 1)
            assert second.signed_in
            assert (await retrievals.get(asked.number)).state is RetrievalState.PENDING

    run(work())


def test_a_request_is_taken_back_and_what_was_approved_is_closed(
    platform: DemoPlatform, tmp_path: Path, *, offered: bool
) -> None:
    async def work() -> None:
        async with service(platform, tmp_path, offered=offered) as (context, retrievals):
            one = await retrievals.submit(await request_of(context), [SCAN])
            assert (await retrievals.withdraw(one.number)).state is RetrievalState.WITHDRAWN
            await refused(ErrorCode.ALREADY_DECIDED, retrievals.withdraw(one.number))
            two = await approved(retrievals, await retrievals.submit(await request_of(context, 7), [SCAN]))
            retrievals.activate(two)
            active: list[Retrieval | None] = []
            retrievals.activated.connect(active.append)
            assert (await retrievals.withdraw(two.number)).state is RetrievalState.CLOSED
            assert active == [None]  # nothing more is looked at under it
            await refused(ErrorCode.NOT_FOUND, retrievals.get(RetrievalNumber("431321103-20200101-0001")))

    run(work())


async def approved(
    retrievals: RetrievalService, asked: Retrieval, valid_until_ms: int | None = None
) -> Retrieval:
    second = await retrievals.approver(APPROVER, PASSWORD)
    return await retrievals.decide(
        asked.number, approved=True, opinion="同意", valid_until_ms=valid_until_ms, by=second
    )


def test_footage_is_looked_at_under_an_entry_until_it_ends(
    platform: DemoPlatform, tmp_path: Path, *, offered: bool
) -> None:
    async def work() -> None:
        async with service(platform, tmp_path, offered=offered) as (context, retrievals):
            pending = await retrievals.submit(await request_of(context), [SCAN])
            with pytest.raises(AppError) as raised:
                retrievals.activate(pending)
            assert raised.value.code is ErrorCode.NOT_APPROVED
            item = pending.request.footage[0]
            assert retrievals.allowed_now(item.camera_id, item.range)  # one's own duty
            entry = await approved(retrievals, pending, now_ms() + 8000)
            told: list[Retrieval | None] = []
            retrievals.activated.connect(told.append)
            retrievals.activate(entry)
            assert told == [entry]
            assert retrievals.allowed_now(item.camera_id, item.range)
            assert not retrievals.allowed_now(item.camera_id, item.range.shifted(1))
            await until(lambda: told == [entry, None], 30)
            assert retrievals.active is None
            assert not retrievals.valid(entry)

    run(work())


class LateAnswers:
    """A real register of retrievals whose answers to what changes it come late."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.done = asyncio.Event()

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._book, name)

        async def late(*arguments: object, **named: object) -> object:
            answer = await call(*arguments, **named)
            if name in {"submit", "decide", "withdraw"}:
                self.done.set()
                await asyncio.sleep(0.3)
            return answer

        return late


def test_what_was_sent_is_entered_even_when_its_window_goes_away(
    platform: DemoPlatform, tmp_path: Path, *, offered: bool
) -> None:
    async def given_up(book: LateAnswers, work: Coroutine[object, object, object]) -> None:
        """Begin something, and go away when it has been done and its answer is on the way."""
        asked = asyncio.ensure_future(work)
        await asyncio.wait_for(book.done.wait(), 20)
        book.done.clear()
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
        assert asked.cancelled()

    async def work() -> None:
        async with service(platform, tmp_path, offered=offered) as (context, retrievals):
            book = retrievals._submitting._book = retrievals._book = LateAnswers(retrievals._book)
            request = await request_of(context)
            before = {entry.number for entry in await retrievals.list()}
            await given_up(book, retrievals.submit(request, [SCAN]))
            (asked,) = [entry for entry in await retrievals.list() if entry.number not in before]
            approver = await retrievals.approver(APPROVER, PASSWORD)
            others = approver.retrievals = LateAnswers(approver.retrievals)
            decision = retrievals.decide(asked.number, approved=True, opinion="同意", by=approver)
            await given_up(others, decision)
            await retrievals.dismiss(approver)
            assert (await retrievals.get(asked.number)).state is RetrievalState.APPROVED
            await given_up(book, retrievals.withdraw(asked.number))
            assert (await retrievals.get(asked.number)).state is RetrievalState.CLOSED
            kept = await context.register.read(RegisterQuery(actions=RETRIEVAL_ACTIONS))
            mine = [each.entry.action for each in kept if each.entry.subject == asked.number]
            assert sorted(mine) == sorted(
                [
                    AccessAction.RETRIEVAL_SUBMITTED,
                    AccessAction.RETRIEVAL_APPROVED,
                    AccessAction.RETRIEVAL_CLOSED,
                ]
            )
            assert await context.register.verify() is None

    run(work(), 60)


def test_an_incomplete_request_goes_nowhere(platform: DemoPlatform, tmp_path: Path, *, offered: bool) -> None:
    async def work() -> None:
        async with service(platform, tmp_path, offered=offered) as (context, retrievals):
            request = await request_of(context)
            error = await refused(ErrorCode.INCOMPLETE_REQUEST, retrievals.submit(request))
            assert error.detail == {"field": "legal_document.scans", "problem": "missing"}
            nonsense = Scan("通知书.exe", b"MZ" * 100)
            error = await refused(ErrorCode.INCOMPLETE_REQUEST, retrievals.submit(request, [nonsense]))
            assert error.detail == {"field": "legal_document.scans.0", "problem": "bad_file"}
            household = await camera_of(context, CameraKind.HOUSEHOLD)
            claimed = replace(request.footage[0], camera_id=household.id, household=False)
            error = await refused(
                ErrorCode.INCOMPLETE_REQUEST,
                retrievals.submit(replace(request, footage=(claimed,)), [SCAN]),
            )
            assert error.detail["problem"] == "consent_missing"
            hidden = replace(request.footage[0], camera_id=type(household.id)("43130000001310000001"))
            await refused(ErrorCode.NOT_FOUND, retrievals.submit(replace(request, footage=(hidden,)), [SCAN]))
            kept = await context.register.read(RegisterQuery(actions=RETRIEVAL_ACTIONS))
            assert kept == ()

    run(work())


def test_entries_are_found_again_and_complete_the_next_form(
    platform: DemoPlatform, tmp_path: Path, *, offered: bool
) -> None:
    async def work() -> None:
        async with service(platform, tmp_path, offered=offered) as (context, retrievals):
            base = await request_of(context, 3)
            for reason in ("电动车被盗", "货车撞坏铁棚", "电瓶被盗"):
                await retrievals.submit(replace(base, reason=reason), [SCAN])
            listed = await retrievals.list(RetrievalQuery(text="被盗"))
            assert [entry.request.reason for entry in listed[:2]] == ["电瓶被盗", "电动车被盗"]
            await retrievals.withdraw(listed[0].number)
            pending = RetrievalQuery(states=frozenset({RetrievalState.PENDING}), text="被盗")
            assert listed[0].number not in {entry.number for entry in await retrievals.list(pending)}
        async with service(platform, tmp_path, offered=offered) as (_, retrievals):
            assert retrievals.completions("reason", "电") == ()
            await retrievals.list()
            assert retrievals.completions("reason", "电")[:2] == ("电瓶被盗", "电动车被盗")
            assert "货车撞坏铁棚" in retrievals.completions("reason", "铁棚")
            assert retrievals.completions("persons.name", "张") == ("张三",)
            known = retrievals.person("张三")
            assert known is not None
            assert known.document_number == "043210"
            assert retrievals.completions("persons.document_number", "0") == ()

    run(work())


def test_two_who_decide_at_once_do_not_both(platform: DemoPlatform, tmp_path: Path, *, offered: bool) -> None:
    async def work() -> None:
        async with service(platform, tmp_path, offered=offered) as (context, retrievals):
            asked = await retrievals.submit(await request_of(context), [SCAN])
            one = await retrievals.approver(APPROVER, PASSWORD)
            two = await retrievals.approver("shuangfeng", PASSWORD)
            outcomes = await asyncio.gather(
                retrievals.decide(asked.number, approved=True, opinion="同意", by=one),
                retrievals.decide(asked.number, approved=False, opinion="不同意", by=two),
                return_exceptions=True,
            )
            errors = [outcome for outcome in outcomes if isinstance(outcome, AppError)]
            assert [error.code for error in errors] == [ErrorCode.ALREADY_DECIDED]
            stands = await retrievals.get(asked.number)
            assert stands.decision == next(
                outcome.decision for outcome in outcomes if isinstance(outcome, Retrieval)
            )

    run(work())
