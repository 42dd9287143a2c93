"""Asking experts: invite, accept, decline, withdraw, and the clock that counts silence as a no.

Invariant: a care grant opens with an acceptance and ends with its invitation, each in one transaction (D15).
"""

from dataclasses import replace
from uuid import UUID
from zoneinfo import ZoneInfo

from huizhen import org, records, rooms
from huizhen.consultations import queries
from huizhen.consultations.events import (
    SUBJECT,
    InvitationAccepted,
    InvitationDeclined,
    InvitationSent,
    InvitationWithdrawn,
)
from huizhen.consultations.gates import Opinion, Reply
from huizhen.consultations.model import Consultation, Invitation
from huizhen.consultations.moves import Command, InvitationReason
from huizhen.consultations.policy import ALLOW, Can
from huizhen.consultations.rules import REPLY_WITHIN, AlreadyInvited, InvitationAnswered
from huizhen.consultations.schemas.wire import DeclineIn, InviteIn
from huizhen.consultations.service import seating
from huizhen.consultations.service.moving import (
    concerned,
    is_licensed,
    keep_note,
    leave,
    move,
    place_of_note,
    today,
)
from huizhen.core.access import Role, require
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import FieldError, Invalid, NotFound


def invite(uow: UnitOfWork, *, consultation_id: UUID, given: InviteIn) -> Invitation:
    """Ask an expert through his institution; until he accepts he is told a summary only.

    Raises:
        NotFound, Forbidden, WrongState: not visible; not who plans it; not the moment.
        Invalid: no consultant, or the attending himself. AlreadyInvited: an invitation of his stands.
    """
    case = queries.get(uow, consultation_id, lock=True)
    require(ALLOW, Can.INVITE, uow.actor, case)
    move(uow, case, Command.INVITE, queries.facts_of(uow, case))
    posts = sorted(each.org_id for each in org.roles_of(uow, given.user_id) if each.role is Role.CONSULTANT)
    if not posts or given.user_id == case.attending_id:
        raise Invalid(FieldError("/user_id", "not_allowed"))
    _close_lapsed(uow, case)
    if any(each.user_id == given.user_id for each in case.live(uow.now)):
        raise AlreadyInvited
    invitation = Invitation(
        id=uow.new_id(),
        created_at=uow.now,
        consultation_id=case.id,
        org_id=posts[0],
        user_id=given.user_id,
        invited_by_id=uow.actor.user_id,
        answer_until_at=uow.now + REPLY_WITHIN[case.priority],
        reply=Reply.PENDING,
        opinion=Opinion.PENDING,
    )
    case.invitations.append(invitation)
    if given.chair:
        case.chair_id = given.user_id
    uow.session.flush()
    uow.record(
        InvitationSent(subject_id=case.id, invitation_id=invitation.id, user_id=invitation.user_id),
        scope=case.patient_id,
        audience=concerned(uow, case),
    )
    return invitation


def accept(uow: UnitOfWork, *, consultation_id: UUID, zone: ZoneInfo) -> Consultation:
    """The expert says yes; from here on he may open the record.

    Raises:
        NotFound, Forbidden: not asked, or no longer. InvitationAnswered: it was answered.
        WrongState, ConsentsMissing, NotQualified: what the table and its gates say.
    """
    case, invitation = _own(uow, consultation_id)
    qualified = is_licensed(uow, uow.actor.user_id, today=today(uow, zone))
    move(uow, case, Command.ACCEPT, replace(queries.facts_of(uow, case), qualified=qualified))
    _require_pending(uow, invitation)
    invitation.reply, invitation.answered_at = Reply.ACCEPTED, uow.now
    seating.come_again(uow, case, invitation.user_id)
    records.open_grant(
        uow,
        patient_id=case.patient_id,
        user_id=invitation.user_id,
        basis=records.Basis.CONSULTATION,
        source_type=SUBJECT,
        source_id=case.id,
    )
    uow.record(
        InvitationAccepted(subject_id=case.id, invitation_id=invitation.id, user_id=invitation.user_id),
        scope=case.patient_id,
        audience=concerned(uow, case),
    )
    uow.session.flush()
    return case


