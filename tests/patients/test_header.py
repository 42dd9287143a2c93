"""The patient's header: who it is, what is dangerous, and why the reader may see it."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from huizhen import records
from huizhen.core.access import Role
from huizhen.records import Basis
from tests.world import Person, World


@pytest.fixture
def desk(world: World) -> Person:
    return world.a_person(Role.FRONT_DESK)


def header(person: Person, id: UUID) -> dict[str, Any]:
    response = person.get(f"/patients/{id}")
    assert response.status_code == 200, response.text
    told: dict[str, Any] = response.json()
    return told


def granted(world: World, id: UUID, user: Person, basis: Basis) -> UUID:
    source = uuid4()
    with world.as_system() as uow:
        records.open_grant(
            uow, patient_id=id, user_id=user.id, basis=basis, source_type="test", source_id=source
        )
    return source


def test_the_reader_is_told_why_he_sees_it(world: World, desk: Person) -> None:
    shared, kept = world.a_patient(desk), world.a_patient(desk, consents=["treatment"])
    assert header(desk, kept)["why"] == "own_store_care"
    assert header(desk, shared)["why"] == "treatment"


@pytest.mark.parametrize("basis", [Basis.CONSULTATION, Basis.COORDINATION, Basis.BREAK_GLASS])
def test_a_grant_of_ones_own_is_the_reason_told(world: World, desk: Person, basis: Basis) -> None:
    id = world.a_patient(desk, consents=["treatment"])
    expert = world.a_person(Role.CONSULTANT)
    assert expert.get(f"/patients/{id}").status_code == 404
    granted(world, id, expert, basis)
    assert header(expert, id)["why"] == basis
    (read,) = world.sql(
        "select basis from journal where kind = 'record.read' and scope = :id and actor = :who and purpose = 'care'",
        id=id,
        who=expert.id,
    )
    assert read.basis == basis


def test_a_clinical_ground_is_told_before_a_weaker_one(world: World, desk: Person) -> None:
    id = world.a_patient(desk, consents=["treatment"])
    expert = world.a_person(Role.CONSULTANT)
    for basis in (Basis.BREAK_GLASS, Basis.COORDINATION, Basis.CONSULTATION):
        granted(world, id, expert, basis)
        assert header(expert, id)["why"] == basis


def test_allergies_stand_on_top_even_after_somebody_took_words_away(world: World, desk: Person) -> None:
    id = world.a_patient(desk)
    attending = world.a_person(Role.ATTENDING, at=desk.place)
    made = attending.post(
        f"/patients/{id}/allergies",
        {"code": "penicillins", "display": "青霉素（皮试阳性）", "criticality": "high", "reaction": "皮疹"},
    ).json()
    (told,) = header(desk, id)["allergies"]
    assert told == {
        "id": made["id"],
        "code": "penicillins",
        "display": "青霉素（皮试阳性）",
        "criticality": "high",
    }
    place = f"/patients/{id}/documents/AllergyIntolerance/{made['id']}"
    body = attending.get(place).json()["body"]
    patch = {"/criticality": ["high", None], "/code/text": ["青霉素（皮试阳性）", None]}
    amended = attending.send("PATCH", place, {"patch": patch}, headers={"if-match": made["etag"]})
    assert amended.status_code == 200, amended.text
    (told,) = header(desk, id)["allergies"]
    assert told["display"] == body["code"]["coding"][0]["display"]
    assert told["criticality"] == "unable-to-assess"
    again = {"/code": [attending.get(place).json()["body"]["code"], None]}
    amended = attending.send("PATCH", place, {"patch": again}, headers={"if-match": amended.json()["etag"]})
    assert amended.status_code == 200, amended.text
    assert header(desk, id)["allergies"][0] | {"id": ""} == {
        "id": "",
        "code": None,
        "display": "",
        "criticality": "unable-to-assess",
    }
    assert attending.get(f"/patients/{id}/timeline").status_code == 200


def test_that_none_is_known_is_told_by_its_code_and_words_alone_have_none(world: World, desk: Person) -> None:
    id = world.a_patient(desk)
    attending = world.a_person(Role.ATTENDING, at=desk.place)
    none = {"code": "no_known_allergy", "display": "无已知过敏", "criticality": "low"}
    assert attending.post(f"/patients/{id}/allergies", none).status_code == 201
    assert (
        attending.post(f"/patients/{id}/allergies", {"display": "虾", "criticality": "low"}).status_code
        == 201
    )
    told = {each["display"]: each["code"] for each in header(desk, id)["allergies"]}
    assert told == {"无已知过敏": "no_known_allergy", "虾": None}


def test_another_stores_allergies_and_visits_stay_there_until_sharing(world: World, desk: Person) -> None:
    given = world.registration(consents=["treatment"])
    id = UUID(desk.post("/patients", given).json()["id"])
    attending = world.a_person(Role.ATTENDING, at=desk.place)
    attending.post(f"/patients/{id}/allergies", {"display": "虾", "criticality": "low"})
    other = world.a_person(Role.NURSE)
    coming = {"document_number": given["document_number"], "name": given["name"], "reason": "转来"}
    assert other.post("/patients/attach", coming | {"sharing": False}).status_code == 201
    told = header(other, id)
    assert told["allergies"] == []
    assert [each["reason"] for each in told["visits"]] == ["转来"]
    other.post(f"/patients/{id}/consents", {"purpose": "sharing", "agreed": True})
    told = header(other, id)
    assert [each["display"] for each in told["allergies"]] == ["虾"]
    assert len(told["visits"]) == 2


def test_numbers_stand_masked_in_it(world: World, desk: Person) -> None:
    given = world.registration()
    id = desk.post("/patients", given).json()["id"]
    response = desk.get(f"/patients/{id}")
    assert given["document_number"] not in response.text
    assert given["phone"] not in response.text
    assert response.headers["etag"] == f'"{response.json()["etag"]}"'
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("id", ["0", "not-an-id", "..%2f..%2fme"])
def test_an_id_that_is_none_is_answered_without_a_guess(desk: Person, id: str) -> None:
    assert desk.get(f"/patients/{id}").status_code in {404, 422}
