"""The grouped writer: journal entries of reads and refusals, many requests in one commit.

A reader's answer leaves only after the group that holds its entries has committed; a group gathers for at most
`WINDOW_S`. Source: security.md §5.1, architecture.md §6.2.
"""

import queue
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any, Final

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from huizhen.core.db import journal
from huizhen.core.errors import Unavailable

WINDOW_S: Final = 0.004
GROUP_MAX: Final = 500
QUEUE_MAX: Final = 10_000
WAIT_MAX_S: Final = 10.0

Item = tuple[list[dict[str, Any]], "Future[None]"]


class ReadWriter:
    """One thread and one connection of a process. Entries that could not be written refuse their reader's answer."""

    def __init__(self, engine: Engine, *, origin: str) -> None:
        self._engine = engine
        self._origin = origin
        self._queue: queue.Queue[Item | None] = queue.Queue(QUEUE_MAX)
        self._thread = threading.Thread(target=self._run, name="journal-reads", daemon=True)
        self._thread.start()

    def write(self, entries: Sequence[journal.Entry]) -> None:
        """Return when the entries are committed.

        Raises:
            Unavailable: they could not be written; the answer must not leave.
        """
        if not entries:
            return
        done: Future[None] = Future()
        rows = journal.rows(entries, origin=self._origin)  # here: a broken entry is its own caller's fault
        try:
            self._queue.put((rows, done), timeout=WAIT_MAX_S)
            done.result(timeout=WAIT_MAX_S)
        except (queue.Full, TimeoutError, SQLAlchemyError) as failed:
            raise Unavailable from failed

    def close(self) -> None:
        """Write what waits and end the thread."""
        self._queue.put(None)
        self._thread.join(timeout=WAIT_MAX_S)

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            group = [first]
            until = time.monotonic() + WINDOW_S
            stop = False
            while len(group) < GROUP_MAX and (left := until - time.monotonic()) > 0:
                try:
                    item = self._queue.get(timeout=left)
                except queue.Empty:
                    break
                if item is None:
                    stop = True
                    break
                group.append(item)
            self._commit(group)
            if stop:
                return

    def _commit(self, group: list[Item]) -> None:
        try:
            with self._engine.begin() as connection:
                journal.append(connection, [each for rows, _ in group for each in rows])
        except SQLAlchemyError as failed:
            for _, done in group:
                done.set_exception(failed)
        else:
            for _, done in group:
                done.set_result(None)
