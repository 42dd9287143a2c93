"""Wire types of a case's call: joining, stages, checklist, seats, and the room as one person sees it."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from huizhen.consultations.gates import SharedDevice
from huizhen.consultations.moves import Command, State, TakeOverReason
from huizhen.consultations.rules import Priority
from huizhen.consultations.schemas.wire import Id, Note
from huizhen.consultations.stages import CaseRole, Stage
from huizhen.core.http.wire import Code, Kept, Out, Wire
from huizhen.rooms import SeatState, StageState, Standing


class AdvanceIn(Wire):
    """The stage to ask for, and the epoch that the caller has seen."""

    to: Annotated[Stage, Field(strict=False)]
    stage_epoch: int


class EpochIn(Wire):
    """The epoch of the stage that could not be proven."""

    stage_epoch: int


class TickIn(Wire):
    """A line of the checklist: done or not, and how."""

    ticked: bool
    value: Code | None = None


class TakeChairIn(Wire):
    """Why somebody else leads."""

    reason: Annotated[TakeOverReason, Field(strict=False)]
    note: Note | None = None


class HandOverIn(Wire):
    """Who leads from now on."""

    user_id: Id


class BesideIn(Wire):
    """Whether the patient sits before the attending's own device."""

    beside: bool


class SharedDeviceIn(Wire):
    """What the attending says about a patient before his device."""

    answer: Annotated[SharedDevice, Field(strict=False)]


class JoinedOut(Kept):
    """The caller's seat."""

    session_id: UUID
    seat_id: UUID
    is_admitted: bool


class WantedOut(Kept):
    """A stage that was asked for; whether it was entered follows by event."""

    session_id: UUID
    stage: Stage
    stage_epoch: int


class TickedOut(Kept):
    """A line as it stands."""

    id: UUID
    version: int
    ticked_at: datetime | None


class SeatMovedOut(Kept):
    """What became of a seat."""

    seat_id: UUID
    state: SeatState


class GuestLinkOut(Out):
    """A guest's way in: the token belongs into the fragment of the page's address."""

    token: str
    seat_id: UUID
    expires_at: datetime


# ---- the room


class ItemOut(Out):
    """A line of a checklist; `values` are the choices that come with it."""

    code: str
    mandatory: bool
    by_system: bool
    values: list[str]
    value: str | None
    ticked_at: datetime | None
    ticked_by_name: str | None


class StageOut(Out):
    """A stage of the template."""

    stage: Stage
    mandatory: bool
    was_entered: bool
    patient_is_out: bool
    checklist: list[ItemOut]


class StandingOut(Out):
    """Where the session stands, as far as it is proven."""

    session_id: UUID
    stage: Stage
    stage_wanted: Stage
    stage_epoch: int
    stage_state: StageState

    @classmethod
    def of(cls, standing: Standing) -> Self:
        """As the room's rows say it."""
        row = standing.session
        return cls(
            session_id=row.id,
            stage=Stage(row.stage),
            stage_wanted=Stage(row.stage_wanted),
            stage_epoch=row.stage_epoch,
            stage_state=row.stage_state,
        )


class RoomPersonOut(Out):
    """Somebody of this call. A patient has no `user_id`; `identity` begins his participants' at the media server."""

    user_id: UUID | None
    name: str
    title: str | None
    org_name: str | None
    role: CaseRole
    leads: bool
    is_me: bool
    has_joined: bool
    seat_id: UUID | None
    seat_state: SeatState | None
    identity: str | None
    is_muted: bool
    gone_since: datetime | None


class PatientSeatOut(Out):
    """The patient's place."""

    seat_id: UUID
    state: SeatState
    is_beside: bool
    beside_seat_id: UUID | None
    shared_device: SharedDevice


class RoomPatientOut(Out):
    """Whom it is about."""

    id: UUID
    name: str
    sex: str
    age_years: int
    allergies: list[str]


class RoomOut(Out):
    """The call as one of its people sees it."""

    id: UUID
    number: str
    state: State
    is_unsigned: bool
    priority: Priority
    specialty: str | None
    store_name: str
    planned_at: datetime | None
    opened_at: datetime | None
    finished_at: datetime | None
    patient: RoomPatientOut
    standing: StandingOut | None
    stages: list[StageOut]
    may_go: list[Stage]
    people: list[RoomPersonOut]
    patient_seat: PatientSeatOut | None
    chair_gone_since: datetime | None
    chair_may_be_taken_at: datetime | None
    roles: list[CaseRole]
    allowed: list[Command]
    blocked_by: list[str]
    has_joined: bool
    my_seat_id: UUID | None


class GuestPersonOut(Out):
    """Somebody whom the patient sees: name, title and part."""

    identity: str
    name: str
    title: str | None
    role: CaseRole


class GuestRoomOut(Out):
    """What the patient's own page knows of the consultation."""

    store_name: str
    planned_at: datetime | None
    is_open: bool
    is_finished: bool
    people: list[GuestPersonOut]
