"""Whoever reads a patient's content gets it after the entry stands, or not at all."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, event, text

from huizhen import host
from huizhen.core.access import ANONYMOUS, Actor, Role
from huizhen.core.db.engine import make_engine
from huizhen.core.db.journal import Entry
from huizhen.core.db.reads import ReadWriter
from huizhen.core.errors import Unavailable
from huizhen.core.ids import new_id
from huizhen.core.time import utc_now
from tests.world import World

READERS = 16
READS_EACH = 25
WAIT_S = 20.0


def a_read(subject: UUID, **more: Any) -> Entry:
    given = {"actor": ANONYMOUS, "subject_type": "scope", "kind": "record.read", **more}
    return Entry(id=new_id(), at=utc_now(), subject_id=subject, **given)


def count(world: World, subject: UUID) -> int:
    (row,) = world.sql("select count(*) from journal where subject_id = :id", id=subject)
    return int(row[0])


@pytest.fixture
def own_engine(database: host.Urls) -> Iterator[Engine]:
    """An engine of one connection, so that it can be cut without hurting others."""
    made = make_engine(database.app, threads=1, application="tests-reads")
    yield made
    made.dispose()


@pytest.fixture
def writer(own_engine: Engine) -> Iterator[ReadWriter]:
    made = ReadWriter(own_engine, origin="test")
    yield made
    made.close()


def cut_the_line(world: World) -> None:
    """End the writer's connection, and wait until the server has forgotten it."""
    gone = (
        "select pg_terminate_backend(pid, 10000) from pg_stat_activity where application_name = 'tests-reads'"
    )
    assert [each[0] for each in world.sql(gone)] == [True]


def test_an_entry_stands_when_write_returns(world: World, writer: ReadWriter) -> None:
    subject = new_id()
    writer.write([a_read(subject), a_read(subject)])
    assert count(world, subject) == 2


def test_a_reader_waits_for_the_commit_of_his_group(
    world: World, own_engine: Engine, writer: ReadWriter
) -> None:
    subject, committing, go_on, answered = new_id(), threading.Event(), threading.Event(), threading.Event()

    def hold(_: object) -> None:
        committing.set()
        assert go_on.wait(WAIT_S)

    event.listen(own_engine, "commit", hold)

    def read() -> None:
        writer.write([a_read(subject)])
        answered.set()

    reader = threading.Thread(target=read)
    reader.start()
    assert committing.wait(WAIT_S)
    assert not answered.is_set()
    assert count(world, subject) == 0
    go_on.set()
    reader.join(WAIT_S)
    assert answered.is_set()
    assert count(world, subject) == 1


def test_a_cut_line_refuses_the_answer_and_the_next_reader_is_served(
    world: World, writer: ReadWriter
) -> None:
    writer.write([a_read(new_id())])
    cut_the_line(world)
    lost, found = new_id(), new_id()
    with pytest.raises(Unavailable):
        writer.write([a_read(lost)])
    assert count(world, lost) == 0
    writer.write([a_read(found)])
    assert count(world, found) == 1


def test_a_nurse_sees_nothing_of_the_patient_when_her_read_cannot_be_written(
    world: World, writer: ReadWriter
) -> None:
    nurse = world.a_person(Role.NURSE)
    patient = world.a_patient(nurse)
    world.app.state.workshop = replace(world.workshop, reads=writer)
    assert "张伟民" in nurse.get(f"/patients/{patient}").text
    cut_the_line(world)
    refused = nurse.get(f"/patients/{patient}")
    assert refused.status_code == 503
    assert refused.json()["code"] == "starting"
    assert "张" not in refused.text
    assert "张伟民" in nurse.get(f"/patients/{patient}").text


def test_many_readers_at_once_share_commits_and_every_read_is_there(
    world: World, own_engine: Engine, writer: ReadWriter
) -> None:
    subjects = [new_id() for _ in range(READERS)]
    commits: list[None] = []
    event.listen(own_engine, "commit", lambda _: commits.append(None))

    def read(subject: UUID) -> list[int]:
        seen = []
        for number in range(1, READS_EACH + 1):
            writer.write([a_read(subject)])
            if number % 10 == 0:
                seen.append(count(world, subject))
        return seen

    with ThreadPoolExecutor(READERS) as pool:
        told = list(pool.map(read, subjects))
    assert told == [[10, 20]] * READERS
    assert [count(world, each) for each in subjects] == [READS_EACH] * READERS
    assert len(commits) < READERS * READS_EACH


def test_an_entry_that_no_bytes_can_hold_fails_its_own_caller_alone(world: World, writer: ReadWriter) -> None:
    subject = new_id()
    with pytest.raises(TypeError):
        writer.write([a_read(subject, values={"what": object()})])
    writer.write([a_read(subject)])
    assert count(world, subject) == 1


def test_what_waits_at_the_end_of_the_process_is_written(world: World, own_engine: Engine) -> None:
    subject = new_id()
    made = ReadWriter(own_engine, origin="test")
    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(made.write, [a_read(subject)]) for _ in range(4)]
        for each in waiting:
            each.result(WAIT_S)
        made.close()
    assert count(world, subject) == 4


def test_nothing_read_costs_no_commit(own_engine: Engine, writer: ReadWriter) -> None:
    event.listen(own_engine, "commit", lambda _: pytest.fail("there was nothing to write"))
    writer.write([])
    with own_engine.connect() as connection:
        assert connection.scalar(text("select 1")) == 1


def test_who_read_whom_stands_in_the_entry(world: World, writer: ReadWriter) -> None:
    subject, reader = new_id(), new_id()
    writer.write(
        [a_read(subject, actor=Actor(user_id=reader), scope=subject, purpose="care", basis="treatment")]
    )
    (row,) = world.sql("select actor, scope, purpose, basis from journal where subject_id = :id", id=subject)
    assert tuple(row) == (reader, subject, "care", "treatment")
