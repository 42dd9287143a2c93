"""What the demo's patients have been through, as plain rows. Pure; dates are days before the day of seeding.

Invariant: codes are those of `terms`, and a clinician may read every history without frowning: age, sex, drug, course.
Source: interop.md §6, domain.md §7.1 (the difficult case carries what a request needs).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

import orjson

SECTIONS: Final = ("chief_complaint", "present_illness", "past_history", "physical_exam", "recommendation")
VITAL_CODES: Final[Mapping[str, str]] = {
    "temperature": "8310-5",
    "pulse": "8867-4",
    "breath": "9279-1",
    "systolic": "8480-6",
    "diastolic": "8462-4",
    "spo2": "59408-5",
    "height": "8302-2",
    "weight": "29463-7",
    "bmi": "39156-5",
    "waist": "8280-0",
    "head": "9843-4",
    "glucose": "14743-9",
    "pain": "72514-3",
}


@dataclass(frozen=True, slots=True)
class AllergyRow:
    """`code` of the set `allergy`; `reaction` is empty for "no known allergy"."""

    code: str
    criticality: str
    reaction: str


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """`code` of the set `diagnosis`, first seen `since_days` before today."""

    code: str
    since_days: int


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit: `sections` by code of the set `document_section`, `vitals` = (LOINC code, value as written)."""

    days_ago: int
    reason: str
    sections: Mapping[str, str]
    conditions: tuple[ConditionRow, ...]
    vitals: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class History:
    """One patient's allergies and visits, oldest visit first."""

    patient: str
    allergies: tuple[AllergyRow, ...]
    visits: tuple[VisitRow, ...]


@dataclass(frozen=True, slots=True)
class KeyResult:
    """A finding with its age."""

    what: str
    value: str
    days_ago: int


@dataclass(frozen=True, slots=True)
class RequestRow:
    """The request that the demo's attending would write for his difficult case."""

    patient: str
    reason: str
    purpose: str
    questions: tuple[str, ...]
    specialties: tuple[str, ...]
    chair: str
    diagnoses: tuple[str, ...]
    family_history: str
    treatment_so_far: str
    key_results: tuple[KeyResult, ...]


def histories() -> tuple[History, ...]:
    """One for each patient, in the order of `people.patients`."""
    return tuple(
        History(
            patient=row["patient"],
            allergies=tuple(AllergyRow(*each) for each in row["allergies"]),
            visits=tuple(_as_visit(each) for each in row["visits"]),
        )
        for row in _rows()["histories"]
    )


def difficult_case() -> RequestRow:
    """The case for four parties: lungs and joints, two specialties, real questions."""
    row: Mapping[str, Any] = _rows()["difficult"]
    return RequestRow(
        patient=row["patient"],
        reason=row["reason"],
        purpose=row["purpose"],
        questions=tuple(row["questions"]),
        specialties=tuple(row["specialties"]),
        chair=row["chair"],
        diagnoses=tuple(row["diagnoses"]),
        family_history=row["family_history"],
        treatment_so_far=row["treatment_so_far"],
        key_results=tuple(KeyResult(*each) for each in row["key_results"]),
    )


def _as_visit(row: Mapping[str, Any]) -> VisitRow:
    return VisitRow(
        days_ago=row["days_ago"],
        reason=row["reason"],
        sections={name: row[name] for name in SECTIONS},
        conditions=tuple(ConditionRow(*each) for each in row["conditions"]),
        vitals=tuple((VITAL_CODES[name], value) for name, value in row["vitals"].items()),
    )


@cache
def _rows() -> Mapping[str, Any]:
    raw: dict[str, Any] = orjson.loads((resources.files("huizhen.cli.demo") / "cases.json").read_bytes())
    return raw
