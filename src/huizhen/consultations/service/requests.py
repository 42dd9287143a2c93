"""A case begins: created for a patient of the store, submitted by its attending with a proof over the request."""

from dataclasses import replace
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from huizhen import docstore, org, patients, records, signin
from huizhen.consultations import queries, rules, schemas
from huizhen.consultations.events import SUBJECT, ConsultationCreated, ConsultationSubmitted
from huizhen.consultations.gates import Facts
from huizhen.consultations.model import Consultation
from huizhen.consultations.moves import Command
from huizhen.consultations.policy import ALLOW, STORE_STAFF, Can
from huizhen.consultations.schemas.request import Asked
from huizhen.consultations.schemas.wire import CreateIn, RequestIn
from huizhen.consultations.service.moving import check_times, concerned, is_licensed, move, target_of, today
from huizhen.consultations.stages import DIRECT, CaseRole
from huizhen.core.access import PHYSICIANS, Role, require
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import FieldError, Forbidden, Invalid

FORM = "consultation_request"


def create(uow: UnitOfWork, *, given: CreateIn, zone: ZoneInfo) -> Consultation:
    """A draft of a case, by the attending or for him.

    Raises:
        NotFound: the patient is not visible. Forbidden: the actor works in no store.
        Invalid: who is named as attending is none of this store.
    """
    records.require_grounds(uow, given.patient_id)
    require(ALLOW, Can.CREATE, uow.actor)
    places = uow.actor.stores_as(STORE_STAFF)
    if not places:
        raise Forbidden(patient_id=given.patient_id)
    store_id = places[0]
    attending_id = given.attending_id or uow.actor.user_id
    if not _is_attending_at(uow, attending_id, store_id):
        raise Invalid(FieldError("/attending_id", "not_allowed" if given.attending_id else "missing"))
    state = rules.decide(None, Command.CREATE, Facts(patient_registered=True, location_recorded=True))
    day = today(uow, zone)
    (store,) = org.list_places(uow, ids=[store_id])
    count = _next_count(uow, store_id=store_id, named=f"{SUBJECT}:{store_id}:{day}", day_on=day)
    case = Consultation(
        id=uow.new_id(),
        created_at=uow.now,
        changed_at=uow.now,
        store_id=store_id,
        patient_id=given.patient_id,
        attending_id=attending_id,
        author_id=uow.actor.user_id,
        state=state,
        number=rules.number_of(store.code, day, count),
        day_on=day,
        day_count=count,
        template_code=DIRECT.code,
        template_version=DIRECT.version,
        priority=given.priority,
        patient_location=given.patient_location,
        invitations=[],
    )
    uow.session.add(case)
    uow.session.flush()
    uow.record(
        ConsultationCreated(subject_id=case.id, patient_id=case.patient_id, store_id=store_id),
        scope=case.patient_id,
        audience=concerned(uow, case),
    )
    return case


def _is_attending_at(uow: UnitOfWork, user_id: UUID, store_id: UUID) -> bool:
    roles = org.roles_of(uow, user_id)
    return any(each.role is Role.ATTENDING and each.store_id == store_id for each in roles)


def _next_count(uow: UnitOfWork, *, store_id: UUID, named: str, day_on: object) -> int:
    """The day's next number at a store; two at once wait for each other."""
    uow.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(named, 0))))
    last = uow.session.scalar(
        select(func.max(Consultation.day_count)).where(
            Consultation.store_id == store_id, Consultation.day_on == day_on
        )
    )
    return (last or 0) + 1


def submit(
    uow: UnitOfWork, *, consultation_id: UUID, given: RequestIn, code: str | None, zone: ZoneInfo
) -> Consultation:
    """File the request under the attending's proof and send the case on its way; his draft is gone.

    Raises:
        NotFound, Forbidden: not visible; not its attending. NotQualified: no licence today.
        WrongState, ConsentsMissing, RequestIncomplete, QuestionsMissing: what the table and its gates say.
        Invalid: a wished time that is over, or more than a year ahead.
        StepUpRequired, ProofRefused: no code, or a wrong one.
    """
    case = queries.get(uow, consultation_id, lock=True)
    require(ALLOW, Can.SUBMIT, uow.actor, case)
    check_times(given.proposed_times, pointer="/proposed_times/{}", now=uow.now)
    submitted = target_of(case, Command.SUBMIT, _submitting(uow, case, given))
    if not is_licensed(uow, uow.actor.user_id, today=today(uow, zone)):
        raise org.NotQualified
    asked = _asked(given)
    body = schemas.service_request(
        asked,
        number=case.number,
        priority=case.priority,
        patient_id=case.patient_id,
        author_id=uow.actor.user_id,
        at=uow.now,
    )
    written = docstore.create(
        uow, schemas.REQUEST, body, scope=case.patient_id, store_id=case.store_id, id=uow.new_id()
    )
    # The proof is over the hash of what is filed, which is also its ETag.
    proven = signin.prove(uow, act_sha256=bytes.fromhex(written.etag), code=code)
    signer = records.Signer(CaseRole.ATTENDING.value, case.store_id)
    records.add_signature(
        uow, written, scope=case.patient_id, subject_id=case.id, signer=signer, proven=proven
    )
    summary = _summarise(uow, case, asked, zone)
    docstore.drop_draft(uow, form=FORM, scope=case.patient_id)
    case.state, case.summary, case.specialty, case.submitted_at = submitted, summary, asked.specialty, uow.now
    case.request_id = written.id
    uow.record(
        ConsultationSubmitted(subject_id=case.id, patient_id=case.patient_id, request_id=written.id),
        scope=case.patient_id,
        audience=concerned(uow, case),
    )
    move(uow, case, Command.ROUTE, Facts())
    uow.session.flush()
    return case


def _submitting(uow: UnitOfWork, case: Consultation, given: RequestIn) -> Facts:
    filled = {
        "reason": given.reason,
        "purpose": given.purpose,
        "wanted_specialty": given.specialty,
        "urgency_reason": given.urgency_reason,
    }
    return replace(
        queries.facts_of(uow, case),
        adopted_by_physician=bool(uow.actor.role_names() & PHYSICIANS),
        filled=frozenset(name for name, value in filled.items() if value is not None),
        questions=frozenset(range(1, len(given.questions) + 1)),
        # Within the chain membership is the agreement; one between institutions is asked for when `org` holds them.
        agreement_in_force=True,
    )


def _asked(given: RequestIn) -> Asked:
    """The request, after the gates have said that nothing is missing."""
    if given.reason is None or given.purpose is None or given.specialty is None:
        raise Invalid(FieldError("/", "missing"))
    return Asked(
        reason=given.reason,
        purpose=given.purpose,
        questions=tuple(given.questions),
        specialty=given.specialty,
        specialty_display="",
        urgency_reason=given.urgency_reason,
        proposed_times=tuple(sorted(set(given.proposed_times))),
    )


def _summarise(uow: UnitOfWork, case: Consultation, asked: Asked, zone: ZoneInfo) -> bytes:
    person = patients.person_of(patients.get_patient(uow, case.patient_id).body)
    age = patients.age_years(person.born_on, on=today(uow, zone))
    told = schemas.summary_of(asked, sex=person.sex, age_years=age, known=person.identifying)
    return docstore.protect(uow, told.as_bytes(), SUBJECT, "summary", case.id, scope=case.patient_id)
