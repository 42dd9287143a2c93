"""A line of the list: whose turn it is, as the case itself says it, and nobody named in full."""

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


def line_of(person: Person, case: str) -> dict[str, Any]:
    told = person.get("/consultations").json()
    (found,) = [each for lines in told.values() for each in lines if each["id"] == case]
    line: dict[str, Any] = found
    return line


def test_a_list_names_the_patient_masked_and_only_to_who_may_open_the_record(
    world: World, scene: Scene, expert: Person
) -> None:
    case = scene.an_invited(expert)
    answer = scene.attending.get("/consultations")
    assert line_of(scene.attending, case)["patient"] == {
        "id": str(scene.patient_id),
        "name_masked": "张*",
        "sex": "male",
        "age_years": line_of(scene.attending, case)["patient"]["age_years"],
    }
    assert "张伟民" not in answer.text
    assert line_of(expert, case)["patient"] is None
    expert.post(f"/consultations/{case}/accept")
    assert line_of(expert, case)["patient"]["name_masked"] == "张*"


def test_every_line_tells_the_next_step_as_its_case_does(world: World, scene: Scene, expert: Person) -> None:
    coordinator, nurse = scene.a_coordinator(), world.a_person(Role.NURSE, at=scene.attending.place)
    people = {"attending": scene.attending, "coordinator": coordinator, "nurse": nurse}

    def turns(case: str) -> dict[str, tuple[str, bool]]:
        told = {}
        for name, person in people.items():
            line = line_of(person, case)
            assert line["next"] == scene.seen_by(person, case)["next"]
            told[name] = (line["next"]["command"], line["next"]["mine"])
        return told

    case = scene.a_submitted()
    assert turns(case) == {
        "attending": ("invite", True),
        "coordinator": ("invite", True),
        "nurse": ("invite", False),
    }
    scene.invite(case, expert)
    people["expert"] = expert
    assert turns(case)["attending"] == ("accept", False)
    assert turns(case)["expert"] == ("accept", True)
    expert.post(f"/consultations/{case}/accept")
    assert turns(case)["attending"] == ("schedule", True)
    assert turns(case)["expert"] == ("schedule", False)
    scene.schedule(case)
    assert turns(case)["expert"] == ("open", True)
    assert turns(case)["attending"] == ("open", False)


def test_a_draft_waits_for_its_attending_and_says_since_when(world: World, scene: Scene) -> None:
    nurse = world.a_person(Role.NURSE, at=scene.attending.place)
    case = scene.a_draft()
    mine, hers = line_of(scene.attending, case), line_of(nurse, case)
    assert (mine["next"]["command"], mine["next"]["mine"]) == ("submit", True)
    assert (hers["next"]["command"], hers["next"]["mine"]) == ("submit", False)
    before = mine["changed_at"]
    assert scene.submit(case).status_code == 200
    assert line_of(scene.attending, case)["changed_at"] > before
