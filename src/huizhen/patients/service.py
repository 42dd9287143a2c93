"""Registering patients and their visits; unmasking one value."""

import base64
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from huizhen import docstore, org
from huizhen.core.access import require
from huizhen.core.db.journal import JournalEntry
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import FieldError, Invalid, NotFound
from huizhen.patients import consents, identity, pinyin, queries, schemas
from huizhen.patients.policy import ALLOW, REGISTRARS, Can
from huizhen.patients.rules import (
    ASKED_AT_REGISTRATION,
    REVEALS_PER_HOUR_MAX,
    AlreadyRegistered,
    DocumentType,
    Gate,
    IdentityRevealed,
    PatientRegistered,
    Purpose,
    Registered,
    RevealLimit,
    RevealReason,
    VisitCommand,
    VisitMoved,
    VisitOpened,
    check_gate,
    moved,
)
from huizhen.patients.wire import AttachIn, RegisterIn

HOUR: Final = timedelta(hours=1)
RECORD_BYTES: Final = 5
REGISTRATION_FORM: Final = "registration"


@dataclass(frozen=True, slots=True)
class Came:
    """A patient and the visit that began."""

    patient_id: UUID
    visit_id: UUID


def register(uow: UnitOfWork, *, given: RegisterIn, today: date | None = None) -> Came:
    """A new patient of the chain: person, consents and first visit, in one transaction.

    `today`: the date on the desk's calendar, which in the night is not that of UTC.

    Raises:
        Invalid: number, phone, sex or birth date are wrong or disagree, or a purpose is not asked here.
        AlreadyRegistered: the number belongs to a patient, seen here or elsewhere in the chain.
        ConsentMissing: without `treatment` there is no visit.
    """
    require(ALLOW, Can.REGISTER, uow.actor)
    store_id = queries.own_store(uow)
    number, phone = _checked(given, today=today or uow.now.date())
    _lock_number(uow, number)
    told, known = queries.check_number(uow, number)
    if told is not Registered.NO:
        raise AlreadyRegistered(registered=told, patient_id=known)
    check_gate(Gate.OPEN_VISIT, frozenset(given.consents))
    patient_id = uow.new_id()
    docstore.begin_scope(uow, patient_id)
    body = schemas.patient(
        given, number=number, phone=phone, record_number=_record_number(uow, store_id, patient_id)
    )
    docstore.create(uow, "Patient", body, scope=patient_id, store_id=store_id, id=patient_id)
    for purpose in ASKED_AT_REGISTRATION:
        if purpose in given.consents:
            consents.file(uow, patient_id=patient_id, store_id=store_id, purpose=purpose, agreed=True)
    visit_id = _file_visit(uow, patient_id=patient_id, store_id=store_id, reason=given.reason)
    docstore.drop_draft(uow, form=REGISTRATION_FORM, scope=store_id)
    uow.record(
        PatientRegistered(subject_id=patient_id, store_id=store_id), scope=patient_id, audience=[store_id]
    )
    return Came(patient_id, visit_id)


def _checked(given: RegisterIn, *, today: date) -> tuple[str, str]:
    errors: list[FieldError] = []
    number, phone = identity.normal_number(given.document_number), given.phone
    if not number:
        errors.append(FieldError("/document_number", "too_short"))
    try:
        phone = identity.as_mobile(given.phone)
    except Invalid as refused:
        errors += refused.errors
    if given.birth_date > today:
        errors.append(FieldError("/birth_date", "date_future"))
    if number and given.document_type is DocumentType.RESIDENT_ID:
        try:
            facts = identity.check(number, today=today)
            identity.check_agreement(facts, sex=given.sex, born_on=given.birth_date)
        except Invalid as refused:
            errors += refused.errors
    errors += [
        FieldError(f"/consents/{place}", "not_allowed")
        for place, purpose in enumerate(given.consents)
        if purpose not in ASKED_AT_REGISTRATION
    ]
    if errors:
        raise Invalid(*errors)
    return number, phone


def _lock_number(uow: UnitOfWork, number: str) -> None:
    """Two desks that register one number at once: the second waits and then finds the first."""
    _one_at_a_time(uow, "registering", number)


def _one_at_a_time(uow: UnitOfWork, act: str, what: str) -> None:
    """Until the end of this transaction nobody else does this act to the same thing."""
    token = uow.workshop.keyring.token(act, what)
    uow.session.execute(select(func.pg_advisory_xact_lock(token)))


