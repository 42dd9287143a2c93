"""What a patient agrees to: a yes stands until a no, and a no ends at once what hung on it."""

from typing import Any
from uuid import UUID

import pytest

from huizhen import docstore, records
from huizhen.core.access import Role
from huizhen.patients import Purpose
from tests.world import Person, World


@pytest.fixture
def desk(world: World) -> Person:
    return world.a_person(Role.FRONT_DESK)


def answer(person: Person, id: UUID, purpose: str, *, agreed: bool) -> Any:
    return person.post(f"/patients/{id}/consents", {"purpose": purpose, "agreed": agreed})


def withdraw(person: Person, id: UUID, purpose: str, reason: str = "patient_request") -> Any:
    return person.post(f"/patients/{id}/consents/{purpose}/withdraw", {"reason": reason})


def told_of(person: Person, id: UUID, purpose: str) -> dict[str, Any]:
    consents = person.get(f"/patients/{id}").json()["consents"]
    return next(each for each in consents if each["purpose"] == purpose)


def states(person: Person, id: UUID) -> dict[str, str]:
    told = person.get(f"/patients/{id}").json()["consents"]
    return {each["purpose"]: each["state"] for each in told}


@pytest.mark.parametrize("purpose", Purpose)
def test_each_purpose_is_answered_by_itself(world: World, desk: Person, purpose: Purpose) -> None:
    id = world.a_patient(desk, consents=["treatment"])
    before = states(desk, id)
    if purpose is Purpose.TREATMENT:
        refused = answer(desk, id, purpose, agreed=True)
        assert (refused.status_code, refused.json()["code"]) == (409, "consent-already-in-force")
        return
    assert before[purpose] == "not_yet"
    assert answer(desk, id, purpose, agreed=True).status_code == 201
    assert states(desk, id) == before | {purpose: "in_force"}
    world.pass_time(seconds=1)
    assert answer(desk, id, purpose, agreed=False).status_code == 201
    assert states(desk, id) == before | {purpose: "refused"}
    world.pass_time(seconds=1)
    assert answer(desk, id, purpose, agreed=True).status_code == 201
    assert states(desk, id) == before | {purpose: "in_force"}


def test_a_consent_is_filed_as_fhir_says(world: World, desk: Person) -> None:
    id = world.a_patient(desk, consents=["treatment"])
    made = answer(desk, id, "recording", agreed=False).json()["id"]
    with world.as_actor(desk) as uow:
        body = docstore.open_body(uow, id).get("Consent", UUID(made)).body
    assert body["status"] == "rejected"
    assert body["patient"] == {"reference": f"Patient/{id}"}
    assert body["dateTime"] == world.now.isoformat()
    assert body["provision"]["type"] == "deny"
    assert body["provision"]["purpose"][0]["code"] == "recording"
    (row,) = world.sql("select entry from journal where kind = 'consent.refused' and scope = :id", id=id)
    assert b'"purpose":"recording"' in bytes(row.entry)


def test_a_later_no_to_sharing_shuts_other_stores_documents_on_the_next_call(
    world: World, desk: Person
) -> None:
    given = world.registration(consents=["treatment"])
    id = UUID(desk.post("/patients", given).json()["id"])
    other = world.a_person(Role.ATTENDING)
    coming = {"document_number": given["document_number"], "name": given["name"], "reason": "转来"}
    assert other.post("/patients/attach", coming | {"sharing": False}).status_code == 201
    writer = world.a_person(Role.ATTENDING, at=desk.place)
    written = writer.post(f"/patients/{id}/conditions", {"code": "I10"}).json()["id"]
    place = f"/patients/{id}/documents/Condition/{written}"
    assert other.get(place).status_code == 404
    world.pass_time(seconds=1)
    answer(other, id, "sharing", agreed=True)
    assert other.get(f"/patients/{id}").json()["why"] == "treatment"
    assert other.get(place).status_code == 200
    world.pass_time(seconds=1)
    answer(other, id, "sharing", agreed=False)
    assert other.get(place).status_code == 404
    assert other.get(f"/patients/{id}").json()["why"] == "own_store_care"


def test_of_a_yes_and_a_no_at_one_moment_the_no_counts(world: World, desk: Person) -> None:
    given = world.registration(consents=["treatment"])
    id = UUID(desk.post("/patients", given).json()["id"])
    answer(desk, id, "sharing", agreed=True)
    answer(desk, id, "sharing", agreed=False)
    with world.as_actor(desk) as uow:
        assert records.require_grounds(uow, id).level is records.Level.OWN_STORE
    assert states(desk, id)["sharing"] == "refused"


def test_after_a_no_to_treatment_there_is_no_visit_until_a_new_yes(world: World, desk: Person) -> None:
    id = world.a_patient(desk)
    world.pass_time(seconds=1)
    assert answer(desk, id, "treatment", agreed=False).status_code == 201
    refused = desk.post(f"/patients/{id}/visits", {"reason": "复诊"})
    assert (refused.status_code, refused.json()["code"]) == (409, "consent-missing")
    assert refused.json()["purposes"] == ["treatment"]
    world.pass_time(seconds=1)
    assert answer(desk, id, "treatment", agreed=True).status_code == 201
    assert desk.post(f"/patients/{id}/visits", {"reason": "复诊"}).status_code == 201


