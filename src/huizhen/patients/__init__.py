"""The chain-wide index of patients: identities, search, visits, consents.

Invariant: one person, one record; a document number is registered once in the chain.
"""

from huizhen.patients.identity import check_digit
from huizhen.patients.policy import ALLOW
from huizhen.patients.queries import get_patient, held, visible
from huizhen.patients.routes import routes
from huizhen.patients.rules import DocumentType, Gate, Purpose, Sex, age_years, check_gate
from huizhen.patients.schemas import Person, person_of
from huizhen.patients.service import Came, answer_consent, attach, finish_visit, open_visit, register
from huizhen.patients.wire import RegisterIn

__all__ = [
    "ALLOW",
    "Came",
    "DocumentType",
    "Gate",
    "Person",
    "Purpose",
    "RegisterIn",
    "Sex",
    "age_years",
    "answer_consent",
    "attach",
    "check_digit",
    "check_gate",
    "finish_visit",
    "get_patient",
    "held",
    "open_visit",
    "person_of",
    "register",
    "routes",
    "visible",
]
