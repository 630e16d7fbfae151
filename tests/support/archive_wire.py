"""The open contract's JSON about the archive as a good platform sends it, for decoders and doubles."""

from tests.support.wire import Json

AT = 1_773_511_800_000
"""2026-03-15 02:10 in Beijing."""
HOUR_MS = 3_600_000


def recording(start_h: float = 0, end_h: float = 1, /, **changes: object) -> Json:
    """Return a recording from so many hours to so many hours after `AT`."""
    return {
        "start_ms": AT + int(start_h * HOUR_MS),
        "end_ms": AT + int(end_h * HOUR_MS),
        "kind": "timed",
        "storage": "platform",
        "size_bytes": 1_000_000,
        **changes,
    }


def retention(days: int = 30) -> Json:
    return {"from_ms": AT - days * 86_400_000, "days": days}


def recordings(*items: object, cursor: str | None = None) -> Json:
    return {"items": list(items), "next": cursor, "retention": retention(), "clock_offset_ms": None}


def days(month: str = "2026-03") -> Json:
    entries = [{"day": 14, "kinds": ["timed"]}, {"day": 15, "kinds": ["timed", "alarm"]}]
    return {"month": month, "days": entries, "retention": retention()}


def mark(number: int = 1, **changes: object) -> Json:
    return {
        "id": f"m{number}",
        "start_ms": AT + number * 1000,
        "end_ms": AT + number * 1000 + 500,
        "kind": "motion",
        "label": "移动侦测",
        **changes,
    }


def alarm(number: int = 1, **changes: object) -> Json:
    return {
        "id": f"a{number}",
        "time_ms": AT + number * 1000,
        "kind": "995",
        "camera_id": "43132110001310000001",
        "region_path": [{"code": "431321103", "name": "梓门桥镇", "level": "town"}],
        "caller": "湾头村 3 组",
        "note": "求助",
        "handled_ms": None,
        **changes,
    }


def bookmark(number: int = 1, **changes: object) -> Json:
    return {
        "id": f"{number}",
        "camera_id": "43132110001310000001",
        "start_ms": AT,
        "end_ms": AT + 1000,
        "name": "货车撞棚",
        "note": "",
        "user": "zimenqiao",
        "created_ms": AT,
        **changes,
    }


def playback_ticket(url: str = "http://127.0.0.1:9000/archive/1/sub.ts?ticket=x", **changes: object) -> Json:
    return {
        "ticket_id": "t1",
        "url": url,
        "protocol": "http-ts",
        "codec": "h264",
        "width": 640,
        "height": 360,
        "fps": 12,
        "gop_ms": 2000,
        "storage": "platform",
        "available": {"start_ms": AT, "end_ms": AT + HOUR_MS},
        "speeds": [0.25, 0.5, 1, 2, 4, 8, 16],
        "reverse": True,
        "expires_at_ms": AT + HOUR_MS,
        **changes,
    }


def stills_ticket(url: str = "http://127.0.0.1:9000/archive/1/still.jpg?ticket=x") -> Json:
    return {"ticket_id": "s1", "url": url, "width": 320, "height": 180, "expires_at_ms": AT + HOUR_MS}
