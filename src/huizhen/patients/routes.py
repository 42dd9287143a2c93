"""Patients over HTTP: search, registration, header, visits, consents, drafts."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import Path, Query

from huizhen import docstore, org, records
from huizhen.core.access import At, Proof, Receipt
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import FieldError, Invalid
from huizhen.core.http.gate import Gate
from huizhen.core.http.routes import Routes
from huizhen.patients import identity, pinyin, queries, schemas, service
from huizhen.patients.policy import ALLOW, Can
from huizhen.patients.queries import Arrival, Hit
from huizhen.patients.rules import Purpose, age_years
from huizhen.patients.wire import (
    AllergyOut,
    ArrivalOut,
    ArrivalsOut,
    AttachIn,
    CheckedOut,
    CheckIn,
    ConsentIn,
    ConsentOut,
    DraftIn,
    DraftOut,
    HitOut,
    HitsOut,
    MadeOut,
    MovedOut,
    PatientOut,
    RegisteredOut,
    RegisterIn,
    RevealedOut,
    RevealIn,
    SavedOut,
    VisitIn,
    VisitOut,
)

QUERY_CHARS_MAX: Final = 60
UNRATED: Final = "unable-to-assess"
YEARS: Final = range(1900, 2200)  # a day outside would run over the edges of the calendar
FORM = Annotated[str, Path(pattern=r"^[a-z_]{3,40}$")]

routes = Routes("patients", policy=ALLOW)


def _today(uow: UnitOfWork, gate: Gate) -> date:
    return uow.now.astimezone(ZoneInfo(gate.settings.time_zone)).date()


def _hit(hit: Hit, today: date) -> HitOut:
    body = hit.body
    return HitOut(
        id=hit.id,
        name_masked=pinyin.masked_name(schemas.name_of(body)),
        sex=body["gender"],
        age=age_years(date.fromisoformat(body["birthDate"]), on=today),
        document_masked=identity.masked_number(schemas.document_of(body)),
        phone_masked=identity.masked_number(schemas.phone_of(body)),
        last_visit_at=hit.last_visit_at,
    )


@routes.get("/patients", can=Can.READ, at=At.HERE, proof=Proof.SESSION)
def search(
    uow: UnitOfWork, gate: Gate, q: Annotated[str, Query(min_length=1, max_length=QUERY_CHARS_MAX)]
) -> HitsOut:
    """Patients by name, pinyin, initials, number, tail or phone."""
    today = _today(uow, gate)
    return HitsOut(hits=[_hit(each, today) for each in queries.search(uow, q)])


@routes.post("/patients/check", can=Can.REGISTER, at=At.HQ, proof=Proof.SESSION, receipt=Receipt.NONE)
def check(given: CheckIn, uow: UnitOfWork) -> CheckedOut:
    """Whether a complete document number is known: here, elsewhere in the chain, or not."""
    told, id = queries.check_number(uow, identity.normal_number(given.document_number))
    return CheckedOut(registered=told, patient_id=id)


@routes.post("/patients", can=Can.REGISTER, at=At.HERE, proof=Proof.SESSION, status=201)
def register(given: RegisterIn, uow: UnitOfWork, gate: Gate) -> RegisteredOut:
    """Register a new patient of the chain with consents and first visit."""
    came = service.register(uow, given=given, today=_today(uow, gate))
    return RegisteredOut(id=came.patient_id, visit_id=came.visit_id)


@routes.post("/patients/attach", can=Can.REGISTER, at=At.HQ, proof=Proof.SESSION, status=201)
def attach(given: AttachIn, uow: UnitOfWork) -> RegisteredOut:
    """A person registered elsewhere comes to this store."""
    came = service.attach(uow, given=given)
    return RegisteredOut(id=came.patient_id, visit_id=came.visit_id)


@routes.get("/patients/{patient_id}", can=Can.READ, at=At.HERE, proof=Proof.SESSION)
def patient(patient_id: UUID, uow: UnitOfWork, gate: Gate) -> PatientOut:
    """The header of a patient: who it is, allergies, consents, visits, and why the caller may see it."""
    scope = docstore.open_body(uow, patient_id)
    found = scope.get("Patient", patient_id)
    body, ledger = found.body, queries.consents(uow, patient_id)
    visits = queries.list_visits(uow, patient_id)
    stores = org.place_names(uow, [each.card.store_id for each in visits])
    addresses = body.get("address", [])
    identifiers = {each["system"] for each in body["identifier"]}
    return PatientOut(
        id=patient_id,
        name=schemas.name_of(body),
        sex=body["gender"],
        birth_date=date.fromisoformat(body["birthDate"]),
        age=age_years(date.fromisoformat(body["birthDate"]), on=_today(uow, gate)),
        document_type="resident_id" if schemas.RESIDENT_ID in identifiers else "other",
        document_masked=identity.masked_number(schemas.document_of(body)),
        phone_masked=identity.masked_number(schemas.phone_of(body)),
        address=addresses[0]["text"] if addresses else None,
        record_number=schemas.identifier_of(body, schemas.RECORD_NUMBER),
        etag=found.etag,
        why=scope.basis,
        allergies=[
            AllergyOut(
                id=each.id,
                display=records.concept_text(each.body, "code"),
                criticality=each.body.get("criticality", UNRATED),
            )
            for each in queries.list_allergies(uow, scope)
        ],
        consents=[
            ConsentOut(
                purpose=purpose,
                state=queries.state_of(ledger.get(purpose), uow.now),
                given_at=ledger[purpose].given_at if purpose in ledger else None,
            )
            for purpose in Purpose
        ],
        visits=[
            VisitOut(
                id=each.card.document_id,
                store_id=each.card.store_id,
                store_name=stores.get(each.card.store_id, ""),
                state=each.card.state,
                started_at=each.card.started_at,
                reason=each.reason,
            )
            for each in visits
        ],
    )


@routes.post(
    "/patients/{patient_id}/reveal", can=Can.REVEAL, at=At.HERE, proof=Proof.SESSION, receipt=Receipt.NONE
)
def reveal(patient_id: UUID, given: RevealIn, uow: UnitOfWork) -> RevealedOut:
    """One masked value in clear, journaled with its reason."""
    return RevealedOut(
        value=service.reveal(uow, patient_id=patient_id, field=given.field, reason=given.reason)
    )


@routes.post("/patients/{patient_id}/visits", can=Can.REGISTER, at=At.HERE, proof=Proof.SESSION, status=201)
def open_visit(patient_id: UUID, given: VisitIn, uow: UnitOfWork) -> MadeOut:
    """A known patient comes again."""
    return MadeOut(id=service.open_visit(uow, patient_id=patient_id, reason=given.reason))


@routes.post(
    "/patients/{patient_id}/visits/{visit_id}/finish", can=Can.REGISTER, at=At.HERE, proof=Proof.SESSION
)
def finish_visit(patient_id: UUID, visit_id: UUID, uow: UnitOfWork) -> MovedOut:
    """The visit is over."""
    written = service.finish_visit(uow, patient_id=patient_id, visit_id=visit_id)
    return MovedOut(id=written.id, ver=written.ver, etag=written.etag)


@routes.post("/patients/{patient_id}/consents", can=Can.REGISTER, at=At.HERE, proof=Proof.SESSION, status=201)
def answer_consent(patient_id: UUID, given: ConsentIn, uow: UnitOfWork) -> MadeOut:
    """The patient's answer to one purpose."""
    id = service.answer_consent(uow, patient_id=patient_id, purpose=given.purpose, agreed=given.agreed)
    return MadeOut(id=id)


