"""Type-ahead over HTTP: everybody who works here may ask, nobody else, and the answer carries system and edition."""

import pytest

from huizhen.core.access import Role
from tests.world import World


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.ATTENDING, Role.COORDINATOR])
def test_a_colleague_finds_a_diagnosis_by_its_initials(world: World, role: Role) -> None:
    answer = world.a_person(role).get("/terms/diagnosis", params={"q": "gxy", "limit": 1})
    assert answer.status_code == 200
    assert answer.json() == {
        "set": "diagnosis",
        "title": "诊断",
        "system": "http://hl7.org/fhir/sid/icd-10",
        "edition": "WHO ICD-10（2019）自选子集 2026.1",
        "entries": [
            {"code": "I10", "display": "原发性高血压", "pinyin_initials": "yfxgxy", "properties": {}}
        ],
    }


def test_a_vital_sign_comes_with_unit_and_bounds(world: World) -> None:
    (entry,) = world.a_person(Role.NURSE).get("/terms/vital_sign", params={"q": "8310-5"}).json()["entries"]
    assert (entry["display"], entry["properties"]["unit"]) == ("体温", "Cel")
    assert (entry["properties"]["low"], entry["properties"]["high"]) == ("25", "45")


def test_a_stranger_is_asked_to_sign_in(world: World) -> None:
    assert world.anonymous().get("/api/terms/diagnosis").status_code == 401


def test_a_set_nobody_ships_is_not_found(world: World) -> None:
    answer = world.a_person(Role.NURSE).get("/terms/horoscope")
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")


@pytest.mark.parametrize("asked", [{"q": "高" * 65}, {"limit": 0}, {"limit": 51}, {"limit": "all"}])
def test_a_query_out_of_bounds_is_refused(world: World, asked: dict[str, str]) -> None:
    answer = world.a_person(Role.NURSE).get("/terms/diagnosis", params=asked)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
