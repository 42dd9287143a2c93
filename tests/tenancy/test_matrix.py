"""Every route against everybody who may not; and a hole planted on purpose, to see that it is found."""

from collections import Counter

import pytest

from huizhen.core.http.routes import DECLARED
from tests.tenancy.cases import find_case, without_case, written
from tests.tenancy.matrix import breaches, row_of
from tests.tenancy.planted import a_case, a_list_case, a_wrong_case, holes
from tests.tenancy.stage import Build, Stage


def test_every_route_has_a_case_and_every_case_a_route() -> None:
    assert without_case(DECLARED) == []
    assert sorted(set(written()) - set(DECLARED)) == []


@pytest.mark.parametrize("operation", sorted(DECLARED))
def test_nobody_gets_more_than_the_route_promises_him(
    stage: Stage, tally: Counter[str], operation: str
) -> None:
    build = find_case(operation)
    assert build is not None
    checks = row_of(stage, DECLARED[operation], build)
    tally.update(each.column.split()[0] for each in checks)
    assert breaches(DECLARED[operation], checks) == []


@pytest.mark.parametrize(
    ("hole", "build", "found"),
    [
        ("open_door", a_case, "stranger attending: 200 instead of 404, the refusal tells"),
        ("open_door", a_case, "expired: 200 instead of 404"),
        ("oracle", a_case, "stranger attending: 403 instead of 404"),
        ("chatty", a_case, "stranger attending: 409 instead of 404, the refusal tells"),
        ("everybody", a_list_case, "stranger attending: the answer tells"),
        ("open_door", a_wrong_case, "reach: a route with an id in its path is about that row"),
    ],
)
def test_a_planted_hole_is_found(
    stage: Stage, tally: Counter[str], hole: str, build: Build, found: str
) -> None:
    with holes(stage):
        declared = DECLARED[f"planted.{hole}"]
        lines = breaches(declared, row_of(stage, declared, build))
    tally["planted"] += 1
    assert [line for line in lines if line.startswith(f"planted.{hole}, {found}")]


def test_a_sound_route_beside_the_holes_is_not_blamed(stage: Stage) -> None:
    with holes(stage):
        declared = DECLARED["planted.sound"]
        assert breaches(declared, row_of(stage, declared, a_case)) == []


def test_a_route_without_a_case_fails_the_suite(stage: Stage) -> None:
    with holes(stage):
        assert "planted.open_door" in without_case(DECLARED)
    assert not [each for each in DECLARED if each.startswith("planted.")]
