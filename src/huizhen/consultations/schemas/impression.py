"""An expert's opinion of a case as a document: his own words, and where he differs.

Invariant: what was signed is never changed; an opinion that is signed again points to the one before it.
Source: FHIR R4 ClinicalImpression; domain.md §3.2, §7.2; decisions D30, S8.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from huizhen import docstore, records
from huizhen.docstore import Body, Klass

IMPRESSION: Final = "ClinicalImpression"
CASE_SYSTEM: Final = "urn:huizhen:consultation"
DISSENT: Final = "dissent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What an expert said, and when."""

    text: str
    dissent: str | None
    at: datetime


def impression(
    *,
    case_id: UUID,
    patient_id: UUID,
    author_id: UUID,
    spoken: Spoken,
    before: UUID | None,
) -> Body:
    """The body of an opinion. `before`: the one that it takes the place of."""
    body: Body = {
        "identifier": [{"id": "case", "system": CASE_SYSTEM, "value": str(case_id)}],
        "status": "completed",
        "subject": {"reference": f"Patient/{patient_id}"},
        "date": spoken.at.isoformat(),
        "assessor": {"reference": f"Practitioner/{author_id}"},
        "summary": spoken.text,
    }
    if before is not None:
        body["previous"] = {"reference": f"{IMPRESSION}/{before}"}
    if spoken.dissent is not None:
        body["note"] = [{"id": DISSENT, "text": spoken.dissent}]
    return body


def spoken_of(body: Body) -> Spoken:
    """What an opinion of ours says."""
    return Spoken(
        text=str(body["summary"]),
        dissent=next((str(each["text"]) for each in body.get("note", ())), None),
        at=datetime.fromisoformat(body["date"]),
    )


docstore.declare(
    IMPRESSION,
    klass=Klass.SINGLE_WRITER,
    owner="consultations",
    freeze=("status", "completed", "entered-in-error"),
    check=records.checker(IMPRESSION),
)
