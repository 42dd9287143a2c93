"""Grants: who may open which record; and the cards by which a record's entries are listed. No clinical text."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from huizhen.core.db.model import Owner, Projected, Retention, Row
from huizhen.records.rules import Basis


class VisitGrant(Projected, owner=Owner.HQ, retention=Retention.RECORD, scoped_by="patient_id"):
    """What a store may open because of a visit or a consent: a pure projection of those documents (S9)."""

    __tablename__ = "visit_grant"
    __table_args__ = (Index(None, "patient_id", "store_id"), Index(None, "store_id", "patient_id"))

    basis: Mapped[Basis] = mapped_column(primary_key=True)
    patient_id: Mapped[UUID]
    store_id: Mapped[UUID]
    valid_from: Mapped[datetime]
    valid_until: Mapped[datetime | None]


class CareGrant(Row, owner=Owner.HQ, retention=Retention.RECORD, scoped_by="patient_id"):
    """What one person may open because of an event; closed by its row, never deleted."""

    __tablename__ = "care_grant"
    __table_args__ = (Index(None, "patient_id", "user_id"), Index(None, "user_id", "closed_at"))

    patient_id: Mapped[UUID]
    user_id: Mapped[UUID]
    basis: Mapped[Basis]
    source_type: Mapped[str]
    source_id: Mapped[UUID]
    closed_at: Mapped[datetime | None]


class EntryCard(Projected, owner=Owner.HQ, retention=Retention.RECORD, scoped_by="patient_id"):
    """One entry of a record's timeline: what kind of document, when. Projected from the clinical kinds."""

    __tablename__ = "entry_card"
    __table_args__ = (Index(None, "patient_id", "at", "document_id"),)

    patient_id: Mapped[UUID]
    store_id: Mapped[UUID | None]
    rtype: Mapped[str]
    at: Mapped[datetime]
