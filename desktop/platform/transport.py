"""Carries requests to one platform: bounded in time and size, verified, never redirected, JSON only."""

import json
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import requests
import urllib3.exceptions

from desktop import log
from desktop.domain.address import PlatformAddress
from desktop.domain.told_time import ToldTime, told_by_date
from desktop.domain.trust import TlsTrust
from desktop.errors import AppError, ErrorCode
from desktop.lanes import CallScope, Lanes
from desktop.platform import abortable
from desktop.platform.answers import Answer, Envelope
from desktop.platform.failures import failure_of, lost_before_answer
from desktop.platform.request import Download, Request
from desktop.platform.tls import AbortableAdapter, JudgingAdapter

T = TypeVar("T")
_log = log.get("transport")
_CHUNK = 64 * 1024
_USER_AGENT = "xueliang-wall"


class Transport:
    """One platform's connections, one set per thread of the lanes; used on the loop's thread.

    The machine's proxy settings are ignored: a platform of this kind stands in a private network.
    """

    def __init__(
        self,
        address: PlatformAddress,
        base: str,
        trust: TlsTrust,
        lanes: Lanes,
        envelope: Envelope,
        *,
        told: Callable[[ToldTime], object] = lambda _time: None,
    ) -> None:
        """Speak to one platform; `told` hears on the loop's thread what answers say of its clock."""
        self._address = address
        self._base = f"{address.url}{base}"
        self._trust = trust
        self._lanes = lanes
        self._envelope = envelope
        self._told = told
        self._local = threading.local()
        self._sessions: weakref.WeakSet[requests.Session] = weakref.WeakSet()
        self._lock = threading.Lock()
        self._closed = False

    async def send(self, request: Request[T], token: str | None) -> T:
        """Send a request and return its decoded answer; raises `AppError` for whatever goes wrong."""
        lane = getattr(self._lanes, request.lane.value)
        began = time.monotonic()
        try:
            asked: tuple[T, ToldTime | None] = await lane.run(
                lambda scope: self._ask(request, token, scope), deadline_s=request.deadline_s
            )
        except AppError as error:
            _log.info("%s %s: %s", request.method, request.path, error.code.value)
            raise
        _log.debug("%s %s: %.0f ms", request.method, request.path, (time.monotonic() - began) * 1000)
        result, told = asked
        if told is not None:
            self._told(told)
        return result

    async def fetch(self, download: Download) -> Answer:
        """Fetch a small file by its own address, without a token; raises `AppError` for no answer."""
        lane = getattr(self._lanes, download.lane.value)
        try:
            answer: Answer = await lane.run(
                lambda scope: self._exchange(lambda: self._get(download), scope, tries=2),
                deadline_s=download.deadline_s,
            )
        except AppError as error:
            _log.debug("%s: %s", download.label, error.code.value)
            raise
        return answer

    def trust(self, trust: TlsTrust) -> None:
        """Judge certificates in another way from now on; connections made before are not used again."""
        self._trust = trust
        self._drop_sessions()

    def close(self) -> None:
        """Close the idle connections; calls that run are aborted by whoever awaits them."""
        self._closed = True
        self._drop_sessions()

    def _drop_sessions(self) -> None:
        with self._lock:
            sessions = tuple(self._sessions)
            self._sessions.clear()
            self._local = threading.local()
        for session in sessions:
            session.close()

    def _session(self) -> requests.Session:
        with self._lock:
            session: requests.Session | None = getattr(self._local, "session", None)
            if session is None:
                session = requests.Session()
                session.trust_env = False
                session.mount("http://", AbortableAdapter())
                if self._address.secure:
                    session.mount("https://", JudgingAdapter(self._trust))
                self._local.session = session
                self._sessions.add(session)
            return session

    def _ask(self, request: Request[T], token: str | None, scope: CallScope) -> tuple[T, ToldTime | None]:
        """Run on a lane's thread."""
        tries = 2 if request.method == "GET" else 1
        answer = self._exchange(lambda: self._once(request, token), scope, tries)
        if request.as_bytes:
            self._envelope.check(answer)
            return request.decode(answer.body), answer.told
        return request.decode(self._envelope.open(answer)), answer.told

    def _exchange(self, once: Callable[[], Answer], scope: CallScope, tries: int) -> Answer:
        """Run on a lane's thread; what was lost before any answer is tried again."""
        abortable.enter(scope)
        try:
            answer = self._attempt(once, scope, tries)
            scope.on_abort(None)
        finally:
            abortable.enter(None)
        return answer

    def _attempt(self, once: Callable[[], Answer], scope: CallScope, tries: int) -> Answer:
        while True:
            tries -= 1
            if self._closed or scope.aborted:
                raise AppError(ErrorCode.CANCELLED)
            try:
                return once()
            except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
                if scope.aborted:
                    raise AppError(ErrorCode.CANCELLED) from error
                if not tries or not lost_before_answer(error):
                    raise failure_of(error, self._address.host) from error

    def _once(self, request: Request[T], token: str | None) -> Answer:
        accepted = "*/*" if request.as_bytes else "application/json"
        headers = {"Accept": accepted, "Accept-Encoding": "identity", "User-Agent": _USER_AGENT}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        body = request.content if request.body is None else json.dumps(request.body).encode()
        if body is not None:
            headers["Content-Type"] = request.content_type
        sent = time.monotonic()
        with self._session().request(
            request.method,
            self._base + request.path,
            params=request.params,
            data=body,
            headers=headers,
            timeout=(request.connect_s, request.read_s),
            allow_redirects=False,
            stream=True,
        ) as response:
            told = told_by_date(response.headers.get("Date", ""), sent, time.monotonic())
            return replace(_answer(response, request.max_bytes), told=told)

    def _get(self, download: Download) -> Answer:
        headers = {"Accept": download.content_type, "Accept-Encoding": "identity", "User-Agent": _USER_AGENT}
        with self._session().get(
            download.url,
            headers=headers,
            timeout=(download.connect_s, download.read_s),
            allow_redirects=False,
            stream=True,
        ) as response:
            return _answer(response, download.max_bytes)


def _answer(response: requests.Response, max_bytes: int) -> Answer:
    return Answer(
        response.status_code,
        response.headers.get("Content-Type", ""),
        response.headers.get("Retry-After", ""),
        _read(response, max_bytes),
    )


def _read(response: requests.Response, max_bytes: int) -> bytes:
    """Return the body; ANSWER_TOO_LARGE as soon as it is longer than allowed."""
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and len(announced) < 20 and int(announced) > max_bytes:
        raise AppError(ErrorCode.ANSWER_TOO_LARGE, {"bytes": max_bytes})
    body = bytearray()
    for chunk in response.iter_content(_CHUNK):
        body += chunk
        if len(body) > max_bytes:
            raise AppError(ErrorCode.ANSWER_TOO_LARGE, {"bytes": max_bytes})
    return bytes(body)
