"""Bodies as the builders make them and the store files them: with kind, id and element ids."""

from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from huizhen import docstore, terms
from huizhen.docstore import Body
from huizhen.docstore.patch import ensure_ids
from huizhen.patients import rules, wire
from huizhen.patients import schemas as patients
from huizhen.records import schemas as records

AT: Final = datetime(2026, 6, 11, 8, 30, 0, 120_000, tzinfo=UTC)
PATIENT, AUTHOR, STORE, FIRST = (UUID(int=number) for number in range(1, 5))
DOCUMENT_ID: Final = UUID(int=9)
WHO: Final[dict[str, Any]] = {"patient_id": PATIENT, "author_id": AUTHOR, "at": AT}


def filed(kind: str, body: Body) -> Body:
    """What `docstore.create` hands to the check."""
    return ensure_ids(
        docstore.parse(docstore.canonical({**body, "resourceType": kind, "id": str(DOCUMENT_ID)}))
    )


def first_code(name: str) -> str:
    return terms.get_set(name).entries[0].code


def note() -> Body:
    section = {"code": first_code("document_section"), "text": "头痛三天，<发热> & 咳嗽　无\n血压正常"}
    given = records.NoteIn.model_validate({"title": "门诊记录", "sections": [section, section]})
    return filed("Composition", records.note(given, **WHO))


def condition() -> Body:
    given = records.ConditionIn(
        code=first_code("diagnosis"), onset_on=date(2026, 6, 8), note="家中测得\n150/95"
    )
    return filed("Condition", records.condition(given, **WHO))


def observation(value: str = "120.50") -> Body:
    given = records.ObservationIn(code="8480-6", value=value)
    return filed("Observation", records.observation(given, **WHO, pointer="/signs/0"))


def allergy() -> Body:
    given = records.AllergyIn(display="青霉素", criticality="unable_to_assess", reaction="皮疹")
    return filed("AllergyIntolerance", records.allergy(given, **WHO))


def patient() -> Body:
    given = wire.RegisterIn.model_validate(
        {
            "name": "欧阳小明",
            "sex": "male",
            "birth_date": "1988-02-29",
            "document_type": "other",
            "document_number": "E12345678",
            "phone": "13800001111",
            "address": "示范路 1 号",
            "reason": "复诊",
            "consents": [],
        }
    )
    body = patients.patient(given, number="E12345678", phone="13800001111", record_number="S01-000017")
    return filed("Patient", body)


def encounter() -> Body:
    body = patients.encounter(patient_id=PATIENT, store_id=STORE, reason="头痛", at=AT)
    return filed("Encounter", body)


def consent(*, agreed: bool = False) -> Body:
    about: dict[str, Any] = {
        "patient_id": PATIENT,
        "store_id": STORE,
        "purpose": rules.Purpose.SHARING,
        "at": AT,
    }
    body = (
        patients.consent(**about, agreed=True)
        if agreed
        else patients.withdrawal(**about, withdraws=FIRST, reason=rules.WithdrawalReason.PATIENT_REQUEST)
    )
    return filed("Consent", body)


def medication_request() -> Body:
    """Nobody writes this kind yet: the least that the standard asks for."""
    return filed(
        "MedicationRequest",
        {
            "status": "active",
            "intent": "order",
            "medicationCodeableConcept": {"text": "阿莫西林"},
            "subject": {"reference": f"Patient/{PATIENT}"},
            "dosageInstruction": [{"timing": {"repeat": {"frequency": 3, "period": 1, "periodUnit": "d"}}}],
        },
    )


BODIES: Final = {
    "Composition": note,
    "Condition": condition,
    "Observation": observation,
    "AllergyIntolerance": allergy,
    "Patient": patient,
    "Encounter": encounter,
    "Consent": consent,
    "MedicationRequest": medication_request,
}
