"""The chain's index of patients, projected from their documents: no name, number or date stands clear in it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from huizhen.core.db.model import Owner, Projected, Retention
from huizhen.patients.rules import Purpose, VisitState


class PatientToken(Projected, owner=Owner.NODE, retention=Retention.RECORD, scoped_by="document_id"):
    """Search tokens of one patient (S10): keyed, so that they say nothing without the node's key."""

    __tablename__ = "patient_token"
    __table_args__ = (Index(None, "tokens", postgresql_using="gin"),)

    tokens: Mapped[list[int]]


class VisitCard(Projected, owner=Owner.HQ, retention=Retention.RECORD, scoped_by="patient_id"):
    """One visit of a patient to a store, without its reason."""

    __tablename__ = "visit_card"
    __table_args__ = (Index(None, "patient_id", "started_at"), Index(None, "store_id", "started_at"))

    patient_id: Mapped[UUID]
    store_id: Mapped[UUID]
    state: Mapped[VisitState]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class ConsentCard(Projected, owner=Owner.HQ, retention=Retention.RECORD, scoped_by="patient_id"):
    """One answer of a patient to one purpose, at one store."""

    __tablename__ = "consent_card"
    __table_args__ = (Index(None, "patient_id", "purpose"),)

    patient_id: Mapped[UUID]
    store_id: Mapped[UUID]
    purpose: Mapped[Purpose]
    agreed: Mapped[bool]
    given_at: Mapped[datetime]
    withdraws: Mapped[UUID | None]
