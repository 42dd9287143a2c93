"""Who may do what to a case: permissions, and what somebody is in this one."""

from typing import Final

from huizhen.consultations.gates import Reply
from huizhen.consultations.model import Consultation
from huizhen.consultations.moves import Command
from huizhen.consultations.stages import CaseRole
from huizhen.core.access import CLINICAL, DESK, Actor, Permission, Policy, Role, Rule


class Can(Permission):
    """Permissions of this domain."""

    READ = "consultation:read"
    CREATE = "consultation:create"
    SUBMIT = "consultation:submit"
    INVITE = "consultation:invite"
    ANSWER = "consultation:answer"
    SCHEDULE = "consultation:schedule"
    CANCEL = "consultation:cancel"
    OPINE = "consultation:opine"
    CONCLUDE = "consultation:conclude"
    JOIN = "consultation:join"
    ADMIT = "consultation:admit"
    TICK = "consultation:tick"
    TICK_TALK = "consultation:tick_talk"
    ANSWER_DEVICE = "consultation:answer_device"
    LEAD = "consultation:lead"
    TAKE_CHAIR = "consultation:take_chair"


STORE_STAFF: Final = CLINICAL | DESK
PLANNERS: Final = frozenset({Role.ATTENDING, Role.COORDINATOR})


def is_attending(actor: Actor, case: Consultation) -> bool:
    return actor.user_id == case.attending_id


def is_coordinator(actor: Actor, case: Consultation) -> bool:
    """The centre's for every case, a store's for its own."""
    posts = {each.store_id for each in actor.roles if each.role is Role.COORDINATOR}
    return bool(posts & {None, case.store_id})


def is_at_desk(actor: Actor, case: Consultation) -> bool:
    return case.store_id in actor.stores_as(DESK)


def was_invited(actor: Actor, case: Consultation) -> bool:
    return case.invitation_of(actor.user_id) is not None


def is_expert(actor: Actor, case: Consultation) -> bool:
    invitation = case.invitation_of(actor.user_id)
    return invitation is not None and invitation.reply is Reply.ACCEPTED


def is_chair(actor: Actor, case: Consultation) -> bool:
    return actor.user_id == case.chair_id


PHYSICIANS_OF_CASE: Final = frozenset({Role.ATTENDING, Role.CONSULTANT})
LEADERS: Final = PHYSICIANS_OF_CASE | {Role.COORDINATOR}

ALLOW: Final[Policy] = {
    Can.READ: Rule(STORE_STAFF | {Role.COORDINATOR}),
    Can.CREATE: Rule(DESK | {Role.ATTENDING}),
    Can.SUBMIT: Rule(frozenset({Role.ATTENDING}), ((is_attending,),)),
    Can.INVITE: Rule(PLANNERS, ((is_attending,), (is_coordinator,))),
    Can.ANSWER: Rule(frozenset({Role.CONSULTANT}), ((was_invited,),)),
    Can.SCHEDULE: Rule(PLANNERS, ((is_attending,), (is_coordinator,))),
    Can.CANCEL: Rule(PLANNERS | DESK, ((is_attending,), (is_coordinator,), (is_at_desk,))),
    Can.OPINE: Rule(frozenset({Role.CONSULTANT}), ((is_expert,),)),
    Can.CONCLUDE: Rule(PHYSICIANS_OF_CASE, ((is_chair,),)),
    Can.JOIN: Rule(LEADERS, ((is_attending,), (is_expert,), (is_chair,))),
    Can.ADMIT: Rule(LEADERS | DESK, ((is_attending,), (is_chair,), (is_at_desk,))),
    Can.TICK: Rule(
        LEADERS | DESK, ((is_attending,), (is_expert,), (is_chair,), (is_coordinator,), (is_at_desk,))
    ),
    # What was said between physicians is not the desk's to confirm.
    Can.TICK_TALK: Rule(LEADERS, ((is_attending,), (is_expert,), (is_chair,), (is_coordinator,))),
    Can.ANSWER_DEVICE: Rule(frozenset({Role.ATTENDING}), ((is_attending,),)),
    Can.LEAD: Rule(LEADERS, ((is_chair,),)),
    Can.TAKE_CHAIR: Rule(PLANNERS, ((is_attending,), (is_coordinator,))),
}

ASKED_BY: Final = {
    Command.SUBMIT: Can.SUBMIT,
    Command.INVITE: Can.INVITE,
    Command.ACCEPT: Can.ANSWER,
    Command.DECLINE_INVITATION: Can.ANSWER,
    Command.WITHDRAW_INVITATION: Can.INVITE,
    Command.SCHEDULE: Can.SCHEDULE,
    Command.CANCEL: Can.CANCEL,
    Command.SIGN_OPINION: Can.OPINE,
    Command.SIGN: Can.CONCLUDE,
    Command.OPEN: Can.LEAD,
    Command.ADVANCE: Can.LEAD,
    Command.TAKE_CHAIR: Can.TAKE_CHAIR,
    Command.HAND_OVER_CHAIR: Can.LEAD,
    Command.FINISH: Can.LEAD,
    Command.REOPEN: Can.LEAD,
}
"""The permission behind each command that a route carries out: what a screen may offer."""


def roles_in(actor: Actor, case: Consultation) -> frozenset[CaseRole]:
    """What somebody is in this case; the same person may be another thing in the next."""
    held = {each.role for each in actor.roles if each.store_id == case.store_id}
    told = {
        CaseRole.ATTENDING: is_attending(actor, case),
        CaseRole.COORDINATOR: is_coordinator(actor, case),
        CaseRole.FRONT_DESK: Role.FRONT_DESK in held,
        CaseRole.NURSE: Role.NURSE in held,
        CaseRole.CONSULTANT: was_invited(actor, case),
        CaseRole.CHAIR: case.chair_id == actor.user_id,
        CaseRole.SYSTEM: actor.system is not None,
    }
    return frozenset(role for role, is_so in told.items() if is_so)