def decline(uow: UnitOfWork, *, consultation_id: UUID, given: DeclineIn) -> Consultation:
    """The expert says no, with a reason that the attending sees.

    Raises:
        As `accept`; Invalid: the clock's reason, or `other` without a note.
    """
    case, invitation = _own(uow, consultation_id)
    if given.reason is InvitationReason.NO_ANSWER:
        raise Invalid(FieldError("/reason", "not_allowed"))
    move(uow, case, Command.DECLINE_INVITATION, queries.facts_of(uow, case), reason=given.reason)
    _require_pending(uow, invitation)
    place = place_of_note(invitation)
    invitation.decline_note = keep_note(uow, given.reason, given.note, *place, scope=case.patient_id)
    _decline(uow, case, invitation, given.reason)
    return case


def withdraw(
    uow: UnitOfWork, desk: rooms.Desk, *, consultation_id: UUID, invitation_id: UUID
) -> Consultation:
    """Take an invitation back, also an accepted one: his access ends, and a time that stood is open again.

    Raises:
        NotFound, Forbidden, WrongState: as `invite`. InvitationAnswered: it was declined or withdrawn.
    """
    case = queries.get(uow, consultation_id, lock=True)
    require(ALLOW, Can.INVITE, uow.actor, case)
    invitation = next((each for each in case.invitations if each.id == invitation_id), None)
    if invitation is None:
        raise NotFound(invitation_id=invitation_id)
    move(uow, case, Command.WITHDRAW_INVITATION, queries.facts_of(uow, case))
    if invitation not in case.live(uow.now):
        raise InvitationAnswered(reply=invitation.reply_at(uow.now))
    audience = concerned(uow, case)
    invitation.reply, invitation.answered_at = Reply.WITHDRAWN, uow.now
    leave(uow, case, invitation)
    seating.leave_call(uow, desk, case, invitation.user_id)
    case.planned_at = None
    uow.record(
        InvitationWithdrawn(subject_id=case.id, invitation_id=invitation.id, user_id=invitation.user_id),
        scope=case.patient_id,
        audience=audience,
    )
    uow.session.flush()
    return case


def expire(uow: UnitOfWork) -> int:
    """Write down as declined what nobody answered in time; returns in how many cases. For the clock, as the system.

    Raises:
        PermissionError: not a system actor.
    """
    if uow.actor.system is None:
        raise PermissionError("only the clock expires invitations")
    found = queries.lapsed(uow)
    for each in found:
        _close_lapsed(uow, queries.get(uow, each, lock=True))
    return len(found)


def _close_lapsed(uow: UnitOfWork, case: Consultation) -> None:
    for each in case.invitations:
        if each.reply is Reply.PENDING and each.reply_at(uow.now) is Reply.DECLINED:
            _decline(uow, case, each, InvitationReason.NO_ANSWER)


def _decline(uow: UnitOfWork, case: Consultation, invitation: Invitation, reason: InvitationReason) -> None:
    invitation.reply, invitation.answered_at = Reply.DECLINED, uow.now
    invitation.decline_reason = reason
    leave(uow, case, invitation)
    uow.record(
        InvitationDeclined(
            subject_id=case.id, invitation_id=invitation.id, user_id=invitation.user_id, reason=reason
        ),
        scope=case.patient_id,
        audience=concerned(uow, case, invitation.user_id),
        reason=reason,
    )
    uow.session.flush()


def _own(uow: UnitOfWork, consultation_id: UUID) -> tuple[Consultation, Invitation]:
    """The case and the actor's invitation to it, locked."""
    case = queries.get(uow, consultation_id, lock=True)
    require(ALLOW, Can.ANSWER, uow.actor, case)
    invitation = case.invitation_of(uow.actor.user_id)
    if invitation is None:
        raise NotFound(consultation_id=consultation_id)
    return case, invitation


def _require_pending(uow: UnitOfWork, invitation: Invitation) -> None:
    if (reply := invitation.reply_at(uow.now)) is not Reply.PENDING:
        raise InvitationAnswered(reply=reply)
