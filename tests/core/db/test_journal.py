"""An entry is one string of bytes that nobody can change unseen; the columns beside it say nothing else."""

import json
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizhen.core.access import Actor, Role, system_actor
from huizhen.core.db import journal
from huizhen.core.db.journal import Entry
from huizhen.core.db.unit import unit_of_work
from huizhen.core.ids import new_id
from huizhen.core.time import utc_now
from huizhen.records.rules import Basis, GrantOpened
from tests.world import World

PARTS = frozenset({"form", "version", "system", "values"})
TEXTS = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
IDS = st.none() | st.uuids()
ENTRIES = st.builds(
    Entry,
    id=st.uuids(),
    at=st.datetimes(
        min_value=datetime(1990, 1, 1),  # noqa: DTZ001 - the strategy adds zones
        timezones=st.builds(timezone, st.timedeltas(timedelta(hours=-14), timedelta(hours=14))),
    ),
    kind=st.sampled_from(["record.read", "document.created"]),
    subject_type=st.sampled_from(["scope", "document"]),
    subject_id=IDS,
    actor=st.builds(
        Actor, user_id=st.uuids(), session_id=IDS, system=st.none() | st.just("demo"), on_behalf_of=IDS
    ),
    request_id=TEXTS,
    scope=IDS,
    audience=st.lists(st.uuids(), max_size=4),
    purpose=TEXTS,
    basis=TEXTS,
    reason=TEXTS,
    values=st.dictionaries(
        st.text("abc_", min_size=1), st.integers(0, 9) | TEXTS | st.booleans(), max_size=4
    ),
)


def entry_bytes(entry: Entry) -> bytes:
    return journal.as_bytes(entry.as_fields("hq"))


@given(ENTRIES)
def test_the_columns_say_what_the_bytes_say(entry: Entry) -> None:
    (row,) = journal.rows([entry], origin="hq")
    fields = json.loads(row["entry"])
    assert journal.extract(row["entry"]) == {name: row[name] for name in row if name != "entry"}
    assert fields.keys() - PARTS == row.keys() - {"entry"}
    assert row["at"] == entry.at
    assert row["id"] == entry.id
    assert set(row["audience"]) == set(entry.audience)
    assert row["reason"] == entry.reason


@given(ENTRIES)
def test_equal_entries_have_equal_bytes_in_whatever_order_they_were_told(entry: Entry) -> None:
    fields = entry.as_fields("hq")
    turned = {name: fields[name] for name in reversed(fields)}
    turned["values"] = {name: entry.values[name] for name in reversed(list(entry.values))}
    assert journal.as_bytes(turned) == entry_bytes(entry)
    assert b'": ' not in entry_bytes(entry).replace(b'\\"', b"")[:12]


@given(ENTRIES, st.data())
def test_another_hearer_order_is_the_same_entry_and_another_hearer_is_not(entry: Entry, data: Any) -> None:
    mixed = Entry(
        **{name: getattr(entry, name) for name in Entry.__slots__}
        | {"audience": data.draw(st.permutations(list(entry.audience)))}
    )
    more = Entry(
        **{name: getattr(entry, name) for name in Entry.__slots__}
        | {"audience": [*entry.audience, UUID(int=7)]}
    )
    assert entry_bytes(mixed) == entry_bytes(entry) != entry_bytes(more)


def written(world: World, entry: Entry) -> Any:
    with world.shared.engine.begin() as connection:
        journal.append(connection, journal.rows([entry], origin="test"))
    (row,) = world.sql("select * from journal where id = :id", id=entry.id)
    return row._mapping


def a_full_entry() -> Entry:
    return Entry(
        id=new_id(),
        at=utc_now(),
        kind="record.read",
        subject_type="scope",
        subject_id=new_id(),
        actor=Actor(user_id=new_id(), session_id=new_id(), on_behalf_of=new_id()),
        request_id="req",
        scope=new_id(),
        audience=[new_id(), new_id()],
        purpose="care",
        basis="treatment",
        outcome="success",
        reason="理由",
        values={"ver": 3},
    )


def test_what_postgresql_gives_back_is_what_the_bytes_say(world: World) -> None:
    row = written(world, a_full_entry())
    told = journal.extract(bytes(row["entry"]))
    assert {name: row[name] for name in told} == told
    assert all(row[name] is not None for name in told)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "record.written"),
        ("actor", UUID(int=1)),
        ("reason", None),
        ("at", utc_now()),
        ("audience", []),
    ],
)
def test_an_operator_who_changes_a_column_is_contradicted_by_the_bytes(
    world: World, column: str, value: object
) -> None:
    row = dict(written(world, a_full_entry())) | {column: value}
    told = journal.extract(bytes(row["entry"]))
    assert [name for name in told if told[name] != row[name]] == [column]


def test_an_event_becomes_an_entry_with_its_values_and_its_actors_name(world: World) -> None:
    patient, grant, nurse = new_id(), new_id(), world.a_person(Role.NURSE, signed_in=False)
    with unit_of_work(
        world.workshop, actor=system_actor("demo", on_behalf_of=nurse.id), request_id="r1"
    ) as uow:
        event = GrantOpened(subject_id=patient, grant_id=grant, basis=Basis.CONSULTATION)
        uow.record(event, scope=patient, audience=[nurse.id], reason="accepted")
        uow.complete()
    (row,) = world.sql("select * from journal where subject_id = :id", id=patient)
    fields = json.loads(bytes(row.entry))
    assert fields["kind"] == row.kind == event.kind
    assert fields["values"] == {"grant_id": str(grant), "basis": "consultation"}
    assert (fields["system"], fields["on_behalf_of"]) == ("demo", str(nurse.id))
    assert (row.audience, row.reason, row.request_id, row.origin) == ([nurse.id], "accepted", "r1", "test")
    assert fields["at"].endswith("Z")
