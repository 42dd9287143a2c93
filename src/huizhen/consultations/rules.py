"""What a case may do next, and the refusals. The table itself stands in `moves`, what is told afterwards in `events`.

Invariant: a command takes effect only where a row says so and its gates are open. Source: domain.md §3, §4; decisions D27, D30.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from huizhen.consultations import gates
from huizhen.consultations.gates import Facts, Reply
from huizhen.consultations.moves import (
    MOVES,
    OFFERED,
    Command,
    Move,
    State,
)
from huizhen.consultations.stages import DIRECT, CaseRole, ProcessTemplate, Stage, parks_patient, stages_from
from huizhen.core.errors import Conflict, FieldError, Invalid, Problem

CHAIR_GONE_MINUTES: Final = 3


class Priority(StrEnum):
    """How soon, by the codes of FHIR R4."""

    ROUTINE = "routine"
    URGENT = "urgent"


class PatientLocation(StrEnum):
    """Where the patient is: at the asking store with its attending, or elsewhere."""

    ON_SITE = "on_site"
    REMOTE = "remote"


REPLY_WITHIN: Final[Mapping[Priority, timedelta]] = {
    Priority.ROUTINE: timedelta(hours=48),
    Priority.URGENT: timedelta(minutes=30),
}
"""From an invitation to its answer (domain.md §3.5); afterwards it counts as declined, `no_answer`."""


def number_of(store_code: str, day: date, count: int) -> str:
    """What people call a case: store, day, and its place among the day's."""
    return f"HZ-{store_code}-{day:%y%m%d}-{count:03}"


def fields_asked(template: ProcessTemplate, priority: Priority) -> ProcessTemplate:
    """The template with what the priority adds: who presses says why."""
    if priority is Priority.ROUTINE:
        return template
    return replace(template, request_fields=template.request_fields | {"urgency_reason"})


def reply_at(reply: Reply, answer_until_at: datetime, now: datetime) -> Reply:
    """An invitation that nobody answered in time counts as declined from that moment, whenever a job writes it down."""
    return Reply.DECLINED if reply is Reply.PENDING and answer_until_at <= now else reply


class WrongState(Conflict):
    """It does not start here. Facts `state`, `command`, `allowed`: what is possible from here."""

    code = "wrong-state"


class NotOffered(Conflict):
    """The process knows this command; this release does not carry it out. Fact `command`."""

    code = "not-offered"


class ReasonMissing(Invalid):
    """This command carries a reason code. Fact `allowed`."""

    code = "reason-missing"


class InvitationAnswered(Conflict):
    """The invitation has been answered or withdrawn. Fact `reply`."""

    code = "invitation-answered"


class AlreadyInvited(Conflict):
    """Who is invited already has an invitation that stands."""

    code = "already-invited"


class StageNotNext(Conflict):
    """Facts `stage`, `wanted`, `allowed`: where the chair may go from here."""

    code = "stage-not-next"


class CallNotOver(Conflict):
    """The stages go on: whoever leads finishes them first. Fact `state`."""

    code = "call-not-over"


class NoCall(Conflict):
    """Nobody has come yet: there is no call that this could be about."""

    code = "no-call"


def occurs(state: State, template: ProcessTemplate = DIRECT) -> bool:
    """Whether a case of this template can ever stand there."""
    match state:
        case State.STORE_REVIEW:
            return template.store_review
        case State.PRE_REVIEW | State.MATCHING:
            return template.platform_matching
        case State.SCHEDULED | State.READY | State.IN_SESSION | State.NO_SHOW | State.ABORTED:
            return template.has_session
        case _:
            return True


def target_of(move: Move, state: State | None, template: ProcessTemplate = DIRECT) -> State | None:
    """Where a row leads from `state` in this template; None where it does not apply."""
    here = state is None or occurs(state, template)
    if state not in move.sources or not here or (move.written_only and template.has_session):
        return None
    if not move.targets:
        return state
    return next((each for each in move.targets if occurs(each, template)), None)


def find_move(state: State | None, command: Command, template: ProcessTemplate = DIRECT) -> Move | None:
    """The row for a command in a state; there is at most one."""
    rows = (each for each in MOVES if each.command is command)
    return next((each for each in rows if target_of(each, state, template) is not None), None)


def possible(
    state: State | None,
    roles: Iterable[CaseRole] = tuple(CaseRole),
    template: ProcessTemplate = DIRECT,
    offered: frozenset[Command] = OFFERED,
) -> list[Command]:
    """What these roles may ask from here, in the order of the table; gates are not looked at."""
    held = frozenset(roles)
    return [
        each.command
        for each in MOVES
        if each.command in offered and each.by & held and target_of(each, state, template) is not None
    ]


