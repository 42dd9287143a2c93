"""Sign-in and one's own account."""

import pyotp

from huizhen.core.access import Role
from tests.tenancy.stage import Case, Reach, Stage, Subject
from tests.world import PASSWORD


def sign_in_state(stage: Stage, _: Subject) -> Case:
    return Case(reach=Reach.OPEN, by=stage.at_home(Role.NURSE))


def sign_in(stage: Stage, _: Subject) -> Case:
    person = stage.world.a_person(Role.NURSE, at=stage.home, signed_in=False)
    code = pyotp.TOTP(person.totp_seed).at(stage.world.now)
    return Case(reach=Reach.OPEN, by=person, body={"login": person.login, "password": PASSWORD, "code": code})


def sign_out(stage: Stage, _: Subject) -> Case:
    return Case(reach=Reach.OWN, by=stage.at_home(Role.NURSE))


def me(stage: Stage, _: Subject) -> Case:
    nurse = stage.at_home(Role.NURSE)
    return Case(reach=Reach.OWN, by=nurse, shows=(nurse.login,))


def demo_people(stage: Stage, _: Subject) -> Case:
    return Case(reach=Reach.OPEN, by=stage.at_home(Role.NURSE))


def demo_code(stage: Stage, _: Subject) -> Case:
    return Case(reach=Reach.OWN, by=stage.at_home(Role.NURSE))
