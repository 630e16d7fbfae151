"""Spoils a list of recordings as bad platforms do: the fault `archive_garbage`."""

from typing import Any

from desktop.demo_platform.api.models.archive import RecordingPageBody

_HOUR_MS = 3_600_000
_OVERLAP, _UNORDERED, _ZERO, _FUTURE, _SIZE = GARBAGE = ("overlap", "unordered", "zero", "future", "size")
"""What `value` of the fault may name; all of them together without one."""


def spoiled_recordings(body: RecordingPageBody, value: str | None, now_ms: int) -> dict[str, Any]:
    """Return the answer with wrong entries among the right ones."""
    wanted = {value} if value in GARBAGE else set(GARBAGE)
    answer = body.model_dump(mode="json")
    items: list[dict[str, Any]] = answer["items"]
    sample = items[len(items) // 2] if items else _entry(now_ms - _HOUR_MS, now_ms)
    if _OVERLAP in wanted:
        middle = (sample["start_ms"] + sample["end_ms"]) // 2
        items += [dict(sample), {**sample, "start_ms": middle, "end_ms": sample["end_ms"] + _HOUR_MS}]
    if _ZERO in wanted:
        items += [
            {**sample, "end_ms": sample["start_ms"]},
            {**sample, "start_ms": sample["end_ms"], "end_ms": sample["start_ms"]},
        ]
    if _FUTURE in wanted:
        items.append(_entry(now_ms + 24 * _HOUR_MS, now_ms + 25 * _HOUR_MS))
    if _SIZE in wanted:
        for index, item in enumerate(items):
            item["size_bytes"] = (-1, 2**60, "很大", None)[index % 4]
    if _UNORDERED in wanted:
        items.reverse()
    return answer


def _entry(start_ms: int, end_ms: int) -> dict[str, Any]:
    return {"start_ms": start_ms, "end_ms": end_ms, "kind": "timed", "storage": "platform", "size_bytes": 1}
