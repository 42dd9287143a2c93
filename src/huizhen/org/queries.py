"""Staff and places. Visible to everybody who works for the chain: these are no patients."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from huizhen.core.access import Role, RoleAt
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import NotFound
from huizhen.org.model import Organisation, Practitioner, PractitionerRole
from huizhen.org.rules import OrgKind

COLLEAGUES_MAX: Final = 500
PLACES_MAX: Final = 5_000  # a chain: hundreds of stores, each with its departments


@dataclass(frozen=True, slots=True)
class PractitionerCard:
    """A colleague as others see him."""

    id: UUID
    name: str
    title: str | None
    specialty: str | None
    department: str | None
    licence_until_on: date | None
    org_id: UUID
    org_name: str
    org_kind: OrgKind
    role: Role


def _cards() -> Select[UUID, str, str | None, str | None, str | None, date | None, UUID, str, OrgKind, Role]:
    return (
        select(
            Practitioner.id,
            Practitioner.name,
            Practitioner.title,
            Practitioner.specialty,
            Practitioner.department,
            Practitioner.licence_until_on,
            Organisation.id,
            Organisation.name,
            Organisation.kind,
            PractitionerRole.role,
        )
        .join(PractitionerRole, PractitionerRole.practitioner_id == Practitioner.id)
        .join(Organisation, Organisation.id == PractitionerRole.org_id)
        .where(PractitionerRole.ended_at.is_(None))
        .order_by(Practitioner.id, PractitionerRole.role)
        .limit(COLLEAGUES_MAX)
    )


def list_practitioners(
    uow: UnitOfWork, *, role: Role | None = None, specialty: str | None = None
) -> list[PractitionerCard]:
    """Colleagues by role and specialty code."""
    query = _cards()
    if role is not None:
        query = query.where(PractitionerRole.role == role)
    if specialty is not None:
        query = query.where(Practitioner.specialty == specialty)
    return [PractitionerCard(*row) for row in uow.session.execute(query)]


def get_practitioner(uow: UnitOfWork, practitioner_id: UUID) -> Practitioner:
    """A colleague by id; raises `NotFound`."""
    row = uow.session.get(Practitioner, practitioner_id)
    if row is None:
        raise NotFound(id=practitioner_id)
    return row


def names(uow: UnitOfWork, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of colleagues, for lists that show authors."""
    rows = uow.session.execute(
        select(Practitioner.id, Practitioner.name).where(Practitioner.id.in_(set(ids)))
    )
    return {row.id: row.name for row in rows}


def roles_of(uow: UnitOfWork, practitioner_id: UUID) -> frozenset[RoleAt]:
    """The roles somebody holds now, each with its store."""
    rows = uow.session.execute(
        select(PractitionerRole.role, Organisation.id, Organisation.kind, Practitioner.department)
        .join(Organisation, Organisation.id == PractitionerRole.org_id)
        .join(Practitioner, Practitioner.id == PractitionerRole.practitioner_id)
        .where(PractitionerRole.practitioner_id == practitioner_id, PractitionerRole.ended_at.is_(None))
    )
    return frozenset(
        RoleAt(role, org_id, org_id if kind is OrgKind.STORE else None, department)
        for role, org_id, kind, department in rows
    )


def place_names(uow: UnitOfWork, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of places, for lists that show where."""
    rows = uow.session.execute(
        select(Organisation.id, Organisation.name).where(Organisation.id.in_(set(ids)))
    )
    return {row.id: row.name for row in rows}


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the tree with its parent's name."""

    id: UUID
    kind: OrgKind
    code: str
    name: str
    city: str | None
    parent_name: str | None


def list_places(
    uow: UnitOfWork, *, kind: OrgKind | None = None, ids: Sequence[UUID] | None = None
) -> list[Place]:
    """Places by kind or id, in the order of their codes."""
    parent = aliased(Organisation)
    query = (
        select(
            Organisation.id,
            Organisation.kind,
            Organisation.code,
            Organisation.name,
            Organisation.city,
            parent.name,
        )
        .outerjoin(parent, parent.id == Organisation.parent_id)
        .order_by(Organisation.code)
        .limit(PLACES_MAX)
    )
    if kind is not None:
        query = query.where(Organisation.kind == kind)
    if ids is not None:
        query = query.where(Organisation.id.in_(ids))
    return [Place(*row) for row in uow.session.execute(query)]
