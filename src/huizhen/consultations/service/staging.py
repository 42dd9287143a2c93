"""Moving a session from stage to stage.

Invariant: a stage is asked for here and true when the room has proven it (D26); nobody is parted from a patient before
one device without the attending's word. Source: domain.md §4; decisions D26, D27, S15.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from huizhen import rooms
from huizhen.consultations import queries, rules
from huizhen.consultations.events import (
    SharedDeviceAnswered,
    StageWanted,
)
from huizhen.consultations.gates import Facts, SharedDevice
from huizhen.consultations.model import Consultation
from huizhen.consultations.moves import Command
from huizhen.consultations.policy import ALLOW, Can
from huizhen.consultations.service import seating
from huizhen.consultations.service.checking import SHARED_DEVICE, find_tick, set_tick
from huizhen.consultations.service.moving import concerned, move
from huizhen.consultations.stages import CaseRole, Conditions, Stage, parks_patient, rights
from huizhen.core.access import require
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import FieldError, Invalid
from huizhen.rooms import Rights, SeatKind, SeatState, StageState, Standing


@dataclass(frozen=True, slots=True)
class Wanted:
    """A stage that was asked for: `stage.entered` or `stage.unproven` follows by event."""

    session_id: UUID
    stage: Stage
    stage_epoch: int


# ---- stages


def advance(
    uow: UnitOfWork, desk: rooms.Desk, *, consultation_id: UUID, to: Stage, stage_epoch: int
) -> Wanted:
    """Ask for another stage.

    Raises:
        NotFound, Forbidden, WrongState: not visible; not the chair; no session goes on.
        StageNotNext: not from here. AttendingAway, SharedDeviceUnanswered: a gate of that stage.
        Stale: somebody has moved it meanwhile. StagePending: a stage is being proven.
    """
    case = queries.get(uow, consultation_id, lock=True)
    require(ALLOW, Can.LEAD, uow.actor, case)
    facts = _facts_of_stage(uow, case)
    move(uow, case, Command.ADVANCE, facts)
    session_id = seating.get_call(uow, case)
    template = queries.template_of(case)
    standing = rooms.get_standing(uow, session_id)
    source = Stage(standing.session.stage)
    target = rules.stage_after(source, to, facts, template)
    wanted = _rights_in(case, standing, target, facts)
    epoch = rooms.set_stage(uow, desk, session_id=session_id, stage=target, rights=wanted, epoch=stage_epoch)
    if not parks_patient(target, template) and parks_patient(source, template):
        # He comes back: what the attending said about the last time says nothing about the next.
        set_tick(uow, case, SHARED_DEVICE, value=None, at=None)
    uow.record(
        StageWanted(
            subject_id=case.id,
            session_id=session_id,
            stage=target,
            stage_epoch=epoch,
            shared_device=facts.shared_device,
        ),
        scope=case.patient_id,
        audience=concerned(uow, case),
    )
    uow.session.flush()
    return Wanted(session_id, target, epoch)


def grant_again(uow: UnitOfWork, desk: rooms.Desk, case: Consultation, session_id: UUID) -> None:
    """Who leads has changed, and with him what two people may do: asked for and proven like a stage.

    While a stage is being proven nothing is asked for: the next change of stage gives each what he is.
    """
    standing = rooms.get_standing(uow, session_id)
    session = standing.session
    if session.stage_state is StageState.PENDING:
        return
    target = Stage(session.stage_wanted)
    wanted = _rights_in(case, standing, target, queries.facts_of(uow, case))
    rooms.set_stage(uow, desk, session_id=session_id, stage=target, rights=wanted, epoch=session.stage_epoch)


def _rights_in(case: Consultation, standing: Standing, stage: Stage, facts: Facts) -> dict[UUID, Rights]:
    template, conditions = queries.template_of(case), Conditions(consents=facts.consents)
    return {
        row.id: rooms.rights_of(rights(_role_of(case, row.kind, row.holder), stage, conditions, template))
        for row in standing.seats.values()
    }


def _role_of(case: Consultation, kind: SeatKind, holder: UUID) -> CaseRole:
    return CaseRole.PATIENT if kind is SeatKind.PATIENT else seating.role_in_call(case, holder)


def _facts_of_stage(uow: UnitOfWork, case: Consultation) -> Facts:
    facts = queries.facts_of(uow, case)
    session_id = rooms.find_session(uow, case.id)
    if session_id is None:
        return facts
    return replace(
        facts,
        attending_connected=is_connected(uow, session_id, case.attending_id),
        shared_device=shared_device_of(uow, case, session_id),
    )


def is_connected(uow: UnitOfWork, session_id: UUID, user_id: UUID) -> bool:
    """Whether somebody has a line at the signalling door."""
    seats = rooms.get_standing(uow, session_id).seats.values()
    return any(each.holder == user_id and each.gone_at is None for each in seats)


def shared_device_of(uow: UnitOfWork, case: Consultation, session_id: UUID) -> SharedDevice:
    """Whether patient and attending sit before one device, and what was said about it."""
    seats = rooms.get_standing(uow, session_id).seats.values()
    beside = any(
        each.holder == case.patient_id
        and each.with_seat_id is not None
        and each.state is not SeatState.REMOVED
        for each in seats
    )
    if not beside:
        return SharedDevice.NOT_SHARED
    said = find_tick(uow, case, SHARED_DEVICE)
    return SharedDevice.UNANSWERED if said is None or said.value is None else SharedDevice(said.value)


def answer_shared_device(uow: UnitOfWork, *, consultation_id: UUID, answer: SharedDevice) -> Consultation:
    """The attending says whether the patient before his device has left, or may stay.

    Raises:
        NotFound, Forbidden: not visible; not the attending. NoCall: there is no call. Invalid: no such answer.
    """
    case = queries.get(uow, consultation_id, lock=True)
    require(ALLOW, Can.ANSWER_DEVICE, uow.actor, case)
    if answer not in (SharedDevice.HAS_LEFT, SharedDevice.MAY_STAY):
        raise Invalid(FieldError("/answer", "not_allowed"))
    session_id = seating.get_call(uow, case)
    set_tick(uow, case, SHARED_DEVICE, value=answer, at=uow.now)
    uow.record(
        SharedDeviceAnswered(subject_id=case.id, session_id=session_id, answer=answer),
        scope=case.patient_id,
        audience=concerned(uow, case),
    )
    uow.session.flush()
    return case


def retry(uow: UnitOfWork, desk: rooms.Desk, *, consultation_id: UUID, stage_epoch: int) -> Wanted:
    """Try again to prove the stage that could not be proven.

    Raises:
        NotFound, Forbidden, NoCall, Stale, StagePending, StageSettled: as their names say.
    """
    session_id = _led_call(uow, consultation_id)
    return _wanted(uow, session_id, rooms.retry_stage(uow, desk, session_id=session_id, epoch=stage_epoch))


def move_room(uow: UnitOfWork, desk: rooms.Desk, *, consultation_id: UUID, stage_epoch: int) -> Wanted:
    """Go on in a new room that the patient never had a ticket for.

    Raises:
        As `retry`.
    """
    session_id = _led_call(uow, consultation_id)
    return _wanted(uow, session_id, rooms.move_room(uow, desk, session_id=session_id, epoch=stage_epoch))


def stay(uow: UnitOfWork, desk: rooms.Desk, *, consultation_id: UUID, stage_epoch: int) -> Wanted:
    """Give the wanted stage up and stay where the session is.

    Raises:
        As `retry`.
    """
    session_id = _led_call(uow, consultation_id)
    return _wanted(uow, session_id, rooms.cancel_stage(uow, desk, session_id=session_id, epoch=stage_epoch))


def _led_call(uow: UnitOfWork, consultation_id: UUID) -> UUID:
    case = queries.get(uow, consultation_id, lock=True)
    require(ALLOW, Can.LEAD, uow.actor, case)
    return seating.get_call(uow, case)


def _wanted(uow: UnitOfWork, session_id: UUID, epoch: int) -> Wanted:
    return Wanted(session_id, Stage(rooms.get_standing(uow, session_id).session.stage_wanted), epoch)
