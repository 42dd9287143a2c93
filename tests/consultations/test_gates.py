"""Each gate shut by default, opened by its own fact, and named in its refusal."""

import inspect
import re
from dataclasses import fields, replace
from typing import Any

import pytest

from huizhen.consultations import events, gates, moves, rules
from huizhen.consultations.gates import Facts, Opinion, Reply, SharedDevice
from huizhen.consultations.moves import MOVES, Command, State
from huizhen.consultations.stages import DIRECT, ProcessTemplate, Stage
from huizhen.core.errors import Problem
from huizhen.core.events import EVENTS, Event
from tests.consultations.cases import EVERYTHING, GOOD, WRITTEN

ALL_GATES = sorted({gate for move in MOVES for gate in move.gates}, key=lambda gate: gate.__name__)
PACK = replace(DIRECT, pack_items=frozenset({"ecg"}), pack_score_percent_min=80)


@pytest.mark.parametrize("gate", [*ALL_GATES, gates.shared_device_answered])
def test_whoever_forgets_to_look_refuses(gate: gates.Gate) -> None:
    assert isinstance(gate(Facts(), DIRECT), Problem)
    assert gate(GOOD, DIRECT) is None


SHUT: list[tuple[Command, State | None, dict[str, Any], str, dict[str, Any]]] = [
    (
        Command.CREATE,
        None,
        {"patient_registered": False},
        "patient-not-recorded",
        {"missing": ["patient"]},
    ),
    (
        Command.CREATE,
        None,
        {"location_recorded": False},
        "patient-not-recorded",
        {"missing": ["patient_location"]},
    ),
    (Command.SUBMIT, State.DRAFT, {"adopted_by_physician": False}, "application-not-adopted", {}),
    (
        Command.SUBMIT,
        State.DRAFT,
        {"consents": frozenset({"treatment", "recording"})},
        "consents-missing",
        {"missing": ["remote_consultation", "sharing"]},
    ),
    (
        Command.SUBMIT,
        State.DRAFT,
        {"filled": frozenset({"purpose"})},
        "request-incomplete",
        {"missing": ["reason", "wanted_specialty"], "score_percent": 0, "score_percent_min": 0},
    ),
    (Command.SUBMIT, State.DRAFT, {"questions": frozenset()}, "questions-missing", {}),
    (Command.SUBMIT, State.DRAFT, {"agreement_in_force": False}, "agreement-missing", {}),
    (Command.APPROVE, State.STORE_REVIEW, {"by_somebody_else": False}, "own-act", {}),
    (Command.ACCEPT, State.INVITED, {"qualified": False}, "not-qualified", {}),
    (
        Command.SCHEDULE,
        State.INVITED,
        {"replies": (Reply.ACCEPTED, Reply.PENDING)},
        "invitations-open",
        {"pending": 1, "accepted": 1, "needed": 1, "chair_accepted": True},
    ),
    (
        Command.SCHEDULE,
        State.INVITED,
        {"replies": (Reply.DECLINED,)},
        "invitations-open",
        {"pending": 0, "accepted": 0, "needed": 1, "chair_accepted": True},
    ),
    (
        Command.SCHEDULE,
        State.INVITED,
        {"chair_accepted": False},
        "invitations-open",
        {"pending": 0, "accepted": 2, "needed": 1, "chair_accepted": False},
    ),
    (Command.SCHEDULE, State.INVITED, {"time_confirmed": False}, "time-not-confirmed", {}),
    (Command.MAKE_READY, State.SCHEDULED, {"tests_green": False}, "tests-missing", {}),
    (Command.OPEN, State.SCHEDULED, {"attending_connected": False}, "attending-away", {}),
    (Command.OPEN, State.READY, {"physicians_proven": False}, "physicians-unproven", {}),
    (Command.TAKE_CHAIR, State.IN_SESSION, {"chair_gone": False}, "chair-present", {}),
    (
        Command.SIGN_OPINION,
        State.IN_SESSION,
        {"stage": Stage.DISCUSS},
        "opinion-too-early",
        {"stage": Stage.DISCUSS},
    ),
    (
        Command.SIGN,
        State.OPINION_DRAFTED,
        {"opinions": (Opinion.SIGNED, Opinion.PENDING)},
        "opinions-missing",
        {"missing": 1},
    ),
    (
        Command.SIGN,
        State.OPINION_DRAFTED,
        {"entered": frozenset({Stage.VERIFY, Stage.PRESENT, Stage.DISCUSS})},
        "stages-skipped",
        {"stages": ["conclude", "explain"]},
    ),
    (
        Command.SIGN,
        State.OPINION_DRAFTED,
        {"ticked": frozenset(DIRECT.mandatory_items()) - {"allergies_stated"}},
        "checklist-open",
        {"items": ["allergies_stated"]},
    ),
    (
        Command.SIGN,
        State.OPINION_DRAFTED,
        {"answered": frozenset({1})},
        "questions-unanswered",
        {"questions": [2]},
    ),
    (
        Command.SIGN,
        State.OPINION_DRAFTED,
        {"diagnoses_coded": False},
        "conclusion-incomplete",
        {"missing": ["diagnosis_codes"]},
    ),
    (
        Command.SIGN,
        State.OPINION_DRAFTED,
        {"recommendations_itemised": False},
        "conclusion-incomplete",
        {"missing": ["recommendations"]},
    ),
    (Command.DELIVER, State.SIGNED, {"copies_equal": False}, "copies-differ", {}),
    (Command.ADOPT_PLAN, State.DELIVERED, {"plan_signed": False}, "plan-unsigned", {}),
    (
        Command.CLOSE,
        State.EXECUTING,
        {"recommendations_open": 2},
        "adoption-open",
        {"recommendations_open": 2, "outcome_recorded": True},
    ),
    (
        Command.CLOSE,
        State.EXECUTING,
        {"outcome_recorded": False},
        "adoption-open",
        {"recommendations_open": 0, "outcome_recorded": False},
    ),
]


