"""Visibility of records, once, in SQL: visits and consents of a store, and event grants of a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, Uuid, null, or_, select, tuple_, union_all

from huizhen import docstore
from huizhen.core.access import CLINICAL, DESK, Actor
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import NotFound
from huizhen.records.model import CareGrant, EntryCard, VisitGrant
from huizhen.records.rules import Basis, Ground, Grounds, Level, grounds_of

STORE_ROLES: Final = CLINICAL | DESK
TIMELINE_MAX: Final = 100


Row = Select[UUID, Basis, datetime, UUID | None]


def _at_stores(actor: Actor, now: datetime) -> Row:
    columns = (VisitGrant.patient_id, VisitGrant.basis, VisitGrant.valid_from, VisitGrant.store_id)
    return select(*columns).where(
        VisitGrant.store_id.in_(actor.stores_as(STORE_ROLES)),
        VisitGrant.valid_from <= now,
        or_(VisitGrant.valid_until.is_(None), VisitGrant.valid_until > now),
    )


def _by_event(actor: Actor, now: datetime) -> Row:
    nowhere = null().cast(Uuid).label("store_id")
    return select(CareGrant.patient_id, CareGrant.basis, CareGrant.created_at, nowhere).where(
        CareGrant.user_id == actor.user_id,
        CareGrant.created_at <= now,
        or_(CareGrant.closed_at.is_(None), CareGrant.closed_at > now),
    )


def visible_patients(actor: Actor, now: datetime) -> Select[UUID]:
    """Ids of patients whose record the actor may open now. A consent alone opens nothing: a visit must stand."""
    visits = _at_stores(actor, now).where(VisitGrant.basis == Basis.OWN_STORE_CARE).subquery()
    events = _by_event(actor, now).subquery()
    return select(union_all(select(visits.c.patient_id), select(events.c.patient_id)).subquery().c.patient_id)


def grounds(uow: UnitOfWork, patients: Sequence[UUID]) -> dict[UUID, Grounds]:
    """Why the actor may open each of these records; patients without a ground are absent."""
    visits = _at_stores(uow.actor, uow.now).where(VisitGrant.patient_id.in_(patients))
    events = _by_event(uow.actor, uow.now).where(CareGrant.patient_id.in_(patients))
    found: dict[UUID, list[Ground]] = {}
    for patient_id, basis, since, store_id in uow.session.execute(union_all(visits, events)):
        found.setdefault(patient_id, []).append(Ground(basis, since, store_id))
    return {each: told for each, rows in found.items() if (told := grounds_of(rows)) is not None}


def require_grounds(uow: UnitOfWork, patient_id: UUID) -> Grounds:
    """Why the actor may open this record; raises `NotFound`."""
    found = grounds(uow, [patient_id]).get(patient_id)
    if found is None:
        raise NotFound(patient_id=patient_id)
    return found


def granted(uow: UnitOfWork, scopes: Sequence[UUID]) -> Mapping[UUID, str]:
    """The predicate of `docstore.open_body`."""
    return {each: told.basis.value for each, told in grounds(uow, scopes).items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """An opened entry of the timeline."""

    document: docstore.Opened
    at: datetime
    author_id: UUID


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, newest first, and whether older ones exist."""

    entries: list[Entry]
    more: bool


def timeline(
    uow: UnitOfWork,
    *,
    patient_id: UUID,
    before: tuple[datetime, UUID] | None = None,
    limit: int = TIMELINE_MAX,
) -> Page:
    """Entries of a record that the actor's grounds open, newest first, by keyset.

    Raises:
        NotFound: no ground.
    """
    told = require_grounds(uow, patient_id)
    limit = min(limit, TIMELINE_MAX)
    query = select(EntryCard.document_id, EntryCard.at).where(EntryCard.patient_id == patient_id)
    if told.level is Level.OWN_STORE:
        query = query.where(EntryCard.store_id.in_(told.stores))
    if before is not None:
        query = query.where(tuple_(EntryCard.at, EntryCard.document_id) < before)
    rows = uow.session.execute(
        query.order_by(EntryCard.at.desc(), EntryCard.document_id.desc()).limit(limit + 1)
    ).all()
    scope = docstore.open_body(uow, patient_id)
    opened = {each.id: each for each in scope.documents(ids=[row.document_id for row in rows[:limit]])}
    writers = scope.writers(opened)
    entries = [Entry(opened[row.document_id], row.at, writers[row.document_id]) for row in rows[:limit]]
    return Page(entries, more=len(rows) > limit)


def get_entry(uow: UnitOfWork, *, patient_id: UUID, kind: str, document_id: UUID) -> docstore.Opened:
    """One document of a record, if the actor's grounds open it; raises `NotFound`."""
    told = require_grounds(uow, patient_id)
    found = docstore.open_body(uow, patient_id).get(kind, document_id)
    if told.level is Level.OWN_STORE and found.store_id not in told.stores:
        raise NotFound(document_id=document_id)
    return found
