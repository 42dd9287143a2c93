"""Seeing cases, once, in SQL; what is opened of one, and the story of its events.

Invariant: a case is seen by its store's staff and its accepted experts as long as a ground on the record stands, by
whoever is asked into it until he answers or the time is up, and from its submission by coordinators: the centre's
see every store's, a store's its own. Source: D15.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from sqlalchemy import Select, and_, exists, or_, select, true
from sqlalchemy.orm import selectinload

from huizhen import docstore, patients, records, rooms
from huizhen.consultations.events import SUBJECT
from huizhen.consultations.gates import Facts, Reply
from huizhen.consultations.model import Consultation, Invitation
from huizhen.consultations.moves import TERMINAL, State
from huizhen.consultations.policy import STORE_STAFF
from huizhen.consultations.schemas import COMPOSITION, IMPRESSION, REQUEST
from huizhen.consultations.schemas.summary import Summary
from huizhen.consultations.stages import TEMPLATES, ProcessTemplate, Stage
from huizhen.core.access import Actor, Role
from huizhen.core.db.journal import JournalEntry
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import NotFound

LISTED_MAX: Final = 200
STORY_MAX: Final = 200
PAPER: Final = "paper"
"""Why a record was opened: somebody took the signed paper with him."""


def visible(actor: Actor, now: datetime) -> Select[Consultation]:
    """Cases that the actor may see: the only source of cases."""
    if actor.system is not None:
        return select(Consultation)
    grounded = Consultation.patient_id.in_(records.visible_patients(actor, now))
    mine = and_(Invitation.consultation_id == Consultation.id, Invitation.user_id == actor.user_id)
    asked = exists().where(mine, Invitation.reply == Reply.PENDING, Invitation.answer_until_at > now)
    accepted = exists().where(mine, Invitation.reply == Reply.ACCEPTED)
    at_store = Consultation.store_id.in_(actor.stores_as(STORE_STAFF))
    posts = {each.store_id for each in actor.roles if each.role is Role.COORDINATOR}
    everywhere = true() if None in posts else Consultation.store_id.in_(posts)
    coordinated = and_(Consultation.state != State.DRAFT, everywhere)
    ways = (and_(at_store, grounded), and_(accepted, grounded), asked, coordinated)
    return select(Consultation).where(or_(*ways))


def get(uow: UnitOfWork, consultation_id: UUID, *, lock: bool = False) -> Consultation:
    """One case with its invitations; raises `NotFound`. `lock`: commands about one case follow each other."""
    query = (
        visible(uow.actor, uow.now)
        .where(Consultation.id == consultation_id)
        .options(selectinload(Consultation.invitations))
        .execution_options(populate_existing=True)
    )
    row = uow.session.scalar(query.with_for_update(of=Consultation) if lock else query)
    if row is None:
        raise NotFound(consultation_id=consultation_id)
    return row


def list_open(uow: UnitOfWork) -> Sequence[Consultation]:
    """The actor's cases that are not over, the next session first, then the newest."""
    query = (
        visible(uow.actor, uow.now)
        .where(Consultation.state.not_in(TERMINAL))
        .options(selectinload(Consultation.invitations))
        .order_by(Consultation.planned_at.asc().nulls_last(), Consultation.id.desc())
        .limit(LISTED_MAX)
    )
    return uow.session.scalars(query).all()


def lapsed(uow: UnitOfWork) -> Sequence[UUID]:
    """Ids of cases with an invitation that nobody answered in time; for the clock."""
    query = (
        select(Invitation.consultation_id)
        .where(Invitation.reply == Reply.PENDING, Invitation.answer_until_at <= uow.now)
        .distinct()
        .limit(LISTED_MAX)
    )
    return uow.session.scalars(query).all()


def left_behind(uow: UnitOfWork, *, since: datetime) -> Sequence[UUID]:
    """Ids of cases whose stages were over by that moment and whose call stands empty since; for the clock."""
    over = select(Consultation.id).where(Consultation.finished_at <= since)
    return rooms.list_deserted(uow, over, since=since)


def template_of(case: Consultation) -> ProcessTemplate:
    """The template that the case is pinned to."""
    return TEMPLATES[case.template_code, case.template_version]


def grounded(uow: UnitOfWork, cases: Sequence[Consultation]) -> frozenset[UUID]:
    """Patients of these cases whose record the actor may open."""
    return frozenset(records.grounds(uow, sorted({each.patient_id for each in cases})))


def people(uow: UnitOfWork, ids: Sequence[UUID]) -> dict[UUID, docstore.Body]:
    """The persons of records that the actor may open."""
    scopes = docstore.open_bodies(uow, ids, purpose=SUBJECT)
    return {each: docs[0].body for each, docs in docstore.latest_of(uow, "Patient", scopes).items()}


def request_of(uow: UnitOfWork, case: Consultation) -> docstore.Opened | None:
    """The request as it was filed; none before. Raises `NotFound` without a ground on the record."""
    if case.request_id is None:
        return None
    return docstore.open_body(uow, case.patient_id, purpose=SUBJECT).get(REQUEST, case.request_id)


