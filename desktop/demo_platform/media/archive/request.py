"""What a request to the archive asks for, and whether its ticket permits it."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, unquote

from desktop.demo_platform import tickets
from desktop.demo_platform.archive import Storage
from desktop.demo_platform.media.admission import RefusedError, verified
from desktop.demo_platform.media.catalog import Camera, Catalog
from desktop.demo_platform.media.profiles import PROFILES, SUB, Profile
from desktop.demo_platform.media.stamp import TIME_BITS

PREFIX = "/archive/"
Kind = Literal["http-ts", "mp4", "jpeg"]
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
LONGEST_FILE_MS = 24 * 3_600_000
_PATH = re.compile(
    r"/archive/(?P<camera>[0-9]{1,32})/(?:(?P<role>main|sub)\.(?P<end>ts|mp4)|(?P<still>still\.jpg))"
)
_KINDS: dict[str | None, Kind] = {"ts": "http-ts", "mp4": "mp4", None: "jpeg"}
_MAX_FIELDS = 12
_TIME = re.compile(r"[0-9]{1,13}")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a download's ticket is for, and nothing beyond."""

    from_ms: int
    to_ms: int
    storage: Storage


@dataclass(frozen=True, slots=True)
class ArchiveRequest:
    """A request for recordings by somebody whose ticket permits it; with `limits` it is a download."""

    camera: Camera
    profile: Profile
    kind: Kind
    user: str
    fields: dict[str, str]
    limits: Limits | None = None

    def start_ms(self) -> int:
        """Return where a stream begins, a download's at its ticket's; RefusedError with 400 or 403."""
        limits = self.limits
        if limits is None:
            return self.time_ms("start_ms")
        start = self.time_ms("start_ms") if "start_ms" in self.fields else limits.from_ms
        if not limits.from_ms <= start < limits.to_ms:
            raise _beyond()
        return start

    def time_ms(self, name: str) -> int:
        """Return a field that is an instant (UTC ms); RefusedError with 400."""
        text = self.fields.get(name, "")
        if not _TIME.fullmatch(text) or int(text) >= 1 << TIME_BITS:
            raise RefusedError(400, "bad_request", f"{name} must be UTC milliseconds")
        return int(text)

    def speed(self) -> float:
        """Return the speed, 1 when none is asked for; RefusedError with 400."""
        text = self.fields.get("speed", "1")
        found = next((speed for speed in SPEEDS if text in {f"{speed:g}", str(speed)}), None)
        if found is None or (self.limits is not None and found != 1):
            raise RefusedError(400, "bad_request", "no such speed")
        return found

    def reverse(self) -> bool:
        """Return whether to play backwards; RefusedError with 400."""
        text = self.fields.get("reverse", "0")
        if text not in {"0", "1"}:
            raise RefusedError(400, "bad_request", "reverse is 0 or 1")
        if text == "1" and self.limits is not None:
            raise RefusedError(400, "bad_request", "downloads do not run backwards")
        return text == "1"

    def range_ms(self) -> tuple[int, int]:
        """Return the range of time of a file, a download's by its ticket; RefusedError with 400 or 403."""
        limits = self.limits
        if limits is not None and not self.fields.keys() & {"from_ms", "to_ms"}:
            return limits.from_ms, limits.to_ms
        start, end = self.time_ms("from_ms"), self.time_ms("to_ms")
        if limits is not None and not limits.from_ms <= start < end <= limits.to_ms:
            raise _beyond()
        if not 0 < end - start <= LONGEST_FILE_MS:
            raise RefusedError(400, "bad_request", "from_ms must lie before to_ms by 24 hours at most")
        return start, end


def admit(catalog: Catalog, secret: bytes, target: str) -> ArchiveRequest:
    """Check a request target; RefusedError with 400, 401, 403 or 404."""
    path, _, query = target.partition("?")
    match = _PATH.fullmatch(unquote(path))
    if match is None:
        raise RefusedError(404, "not_found", "no such footage")
    kind = _KINDS[match["end"]]
    grant = (
        verified(secret, query, "stills")
        if kind == "jpeg"
        else verified(secret, query, "playback", "download")
    )
    wanted = (match["camera"], match["role"] or SUB.role, kind)
    if (grant.camera_id, grant.role, grant.protocol) != wanted:
        raise RefusedError(403, "forbidden", "the ticket is for other footage")
    camera = catalog.camera(match["camera"])
    if camera is None:
        raise RefusedError(404, "not_found", "no such footage")
    return ArchiveRequest(camera, PROFILES[grant.role], kind, grant.user, _fields(query), _limits(grant))


def _limits(grant: tickets.Grant) -> Limits | None:
    if grant.from_ms is None or grant.to_ms is None or grant.purpose != "download":
        return None
    return Limits(grant.from_ms, grant.to_ms, "device" if grant.storage == "device" else "platform")


def _beyond() -> RefusedError:
    return RefusedError(403, "forbidden", "the ticket is for another range")


def _fields(query: str) -> dict[str, str]:
    try:
        found = parse_qs(query, max_num_fields=_MAX_FIELDS)
    except ValueError as error:
        raise RefusedError(400, "bad_request", "too many fields") from error
    return {name: values[-1] for name, values in found.items()}