def _arrival(arrival: Arrival, today: date) -> ArrivalOut:
    card, body = arrival.visit.card, arrival.patient
    return ArrivalOut(
        visit_id=card.document_id,
        patient_id=card.patient_id,
        name=schemas.name_of(body),
        sex=body["gender"],
        age=age_years(date.fromisoformat(body["birthDate"]), on=today),
        started_at=card.started_at,
        state=card.state,
        reason=arrival.visit.reason,
    )


@routes.get("/visits", can=Can.READ, at=At.HERE, proof=Proof.SESSION)
def arrivals(uow: UnitOfWork, gate: Gate, day: date | None = None) -> ArrivalsOut:
    """Who came to the caller's store on a day (its own calendar's; today when none is given)."""
    zone, today = ZoneInfo(gate.settings.time_zone), _today(uow, gate)
    if day is not None and day.year not in YEARS:
        raise Invalid(FieldError("?day", "out_of_range"))
    found = queries.list_arrivals(uow, day=day or today, zone=zone)
    return ArrivalsOut(day=day or today, arrivals=[_arrival(each, today) for each in found])


# ---- drafts


def _draft_scope(uow: UnitOfWork, scope: UUID | None) -> UUID:
    """A patient whom the caller may see, or his own store while nobody is registered yet."""
    if scope is None or scope in uow.actor.stores():
        return scope or service.own_store(uow)
    queries.require_patient(uow, scope)
    return scope


@routes.put("/drafts/{form}", can=Can.DRAFT, at=At.HERE, proof=Proof.SESSION, receipt=Receipt.NONE)
def save_draft(
    form: FORM,
    given: DraftIn,  # noqa: ARG001 - checks the form; the values are read from the bytes, as they were typed
    uow: UnitOfWork,
    gate: Gate,
    scope: UUID | None = None,
) -> SavedOut:
    """Overwrite the caller's draft of a form."""
    content = docstore.parse(gate.body)["content"]
    saved_at = docstore.save_draft(uow, form=form, scope=_draft_scope(uow, scope), content=content)
    return SavedOut(saved_at=saved_at)


@routes.get("/drafts/{form}", can=Can.DRAFT, at=At.HERE, proof=Proof.SESSION)
def find_draft(form: FORM, uow: UnitOfWork, scope: UUID | None = None) -> DraftOut:
    """The caller's own draft of a form."""
    found = docstore.find_draft(uow, form=form, scope=_draft_scope(uow, scope))
    return DraftOut(content=found.content if found else None, saved_at=found.saved_at if found else None)


@routes.delete(
    "/drafts/{form}", can=Can.DRAFT, at=At.HERE, proof=Proof.SESSION, receipt=Receipt.NONE, status=204
)
def drop_draft(form: FORM, uow: UnitOfWork, scope: UUID | None = None) -> None:
    """Throw the caller's draft away."""
    docstore.drop_draft(uow, form=form, scope=_draft_scope(uow, scope))
