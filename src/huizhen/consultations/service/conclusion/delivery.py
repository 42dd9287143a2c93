"""Delivery of a signed report: it is looked at as it was filed, and everybody of the case is told.

Invariant: it delivers and makes nothing; a report that is not what was signed stays undelivered. Source: domain.md §3.2.
"""

from collections.abc import Sequence
from uuid import UUID

from huizhen import records
from huizhen.consultations import queries
from huizhen.consultations.events import ReportDelivered
from huizhen.consultations.gates import Facts
from huizhen.consultations.moves import Command, State
from huizhen.consultations.service.moving import concerned, move
from huizhen.core.db.unit import UnitOfWork


def list_undelivered(uow: UnitOfWork) -> Sequence[UUID]:
    """Cases that are signed and wait for their delivery; for the worker."""
    return queries.undelivered(uow)


def deliver(uow: UnitOfWork, *, consultation_id: UUID) -> bool:
    """Look whether document and paper are filed as they were signed, and say so; done once, however often asked.

    Raises:
        PermissionError: not a system actor. CopiesDiffer: the filed paper does not open, or is not what was signed.
    """
    if uow.actor.system is None:
        raise PermissionError("only the worker delivers")
    case = queries.get(uow, consultation_id, lock=True)
    if case.state is not State.SIGNED or case.paper_id is None:
        return False
    signed = queries.signature_of(uow, case)
    facts = Facts(copies_equal=signed is not None and records.is_intact(uow, signed))
    move(uow, case, Command.DELIVER, facts)
    case.delivered_at = uow.now
    uow.record(
        ReportDelivered(subject_id=case.id, paper_id=case.paper_id),
        scope=case.patient_id,
        audience=concerned(uow, case),
    )
    uow.session.flush()
    return True
