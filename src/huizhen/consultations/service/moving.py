"""What every command does to a case: ask the table, move it, say whom the news concerns, keep a note."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from huizhen import docstore, org, records
from huizhen.consultations import queries, rules
from huizhen.consultations.events import SUBJECT
from huizhen.consultations.gates import Facts
from huizhen.consultations.model import Consultation, Invitation
from huizhen.consultations.moves import Command, State
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import FieldError, Invalid

OTHER: Final = "other"
AHEAD_MAX: Final = timedelta(days=366)


def target_of(case: Consultation, command: Command, facts: Facts, *, reason: str | None = None) -> State:
    """Where the command leads, or the first refusal of the table or of a gate. Nothing is changed."""
    template = rules.fields_asked(queries.template_of(case), case.priority)
    return rules.decide(case.state, command, facts, reason=reason, template=template)


def move(
    uow: UnitOfWork, case: Consultation, command: Command, facts: Facts, *, reason: str | None = None
) -> None:
    """Bring the case there."""
    case.state = target_of(case, command, facts, reason=reason)
    case.changed_at = uow.now


def concerned(uow: UnitOfWork, case: Consultation, *also: UUID) -> list[UUID]:
    """Who may hear of it: the store, the attending, everybody whose invitation stands, and who leads."""
    asked = (each.user_id for each in case.live(uow.now))
    leads = () if case.chair_id is None else (case.chair_id,)
    return list(dict.fromkeys((case.store_id, case.attending_id, *asked, *leads, *also)))


def keep_note(
    uow: UnitOfWork, reason: StrEnum, note: str | None, *place: str | UUID, scope: UUID
) -> bytes | None:
    """The note beside a reason, encrypted for its place (S11).

    Raises:
        Invalid: `other` says nothing without a note.
    """
    if note is None:
        if reason == OTHER:
            raise Invalid(FieldError("/note", "missing"))
        return None
    return docstore.protect(uow, note.encode(), *place, scope=scope)


def is_licensed(uow: UnitOfWork, user_id: UUID, *, today: date) -> bool:
    """Whether somebody's licence covers this day."""
    return org.licence_valid(org.get_practitioner(uow, user_id).licence_until_on, today=today)


def today(uow: UnitOfWork, zone: ZoneInfo) -> date:
    """The day in the chain's own calendar."""
    return uow.now.astimezone(zone).date()


def check_times(times: Sequence[datetime], *, pointer: str, now: datetime) -> None:
    """Raise `Invalid` for those that are over or more than a year ahead; `pointer` may count with `{}`."""
    wrong = [number for number, each in enumerate(times) if not now < each <= now + AHEAD_MAX]
    if wrong:
        raise Invalid(*(FieldError(pointer.format(number), "out_of_range") for number in wrong))


def leave(uow: UnitOfWork, case: Consultation, invitation: Invitation) -> None:
    """What goes with an invitation that ends: its grant, and the chair if it was his. His seat: `seating.leave_call`."""
    records.close_grants(uow, source_id=case.id, user_id=invitation.user_id)
    if case.chair_id == invitation.user_id:
        case.chair_id = None


def place_of_note(row: Consultation | Invitation) -> tuple[str, str, UUID]:
    """Where the note of a case or of an invitation is kept: it opens nowhere else."""
    return (SUBJECT if isinstance(row, Consultation) else "invitation", "note", row.id)
