"""A case as one person sees it: the record's share for who may open it, the summary for who may not.

Invariant: name, request and notes are put in only after `records` has found a ground; nothing here decides by itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from huizhen import org, patients
from huizhen.consultations import queries, rules, schemas
from huizhen.consultations.gates import CONSENTS_NEEDED, Reply
from huizhen.consultations.model import Consultation, Invitation
from huizhen.consultations.moves import AFTER_REPORT, TERMINAL, Command
from huizhen.consultations.policy import ALLOW, ASKED_BY, roles_in
from huizhen.consultations.schemas.wire import (
    CaseOut,
    ConcludedRefOut,
    HappenedOut,
    InvitationOut,
    LineOut,
    LineSubjectOut,
    MineOut,
    NextOut,
    OpinionOut,
    PartyOut,
    QuestionOut,
    RequestOut,
    SubjectOut,
    SummaryOut,
)
from huizhen.consultations.stages import CaseRole
from huizhen.core.access import Actor, may
from huizhen.core.db.unit import UnitOfWork

PLANNING = frozenset({CaseRole.ATTENDING, CaseRole.COORDINATOR})


@dataclass(frozen=True, slots=True)
class Cast:
    """Names that the cases of one answer need, looked up once."""

    people: Mapping[UUID, str]
    places: Mapping[UUID, str]

    @classmethod
    def of(cls, uow: UnitOfWork, cases: Sequence[Consultation], also: Iterable[UUID] = ()) -> "Cast":
        """The names of everybody in these cases."""
        ids: set[UUID] = set(also)
        places: set[UUID] = set()
        for case in cases:
            ids |= {case.attending_id, *(each.user_id for each in case.invitations)}
            places |= {case.store_id, *(each.org_id for each in case.invitations)}
        found = org.list_places(uow, ids=sorted(places))
        return cls(org.names(uow, ids), {each.id: each.name for each in found})

    def person(self, id: UUID) -> PartyOut:
        """A colleague by id."""
        return PartyOut(id=id, name=self.people.get(id, ""))

    def chair(self, case: Consultation) -> PartyOut | None:
        """Whoever was asked to lead."""
        return None if case.chair_id is None else self.person(case.chair_id)


def allowed(actor: Actor, case: Consultation, *, invited: Reply | None) -> list[Command]:
    """What this person may ask of the case now; gates are looked at when he asks."""
    commands = rules.possible(case.state, roles_in(actor, case), queries.template_of(case))
    answers = {Command.ACCEPT, Command.DECLINE_INVITATION}
    return [
        each
        for each in dict.fromkeys(commands)
        if each in ASKED_BY
        and may(ALLOW, ASKED_BY[each], actor, case)
        and (each not in answers or invited is Reply.PENDING)
    ]


def reply_to(uow: UnitOfWork, case: Consultation) -> Reply | None:
    """The caller's own answer so far; none when he was not asked."""
    own = case.invitation_of(uow.actor.user_id)
    return None if own is None else own.reply_at(uow.now)


def _subject(id: UUID, body: Mapping[str, object], today: date) -> SubjectOut:
    person = patients.person_of(dict(body))
    age = patients.age_years(person.born_on, on=today)
    return SubjectOut(id=id, name=person.name, sex=person.sex, age_years=age)


# ---- lists: read by whoever stands beside, so that nobody is named in full in them


def mine(uow: UnitOfWork, zone: ZoneInfo) -> MineOut:
    """The caller's open cases by what they want of him."""
    cases = queries.list_open(uow)
    today = uow.now.astimezone(zone).date()
    bodies = queries.people(uow, sorted(queries.grounded(uow, cases)))
    subjects = {id: _masked(id, body, today) for id, body in bodies.items()}
    cast = Cast.of(uow, cases)
    lines: dict[str, list[LineOut]] = {"waiting": [], "today": [], "upcoming": [], "open": []}
    for case in cases:
        line = _line(uow, case, cast, subjects.get(case.patient_id))
        lines[_group(uow, case, today, zone)].append(line)
    return MineOut(**lines)


