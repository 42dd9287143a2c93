"""What is told after a command of a case took effect.

Invariant: events carry ids and codes, never the note beside a reason. Source: domain.md §3, §4; decisions D26, D30.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final
from uuid import UUID

from huizhen.consultations.gates import SharedDevice
from huizhen.consultations.moves import CancelReason, InvitationReason, TakeOverReason
from huizhen.consultations.stages import Stage
from huizhen.core.events import Event

SUBJECT: Final = "consultation"


@dataclass(frozen=True, kw_only=True)
class ConsultationCreated(Event):
    kind: ClassVar[str] = "consultation.created"
    subject_type: ClassVar[str] = SUBJECT
    patient_id: UUID
    store_id: UUID


@dataclass(frozen=True, kw_only=True)
class ConsultationSubmitted(Event):
    kind: ClassVar[str] = "consultation.submitted"
    subject_type: ClassVar[str] = SUBJECT
    patient_id: UUID
    request_id: UUID


@dataclass(frozen=True, kw_only=True)
class InvitationSent(Event):
    kind: ClassVar[str] = "invitation.sent"
    subject_type: ClassVar[str] = SUBJECT
    invitation_id: UUID
    user_id: UUID


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(Event):
    """From here on the expert's care grant is open."""

    kind: ClassVar[str] = "invitation.accepted"
    subject_type: ClassVar[str] = SUBJECT
    invitation_id: UUID
    user_id: UUID


@dataclass(frozen=True, kw_only=True)
class InvitationDeclined(Event):
    kind: ClassVar[str] = "invitation.declined"
    subject_type: ClassVar[str] = SUBJECT
    invitation_id: UUID
    user_id: UUID
    reason: InvitationReason


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(Event):
    """From here on the expert's care grant is closed."""

    kind: ClassVar[str] = "invitation.withdrawn"
    subject_type: ClassVar[str] = SUBJECT
    invitation_id: UUID
    user_id: UUID


@dataclass(frozen=True, kw_only=True)
class ConsultationScheduled(Event):
    kind: ClassVar[str] = "consultation.scheduled"
    subject_type: ClassVar[str] = SUBJECT
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class ConsultationCancelled(Event):
    kind: ClassVar[str] = "consultation.cancelled"
    subject_type: ClassVar[str] = SUBJECT
    reason: CancelReason


@dataclass(frozen=True, kw_only=True)
class PhysicianJoined(Event):
    """He has proven himself for this call and waits for it, or is in it."""

    kind: ClassVar[str] = "physician.joined"
    subject_type: ClassVar[str] = SUBJECT
    session_id: UUID
    user_id: UUID


@dataclass(frozen=True, kw_only=True)
class SessionOpened(Event):
    kind: ClassVar[str] = "session.opened"
    subject_type: ClassVar[str] = SUBJECT
    session_id: UUID
    tests_missing: int
    """Recorded and shown, never in the way."""


@dataclass(frozen=True, kw_only=True)
class StageWanted(Event):
    """Asked for, not yet true: `stage.entered` or `stage.unproven` follows from the room (D26)."""

    kind: ClassVar[str] = "stage.wanted"
    subject_type: ClassVar[str] = SUBJECT
    session_id: UUID
    stage: Stage
    stage_epoch: int
    shared_device: SharedDevice


@dataclass(frozen=True, kw_only=True)
class ItemTicked(Event):
    """`by_system` where the system saw the signal itself."""

    kind: ClassVar[str] = "checklist_item.ticked"
    subject_type: ClassVar[str] = SUBJECT
    session_id: UUID
    item: str
    by_system: bool


@dataclass(frozen=True, kw_only=True)
class ItemUnticked(Event):
    """Taken back: nobody has done it."""

    kind: ClassVar[str] = "checklist_item.unticked"
    subject_type: ClassVar[str] = SUBJECT
    session_id: UUID
    item: str


@dataclass(frozen=True, kw_only=True)
class SharedDeviceAnswered(Event):
    """What the attending said about a patient before the same device."""

    kind: ClassVar[str] = "shared_device.answered"
    subject_type: ClassVar[str] = SUBJECT
    session_id: UUID
    answer: SharedDevice


@dataclass(frozen=True, kw_only=True)
class ChairTaken(Event):
    kind: ClassVar[str] = "chair.taken"
    subject_type: ClassVar[str] = SUBJECT
    session_id: UUID
    from_user_id: UUID
    to_user_id: UUID
    gone_since: datetime
    reason: TakeOverReason


@dataclass(frozen=True, kw_only=True)
class ChairHandedOver(Event):
    kind: ClassVar[str] = "chair.handed_over"
    subject_type: ClassVar[str] = SUBJECT
    session_id: UUID
    from_user_id: UUID
    to_user_id: UUID


@dataclass(frozen=True, kw_only=True)
class SessionFinished(Event):
    """The stages are over; the media stay open, so that people sign together (D30)."""

    kind: ClassVar[str] = "session.finished"
    subject_type: ClassVar[str] = SUBJECT
    session_id: UUID


@dataclass(frozen=True, kw_only=True)
class SessionReopened(Event):
    """The stages go on, to make up for what was left out."""

    kind: ClassVar[str] = "session.reopened"
    subject_type: ClassVar[str] = SUBJECT
    session_id: UUID


@dataclass(frozen=True, kw_only=True)
class OpinionSigned(Event):
    kind: ClassVar[str] = "opinion.signed"
    subject_type: ClassVar[str] = SUBJECT
    patient_id: UUID
    user_id: UUID
    opinion_id: UUID
    is_dissent: bool


@dataclass(frozen=True, kw_only=True)
class ConclusionSigned(Event):
    kind: ClassVar[str] = "conclusion.signed"
    subject_type: ClassVar[str] = SUBJECT
    patient_id: UUID
    conclusion_id: UUID
    paper_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReportDelivered(Event):
    kind: ClassVar[str] = "report.delivered"
    subject_type: ClassVar[str] = SUBJECT
    paper_id: UUID
