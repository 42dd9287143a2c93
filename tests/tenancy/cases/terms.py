"""Code sets: the same for everybody."""

from huizhen.core.access import Role
from tests.tenancy.stage import Case, Reach, Stage, Subject


def search(stage: Stage, _: Subject) -> Case:
    return Case(reach=Reach.OWN, by=stage.at_home(Role.NURSE), params={"set": "allergy"}, query={"q": "qms"})
