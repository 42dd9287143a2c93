"""The bell and the hub on a real database: announcements outside transactions, entries once and in order."""

import queue
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from huizhen import host
from huizhen.core.access import system_actor
from huizhen.core.db.engine import make_engine
from huizhen.core.db.hub import (
    BIGINT_MAX,
    CHANNEL,
    RING_EVERY_S,
    RINGS_PER_S_MAX,
    Bell,
    Hub,
    News,
    Position,
    read_news,
)
from huizhen.core.db.unit import UnitOfWork, Workshop, unit_of_work
from huizhen.signin.rules import SignedOut

PATIENCE_S = 10.0
APPLICATION = "tests-hub"
ROUNDS = 3


class Told:
    """What a hub has delivered."""

    def __init__(self) -> None:
        self.given: queue.Queue[tuple[Sequence[News], Position]] = queue.Queue()

    def __call__(self, news: Sequence[News], position: Position) -> None:
        self.given.put((news, position))

    def next(self) -> Position:
        return self.given.get(timeout=PATIENCE_S)[1]

    def subjects(self, name: UUID, count: int) -> list[UUID | None]:
        found: list[UUID | None] = []
        while len(found) < count:
            news, _ = self.given.get(timeout=PATIENCE_S)
            found += [each.subject_id for each in news if name in each.audience]
        return found

    def within(self, silence_s: float, name: UUID) -> list[News]:
        """What was told for `name` until nothing more came for so long."""
        found: list[News] = []
        with suppress(queue.Empty):
            while True:
                found += [each for each in self.given.get(timeout=silence_s)[0] if name in each.audience]
        return found


@pytest.fixture
def hub_engine(database: host.Urls) -> Iterator[Engine]:
    made = make_engine(database.app, threads=2, application=APPLICATION)
    yield made
    made.dispose()


@pytest.fixture
def told(hub_engine: Engine) -> Iterator[Told]:
    """What a running hub tells, from now on."""
    made = Told()
    hub = Hub(hub_engine, made)
    made.next()
    yield made
    hub.close()


@pytest.fixture
def ringing(workshop: Workshop) -> Iterator[Workshop]:
    bell = Bell(workshop.engine)
    yield replace(workshop, committed=bell.ring)
    bell.close()


@contextmanager
def a_unit(workshop: Workshop, name: UUID, subject: UUID) -> Iterator[UnitOfWork]:
    """A unit whose entry is to be written; whoever opened it completes it."""
    with unit_of_work(workshop, actor=system_actor("tests")) as uow:
        uow.record(SignedOut(subject_id=subject), audience=[name])
        yield uow


def happen(workshop: Workshop, name: UUID) -> UUID:
    subject = uuid4()
    with a_unit(workshop, name, subject) as uow:
        uow.complete()
    return subject


@contextmanager
def announcements(database: host.Urls) -> Iterator[Callable[[float], list[str]]]:
    """Payloads heard on the channel within some seconds; the first one ends the wait early."""
    with psycopg.connect(database.conninfo(), autocommit=True) as connection:
        connection.execute(f"listen {CHANNEL}")
        yield lambda within_s: [each.payload for each in connection.notifies(timeout=within_s, stop_after=1)]


@given(st.integers(0, BIGINT_MAX), st.integers(0, BIGINT_MAX))
def test_a_position_survives_being_written(tx: int, seq: int) -> None:
    assert Position.parse(str(Position(tx, seq))) == (tx, seq)


@pytest.mark.parametrize(
    "text", ["", "1", "1-", "-1", "1--1", " 1-1", "1-1\n", "１-１", f"{BIGINT_MAX + 1}-1"]
)
def test_anything_else_is_no_position(text: str) -> None:
    assert Position.parse(text) is None


def test_a_commit_is_announced_by_its_position_alone(
    ringing: Workshop, engine: Engine, database: host.Urls
) -> None:
    with announcements(database) as heard:
        happen(ringing, uuid4())
        payload = heard(PATIENCE_S)[-1]
    with engine.connect() as connection:
        top = connection.execute(
            text("select tx::text::bigint, seq from journal order by tx desc, seq desc limit 1")
        ).one()
    assert Position.parse(payload) == tuple(top)


