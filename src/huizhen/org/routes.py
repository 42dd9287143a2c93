"""Stores and colleagues over HTTP."""

from typing import Annotated

from fastapi import Query

from huizhen.core.access import At, Proof, Role
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.http.routes import Routes
from huizhen.core.http.wire import CODE_CHARS_MAX
from huizhen.org import queries
from huizhen.org.policy import ALLOW, Can
from huizhen.org.rules import OrgKind
from huizhen.org.schemas import PractitionerOut, PractitionersOut, StoreOut, StoresOut

routes = Routes("org", policy=ALLOW)


@routes.get("/stores", can=Can.READ_STAFF, at=At.HERE, proof=Proof.SESSION)
def stores(uow: UnitOfWork) -> StoresOut:
    """The stores of the chain."""
    places = queries.list_places(uow, kind=OrgKind.STORE)
    return StoresOut(
        stores=[
            StoreOut(id=each.id, code=each.code, name=each.name, region=each.parent_name) for each in places
        ]
    )


@routes.get("/practitioners", can=Can.READ_STAFF, at=At.HERE, proof=Proof.SESSION)
def practitioners(
    uow: UnitOfWork,
    role: Role | None = None,
    specialty: Annotated[str | None, Query(max_length=CODE_CHARS_MAX)] = None,
) -> PractitionersOut:
    """Colleagues by role and specialty."""
    cards = queries.list_practitioners(uow, role=role, specialty=specialty)
    return PractitionersOut(
        practitioners=[
            PractitionerOut(
                id=each.id,
                name=each.name,
                title=each.title,
                specialty=each.specialty,
                department=each.department,
                role=each.role,
                org=each.org_name,
            )
            for each in cards
        ]
    )
