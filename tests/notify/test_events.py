"""The event stream as a browser reads it, from a web process of its own, about commits of another process."""

import random
import threading
import time
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from huizhen import host, org
from huizhen.core.access import Role, system_actor
from huizhen.core.db import journal
from huizhen.core.db.unit import Workshop, unit_of_work
from huizhen.notify.rules import REPLAYED_ENTRIES_MAX, STREAMS_PER_SESSION_MAX
from huizhen.signin.rules import SESSION_IDLE, SignedOut
from tests.notify.node import Node, happen, running_node
from tests.world import Person, World

AT_ONCE_S = 1.0
ENDED_S = 5.0
WRITERS = 4
UNITS_EACH = 25
CUT_AFTER = 7


@pytest.fixture
def nurse(world: World) -> Person:
    return world.a_person(Role.NURSE)


def test_news_of_a_store_is_there_within_a_second(node: Node, ringing: Workshop, nurse: Person) -> None:
    with node.listens(nurse) as ear:
        assert ear.response.status_code == 200, ear.response.read()
        assert ear.response.headers["content-type"].startswith("text/event-stream")
        assert ear.response.headers["cache-control"] == "no-store"
        assert ear.first().event == "mark"
        subject = happen(ringing, nurse.place)
        committed = time.monotonic()
        heard = ear.news()
        took_s = time.monotonic() - committed
    assert heard.data == {
        "kind": "account.signed_out",
        "subject_type": "account",
        "subject_id": str(subject),
    }
    assert heard.event == "account.signed_out"
    assert took_s < AT_ONCE_S
    assert any(line.startswith("retry: ") for line in ear.raw)


def test_news_that_nobody_announced_is_found_all_the_same(
    node: Node, workshop: Workshop, nurse: Person
) -> None:
    with node.listens(nurse) as ear:
        ear.first()
        subject = happen(workshop, nurse.place)
        assert ear.news().data["subject_id"] == str(subject)


def test_a_store_hears_its_own_news_and_no_other_stores(
    node: Node, ringing: Workshop, world: World, nurse: Person
) -> None:
    stranger = world.a_person(Role.NURSE)
    with node.listens(nurse) as ear, node.listens(stranger) as other:
        ear.first()
        other.first()
        here, there = happen(ringing, nurse.place), happen(ringing, stranger.place)
        nowhere, both = happen(ringing), happen(ringing, stranger.place, nurse.place)
        heard = [ear.news().data["subject_id"] for _ in range(2)]
        told = [other.news().data["subject_id"] for _ in range(2)]
    assert heard == [str(here), str(both)]
    assert told == [str(there), str(both)]
    assert str(nowhere) not in {*heard, *told}


def test_news_for_one_person_is_not_told_to_a_colleague(
    node: Node, ringing: Workshop, world: World, nurse: Person
) -> None:
    colleague = world.a_person(Role.ATTENDING, at=nurse.place)
    with node.listens(nurse) as ear, node.listens(colleague) as other:
        ear.first()
        other.first()
        own, everybodys = happen(ringing, nurse.id), happen(ringing, nurse.place)
        assert [ear.news().data["subject_id"] for _ in range(2)] == [str(own), str(everybodys)]
        assert other.news().data["subject_id"] == str(everybodys)


def test_what_was_missed_is_told_to_those_whom_it_concerns(
    node: Node, ringing: Workshop, world: World, nurse: Person
) -> None:
    stranger = world.a_person(Role.NURSE)
    with node.listens(nurse) as ear:
        left_at = ear.first().id
    missed = [str(happen(ringing, nurse.place)) for _ in range(3)]
    happen(ringing, stranger.place)
    with node.listens(nurse, left_at) as ear:
        live = str(happen(ringing, nurse.place))
        assert [ear.news().data["subject_id"] for _ in range(4)] == [*missed, live]


