"""The request of a case as a document: reason, purpose, numbered questions, wanted specialty and times.

Invariant: it is filed when it is submitted and never changes afterwards; every question has its number.
Source: FHIR R4 ServiceRequest; domain.md §7.1; decision S8.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from huizhen import docstore, records, terms
from huizhen.consultations.rules import Priority
from huizhen.core.time import as_utc_text
from huizhen.docstore import Body, Klass

REQUEST: Final = "ServiceRequest"
NUMBER_SYSTEM: Final = "urn:huizhen:consultation-number"
QUESTION_SYSTEM: Final = "urn:huizhen:question"
SERVICE_SYSTEM: Final = "urn:huizhen:service"
SERVICE: Final = "remote_consultation"
URGENCY: Final = "urgency"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request says."""

    reason: str
    purpose: str
    questions: tuple[str, ...]
    """Number one first."""
    specialty: str
    specialty_display: str
    urgency_reason: str | None
    proposed_times: tuple[datetime, ...]
    """Wished, in order; what is agreed on stands in the case."""


def service_request(
    asked: Asked, *, number: str, priority: Priority, patient_id: UUID, author_id: UUID, at: datetime
) -> Body:
    """The body of a request. A question's number is the code of its coding, so that an answer can name it."""
    specialty = terms.check("specialty", asked.specialty, pointer="/specialty")
    coding = {
        "system": specialty.system,
        "version": specialty.edition,
        "code": specialty.code,
        "display": specialty.display,
    }
    body: Body = {
        "identifier": [{"id": "number", "system": NUMBER_SYSTEM, "value": number}],
        "status": "active",
        "intent": "order",
        "priority": priority.value,
        "code": {"coding": [{"system": SERVICE_SYSTEM, "code": SERVICE}], "text": asked.purpose},
        "orderDetail": [
            {"coding": [{"system": QUESTION_SYSTEM, "code": str(number)}], "text": question}
            for number, question in enumerate(asked.questions, 1)
        ],
        "subject": {"reference": f"Patient/{patient_id}"},
        "authoredOn": at.isoformat(),
        "requester": {"reference": f"Practitioner/{author_id}"},
        "performerType": {"coding": [coding], "text": specialty.display},
        "reasonCode": [{"id": "reason", "text": asked.reason}],
    }
    if asked.urgency_reason is not None:
        body["note"] = [{"id": URGENCY, "text": asked.urgency_reason}]
    if asked.proposed_times:
        body["occurrenceTiming"] = {"event": [as_utc_text(each) for each in asked.proposed_times]}
    return body


def asked_of(body: Body) -> Asked:
    """What a request of ours says."""
    numbered = sorted((int(each["coding"][0]["code"]), str(each["text"])) for each in body["orderDetail"])
    wanted = body["performerType"]
    return Asked(
        reason=str(body["reasonCode"][0]["text"]),
        purpose=str(body["code"]["text"]),
        questions=tuple(text for _, text in numbered),
        specialty=str(wanted["coding"][0]["code"]),
        specialty_display=str(wanted["text"]),
        urgency_reason=next((str(each["text"]) for each in body.get("note", ())), None),
        proposed_times=tuple(
            datetime.fromisoformat(each) for each in body.get("occurrenceTiming", {}).get("event", ())
        ),
    )


docstore.declare(
    REQUEST,
    klass=Klass.SINGLE_WRITER,
    owner="consultations",
    freeze=("status", "active", "completed", "revoked"),
    check=records.checker(REQUEST),
)
