"""A time for a case, or its end before any session."""

from dataclasses import replace
from uuid import UUID

from huizhen import records, rooms
from huizhen.consultations import queries
from huizhen.consultations.events import ConsultationCancelled, ConsultationScheduled
from huizhen.consultations.gates import Reply
from huizhen.consultations.model import Consultation
from huizhen.consultations.moves import Command
from huizhen.consultations.policy import ALLOW, Can
from huizhen.consultations.schemas.wire import CancelIn, ScheduleIn
from huizhen.consultations.service import seating
from huizhen.consultations.service.moving import check_times, concerned, keep_note, move, place_of_note
from huizhen.core.access import require
from huizhen.core.db.unit import UnitOfWork


def schedule(uow: UnitOfWork, *, consultation_id: UUID, given: ScheduleIn) -> Consultation:
    """Fix the time that everybody confirmed.

    Raises:
        NotFound, Forbidden, WrongState: not visible; not who plans it; not the moment.
        InvitationsOpen, TimeNotConfirmed: somebody has not answered, or not agreed.
        Invalid: a time that is over, or more than a year ahead.
    """
    case = queries.get(uow, consultation_id, lock=True)
    require(ALLOW, Can.SCHEDULE, uow.actor, case)
    check_times([given.planned_at], pointer="/planned_at", now=uow.now)
    facts = replace(queries.facts_of(uow, case), time_confirmed=given.all_confirmed)
    case.planned_at = given.planned_at
    move(uow, case, Command.SCHEDULE, facts)
    uow.record(
        ConsultationScheduled(subject_id=case.id, starts_at=given.planned_at),
        scope=case.patient_id,
        audience=concerned(uow, case),
    )
    uow.session.flush()
    return case


def cancel(uow: UnitOfWork, desk: rooms.Desk, *, consultation_id: UUID, given: CancelIn) -> Consultation:
    """End the case before its session; every expert's access and whoever waits in its call go with it.

    Raises:
        NotFound, Forbidden, WrongState: as `schedule`. Invalid: `other` without a note.
    """
    case = queries.get(uow, consultation_id, lock=True)
    require(ALLOW, Can.CANCEL, uow.actor, case)
    facts, place = queries.facts_of(uow, case), place_of_note(case)
    note = keep_note(uow, given.reason, given.note, *place, scope=case.patient_id)
    move(uow, case, Command.CANCEL, facts, reason=given.reason)
    case.cancel_reason, case.cancel_note, case.cancelled_at = given.reason, note, uow.now
    audience = concerned(uow, case)
    for each in case.live(uow.now):
        each.reply, each.answered_at = Reply.WITHDRAWN, uow.now
    records.close_grants(uow, source_id=case.id)
    seating.end_call(uow, desk, case)
    uow.record(
        ConsultationCancelled(subject_id=case.id, reason=given.reason),
        scope=case.patient_id,
        audience=audience,
        reason=given.reason,
    )
    uow.session.flush()
    return case
