"""The chain's own places and people: for everybody who works there."""

from huizhen.core.access import Role
from tests.tenancy.stage import Case, Reach, Stage, Subject


def stores(stage: Stage, _: Subject) -> Case:
    return Case(reach=Reach.OWN, by=stage.at_home(Role.NURSE))


def practitioners(stage: Stage, _: Subject) -> Case:
    return Case(reach=Reach.OWN, by=stage.at_home(Role.NURSE), query={"role": "nurse"})
