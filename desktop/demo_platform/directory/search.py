"""Search as you type, inside a scope."""

from collections.abc import Iterator

from desktop.demo_platform.directory.cameras import Cameras
from desktop.demo_platform.directory.records import CameraRecord, Page
from desktop.demo_platform.directory.scope import Scope
from desktop.demo_platform.directory.search_query import Question, understand
from desktop.demo_platform.directory.search_words import PUBLIC_WORD

_ID_DIGITS_MIN = 3
_SMALL_SCOPE = 20_000


class Search:
    """Finds cameras by name, 点位俗称, village, town, pinyin, initials, road and device ID."""

    def __init__(self, cameras: Cameras, scope: Scope) -> None:
        self._cameras = cameras
        self._scope = scope

    def find(self, text: str, limit: int, *, online_only: bool) -> Page[CameraRecord]:
        """Return the best hits; `next` is not None when there are more."""
        question = understand(text)
        if question is None:
            return Page((), None)
        hits: dict[int, CameraRecord] = {}
        for part in self._parts(question, limit + 1, online=" AND camera.online" if online_only else ""):
            hits.update((camera.number, camera) for camera in part)
            if len(hits) > limit:
                break
        found = tuple(hits.values())[:limit]
        return Page(found, found[-1].number if len(hits) > limit else None)

    def _parts(self, question: Question, limit: int, *, online: str) -> Iterator[tuple[CameraRecord, ...]]:
        for words in (question.beginnings, question.anywhere):
            if words is not None:
                yield self._by_text(words, question.id_parts, limit, online)
        if question.beginnings is None and question.id_alone is None:
            yield self._by_id_parts(question.id_parts, limit, online)
        if question.id_alone is not None and len(question.id_alone) >= _ID_DIGITS_MIN:
            yield from self._by_digits(question.id_alone, limit, online)

    def _by_digits(self, digits: str, limit: int, online: str) -> Iterator[tuple[CameraRecord, ...]]:
        serial = "substr(camera.id, 15)"
        for column, first, last in (
            (serial, digits.zfill(6), digits.zfill(6)),
            ("camera.id", digits, f"{digits}~"),
            (serial, digits, f"{digits}~"),
        ):
            # In a small scope, reading its cameras is faster than reading the whole platform's list of ids.
            key = f"+{column}" if self._scope.size() < _SMALL_SCOPE else column
            yield self._cameras.select(
                f"{key} BETWEEN ? AND ?{online}", (first, last), limit=limit, order=key
            )

    def _by_text(
        self, words: str, id_parts: tuple[str, ...], limit: int, online: str
    ) -> tuple[CameraRecord, ...]:
        if not self._scope.household:
            words = f'({words}) AND "{PUBLIC_WORD}"'
        numbers = f"camera_text.rowid BETWEEN {self._scope.first_number:d} AND {self._scope.last_number:d}"
        parts = " AND instr(camera.id, ?)" * len(id_parts)
        return self._cameras.select(
            f"camera_text MATCH ? AND {numbers}{online}{parts}",
            (words, *id_parts),
            limit=limit,
            order="camera_text.rowid",
            source="camera_text CROSS JOIN camera ON camera.number = camera_text.rowid",
        )

    def _by_id_parts(self, id_parts: tuple[str, ...], limit: int, online: str) -> tuple[CameraRecord, ...]:
        parts = " AND ".join(["instr(camera.id, ?)"] * len(id_parts))
        return self._cameras.select(f"{parts}{online}", id_parts, limit=limit)
