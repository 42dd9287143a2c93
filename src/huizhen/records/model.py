"""Grants: who may open which record; cards by which a record's entries are listed; signatures. No clinical text."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huizhen.core.db.model import Log, Owner, Projected, Retention, Row
from huizhen.records.rules import Basis
from huizhen.signin import ProofMethod


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


class Signature(Log, owner=Owner.HQ, retention=Retention.RECORD, scoped_by="scope"):
    """Somebody proved that a document of these bytes is his word. Added and read, never changed (D13).

    `subject_id`: what it is about, a case. Of a document with a paper: the paper's hash, its own document, and the code
    under which anybody may check both.
    """

    __tablename__ = "signature"
    __table_args__ = (
        UniqueConstraint("rtype", "document_id", "ver", "user_id"),
        UniqueConstraint("verify_code"),
        Index(None, "subject_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    scope: Mapped[UUID]
    subject_id: Mapped[UUID]
    rtype: Mapped[str]
    document_id: Mapped[UUID]
    ver: Mapped[int]
    data_sha256: Mapped[bytes]
    render_sha256: Mapped[bytes | None]
    paper_id: Mapped[UUID | None]
    verify_code: Mapped[str | None]
    method: Mapped[ProofMethod]
    evidence: Mapped[str]
    role: Mapped[str]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("practitioner.id"))
    org_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