def _record_number(uow: UnitOfWork, store_id: UUID, patient_id: UUID) -> str:
    (place,) = org.list_places(uow, ids=[store_id])
    return f"{place.code}-{base64.b32encode(patient_id.bytes[-RECORD_BYTES:]).decode()}"


def attach(uow: UnitOfWork, *, given: AttachIn) -> Came:
    """A person registered elsewhere comes to this store: a visit, and the consent `sharing` if it was given (S10).

    Raises:
        NotFound: no such number with this name: nothing is told about either.
    """
    require(ALLOW, Can.REGISTER, uow.actor)
    store_id = queries.own_store(uow)
    patient_id = queries.whose(uow, identity.normal_number(given.document_number))
    if patient_id is None:
        raise NotFound
    person = docstore.arrive(uow, patient_id).get("Patient", patient_id)
    if pinyin.normal_name(given.name) != pinyin.normal_name(schemas.name_of(person.body)):
        raise NotFound
    if given.sharing:
        consents.file(uow, patient_id=patient_id, store_id=store_id, purpose=Purpose.SHARING, agreed=True)
    visit_id = _file_visit(uow, patient_id=patient_id, store_id=store_id, reason=given.reason)
    return Came(patient_id, visit_id)


def open_visit(uow: UnitOfWork, *, patient_id: UUID, reason: str) -> UUID:
    """A known patient comes again.

    Raises:
        NotFound: not visible. ConsentMissing: `treatment` is not in force.
    """
    queries.require_patient(uow, patient_id)
    require(ALLOW, Can.REGISTER, uow.actor)
    check_gate(Gate.OPEN_VISIT, consents.held(uow, patient_id))
    return _file_visit(uow, patient_id=patient_id, store_id=queries.own_store(uow), reason=reason)


def finish_visit(uow: UnitOfWork, *, patient_id: UUID, visit_id: UUID) -> docstore.Written:
    """The visit is over; its document is closed from now on.

    Raises:
        NotFound: not visible, or no such visit. VisitMoveRefused: it is over already.
    """
    queries.require_patient(uow, patient_id)
    require(ALLOW, Can.REGISTER, uow.actor)
    found = queries.get_visit(uow, patient_id, visit_id)
    state = moved(schemas.STATE_OF[found.body["status"]], VisitCommand.FINISH)
    period = found.body["period"]
    written = docstore.amend(
        uow,
        "Encounter",
        id=visit_id,
        scope=patient_id,
        store_id=_own_store_of(uow, found),
        since=found.etag,
        patch={
            "/status": [found.body["status"], schemas.ENCOUNTER_STATUS[state]],
            "/period": [period, {**period, "end": uow.now.isoformat()}],
        },
    )
    uow.record(VisitMoved(subject_id=patient_id, visit_id=visit_id, state=state), scope=patient_id)
    return written


def _own_store_of(uow: UnitOfWork, found: docstore.Opened) -> UUID:
    """The document's own store for whoever receives patients there, whatever other places he holds."""
    own = queries.own_store(uow)
    return found.store_id if found.store_id in uow.actor.stores_as(REGISTRARS) else own


def _file_visit(uow: UnitOfWork, *, patient_id: UUID, store_id: UUID, reason: str) -> UUID:
    body = schemas.encounter(patient_id=patient_id, store_id=store_id, reason=reason, at=uow.now)
    written = docstore.create(uow, "Encounter", body, scope=patient_id, store_id=store_id)
    uow.record(
        VisitOpened(subject_id=patient_id, visit_id=written.id, store_id=store_id),
        scope=patient_id,
        audience=[store_id],
    )
    return written.id


def reveal(uow: UnitOfWork, *, patient_id: UUID, field: str, reason: RevealReason) -> str:
    """One masked value in clear; field and reason stand in the journal, 30 an hour at most.

    Raises:
        NotFound: not visible. RevealLimit: more than work needs.
    """
    found = queries.get_patient(uow, patient_id)
    require(ALLOW, Can.REVEAL, uow.actor)
    _one_at_a_time(uow, "revealing", str(uow.actor.user_id))
    recent = uow.session.scalar(
        select(func.count()).where(
            JournalEntry.kind == IdentityRevealed.kind,
            JournalEntry.actor == uow.actor.user_id,
            JournalEntry.at > uow.now - HOUR,
        )
    )
    if (recent or 0) >= REVEALS_PER_HOUR_MAX:
        raise RevealLimit(retry_after_s=int(HOUR.total_seconds()))
    uow.record(IdentityRevealed(subject_id=patient_id, field=field), scope=patient_id, reason=reason)
    return schemas.document_of(found.body) if field == "document" else schemas.phone_of(found.body)
