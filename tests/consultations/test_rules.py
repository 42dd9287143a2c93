"""The life of a case as properties of its table."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from huizhen.consultations.gates import (
    AttendingAway,
    Facts,
    Opinion,
    OpinionsMissing,
    SharedDevice,
    SharedDeviceUnanswered,
)
from huizhen.consultations.moves import (
    AFTER_REPORT,
    BEFORE_SESSION,
    MOVES,
    OFFERED,
    TERMINAL,
    CancelReason,
    Command,
    InvitationReason,
    State,
)
from huizhen.consultations.rules import (
    NotOffered,
    ReasonMissing,
    StageNotNext,
    WrongState,
    after,
    chair_may_sign,
    decide,
    find_move,
    may_advance,
    may_take_chair,
    occurs,
    possible,
    refusals,
    stage_after,
    target_of,
    who,
)
from huizhen.consultations.stages import DIRECT, MACHINES, CaseRole, ProcessTemplate, Stage
from huizhen.core.errors import Problem
from tests.consultations.cases import EVERYTHING, FULL, GOOD, TEMPLATES, WRITTEN

NOW = datetime(2025, 6, 11, 8, 0, tzinfo=UTC)

states = st.sampled_from([None, *State])
commands = st.sampled_from(Command)
templates = st.sampled_from(TEMPLATES)


def reachable(template: ProcessTemplate, start: State | None = None) -> set[State | None]:
    seen: set[State | None] = {start}
    edge = [start]
    while edge:
        here = edge.pop()
        found = {after(here, each, template, EVERYTHING) for each in possible_all(here, template)}
        edge += found - seen
        seen |= found
    return seen


def possible_all(state: State | None, template: ProcessTemplate) -> list[Command]:
    return possible(state, template=template, offered=EVERYTHING)


# ---- the table


@given(template=templates, command=commands, state=st.sampled_from(sorted(TERMINAL)))
def test_nobody_leads_a_case_out_of_a_closed_state(
    template: ProcessTemplate, command: Command, state: State
) -> None:
    with pytest.raises(WrongState) as refused:
        after(state, command, template, EVERYTHING)
    assert refused.value.facts["allowed"] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.code)
def test_every_state_of_a_template_is_reached_from_nothing(template: ProcessTemplate) -> None:
    assert reachable(template) - {None} == {each for each in State if occurs(each, template)}


def test_the_longest_template_knows_every_state() -> None:
    assert reachable(FULL) == {None, *State}


@given(template=templates, state=st.sampled_from(State))
def test_every_case_can_still_come_to_an_end(template: ProcessTemplate, state: State) -> None:
    assume(occurs(state, template))
    assert reachable(template, state) & TERMINAL


@given(template=templates, state=states, command=commands)
def test_at_most_one_row_answers_a_command_in_a_state(
    template: ProcessTemplate, state: State | None, command: Command
) -> None:
    rows = [each for each in MOVES if each.command is command]
    assert sum(target_of(each, state, template) is not None for each in rows) <= 1


@pytest.mark.parametrize("command", Command)
def test_every_command_has_a_row_an_actor_and_a_name_for_a_label(command: Command) -> None:
    rows = [each for each in MOVES if each.command is command]
    assert rows
    assert all(each.by for each in rows)
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", command.value)


def test_no_machine_and_no_observer_gives_a_command() -> None:
    silent = MACHINES | {CaseRole.OBSERVER, CaseRole.COMPANION, CaseRole.INTERPRETER}
    assert not any(each.by & silent for each in MOVES)


def test_only_the_chair_opens_moves_finishes_and_signs() -> None:
    chair_only = {Command.OPEN, Command.ADVANCE, Command.FINISH, Command.REOPEN, Command.SIGN, Command.ABORT}
    assert {each.command for each in MOVES if each.by == {CaseRole.CHAIR}} == chair_only | {
        Command.HAND_OVER_CHAIR
    }


@given(template=templates, state=states, command=commands)
def test_what_is_possible_and_what_happens_are_one_truth(
    template: ProcessTemplate, state: State | None, command: Command
) -> None:
    if command in possible_all(state, template):
        target = after(state, command, template, EVERYTHING)
        assert occurs(target, template)
        assert who(command, state, template)
    else:
        assert not who(command, state, template)
        with pytest.raises(WrongState) as refused:
            after(state, command, template, EVERYTHING)
        assert refused.value.facts["allowed"] == possible_all(state, template)


@given(state=states, role=st.sampled_from(CaseRole))
def test_a_role_is_offered_only_its_own_commands(state: State | None, role: CaseRole) -> None:
    assert all(role in who(each, state) for each in possible(state, [role]))


@given(state=states, command=st.sampled_from(sorted(EVERYTHING - OFFERED)))
def test_what_this_release_does_not_do_is_refused_by_name(state: State | None, command: Command) -> None:
    with pytest.raises(NotOffered) as refused:
        after(state, command)
    assert refused.value.facts == {"command": command}


def test_every_offered_command_can_happen_in_an_offered_template() -> None:
    walked = {each for state in reachable(DIRECT) for each in possible(state)}
    assert walked == OFFERED


def test_states_before_and_after_the_session_do_not_meet() -> None:
    assert not BEFORE_SESSION & AFTER_REPORT
    assert State.IN_SESSION not in BEFORE_SESSION | AFTER_REPORT


# ---- the way of a case


def test_the_thin_path_leads_from_nothing_to_the_delivered_report() -> None:
    walk = [
        (Command.CREATE, State.DRAFT),
        (Command.SUBMIT, State.SUBMITTED),
        (Command.ROUTE, State.INVITED),
        (Command.INVITE, State.INVITED),
        (Command.ACCEPT, State.INVITED),
        (Command.SCHEDULE, State.SCHEDULED),
        (Command.OPEN, State.IN_SESSION),
        (Command.ADVANCE, State.IN_SESSION),
        (Command.SIGN_OPINION, State.IN_SESSION),
        (Command.FINISH, State.OPINION_DRAFTED),
        (Command.SIGN, State.SIGNED),
        (Command.DELIVER, State.DELIVERED),
    ]
    state: State | None = None
    for command, expected in walk:
        state = decide(state, command, GOOD)
        assert state is expected


def test_a_reviewed_request_goes_through_review_and_matching() -> None:
    state = after(State.SUBMITTED, Command.ROUTE, FULL)
    assert state is State.STORE_REVIEW
    assert after(state, Command.APPROVE, FULL, EVERYTHING) is State.PRE_REVIEW
    assert after(State.PRE_REVIEW, Command.PASS, FULL, EVERYTHING) is State.MATCHING
    assert after(State.MATCHING, Command.INVITE, FULL) is State.INVITED


def test_a_reviewed_direct_invitation_skips_the_centre() -> None:
    reviewed = replace(DIRECT, store_review=True)
    assert after(State.STORE_REVIEW, Command.APPROVE, reviewed, EVERYTHING) is State.INVITED


def test_a_written_case_is_drafted_without_a_session_and_may_be_raised() -> None:
    assert after(State.INVITED, Command.BEGIN_WRITING, WRITTEN, EVERYTHING) is State.OPINION_DRAFTED
    assert after(State.OPINION_DRAFTED, Command.RAISE, WRITTEN, EVERYTHING) is State.INVITED
    assert Command.BEGIN_WRITING not in possible_all(State.INVITED, DIRECT)
    assert Command.SCHEDULE not in possible_all(State.INVITED, WRITTEN)


def test_ready_is_a_hint_the_chair_opens_without_it() -> None:
    assert after(State.SCHEDULED, Command.OPEN) is after(State.READY, Command.OPEN) is State.IN_SESSION
    assert decide(State.SCHEDULED, Command.OPEN, replace(GOOD, tests_green=False)) is State.IN_SESSION


def test_a_skipped_stage_is_made_up_by_a_further_session() -> None:
    assert decide(State.OPINION_DRAFTED, Command.REOPEN, GOOD) is State.IN_SESSION


# ---- reasons


@pytest.mark.parametrize(("typed", "why"), [(None, "missing"), ("bored", "not_allowed")])
def test_nobody_declines_without_a_known_reason(typed: str | None, why: str) -> None:
    with pytest.raises(ReasonMissing) as refused:
        decide(State.INVITED, Command.DECLINE_INVITATION, GOOD, reason=typed)
    assert refused.value.facts == {"allowed": [each.value for each in InvitationReason]}
    assert [(each.pointer, each.code) for each in refused.value.errors] == [("/reason", why)]


def test_a_patient_cancels_with_a_reason() -> None:
    assert CaseRole.PATIENT in who(Command.CANCEL, State.SCHEDULED)
    assert decide(State.SCHEDULED, Command.CANCEL, Facts(), reason=CancelReason.PATIENT_WITHDREW) is (
        State.CANCELLED
    )


# ---- signing

opinions = st.lists(st.sampled_from(Opinion), max_size=12).map(tuple)


@given(opinions=opinions)
def test_the_chair_signs_only_after_every_expert_spoke(opinions: tuple[Opinion, ...]) -> None:
    facts = replace(GOOD, opinions=opinions)
    silent = opinions.count(Opinion.PENDING)
    if silent:
        with pytest.raises(OpinionsMissing) as refused:
            chair_may_sign(facts)
        assert refused.value.facts == {"missing": silent}
        with pytest.raises(OpinionsMissing):
            decide(State.OPINION_DRAFTED, Command.SIGN, facts)
    else:
        chair_may_sign(facts)
        assert decide(State.OPINION_DRAFTED, Command.SIGN, facts) is State.SIGNED


@given(template=templates, path=st.lists(commands, max_size=60), opinions=opinions)
def test_no_path_reaches_a_signed_report_past_a_silent_expert(
    template: ProcessTemplate, path: list[Command], opinions: tuple[Opinion, ...]
) -> None:
    facts = replace(GOOD, opinions=(*opinions, Opinion.PENDING))
    state: State | None = None
    for command in path:
        move = find_move(state, command, template)
        reason = next(iter(move.reason)).value if move and move.reason else None
        try:
            state = decide(state, command, facts, reason=reason, template=template, offered=EVERYTHING)
        except Problem:
            continue
    assert state not in AFTER_REPORT


def test_the_chair_sees_everything_that_is_open_at_once() -> None:
    codes = [each.code for each in refusals(State.OPINION_DRAFTED, Command.SIGN, Facts())]
    assert codes == [
        "not-qualified",
        "opinions-missing",
        "stages-skipped",
        "checklist-open",
        "questions-missing",
        "conclusion-incomplete",
    ]


def test_a_command_without_a_row_has_no_gates_to_show() -> None:
    assert refusals(State.DRAFT, Command.SIGN, Facts()) == []


# ---- stages


def test_the_chair_walks_the_five_stages_in_order() -> None:
    order = list(Stage)
    for source, target in pairwise(order):
        assert stage_after(source, target, GOOD) is target


@given(source=st.sampled_from(Stage), target=st.sampled_from(Stage))
def test_only_the_next_stage_or_an_earlier_one_is_open(source: Stage, target: Stage) -> None:
    order = list(Stage)
    is_open = order.index(target) < order.index(source) or order.index(target) == order.index(source) + 1
    assert may_advance(source, target, GOOD) is is_open
    if not is_open:
        with pytest.raises(StageNotNext) as refused:
            stage_after(source, target, GOOD)
        assert target not in refused.value.facts["allowed"]


@pytest.mark.parametrize(
    ("source", "target"), [(Stage.PRESENT, Stage.DISCUSS), (Stage.DISCUSS, Stage.CONCLUDE)]
)
def test_nobody_discusses_without_a_physician_of_the_inviting_side(source: Stage, target: Stage) -> None:
    alone = replace(GOOD, attending_connected=False)
    with pytest.raises(AttendingAway):
        stage_after(source, target, alone)
    assert not may_advance(source, target, alone)


def test_the_attending_may_be_away_while_the_case_is_presented() -> None:
    assert may_advance(Stage.VERIFY, Stage.PRESENT, replace(GOOD, attending_connected=False))


@pytest.mark.parametrize("answer", [SharedDevice.HAS_LEFT, SharedDevice.MAY_STAY])
def test_the_attending_answers_for_a_patient_at_his_own_device(answer: SharedDevice) -> None:
    unasked = replace(GOOD, shared_device=SharedDevice.UNANSWERED)
    with pytest.raises(SharedDeviceUnanswered):
        stage_after(Stage.PRESENT, Stage.DISCUSS, unasked)
    with pytest.raises(SharedDeviceUnanswered):
        stage_after(Stage.EXPLAIN, Stage.CONCLUDE, unasked)
    assert may_advance(Stage.DISCUSS, Stage.CONCLUDE, unasked), "he was out already"
    assert may_advance(Stage.PRESENT, Stage.DISCUSS, replace(GOOD, shared_device=answer))


def test_a_patient_who_may_stay_by_template_is_not_asked_about() -> None:
    open_talk = replace(DIRECT, patient_in_discussion=True)
    unasked = replace(GOOD, shared_device=SharedDevice.UNANSWERED)
    assert may_advance(Stage.PRESENT, Stage.DISCUSS, unasked, open_talk)
    assert not may_advance(Stage.DISCUSS, Stage.CONCLUDE, unasked, open_talk)


@example(seconds=179)
@example(seconds=180)
@given(seconds=st.integers(min_value=-10, max_value=400))
def test_the_chair_is_taken_after_three_minutes_and_not_before(seconds: int) -> None:
    assert may_take_chair(NOW, NOW + timedelta(seconds=seconds)) is (seconds >= 180)


def test_a_chair_who_is_there_is_not_replaced() -> None:
    assert not may_take_chair(None, NOW)
