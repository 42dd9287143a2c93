"""Visits: who came today by the store's own calendar, and coming again."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from huizhen import docstore
from huizhen.core.access import Role
from tests.world import Person, World

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = date(2027, 3, 14)
MICROSECOND = timedelta(microseconds=1)


def at(world: World, moment: datetime, person: Person) -> Person:
    """The same person, signed in at another moment."""
    world.now = moment.astimezone(UTC)
    return world.sign_in(person)


def reasons(person: Person, day: date | None) -> list[str]:
    told = person.get("/visits", params={} if day is None else {"day": day.isoformat()}).json()
    assert told["day"] == (day.isoformat() if day else told["day"])
    return [each["reason"] for each in told["arrivals"]]


def test_a_day_begins_and_ends_at_the_stores_own_midnight(world: World) -> None:
    midnight = datetime(DAY.year, DAY.month, DAY.day, tzinfo=SHANGHAI)
    moments = {
        "前一天最后一刻": midnight - MICROSECOND,
        "零点整": midnight,
        "世界时换日": midnight.replace(hour=8),
        "最后一刻": midnight + timedelta(days=1) - MICROSECOND,
        "次日零点": midnight + timedelta(days=1),
    }
    world.now = midnight - timedelta(hours=1)
    desk = world.a_person(Role.FRONT_DESK, signed_in=False)
    for reason, moment in moments.items():
        at(world, moment, desk)
        assert desk.post("/patients", world.registration(reason=reason)).status_code == 201
    assert reasons(desk, DAY) == ["零点整", "世界时换日", "最后一刻"]
    assert reasons(desk, DAY - timedelta(days=1)) == ["前一天最后一刻"]
    assert reasons(desk, DAY + timedelta(days=1)) == reasons(desk, None) == ["次日零点"]


@pytest.mark.parametrize("day", ["1986-05-04", "1991-09-15", "1900-01-01", "2199-12-31"])
def test_days_of_summer_time_and_at_the_edges_are_answered(world: World, day: str) -> None:
    desk = world.a_person(Role.FRONT_DESK)
    assert reasons(desk, date.fromisoformat(day)) == []


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2200-01-01", "tomorrow", "2027-02-29"])
def test_a_day_that_is_none_is_refused(world: World, day: str) -> None:
    refused = world.a_person(Role.FRONT_DESK).get("/visits", params={"day": day})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "?day"


def test_the_days_list_is_the_stores_own(world: World) -> None:
    desk, stranger = world.a_person(Role.FRONT_DESK), world.a_person(Role.FRONT_DESK)
    given = world.registration(name="尉迟恭")
    id = desk.post("/patients", given).json()["id"]
    (line,) = desk.get("/visits").json()["arrivals"]
    assert (line["patient_id"], line["name"], line["age"] > 40) == (id, "尉迟恭", True)
    assert line["state"] == "in_progress"
    told = stranger.get("/visits")
    assert told.json()["arrivals"] == []
    assert given["document_number"] not in desk.get("/visits").text
    coming = {
        "document_number": given["document_number"],
        "name": "尉迟恭",
        "reason": "别处",
        "sharing": True,
    }
    assert stranger.post("/patients/attach", coming).status_code == 201
    assert [each["reason"] for each in stranger.get("/visits").json()["arrivals"]] == ["别处"]
    assert len(desk.get("/visits").json()["arrivals"]) == 1


def test_a_known_patient_comes_again(world: World) -> None:
    desk = world.a_person(Role.FRONT_DESK)
    id = desk.post("/patients", world.registration(reason="初诊")).json()["id"]
    world.pass_time(minutes=5)
    again = desk.post(f"/patients/{id}/visits", {"reason": "复诊"})
    assert again.status_code == 201
    told = desk.get(f"/patients/{id}").json()["visits"]
    assert [each["reason"] for each in told] == ["复诊", "初诊"]
    assert told[0]["id"] == again.json()["id"]
    assert reasons(desk, None) == ["初诊", "复诊"]


def test_a_visit_is_filed_as_fhir_says(world: World) -> None:
    desk = world.a_person(Role.FRONT_DESK)
    id = world.a_patient(desk, reason="胸闷 <b>")
    visit = desk.post(f"/patients/{id}/visits", {"reason": "复诊"}).json()["id"]

    with world.as_actor(desk) as uow:
        body = docstore.open_body(uow, id).get("Encounter", UUID(visit)).body
    assert {name: value for name, value in body.items() if name not in {"id", "reasonCode"}} == {
        "resourceType": "Encounter",
        "status": "in-progress",
        "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"},
        "subject": {"reference": f"Patient/{id}"},
        "period": {"start": world.now.isoformat()},
        "serviceProvider": {"reference": f"Organization/{desk.place}"},
    }
    assert body["reasonCode"][0]["text"] == "复诊"


def test_a_visit_lengthens_care_and_care_ends_two_years_after_the_last(world: World) -> None:
    desk = world.a_person(Role.FRONT_DESK)
    id = world.a_patient(desk, consents=["treatment"])
    first = world.now
    at(world, first + timedelta(days=729), desk)
    assert desk.post(f"/patients/{id}/visits", {"reason": "复诊"}).status_code == 201
    at(world, first + timedelta(days=731), desk)
    assert desk.get(f"/patients/{id}").status_code == 200
    last = first + timedelta(days=729 + 730)
    at(world, last - MICROSECOND, desk)
    assert desk.get(f"/patients/{id}").status_code == 200
    at(world, last, desk)
    assert desk.get(f"/patients/{id}").status_code == 404
    assert desk.post(f"/patients/{id}/visits", {"reason": "复诊"}).status_code == 404


def test_a_patient_from_elsewhere_cannot_be_given_a_visit_by_his_id(world: World) -> None:
    desk, stranger = world.a_person(Role.FRONT_DESK), world.a_person(Role.FRONT_DESK)
    id = world.a_patient(desk)
    assert stranger.post(f"/patients/{id}/visits", {"reason": "复诊"}).status_code == 404
    rows = world.sql(
        "select 1 from visit_card where patient_id = :id and store_id = :s", id=id, s=stranger.place
    )
    assert rows == []