def _masked(id: UUID, body: Mapping[str, object], today: date) -> LineSubjectOut:
    person = patients.person_of(dict(body))
    return LineSubjectOut(
        id=id,
        name_masked=patients.masked_name(person.name),
        sex=person.sex,
        age_years=patients.age_years(person.born_on, on=today),
    )


def _group(uow: UnitOfWork, case: Consultation, today: date, zone: ZoneInfo) -> str:
    if reply_to(uow, case) is Reply.PENDING:
        return "waiting"
    if case.planned_at is None:
        return "open"
    day = case.planned_at.astimezone(zone).date()
    if day == today:
        return "today"
    return "upcoming" if day > today else "open"


def _line(uow: UnitOfWork, case: Consultation, cast: Cast, subject: LineSubjectOut | None) -> LineOut:
    own = case.invitation_of(uow.actor.user_id)
    waits = own is not None and own.reply_at(uow.now) is Reply.PENDING
    return LineOut(
        id=case.id,
        number=case.number,
        state=case.state,
        priority=case.priority,
        store_name=cast.places.get(case.store_id, ""),
        attending=cast.person(case.attending_id),
        chair=cast.chair(case),
        specialty=case.specialty,
        planned_at=case.planned_at,
        answer_until_at=own.answer_until_at if own is not None and waits else None,
        changed_at=case.changed_at,
        patient=subject,
        roles=sorted(roles_in(uow.actor, case)),
        next=next_step(uow, case),
    )


# ---- one case


def one(uow: UnitOfWork, case: Consultation, zone: ZoneInfo) -> CaseOut:
    """A case with what the caller may see and do."""
    opens = case.patient_id in queries.grounded(uow, [case])
    today = uow.now.astimezone(zone).date()
    bodies = queries.people(uow, [case.patient_id]) if opens else {}
    subject = _subject(case.patient_id, bodies[case.patient_id], today) if opens else None
    reply, roles = reply_to(uow, case), roles_in(uow.actor, case)
    plans = bool(roles & PLANNING)
    # Whoever has not yet said yes hears nothing of the others' answers.
    insider = opens or plans
    told = queries.story(uow, case) if insider else []
    about = [UUID(each.values["user_id"]) for each in told if "user_id" in each.values]
    cast = Cast.of(uow, [case], [*about, *(each.actor_id for each in told)])
    place = ("consultation", "note", case.id)
    return CaseOut(
        id=case.id,
        number=case.number,
        etag=str(case.version),
        state=case.state,
        is_unsigned=case.state not in AFTER_REPORT,
        priority=case.priority,
        template=case.template_code,
        template_version=case.template_version,
        store_id=case.store_id,
        store_name=cast.places.get(case.store_id, ""),
        patient_location=case.patient_location,
        attending=cast.person(case.attending_id),
        chair=cast.chair(case),
        specialty=case.specialty,
        created_at=case.created_at,
        submitted_at=case.submitted_at,
        planned_at=case.planned_at,
        opened_at=case.opened_at,
        finished_at=case.finished_at,
        signed_at=case.signed_at,
        delivered_at=case.delivered_at,
        conclusion=_concluded(uow, case),
        cancelled_at=case.cancelled_at,
        cancel_reason=case.cancel_reason,
        cancel_note=queries.open_note(uow, case.cancel_note, *place, scope=case.patient_id)
        if opens
        else None,
        patient=subject,
        request=_request(uow, case) if opens else None,
        summary=None if opens else _summary(uow, case),
        invitations=[
            _invitation(uow, case, each, cast, reads_notes=opens and plans)
            for each in case.invitations
            if insider or each.user_id == uow.actor.user_id
        ],
        opinions=_opinions(uow, case, cast) if opens else [],
        consents_missing=_consents_missing(uow, case),
        roles=sorted(roles),
        allowed=allowed(uow.actor, case, invited=reply),
        next=next_step(uow, case),
        story=[_happened(each, cast) for each in told],
    )