@pytest.mark.parametrize(("command", "state", "change", "code", "facts"), SHUT)
def test_one_missing_fact_shuts_one_gate_and_says_which(
    command: Command, state: State | None, change: dict[str, Any], code: str, facts: dict[str, Any]
) -> None:
    template = replace(DIRECT, store_review=True)
    reason = "unknown" if command is Command.TAKE_CHAIR else None
    rules.decide(state, command, GOOD, reason=reason, template=template, offered=EVERYTHING)
    with pytest.raises(Problem) as refused:
        rules.decide(
            state, command, replace(GOOD, **change), reason=reason, template=template, offered=EVERYTHING
        )
    assert refused.value.code == code
    assert refused.value.facts == facts


def test_every_fact_of_the_catalogue_shuts_something() -> None:
    used = {name for _, _, change, _, _ in SHUT for name in change}
    seen_elsewhere = {"pack_items", "pack_score_percent", "shared_device", "in_session"}
    assert used | seen_elsewhere == {each.name for each in fields(Facts)}


@pytest.mark.parametrize(
    ("items", "score", "is_complete"),
    [({"ecg"}, 80, True), ({"ecg"}, 79, False), (set(), 100, False)],
)
def test_a_mandatory_pack_item_blocks_whatever_the_score(
    items: set[str], score: int, is_complete: bool
) -> None:
    facts = replace(GOOD, pack_items=frozenset(items), pack_score_percent=score)
    assert (gates.request_complete(facts, PACK) is None) is is_complete


def test_an_expert_signs_after_the_session_whatever_the_last_stage_was() -> None:
    assert gates.concluding(replace(GOOD, in_session=False, stage=None), DIRECT) is None


@pytest.mark.parametrize("gate", [gates.stages_walked, gates.checklist_ticked])
def test_a_written_case_has_no_stages_to_walk(gate: gates.Gate) -> None:
    assert gate(Facts(), WRITTEN) is None


def test_a_conclusion_without_any_question_is_not_signed() -> None:
    nothing_asked = replace(GOOD, questions=frozenset(), answered=frozenset())
    refusal = gates.questions_answered(nothing_asked, DIRECT)
    assert refusal is not None
    assert refusal.code == "questions-missing"


@pytest.mark.parametrize("answer", [each for each in SharedDevice if each is not SharedDevice.UNANSWERED])
def test_any_answer_about_the_shared_device_opens_its_gate(answer: SharedDevice) -> None:
    assert gates.shared_device_answered(replace(Facts(), shared_device=answer), DIRECT) is None


def test_a_dissent_counts_as_having_spoken() -> None:
    assert gates.opinions_spoken(replace(Facts(), opinions=(Opinion.DISSENT,)), DIRECT) is None


def declared(kind: type[Any]) -> list[type[Any]]:
    found = (each for module in (events, gates, moves, rules) for _, each in inspect.getmembers(module))
    return [
        each
        for each in {*filter(inspect.isclass, found)}
        if issubclass(each, kind) and each.__module__.startswith("huizhen.consultations")
    ]


def test_every_refusal_has_one_code_of_its_own() -> None:
    codes = [each.code for each in declared(Problem)]
    assert len(codes) == len(set(codes)) > 20
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", each) for each in codes)


def test_every_event_of_a_case_is_past_tense_about_the_case_and_registered() -> None:
    found = declared(Event)
    kinds = {"consultation.submitted", "invitation.accepted", "stage.wanted", "opinion.signed", "chair.taken"}
    assert kinds | {"conclusion.signed"} <= {each.kind for each in found}
    for each in found:
        if each is not Event:
            assert EVENTS[each.kind] is each
            assert each.subject_type == "consultation"
            assert re.fullmatch(r"[a-z_]+\.[a-z_]+", each.kind)


def test_no_event_of_a_case_has_room_for_words_about_a_patient() -> None:
    texts = {
        (each.__name__, field.name)
        for each in declared(Event)
        for field in fields(each)
        if field.type is str or field.type == "str"
    }
    assert texts == {("ItemTicked", "item"), ("ItemUnticked", "item")}


def test_a_template_without_gates_for_a_stage_asks_nothing() -> None:
    assert gates.gates_of_stage(Stage.PRESENT, parks_now=False) == ()


def test_templates_are_found_by_code_and_version() -> None:
    from huizhen.consultations.stages import TEMPLATES

    found: ProcessTemplate = TEMPLATES["direct", 1]
    assert found is DIRECT
