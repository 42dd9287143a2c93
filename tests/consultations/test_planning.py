"""A time for a case, the lists of the day, and a case that ends before its session."""

from datetime import timedelta
from typing import Any

import pytest

from huizhen.core.access import Role
from tests.consultations.scene import Scene
from tests.world import Person, World


@pytest.fixture
def scene(world: World) -> Scene:
    return Scene.of(world)


@pytest.fixture
def expert(scene: Scene) -> Person:
    return scene.an_expert()


def listed(person: Person) -> dict[str, list[str]]:
    told = person.get("/consultations").json()
    return {name: [each["id"] for each in lines] for name, lines in told.items() if lines}


def test_a_time_is_fixed_when_everybody_has_said_yes(world: World, scene: Scene, expert: Person) -> None:
    second = scene.an_expert()
    case = scene.an_invited(expert)
    assert scene.invite(case, second, chair=False).status_code == 201
    assert expert.post(f"/consultations/{case}/accept").status_code == 200
    early = scene.schedule(case)
    assert early.status_code == 409
    assert early.json()["code"] == "invitations-open"
    assert (early.json()["pending"], early.json()["accepted"]) == (1, 1)
    assert second.post(f"/consultations/{case}/accept").status_code == 200
    assert scene.schedule(case, confirmed=False).json()["code"] == "time-not-confirmed"
    assert scene.schedule(case).json()["state"] == "scheduled"
    told = scene.seen_by(expert, case)
    assert told["planned_at"] is not None
    assert told["next"]["command"] == "open"
    late = scene.schedule(case)
    assert late.json()["code"] == "wrong-state"


def test_without_a_chair_there_is_no_time(scene: Scene, expert: Person) -> None:
    case = scene.a_submitted()
    scene.invite(case, expert, chair=False)
    expert.post(f"/consultations/{case}/accept")
    refused = scene.schedule(case).json()
    assert (refused["code"], refused["chair_accepted"]) == ("invitations-open", False)


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_time_lies_ahead_and_within_a_year(scene: Scene, expert: Person, days: float) -> None:
    case = scene.an_accepted(expert)
    refused = scene.schedule(case, days=days)
    assert refused.status_code == 422
    assert refused.json()["errors"][0] == {
        "pointer": "/planned_at",
        "code": "out_of_range",
        "message": "超出允许范围",
    }


@pytest.mark.parametrize("planned_at", ["soon", "2031-01-01T08:00:00", None, 7.5])
def test_a_time_without_a_zone_or_a_shape_is_no_time(scene: Scene, expert: Person, planned_at: Any) -> None:
    case = scene.an_accepted(expert)
    body = {"planned_at": planned_at, "all_confirmed": True}
    assert scene.attending.post(f"/consultations/{case}/schedule", body).status_code == 422


def test_the_list_says_what_a_case_wants_of_its_reader(world: World, scene: Scene, expert: Person) -> None:
    zone_noon = world.now.replace(hour=4, minute=0, second=0) + timedelta(days=1)
    world.now = zone_noon
    for each in (scene.attending, expert):
        world.sign_in(each)
    asked = scene.an_invited(expert)
    today, later = scene.an_accepted(expert), scene.an_accepted(expert)
    assert scene.schedule(today, days=0.1).status_code == 200
    assert scene.schedule(later, days=2).status_code == 200
    draft = scene.a_draft()
    assert listed(expert) == {"waiting": [asked], "today": [today], "upcoming": [later]}
    assert listed(scene.attending) == {"today": [today], "upcoming": [later], "open": [draft, asked]}


def test_a_cancelled_case_closes_every_door(world: World, scene: Scene, expert: Person) -> None:
    waiting = scene.an_expert()
    case = scene.an_accepted(expert)
    scene.invite(case, waiting, chair=False)
    desk = world.a_person(Role.FRONT_DESK, at=scene.attending.place)
    given = {"reason": "other", "note": "患者改去当地医院 canary"}
    assert desk.post(f"/consultations/{case}/cancel", given).json()["state"] == "cancelled"
    for each in (expert, waiting):
        assert each.get(f"/consultations/{case}").status_code == 404
        assert not scene.opens_record(each)
    told = scene.seen_by(scene.attending, case)
    assert (told["cancel_reason"], told["cancel_note"]) == ("other", given["note"])
    assert (told["allowed"], told["next"], told["consents_missing"]) == ([], None, [])
    assert listed(scene.attending) == {}
    again = scene.attending.post(f"/consultations/{case}/cancel", {"reason": "technical"})
    assert again.status_code == 409
    assert again.json()["allowed"] == []


@pytest.mark.parametrize("reason", ["boredom", "", None, 3])
def test_a_case_is_cancelled_for_a_reason_of_the_list(scene: Scene, reason: Any) -> None:
    refused = scene.attending.post(f"/consultations/{scene.a_draft()}/cancel", {"reason": reason})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/reason"


def test_an_expert_cancels_nothing(scene: Scene, expert: Person) -> None:
    case = scene.an_accepted(expert)
    assert expert.post(f"/consultations/{case}/cancel", {"reason": "technical"}).status_code == 403


def test_no_word_of_a_request_or_a_note_stands_clear_in_the_database(world: World, scene: Scene) -> None:
    mark = "金丝雀咏叹调"
    case = scene.a_submitted(reason=mark, purpose=mark, questions=[mark])
    scene.attending.post(f"/consultations/{case}/cancel", {"reason": "other", "note": mark})
    needle = mark.encode()
    for table, column in (
        ("consultation", "summary"),
        ("consultation", "cancel_note"),
        ("document", "body"),
        ("journal", "entry"),
        ("receipt", "body"),
    ):
        rows = world.sql(f"select {column} as it from {table} where {column} is not null")
        assert rows
        assert not any(needle in bytes(row.it) for row in rows), table
    (row,) = world.sql("select consultation::text as it from consultation where id = :id", id=case)
    assert mark not in row.it
