"""Beginning and ending a session: opened by the chair, finished by the chair, its call closed.

Invariant: `finish` ends the stages and never the media. Source: domain.md §3.2; decision D30.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from huizhen import rooms
from huizhen.consultations import queries
from huizhen.consultations.events import (
    SessionFinished,
    SessionOpened,
    SessionReopened,
)
from huizhen.consultations.model import Consultation
from huizhen.consultations.moves import Command, State
from huizhen.consultations.policy import ALLOW, Can
from huizhen.consultations.rules import CallNotOver
from huizhen.consultations.service import seating
from huizhen.consultations.service.checking import by_system
from huizhen.consultations.service.moving import concerned, is_licensed, move, today
from huizhen.core.access import require
from huizhen.core.db.unit import UnitOfWork
from huizhen.rooms import SeatState

ATTENDING_IS_HERE = ("consents_in_force", "attending_present")
"""What the gates of opening have just seen."""


def open_session(uow: UnitOfWork, *, consultation_id: UUID, zone: ZoneInfo) -> Consultation:
    """Begin: everybody who has proven himself is let in.

    Raises:
        NotFound, Forbidden, WrongState: not visible; not the chair; not the time.
        ConsentsMissing, AttendingAway, NotQualified, PhysiciansUnproven: a gate.
    """
    return _begin(uow, consultation_id, Command.OPEN, zone)


def reopen(uow: UnitOfWork, *, consultation_id: UUID, zone: ZoneInfo) -> Consultation:
    """Go on with the stages, to make up for one that was left out.

    Raises:
        As `open_session`.
    """
    return _begin(uow, consultation_id, Command.REOPEN, zone)


def _begin(uow: UnitOfWork, consultation_id: UUID, command: Command, zone: ZoneInfo) -> Consultation:
    case = queries.get(uow, consultation_id, lock=True)
    require(ALLOW, Can.LEAD, uow.actor, case)
    found = rooms.find_session(uow, case.id)
    facts = replace(
        queries.facts_of(uow, case),
        attending_connected=found is not None and _is_waiting_or_in(uow, found, case.attending_id),
        physicians_proven=found is not None
        and {case.chair_id, case.attending_id} <= seating.attendants(uow, found),
        qualified=all(
            is_licensed(uow, each, today=today(uow, zone)) for each in (uow.actor.user_id, case.attending_id)
        ),
    )
    case.opened_at, case.finished_at, case.led_at = case.opened_at or uow.now, None, uow.now
    move(uow, case, command, facts)
    session_id = seating.get_call(uow, case)
    present = seating.attendants(uow, session_id)
    for row in rooms.get_standing(uow, session_id).seats.values():
        if row.holder in present:
            seating.admit_waiting(uow, session_id, row.id)
    for item in ATTENDING_IS_HERE:
        by_system(uow, case, session_id, item)
    told = (
        SessionOpened(subject_id=case.id, session_id=session_id, tests_missing=len(present))
        if command is Command.OPEN
        else SessionReopened(subject_id=case.id, session_id=session_id)
    )
    uow.record(told, scope=case.patient_id, audience=concerned(uow, case))
    uow.session.flush()
    return case


def _is_waiting_or_in(uow: UnitOfWork, session_id: UUID, user_id: UUID) -> bool:
    """On the waiting page, or in: he has come and has not left."""
    seats = rooms.get_standing(uow, session_id).seats.values()
    row = next((each for each in seats if each.holder == user_id), None)
    return row is not None and row.arrived_at is not None and row.state not in GONE


GONE = frozenset({SeatState.LEFT, SeatState.REMOVED})


# ---- the end


def finish(uow: UnitOfWork, *, consultation_id: UUID) -> Consultation:
    """End the stages; the call stays open, so that people sign together.

    Raises:
        NotFound, Forbidden, WrongState: not visible; not the chair; no session goes on.
    """
    case = queries.get(uow, consultation_id, lock=True)
    require(ALLOW, Can.LEAD, uow.actor, case)
    session_id = rooms.find_session(uow, case.id)
    facts = queries.facts_of(uow, case)
    case.finished_at = uow.now
    move(uow, case, Command.FINISH, facts)
    uow.record(
        SessionFinished(subject_id=case.id, session_id=session_id or case.id),
        scope=case.patient_id,
        audience=concerned(uow, case),
    )
    uow.session.flush()
    return case


DESERTED_AFTER: Final = timedelta(minutes=30)


def close_deserted(uow: UnitOfWork, desk: rooms.Desk) -> int:
    """Close the calls of finished sessions in which nobody has been for a while; how many. For the clock.

    An empty room ends nothing else: a session that was not finished goes on until its chair says so (D30).

    Raises:
        PermissionError: not a system actor.
    """
    if uow.actor.system is None:
        raise PermissionError("only the clock closes calls that stand empty")
    closed = 0
    for each in queries.left_behind(uow, since=uow.now - DESERTED_AFTER):
        case = queries.get(uow, each, lock=True)
        session_id = rooms.find_session(uow, case.id)
        # Somebody may have closed it, or gone on, while its lock was waited for.
        if session_id is not None and case.finished_at is not None:
            rooms.close_session(uow, desk, session_id=session_id)
            closed += 1
    return closed


def close_call(uow: UnitOfWork, desk: rooms.Desk, *, consultation_id: UUID) -> Consultation:
    """Everybody goes. Only after the stages are finished.

    Raises:
        NotFound, Forbidden: not visible; not the chair. CallNotOver: the stages go on. NoCall: it is closed.
    """
    case = queries.get(uow, consultation_id, lock=True)
    require(ALLOW, Can.LEAD, uow.actor, case)
    if case.finished_at is None or case.state is State.IN_SESSION:
        raise CallNotOver(state=case.state)
    rooms.close_session(uow, desk, session_id=seating.get_call(uow, case))
    return case
