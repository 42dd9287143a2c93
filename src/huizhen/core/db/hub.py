"""News between processes: a bell that says "look" after commits, and a hub that follows the journal below its horizon.

Invariant: nothing is announced inside a transaction, and an announcement carries a position, never a fact; whoever
misses it finds the entry by looking every two seconds. Source: stack.md §3.5, §5.2; architecture.md §6.3.
"""

import re
import selectors
import socket
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Self
from uuid import UUID

import psycopg
import structlog
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

log = structlog.get_logger()

CHANNEL: Final = "huizhen_news"
RINGS_PER_S_MAX: Final = 20
RING_EVERY_S: Final = 1 / RINGS_PER_S_MAX
POLL_S: Final = 2.0
# Something is committed above the horizon: an older transaction still runs, nobody will announce its end.
BEHIND_S: Final = 0.05
BACK_OFF_MIN_S: Final = 0.2
BACK_OFF_MAX_S: Final = 5.0
BATCH_ENTRIES: Final = 500
JOIN_MAX_S: Final = 5.0
POSITION: Final = re.compile(r"([0-9]{1,19})-([0-9]{1,19})")
BIGINT_MAX: Final = 2**63 - 1

LISTEN: Final = text(f"listen {CHANNEL}")
# `pg_notify` takes an instance-wide lock until its commit is flushed: nothing is lost if that flush is not waited for.
HURRY: Final = text("set synchronous_commit = off")
CALM: Final = text("reset synchronous_commit")
RING: Final = text("""
    select pg_notify(:channel, last.tx::text || '-' || last.seq)
    from (select tx, seq from journal order by tx desc, seq desc limit 1) last
""")
HEADS: Final = text("""
    select top.tx::text::bigint, top.seq, safe.tx::text::bigint, safe.seq
    from (select tx, seq from journal order by tx desc, seq desc limit 1) top
    left join (
        select tx, seq from journal where tx < pg_snapshot_xmin(pg_current_snapshot())
        order by tx desc, seq desc limit 1
    ) safe on true
""")
READ: Final = text("""
    select tx::text::bigint as tx, seq, kind, subject_type, subject_id, audience
    from journal
    where (tx, seq) > (cast(cast(:tx as text) as xid8), :seq)
      and (tx, seq) <= (cast(cast(:upto_tx as text) as xid8), :upto_seq)
      and audience <> '{}'
      and (cast(:mine as uuid[]) is null or audience && cast(:mine as uuid[]))
    order by tx, seq
    limit :limit
""")


class Position(NamedTuple):
    """A place in the journal, in the order in which it can be followed."""

    tx: int
    seq: int

    def __str__(self) -> str:
        return f"{self.tx}-{self.seq}"

    @classmethod
    def parse(cls, given: str) -> Self | None:
        """A position from its text; None when it is none."""
        found = POSITION.fullmatch(given)
        if found is None:
            return None
        tx, seq = (int(each) for each in found.groups())
        return cls(tx, seq) if max(tx, seq) <= BIGINT_MAX else None


START: Final = Position(0, 0)


@dataclass(frozen=True, slots=True)
class News:
    """An entry as its audience hears of it."""

    position: Position
    kind: str
    subject_type: str
    subject_id: UUID | None
    audience: Sequence[UUID]


def read_news(
    on: Connection | Session,
    *,
    after: Position,
    upto: Position,
    mine: Collection[UUID] | None = None,
    limit: int = BATCH_ENTRIES,
) -> list[News]:
    """Entries with an audience, oldest first; `mine`: only those that concern one of these. `upto` is a safe one."""
    rows = on.execute(
        READ,
        {
            "tx": str(after.tx),
            "seq": after.seq,
            "upto_tx": str(upto.tx),
            "upto_seq": upto.seq,
            "mine": None if mine is None else list(mine),
            "limit": limit,
        },
    )
    return [News(Position(tx, seq), *rest) for tx, seq, *rest in rows]


