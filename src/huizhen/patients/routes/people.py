"""Finding, registering and opening a patient."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import Query

from huizhen import docstore, org, records
from huizhen.core.access import At, Proof, Receipt
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.http.gate import Gate
from huizhen.patients import consents, identity, pinyin, queries, schemas, service
from huizhen.patients.policy import Can
from huizhen.patients.queries import Hit
from huizhen.patients.routes.table import routes, today
from huizhen.patients.rules import Purpose, age_years
from huizhen.patients.wire import (
    AllergyOut,
    AttachIn,
    CheckedOut,
    CheckIn,
    ConsentOut,
    HitOut,
    HitsOut,
    PatientOut,
    RegisteredOut,
    RegisterIn,
    RevealedOut,
    RevealIn,
    VisitOut,
)

QUERY_CHARS_MAX: Final = 60
UNRATED: Final = "unable-to-assess"


def _hit(hit: Hit, on: date) -> HitOut:
    body = hit.body
    return HitOut(
        id=hit.id,
        name_masked=pinyin.masked_name(schemas.name_of(body)),
        sex=body["gender"],
        age=age_years(date.fromisoformat(body["birthDate"]), on=on),
        document_masked=identity.masked_number(schemas.document_of(body)),
        phone_masked=identity.masked_number(schemas.phone_of(body)),
        last_visit_at=hit.last_visit_at,
    )


@routes.get("/patients", can=Can.READ, at=At.HERE, proof=Proof.SESSION)
def search(
    uow: UnitOfWork, gate: Gate, q: Annotated[str, Query(min_length=1, max_length=QUERY_CHARS_MAX)]
) -> HitsOut:
    """Patients by name, pinyin, initials, number, tail or phone."""
    on = today(uow, gate)
    return HitsOut(hits=[_hit(each, on) for each in queries.search(uow, q)])


@routes.post("/patients/check", can=Can.REGISTER, at=At.HQ, proof=Proof.SESSION, receipt=Receipt.NONE)
def check(given: CheckIn, uow: UnitOfWork) -> CheckedOut:
    """Whether a complete document number is known: here, elsewhere in the chain, or not."""
    told, id = queries.check_number(uow, identity.normal_number(given.document_number))
    return CheckedOut(registered=told, patient_id=id)


@routes.post("/patients", can=Can.REGISTER, at=At.HERE, proof=Proof.SESSION, status=201)
def register(given: RegisterIn, uow: UnitOfWork, gate: Gate) -> RegisteredOut:
    """Register a new patient of the chain with consents and first visit."""
    came = service.register(uow, given=given, today=today(uow, gate))
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
    body = found.body
    visits = queries.list_visits(uow, patient_id)
    stores = org.place_names(uow, [each.card.store_id for each in visits])
    addresses = body.get("address", [])
    identifiers = {each["system"] for each in body["identifier"]}
    return PatientOut(
        id=patient_id,
        name=schemas.name_of(body),
        sex=body["gender"],
        birth_date=date.fromisoformat(body["birthDate"]),
        age=age_years(date.fromisoformat(body["birthDate"]), on=today(uow, gate)),
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
                code=records.concept_code(each.body, "code"),
                display=records.concept_text(each.body, "code"),
                criticality=each.body.get("criticality", UNRATED),
            )
            for each in queries.list_allergies(uow, scope)
        ],
        consents=_ledger(uow, patient_id),
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


def _ledger(uow: UnitOfWork, patient_id: UUID) -> list[ConsentOut]:
    ledger, may = consents.ledger(uow, patient_id), consents.withdrawable(uow, patient_id)
    return [
        ConsentOut(
            purpose=purpose,
            state=consents.state_of(entry := ledger.get(purpose), uow),
            given_at=entry and entry.given_at,
            withdrawn_at=entry and entry.withdrawn_at,
            may_withdraw=purpose in may,
        )
        for purpose in Purpose
    ]
