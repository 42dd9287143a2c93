"""Registering somebody: what the desk may type, what is refused where, and that one number is one patient."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import pytest

from huizhen import org
from huizhen.core.access import Role
from tests.identities import a_phone, a_resident_number
from tests.world import Person, World

BORN = date(1980, 5, 17)


@pytest.fixture
def desk(world: World) -> Person:
    return world.a_person(Role.FRONT_DESK)


def errors_of(response: Any) -> dict[str, str]:
    assert response.status_code == 422, response.text
    return {each["pointer"]: each["code"] for each in response.json()["errors"]}


def test_a_new_patient_gets_record_visit_and_consents_in_one_go(world: World, desk: Person) -> None:
    given = world.registration(address="衡山路 1 号")
    made = desk.post("/patients", given)
    assert made.status_code == 201
    told = desk.get(f"/patients/{made.json()['id']}").json()
    assert (told["name"], told["sex"], told["birth_date"]) == ("张伟民", "male", "1980-05-17")
    assert told["document_masked"] == given["document_number"][:3] + "*" * 11 + given["document_number"][-4:]
    assert told["phone_masked"] == given["phone"][:3] + "****" + given["phone"][-4:]
    assert told["address"] == "衡山路 1 号"
    assert [each["id"] for each in told["visits"]] == [made.json()["visit_id"]]
    assert told["visits"][0]["reason"] == "胸闷两周"
    states = {each["purpose"]: each["state"] for each in told["consents"]}
    agreed = {purpose for purpose, state in states.items() if state == "in_force"}
    assert agreed == {"treatment", "remote_consultation", "sharing"}
    assert states["recording"] == "not_yet"


def test_name_number_phone_and_reason_stand_nowhere_clear_in_the_database(world: World, desk: Person) -> None:
    given = world.registration(name="龘靐齉", reason="暗处的主诉")
    id = desk.post("/patients", given).json()["id"]
    rows = world.sql("select body from document where scope = :id", id=id)
    rows = [*rows, *world.sql("select entry from journal where scope = :id", id=id)]
    assert len(rows) > 5
    for row in rows:
        for secret in (given["name"], given["document_number"], given["phone"], given["reason"]):
            assert secret.encode() not in bytes(row[0])


def test_what_was_done_stands_in_the_journal_under_who_did_it(world: World, desk: Person) -> None:
    id = desk.post("/patients", world.registration()).json()["id"]
    rows = world.sql("select kind, actor from journal where scope = :id order by seq", id=id)
    kinds = [row.kind for row in rows]
    assert kinds.count("document.created") == 5
    assert kinds.count("consent.given") == 3
    assert {"visit.opened", "patient.registered"} <= set(kinds)
    assert {row.actor for row in rows} == {desk.id}


@pytest.mark.parametrize(
    ("wrong", "pointer", "code"),
    [
        ({"document_number": "31010019800517"}, "/document_number", "id_length"),
        ({"document_number": "31010019800517001Y"}, "/document_number", "id_characters"),
        ({"document_number": "990100198005170010"}, "/document_number", "id_region"),
        ({"document_number": "310100198002300010"}, "/document_number", "id_birth_date"),
        ({"document_number": "310100299905170010"}, "/document_number", "id_future"),
        ({"sex": "female"}, "/sex", "sex_disagrees"),
        ({"birth_date": "1980-05-18"}, "/birth_date", "birth_date_disagrees"),
        ({"phone": "12345"}, "/phone", "phone_malformed"),
        ({"name": ""}, "/name", "too_short"),
        ({"name": "  "}, "/name", "too_short"),
        ({"name": "长" * 101}, "/name", "too_long"),
        ({"sex": "other"}, "/sex", "not_allowed"),
        ({"birth_date": "17.5.1980"}, "/birth_date", "malformed"),
        ({"reason": ""}, "/reason", "too_short"),
        ({"consents": ["everything"]}, "/consents/0", "not_allowed"),
        ({"consents": ["treatment", "teaching"]}, "/consents/1", "not_allowed"),
        ({"document_type": "other", "document_number": "- -"}, "/document_number", "too_short"),
        ({"extra": 1}, "/extra", "unexpected"),
    ],
)
def test_a_slip_is_named_at_its_field_in_both_languages(
    world: World, desk: Person, wrong: dict[str, Any], pointer: str, code: str
) -> None:
    given = world.registration() | wrong
    refused = desk.post("/patients", given)
    assert errors_of(refused)[pointer] == code
    english = desk.post("/patients", given, headers={"accept-language": "en"})
    assert errors_of(english)[pointer] == code
    for response in (refused, english):
        assert all(each["message"] not in {"", each["code"]} for each in response.json()["errors"])
    assert refused.json()["errors"][0]["message"] != english.json()["errors"][0]["message"]
    assert str(given["document_number"]) not in refused.text


def test_a_wrong_check_digit_is_named(world: World, desk: Person) -> None:
    number = a_resident_number(born_on=BORN, female=False)
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    refused = desk.post("/patients", world.registration(document_number=wrong))
    assert errors_of(refused) == {"/document_number": "id_checksum"}


def test_several_slips_are_told_together(world: World, desk: Person) -> None:
    given = world.registration(sex="female", birth_date="1981-01-01", phone="1")
    assert set(errors_of(desk.post("/patients", given))) == {"/sex", "/birth_date", "/phone"}


def test_a_missing_field_is_named(world: World, desk: Person) -> None:
    given = world.registration()
    del given["phone"]
    assert errors_of(desk.post("/patients", given)) == {"/phone": "missing"}


def test_without_consent_to_treatment_nothing_is_made(world: World, desk: Person) -> None:
    given = world.registration(consents=["sharing"])
    refused = desk.post("/patients", given)
    assert (refused.status_code, refused.json()["code"]) == (409, "consent-missing")
    assert refused.json()["purposes"] == ["treatment"]
    told = desk.post("/patients/check", {"document_number": given["document_number"]}).json()
    assert told == {"registered": "no", "patient_id": None}


def test_a_foreigner_is_registered_by_passport(world: World, desk: Person) -> None:
    given = world.registration(name="Anna Müller", document_type="other", document_number="c01x00t47")
    given["document_number"] += a_phone()
    given |= {"sex": "female", "birth_date": "1990-01-01"}
    id = desk.post("/patients", given).json()["id"]
    told = desk.get(f"/patients/{id}").json()
    assert (told["name"], told["document_type"]) == ("Anna Müller", "other")


def test_a_number_with_spaces_and_small_x_is_the_same_number(world: World, desk: Person) -> None:
    numbers = (a_resident_number(born_on=BORN, female=False) for _ in range(200))
    number = next(each for each in numbers if each.endswith("X"))
    assert desk.post("/patients", world.registration(document_number=number)).status_code == 201
    loose = f"{number[:6]} {number[6:14]} {number[14:17]}x"
    again = desk.post("/patients", world.registration(document_number=loose))
    assert again.json()["code"] == "already-registered"


def test_a_number_known_here_leads_to_the_patient_and_elsewhere_to_nothing(
    world: World, desk: Person
) -> None:
    given = world.registration()
    id = desk.post("/patients", given).json()["id"]
    number = {"document_number": given["document_number"]}
    assert desk.post("/patients/check", number).json() == {"registered": "here", "patient_id": id}
    again = desk.post("/patients", given)
    assert again.status_code == 409
    assert {"registered": "here", "patient_id": id}.items() <= again.json().items()

    stranger = world.a_person(Role.FRONT_DESK)
    told = stranger.post("/patients/check", number)
    assert told.json() == {"registered": "elsewhere", "patient_id": None}
    again = stranger.post("/patients", given)
    assert again.status_code == 409
    assert {"registered": "elsewhere", "patient_id": None}.items() <= again.json().items()
    assert id not in again.text + told.text


def test_two_desks_that_register_one_number_at_once_make_one_patient(world: World) -> None:
    desks = [world.a_person(Role.FRONT_DESK) for _ in range(6)]
    given = world.registration()
    with ThreadPoolExecutor(len(desks)) as pool:
        answers = list(pool.map(lambda desk: desk.post("/patients", given), desks))
    assert sorted(each.status_code for each in answers) == [201, *[409] * 5]
    (made,) = (each.json()["id"] for each in answers if each.status_code == 201)
    told = desks[0].post("/patients/check", {"document_number": given["document_number"]}).json()
    assert told["registered"] in {"here", "elsewhere"}
    scopes = world.sql("select scope from scope_key where scope = :id", id=made)
    assert len(scopes) == 1


def test_the_same_submission_twice_is_one_patient_and_one_answer(world: World, desk: Person) -> None:
    given, key = world.registration(), "k" * 20
    first = desk.post("/patients", given, key=key)
    again = desk.post("/patients", given, key=key)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    other = desk.post("/patients", given | {"reason": "咳嗽"}, key=key)
    assert (other.status_code, other.json()["code"]) == (409, "key-reused")


def test_the_draft_is_gone_once_it_was_submitted(world: World, desk: Person) -> None:
    content = {"content": {"name": "张", "reason": "胸\u200f闷 <b>"}}
    assert desk.send("PUT", "/drafts/registration", content).status_code == 200
    assert desk.get("/drafts/registration").json()["content"] == content["content"]
    colleague = world.a_person(Role.FRONT_DESK, at=desk.place)
    assert colleague.get("/drafts/registration").json() == {"content": None, "saved_at": None}
    assert desk.post("/patients", world.registration(phone="1")).status_code == 422
    assert desk.get("/drafts/registration").json()["content"] == content["content"]
    assert desk.post("/patients", world.registration()).status_code == 201
    assert desk.get("/drafts/registration").json()["content"] is None
    assert world.sql("select 1 from draft where author = :id", id=desk.id) == []


def test_a_child_born_tonight_is_registered_before_utc_has_the_day(world: World) -> None:
    world.now = datetime(2026, 6, 10, 16, 30, tzinfo=UTC)  # 00:30 on the 11th in Shanghai
    desk = world.a_person(Role.NURSE)
    born = date(2026, 6, 11)
    number = a_resident_number(born_on=born, female=True)
    given = world.registration(document_number=number, birth_date=born.isoformat(), sex="female")
    made = desk.post("/patients", given)
    assert made.status_code == 201, made.text
    assert desk.get(f"/patients/{made.json()['id']}").json()["age"] == 0
    late = born.replace(day=12)
    number = a_resident_number(born_on=late, female=True)
    given = world.registration(document_number=number, birth_date=late.isoformat(), sex="female")
    assert errors_of(desk.post("/patients", given))["/birth_date"] == "date_future"


# ---- coming to another store


def arriving(given: dict[str, Any], **changes: Any) -> dict[str, Any]:
    told = {"document_number": given["document_number"], "name": given["name"], "reason": "来本店复诊"}
    return {**told, "sharing": False, **changes}


def test_a_person_registered_elsewhere_is_attached_and_seen_from_then_on(world: World, desk: Person) -> None:
    given = world.registration()
    id = desk.post("/patients", given).json()["id"]
    stranger = world.a_person(Role.FRONT_DESK)
    assert stranger.get(f"/patients/{id}").status_code == 404
    came = stranger.post("/patients/attach", arriving(given))
    assert (came.status_code, came.json()["id"]) == (201, id)
    told = stranger.get(f"/patients/{id}").json()
    assert [each["reason"] for each in told["visits"]] == ["来本店复诊"]
    assert told["why"] == "own_store_care"
    assert len(desk.get(f"/patients/{id}").json()["visits"]) == 2
    reads = world.sql(
        "select purpose from journal where scope = :id and actor = :who and kind = 'record.read'",
        id=id,
        who=stranger.id,
    )
    assert "arrival" in {row.purpose for row in reads}


def test_a_wrong_name_and_an_unknown_number_are_the_same_refusal(world: World, desk: Person) -> None:
    given = world.registration(name="欧阳娜娜")
    id = desk.post("/patients", given).json()["id"]
    stranger = world.a_person(Role.FRONT_DESK)
    wrong = stranger.post("/patients/attach", arriving(given, name="欧阳娜"))
    unknown = stranger.post("/patients/attach", arriving(world.registration(), name="欧阳娜娜"))
    assert wrong.status_code == unknown.status_code == 404
    assert wrong.content == unknown.content
    assert stranger.get(f"/patients/{id}").status_code == 404
    assert stranger.post("/patients/attach", arriving(given, name="欧阳 娜娜")).status_code == 201


def test_who_works_in_no_store_registers_nobody(world: World) -> None:
    with world.as_system() as uow:
        hq = org.add_organisation(uow, kind=org.OrgKind.HQ, code=f"HQ{a_phone()}", name="总部")
    expert = world.a_person(Role.CONSULTANT, at=hq)
    assert expert.post("/patients", world.registration()).status_code == 403
    assert expert.get("/drafts/registration").status_code == 403


def test_an_expert_registers_nobody_at_his_store_either(world: World) -> None:
    expert = world.a_person(Role.CONSULTANT)
    assert expert.post("/patients", world.registration()).status_code == 403
