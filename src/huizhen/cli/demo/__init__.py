"""The demo chain as data: people, places, histories. Invariant: pure; the seeder turns rows into use cases (S23)."""

from huizhen.cli.demo.cases import (
    AllergyRow,
    ConditionRow,
    History,
    KeyResult,
    RequestRow,
    VisitRow,
    difficult_case,
    histories,
)
from huizhen.cli.demo.people import Guardian, Patient, Place, Post, Staff, patients, places, staff

__all__ = [
    "AllergyRow",
    "ConditionRow",
    "Guardian",
    "History",
    "KeyResult",
    "Patient",
    "Place",
    "Post",
    "RequestRow",
    "Staff",
    "VisitRow",
    "difficult_case",
    "histories",
    "patients",
    "places",
    "staff",
]
