"""The ledger of consents: reading it, answering one purpose, taking an answer back.

Invariant: nothing is ever changed in the ledger; a withdrawal is an entry that names what it takes back, and from its
moment on no gate opens on the other. Source: domain.md §11.
"""

from uuid import UUID

from sqlalchemy import select

from huizhen import docstore, records
from huizhen.core.access import require
from huizhen.core.db.unit import UnitOfWork
from huizhen.patients import queries, schemas
from huizhen.patients.model import ConsentCard
from huizhen.patients.policy import ALLOW, REGISTRARS, Can
from huizhen.patients.rules import (
    ConsentAlreadyInForce,
    ConsentEntry,
    ConsentGiven,
    ConsentNotInForce,
    ConsentRefused,
    ConsentState,
    ConsentWithdrawn,
    Purpose,
    WithdrawalReason,
    in_force,
)


def _rows(uow: UnitOfWork, patient_id: UUID) -> list[ConsentCard]:
    """Every answer, oldest first; of a yes and a no at one moment the no is the later."""
    query = select(ConsentCard).where(ConsentCard.patient_id == patient_id)
    return list(uow.session.scalars(query.order_by(ConsentCard.given_at, ConsentCard.agreed.desc())))


def ledger(uow: UnitOfWork, patient_id: UUID) -> dict[Purpose, ConsentEntry]:
    """The latest answer to each purpose, over the chain: the ledger is the patient's, not a store's."""
    rows = _rows(uow, patient_id)
    given = {row.document_id: row.given_at for row in rows}
    latest = {}
    for row in rows:
        if row.withdraws in given:
            entry = ConsentEntry(row.purpose, True, given[row.withdraws], withdrawn_at=row.given_at)
        else:
            entry = ConsentEntry(row.purpose, row.agreed, row.given_at)
        latest[row.purpose] = entry
    return latest


def held(uow: UnitOfWork, patient_id: UUID) -> frozenset[Purpose]:
    """Purposes that the patient agrees to now."""
    return in_force(ledger(uow, patient_id).values(), uow.now)


def state_of(entry: ConsentEntry | None, uow: UnitOfWork) -> ConsentState:
    """Where a purpose stands."""
    return ConsentState.NOT_YET if entry is None else entry.state(uow.now)


def withdrawable(uow: UnitOfWork, patient_id: UUID) -> dict[Purpose, UUID]:
    """The yes of each purpose that may be taken back at the actor's store.

    To share is asked by each store for itself, so that its yes is taken back where it was given.
    """
    stores = uow.actor.stores_as(REGISTRARS)
    if not stores:
        return {}
    latest = {
        row.purpose: row
        for row in _rows(uow, patient_id)
        if row.purpose is not Purpose.SHARING or row.store_id == stores[0]
    }
    return {purpose: row.document_id for purpose, row in latest.items() if row.agreed}


def answer(uow: UnitOfWork, *, patient_id: UUID, purpose: Purpose, agreed: bool) -> UUID:
    """The patient's answer to one purpose; a later no ends an earlier yes.

    Raises:
        NotFound: not visible. ConsentAlreadyInForce: the same yes stands.
    """
    queries.require_patient(uow, patient_id)
    require(ALLOW, Can.REGISTER, uow.actor)
    if agreed and _stands(uow, patient_id, purpose):
        raise ConsentAlreadyInForce
    return file(uow, patient_id=patient_id, store_id=queries.own_store(uow), purpose=purpose, agreed=agreed)


def _stands(uow: UnitOfWork, patient_id: UUID, purpose: Purpose) -> bool:
    """Whether a yes would add nothing: one store's yes to sharing opens nothing to another."""
    if purpose is Purpose.SHARING:
        return records.Basis.TREATMENT in records.require_grounds(uow, patient_id).bases
    return purpose in held(uow, patient_id)


def withdraw(uow: UnitOfWork, *, patient_id: UUID, purpose: Purpose, reason: WithdrawalReason) -> UUID:
    """The patient takes a yes back; it ends at once, and what was done under it stays.

    Raises:
        NotFound: not visible. ConsentNotInForce: no yes stands that could be taken back here.
    """
    queries.require_patient(uow, patient_id)
    require(ALLOW, Can.REGISTER, uow.actor)
    store_id = queries.own_store(uow)
    taken_back = withdrawable(uow, patient_id).get(purpose)
    if taken_back is None:
        raise ConsentNotInForce
    body = schemas.withdrawal(
        patient_id=patient_id,
        store_id=store_id,
        purpose=purpose,
        at=uow.now,
        withdraws=taken_back,
        reason=reason,
    )
    written = docstore.create(uow, "Consent", body, scope=patient_id, store_id=store_id)
    uow.record(
        ConsentWithdrawn(subject_id=patient_id, consent_id=written.id, purpose=purpose),
        scope=patient_id,
        audience=[store_id],
        reason=reason,
    )
    return written.id


def file(uow: UnitOfWork, *, patient_id: UUID, store_id: UUID, purpose: Purpose, agreed: bool) -> UUID:
    """An answer enters the ledger."""
    body = schemas.consent(
        patient_id=patient_id, store_id=store_id, purpose=purpose, agreed=agreed, at=uow.now
    )
    written = docstore.create(uow, "Consent", body, scope=patient_id, store_id=store_id)
    event = ConsentGiven if agreed else ConsentRefused
    uow.record(
        event(subject_id=patient_id, consent_id=written.id, purpose=purpose),
        scope=patient_id,
        audience=[store_id],
    )
    return written.id
