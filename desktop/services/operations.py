"""The log of operations: who signed in and out, who failed to, and which settings were changed.

It stands in the same chain as everything else (usual protection levels want date, user, kind and success of
each event, kept for six months; nothing of it is ever deleted).
"""

import socket

from desktop.audit.entry import AccessAction, Body, RegisterEntry
from desktop.audit.register import AccessRegister
from desktop.domain.account import Account
from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange
from desktop.ports import Clock
from desktop.session.manager import SessionManager
from desktop.session.status import SessionState, SessionStatus
from desktop.settings.schema import Scope, Value
from desktop.settings.store import AnySetting, Settings

_INSIDE = frozenset({SessionState.SIGNED_IN, SessionState.RECONNECTING, SessionState.EXPIRED})


class OperationLog:
    """Enters operations; lives as long as the process, used on the loop's thread."""

    def __init__(
        self, register: AccessRegister, sessions: SessionManager, settings: Settings, clock: Clock
    ) -> None:
        self._register = register
        self._sessions = sessions
        self._clock = clock
        self._workstation = socket.gethostname()
        self._account: Account | None = None
        self._subscriptions = (
            sessions.changed.connect(self._session_changed),
            settings.changed.connect(self._setting_changed),
        )

    async def close(self) -> None:
        """Stop, and write what is pending."""
        for unsubscribe in self._subscriptions:
            unsubscribe()
        await self._register.close()

    def _session_changed(self, old: SessionStatus, new: SessionStatus) -> None:
        inside = new.state in _INSIDE
        if inside and old.state not in _INSIDE:
            self._account = new.account
            self._enter(AccessAction.OPERATION_SIGN_IN, new)
        elif not inside and old.state in _INSIDE:
            self._enter(AccessAction.OPERATION_SIGN_OUT, old)
            self._account = None
        elif old.state is SessionState.SIGNING_IN and new.state is SessionState.SIGNED_OUT:
            code = "cancelled" if new.error is None else new.error.value
            self._enter(AccessAction.OPERATION_SIGN_IN_FAILED, new, code)
        elif new.state is SessionState.EXPIRED and old.state is not SessionState.EXPIRED:
            code = "" if new.error is None else new.error.value
            self._enter(AccessAction.OPERATION_SESSION_EXPIRED, new, code)

    def _setting_changed(self, setting: AnySetting, old: Value, new: Value) -> None:
        if setting.scope is Scope.PREFERENCES:
            body = {"setting": setting.key, "old": old, "new": new}
            self._enter(AccessAction.OPERATION_SETTING, self._sessions.status, setting.zh, body)

    def _enter(
        self, action: AccessAction, status: SessionStatus, detail: str = "", body: Body | None = None
    ) -> None:
        account, session = self._account, self._sessions.session
        platform = session.platform.name if session is not None else ""
        if not platform and status.address is not None:
            platform = status.address.url
        self._register.enter(
            RegisterEntry(
                at_ms=self._clock.now_ms(),
                who="" if account is None else account.display_name,
                unit="" if account is None else account.unit,
                account=status.user or "",
                platform=platform,
                action=action,
                camera_id=CameraId(""),
                camera_name="",
                range=TimeRange(0, 0),
                workstation=self._workstation,
                detail=detail,
                body=body or {},
            )
        )
