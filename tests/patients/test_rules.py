"""Consents open gates one by one; a visit moves by its table; who is registered where."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizhen import terms
from huizhen.core.events import EVENTS, Event
from huizhen.patients import rules
from huizhen.patients.rules import ConsentEntry, Gate, Purpose, Registered, VisitCommand, VisitState

NOW = datetime(2026, 6, 11, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
purposes = st.sampled_from(Purpose)


def entries() -> st.SearchStrategy[list[ConsentEntry]]:
    moments = st.integers(-48, 48).map(lambda hours: NOW + hours * HOUR)
    one = st.builds(ConsentEntry, purposes, st.booleans(), moments, st.none() | moments)
    return st.lists(one, max_size=12)


def given_now(*agreed: Purpose) -> list[ConsentEntry]:
    return [ConsentEntry(purpose, agreed=True, given_at=NOW - HOUR) for purpose in agreed]


def test_a_request_needs_treatment_sharing_and_remote_consultation() -> None:
    held = rules.in_force(given_now(Purpose.TREATMENT, Purpose.SHARING), NOW)
    with pytest.raises(rules.ConsentMissing) as refused:
        rules.check_gate(Gate.SUBMIT_CONSULTATION, held)
    assert refused.value.facts == {"purposes": ["remote_consultation"]}
    held = rules.in_force(given_now(Purpose.TREATMENT, Purpose.SHARING, Purpose.REMOTE_CONSULTATION), NOW)
    assert rules.check_gate(Gate.SUBMIT_CONSULTATION, held) == ()


@pytest.mark.parametrize("gate", Gate)
def test_refusing_one_purpose_shuts_only_the_gates_that_need_it(gate: Gate) -> None:
    for refused in Purpose:
        held = frozenset(Purpose) - {refused}
        assert bool(rules.missing(gate, held)) == (refused in rules.NEEDS[gate])


def test_an_emergency_opens_a_visit_and_leaves_the_consent_to_be_asked() -> None:
    assert rules.check_gate(Gate.OPEN_VISIT, frozenset(), emergency=True) == (Purpose.TREATMENT,)
    with pytest.raises(rules.ConsentMissing):
        rules.check_gate(Gate.OPEN_VISIT, frozenset())
    with pytest.raises(rules.ConsentMissing):
        rules.check_gate(Gate.SUBMIT_CONSULTATION, frozenset(), emergency=True)


def test_a_withdrawn_yes_ends_at_its_moment_and_a_new_yes_counts() -> None:
    taken_back = ConsentEntry(Purpose.SHARING, agreed=True, given_at=NOW - 3 * HOUR, withdrawn_at=NOW)
    assert rules.in_force([taken_back], NOW - HOUR) == {Purpose.SHARING}
    assert rules.in_force([taken_back], NOW) == frozenset()
    again = ConsentEntry(Purpose.SHARING, agreed=True, given_at=NOW + HOUR)
    assert rules.in_force([again, taken_back], NOW + HOUR) == {Purpose.SHARING}


def test_a_later_refusal_outweighs_an_earlier_yes() -> None:
    answers = [
        ConsentEntry(Purpose.TREATMENT, agreed=True, given_at=NOW - 2 * HOUR),
        ConsentEntry(Purpose.TREATMENT, agreed=False, given_at=NOW - HOUR),
    ]
    assert rules.in_force(answers, NOW) == frozenset()


@given(entries(), purposes)
def test_no_purpose_is_in_force_without_its_own_yes(ledger: list[ConsentEntry], purpose: Purpose) -> None:
    held = rules.in_force(ledger, NOW)
    if purpose in held:
        assert any(e.purpose is purpose and e.agreed and e.given_at <= NOW for e in ledger)
    others = [entry for entry in ledger if entry.purpose is not purpose]
    assert rules.in_force(others, NOW) == held - {purpose}


def test_the_ledger_names_every_state() -> None:
    yes = ConsentEntry(Purpose.SHARING, agreed=True, given_at=NOW, withdrawn_at=NOW + HOUR)
    assert [yes.state(NOW + n * HOUR) for n in (-1, 0, 1)] == ["not_yet", "in_force", "withdrawn"]
    assert ConsentEntry(Purpose.SHARING, agreed=False, given_at=NOW).state(NOW) == "refused"


def test_purposes_are_the_codes_that_have_a_label() -> None:
    assert {str(p) for p in Purpose} == {e.code for e in terms.get_set("consent_purpose").entries}
    assert len(rules.ASKED_AT_REGISTRATION) == 5


def test_sexes_are_the_codes_that_have_a_label() -> None:
    assert {str(s) for s in rules.Sex} == {e.code for e in terms.get_set("sex").entries}


def test_a_child_of_thirteen_does_not_sign_alone() -> None:
    born = date(2012, 6, 12)
    assert not rules.is_own_signature_enough(born, on=date(2026, 6, 11))
    assert rules.is_own_signature_enough(born, on=date(2026, 6, 12))


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 60_000))
def test_age_grows_by_one_on_each_birthday(born: date, days: int) -> None:
    on = min(born + timedelta(days=days), date(2100, 1, 1))
    step = rules.age_years(born, on=on + timedelta(days=1)) - rules.age_years(born, on=on)
    assert step in (0, 1)
    assert rules.age_years(born, on=born) == 0
    assert rules.age_years(born, on=born - timedelta(days=1)) == -1


@given(st.sampled_from(VisitState), st.sampled_from(VisitCommand))
def test_a_visit_moves_exactly_as_its_table_says(state: VisitState, command: VisitCommand) -> None:
    if command in rules.allowed(state):
        assert rules.moved(state, command) is rules.VISIT_MOVES[command][1]
    else:
        with pytest.raises(rules.VisitMoveRefused) as refused:
            rules.moved(state, command)
        assert refused.value.facts == {"state": str(state), "allowed": [str(c) for c in rules.allowed(state)]}


@given(st.lists(st.sampled_from(VisitCommand), max_size=6))
def test_an_ended_visit_never_opens_again(commands: list[VisitCommand]) -> None:
    state = VisitState.ARRIVED
    ended = False
    for command in commands:
        if command in rules.allowed(state):
            state = rules.moved(state, command)
        assert not (ended and state in rules.OPEN_VISITS)
        ended = ended or state not in rules.OPEN_VISITS


@pytest.mark.parametrize(
    ("visible", "in_chain", "said"),
    [(True, True, "here"), (True, False, "here"), (False, True, "elsewhere"), (False, False, "no")],
)
def test_a_number_is_here_elsewhere_or_nowhere(visible: bool, in_chain: bool, said: str) -> None:
    assert rules.registered(visible=visible, in_chain=in_chain) is Registered(said)


def test_too_many_hits_ask_for_more_instead_of_showing_some() -> None:
    refused = rules.NarrowIt()
    assert (refused.code, refused.status) == ("narrow-it", 422)
    assert refused.facts == {"hits_max": 200}
    assert [(e.pointer, e.code) for e in refused.errors] == [("?q", "narrow_it")]


def test_events_speak_of_a_patient_by_id_only() -> None:
    own = [event for event in EVENTS.values() if event.__module__ == rules.__name__]
    assert len(own) == 7
    for event in own:
        assert issubclass(event, Event)
        assert event.subject_type == "patient"
        assert event.kind.count(".") == 1
