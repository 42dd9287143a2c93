"""What was concluded: for whoever may open the record, and for anybody who holds the paper.

Invariant: the verify page is made from rows alone, which name no patient; it names no physician either.
"""

from huizhen import org, records
from huizhen.consultations import queries, schemas
from huizhen.consultations.model import Consultation
from huizhen.consultations.schemas.conclusion import (
    AnswerOut,
    ConclusionOut,
    DiagnosisOut,
    DifferentialOut,
    RecommendationKind,
    RecommendationOut,
    VerifiedSignatureOut,
    VerifyOut,
)
from huizhen.consultations.schemas.wire import PartyOut
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import NotFound


def read_conclusion(uow: UnitOfWork, case: Consultation) -> ConclusionOut:
    """The signed conclusion; raises `NotFound`: there is none, or no ground on the record."""
    filed, signed = queries.conclusion_of(uow, case), queries.signature_of(uow, case)
    if signed is None or signed.paper_id is None or signed.verify_code is None:
        raise NotFound(consultation_id=case.id)
    told = schemas.report_of(filed.body)
    return ConclusionOut(
        id=filed.id,
        etag=filed.etag,
        paper_id=signed.paper_id,
        verify_code=signed.verify_code,
        number=told.number,
        chair=PartyOut(id=signed.user_id, name=org.names(uow, [signed.user_id]).get(signed.user_id, "")),
        signed_at=signed.at,
        delivered_at=case.delivered_at,
        conclusion=told.conclusion or "",
        limits=told.limits or "",
        diagnoses=[
            DiagnosisOut(display=each.text, code=each.code, system=each.system, edition=each.edition)
            for each in told.diagnoses
        ],
        differentials=[
            DifferentialOut(diagnosis=each.diagnosis, reasons=each.reasons) for each in told.differentials
        ],
        answers=[
            AnswerOut(number=each.no, question=each.text, text=each.answer or "") for each in told.questions
        ],
        recommendations=[
            RecommendationOut(
                number=each.no,
                kind=RecommendationKind(each.kind),
                text=each.text,
                due=each.due,
                red_flags=each.red_flags,
            )
            for each in told.recommendations
        ],
        discussion_digest=told.discussion_digest,
        explanation=None if told.explanation is None else told.explanation.text,
    )


def verify_paper(uow: UnitOfWork, verify_code: str) -> VerifyOut:
    """What stands behind a printed code, from rows alone: nobody is named. Raises `NotFound`."""
    paper = records.find_by_code(uow, verify_code.strip().upper())
    case = None if paper is None else queries.find_by_call(uow, paper.subject_id)
    if paper is None or case is None or paper.render_sha256 is None:
        raise NotFound(verify_code=verify_code)
    standing = {case.conclusion_id, *(each.opinion_id for each in case.invitations)}
    found = [each for each in records.list_signatures(uow, case.id) if each.document_id in standing]
    places = org.place_names(uow, {each.org_id for each in found})
    return VerifyOut(
        kind=schemas.TEMPLATE,
        number=case.number,
        institution=places.get(paper.org_id, ""),
        version=paper.ver,
        data_sha256=paper.data_sha256,
        render_sha256=paper.render_sha256,
        signed_at=paper.at,
        signatures=[
            VerifiedSignatureOut(
                role=each.role,
                institution=places.get(each.org_id, ""),
                at=each.at,
                method=each.method.value,
                data_sha256=each.data_sha256,
            )
            for each in found
        ],
    )
