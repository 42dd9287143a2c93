"""The checklist of a case: who ticked what and when, and what the product saw itself.

Invariant: a mandatory line that is open blocks signing, never talking. Source: domain.md §4 rule 3.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select

from huizhen import rooms
from huizhen.consultations import queries, rules
from huizhen.consultations.events import ItemTicked, ItemUnticked
from huizhen.consultations.model import Consultation, Tick
from huizhen.consultations.moves import State
from huizhen.consultations.policy import ALLOW, Can
from huizhen.consultations.schemas.call import TickIn
from huizhen.consultations.service.moving import concerned
from huizhen.consultations.stages import Stage, find_item, stage_of_item
from huizhen.core.access import require
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import FieldError, Invalid, NotFound

SHARED_DEVICE: Final = "shared_device"
"""No line of a list: the attending's answer about a patient before the same device."""
TICKED_IN: Final = frozenset({State.IN_SESSION, State.OPINION_DRAFTED})


def ticks_of(uow: UnitOfWork, case: Consultation) -> dict[str, Tick]:
    """The lines that are done, by their codes."""
    rows = uow.session.scalars(
        select(Tick).where(Tick.consultation_id == case.id, Tick.ticked_at.is_not(None))
    )
    return {each.item: each for each in rows}


def find_tick(uow: UnitOfWork, case: Consultation, item: str) -> Tick | None:
    """One line, done or taken back."""
    return uow.session.scalar(select(Tick).where(Tick.consultation_id == case.id, Tick.item == item))


def tick(uow: UnitOfWork, *, consultation_id: UUID, item: str, given: TickIn) -> Tick:
    """Tick a line by hand, or take it back.

    Raises:
        NotFound, Forbidden: not visible, no such line; nobody of this case, or the desk for what it did not see.
        WrongState: no session yet, or signed.
        Invalid: the product ticks this line itself, or it asks for one of its values.
    """
    case = queries.get(uow, consultation_id, lock=True)
    require(ALLOW, Can.TICK, uow.actor, case)
    template = queries.template_of(case)
    line = find_item(item, template)
    if line is None:
        raise NotFound(item=item)
    if stage_of_item(item, template) is not Stage.VERIFY:
        require(ALLOW, Can.TICK_TALK, uow.actor, case)
    if case.state not in TICKED_IN:
        allowed = rules.possible(case.state, template=template)
        raise rules.WrongState(state=case.state, command="tick", allowed=allowed)
    if line.by_system:
        raise Invalid(FieldError("/ticked", "not_allowed"))
    if given.ticked and line.values and given.value not in line.values:
        raise Invalid(FieldError("/value", "missing" if given.value is None else "not_allowed"))
    if given.value is not None and not line.values:
        raise Invalid(FieldError("/value", "not_allowed"))
    value = given.value if given.ticked else None
    row = set_tick(uow, case, item, value=value, at=uow.now if given.ticked else None)
    session_id = rooms.find_session(uow, case.id) or case.id
    told = (
        ItemTicked(subject_id=case.id, session_id=session_id, item=item, by_system=False)
        if given.ticked
        else ItemUnticked(subject_id=case.id, session_id=session_id, item=item)
    )
    uow.record(told, scope=case.patient_id, audience=concerned(uow, case))
    uow.session.flush()
    return row


def by_system(uow: UnitOfWork, case: Consultation, session_id: UUID, item: str) -> None:
    """Tick a line that the product has seen to be done."""
    found = find_tick(uow, case, item)
    if found is not None and found.ticked_at is not None:
        return
    set_tick(uow, case, item, value=None, at=uow.now, by_system=True)
    uow.record(
        ItemTicked(subject_id=case.id, session_id=session_id, item=item, by_system=True),
        scope=case.patient_id,
        audience=concerned(uow, case),
    )


def set_tick(
    uow: UnitOfWork,
    case: Consultation,
    item: str,
    *,
    value: str | None,
    at: datetime | None,
    by_system: bool = False,
) -> Tick:
    """Write a line as it now stands. The caller's journal entry tells of it."""
    row = find_tick(uow, case, item)
    if row is None:
        row = Tick(id=uow.new_id(), created_at=uow.now, consultation_id=case.id, item=item)
        uow.session.add(row)
    row.value, row.ticked_at = value, at
    row.ticked_by_id = None if by_system or at is None else uow.actor.user_id
    return row
