"""Who leads: handed over, or taken when the chair has been gone for three minutes.

Invariant: one chair at a time, and the returning one is not it until the chair is handed back. Source: domain.md §3.2,
§4 rule 1; decision D30.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from huizhen import rooms
from huizhen.consultations import queries, rules
from huizhen.consultations.events import (
    SUBJECT,
    ChairHandedOver,
    ChairTaken,
)
from huizhen.consultations.model import Consultation
from huizhen.consultations.moves import Command, State
from huizhen.consultations.policy import ALLOW, Can
from huizhen.consultations.schemas.call import TakeChairIn
from huizhen.consultations.service import seating, staging
from huizhen.consultations.service.moving import concerned, keep_note, move
from huizhen.core.access import require
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import FieldError, Invalid

# ---- the chair


def take_chair(
    uow: UnitOfWork, desk: rooms.Desk, *, consultation_id: UUID, given: TakeChairIn
) -> Consultation:
    """Lead in the place of a chair who has been gone for three minutes.

    Raises:
        NotFound, Forbidden, WrongState: not visible; neither attending nor coordinator; no session goes on.
        ReasonMissing: no code. ChairPresent: the chair is there, or not gone long enough.
    """
    case = queries.get(uow, consultation_id, lock=True)
    require(ALLOW, Can.TAKE_CHAIR, uow.actor, case)
    since = gone_since(uow, case)
    facts = replace(queries.facts_of(uow, case), chair_gone=rules.may_take_chair(since, uow.now))
    move(uow, case, Command.TAKE_CHAIR, facts, reason=given.reason)
    place = (SUBJECT, "takeover_note", case.id)
    case.takeover_note = keep_note(uow, given.reason, given.note, *place, scope=case.patient_id)
    before = case.chair_id
    session_id = _seat_chair(uow, desk, case, uow.actor.user_id)
    if before is None or since is None:
        raise Invalid(FieldError("/reason", "not_allowed"))
    uow.record(
        ChairTaken(
            subject_id=case.id,
            session_id=session_id,
            from_user_id=before,
            to_user_id=uow.actor.user_id,
            gone_since=since,
            reason=given.reason,
        ),
        scope=case.patient_id,
        audience=concerned(uow, case, before),
        reason=given.reason,
    )
    uow.session.flush()
    return case


def gone_since(uow: UnitOfWork, case: Consultation) -> datetime | None:
    """Since when the chair has no line at the door, while a session goes on; none while he has one.

    Not before he began to lead: whoever has just opened, or taken the chair, is on his way in.
    """
    session_id = rooms.find_session(uow, case.id) if case.state is State.IN_SESSION else None
    if session_id is None:
        return None
    seats = rooms.get_standing(uow, session_id).seats.values()
    since = next((each.gone_at for each in seats if each.holder == case.chair_id), case.led_at)
    return since if since is None or case.led_at is None else max(since, case.led_at)


def hand_over_chair(
    uow: UnitOfWork, desk: rooms.Desk, *, consultation_id: UUID, user_id: UUID
) -> Consultation:
    """Give the chair to a physician of this call who has proven himself.

    Raises:
        NotFound, Forbidden, WrongState: not visible; not the chair; no session goes on.
        Invalid: nobody of this call, or himself.
    """
    case = queries.get(uow, consultation_id, lock=True)
    require(ALLOW, Can.LEAD, uow.actor, case)
    move(uow, case, Command.HAND_OVER_CHAIR, queries.facts_of(uow, case))
    session_id = seating.get_call(uow, case)
    present = seating.attendants(uow, session_id) & set(seating.physicians_of(case))
    if user_id not in present or user_id == uow.actor.user_id:
        raise Invalid(FieldError("/user_id", "not_allowed"))
    _seat_chair(uow, desk, case, user_id)
    uow.record(
        ChairHandedOver(
            subject_id=case.id, session_id=session_id, from_user_id=uow.actor.user_id, to_user_id=user_id
        ),
        scope=case.patient_id,
        audience=concerned(uow, case),
    )
    uow.session.flush()
    return case


def _seat_chair(uow: UnitOfWork, desk: rooms.Desk, case: Consultation, user_id: UUID) -> UUID:
    case.chair_id, case.led_at = user_id, uow.now
    session_id = seating.get_call(uow, case)
    seat_id = seating.seat_of(uow, session_id, user_id)
    rooms.set_hosts(uow, session_id=session_id, seat_ids=[] if seat_id is None else [seat_id])
    staging.grant_again(uow, desk, case, session_id)
    return session_id
