"""What a process needs for calls: the media server, the door's open connections, and who works after a commit.

Invariant: a connection is known here before its seat is looked at, so whoever closes a seat after the commit that took
it away finds every connection that could have been let in before. Source: media.md §13.2, §13.4 step 3.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import structlog

from huizhen.rooms.rules import Identity, MediaPlane

log = structlog.get_logger()

Work = Callable[[], None]
WORKERS: Final = 4


@dataclass(eq=False, slots=True)
class Connection:
    """One signalling connection at the door. `hang_up` may be called from any thread."""

    identity: Identity
    room_name: str
    hang_up: Work
    is_connecting: bool = True
    is_over: bool = False


class Connections:
    """The open connections of this process. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: set[Connection] = set()

    def add(self, connection: Connection) -> None:
        """From now on it can be closed."""
        with self._lock:
            self._open.add(connection)

    def drop(self, connection: Connection) -> None:
        """It is over."""
        with self._lock:
            self._open.discard(connection)

    def all(self) -> list[Connection]:
        """Everything that is open."""
        with self._lock:
            return list(self._open)

    def has_line(self, holder: str) -> bool:
        """Whether an open line of this seat is here, whatever its device."""
        lines = (each for each in self.all() if not each.is_connecting and not each.is_over)
        return any(each.identity.holder == holder for each in lines)

    def keep_only(self, session_id: UUID, room_name: str, devices: Mapping[str, str]) -> int:
        """Hang up on everybody of a session who is not in its room with his seat's one device.

        How many of them were still connecting: the media server may list those a moment later.
        """
        ended = [
            each
            for each in self.all()
            if each.identity.session == str(session_id)
            and (each.room_name != room_name or devices.get(each.identity.holder) != each.identity.device)
        ]
        for each in ended:
            each.hang_up()
        return sum(each.is_connecting for each in ended)


class Turns:
    """One at a time for each session: two who mend one room would undo each other's work."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turns: dict[UUID, tuple[threading.Lock, int]] = {}

    @contextmanager
    def take(self, session_id: UUID, *, seconds: float) -> Iterator[bool]:
        """Wait for the turn; False when it did not come in time."""
        with self._lock:
            turn, waiting = self._turns.get(session_id, (threading.Lock(), 0))
            self._turns[session_id] = (turn, waiting + 1)
        mine = turn.acquire(timeout=max(seconds, 0))
        try:
            yield mine
        finally:
            if mine:
                turn.release()
            with self._lock:
                _, waiting = self._turns[session_id]
                if waiting == 1:
                    del self._turns[session_id]
                else:
                    self._turns[session_id] = (turn, waiting - 1)


def at_once(work: Work) -> None:
    """Work in the caller's own thread: for processes that wait for it, and for tests."""
    work()


@dataclass(frozen=True, slots=True)
class Desk:
    """Handed to use cases that touch a call."""

    media: MediaPlane
    run: Callable[[Work], None] = at_once
    connections: Connections = field(default_factory=Connections)
    turns: Turns = field(default_factory=Turns)
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    stop: Work = lambda: None

    def close(self) -> None:
        """Finish what was begun and let the media server go."""
        self.stop()
        self.media.close()


def make_desk(media: MediaPlane) -> Desk:
    """A process's desk: work after a commit is done by a few threads, so that the answer leaves at once (S15)."""
    pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="rooms")

    def run(work: Work) -> None:
        pool.submit(work).add_done_callback(_tell)

    return Desk(media, run=run, stop=lambda: pool.shutdown(wait=True))


def _tell(done: "Future[None]") -> None:
    if (broken := done.exception()) is not None:
        log.error("rooms.work_broken", exc_info=broken)
