"""Holes planted in an application of their own: what the matrix is worth is whether it finds them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final
from uuid import UUID

from huizhen import docstore, records
from huizhen.core.access import CLINICAL, At, Permission, Policy, Proof, Role, Rule, system_actor
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import Conflict, Forbidden
from huizhen.core.http.routes import DECLARED, Routes
from huizhen.core.http.wire import Out
from tests.tenancy.stage import Case, Reach, Stage, Subject

PACKAGE: Final = "planted"


class Can(Permission):
    READ = "planted:read"


ALLOW: Final[Policy] = {Can.READ: Rule(CLINICAL)}
HERE: Final = {"at": At.HERE, "proof": Proof.SESSION}


class NameOut(Out):
    name: str


class TellsName(Conflict):
    """A refusal that gives the patient away."""

    code = "conflict"


def _name(uow: UnitOfWork, patient_id: UUID) -> str:
    """The name, whoever asks."""
    uow.actor = replace(system_actor("hole"), locale=uow.actor.locale)
    return str(docstore.open_body(uow, patient_id).get("Patient", patient_id).body["name"][0]["text"])


def _holes(routes: Routes) -> None:
    @routes.get("/planted/{patient_id}/open", can=Can.READ, **HERE)
    def open_door(patient_id: UUID, uow: UnitOfWork) -> NameOut:
        """Forgets to ask whether the caller may see the patient."""
        return NameOut(name=_name(uow, patient_id))

    @routes.get("/planted/{patient_id}/oracle", can=Can.READ, **HERE)
    def oracle(patient_id: UUID, uow: UnitOfWork) -> NameOut:
        """Says 403 of what exists and 404 of what does not."""
        caller = uow.actor
        name = _name(uow, patient_id)
        uow.actor = caller
        if not _sees(uow, patient_id):
            raise Forbidden
        return NameOut(name=name)

    @routes.get("/planted/{patient_id}/chatty", can=Can.READ, **HERE)
    def chatty(patient_id: UUID, uow: UnitOfWork) -> NameOut:
        """Refuses with the name in the refusal."""
        caller = uow.actor
        name = _name(uow, patient_id)
        uow.actor = caller
        if not _sees(uow, patient_id):
            raise TellsName(name=name)
        return NameOut(name=name)

    @routes.get("/planted", can=Can.READ, **HERE)
    def everybody(uow: UnitOfWork, patient_id: UUID) -> NameOut:
        """A list over all stores."""
        return NameOut(name=_name(uow, patient_id))

    @routes.get("/planted/{patient_id}/sound", can=Can.READ, **HERE)
    def sound(patient_id: UUID, uow: UnitOfWork) -> NameOut:
        """Does it right: whoever blames this one blames too much."""
        docstore.open_body(uow, patient_id)
        return NameOut(name=_name(uow, patient_id))


def _sees(uow: UnitOfWork, patient_id: UUID) -> bool:
    return patient_id in records.grounds(uow, [patient_id])


def a_case(stage: Stage, subject: Subject) -> Case:
    """The positive case of all of them but the list."""
    return Case(
        reach=Reach.ROW,
        by=stage.at_home(Role.ATTENDING),
        params={"patient_id": subject.id},
        shows=(subject.name,),
    )


def a_list_case(stage: Stage, subject: Subject) -> Case:
    return replace(a_case(stage, subject), reach=Reach.LISTED, params={}, query={"patient_id": subject.id})


def a_wrong_case(stage: Stage, subject: Subject) -> Case:
    """A row that calls itself a list, to be let off lightly."""
    return replace(a_case(stage, subject), reach=Reach.LISTED)


@contextmanager
def holes(stage: Stage) -> Iterator[None]:
    """The stage's applications with the planted routes; taken out again, for the declarations are the process's."""
    routes = Routes(PACKAGE, policy=ALLOW)
    _holes(routes)
    kept = [(world.app, list(world.app.router.routes)) for world in (stage.world, stage.later)]
    for app, _ in kept:
        app.include_router(routes.router)
        app.router.routes.sort(key=lambda route: getattr(route, "path", "") == "/{path:path}")
    try:
        yield
    finally:
        for app, before in kept:
            app.router.routes[:] = before
        for operation in [each for each in DECLARED if each.startswith(f"{PACKAGE}.")]:
            del DECLARED[operation]
