"""What a clinician writes is filed as FHIR says, with the very characters he typed."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huizhen import org, records
from huizhen.core.access import Role
from tests.world import Person, World

HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %} ${jndi:ldap://x}",
    "\u202e倒写\u202c \u200f\u200d\ufeff",
    "𠮷野家 👨‍👩‍👧 𝕳",
    "&lt;b&gt; &amp;amp; <br/> ]]> <!-- -->",
    "'; drop table document; --",
    "一行\n二行\r\n三行\t末",
    "é e\u0301 ＡＢＣ ﷺ",
    "../../etc/passwd %00 \\u0000",
    "\u007f\u0085\u2028\ufffd\U0010ffff",
)
UNWRITABLE = ("\x00", "\x01", "\x0b", "\x0c", "\x1b", "\ufffe", "\uffff")


@pytest.fixture
def attending(world: World) -> Person:
    return world.a_person(Role.ATTENDING)


def written(person: Person, id: UUID, path: str, body: dict[str, Any], kind: str) -> dict[str, Any]:
    made = person.post(f"/patients/{id}/{path}", body)
    assert made.status_code == 201, made.text
    ids = [each["id"] for each in made.json().get("documents", [made.json()])]
    found = person.get(f"/patients/{id}/documents/{kind}/{ids[0]}")
    assert found.headers["etag"] == f'"{found.json()["etag"]}"'
    told: dict[str, Any] = found.json()["body"]
    assert (told.pop("id"), told.pop("resourceType")) == (ids[0], kind)
    return told


def without_ids(value: Any) -> Any:
    """A body without the ids of its elements."""
    if isinstance(value, dict):
        return {name: without_ids(each) for name, each in value.items() if name != "id"}
    return [without_ids(each) for each in value] if isinstance(value, list) else value


def test_a_note(world: World, attending: Person) -> None:
    id = world.a_patient(attending)
    body = written(
        attending,
        id,
        "notes",
        {"title": "初诊记录", "sections": [{"code": "chief_complaint", "text": "胸闷 < 2 周"}]},
        "Composition",
    )
    (section,) = body.pop("section")
    assert without_ids(section["text"]) == {
        "status": "generated",
        "div": '<div xmlns="http://www.w3.org/1999/xhtml">胸闷 &lt; 2 周</div>',
    }
    assert section["title"] == "主诉"
    (coding,) = section["code"]["coding"]
    assert {"system", "version", "code", "display"} <= set(coding)
    assert without_ids(body) == {
        "status": "final",
        "type": {"coding": [{"system": "http://loinc.org", "code": "34109-9", "display": "Note"}]},
        "subject": {"reference": f"Patient/{id}"},
        "date": world.now.isoformat(),
        "author": [{"reference": f"Practitioner/{attending.id}"}],
        "title": "初诊记录",
    }


def test_a_diagnosis(world: World, attending: Person) -> None:
    id = world.a_patient(attending)
    given = {"code": "I10", "onset_on": "2020-02-29", "note": "家族史阳性"}
    body = without_ids(written(attending, id, "conditions", given, "Condition"))
    coding = body["code"]["coding"][0]
    assert (coding["code"], coding["display"]) == ("I10", "原发性高血压")
    assert coding["system"]
    assert coding["version"]
    assert body["onsetDateTime"] == "2020-02-29"
    assert body["note"] == [{"text": "家族史阳性"}]
    assert body["clinicalStatus"]["coding"][0]["code"] == "active"
    assert body["subject"] == {"reference": f"Patient/{id}"}
    assert body["recorder"] == {"reference": f"Practitioner/{attending.id}"}
    assert body["recordedDate"] == world.now.isoformat()


@pytest.mark.parametrize("value", ["36.50", "37", "36.5000"])
def test_a_sign_keeps_the_text_of_its_number(world: World, attending: Person, value: str) -> None:
    id = world.a_patient(attending)
    made = attending.post(f"/patients/{id}/observations", {"signs": [{"code": "8310-5", "value": value}]})
    document = made.json()["documents"][0]["id"]
    found = attending.get(f"/patients/{id}/documents/Observation/{document}")
    assert f'"value":{value}' in found.text.replace(" ", "")
    body = without_ids(found.json()["body"])
    assert body["status"] == "final"
    assert body["code"]["coding"][0]["code"] == "8310-5"
    assert body["category"][0]["coding"][0]["code"] == "vital-signs"
    assert body["valueQuantity"]["system"] == "http://unitsofmeasure.org"
    assert body["valueQuantity"]["code"] == "Cel"
    assert body["effectiveDateTime"] == world.now.isoformat()
    assert body["performer"] == [{"reference": f"Practitioner/{attending.id}"}]


def test_signs_measured_together_are_filed_all_or_none(world: World, attending: Person) -> None:
    id = world.a_patient(attending)
    signs = [{"code": "8480-6", "value": "120"}, {"code": "8462-4", "value": "80"}]
    made = attending.post(f"/patients/{id}/observations", {"signs": signs})
    assert len({each["id"] for each in made.json()["documents"]}) == 2
    refused = attending.post(
        f"/patients/{id}/observations", {"signs": [*signs, {"code": "8867-4", "value": "9999"}]}
    )
    assert refused.status_code == 422
    assert refused.json()["errors"][0] | {"message": ""} == {
        "pointer": "/signs/2/value",
        "code": "out_of_range",
        "message": "",
    }
    assert len(attending.get(f"/patients/{id}/timeline").json()["entries"]) == 2


def test_an_allergy_by_code_and_one_by_words_alone(world: World, attending: Person) -> None:
    id = world.a_patient(attending)
    given = {"code": "penicillins", "display": "青霉素", "criticality": "high", "reaction": "皮疹"}
    body = without_ids(written(attending, id, "allergies", given, "AllergyIntolerance"))
    assert body["code"]["coding"][0]["code"] == "penicillins"
    assert (body["code"]["text"], body["criticality"]) == ("青霉素", "high")
    assert body["reaction"] == [{"manifestation": [{"text": "皮疹"}]}]
    assert body["patient"] == {"reference": f"Patient/{id}"}
    free = {"display": "某种野菜", "criticality": "unable_to_assess"}
    body = without_ids(written(attending, id, "allergies", free, "AllergyIntolerance"))
    assert (body["code"], body["criticality"]) == ({"text": "某种野菜"}, "unable-to-assess")
    assert "reaction" not in body


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        ("notes", {"title": "记录", "sections": []}, "/sections"),
        ("notes", {"title": "记录", "sections": [{"code": "no_such", "text": "x"}]}, "/sections/0/code"),
        ("notes", {"title": "", "sections": [{"code": "reason", "text": "x"}]}, "/title"),
        (
            "notes",
            {"title": "记录", "sections": [{"code": "reason", "text": "x" * 20_001}]},
            "/sections/0/text",
        ),
        ("conditions", {"code": "ZZZ"}, "/code"),
        ("conditions", {"code": "I10", "onset_on": "2021-02-29"}, "/onset_on"),
        ("observations", {"signs": [{"code": "I10", "value": "1"}]}, "/signs/0/code"),
        ("observations", {"signs": [{"code": "8310-5", "value": "1e2"}]}, "/signs/0/value"),
        ("observations", {"signs": [{"code": "8310-5", "value": 37}]}, "/signs/0/value"),
        ("observations", {"signs": [{"code": "85354-9", "value": "1"}]}, "/signs/0/value"),
        ("allergies", {"code": "nothing", "display": "x", "criticality": "low"}, "/code"),
        ("allergies", {"display": "x", "criticality": "unable-to-assess"}, "/criticality"),
    ],
)
def test_a_slip_is_named_at_its_field_and_nothing_is_filed(
    world: World, attending: Person, path: str, body: dict[str, Any], pointer: str
) -> None:
    id = world.a_patient(attending)
    refused = attending.post(f"/patients/{id}/{path}", body)
    assert refused.status_code == 422, refused.text
    assert [each["pointer"] for each in refused.json()["errors"]] == [pointer]
    assert attending.get(f"/patients/{id}/timeline").json()["entries"] == []


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        (Role.NURSE, "observations", 201),
        (Role.NURSE, "notes", 403),
        (Role.NURSE, "conditions", 403),
        (Role.NURSE, "allergies", 403),
        (Role.FRONT_DESK, "observations", 403),
        (Role.FRONT_DESK, "notes", 403),
        (Role.DEPARTMENT_HEAD, "notes", 201),
        (Role.DEPARTMENT_HEAD, "conditions", 201),
        (Role.CONSULTANT, "notes", 403),
        (Role.CONSULTANT, "conditions", 403),
        (Role.CONSULTANT, "observations", 403),
        (Role.CONSULTANT, "allergies", 403),
        (Role.COORDINATOR, "notes", 403),
    ],
)
def test_who_may_write_what(world: World, attending: Person, role: Role, path: str, status: int) -> None:
    id = world.a_patient(attending)
    body = {
        "notes": {"title": "记录", "sections": [{"code": "reason", "text": "x"}]},
        "conditions": {"code": "I10"},
        "observations": {"signs": [{"code": "8867-4", "value": "72"}]},
        "allergies": {"display": "虾", "criticality": "low"},
    }[path]
    person = world.a_person(role, at=attending.place)
    assert person.post(f"/patients/{id}/{path}", body).status_code == status


def test_who_works_at_two_stores_writes_for_the_one_that_cares_for_the_patient(world: World) -> None:
    people = [world.a_person(Role.ATTENDING) for _ in range(2)]
    for home, away in (people, people[::-1]):
        id = world.a_patient(home, consents=["treatment"])
        with world.as_system() as uow:
            org.assign_role(uow, practitioner_id=home.id, role=Role.ATTENDING, org_id=away.place)
        world.sign_in(home)
        made = home.post(f"/patients/{id}/conditions", {"code": "I10"}).json()["id"]
        (row,) = world.sql("select owner from document where id = :id", id=made)
        assert row.owner == home.place


@pytest.mark.parametrize("path", ["notes", "conditions", "observations", "allergies"])
def test_who_was_asked_into_a_case_writes_nothing_into_its_record_although_he_writes_at_his_own_store(
    world: World, attending: Person, path: str
) -> None:
    id, expert = world.a_patient(attending), world.a_person(Role.ATTENDING)
    with world.as_system() as uow:
        org.assign_role(uow, practitioner_id=expert.id, role=Role.CONSULTANT, org_id=expert.place)
        records.open_grant(
            uow,
            patient_id=id,
            user_id=expert.id,
            basis=records.Basis.CONSULTATION,
            source_type="test",
            source_id=uuid4(),
        )
    world.sign_in(expert)
    body = {
        "notes": {"title": "记录", "sections": [{"code": "reason", "text": "x"}]},
        "conditions": {"code": "I10"},
        "observations": {"signs": [{"code": "8867-4", "value": "72"}]},
        "allergies": {"display": "虾", "criticality": "low"},
    }[path]
    assert expert.get(f"/patients/{id}/timeline").status_code == 200
    assert expert.post(f"/patients/{id}/{path}", body).status_code == 403
    own = world.a_patient(expert)
    assert expert.post(f"/patients/{own}/{path}", body).status_code == 201


# ---- hostile text


def spoken(person: Person, id: UUID, text: str) -> dict[str, str]:
    """One text through every field that takes one, as it comes back."""
    for path, body in (
        ("notes", {"title": text[:200], "sections": [{"code": "reason", "text": text}]}),
        ("conditions", {"code": "I10", "note": text}),
        ("allergies", {"display": text[:200], "criticality": "low", "reaction": text[:200]}),
    ):
        made = person.post(f"/patients/{id}/{path}", body)
        assert made.status_code == 201, made.text
    told = {each["kind"]: each for each in person.get(f"/patients/{id}/timeline").json()["entries"]}
    return {
        "title": told["Composition"]["title"],
        "section": told["Composition"]["summary"].partition("：")[2],
        "note": told["Condition"]["summary"].removeprefix("I10 "),
        "display": told["AllergyIntolerance"]["title"],
        "reaction": told["AllergyIntolerance"]["summary"],
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_code_point_by_code_point(world: World, attending: Person, text: str) -> None:
    id = world.a_patient(attending)
    assert spoken(attending, id, text) == dict.fromkeys(
        ("title", "section", "note", "display", "reaction"), text
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_a_registration_comes_back_equal(world: World, attending: Person, text: str) -> None:
    made = attending.post("/patients", world.registration(name=f"张{text}", address=text, reason=text))
    assert made.status_code == 201, made.text
    told = attending.get(f"/patients/{made.json()['id']}").json()
    assert (told["address"], told["visits"][0]["reason"]) == (text, text)


@pytest.mark.parametrize("text", [*HOSTILE, *UNWRITABLE])
def test_a_draft_comes_back_with_every_character(world: World, attending: Person, text: str) -> None:
    content = {"content": {"text": text, text: [text, 1.5, None]}}
    assert attending.send("PUT", "/drafts/registration", content).status_code == 200
    assert attending.get("/drafts/registration").json()["content"] == content["content"]


@pytest.mark.parametrize("char", UNWRITABLE)
def test_a_character_that_no_document_holds_is_named_at_its_field(
    world: World, attending: Person, char: str
) -> None:
    id, text = world.a_patient(attending), f"胸{char}闷"
    section = {"code": "reason", "text": text}
    for path, body, pointers in (
        (f"/patients/{id}/notes", {"title": text, "sections": [section]}, ["/title", "/sections/0/text"]),
        (f"/patients/{id}/conditions", {"code": "I10", "note": text}, ["/note"]),
        (f"/patients/{id}/visits", {"reason": text}, ["/reason"]),
        ("/patients", world.registration(name=text, address=text), ["/name", "/address"]),
    ):
        refused = attending.post(path, body)
        assert refused.status_code == 422
        assert [each["pointer"] for each in refused.json()["errors"]] == pointers


writable = st.characters(
    exclude_categories=["Cs"], exclude_characters=[*UNWRITABLE, *map(chr, (*range(9), *range(14, 32)))]
)
any_text = st.text(writable, min_size=1, max_size=40)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(any_text.filter(lambda text: text == text.strip() != ""))
def test_any_text_comes_back_equal(world: World, attending: Person, text: str) -> None:
    assert spoken(attending, world.a_patient(attending), text)["section"] == text


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/patients/{id}/conditions", b'{"code": "I10", "note": "\\ud800"}'),
        ("PUT", "/drafts/note?scope={id}", b'{"content": {"a": "\\udfff"}}'),
        ("PUT", "/drafts/note?scope={id}", b'{"content": {"a": 1, "a": 2}}'),
        ("PUT", "/drafts/note?scope={id}", b'{"content": {"a": NaN}}'),
        ("PUT", "/drafts/note?scope={id}", b'{"content": ' + b'{"a":' * 100 + b"1" + b"}" * 101),
        ("POST", "/patients/{id}/conditions", b"[" * 100_000),
        ("POST", "/patients/{id}/conditions", b'{"code": "I10", "note": "\xff"}'),
        ("POST", "/patients/{id}/conditions", b""),
        ("POST", "/patients/{id}/conditions", b"null"),
    ],
)
def test_bytes_that_are_no_text_are_refused_and_break_nothing(
    world: World, attending: Person, method: str, path: str, body: bytes
) -> None:
    id = world.a_patient(attending)
    headers = {"origin": "http://testserver", "idempotency-key": "k" * 20, "content-type": "application/json"}
    refused = attending.client.request(method, "/api" + path.format(id=id), content=body, headers=headers)
    assert refused.status_code == 422, refused.text
