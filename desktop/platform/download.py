"""Takes large files and endless streams from a media server: by parts, checked against what it announces.

Used by the export worker, on threads of its own; the addresses are tickets, so nothing here logs them.
"""

import base64
import binascii
import hashlib
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import requests
import urllib3.exceptions

from desktop.domain.trust import TlsTrust
from desktop.errors import AppError, ErrorCode
from desktop.lanes import CallScope
from desktop.platform import abortable
from desktop.platform.answers import Answer
from desktop.platform.failures import failure_of
from desktop.platform.open_api.envelope import OpenApiEnvelope
from desktop.platform.tls import AbortableAdapter, JudgingAdapter

_CHUNK = 256 << 10
_USER_AGENT = "xueliang-wall"
_ERROR_BYTES = 64 << 10
_SLOWEST_BYTES, _SLOWEST_S = 16 << 10, 30.0
"""Less than so much in so long is no transfer."""
_MOVED = frozenset({301, 302, 303, 307, 308})
_MOST_MOVES = 4
_BY_STATUS = {
    401: ErrorCode.TICKET_EXPIRED,
    403: ErrorCode.FORBIDDEN,
    404: ErrorCode.NOT_FOUND,
    409: ErrorCode.DEVICE_BUSY,
}
"""A media server need not explain itself."""
_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})")
_WENT_WRONG = (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError)


NO_PARTS = "no_parts"
"""The reason of a BAD_ANSWER: the whole file instead of a part of it."""


class ChangedError(Exception):
    """The server has another file now: what came before does not fit any more."""


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes of a file as they are announced; `chunks` brings exactly them or raises `AppError`.

    `validator` fits If-Range (empty: the server names none); `file_sha256` is the whole file's, where it is
    sent.
    """

    start: int
    length: int
    total: int
    validator: str
    provisional: bool
    """Whether the chunks are right shows after the last one only: they have a digest, or no length."""
    file_sha256: bytes | None
    chunks: Callable[[], Iterator[bytes]] = field(repr=False)


class MediaClient:
    """Connections to media servers; one thread's, but for `abort`."""

    def __init__(self, trust: TlsTrust, *, connect_s: float, read_s: float) -> None:
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.mount("http://", AbortableAdapter())
        self._session.mount("https://", JudgingAdapter(trust))
        self._timeout = (connect_s, read_s)
        self._scope = CallScope()

    def abort(self) -> None:
        """End what is being waited for at once; from any thread."""
        self._scope.abort()

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    @contextmanager
    def part(self, url: str, start: int, length: int, validator: str = "") -> Iterator[Part]:
        """Ask for `length` bytes of a file from `start` on (fewer at its end, all where no parts are sent).

        Raises ChangedError when the file is not the one that `validator` names, and AppError.
        """
        headers = {"Range": f"bytes={start}-{start + length - 1}"}
        if validator and start:
            headers["If-Range"] = validator
        with self._answer(url, headers) as response:
            if response.status_code == 416 and _is_shorter(response, start):
                raise ChangedError
            if response.status_code not in (200, 206):
                raise _refusal(response)
            yield _part(response, start, length, validator)

    @contextmanager
    def flow(self, url: str) -> Iterator[Iterator[bytes]]:
        """Open a stream; yields chunks until it ends. The end of a stream of unknown length is no error."""
        with self._answer(url, {}) as response:
            if response.status_code != 200:
                raise _refusal(response)
            yield _body(response, None)

    def _get(self, url: str, headers: Mapping[str, str]) -> requests.Response:
        """Ask; a platform may send on to the server that has the footage."""
        for _ in range(_MOST_MOVES):
            response = self._session.get(
                url, headers=headers, timeout=self._timeout, allow_redirects=False, stream=True
            )
            moved = _moved_to(response, url)
            if moved is None:
                break
            response.close()
            url = moved
        return response

    @contextmanager
    def _answer(self, url: str, headers: Mapping[str, str]) -> Iterator[requests.Response]:
        sent = {"Accept-Encoding": "identity", "User-Agent": _USER_AGENT, **headers}
        self._scope = scope = CallScope()
        abortable.enter(scope)
        try:
            response = self._get(url, sent)
        except _WENT_WRONG as error:
            abortable.enter(None)
            code = AppError(ErrorCode.CANCELLED) if scope.aborted else failure_of(error, "")
            raise AppError(code.code) from error
        try:
            with response:
                yield response
        finally:
            scope.on_abort(None)
            abortable.enter(None)


def _refusal(response: requests.Response) -> AppError:
    """Return what an answer that is no footage stands for."""
    try:
        body = response.raw.read(_ERROR_BYTES, decode_content=False)
    except _WENT_WRONG:
        body = b""
    answer = Answer(
        response.status_code,
        response.headers.get("Content-Type", ""),
        response.headers.get("Retry-After", ""),
        body,
    )
    try:
        OpenApiEnvelope().open(answer)
    except AppError as error:
        plain = error.code in (ErrorCode.BAD_ANSWER, ErrorCode.SESSION_EXPIRED)
        code = _BY_STATUS.get(response.status_code, error.code) if plain else error.code
        return AppError(code, error.detail)
    return AppError(ErrorCode.BAD_ANSWER, {"status": response.status_code})


