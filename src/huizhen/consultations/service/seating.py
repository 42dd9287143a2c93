"""The call of a case and its seats: made when the first of them comes, filled as people come.

Invariant: a physician takes his seat only after he has proven himself for this call (S14); the patient waits until
somebody of the case admits him. Source: domain.md §4, §5.3; decisions D25, D27, S16.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from huizhen import docstore, patients, rooms, signin
from huizhen.consultations import queries, rules
from huizhen.consultations.events import PhysicianJoined
from huizhen.consultations.gates import PhysiciansUnproven, Reply
from huizhen.consultations.model import Attendance, Consultation
from huizhen.consultations.moves import State
from huizhen.consultations.policy import ALLOW, Can
from huizhen.consultations.rules import NoCall, WrongState
from huizhen.consultations.service.moving import concerned, is_licensed, today
from huizhen.consultations.stages import CaseRole, Stage, rights
from huizhen.core.access import require
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import NotFound
from huizhen.org import NotQualified
from huizhen.rooms import SeatKind, SeatPlan, SeatState, StagePending

LAST_CHARACTERS = 4


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody's seat in the call, and whether the door is open for him."""

    session_id: UUID
    seat_id: UUID
    is_admitted: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A guest's way in; the token is told once."""

    token: str
    seat_id: UUID
    expires_at: datetime


# ---- the call


def get_call(uow: UnitOfWork, case: Consultation) -> UUID:
    """The case's open call; raises `NoCall`."""
    found = rooms.find_session(uow, case.id)
    if found is None:
        raise NoCall
    return found


def prepare_call(uow: UnitOfWork, case: Consultation) -> UUID:
    """The case's open call, made now if there is none. Raises `WrongState`, `NoCall` when it is not the time for one."""
    if case.state not in rules.JOINABLE:
        allowed = rules.possible(case.state, template=queries.template_of(case))
        raise WrongState(state=case.state, command="join", allowed=allowed)
    found = rooms.find_session(uow, case.id)
    if found is not None:
        return found
    if case.state not in rules.PREPARED_IN:
        raise NoCall
    return rooms.open_session(
        uow,
        subject=case.id,
        key_scope=case.patient_id,
        stage=Stage.VERIFY,
        seats=[plan_of(case, user_id, stage=Stage.VERIFY) for user_id in physicians_of(case)],
    )


def physicians_of(case: Consultation) -> list[UUID]:
    """The attending and every expert who has said yes."""
    experts = [each.user_id for each in case.invitations if each.reply is Reply.ACCEPTED]
    return list(dict.fromkeys((case.attending_id, *experts)))


def role_in_call(case: Consultation, user_id: UUID) -> CaseRole:
    """As whom somebody with an account sits in the call."""
    if user_id == case.chair_id:
        return CaseRole.CHAIR
    if user_id == case.attending_id:
        return CaseRole.ATTENDING
    return CaseRole.CONSULTANT if case.invitation_of(user_id) is not None else CaseRole.COORDINATOR


def plan_of(case: Consultation, user_id: UUID, *, stage: Stage) -> SeatPlan:
    """The seat of somebody with an account."""
    role = role_in_call(case, user_id)
    invitation = case.invitation_of(user_id)
    return SeatPlan(
        kind=SeatKind.USER,
        holder=user_id,
        place_id=case.store_id if invitation is None else invitation.org_id,
        role=role,
        rights=rooms.rights_of(rights(role, stage)),
        is_host=role is CaseRole.CHAIR,
    )


def seat_of(uow: UnitOfWork, session_id: UUID, holder: UUID) -> UUID | None:
    """Somebody's seat in a call."""
    seats = rooms.get_standing(uow, session_id).seats.values()
    return next((each.id for each in seats if each.holder == holder), None)


def attendants(uow: UnitOfWork, session_id: UUID) -> frozenset[UUID]:
    """Physicians who have proven themselves for this call."""
    return frozenset(
        uow.session.scalars(select(Attendance.user_id).where(Attendance.session_id == session_id))
    )


# ---- joining


