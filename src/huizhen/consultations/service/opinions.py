"""An expert signs what he thinks of the case; a dissent is kept as one.

Invariant: what is proven is what is filed; an opinion that is signed again leaves the former one readable.
"""

from dataclasses import replace
from uuid import UUID
from zoneinfo import ZoneInfo

from huizhen import docstore, records, signin
from huizhen.consultations import queries, schemas
from huizhen.consultations.events import OpinionSigned
from huizhen.consultations.gates import Opinion
from huizhen.consultations.moves import Command
from huizhen.consultations.policy import ALLOW, Can
from huizhen.consultations.schemas.wire import OpinionIn
from huizhen.consultations.service.moving import concerned, is_licensed, move, today
from huizhen.consultations.stages import CaseRole
from huizhen.core.access import require
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import NotFound
from huizhen.docstore import Written

FORM = "opinion"


def sign_opinion(
    uow: UnitOfWork, *, consultation_id: UUID, given: OpinionIn, code: str | None, zone: ZoneInfo
) -> Written:
    """File the actor's opinion under his proof; his draft is gone.

    Raises:
        NotFound, Forbidden: not visible; no accepted expert of it. NotQualified: no licence today.
        WrongState, OpinionTooEarly: not the moment. StepUpRequired, ProofRefused: no code, or a wrong one.
    """
    case = queries.get(uow, consultation_id, lock=True)
    require(ALLOW, Can.OPINE, uow.actor, case)
    invitation = case.invitation_of(uow.actor.user_id)
    if invitation is None:
        raise NotFound(consultation_id=consultation_id)
    qualified = is_licensed(uow, uow.actor.user_id, today=today(uow, zone))
    move(uow, case, Command.SIGN_OPINION, replace(queries.facts_of(uow, case), qualified=qualified))
    spoken = schemas.Spoken(text=given.text, dissent=given.dissent, at=uow.now)
    body = schemas.impression(
        case_id=case.id,
        patient_id=case.patient_id,
        author_id=uow.actor.user_id,
        spoken=spoken,
        before=invitation.opinion_id,
    )
    # No store speaks: the expert does, for headquarters.
    written = docstore.create(
        uow, schemas.IMPRESSION, body, scope=case.patient_id, store_id=None, id=uow.new_id()
    )
    proven = signin.prove(uow, act_sha256=bytes.fromhex(written.etag), code=code)
    signer = records.Signer(CaseRole.CONSULTANT.value, invitation.org_id)
    records.add_signature(
        uow, written, scope=case.patient_id, subject_id=case.id, signer=signer, proven=proven
    )
    docstore.drop_draft(uow, form=FORM, scope=case.patient_id)
    is_dissent = given.dissent is not None
    invitation.opinion = Opinion.DISSENT if is_dissent else Opinion.SIGNED
    invitation.opinion_id = written.id
    uow.record(
        OpinionSigned(
            subject_id=case.id,
            patient_id=case.patient_id,
            user_id=uow.actor.user_id,
            opinion_id=written.id,
            is_dissent=is_dissent,
        ),
        scope=case.patient_id,
        audience=concerned(uow, case),
    )
    uow.session.flush()
    return written
