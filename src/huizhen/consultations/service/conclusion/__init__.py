"""The end of a case: its report composed from facts, shown, signed and delivered."""

from huizhen.consultations.service.conclusion.delivery import deliver, list_undelivered
from huizhen.consultations.service.conclusion.reading import read_conclusion, verify_paper
from huizhen.consultations.service.conclusion.signing import (
    Prepared,
    ReportDesk,
    prepare_conclusion,
    show_pages,
    sign_conclusion,
)

__all__ = [
    "Prepared",
    "ReportDesk",
    "deliver",
    "list_undelivered",
    "prepare_conclusion",
    "read_conclusion",
    "show_pages",
    "sign_conclusion",
    "verify_paper",
]