class Bell:
    """One thread of a process that writes. `ring` costs a commit nothing; many rings become one announcement."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._rung = threading.Event()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="journal-bell", daemon=True)
        self._thread.start()

    def ring(self) -> None:
        """Something was committed."""
        self._rung.set()

    def close(self) -> None:
        """Announce once more and end the thread."""
        self._closing.set()
        self._rung.set()
        self._thread.join(timeout=JOIN_MAX_S)

    def _run(self) -> None:
        closing = False
        while not closing:
            self._rung.wait()
            closing = self._closing.is_set()
            self._rung.clear()
            self._announce()
            self._closing.wait(RING_EVERY_S)

    def _announce(self) -> None:
        try:
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(HURRY)
                connection.execute(RING, {"channel": CHANNEL})
                connection.execute(CALM)
        except SQLAlchemyError as away:
            # Not repeated: whoever follows the journal looks by himself.
            log.warning("bell.database_away", cause=type(away).__name__)
            self._closing.wait(BACK_OFF_MIN_S)


Deliver = Callable[[Sequence[News], Position], None]


class Hub:
    """One thread and one connection of its own. `deliver` gets every entry with an audience once, in order, and the
    position up to which everything has been delivered; the first call tells where the hub begins.
    """

    def __init__(self, engine: Engine, deliver: Deliver) -> None:
        self._engine = engine
        self._deliver = deliver
        self._position: Position | None = None
        self._closing = threading.Event()
        self._woken, self._wake = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="journal-hub", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether it still follows, or waits for the database to come back."""
        return self._thread.is_alive()

    def close(self) -> None:
        """End the thread and its connection."""
        self._closing.set()
        self._wake.send(b"\0")
        self._thread.join(timeout=JOIN_MAX_S)
        self._wake.close()
        self._woken.close()

    def _run(self) -> None:
        back_off_s = BACK_OFF_MIN_S
        while not self._closing.is_set():
            try:
                with _own_connection(self._engine) as connection:
                    connection.execute(LISTEN)
                    self._catch_up(connection)
                    back_off_s = BACK_OFF_MIN_S
                    self._follow(connection)
            except (SQLAlchemyError, psycopg.Error) as away:
                log.warning("hub.database_away", cause=type(away).__name__, again_in_s=back_off_s)
                self._closing.wait(back_off_s)
                back_off_s = min(back_off_s * 2, BACK_OFF_MAX_S)

    def _follow(self, connection: Connection) -> None:
        driver: Any = (
            connection.connection.dbapi_connection
        )  # psycopg's own: a detached one has no driver_connection
        wait_s = 0.0
        with selectors.DefaultSelector() as selector:
            selector.register(driver.fileno(), selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            while not self._closing.is_set():
                # What arrived while we were reading has left the socket: it must be asked for before we wait on it.
                if not _heard(driver):
                    selector.select(wait_s)
                    _heard(driver)
                wait_s = self._catch_up(connection)

    def _catch_up(self, connection: Connection) -> float:
        """Deliver what is new; how long to wait at most before looking again."""
        top, safe = _heads(connection)
        if self._position is None:
            self._position = safe
            self._deliver((), safe)
        while self._position < safe:
            news = read_news(connection, after=self._position, upto=safe)
            self._position = news[-1].position if len(news) == BATCH_ENTRIES else safe
            self._deliver(news, self._position)
        return BEHIND_S if top > safe else POLL_S


@contextmanager
def _own_connection(engine: Engine) -> Iterator[Connection]:
    """A connection outside the pool: it is kept as long as the process lives, and closed for good."""
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()
        yield connection


def _heads(connection: Connection) -> tuple[Position, Position]:
    """The highest entry, and the highest below the horizon."""
    row = connection.execute(HEADS).one_or_none()
    if row is None:
        return START, START
    top_tx, top_seq, safe_tx, safe_seq = row
    return Position(top_tx, top_seq), START if safe_tx is None else Position(safe_tx, safe_seq)


def _heard(driver: Any) -> bool:
    """Take all announcements off the connection: whether there were any."""
    return sum(1 for _ in driver.notifies(timeout=0)) > 0