def who(command: Command, state: State | None, template: ProcessTemplate = DIRECT) -> frozenset[CaseRole]:
    """The roles that may give a command in a state; empty where it is not possible."""
    move = find_move(state, command, template)
    return move.by if move else frozenset()


def _require_move(
    state: State | None, command: Command, template: ProcessTemplate, offered: frozenset[Command]
) -> tuple[Move, State]:
    if command not in offered:
        raise NotOffered(command=command)
    for move in MOVES:
        if move.command is command and (target := target_of(move, state, template)) is not None:
            return move, target
    raise WrongState(
        state=state, command=command, allowed=possible(state, template=template, offered=offered)
    )


def after(
    state: State | None,
    command: Command,
    template: ProcessTemplate = DIRECT,
    offered: frozenset[Command] = OFFERED,
) -> State:
    """The state a command leads to; `WrongState` if it does not start here, `NotOffered` if nobody does it yet."""
    return _require_move(state, command, template, offered)[1]


def refusals(
    state: State | None, command: Command, facts: Facts, template: ProcessTemplate = DIRECT
) -> list[Problem]:
    """Every gate that is shut, so that a screen shows all that is open at once. Empty also where no row applies."""
    move = find_move(state, command, template)
    said = (gate(facts, template) for gate in move.gates) if move else ()
    return [each for each in said if each is not None]


def decide(
    state: State | None,
    command: Command,
    facts: Facts,
    *,
    reason: str | None = None,
    template: ProcessTemplate = DIRECT,
    offered: frozenset[Command] = OFFERED,
) -> State:
    """The state a command leads to, after reason and gates; raises the first refusal."""
    move, target = _require_move(state, command, template, offered)
    if move.reason is not None and reason not in {each.value for each in move.reason}:
        allowed = [each.value for each in move.reason]
        raise ReasonMissing(FieldError("/reason", "not_allowed" if reason else "missing"), allowed=allowed)
    for each in refusals(state, command, facts, template):
        raise each
    return target


def next_command(state: State, facts: Facts) -> Command | None:
    """What brings a case forward from here; none where it waits for nobody, or is over."""
    if state is State.INVITED:
        pending, accepted = facts.replies.count(Reply.PENDING), facts.replies.count(Reply.ACCEPTED)
        if pending or not accepted or not facts.chair_accepted:
            return Command.ACCEPT if pending else Command.INVITE
        return Command.SCHEDULE
    return FORWARD.get(state)


JOINABLE: Final = frozenset(
    {State.SCHEDULED, State.READY, State.IN_SESSION, State.OPINION_DRAFTED, State.SIGNED, State.DELIVERED}
)
"""States in which people may sit in the call: before it begins, in it, and together for the signatures (D30)."""

PREPARED_IN: Final = JOINABLE - {State.SIGNED, State.DELIVERED}
"""States in which a call is made that is not there yet; after the signature nobody meets anew."""

FORWARD: Final[Mapping[State, Command]] = {
    State.DRAFT: Command.SUBMIT,
    State.SCHEDULED: Command.OPEN,
    State.READY: Command.OPEN,
    State.IN_SESSION: Command.FINISH,
    State.OPINION_DRAFTED: Command.SIGN,
}


def chair_may_sign(facts: Facts, template: ProcessTemplate = DIRECT) -> None:
    """The chair signs last. A dissent counts as having spoken; silence is `OpinionsMissing`."""
    for each in refusals(State.OPINION_DRAFTED, Command.SIGN, facts, template):
        raise each


def stage_after(source: Stage, target: Stage, facts: Facts, template: ProcessTemplate = DIRECT) -> Stage:
    """The stage to ask the room for. Going back is allowed; what the patient must not hear asks for more."""
    allowed = stages_from(source, template)
    if target not in allowed:
        raise StageNotNext(stage=source, wanted=target, allowed=list(allowed))
    parks_now = parks_patient(target, template) and not parks_patient(source, template)
    for gate in gates.gates_of_stage(target, parks_now=parks_now):
        if (refusal := gate(facts, template)) is not None:
            raise refusal
    return target


def may_advance(source: Stage, target: Stage, facts: Facts, template: ProcessTemplate = DIRECT) -> bool:
    """`stage_after` as a question, for the buttons that are shown."""
    try:
        stage_after(source, target, facts, template)
    except Problem:
        return False
    return True


def may_take_chair(gone_since: datetime | None, now: datetime) -> bool:
    """Whether the chair has had neither door connection nor log socket for long enough."""
    return gone_since is not None and now - gone_since >= timedelta(minutes=CHAIR_GONE_MINUTES)
