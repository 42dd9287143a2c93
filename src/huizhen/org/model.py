"""The organisation tree, the people of the chain, and the roles they hold at places of it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huizhen.core.access import Role
from huizhen.core.db.model import Owner, Retention, Row
from huizhen.org.rules import OrgKind


class Organisation(Row, owner=Owner.HQ, retention=Retention.STAFF):
    """Headquarters, a region, a store, or a department."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("code"),)

    kind: Mapped[OrgKind]
    code: Mapped[str]
    name: Mapped[str]
    city: Mapped[str | None]
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))


class Practitioner(Row, owner=Owner.HQ, retention=Retention.STAFF):
    """Somebody who works for the chain, clinical or not. The id is also the id of the account."""

    __tablename__ = "practitioner"

    name: Mapped[str]
    title: Mapped[str | None]
    specialty: Mapped[str | None]
    department: Mapped[str | None]
    licence_number: Mapped[str | None]
    licence_until_on: Mapped[date | None]


class PractitionerRole(Row, owner=Owner.HQ, retention=Retention.STAFF):
    """A role at a place, from a moment until a moment; ended, never deleted."""

    __tablename__ = "practitioner_role"
    __table_args__ = (Index(None, "practitioner_id"),)

    practitioner_id: Mapped[UUID] = mapped_column(ForeignKey("practitioner.id"))
    org_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[Role]
    ended_at: Mapped[datetime | None]
