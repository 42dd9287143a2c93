"""What a consultation report says, from facts: rows, documents, the journal of the calls, and what the chair wrote.

Invariant: nothing here is typed by hand that the product knows itself. Source: domain.md §7.2; decision S13.
"""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from huizhen import docstore, records
from huizhen.consultations import queries, schemas
from huizhen.consultations.events import SUBJECT
from huizhen.consultations.gates import Reply
from huizhen.consultations.model import Consultation
from huizhen.consultations.schemas.conclusion import ConclusionIn
from huizhen.consultations.schemas.report import words
from huizhen.consultations.service.conclusion import parties, words_of_chair
from huizhen.consultations.service.conclusion.looked import Looked, Making, look
from huizhen.consultations.stages import CaseRole
from huizhen.core.db.unit import UnitOfWork
from huizhen.papers import ConsultationReport

MATERIALS_MAX: Final = 90
"""Of the record, the newest; the request is always among the materials. A paper lists a hundred at most."""
VIDEO: Final = "video"


def compose(uow: UnitOfWork, case: Consultation, given: ConclusionIn, making: Making) -> ConsultationReport:
    """The report as it would be signed now.

    Raises:
        NotFound: no ground on the record. Invalid: an unknown code, an answer to no question, nothing to print.
    """
    scope = docstore.open_body(uow, case.patient_id, purpose=SUBJECT)
    looked = look(uow, case)
    return ConsultationReport.model_validate(
        {
            "unsigned": True,
            "data_sha256": schemas.NO_HASH,
            "dated_at": making.at,
            "time_zone": making.zone.key,
            "institution": looked.institution(looked.org_of(looked.chair_id)),
            "number": f"{case.number}-R",
            "request_number": case.number,
            "version": 1,
            "verify": {
                "code": making.verify_code,
                "url": f"{making.verify_base}/verify/{making.verify_code}",
            },
            "patient": parties.patient(scope, case, making),
            "inviting_party": parties.inviting(looked),
            "mode": VIDEO,
            "started_at": case.opened_at,
            "ended_at": case.finished_at,
            "places": parties.places(looked),
            "identity_verification": parties.verification(uow, looked),
            "participants": parties.participants(looked, scope),
            "materials": _materials(uow, looked, making),
            "reason": looked.asked.reason,
            "purpose": looked.asked.purpose,
            "opinions": _opinions(uow, looked),
            "signatures": _signatures(looked),
            "explanation": parties.explanation(uow, looked, given.explanation),
            "decision_statement": words("decision_statement"),
            **words_of_chair.written(looked.asked, given),
        }
    )


def entries_of(case: Consultation) -> dict[str, Sequence[str]]:
    """The documents that sections of the report were made from."""
    opinions = [each.opinion_id for each in case.invitations if each.opinion_id is not None]
    return {
        "reason": [f"{schemas.REQUEST}/{case.request_id}"],
        "opinions": [f"{schemas.IMPRESSION}/{each}" for each in opinions],
    }


# ---- what was looked at, said and signed


def _materials(uow: UnitOfWork, looked: Looked, making: Making) -> list[dict[str, Any]]:
    """The request and the record as the signer's grounds open it, each in the version that stands."""
    request = looked.request
    found = [{"title": words("request"), "version": str(request.ver), "sha256": request.etag}]
    page = records.timeline(uow, patient_id=looked.case.patient_id, limit=MATERIALS_MAX)
    for each in page.entries:
        title, _ = records.headline(each.document.kind, each.document.body)
        day = each.at.astimezone(making.zone).date().isoformat()
        line = {"title": words("material").format(title=title or each.document.kind, day=day)}
        found.append(line | {"version": str(each.document.ver), "sha256": each.document.etag})
    return found


def _opinions(uow: UnitOfWork, looked: Looked) -> list[dict[str, Any]]:
    case, filed = looked.case, queries.opinions_of(uow, looked.case)
    found = []
    for each in case.invitations:
        if each.opinion_id is None or each.opinion_id not in filed:
            continue
        spoken = schemas.spoken_of(filed[each.opinion_id].body)
        expert = looked.person(each.user_id) | {"chair": each.user_id == case.chair_id}
        found.append(
            {
                "expert": expert,
                "text": spoken.text,
                "dissent": spoken.dissent,
                "signed_at": spoken.at,
                "method": _method(looked, each.opinion_id),
            }
        )
    return found


def _method(looked: Looked, document_id: UUID) -> str | None:
    signed = looked.signed.get(document_id)
    return None if signed is None else signed.method.value


def _signatures(looked: Looked) -> list[dict[str, Any]]:
    """Every expert, the chair last: his own signature stands beside the document, not in it."""
    case, found = looked.case, []
    for each in case.invitations:
        if each.reply is not Reply.ACCEPTED or each.user_id == case.chair_id:
            continue
        signed = None if each.opinion_id is None else looked.signed.get(each.opinion_id)
        line = looked.person(each.user_id) | {"role": CaseRole.CONSULTANT.value}
        if signed is not None:
            line |= {"signed_at": signed.at, "method": signed.method.value}
        found.append(line)
    found.append(looked.person(looked.chair_id) | {"role": CaseRole.CHAIR.value})
    return [{name: value for name, value in line.items() if name != "department"} for line in found]
