"""The chair concludes: he is shown what he will sign, and signs it.

Invariant: nothing reaches the record before the chair has signed; document, paper, signature and state are one
transaction, and a repeated command is one report. Source: domain.md §3.2, §7.2; decisions D13, D30, S13.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from huizhen import docstore, papers, records, rooms
from huizhen.consultations import queries, rules, schemas
from huizhen.consultations.events import ConclusionSigned
from huizhen.consultations.gates import Facts, Opinion, OpinionTooEarly
from huizhen.consultations.model import Consultation
from huizhen.consultations.moves import Command, State
from huizhen.consultations.policy import ALLOW, Can
from huizhen.consultations.schemas.conclusion import ConclusionIn, SignIn
from huizhen.consultations.service import checking
from huizhen.consultations.service.conclusion import report
from huizhen.consultations.service.conclusion.looked import Making
from huizhen.consultations.service.moving import concerned, is_licensed, target_of, today
from huizhen.consultations.stages import CONCLUDING, CaseRole
from huizhen.core.access import require
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import Problem
from huizhen.docstore import Body
from huizhen.records import ActChanged

FORM = "conclusion"


@dataclass(frozen=True, slots=True)
class Prepared:
    """An act, and what still stands against signing it."""

    act: records.Act
    refusals: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class ReportDesk:
    """What a conclusion needs beside the unit of work: the press, the chain's calendar, the address of its pages."""

    press: papers.Press
    zone: ZoneInfo
    verify_base: str

    def setter(self) -> records.Setter:
        """The report's own way onto paper."""
        return records.Setter(self.press, schemas.TEMPLATE, schemas.paper_of)


def prepare_conclusion(
    uow: UnitOfWork, desk: ReportDesk, *, consultation_id: UUID, given: ConclusionIn
) -> Prepared:
    """Set what the chair is about to sign, and keep it as his act. What stands against signing is told, not raised.

    Raises:
        NotFound, Forbidden: not visible; not its chair.
        WrongState, OpinionTooEarly: there is nothing to conclude yet, or it was signed.
        Invalid: an unknown code, an answer to no question, a text with nothing to print.
    """
    case = queries.get(uow, consultation_id)
    require(ALLOW, Can.CONCLUDE, uow.actor, case)
    _require_time(uow, case)
    making = Making(uow.now, desk.zone, records.make_verify_code(), desk.verify_base)
    body, basis = _drafted(uow, case, given, making)
    document = docstore.form(uow, schemas.COMPOSITION, body)
    made_with = {
        "consultation_id": str(case.id),
        "given": given.model_dump_json(),
        "at": making.at.isoformat(),
        "verify_code": making.verify_code,
        "verify_base": making.verify_base,
        "basis": basis,
    }
    act = records.prepare(uow, desk.setter(), scope=case.patient_id, document=document, made_with=made_with)
    return Prepared(act, _refusals(uow, case, given, desk.zone))


def show_pages(uow: UnitOfWork, desk: ReportDesk, *, consultation_id: UUID, act_id: UUID) -> list[bytes]:
    """The pages of the actor's act, marked as not signed; raises as `prepare_conclusion`, `NotFound`: no such act."""
    case = queries.get(uow, consultation_id)
    require(ALLOW, Can.CONCLUDE, uow.actor, case)
    act = records.get_act(uow, act_id=act_id, scope=case.patient_id)
    return desk.setter().preview(act.document)


def sign_conclusion(
    uow: UnitOfWork, desk: ReportDesk, *, consultation_id: UUID, signing: SignIn, code: str | None
) -> records.Filed:
    """Close the discussion: file document, paper and signature.

    Raises:
        NotFound, Forbidden: not visible; not its chair; the act is not his, or gave way to a later one.
        WrongState and every gate of signing: as `prepare_conclusion` has told them.
        ActChanged: another text than was shown, or something that it tells has changed since.
        StepUpRequired, ProofRefused: no code, or a wrong one.
    """
    case = queries.get(uow, consultation_id, lock=True)
    require(ALLOW, Can.CONCLUDE, uow.actor, case)
    act = records.get_act(uow, act_id=signing.act_id, scope=case.patient_id)
    given = ConclusionIn.model_validate_json(act.made_with["given"])
    facts = _facts(uow, case, given, desk.zone)
    _require_same(uow, case, act, given, desk)
    state = target_of(case, Command.SIGN, facts)
    invitation = case.invitation_of(uow.actor.user_id)
    org_id = case.store_id if invitation is None else invitation.org_id
    filed = records.sign(
        uow,
        desk.setter(),
        act,
        scope=case.patient_id,
        subject_id=case.id,
        store_id=case.store_id,  # filed in the inviting side's record; the expert speaks in it
        signer=records.Signer(CaseRole.CHAIR.value, org_id),
        shown_sha256=signing.data_sha256,
        verify_code=str(act.made_with["verify_code"]),
        code=code,
    )
    docstore.drop_draft(uow, form=FORM, scope=case.patient_id)
    case.conclusion_id, case.paper_id, case.signed_at = filed.document.id, filed.paper_id, uow.now
    case.state, case.changed_at = state, uow.now
    _tick_what_was_seen(uow, case)
    uow.record(
        ConclusionSigned(
            subject_id=case.id,
            patient_id=case.patient_id,
            conclusion_id=filed.document.id,
            paper_id=filed.paper_id,
        ),
        scope=case.patient_id,
        audience=concerned(uow, case),
    )
    uow.session.flush()
    return filed


