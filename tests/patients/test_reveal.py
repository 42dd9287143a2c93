"""Unmasking one value: for a reason, in the journal, and not without end."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest

from huizhen.core.access import Role
from huizhen.patients.rules import REVEALS_PER_HOUR_MAX, RevealReason
from tests.world import Person, World


@pytest.fixture
def desk(world: World) -> Person:
    return world.a_person(Role.FRONT_DESK)


def reveal(person: Person, id: UUID | str, field: str = "document", reason: str = "contact") -> Any:
    return person.post(f"/patients/{id}/reveal", {"field": field, "reason": reason})


def revealed(world: World, id: UUID | str) -> list[Any]:
    query = "select actor, reason, entry from journal where kind = 'identity.revealed' and scope = :id order by seq"
    return list(world.sql(query, id=id))


@pytest.mark.parametrize("reason", RevealReason)
def test_one_value_leaves_and_reason_and_field_are_journaled_without_it(
    world: World, desk: Person, reason: RevealReason
) -> None:
    given = world.registration()
    id = desk.post("/patients", given).json()["id"]
    assert reveal(desk, id, "document", reason).json() == {"value": given["document_number"]}
    assert reveal(desk, id, "phone", reason).json() == {"value": given["phone"]}
    rows = revealed(world, id)
    assert [(row.actor, row.reason) for row in rows] == [(desk.id, reason.value)] * 2
    for row, field in zip(rows, (b"document", b"phone"), strict=True):
        assert b'"field":"' + field + b'"' in bytes(row.entry)
        assert given["document_number"].encode() not in bytes(row.entry)
        assert given["phone"].encode() not in bytes(row.entry)


@pytest.mark.parametrize(
    ("field", "reason"),
    [("name", "contact"), ("document", ""), ("document", "我想看看"), ("Phone", "contact")],
)
def test_neither_another_field_nor_a_reason_of_ones_own_is_taken(
    world: World, desk: Person, field: str, reason: str
) -> None:
    id = world.a_patient(desk)
    assert reveal(desk, id, field, reason).status_code == 422
    assert revealed(world, id) == []


def test_thirty_an_hour_are_given_and_no_more(world: World, desk: Person) -> None:
    one, other = world.a_patient(desk), world.a_patient(desk)
    for place in range(REVEALS_PER_HOUR_MAX):
        assert reveal(desk, (one, other)[place % 2]).status_code == 200
    refused = reveal(desk, one)
    assert (refused.status_code, refused.json()["code"]) == (429, "reveal-limit")
    assert "value" not in refused.json()
    assert int(refused.headers["retry-after"]) == 3600
    assert len(revealed(world, one)) + len(revealed(world, other)) == REVEALS_PER_HOUR_MAX
    colleague = world.a_person(Role.FRONT_DESK, at=desk.place)
    assert reveal(colleague, one).status_code == 200
    world.pass_time(minutes=60)
    assert reveal(world.sign_in(desk), one).status_code == 200


def test_calls_side_by_side_do_not_get_past_the_limit(world: World, desk: Person) -> None:
    id = world.a_patient(desk)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: reveal(desk, id).status_code, range(REVEALS_PER_HOUR_MAX + 10)))
    assert sorted(answers) == [200] * REVEALS_PER_HOUR_MAX + [429] * 10
    assert len(revealed(world, id)) == REVEALS_PER_HOUR_MAX


def test_nobody_reveals_a_patient_whom_he_does_not_see(world: World, desk: Person) -> None:
    id = world.a_patient(desk)
    assert reveal(world.a_person(Role.FRONT_DESK), id).status_code == 404
    assert reveal(world.a_person(Role.COORDINATOR, at=desk.place), id).status_code == 403
    assert revealed(world, id) == []
