"""News: each hears of his own and his stores'."""

from huizhen.core.access import Role
from tests.tenancy.stage import Case, Reach, Stage, Subject


def events(stage: Stage, _: Subject) -> Case:
    streams = stage.world.app.state.streams
    return Case(reach=Reach.OWN, by=stage.at_home(Role.NURSE), streams=streams, shows=("retry:",))
