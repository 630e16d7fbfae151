"""The access register as the program writes it: at once for the caller, durably a moment later."""

import asyncio
from contextlib import suppress
from pathlib import Path

from desktop import log
from desktop.audit.chain import Chain
from desktop.audit.entry import BrokenLink, Expected, KeptEntry, RegisterEntry, RegisterQuery
from desktop.errors import AppError
from desktop.lanes import Lane
from desktop.stores.observable import Signal

_log = log.get("register")
WRITE_S = 30.0
READ_S = 60.0
CLOSE_S = 3.0
RETRY_S = 10.0


class AccessRegister:
    """Append-only; lives with one sign-in, used on the loop's thread, written on the storage lane.

    An entry that could not be written stays in memory, is tried again, and `failing` tells so: the duty
    officer must know that nothing is being recorded.
    """

    def __init__(self, path: Path, lane: Lane) -> None:
        self.failing: Signal[[bool]] = Signal()
        self._chain = Chain(path)
        self._lane = lane
        self._pending: list[RegisterEntry] = []
        self._task: asyncio.Task[None] | None = None
        self._failed = False
        self._closed = False

    @property
    def failed(self) -> bool:
        """True while entries cannot be written."""
        return self._failed

    def enter(self, entry: RegisterEntry) -> None:
        """Write an entry; returns at once. Before the loop runs it waits for the next call that finds one."""
        self._pending.append(entry)
        with suppress(RuntimeError):
            self._start(asyncio.get_running_loop())

    async def enter_now(self, entry: RegisterEntry, expected: Expected | None = None) -> bool:
        """Write an entry and return when it stands durably; STORAGE_FAILED, TIMED_OUT.

        Return False, with nothing written, when the register does not stand as expected.
        """
        await self.flush()
        return await self._lane.run(lambda _: self._chain.append((entry,), expected), deadline_s=WRITE_S)

    async def flush(self) -> None:
        """Wait until what was entered is written, or could not be."""
        self._start(asyncio.get_running_loop())
        while self._pending and not self._failed and self._task is not None and not self._task.done():
            await asyncio.wait([self._task])

    async def verify(self) -> BrokenLink | None:
        """Return the first place where the register is not what was written, None when all is well."""
        await self.flush()
        return await self._lane.run(lambda _: self._chain.verify(), deadline_s=READ_S)

    async def entries(self, limit: int = 200, before: int | None = None) -> tuple[KeptEntry, ...]:
        """Return the newest entries first, those before a sequence number where one is given."""
        await self.flush()
        return await self._lane.run(lambda _: self._chain.entries(limit, before), deadline_s=READ_S)

    async def read(self, query: RegisterQuery) -> tuple[KeptEntry, ...]:
        """Return the entries that a query wants, oldest first."""
        await self.flush()
        return await self._lane.run(lambda _: self._chain.read(query), deadline_s=READ_S)

    async def last_hash(self) -> str:
        """Return the hash of the last entry: on paper and in a manifest it is a witness of the chain."""
        await self.flush()
        return (await self._lane.run(lambda _: self._chain.end(), deadline_s=READ_S))[1]

    async def close(self) -> None:
        """Write what is pending, for at most `CLOSE_S` seconds."""
        self._start(asyncio.get_running_loop())
        self._closed = True
        if self._task is not None:
            if self._failed:  # it waits between two tries: this is the last one
                self._task.cancel()
                await asyncio.wait([self._task])
                self._task = asyncio.get_running_loop().create_task(self._write())
            _, late = await asyncio.wait([self._task], timeout=CLOSE_S)
            for task in late:
                task.cancel()
                await asyncio.wait([task])
        if self._pending:
            _log.error("%d entries of the access register were not written", len(self._pending))

    def _start(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._pending and (self._task is None or self._task.done()):
            self._task = loop.create_task(self._write())

    async def _write(self) -> None:
        while self._pending:
            batch = tuple(self._pending)
            try:
                await self._lane.run(lambda _, batch=batch: self._chain.append(batch), deadline_s=WRITE_S)  # type: ignore[misc]
            except AppError as error:
                if not self._failed:
                    _log.error("the access register cannot be written: %r", error.__cause__ or error)
                self._set(failed=True)
                if self._closed:
                    return
                await asyncio.sleep(RETRY_S)
                continue
            del self._pending[: len(batch)]
            self._set(failed=False)

    def _set(self, *, failed: bool) -> None:
        if failed != self._failed:
            self._failed = failed
            self.failing.emit(failed)
