"""Writing into a record: notes, diagnoses, signs, allergies; amending them; opening and closing grants."""

from typing import Final
from uuid import UUID

from sqlalchemy import select

from huizhen import docstore
from huizhen.core.access import may, require
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import FieldError, Forbidden, Invalid
from huizhen.docstore import Body, Patch, Written
from huizhen.records import queries, schemas
from huizhen.records.model import CareGrant
from huizhen.records.policy import ALLOW, WRITERS, Can
from huizhen.records.rules import Basis, GrantClosed, GrantOpened

NEVER_AMENDED: Final = frozenset({"subject", "patient", "author", "recorder", "date", "recordedDate"})
"""Whose document it is, who filed it and when: the frame of a record, which no later hand moves."""


def acting_store(uow: UnitOfWork, patient_id: UUID) -> UUID:
    """The store for which the actor writes into this record: a clinical place of his that cares for the patient.

    Raises:
        NotFound: no ground on the patient. Forbidden: he may read it, asked into a case for one, and his own store
            has no part in it.
    """
    told = queries.require_grounds(uow, patient_id)
    caring = [each for each in uow.actor.stores_as(WRITERS) if each in told.stores]
    if not caring:
        raise Forbidden(patient_id=patient_id)
    return caring[0]


def _file(uow: UnitOfWork, kind: str, body: Body, *, patient_id: UUID, store_id: UUID) -> Written:
    return docstore.create(uow, kind, body, scope=patient_id, store_id=store_id)


def write_note(uow: UnitOfWork, *, patient_id: UUID, given: schemas.NoteIn) -> Written:
    """File a visit note. Raises as `acting_store`; Invalid: unknown section."""
    store_id = acting_store(uow, patient_id)
    require(ALLOW, Can.WRITE, uow.actor)
    body = schemas.note(given, patient_id=patient_id, author_id=uow.actor.user_id, at=uow.now)
    docstore.drop_draft(uow, form="note", scope=patient_id)
    return _file(uow, "Composition", body, patient_id=patient_id, store_id=store_id)


def write_condition(uow: UnitOfWork, *, patient_id: UUID, given: schemas.ConditionIn) -> Written:
    """File a diagnosis. Raises as `acting_store`; Invalid: unknown code."""
    store_id = acting_store(uow, patient_id)
    require(ALLOW, Can.WRITE, uow.actor)
    body = schemas.condition(given, patient_id=patient_id, author_id=uow.actor.user_id, at=uow.now)
    return _file(uow, "Condition", body, patient_id=patient_id, store_id=store_id)


def write_observations(uow: UnitOfWork, *, patient_id: UUID, given: schemas.ObservationsIn) -> list[Written]:
    """File signs that were measured together, each as its own document: all or none."""
    store_id = acting_store(uow, patient_id)
    require(ALLOW, Can.MEASURE, uow.actor)
    bodies = [
        schemas.observation(
            each, patient_id=patient_id, author_id=uow.actor.user_id, at=uow.now, pointer=f"/signs/{number}"
        )
        for number, each in enumerate(given.signs)
    ]
    return [_file(uow, "Observation", body, patient_id=patient_id, store_id=store_id) for body in bodies]


def write_allergy(uow: UnitOfWork, *, patient_id: UUID, given: schemas.AllergyIn) -> Written:
    """File an allergy. Raises as `acting_store`; Invalid: unknown code."""
    store_id = acting_store(uow, patient_id)
    require(ALLOW, Can.WRITE, uow.actor)
    body = schemas.allergy(given, patient_id=patient_id, author_id=uow.actor.user_id, at=uow.now)
    return _file(uow, "AllergyIntolerance", body, patient_id=patient_id, store_id=store_id)


def amend_entry(
    uow: UnitOfWork, *, patient_id: UUID, kind: str, document_id: UUID, patch: Patch, since: str
) -> Written:
    """Amend a document that the actor looked at with ETag `since`.

    Raises:
        NotFound: absent, or not opened by his grounds. Stale: it changed. WriteRefused: its class forbids it.
        Invalid: the patch would move the document to another patient, author or moment.
    """
    store_id = acting_store(uow, patient_id)
    require(ALLOW, Can.WRITE, uow.actor)
    queries.get_entry(uow, patient_id=patient_id, kind=kind, document_id=document_id)
    if moved := [pointer for pointer in patch if _field(pointer) in NEVER_AMENDED]:
        raise Invalid(*(FieldError(pointer, "not_allowed") for pointer in moved))
    return docstore.amend(
        uow, kind, id=document_id, scope=patient_id, store_id=store_id, patch=patch, since=since
    )


def is_amendable(uow: UnitOfWork, patient_id: UUID, found: docstore.Opened) -> bool:
    """Whether the actor could amend a document of a record that he opened: by his role, his store, and its class."""
    if not may(ALLOW, Can.WRITE, uow.actor, found):
        return False
    try:
        store_id = acting_store(uow, patient_id)
    except Forbidden:
        return False
    return docstore.may_amend(found, writer=store_id)


def _field(pointer: str) -> str:
    """The field of a body into which a pointer leads; `_date` is what stands beside the value of `date`."""
    return "".join(pointer.split("/")[1:2]).removeprefix("_")


def open_grant(
    uow: UnitOfWork, *, patient_id: UUID, user_id: UUID, basis: Basis, source_type: str, source_id: UUID
) -> UUID:
    """Let somebody open a record because of an event, in the event's own transaction (D15)."""
    row = CareGrant(
        id=uow.new_id(),
        created_at=uow.now,
        patient_id=patient_id,
        user_id=user_id,
        basis=basis,
        source_type=source_type,
        source_id=source_id,
        closed_at=None,
    )
    uow.session.add(row)
    uow.session.flush()
    uow.record(
        GrantOpened(subject_id=patient_id, grant_id=row.id, basis=basis), scope=patient_id, audience=[user_id]
    )
    return row.id


def close_grants(uow: UnitOfWork, *, source_id: UUID, user_id: UUID | None = None) -> int:
    """End the grants of an event, or those of one person of it; returns how many ended."""
    query = select(CareGrant).where(CareGrant.source_id == source_id, CareGrant.closed_at.is_(None))
    if user_id is not None:
        query = query.where(CareGrant.user_id == user_id)
    rows = uow.session.scalars(query.with_for_update()).all()
    for row in rows:
        row.closed_at = uow.now
        uow.record(
            GrantClosed(subject_id=row.patient_id, grant_id=row.id),
            scope=row.patient_id,
            audience=[row.user_id],
        )
    return len(rows)