def test_what_is_given_up_is_not_announced(ringing: Workshop, database: host.Urls) -> None:
    with announcements(database) as heard:
        with a_unit(ringing, uuid4(), uuid4()) as uow:
            uow.undo()
            uow.complete()
        with a_unit(ringing, uuid4(), uuid4()):
            pass
        assert heard(RING_EVERY_S * 4) == []


def test_many_commits_become_few_announcements(engine: Engine, database: host.Urls) -> None:
    bell = Bell(engine)
    heard: list[str] = []
    rings = 0
    started = time.monotonic()
    with announcements(database) as listen:
        while len(heard) < RINGS_PER_S_MAX // 2:
            for _ in range(100):
                bell.ring()
                rings += 1
            heard += listen(RING_EVERY_S / 50)
        took_s = time.monotonic() - started
    bell.close()
    assert len(heard) <= took_s * RINGS_PER_S_MAX + 2
    assert rings > len(heard) * 100 // 2


def test_a_hub_tells_everything_once_and_in_order(told: Told, ringing: Workshop) -> None:
    name = uuid4()
    subjects = [happen(ringing, name) for _ in range(20)]
    assert told.subjects(name, 20) == subjects
    after = happen(ringing, name)
    assert told.subjects(name, 1) == [after]


def test_a_hub_finds_what_nobody_announced(told: Told, workshop: Workshop) -> None:
    name = uuid4()
    subject = happen(workshop, name)
    assert told.subjects(name, 1) == [subject]


def test_an_entry_waits_for_the_older_transaction_before_it(told: Told, ringing: Workshop) -> None:
    name, first, second = uuid4(), uuid4(), uuid4()
    with a_unit(ringing, name, first) as older:
        older.session.execute(text("select pg_current_xact_id()"))
        with a_unit(ringing, name, second) as younger:
            younger.complete()
        assert told.within(RING_EVERY_S * 6, name) == []
        older.complete()
    assert told.subjects(name, 2) == [first, second]


def test_a_hub_survives_the_loss_of_its_connection(told: Told, ringing: Workshop, engine: Engine) -> None:
    name = uuid4()
    for _ in range(ROUNDS):
        with engine.begin() as connection:
            killed = connection.execute(
                text("select pg_terminate_backend(pid) from pg_stat_activity where application_name = :name"),
                {"name": APPLICATION},
            ).all()
        subject = happen(ringing, name)
        assert told.subjects(name, 1) == [subject]
    assert killed


def test_a_hub_holds_one_connection_and_gives_it_back_at_the_end(
    hub_engine: Engine, engine: Engine, workshop: Workshop
) -> None:
    open_ones = text("select count(*) from pg_stat_activity where application_name = :name")
    made = Told()
    hub = Hub(hub_engine, made)
    made.next()
    with engine.begin() as connection:
        assert connection.scalar(open_ones, {"name": APPLICATION}) == 1
    hub.close()
    assert not hub.alive
    until = time.monotonic() + PATIENCE_S
    left = 1
    while left and time.monotonic() < until:
        with engine.begin() as connection:
            left = connection.scalar(open_ones, {"name": APPLICATION}) or 0
    assert left == 0


def test_only_what_concerns_somebody_is_read_for_him(workshop: Workshop, engine: Engine) -> None:
    mine, theirs = uuid4(), uuid4()
    own = [happen(workshop, mine), happen(workshop, mine)]
    happen(workshop, theirs)
    end = Position(BIGINT_MAX, BIGINT_MAX)
    with Session(engine) as session:
        news = read_news(session, after=Position(0, 0), upto=end, mine=[mine])
        assert [each.subject_id for each in news] == own
        rest = read_news(session, after=news[0].position, upto=end, mine=[mine])
        assert [each.subject_id for each in rest] == own[1:]
        upto = read_news(session, after=Position(0, 0), upto=news[0].position, mine=[mine])
        assert [each.subject_id for each in upto] == own[:1]
        assert read_news(session, after=Position(0, 0), upto=end, mine=[]) == []
