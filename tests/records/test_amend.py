"""Amending what one has seen: never blindly, never another's frame, and every state is kept."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from huizhen import records
from huizhen.core.access import Role
from tests.world import Person, World

HIGH_TO_LOW = {"/criticality": ["high", "low"]}


@pytest.fixture
def attending(world: World) -> Person:
    return world.a_person(Role.ATTENDING)


@pytest.fixture
def patient(world: World, attending: Person) -> UUID:
    return world.a_patient(attending)


def filed(person: Person, id: UUID, path: str, body: dict[str, Any]) -> dict[str, Any]:
    response = person.post(f"/patients/{id}/{path}", body)
    assert response.status_code == 201, response.text
    told: dict[str, Any] = response.json()
    return told["documents"][0] if "documents" in told else told


def an_allergy(person: Person, id: UUID) -> dict[str, Any]:
    return filed(person, id, "allergies", {"display": "虾", "criticality": "high", "reaction": "皮疹"})


def amend(
    person: Person, id: UUID, kind: str, made: dict[str, Any], patch: Any, etag: str | None = None
) -> Any:
    return person.send(
        "PATCH",
        f"/patients/{id}/documents/{kind}/{made['id']}",
        {"patch": patch},
        headers={"if-match": f'"{etag or made["etag"]}"'},
    )


def body_of(person: Person, id: UUID, kind: str, made: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = person.get(f"/patients/{id}/documents/{kind}/{made['id']}").json()["body"]
    return told


def test_an_amendment_makes_a_version_and_the_old_one_stays(
    world: World, attending: Person, patient: UUID
) -> None:
    made = an_allergy(attending, patient)
    world.pass_time(seconds=5)
    colleague = world.a_person(Role.DEPARTMENT_HEAD, at=attending.place)
    changed = amend(colleague, patient, "AllergyIntolerance", made, HIGH_TO_LOW)
    assert changed.status_code == 200, changed.text
    assert changed.json()["ver"] == 2
    assert changed.headers["etag"] == f'"{changed.json()["etag"]}"' != f'"{made["etag"]}"'
    place = f"/patients/{patient}/documents/AllergyIntolerance/{made['id']}"
    assert attending.get(place).json()["body"]["criticality"] == "low"
    first = attending.get(place, params={"ver": 1}).json()
    assert (first["ver"], first["etag"], first["body"]["criticality"]) == (1, made["etag"], "high")
    told = attending.get(f"{place}/versions").json()["versions"]
    assert [(each["ver"], each["author_name"]) for each in told] == [
        (1, attending.name),
        (2, colleague.name),
    ]
    assert told[0]["at"] < told[1]["at"]
    assert attending.get(place, params={"ver": 3}).status_code == 404
    assert attending.get(place, params={"ver": 0}).status_code == 422
    (entry,) = attending.get(f"/patients/{patient}/timeline").json()["entries"]
    assert (entry["ver"], entry["author_name"]) == (2, attending.name)


def test_who_looked_at_an_older_state_is_refused_and_told_the_newer_one(
    world: World, attending: Person, patient: UUID
) -> None:
    made = an_allergy(attending, patient)
    newer = amend(attending, patient, "AllergyIntolerance", made, HIGH_TO_LOW).json()["etag"]
    late = amend(
        attending, patient, "AllergyIntolerance", made, {"/criticality": ["high", "unable-to-assess"]}
    )
    assert (late.status_code, late.json()["code"], late.json()["etag"]) == (409, "stale", newer)
    assert body_of(attending, patient, "AllergyIntolerance", made)["criticality"] == "low"


def test_who_names_the_newest_state_but_other_values_is_refused(attending: Person, patient: UUID) -> None:
    made = an_allergy(attending, patient)
    refused = amend(attending, patient, "AllergyIntolerance", made, {"/criticality": ["low", "high"]})
    assert (refused.status_code, refused.json()["code"]) == (409, "stale")
    assert refused.json()["pointers"] == ["/criticality"]


def test_without_if_match_nothing_is_amended(attending: Person, patient: UUID) -> None:
    made = an_allergy(attending, patient)
    place = f"/patients/{patient}/documents/AllergyIntolerance/{made['id']}"
    refused = attending.send("PATCH", place, {"patch": HIGH_TO_LOW})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "header:If-Match"
    assert (
        attending.send("PATCH", place, {"patch": HIGH_TO_LOW}, headers={"if-match": "*"}).status_code == 409
    )


@pytest.mark.parametrize(
    ("path", "kind", "body", "patch", "reason"),
    [
        (
            "observations",
            "Observation",
            {"signs": [{"code": "8867-4", "value": "72"}]},
            {"/status": ["final", "amended"]},
            "immutable",
        ),
        (
            "notes",
            "Composition",
            {"title": "记录", "sections": [{"code": "reason", "text": "x"}]},
            {"/title": ["记录", "改过"]},
            "frozen",
        ),
    ],
)
def test_what_is_final_takes_no_amendment(
    attending: Person, patient: UUID, path: str, kind: str, body: Any, patch: Any, reason: str
) -> None:
    made = filed(attending, patient, path, body)
    refused = amend(attending, patient, kind, made, patch)
    assert refused.status_code == 409
    assert (refused.json()["code"], refused.json()["reason"]) == ("write-refused", reason)
    place = f"/patients/{patient}/documents/{kind}/{made['id']}"
    assert attending.get(place).json()["etag"] == made["etag"]
    assert len(attending.get(f"{place}/versions").json()["versions"]) == 1


@pytest.mark.parametrize(
    "field", ["subject", "recorder", "recordedDate", "_recordedDate", "subject/reference"]
)
def test_no_later_hand_moves_a_document_to_another_patient_author_or_moment(
    attending: Person, patient: UUID, field: str
) -> None:
    made = filed(attending, patient, "conditions", {"code": "I10"})
    body = body_of(attending, patient, "Condition", made)
    seen = body.get(field) if "/" not in field else body["subject"]["reference"]
    new = {"subject": {"reference": f"Patient/{uuid4()}"}, "recordedDate": "2024-05"}.get(field)
    refused = amend(attending, patient, "Condition", made, {f"/{field}": [seen, new]})
    assert refused.status_code == 422, refused.text
    assert refused.json()["errors"][0]["pointer"] == f"/{field}"
    assert body_of(attending, patient, "Condition", made) == body


@pytest.mark.parametrize(
    "patch",
    [
        {"/id": [None, "x"]},
        {"/resourceType": ["AllergyIntolerance", "Patient"]},
        {"criticality": ["high", "low"]},
        {"": [None, {}]},
        {"/": [None, 1]},
        {"/criticality": ["high"]},
        {"/criticality": ["high", "low", "low"]},
        {"/criticality": "low"},
        {"/criticality": ["high", "deadly"]},
        {"/nonsense": [None, 1]},
        {"/code": [{"text": "虾"}, None], "/code/text": ["虾", None]},
        {},
    ],
)
def test_a_patch_that_is_none_is_refused_and_changes_nothing(
    attending: Person, patient: UUID, patch: Any
) -> None:
    made = an_allergy(attending, patient)
    refused = amend(attending, patient, "AllergyIntolerance", made, patch)
    assert refused.status_code == 422, refused.text
    assert body_of(attending, patient, "AllergyIntolerance", made)["criticality"] == "high"


@pytest.mark.parametrize(
    "kind", ["Patient", "Encounter", "Consent", "ServiceRequest", "nothing", "composition"]
)
def test_kinds_of_other_owners_are_not_reached_through_the_record(
    world: World, attending: Person, patient: UUID, kind: str
) -> None:
    place = f"/patients/{patient}/documents/{kind}/{patient}"
    assert attending.get(place).status_code == 404
    assert attending.get(f"{place}/versions").status_code == 404
    patch = {"/gender": ["male", "female"]}
    refused = attending.send("PATCH", place, {"patch": patch}, headers={"if-match": "x"})
    assert refused.status_code == 404


def test_a_document_is_not_reached_under_another_kind_or_patient(
    world: World, attending: Person, patient: UUID
) -> None:
    made = an_allergy(attending, patient)
    other = world.a_patient(attending)
    for place in (
        f"/patients/{patient}/documents/Condition/{made['id']}",
        f"/patients/{other}/documents/AllergyIntolerance/{made['id']}",
    ):
        assert attending.get(place).status_code == 404
        assert attending.get(f"{place}/versions").status_code == 404
        assert attending.get(place, params={"ver": 1}).status_code == 404
    assert amend(attending, other, "AllergyIntolerance", made, HIGH_TO_LOW).status_code == 404


def test_a_nurse_amends_nothing(world: World, attending: Person, patient: UUID) -> None:
    made = an_allergy(attending, patient)
    nurse = world.a_person(Role.NURSE, at=attending.place)
    assert amend(nurse, patient, "AllergyIntolerance", made, HIGH_TO_LOW).status_code == 403


def test_another_store_amends_what_is_shared_and_nothing_else(world: World, attending: Person) -> None:
    given = world.registration(consents=["treatment"])
    id = UUID(attending.post("/patients", given).json()["id"])
    made = an_allergy(attending, id)
    other = world.a_person(Role.ATTENDING)
    coming = {"document_number": given["document_number"], "name": given["name"], "reason": "转来"}
    assert other.post("/patients/attach", coming | {"sharing": False}).status_code == 201
    assert amend(other, id, "AllergyIntolerance", made, HIGH_TO_LOW).status_code == 404
    other.post(f"/patients/{id}/consents", {"purpose": "sharing", "agreed": True})
    assert amend(other, id, "AllergyIntolerance", made, HIGH_TO_LOW).status_code == 200
    (row,) = world.sql("select owner from document where id = :id", id=made["id"])
    assert row.owner == attending.place


def test_numbers_in_a_patch_keep_their_text(attending: Person, patient: UUID) -> None:
    made = filed(attending, patient, "conditions", {"code": "I10"})
    place = f"/patients/{patient}/documents/Condition/{made['id']}"
    age = '{"value": 45.50, "unit": "a", "system": "http://unitsofmeasure.org", "code": "a"}'
    headers = {
        "origin": "http://testserver",
        "idempotency-key": uuid4().hex,
        "if-match": made["etag"],
        "content-type": "application/json",
    }
    patch = f'{{"patch": {{"/onsetAge": [null, {age}]}}}}'
    changed = attending.client.patch(f"/api{place}", content=patch, headers=headers)
    assert changed.status_code == 200, changed.text
    assert '"value":45.50' in attending.get(place).text.replace(" ", "")


def test_a_document_says_whether_its_reader_could_change_it(
    world: World, attending: Person, patient: UUID
) -> None:
    allergy = an_allergy(attending, patient)
    note = filed(
        attending, patient, "notes", {"title": "初诊", "sections": [{"code": "reason", "text": "x"}]}
    )
    sign = filed(attending, patient, "observations", {"signs": [{"code": "8867-4", "value": "72"}]})

    def told(person: Person, kind: str, made: dict[str, Any], **query: Any) -> bool:
        found = person.get(f"/patients/{patient}/documents/{kind}/{made['id']}", params=query)
        return bool(found.json()["amendable"])

    assert told(attending, "AllergyIntolerance", allergy)
    assert not told(attending, "Composition", note), "it is final"
    assert not told(attending, "Observation", sign), "a measurement is what it was"
    assert not told(world.a_person(Role.NURSE, at=attending.place), "AllergyIntolerance", allergy)
    expert = world.a_person(Role.CONSULTANT)
    with world.as_system() as uow:
        records.open_grant(
            uow,
            patient_id=patient,
            user_id=expert.id,
            basis=records.Basis.CONSULTATION,
            source_type="test",
            source_id=uuid4(),
        )
    assert not told(expert, "AllergyIntolerance", allergy)
    assert amend(attending, patient, "AllergyIntolerance", allergy, HIGH_TO_LOW).status_code == 200
    assert told(attending, "AllergyIntolerance", allergy)
    assert not told(attending, "AllergyIntolerance", allergy, ver=1), "an earlier state is history"