def test_nothing_is_lost_or_told_twice_while_four_write_and_the_line_breaks(
    node: Node, ringing: Workshop, world: World, nurse: Person
) -> None:
    elsewhere = world.a_store()
    chances = random.Random(4)
    pauses = [[chances.random() / 50 for _ in range(UNITS_EACH)] for _ in range(WRITERS)]

    def write(mine: list[float]) -> None:
        for pause_s in mine:
            with unit_of_work(ringing, actor=system_actor("tests")) as uow:
                # The transaction takes its number and stays open: later ones commit before it.
                uow.session.connection().exec_driver_sql("select pg_current_xact_id()")
                time.sleep(pause_s)
                uow.record(SignedOut(subject_id=uuid4()), audience=[nurse.place])
                uow.record(SignedOut(subject_id=uuid4()), audience=[elsewhere])
                uow.complete()

    heard: list[tuple[str, str]] = []
    with node.listens(nurse) as ear:
        place = ear.first().id
    writers = [threading.Thread(target=write, args=(mine,)) for mine in pauses]
    for each in writers:
        each.start()
    while len(heard) < WRITERS * UNITS_EACH:
        with node.listens(nurse, place) as ear:
            for _ in range(min(CUT_AFTER, WRITERS * UNITS_EACH - len(heard))):
                frame = ear.news()
                heard.append((frame.id, frame.data["subject_id"]))
                place = frame.id
    for each in writers:
        each.join()
    with node.listens(nurse, place) as ear:
        last = str(happen(ringing, nurse.place))
        frame = ear.news()
        heard.append((frame.id, frame.data["subject_id"]))
    rows = world.sql(
        "select tx::text || '-' || seq as place, subject_id::text from journal "
        "where :store = any(audience) and kind = 'account.signed_out' order by tx, seq",
        store=nurse.place,
    )
    assert heard == [(row.place, row.subject_id) for row in rows]
    assert heard[-1][1] == last
    assert len(set(heard)) == WRITERS * UNITS_EACH + 1


@pytest.mark.parametrize(
    "told", ["", "rubbish", "7-", "99999999999999999999-1", "1-1", "9000000000000000000-1"]
)
def test_a_place_that_nobody_knows_means_reading_everything_again(
    node: Node, ringing: Workshop, nurse: Person, told: str
) -> None:
    with node.listens(nurse, told) as ear:
        assert ear.first().event == "reset"
        subject = happen(ringing, nurse.place)
        assert ear.news().data["subject_id"] == str(subject)


def test_whoever_comes_back_too_late_reads_everything_again(
    node: Node, ringing: Workshop, world: World, nurse: Person
) -> None:
    def top() -> str:
        rows = world.sql(
            "select tx::text || '-' || seq as place from journal order by tx desc, seq desc limit 1"
        )
        return str(rows[0].place)

    left_at = top()
    read = journal.Entry(
        id=uuid4(),
        at=world.now,
        kind="document.read",
        subject_type="document",
        subject_id=None,
        actor=system_actor("tests"),
    )
    rows = journal.rows([read] * REPLAYED_ENTRIES_MAX, origin="test")
    with ringing.engine.begin() as connection:
        journal.append(connection, rows)
    reached = left_at
    while reached != top():
        with node.listens(nurse) as ear:
            reached = ear.first().id
    with node.listens(nurse, left_at) as ear:
        subject = happen(ringing, nurse.place)
        assert ear.first().data == {
            "kind": "account.signed_out",
            "subject_type": "account",
            "subject_id": str(subject),
        }
    with node.listens(nurse, left_at) as ear:
        assert ear.first().event == "reset"


def test_the_stream_ends_with_its_session_and_no_other_does(
    node: Node, ringing: Workshop, world: World, nurse: Person
) -> None:
    colleague = world.a_person(Role.NURSE, at=nurse.place)
    with node.listens(nurse) as ear, node.listens(colleague) as other:
        ear.first()
        other.first()
        assert nurse.post("/signout").is_success
        ended = time.monotonic()
        assert not [frame for frame in ear.frames() if frame.is_news]
        assert time.monotonic() - ended < ENDED_S
        subject = happen(ringing, nurse.place)
        assert other.news().data["subject_id"] == str(subject)
    with node.listens(nurse) as ear:
        assert ear.response.status_code == 401