def join(uow: UnitOfWork, *, consultation_id: UUID, code: str | None, zone: ZoneInfo) -> Joined:
    """Come to the call: to its waiting page before it is opened, into it afterwards. The proof is asked once a call.

    Raises:
        NotFound, Forbidden: not visible; nobody of this case, or an expert who has not said yes.
        WrongState: not the time. NotQualified: no licence today. StepUpRequired, ProofRefused: no code, a wrong one.
    """
    case = queries.get(uow, consultation_id, lock=True)
    require(ALLOW, Can.JOIN, uow.actor, case)
    me = uow.actor.user_id
    session_id = prepare_call(uow, case)
    if me not in attendants(uow, session_id):
        _attend(uow, case, session_id, code=code, zone=zone)
    seat_id = seat_of(uow, session_id, me)
    if seat_id is None:
        stage = Stage(rooms.get_standing(uow, session_id).session.stage)
        seat_id = rooms.add_seat(uow, session_id=session_id, plan=plan_of(case, me, stage=stage))
    # Who was sent back waits already: his coming again is no news, and lets him in as little as before.
    if rooms.arrive(uow, seat_id=seat_id) and case.opened_at is not None:
        admit_waiting(uow, session_id, seat_id)
    uow.session.flush()
    state = rooms.get_standing(uow, session_id).seats[seat_id].state
    return Joined(session_id, seat_id, state in (SeatState.ADMITTED, SeatState.PARKED))


def _attend(
    uow: UnitOfWork, case: Consultation, session_id: UUID, *, code: str | None, zone: ZoneInfo
) -> None:
    me = uow.actor.user_id
    # A coordinator who has taken the chair is no physician.
    if me in physicians_of(case) and not is_licensed(uow, me, today=today(uow, zone)):
        raise NotQualified
    act = docstore.canonical({"act": "join", "session": str(session_id), "user": str(me)})
    proven = signin.prove(uow, act_sha256=hashlib.sha256(act).digest(), code=code)
    uow.session.add(
        Attendance(
            id=uow.new_id(),
            created_at=uow.now,
            consultation_id=case.id,
            session_id=session_id,
            user_id=me,
            evidence=proven.evidence,
        )
    )
    uow.record(
        PhysicianJoined(subject_id=case.id, session_id=session_id, user_id=me),
        scope=case.patient_id,
        audience=concerned(uow, case),
    )


def admit_waiting(uow: UnitOfWork, session_id: UUID, seat_id: UUID) -> None:
    """Let somebody in who waits; while a stage is being proven he goes on waiting, and is admitted by hand."""
    try:
        if rooms.get_standing(uow, session_id).seats[seat_id].state is SeatState.WAITING:
            rooms.admit(uow, seat_id=seat_id)
    except StagePending:
        return


# ---- the patient's seat


def make_guest_link(uow: UnitOfWork, desk: rooms.Desk, *, consultation_id: UUID) -> Link:
    """A new link to the patient's seat; an unused one of before is dead, and so is a seat beside the attending.

    Raises:
        NotFound, Forbidden, WrongState: not visible; not who may admit; not the time.
        StagePending: a stage is being proven. CheckMalformed: his document has no four characters.
    """
    case = queries.get(uow, consultation_id, lock=True)
    require(ALLOW, Can.ADMIT, uow.actor, case)
    session_id = prepare_call(uow, case)
    seat_id = _patient_seat(uow, desk, case, session_id, beside=None)
    person = patients.person_of(patients.get_patient(uow, case.patient_id).body)
    token = rooms.make_link(uow, seat_id=seat_id, last_four=person.document_number[-LAST_CHARACTERS:])
    return Link(token, seat_id, uow.now + rooms.LINK_TTL)


def sit_patient(uow: UnitOfWork, desk: rooms.Desk, *, consultation_id: UUID, beside: bool) -> Consultation:
    """The attending says whether the patient sits before his own device.

    Raises:
        NotFound, Forbidden: not visible; not the attending. NoCall: he has not joined. StagePending: not now.
    """
    case = queries.get(uow, consultation_id, lock=True)
    require(ALLOW, Can.ANSWER_DEVICE, uow.actor, case)
    session_id = get_call(uow, case)
    attending = seat_of(uow, session_id, case.attending_id)
    _patient_seat(uow, desk, case, session_id, beside=attending if beside else None)
    return case


