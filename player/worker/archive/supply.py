"""Which packets a viewer works with: when another connection is needed, and when waiting is better."""

from collections.abc import Callable
from typing import Final

from player.api import Failure
from player.worker.archive.course import Course
from player.worker.archive.decoder import PictureDecoder
from player.worker.archive.feed import Feed
from player.worker.archive.packets import Demand, PacketStore

QUICK_PATIENCE_S: Final = 0.4
"""While scrubbing a connection may bring its first picture before the next one is opened."""
_LAGGING_S: Final = 3.0
_SLOW_S: Final = 0.5
"""A connection that was asked for at a lower speed is given so long to bring its first pictures."""
_ASK_AGAIN_S: Final = (2.0, 30.0)
_NEAR_THE_END_MS: Final = 1000


class Supply:
    """The present store and its decoder; used on the viewer's thread.

    `changed` is called on the feed's thread when packets have come, `renewed` when another store is begun,
    and `glimpse` with a key frame on the way of a scrub.
    """

    def __init__(
        self,
        feed: Feed,
        *,
        changed: Callable[[], None],
        renewed: Callable[[], None],
        glimpse: Callable[[PacketStore, int], None],
    ) -> None:
        self._feed, self._changed, self._renewed, self._glimpse = feed, changed, renewed, glimpse
        self._store: PacketStore | None = None
        self._decoder: PictureDecoder | None = None
        self._sought = True
        self.asked_at = 0.0
        """The monotonic second of the last demand."""
        self._asked_edge: int | None = None
        self._ask_again_s = _ASK_AGAIN_S[0]

    @property
    def store(self) -> PacketStore:
        """The present store; there is one after the first `at`."""
        assert self._store is not None
        return self._store

    @property
    def decoder(self) -> PictureDecoder:
        """The present store's decoder."""
        assert self._decoder is not None
        return self._decoder

    @property
    def asks_behind_the_end(self) -> bool:
        """True while it is asked again whether there is more by now."""
        return self._asked_edge is not None

    def close(self) -> None:
        """Let the connection and all packets go."""
        self._feed.close()
        self._store = self._decoder = None

    def seek(self) -> None:
        """The clock has been set: where it is not covered, ask at once."""
        self._sought = True

    def at(self, course: Course, media_ms: float, now: float) -> PacketStore:
        """Return the store for an instant; asks for another one where this one does not reach."""
        store = self._store
        if store is None or not course.serves(store):
            return self.ask(course.demand(media_ms), now)
        if course.outruns(store, media_ms) and now - self.asked_at > _SLOW_S:
            return self.ask(course.demand(media_ms), now)
        if store.covers(media_ms, course.reach_ms):
            self._sought = False
            self._ask_for_more(course, store, media_ms, now)
            return store
        if course.quick and now - self.asked_at < QUICK_PATIENCE_S and not store.finished:
            if store.is_empty:
                return store
            key = store.key_near(store.demand.start_ms)
            if key is not None:
                self._glimpse(store, key)
        lags = not self._sought and media_ms > store.demand.start_ms and not course.backwards
        if lags and (store.is_empty or now - self.asked_at < _LAGGING_S):
            return store  # asking again and again would only make a slow platform slower
        return self.ask(course.demand(media_ms), now)

    def ask(self, demand: Demand, now: float) -> PacketStore:
        """Begin another store."""
        store = self._store = PacketStore(demand, self._changed)
        self._decoder = PictureDecoder(store)
        self.asked_at, self._asked_edge, self._ask_again_s = now, None, _ASK_AGAIN_S[0]
        self._sought = False
        self._renewed()
        self._feed.request(demand, store)
        return store

    def failure(self, *, has_shown: bool) -> Failure | None:
        """Return what the store has failed with; "not found" where there has been footage is only its end."""
        failure = self.store.failure
        return None if failure is Failure.NOT_FOUND and has_shown else failure

    def _ask_for_more(self, course: Course, store: PacketStore, media_ms: float, now: float) -> None:
        """Near the end ask now and then whether more has been recorded by now."""
        edge = store.edge()
        if edge != self._asked_edge:
            self._asked_edge = None
        if not store.finished or edge is None or store.demand.reverse or course.clock.rate <= 0:
            return
        if media_ms > edge - _NEAR_THE_END_MS and now - self.asked_at > self._ask_again_s:
            self.asked_at, self._asked_edge = now, edge
            self._ask_again_s = min(self._ask_again_s * 2, _ASK_AGAIN_S[1])
            self._feed.request(course.demand(edge + 1), store)