def test_an_open_stream_keeps_no_idle_session_alive(node: Node, world: World, nurse: Person) -> None:
    left_s = 3
    seen_at = world.now - SESSION_IDLE + timedelta(seconds=left_s)
    with node.listens(nurse) as ear:
        ear.first()
        world.sql(
            "update signin_session set seen_at = :at where account_id = :id returning id",
            at=seen_at,
            id=nurse.id,
        )
        assert not [frame for frame in ear.frames() if frame.is_news]
    rows = world.sql("select seen_at from signin_session where account_id = :id", id=nurse.id)
    assert [row.seen_at for row in rows] == [seen_at]


def test_whoever_loses_a_role_hears_no_more_of_that_store(
    node: Node, ringing: Workshop, world: World, nurse: Person
) -> None:
    second = world.a_store()
    with world.as_system() as uow:
        org.assign_role(uow, practitioner_id=nurse.id, role=Role.NURSE, org_id=second)
    with node.listens(nurse) as ear:
        ear.first()
        subject = happen(ringing, second)
        assert ear.news().data["subject_id"] == str(subject)
        world.sql(
            "update practitioner_role set ended_at = now() "
            "where practitioner_id = :id and org_id = :store returning id",
            id=nurse.id,
            store=second,
        )
        ended, still = time.monotonic(), True
        while still:
            happen(ringing, second)
            fence = str(happen(ringing, nurse.id))
            heard = ear.news().data["subject_id"]
            still = heard != fence
            if still:
                assert ear.news().data["subject_id"] == fence
                assert time.monotonic() - ended < ENDED_S


def test_a_session_has_five_streams_and_another_session_is_not_touched(
    node: Node, world: World, nurse: Person
) -> None:
    other = world.a_person(Role.NURSE)
    open_ones = [node.listens(nurse) for _ in range(STREAMS_PER_SESSION_MAX)]
    for each in open_ones:
        assert each.__enter__().response.status_code == 200
    try:
        with node.listens(nurse) as refused, node.listens(other) as let_in:
            assert refused.response.status_code == 429
            assert refused.response.headers["content-type"].startswith("application/problem+json")
            assert int(refused.response.headers["retry-after"]) > 0
            assert let_in.response.status_code == 200
    finally:
        for each in open_ones:
            each.__exit__(None, None, None)
    until = time.monotonic() + AT_ONCE_S
    status = 429
    while status == 429 and time.monotonic() < until:
        with node.listens(nurse) as ear:
            status = ear.response.status_code
    assert status == 200


def test_nobody_listens_without_a_session(node: Node, world: World) -> None:
    stranger = world.a_person(Role.NURSE, signed_in=False)
    stranger.client.headers["cookie"] = "__Host-hz=invented"
    with node.listens(stranger) as ear:
        assert ear.response.status_code == 401


def test_news_goes_on_after_the_database_has_dropped_every_connection(
    node: Node, ringing: Workshop, world: World, nurse: Person
) -> None:
    with node.listens(nurse) as ear:
        ear.first()
        killed = world.sql(
            "select pg_terminate_backend(pid) as ok from pg_stat_activity where application_name = 'huizhen-web'"
        )
        assert killed
        subjects = [str(happen(ringing, nurse.place)) for _ in range(3)]
        assert [ear.news().data["subject_id"] for _ in range(3)] == subjects


def test_a_server_that_stops_lets_its_listeners_go_at_once(
    database: host.Urls, nurse: Person, tmp_path: Path
) -> None:
    with running_node(database.app, tmp_path) as own, own.listens(nurse) as ear:
        ear.first()
        took_s = own.terminate()
        assert not [frame for frame in ear.frames() if frame.is_news]
    assert took_s < ENDED_S