def test_a_stranger_answers_for_nobody(world: World, desk: Person) -> None:
    id = world.a_patient(desk)
    stranger = world.a_person(Role.FRONT_DESK)
    assert answer(stranger, id, "sharing", agreed=True).status_code == 404
    assert (
        answer(world.a_person(Role.STORE_LEAD, at=desk.place), id, "sharing", agreed=True).status_code == 403
    )


@pytest.mark.parametrize(
    "body", [{"purpose": "all", "agreed": True}, {"agreed": True}, {"purpose": "sharing", "agreed": 1}]
)
def test_an_answer_that_is_none_is_refused(world: World, desk: Person, body: dict[str, Any]) -> None:
    id = world.a_patient(desk)
    assert desk.post(f"/patients/{id}/consents", body).status_code == 422


def test_a_yes_to_one_store_is_not_a_yes_to_another(world: World, desk: Person) -> None:
    given = world.registration()
    id = UUID(desk.post("/patients", given).json()["id"])
    other = world.a_person(Role.FRONT_DESK)
    coming = {"document_number": given["document_number"], "name": given["name"], "reason": "转来"}
    assert other.post("/patients/attach", coming | {"sharing": False}).status_code == 201
    assert other.get(f"/patients/{id}").json()["why"] == "own_store_care"
    assert answer(desk, id, "sharing", agreed=True).status_code == 409
    assert answer(other, id, "sharing", agreed=True).status_code == 201
    assert other.get(f"/patients/{id}").json()["why"] == "treatment"
    assert answer(other, id, "sharing", agreed=True).status_code == 409


def test_a_consent_in_force_can_be_withdrawn_and_the_ledger_keeps_both_moments(
    world: World, desk: Person
) -> None:
    id = world.a_patient(desk, consents=["treatment", "sharing", "remote_consultation"])
    before = told_of(desk, id, "remote_consultation")
    assert (before["state"], before["may_withdraw"], before["withdrawn_at"]) == ("in_force", True, None)
    world.pass_time(minutes=3)
    made = withdraw(desk, id, "remote_consultation")
    assert made.status_code == 201, made.text
    after = told_of(desk, id, "remote_consultation")
    assert (after["state"], after["may_withdraw"]) == ("withdrawn", False)
    assert after["given_at"] == before["given_at"]
    assert after["withdrawn_at"] > before["given_at"]
    with world.as_actor(desk) as uow:
        body = docstore.open_body(uow, id).get("Consent", UUID(made.json()["id"])).body
    assert body["status"] == "rejected"
    assert body["sourceReference"]["reference"].startswith("Consent/")
    assert [(each["url"], each["valueCode"]) for each in body["extension"]] == [
        ("urn:huizhen:withdrawal-reason", "patient_request")
    ]
    (row,) = world.sql("select entry from journal where kind = 'consent.withdrawn' and scope = :id", id=id)
    assert b"patient_request" in bytes(row.entry)


def test_what_was_withdrawn_can_be_given_anew(world: World, desk: Person) -> None:
    id = world.a_patient(desk)
    withdraw(desk, id, "treatment")
    assert told_of(desk, id, "treatment")["state"] == "withdrawn"
    assert desk.post(f"/patients/{id}/visits", {"reason": "复诊"}).json()["purposes"] == ["treatment"]
    world.pass_time(seconds=1)
    assert answer(desk, id, "treatment", agreed=True).status_code == 201
    assert told_of(desk, id, "treatment") | {"given_at": None} == {
        "purpose": "treatment",
        "state": "in_force",
        "given_at": None,
        "withdrawn_at": None,
        "may_withdraw": True,
    }


@pytest.mark.parametrize("answered", [None, False])
def test_nothing_is_withdrawn_that_is_not_in_force(world: World, desk: Person, answered: bool | None) -> None:
    id = world.a_patient(desk, consents=["treatment"])
    if answered is not None:
        answer(desk, id, "recording", agreed=answered)
    refused = withdraw(desk, id, "recording")
    assert (refused.status_code, refused.json()["code"]) == (409, "consent-not-in-force")
    assert told_of(desk, id, "recording")["may_withdraw"] is False


def test_withdrawing_sharing_shuts_other_stores_documents_on_the_next_call(
    world: World, desk: Person
) -> None:
    given = world.registration(consents=["treatment"])
    id = UUID(desk.post("/patients", given).json()["id"])
    other = world.a_person(Role.FRONT_DESK)
    coming = {"document_number": given["document_number"], "name": given["name"], "reason": "转来"}
    assert other.post("/patients/attach", coming | {"sharing": True}).status_code == 201
    assert other.get(f"/patients/{id}").json()["why"] == "treatment"
    assert told_of(desk, id, "sharing")["may_withdraw"] is False, "another store's yes is not this one's"
    assert withdraw(desk, id, "sharing").json()["code"] == "consent-not-in-force"
    world.pass_time(seconds=1)
    assert withdraw(other, id, "sharing").status_code == 201
    assert other.get(f"/patients/{id}").json()["why"] == "own_store_care"


def test_a_withdrawal_says_why_in_a_code(world: World, desk: Person) -> None:
    id = world.a_patient(desk)
    assert withdraw(desk, id, "sharing", "不想说").status_code == 422
    assert withdraw(desk, id, "all").status_code == 422
    assert withdraw(world.a_person(Role.FRONT_DESK), id, "sharing").status_code == 404