def _request(uow: UnitOfWork, case: Consultation) -> RequestOut | None:
    filed = queries.request_of(uow, case)
    if filed is None:
        return None
    asked = schemas.asked_of(filed.body)
    return RequestOut(
        id=filed.id,
        etag=filed.etag,
        reason=asked.reason,
        purpose=asked.purpose,
        questions=[QuestionOut(number=number, text=text) for number, text in enumerate(asked.questions, 1)],
        urgency_reason=asked.urgency_reason,
        proposed_times=list(asked.proposed_times),
    )


def _summary(uow: UnitOfWork, case: Consultation) -> SummaryOut | None:
    told = queries.open_summary(uow, case)
    if told is None:
        return None
    return SummaryOut(
        sex=told.sex,
        age_years=told.age_years,
        reason=told.reason,
        purpose=told.purpose,
        questions=list(told.questions),
        urgency_reason=told.urgency_reason,
        proposed_times=list(told.proposed_times),
    )


def _invitation(
    uow: UnitOfWork, case: Consultation, invitation: Invitation, cast: Cast, *, reads_notes: bool
) -> InvitationOut:
    place = ("invitation", "note", invitation.id)
    envelope = invitation.decline_note if reads_notes else None
    reply = invitation.reply_at(uow.now)
    return InvitationOut(
        id=invitation.id,
        user=cast.person(invitation.user_id),
        org_name=cast.places.get(invitation.org_id, ""),
        chair=invitation.user_id == case.chair_id,
        reply=reply,
        answer_until_at=invitation.answer_until_at,
        answered_at=invitation.answered_at,
        decline_reason=invitation.decline_reason,
        decline_note=queries.open_note(uow, envelope, *place, scope=case.patient_id),
        opinion=invitation.opinion,
    )


def _opinions(uow: UnitOfWork, case: Consultation, cast: Cast) -> list[OpinionOut]:
    filed = queries.opinions_of(uow, case)
    found = []
    for each in case.invitations:
        if each.opinion_id is None or each.opinion_id not in filed:
            continue
        document = filed[each.opinion_id]
        spoken = schemas.spoken_of(document.body)
        found.append(
            OpinionOut(
                id=document.id,
                etag=document.etag,
                user=cast.person(each.user_id),
                text=spoken.text,
                dissent=spoken.dissent,
                signed_at=spoken.at,
            )
        )
    return found


def _consents_missing(uow: UnitOfWork, case: Consultation) -> list[str]:
    if case.state in TERMINAL:
        return []
    held = queries.facts_of(uow, case).consents
    return [each.value for each in CONSENTS_NEEDED if each.value not in held]


def next_step(uow: UnitOfWork, case: Consultation) -> NextOut | None:
    """What brings the case forward, as the caller finds it; from its rows alone, so that a list may ask it too."""
    facts, template = queries.standing(case, uow.now), queries.template_of(case)
    command = rules.next_command(case.state, facts)
    if command is None:
        return None
    by = rules.who(command, case.state, template) - {CaseRole.SYSTEM}
    shut = rules.refusals(case.state, command, facts, template) if command is Command.SCHEDULE else []
    waits = command is not Command.ACCEPT or reply_to(uow, case) is Reply.PENDING
    return NextOut(
        command=command,
        roles=sorted(by),
        mine=bool(by & roles_in(uow.actor, case)) and waits,
        blocked_by=[each.code for each in shut if each.code != "time-not-confirmed"],
    )


def _happened(event: queries.Happened, cast: Cast) -> HappenedOut:
    about = event.values.get("user_id")
    return HappenedOut(
        kind=event.kind,
        at=event.at,
        actor_name=cast.people.get(event.actor_id, ""),
        about_name=None if about is None else cast.people.get(UUID(about), ""),
        reason=event.values.get("reason"),
    )


# ---- the conclusion


def _concluded(uow: UnitOfWork, case: Consultation) -> ConcludedRefOut | None:
    signed = None if case.conclusion_id is None else queries.signature_of(uow, case)
    if signed is None:
        return None
    return ConcludedRefOut(id=signed.document_id, verify_code=str(signed.verify_code))