def _patient_seat(
    uow: UnitOfWork, desk: rooms.Desk, case: Consultation, session_id: UUID, *, beside: UUID | None
) -> UUID:
    standing = rooms.get_standing(uow, session_id)
    stage = Stage(standing.session.stage)
    letters = rooms.rights_of(rights(CaseRole.PATIENT, stage))
    row = next((each for each in standing.seats.values() if each.holder == case.patient_id), None)
    if row is None:
        plan = SeatPlan(
            kind=SeatKind.PATIENT,
            holder=case.patient_id,
            place_id=case.store_id,
            role=CaseRole.PATIENT,
            rights=letters,
            with_holder=None if beside is None else case.attending_id,
            is_admitted=beside is not None,
        )
        return rooms.add_seat(uow, session_id=session_id, plan=plan)
    if row.with_seat_id != beside or row.state is SeatState.REMOVED:
        rooms.sit_beside(uow, desk, seat_id=row.id, beside_id=beside, rights=letters)
    return row.id


# ---- the chair's hand on a seat


def admit(uow: UnitOfWork, *, consultation_id: UUID, seat_id: UUID) -> SeatState:
    """Let somebody of this case's call in who waits.

    Raises:
        NotFound, Forbidden: not visible, no such seat; not who may admit. WrongSeatState: he does not wait.
        StagePending: a stage is being proven. PhysiciansUnproven: a physician who has not proven himself yet.
        WrongState: the session was not opened yet.
    """
    case, session_id = _seat_of_case(uow, consultation_id, seat_id, Can.ADMIT)
    if case.opened_at is None:
        allowed = rules.possible(case.state, template=queries.template_of(case))
        raise WrongState(state=case.state, command="admit", allowed=allowed)
    row = rooms.get_standing(uow, session_id).seats[seat_id]
    if row.kind is SeatKind.USER and row.holder not in attendants(uow, session_id):
        raise PhysiciansUnproven
    return rooms.admit(uow, seat_id=seat_id)


def send_back(uow: UnitOfWork, desk: rooms.Desk, *, consultation_id: UUID, seat_id: UUID) -> SeatState:
    """Back to the waiting page.

    Raises:
        NotFound, Forbidden: as `admit`; the chair only. WrongSeatState: he is not in.
    """
    _seat_of_case(uow, consultation_id, seat_id, Can.LEAD)
    rooms.send_back(uow, desk, seat_id=seat_id)
    return SeatState.WAITING


def remove(uow: UnitOfWork, desk: rooms.Desk, *, consultation_id: UUID, seat_id: UUID) -> SeatState:
    """Out; his link and cookie open nothing any more. A new link gives the seat back.

    Raises:
        NotFound, Forbidden: as `send_back`; also for the chair's own seat. WrongSeatState: he is out already.
    """
    _seat_of_case(uow, consultation_id, seat_id, Can.LEAD)
    rooms.remove_seat(uow, desk, seat_id=seat_id)
    return SeatState.REMOVED


def _seat_of_case(
    uow: UnitOfWork, consultation_id: UUID, seat_id: UUID, permission: Can
) -> tuple[Consultation, UUID]:
    case = queries.get(uow, consultation_id, lock=True)
    require(ALLOW, permission, uow.actor, case)
    session_id = get_call(uow, case)
    row = rooms.get_standing(uow, session_id).seats.get(seat_id)
    if row is None or (permission is Can.LEAD and row.holder == uow.actor.user_id):
        raise NotFound(seat_id=seat_id)
    return case, session_id


def leave_call(uow: UnitOfWork, desk: rooms.Desk, case: Consultation, user_id: UUID) -> None:
    """What an invitation that ends means for the call: his seat is taken away."""
    session_id = rooms.find_session(uow, case.id)
    if session_id is None:
        return
    standing = rooms.get_standing(uow, session_id)
    row = next((each for each in standing.seats.values() if each.holder == user_id), None)
    if row is not None and row.state is not SeatState.REMOVED:
        rooms.remove_seat(uow, desk, seat_id=row.id)


def come_again(uow: UnitOfWork, case: Consultation, user_id: UUID) -> None:
    """What an acceptance means for a call that was prepared before: a seat that was taken from him is his again."""
    session_id = rooms.find_session(uow, case.id)
    seat_id = None if session_id is None else seat_of(uow, session_id, user_id)
    if session_id is not None and seat_id is not None:
        stage = Stage(rooms.get_standing(uow, session_id).session.stage)
        letters = rights(role_in_call(case, user_id), stage)
        rooms.give_back(uow, seat_id=seat_id, rights=rooms.rights_of(letters))


def end_call(uow: UnitOfWork, desk: rooms.Desk, case: Consultation) -> None:
    """A case that ends before its session has no call any more."""
    session_id = rooms.find_session(uow, case.id)
    if session_id is not None and case.state is State.CANCELLED:
        rooms.close_session(uow, desk, session_id=session_id)