def open_summary(uow: UnitOfWork, case: Consultation) -> Summary | None:
    """What may be told of the case to somebody without a ground on its record. Journaled as a read of it."""
    if case.summary is None:
        return None
    uow.note(
        "record.read",
        subject_type=SUBJECT,
        subject_id=case.id,
        scope=case.patient_id,
        purpose=SUBJECT,
        basis="summary",
    )
    place = (SUBJECT, "summary", case.id)
    return Summary.of(docstore.unprotect(uow, case.summary, *place, scope=case.patient_id))


def open_note(uow: UnitOfWork, envelope: bytes | None, *place: str | UUID, scope: UUID) -> str | None:
    """The note beside a reason, for somebody who was found to plan this case."""
    return None if envelope is None else docstore.unprotect(uow, envelope, *place, scope=scope).decode()


def opinions_of(uow: UnitOfWork, case: Consultation) -> dict[UUID, docstore.Opened]:
    """The opinions that stand, by their documents' ids. Raises `NotFound` without a ground on the record."""
    ids = [each.opinion_id for each in case.invitations if each.opinion_id is not None]
    if not ids:
        return {}
    scope = docstore.open_body(uow, case.patient_id, purpose=SUBJECT)
    return {each.id: each for each in scope.documents(IMPRESSION, ids=ids)}


def conclusion_of(uow: UnitOfWork, case: Consultation) -> docstore.Opened:
    """The signed conclusion; raises `NotFound`: there is none, or no ground on the record."""
    if case.conclusion_id is None:
        raise NotFound(consultation_id=case.id)
    scope = docstore.open_body(uow, case.patient_id, purpose=SUBJECT)
    return scope.get(COMPOSITION, case.conclusion_id)


def paper_of(uow: UnitOfWork, case: Consultation) -> bytes:
    """The signed paper; raises as `conclusion_of`."""
    if case.paper_id is None:
        raise NotFound(consultation_id=case.id)
    return records.read_paper(uow, patient_id=case.patient_id, paper_id=case.paper_id, purpose=PAPER)


def signature_of(uow: UnitOfWork, case: Consultation) -> records.Signed | None:
    """The chair's signature over the conclusion; none before."""
    found = records.list_signatures(uow, case.id)
    return next((each for each in found if each.document_id == case.conclusion_id), None)


def undelivered(uow: UnitOfWork) -> Sequence[UUID]:
    """Ids of cases that are signed and not delivered; for the worker."""
    query = select(Consultation.id).where(Consultation.state == State.SIGNED).order_by(Consultation.id)
    return uow.session.scalars(query.limit(LISTED_MAX)).all()


def stage_of(uow: UnitOfWork, case: Consultation) -> Stage | None:
    """The stage that the case's call has entered; none while there is no call."""
    session_id = rooms.find_session(uow, case.id) if case.state is State.IN_SESSION else None
    return None if session_id is None else Stage(rooms.get_standing(uow, session_id).session.stage)


def stages_entered(uow: UnitOfWork, case: Consultation) -> frozenset[Stage]:
    """The stages that the case's calls were really in; none before it was opened."""
    if case.opened_at is None:
        return frozenset()
    return frozenset(Stage(each) for each in rooms.list_entered(uow, case.id))


def find_by_call(uow: UnitOfWork, subject: UUID) -> Consultation | None:
    """The case of a call, for the holder of a seat in it who has no account."""
    query = select(Consultation).where(Consultation.id == subject)
    return uow.session.scalar(query.options(selectinload(Consultation.invitations)))


def standing(case: Consultation, now: datetime) -> Facts:
    """What the rows of a case say by themselves about invitations and opinions."""
    accepted = [each for each in case.invitations if each.reply is Reply.ACCEPTED]
    return Facts(
        replies=tuple(each.reply_at(now) for each in case.invitations),
        in_session=case.state is State.IN_SESSION,
        chair_accepted=any(each.user_id == case.chair_id for each in accepted),
        opinions=tuple(each.opinion for each in accepted if each.user_id != case.chair_id),
    )


def facts_of(uow: UnitOfWork, case: Consultation) -> Facts:
    """As `standing`, with consents and stage; what a command adds is the command's."""
    held = patients.held(uow, case.patient_id)
    consents = frozenset(str(each) for each in held)
    return replace(standing(case, uow.now), consents=consents, stage=stage_of(uow, case))


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of a case, as the journal has it."""

    kind: str
    at: datetime
    actor_id: UUID
    values: dict[str, Any]


def story(uow: UnitOfWork, case: Consultation) -> list[Happened]:
    """What happened to a case, oldest first."""
    query = (
        select(JournalEntry.entry)
        .where(
            JournalEntry.subject_id == case.id,
            JournalEntry.subject_type == SUBJECT,
            JournalEntry.kind != "record.read",
            JournalEntry.at >= case.created_at,
        )
        .order_by(JournalEntry.at, JournalEntry.seq)
        .limit(STORY_MAX)
    )
    told = (orjson.loads(each) for each in uow.session.scalars(query))
    return [
        Happened(each["kind"], datetime.fromisoformat(each["at"]), UUID(each["actor"]), each["values"])
        for each in told
    ]
