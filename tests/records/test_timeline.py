"""The timeline: every entry once, newest first, page by page, and no more than the reader's ground opens."""

import base64
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huizhen import org, records
from huizhen.core.access import Role
from huizhen.records import NoteIn, SectionIn
from tests.world import Person, World

PAGE = 50
moments = st.lists(st.integers(-3, 3) | st.integers(-10_000_000, 10_000_000), min_size=1, max_size=140)


NOBODY = UUID(int=0)


def pages(person: Person, id: UUID) -> list[list[dict[str, Any]]]:
    found: list[list[dict[str, Any]]] = []
    params: dict[str, str] = {}
    while True:
        response = person.get(f"/patients/{id}/timeline", params=params)
        assert response.status_code == 200, response.text
        found.append(response.json()["entries"])
        if response.json()["next"] is None:
            return found
        params = {"before": response.json()["next"]}


def entries(person: Person, id: UUID) -> list[dict[str, Any]]:
    return [each for page in pages(person, id) for each in page]


def a_note(title: str) -> NoteIn:
    return NoteIn(title=title, sections=[SectionIn(code="chief_complaint", text="胸闷")])


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moments)
def test_paging_loses_nothing_and_shows_nothing_twice_whatever_the_times(
    world: World, offsets: list[int]
) -> None:
    attending = world.a_person(Role.ATTENDING)
    id, now = world.a_patient(attending), world.now
    written: set[tuple[datetime, str]] = set()
    for microseconds in offsets:
        world.now = now + timedelta(microseconds=microseconds, days=1)
        with world.as_actor(attending) as uow:
            made = records.write_note(uow, patient_id=id, given=a_note("复诊"))
        written.add((world.now, str(made.id)))
    world.now = now + timedelta(days=2)
    world.sign_in(attending)
    found = pages(attending, id)
    world.now = now
    assert [len(page) for page in found[:-1]] == [PAGE] * ((len(offsets) - 1) // PAGE)
    seen = [(datetime.fromisoformat(each["at"]), each["id"]) for page in found for each in page]
    assert seen == sorted(written, key=lambda each: (each[0], UUID(each[1]).bytes), reverse=True)


def test_what_is_written_while_somebody_pages_does_not_shift_his_pages(world: World) -> None:
    attending = world.a_person(Role.ATTENDING)
    id = world.a_patient(attending)
    for number in range(PAGE + 10):
        world.pass_time(seconds=1)
        with world.as_actor(attending) as uow:
            records.write_note(uow, patient_id=id, given=a_note(f"{number}"))
    first = attending.get(f"/patients/{id}/timeline").json()
    world.pass_time(seconds=1)
    with world.as_actor(attending) as uow:
        records.write_note(uow, patient_id=id, given=a_note("新"))
    second = attending.get(f"/patients/{id}/timeline", params={"before": first["next"]}).json()
    titles = [each["title"] for each in first["entries"] + second["entries"]]
    assert titles == [f"{number}" for number in reversed(range(PAGE + 10))]
    assert second["next"] is None


def test_each_kind_shows_title_summary_author_and_store(world: World) -> None:
    attending = world.a_person(Role.ATTENDING)
    id = world.a_patient(attending)
    for path, body in (
        ("notes", {"title": "初诊记录", "sections": [{"code": "chief_complaint", "text": "胸闷\n两周"}]}),
        ("conditions", {"code": "I10", "note": "血压控制不佳"}),
        ("observations", {"signs": [{"code": "8480-6", "value": "150.50"}]}),
        ("allergies", {"display": "虾", "criticality": "low", "reaction": "皮疹"}),
    ):
        world.pass_time(seconds=1)
        assert attending.post(f"/patients/{id}/{path}", body).status_code == 201
    told = entries(attending, id)
    assert [(each["kind"], each["title"], each["summary"]) for each in told] == [
        ("AllergyIntolerance", "虾", "皮疹"),
        ("Observation", "收缩压", "150.50 mmHg"),
        ("Condition", "原发性高血压", "I10 血压控制不佳"),
        ("Composition", "初诊记录", "主诉：胸闷\n两周"),
    ]
    assert {each["author_name"] for each in told} == {attending.name}
    assert len({each["store_name"] for each in told}) == 1
    assert all(each["ver"] == 1 for each in told)


def test_another_stores_entries_are_hidden_until_sharing(world: World) -> None:
    one, two = world.a_person(Role.ATTENDING), world.a_person(Role.ATTENDING)
    given = world.registration(consents=["treatment"])
    id = UUID(one.post("/patients", given).json()["id"])
    coming = {"document_number": given["document_number"], "name": given["name"], "reason": "转来"}
    two.post("/patients/attach", coming | {"sharing": False})
    one.post(f"/patients/{id}/conditions", {"code": "I10"})
    two.post(f"/patients/{id}/conditions", {"code": "I20.0"})
    assert [each["title"] for each in entries(one, id)] == ["原发性高血压"]
    assert [each["title"] for each in entries(two, id)] == ["不稳定型心绞痛"]
    hidden = next(each for each in entries(one, id))
    place = f"/patients/{id}/documents/{hidden['kind']}/{hidden['id']}"
    for path in (place, f"{place}/versions", f"{place}?ver=1"):
        assert two.get(path).status_code == 404
    two.post(f"/patients/{id}/consents", {"purpose": "sharing", "agreed": True})
    assert len(entries(two, id)) == 2
    assert two.get(place).status_code == 200
    assert len(entries(one, id)) == 1, "the consent was given to the other store"


def test_a_role_at_a_third_store_opens_nothing_of_it(world: World) -> None:
    """A nurse who leads another store sees the patient by her nursing alone."""
    writer = world.a_person(Role.ATTENDING)
    given = world.registration(consents=["treatment"])
    id = UUID(writer.post("/patients", given).json()["id"])
    writer.post(f"/patients/{id}/conditions", {"code": "I10"})
    nurse = world.a_person(Role.NURSE)
    coming = {"document_number": given["document_number"], "name": given["name"], "reason": "转来"}
    assert nurse.post("/patients/attach", coming | {"sharing": False}).status_code == 201
    with world.as_system() as uow:
        org.assign_role(uow, practitioner_id=nurse.id, role=Role.STORE_LEAD, org_id=writer.place)
    world.sign_in(nurse)
    assert entries(nurse, id) == []
    assert [each["reason"] for each in nurse.get(f"/patients/{id}").json()["visits"]] == ["转来"]


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "",
        "%00",
        "é",
        base64.urlsafe_b64encode(b"2026-01-01").decode(),
        base64.urlsafe_b64encode(b"2026-01-01|1").decode(),
        base64.urlsafe_b64encode(b"\xff\xff|").decode(),
        base64.urlsafe_b64encode(f"99999-01-01|{NOBODY}".encode()).decode(),
        "a" * 121,
    ],
)
def test_a_cursor_that_nobody_gave_out_is_refused(world: World, cursor: str) -> None:
    attending = world.a_person(Role.ATTENDING)
    refused = attending.get(f"/patients/{world.a_patient(attending)}/timeline", params={"before": cursor})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "?before"


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00", "2026-01-01"])
def test_a_made_up_cursor_opens_nothing_more(world: World, at: str) -> None:
    attending, other = world.a_person(Role.ATTENDING), world.a_person(Role.ATTENDING)
    id, foreign = world.a_patient(attending), world.a_patient(other)
    other.post(f"/patients/{foreign}/conditions", {"code": "I10"})
    cursor = base64.urlsafe_b64encode(f"{at}|{uuid4()}".encode()).decode()
    told = attending.get(f"/patients/{id}/timeline", params={"before": cursor})
    assert (told.status_code, told.json()) == (200, {"entries": [], "next": None})
    assert attending.get(f"/patients/{foreign}/timeline", params={"before": cursor}).status_code == 404
