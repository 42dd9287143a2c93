"""Patient, Encounter, Consent: builders of FHIR R4 (4.0.1) bodies, projections, kinds (S8). Wire types: `wire.py`."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from huizhen import docstore, records
from huizhen.core.db.model import Projected
from huizhen.docstore import Body, Klass
from huizhen.patients import pinyin
from huizhen.patients.model import ConsentCard, PatientToken, VisitCard
from huizhen.patients.rules import DocumentType, Purpose, VisitState, WithdrawalReason
from huizhen.patients.wire import RegisterIn

OWNER: Final = "patients"
RESIDENT_ID: Final = "urn:oid:2.16.156.10011.1.3"
OTHER_DOCUMENT: Final = "urn:huizhen:document"
RECORD_NUMBER: Final = "urn:huizhen:record-number"
CONSENT_PURPOSE: Final = "urn:huizhen:consent-purpose"
WITHDRAWAL_REASON: Final = "urn:huizhen:withdrawal-reason"
CONSENT_SCOPE: Final = "http://terminology.hl7.org/CodeSystem/consentscope"
CONSENT_CATEGORY: Final = "http://terminology.hl7.org/CodeSystem/consentcategorycodes"
ENCOUNTER_CLASS: Final = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
ENCOUNTER_STATUS: Final = {
    VisitState.ARRIVED: "arrived",
    VisitState.IN_PROGRESS: "in-progress",
    VisitState.FINISHED: "finished",
    VisitState.CANCELLED: "cancelled",
    VisitState.ENTERED_IN_ERROR: "entered-in-error",
}
STATE_OF: Final = {status: state for state, status in ENCOUNTER_STATUS.items()}
DOCUMENT_SYSTEM: Final = {DocumentType.RESIDENT_ID: RESIDENT_ID, DocumentType.OTHER: OTHER_DOCUMENT}


# ---- builders


def patient(given: RegisterIn, *, number: str, phone: str, record_number: str) -> Body:
    """The person. Source: FHIR R4 Patient; resident number by its OID."""
    body: Body = {
        "active": True,
        "identifier": [
            {"system": DOCUMENT_SYSTEM[given.document_type], "value": number},
            {"system": RECORD_NUMBER, "value": record_number},
        ],
        "name": [{"use": "official", "text": pinyin.tidy_name(given.name)}],
        "telecom": [{"system": "phone", "value": phone, "use": "mobile"}],
        "gender": given.sex.value,
        "birthDate": given.birth_date.isoformat(),
    }
    if given.address is not None:
        body["address"] = [{"text": given.address}]
    return body


def encounter(*, patient_id: UUID, store_id: UUID, reason: str, at: datetime) -> Body:
    """A visit that begins. Source: FHIR R4 Encounter."""
    return {
        "status": ENCOUNTER_STATUS[VisitState.IN_PROGRESS],
        "class": {"system": ENCOUNTER_CLASS, "code": "AMB"},
        "subject": {"reference": f"Patient/{patient_id}"},
        "period": {"start": at.isoformat()},
        "reasonCode": [{"text": reason}],
        "serviceProvider": {"reference": f"Organization/{store_id}"},
    }


def consent(*, patient_id: UUID, store_id: UUID, purpose: Purpose, agreed: bool, at: datetime) -> Body:
    """The patient's answer to one purpose. Source: FHIR R4 Consent."""
    return {
        "status": "active" if agreed else "rejected",
        "scope": {"coding": [{"system": CONSENT_SCOPE, "code": "patient-privacy"}]},
        "category": [{"coding": [{"system": CONSENT_CATEGORY, "code": "infa"}]}],
        "patient": {"reference": f"Patient/{patient_id}"},
        "dateTime": at.isoformat(),
        "organization": [{"reference": f"Organization/{store_id}"}],
        "policyRule": {"coding": [{"system": CONSENT_PURPOSE, "code": purpose.value}]},
        "provision": {
            "type": "permit" if agreed else "deny",
            "purpose": [{"system": CONSENT_PURPOSE, "code": purpose.value}],
        },
    }


def withdrawal(
    *,
    patient_id: UUID,
    store_id: UUID,
    purpose: Purpose,
    at: datetime,
    withdraws: UUID,
    reason: WithdrawalReason,
) -> Body:
    """A no that names the yes which it takes back, and why."""
    refused = consent(patient_id=patient_id, store_id=store_id, purpose=purpose, agreed=False, at=at)
    return {
        **refused,
        "extension": [{"url": WITHDRAWAL_REASON, "valueCode": reason.value}],
        "sourceReference": {"reference": f"Consent/{withdraws}"},
    }


