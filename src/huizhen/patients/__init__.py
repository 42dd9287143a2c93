"""The chain-wide index of patients: identities, search, visits, consents.

Invariant: one person, one record; a document number is registered once in the chain.
"""

from huizhen.patients.consents import answer as answer_consent
from huizhen.patients.consents import held
from huizhen.patients.identity import check_digit
from huizhen.patients.pinyin import masked_name
from huizhen.patients.policy import ALLOW
from huizhen.patients.queries import Person, get_patient, list_allergies, person_of, visible
from huizhen.patients.routes import routes
from huizhen.patients.rules import DocumentType, Gate, Purpose, Sex, age_years, check_gate
from huizhen.patients.service import Came, attach, finish_visit, open_visit, register
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
    "list_allergies",
    "masked_name",
    "open_visit",
    "person_of",
    "register",
    "routes",
    "visible",
]
