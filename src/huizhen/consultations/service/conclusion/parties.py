"""Who, where and when of a report: the patient, both sides, whoever was in the call, what was verified and explained.

Invariant: whoever is listed was there, by the call's own rows; times end with the last stage, so that people who leave
while others sign change nothing that was shown. Source: domain.md §7.2.
"""

from typing import Any
from uuid import UUID

from huizhen import docstore, org, patients, rooms
from huizhen.consultations.gates import Reply
from huizhen.consultations.model import Consultation
from huizhen.consultations.rules import PatientLocation
from huizhen.consultations.schemas.report import words
from huizhen.consultations.service import seating
from huizhen.consultations.service.conclusion.looked import Looked, Making
from huizhen.consultations.stages import CaseRole
from huizhen.core.db.unit import UnitOfWork
from huizhen.patients import DocumentType


def patient(scope: docstore.Scope, case: Consultation, making: Making) -> dict[str, Any]:
    person = patients.person_of(scope.get("Patient", case.patient_id).body)
    age = patients.age_years(person.born_on, on=making.at.astimezone(making.zone).date())
    known = person.document_type is DocumentType.RESIDENT_ID
    label = words("resident_id" if known else "other_document")
    return {
        "name": person.name,
        "sex": person.sex,
        "age": words("age").format(years=age),
        "birth_on": person.born_on,
        "record_number": person.record_number,
        "identifiers": [{"label": label, "value": person.document_number}],
    }


def inviting(looked: Looked) -> dict[str, Any]:
    card = looked.cards[looked.case.attending_id]
    return {
        "institution": looked.institution(looked.case.store_id),
        "department": card.department,
        "physician": card.name,
        "licence_no": card.licence_number,
    }


def places(looked: Looked) -> list[dict[str, str]]:
    case = looked.case
    invited = [each.org_id for each in case.invitations if each.reply is Reply.ACCEPTED]
    found = [(words("inviting"), _where(looked, case.store_id))]
    found += [(words("invited"), _where(looked, each)) for each in dict.fromkeys(invited)]
    here = case.patient_location is PatientLocation.ON_SITE
    found.append((words("patient"), words("on_site" if here else "remote")))
    return [{"party": party, "place": place} for party, place in found]


def _where(looked: Looked, id: UUID) -> str:
    return " ".join(each for each in (looked.institution(id), looked.department(id)) if each)


def participants(looked: Looked, scope: docstore.Scope) -> list[dict[str, Any]]:
    """Whoever was in the call, by its own rows: nobody is listed because he was invited."""
    case, found = looked.case, []
    for user_id, card in looked.cards.items():
        if (was := looked.presence.get(user_id)) is not None:
            line = looked.person(user_id) | {"role": seating.role_in_call(case, user_id).value}
            found.append(line | {"licence_no": card.licence_number} | _between(was, case))
    if (was := looked.presence.get(case.patient_id)) is not None:
        name = patients.person_of(scope.get("Patient", case.patient_id).body).name
        found.append({"role": CaseRole.PATIENT.value, "name": name} | _between(was, case))
    return found


def _between(was: rooms.Presence, case: Consultation) -> dict[str, Any]:
    return {"joined_at": was.joined_at, "left_at": was.left_at or case.finished_at}


def verification(uow: UnitOfWork, looked: Looked) -> dict[str, Any] | None:
    tick = looked.ticks.get("verification_method")
    if tick is None or tick.value is None or tick.ticked_by_id is None:
        return None
    return {"method": tick.value, "by": _named(uow, tick.ticked_by_id), "at": tick.ticked_at}


def explanation(uow: UnitOfWork, looked: Looked, told: str | None) -> dict[str, Any] | None:
    """By whom, to whom and when, as the checklist has it; what was said, as the chair wrote it."""
    by, to, at = (looked.ticks.get(each) for each in ("explained_by", "explained_to", "explained_at"))
    if by is None or by.ticked_by_id is None or to is None or to.value is None or at is None:
        return None
    return {
        "by": _named(uow, by.ticked_by_id),
        "to": words(f"explained_to.{to.value}"),
        "at": at.ticked_at,
        "text": told,
    }


def _named(uow: UnitOfWork, user_id: UUID) -> str:
    return org.get_practitioner(uow, user_id).name