# ---- reading a body


def name_of(body: Body) -> str:
    """The official name."""
    return str(body["name"][0]["text"])


def identifier_of(body: Body, *systems: str) -> str:
    """The value of the first identifier of a system; empty when there is none."""
    return next((str(each["value"]) for each in body["identifier"] if each["system"] in systems), "")


def document_type_of(body: Body) -> DocumentType:
    """Which document the number is of."""
    return DocumentType.RESIDENT_ID if identifier_of(body, RESIDENT_ID) else DocumentType.OTHER


def document_of(body: Body) -> str:
    """The number of the identity document."""
    return identifier_of(body, RESIDENT_ID, OTHER_DOCUMENT)


def phone_of(body: Body) -> str:
    """The phone number; empty when there is none."""
    return next((str(each["value"]) for each in body.get("telecom", [])), "")


def purpose_of(body: Body) -> Purpose:
    """The purpose of a consent."""
    return Purpose(body["provision"]["purpose"][0]["code"])


def _target(reference: Body) -> UUID:
    return UUID(str(reference["reference"]).rpartition("/")[2])


# ---- projections


def project_patient(new: Body | None, _old: Body | None, context: docstore.Context) -> Iterable[Projected]:
    """Everything under which the patient can be found, as keyed tokens."""
    if new is None:
        return []
    terms = pinyin.search_terms(
        name=name_of(new),
        document_number=document_of(new),
        phone=phone_of(new),
        record_number=identifier_of(new, RECORD_NUMBER),
    )
    tokens = sorted({context.token(field, text) for field, text in terms})
    return [PatientToken(document_id=context.scope, tokens=tokens)]


def project_encounter(new: Body | None, _old: Body | None, context: docstore.Context) -> Iterable[Projected]:
    """The visit's card, and the store's ground for care: 24 months from the last contact."""
    if new is None:
        return []
    id, store_id = UUID(new["id"]), _target(new["serviceProvider"])
    state = STATE_OF[new["status"]]
    started_at = datetime.fromisoformat(new["period"]["start"])
    end = new["period"].get("end")
    card = VisitCard(
        document_id=id,
        patient_id=context.scope,
        store_id=store_id,
        state=state,
        started_at=started_at,
        ended_at=None if end is None else datetime.fromisoformat(end),
    )
    if state in {VisitState.CANCELLED, VisitState.ENTERED_IN_ERROR}:
        return [card]
    grant = records.VisitGrant(
        document_id=id,
        basis=records.Basis.OWN_STORE_CARE,
        patient_id=context.scope,
        store_id=store_id,
        valid_from=started_at,
        valid_until=records.care_until(started_at),
    )
    return [card, grant]


def project_consent(new: Body | None, _old: Body | None, context: docstore.Context) -> Iterable[Projected]:
    """The consent's card, and for `sharing` what the store may see of other stores."""
    if new is None:
        return []
    source = new.get("sourceReference")
    card = ConsentCard(
        document_id=UUID(new["id"]),
        patient_id=context.scope,
        store_id=_target(new["organization"][0]),
        purpose=purpose_of(new),
        agreed=new["provision"]["type"] == "permit",
        given_at=datetime.fromisoformat(new["dateTime"]),
        withdraws=None if source is None else _target(source),
    )
    if card.purpose is not Purpose.SHARING:
        return [card]
    grant = records.VisitGrant(
        document_id=card.document_id,
        basis=records.Basis.TREATMENT if card.agreed else records.Basis.SHARING_REFUSED,
        patient_id=context.scope,
        store_id=card.store_id,
        valid_from=card.given_at,
        valid_until=None,
    )
    return [card, grant]


docstore.declare(
    "Patient",
    klass=Klass.MERGEABLE,
    owner=OWNER,
    fields={
        "identifier": docstore.Field.UNION,
        "telecom": docstore.Field.UNION,
        "contact": docstore.Field.UNION,
    },
    check=records.checker("Patient"),
    project=project_patient,
    tables=(PatientToken,),
)
docstore.declare(
    "Encounter",
    klass=Klass.SINGLE_WRITER,
    owner=OWNER,
    freeze=("status", "finished", "cancelled", "entered-in-error"),
    check=records.checker("Encounter"),
    project=project_encounter,
    tables=(VisitCard, records.VisitGrant),
)
docstore.declare(
    "Consent",
    klass=Klass.IMMUTABLE,
    owner=OWNER,
    check=records.checker("Consent"),
    project=project_consent,
    tables=(ConsentCard, records.VisitGrant),
)