def _moved_to(response: requests.Response, url: str) -> str | None:
    """Return where an answer sends to; never from a secured connection to one that is not."""
    if response.status_code not in _MOVED:
        return None
    target = urljoin(url, response.headers.get("Location", ""))
    scheme = urlsplit(target).scheme
    good = scheme == "https" or (scheme == "http" and urlsplit(url).scheme == "http")
    return target if good and target != url else None


def _is_shorter(response: requests.Response, start: int) -> bool:
    """Tell whether a part was refused because the file ends before it; some servers refuse any part."""
    length = response.headers.get("Content-Range", "").removeprefix("bytes */")
    return length.isdecimal() and int(length[:19]) <= start


def _part(response: requests.Response, start: int, length: int, validator: str) -> Part:
    headers = response.headers
    announced = headers.get("Content-Length", "")
    size = int(announced) if announced.isdecimal() and len(announced) < 19 else None
    given = _validator(headers)
    if response.status_code == 200:
        if start and given and given == validator:
            raise AppError(ErrorCode.BAD_ANSWER, {"reason": NO_PARTS})
        if start:
            raise ChangedError
        if size is None:
            raise AppError(ErrorCode.BAD_ANSWER, {"reason": "no_length"})
        first, last, total = 0, size - 1, size
    else:
        match = _RANGE.fullmatch(headers.get("Content-Range", "").strip())
        if match is None:
            raise AppError(ErrorCode.BAD_ANSWER, {"reason": "no_range"})
        first, last, total = (int(text) for text in match.groups())
    if validator and given and given != validator:
        raise ChangedError
    got = last - first + 1
    wanted = got if response.status_code == 200 else min(length, total - start)
    if total == 0 or got <= 0:
        raise AppError(ErrorCode.BAD_ANSWER, {"reason": "empty"})
    if first != start or got != wanted or last >= total or (size is not None and size != got):
        raise AppError(ErrorCode.BAD_ANSWER, {"reason": "wrong_range"})
    digest = _digest(headers.get("Content-Digest", ""))
    whole = _digest(headers.get("Repr-Digest", ""))
    return Part(
        start,
        got,
        total,
        given,
        digest is not None or size is None,
        whole,
        lambda: _exactly(response, got, digest, sized=size is not None),
    )


def _validator(headers: Mapping[str, str]) -> str:
    """Return what If-Range may name: a strong tag, else the date of the last change."""
    tag = headers.get("ETag", "").strip()
    if tag and not tag.startswith("W/") and len(tag) < 300:
        return tag
    return headers.get("Last-Modified", "").strip()[:100]


def _digest(header: str) -> bytes | None:
    """Return the SHA-256 of a digest field (RFC 9530), None where there is none."""
    for entry in header.split(","):
        name, _, value = entry.strip().partition("=")
        if name.lower() == "sha-256" and value.startswith(":") and value.endswith(":"):
            try:
                return base64.b64decode(value[1:-1], validate=True)
            except binascii.Error:
                return None
    return None


def _exactly(
    response: requests.Response, length: int, digest: bytes | None, *, sized: bool
) -> Iterator[bytes]:
    """Yield the announced bytes; STREAM_CUT when fewer come, BAD_ANSWER when they are not those announced."""
    left = length
    state = hashlib.sha256() if digest is not None else None
    for chunk in _body(response, length):
        left -= len(chunk)
        if state is not None:
            state.update(chunk)
        yield chunk
    if left:
        raise AppError(ErrorCode.STREAM_CUT)
    if not sized and next(_body(response, None), b""):
        raise AppError(ErrorCode.BAD_ANSWER, {"reason": "too_long"})
    if state is not None and state.digest() != digest:
        raise AppError(ErrorCode.BAD_ANSWER, {"reason": "digest"})


def _body(response: requests.Response, length: int | None) -> Iterator[bytes]:
    waited, came = 0.0, 0
    left = length
    while left is None or left > 0:
        began = time.monotonic()
        try:
            chunk = response.raw.read1(_CHUNK if left is None else min(_CHUNK, left), decode_content=False)
        except (TimeoutError, urllib3.exceptions.TimeoutError) as error:
            raise AppError(ErrorCode.STREAM_STALLED) from error
        except _WENT_WRONG as error:
            raise AppError(ErrorCode.STREAM_CUT) from error
        if not chunk:
            return
        if left is not None:
            left -= len(chunk)
        came += len(chunk)
        waited += time.monotonic() - began
        if waited > _SLOWEST_S:
            if came < _SLOWEST_BYTES:
                raise AppError(ErrorCode.STREAM_STALLED)
            waited, came = 0.0, 0
        yield chunk
