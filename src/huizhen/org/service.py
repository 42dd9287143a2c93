"""Use cases of the organisation: places and people are added, roles given."""

from datetime import date
from uuid import UUID

from huizhen import docstore
from huizhen.core.access import Role, require
from huizhen.core.db.unit import UnitOfWork
from huizhen.org.model import Organisation, Practitioner, PractitionerRole
from huizhen.org.policy import ALLOW, Can
from huizhen.org.rules import OrganisationAdded, OrgKind, PractitionerAdded, RoleAssigned


def add_organisation(
    uow: UnitOfWork,
    *,
    kind: OrgKind,
    code: str,
    name: str,
    city: str | None = None,
    parent_id: UUID | None = None,
) -> UUID:
    """Add a place to the tree; a store gets its own key, for drafts of patients not yet registered (S3)."""
    require(ALLOW, Can.MANAGE_STAFF, uow.actor)
    place = Organisation(
        id=uow.new_id(), created_at=uow.now, kind=kind, code=code, name=name, city=city, parent_id=parent_id
    )
    uow.session.add(place)
    uow.session.flush()
    if kind is OrgKind.STORE:
        docstore.begin_scope(uow, place.id)
    uow.record(OrganisationAdded(subject_id=place.id))
    return place.id


def add_practitioner(
    uow: UnitOfWork,
    *,
    name: str,
    title: str | None = None,
    specialty: str | None = None,
    department: str | None = None,
    licence_number: str | None = None,
    licence_until_on: date | None = None,
) -> UUID:
    """Add somebody who works for the chain."""
    require(ALLOW, Can.MANAGE_STAFF, uow.actor)
    person = Practitioner(
        id=uow.new_id(),
        created_at=uow.now,
        name=name,
        title=title,
        specialty=specialty,
        department=department,
        licence_number=licence_number,
        licence_until_on=licence_until_on,
    )
    uow.session.add(person)
    uow.session.flush()
    uow.record(PractitionerAdded(subject_id=person.id))
    return person.id


def assign_role(uow: UnitOfWork, *, practitioner_id: UUID, role: Role, org_id: UUID) -> None:
    """Give a role at a place. It counts from the next request on: roles are read at every one, nothing is cached."""
    require(ALLOW, Can.MANAGE_STAFF, uow.actor)
    uow.session.add(
        PractitionerRole(
            id=uow.new_id(), created_at=uow.now, practitioner_id=practitioner_id, org_id=org_id, role=role
        )
    )
    uow.session.flush()
    uow.record(RoleAssigned(subject_id=practitioner_id, role=role, org_id=org_id))