def _require_time(uow: UnitOfWork, case: Consultation) -> None:
    """From the conclusion on, until it is signed."""
    if case.state is State.OPINION_DRAFTED:
        return
    if case.state is not State.IN_SESSION:
        allowed = rules.possible(case.state, template=queries.template_of(case))
        raise rules.WrongState(state=case.state, command=Command.SIGN, allowed=allowed)
    if (stage := queries.stage_of(uow, case)) not in CONCLUDING:
        raise OpinionTooEarly(stage=stage)


def _drafted(uow: UnitOfWork, case: Consultation, given: ConclusionIn, making: Making) -> tuple[Body, str]:
    """The document, and a digest of everything that it tells except which materials there are."""
    told = report.compose(uow, case, given, making)
    seen = told.model_dump(mode="json", exclude={"materials"})
    body = schemas.composition(
        told,
        patient_id=case.patient_id,
        author_id=uow.actor.user_id,
        custodian_id=case.store_id,
        at=making.at,
        entries=report.entries_of(case),
    )
    return body, hashlib.sha256(docstore.canonical(seen)).hexdigest()


def _require_same(
    uow: UnitOfWork, case: Consultation, act: records.Act, given: ConclusionIn, desk: ReportDesk
) -> None:
    """What the act tells is still so: no opinion was signed again, nobody else leads, no line was taken back."""
    kept = act.made_with
    making = Making(datetime.fromisoformat(kept["at"]), desk.zone, kept["verify_code"], kept["verify_base"])
    _, basis = _drafted(uow, case, given, making)
    if kept["consultation_id"] != str(case.id) or basis != kept["basis"]:
        raise ActChanged


# ---- the gates


def _facts(uow: UnitOfWork, case: Consultation, given: ConclusionIn, zone: ZoneInfo) -> Facts:
    """What signing asks for; what the product sees itself counts as ticked."""
    found = queries.facts_of(uow, case)
    request = queries.request_of(uow, case)
    asked = () if request is None else schemas.asked_of(request.body).questions
    questions = frozenset(range(1, len(asked) + 1))
    answered = frozenset(each.number for each in given.answers) & questions
    seen = {
        "each_opinion_entered": Opinion.PENDING not in found.opinions,
        "questions_answered": answered == questions,
        "recommendations_itemised": bool(given.recommendations),
    }
    return replace(
        found,
        qualified=is_licensed(uow, uow.actor.user_id, today=today(uow, zone)),
        entered=queries.stages_entered(uow, case),
        ticked=frozenset(checking.ticks_of(uow, case)) | {item for item, is_so in seen.items() if is_so},
        questions=questions,
        answered=answered,
        diagnoses_coded=bool(given.diagnoses) and all(each.code is not None for each in given.diagnoses),
        recommendations_itemised=bool(given.recommendations),
    )


def _refusals(uow: UnitOfWork, case: Consultation, given: ConclusionIn, zone: ZoneInfo) -> Sequence[Problem]:
    template = queries.template_of(case)
    shut = rules.refusals(State.OPINION_DRAFTED, Command.SIGN, _facts(uow, case, given, zone), template)
    if case.state is State.OPINION_DRAFTED:
        return shut
    allowed = rules.possible(case.state, template=template)
    return [rules.WrongState(state=case.state, command=Command.SIGN, allowed=allowed), *shut]


SEEN = ("each_opinion_entered", "questions_answered", "recommendations_itemised")


def _tick_what_was_seen(uow: UnitOfWork, case: Consultation) -> None:
    session_id = rooms.find_session(uow, case.id) or case.id
    for item in SEEN:
        checking.by_system(uow, case, session_id, item)
