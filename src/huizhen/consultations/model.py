"""Where a case stands and who is asked into it. What was said is in documents; a note beside a reason is encrypted.

Invariant: a state that needs a request, a time, a chair or a reason has it (CHECKs). Source: domain.md §3, D12.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from huizhen.consultations.gates import Opinion, Reply
from huizhen.consultations.moves import CancelReason, InvitationReason, State
from huizhen.consultations.rules import PatientLocation, Priority, reply_at
from huizhen.core.db.model import Owner, Retention, Row

SIGNED = "(state in ('signed', 'delivered', 'executing', 'closed'))"
LIVE = text("reply in ('pending', 'accepted')")


class Consultation(Row, owner=Owner.HQ, retention=Retention.PROCESS, scoped_by="patient_id"):
    """A case, from its draft to its end. `chair_id` names whoever was asked to lead, also before he said yes; `led_at`
    is when he began to, in the session that goes on.
    """

    __tablename__ = "consultation"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("store_id", "day_on", "day_count"),
        CheckConstraint("state in ('draft', 'cancelled') or request_id is not null", name="requested"),
        CheckConstraint("(request_id is null) = (summary is null)", name="summarised"),
        CheckConstraint("state not in ('scheduled', 'ready') or planned_at is not null", name="planned"),
        CheckConstraint("state not in ('scheduled', 'ready') or chair_id is not null", name="led"),
        CheckConstraint(
            "state not in ('in_session', 'opinion_drafted') or opened_at is not null", name="opened"
        ),
        CheckConstraint("state <> 'opinion_drafted' or finished_at is not null", name="finished"),
        CheckConstraint(f"{SIGNED} = (signed_at is not null)", name="signed"),
        CheckConstraint("(signed_at is null) = (conclusion_id is null)", name="concluded"),
        CheckConstraint("(signed_at is null) = (paper_id is null)", name="on_paper"),
        CheckConstraint("(delivered_at is null) or signed_at is not null", name="delivered"),
        CheckConstraint("(state = 'cancelled') = (cancel_reason is not null)", name="cancelled_for_a_reason"),
        Index(None, "store_id", "state"),
        Index(None, "patient_id"),
        Index("ix_consultation_undelivered", "id", postgresql_where=text("state = 'signed'")),
    )

    store_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    patient_id: Mapped[UUID]
    attending_id: Mapped[UUID] = mapped_column(ForeignKey("practitioner.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("practitioner.id"))
    chair_id: Mapped[UUID | None] = mapped_column(ForeignKey("practitioner.id"))
    led_at: Mapped[datetime | None]
    state: Mapped[State]
    changed_at: Mapped[datetime]
    number: Mapped[str]
    day_on: Mapped[date]
    day_count: Mapped[int]
    template_code: Mapped[str]
    template_version: Mapped[int]
    priority: Mapped[Priority]
    patient_location: Mapped[PatientLocation]
    specialty: Mapped[str | None]
    request_id: Mapped[UUID | None]
    summary: Mapped[bytes | None]
    submitted_at: Mapped[datetime | None]
    planned_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[CancelReason | None]
    cancel_note: Mapped[bytes | None]
    opened_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    conclusion_id: Mapped[UUID | None]
    paper_id: Mapped[UUID | None]
    delivered_at: Mapped[datetime | None]
    takeover_note: Mapped[bytes | None]
    invitations: Mapped[list["Invitation"]] = relationship(lazy="raise", order_by="Invitation.id")

    def live(self, now: datetime) -> list["Invitation"]:
        """Invitations that stand: waiting for an answer in time, or accepted."""
        return [each for each in self.invitations if each.reply_at(now) in {Reply.PENDING, Reply.ACCEPTED}]

    def invitation_of(self, user_id: UUID) -> "Invitation | None":
        """Somebody's latest invitation, whatever became of it."""
        return next((each for each in reversed(self.invitations) if each.user_id == user_id), None)


class Invitation(Row, owner=Owner.HQ, retention=Retention.PROCESS, scoped_by="consultation_id"):
    """One expert asked into one case: the institution first, the person second."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("(reply = 'declined') = (decline_reason is not null)", name="declined_for_a_reason"),
        CheckConstraint("(reply = 'pending') = (answered_at is null)", name="answered"),
        CheckConstraint("(opinion = 'pending') = (opinion_id is null)", name="spoken"),
        Index(None, "user_id", "reply"),
        # Nobody is asked twice at once, however many ask.
        Index("uq_invitation_live", "consultation_id", "user_id", unique=True, postgresql_where=LIVE),
    )

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"))
    org_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("practitioner.id"))
    invited_by_id: Mapped[UUID] = mapped_column(ForeignKey("practitioner.id"))
    answer_until_at: Mapped[datetime]
    reply: Mapped[Reply]
    answered_at: Mapped[datetime | None]
    decline_reason: Mapped[InvitationReason | None]
    decline_note: Mapped[bytes | None]
    opinion: Mapped[Opinion]
    opinion_id: Mapped[UUID | None]

    def reply_at(self, now: datetime) -> Reply:
        """Its answer; silence past the limit is a no."""
        return reply_at(self.reply, self.answer_until_at, now)


class Attendance(Row, owner=Owner.HQ, retention=Retention.PROCESS, scoped_by="consultation_id"):
    """A physician has proven who he is for one call, and may take his seat in it (S14)."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("session_id", "user_id"), Index(None, "consultation_id"))

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"))
    session_id: Mapped[UUID]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("practitioner.id"))
    evidence: Mapped[str]


class Tick(Row, owner=Owner.HQ, retention=Retention.PROCESS, scoped_by="consultation_id"):
    """A line of a case's checklist: done at `ticked_at` by somebody, or by the product itself; taken back when empty."""

    __tablename__ = "tick"
    __table_args__ = (
        UniqueConstraint("consultation_id", "item"),
        CheckConstraint("ticked_at is not null or (ticked_by_id is null and value is null)", name="open"),
    )

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"))
    item: Mapped[str]
    value: Mapped[str | None]
    ticked_at: Mapped[datetime | None]
    ticked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("practitioner.id"))
