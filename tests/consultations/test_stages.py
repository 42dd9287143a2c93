"""Who may send and see what in each stage, and what a template can change about it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizhen.consultations.stages import (
    DIRECT,
    LETTERS,
    MACHINES,
    PATIENT_SIDE,
    RIGHTS,
    STAGES_SEED,
    WAITING_ROOM,
    CaseRole,
    Conditions,
    ProcessTemplate,
    Stage,
    Waiting,
    checklist,
    parks_patient,
    rights,
    stages_from,
)
from huizhen.rooms.rules import NOTHING, Right, rights_of

roles = st.sampled_from(CaseRole)
stages = st.sampled_from(Stage)
consents = st.frozensets(st.sampled_from(["teaching", "recording", "ai_processing", "treatment"]))
conditions = st.builds(
    Conditions,
    consents=consents,
    images_released=st.booleans(),
    interpreter_kept=st.booleans(),
    transcription_on=st.booleans(),
)
letters = st.text(alphabet=LETTERS, max_size=len(LETTERS))
templates = st.builds(
    lambda narrowed, stays: replace(DIRECT, narrowed=narrowed, patient_in_discussion=stays),
    st.dictionaries(st.tuples(roles, stages), letters, max_size=30),
    st.booleans(),
)


def test_the_table_says_what_the_process_says() -> None:
    assert rights(CaseRole.CHAIR, Stage.VERIFY) == "PSVIDT"
    assert rights(CaseRole.ATTENDING, Stage.CONCLUDE) == "PSVID"
    assert rights(CaseRole.CONSULTANT, Stage.VERIFY) == "PVI"
    assert rights(CaseRole.CONSULTANT, Stage.EXPLAIN) == "PVID"
    assert rights(CaseRole.COORDINATOR, Stage.DISCUSS) == "MVI"
    assert rights(CaseRole.MEDICAL_AFFAIRS, Stage.EXPLAIN) == "V"
    assert rights(CaseRole.NURSE, Stage.VERIFY) == ""


@given(conditions=conditions, stage=st.sampled_from([Stage.DISCUSS, Stage.CONCLUDE]))
def test_a_patient_is_not_connected_while_the_experts_talk(conditions: Conditions, stage: Stage) -> None:
    assert rights(CaseRole.PATIENT, stage, conditions) == ""
    assert rights(CaseRole.GUARDIAN, stage, conditions) == ""
    assert rights(CaseRole.COMPANION, stage, conditions) == ""


def test_the_stages_that_park_the_patient_are_two() -> None:
    assert [each for each in Stage if parks_patient(each)] == [Stage.DISCUSS, Stage.CONCLUDE]


def test_a_template_may_let_the_patient_hear_the_discussion_but_not_the_conclusion() -> None:
    open_talk = replace(DIRECT, patient_in_discussion=True)
    assert rights(CaseRole.PATIENT, Stage.DISCUSS, template=open_talk) == "PV"
    assert rights(CaseRole.COMPANION, Stage.DISCUSS, template=open_talk) == "MV"
    assert rights(CaseRole.PATIENT, Stage.CONCLUDE, template=open_talk) == ""


def test_the_chair_may_keep_an_interpreter() -> None:
    kept = Conditions(interpreter_kept=True)
    assert rights(CaseRole.INTERPRETER, Stage.DISCUSS, kept) == "MV"
    assert rights(CaseRole.INTERPRETER, Stage.DISCUSS) == ""


def test_the_patient_sees_images_only_when_the_chair_released_them() -> None:
    released = Conditions(images_released=True)
    assert rights(CaseRole.PATIENT, Stage.PRESENT, released) == "PVI"
    assert rights(CaseRole.PATIENT, Stage.VERIFY, released) == "PV"
    assert rights(CaseRole.PATIENT, Stage.PRESENT) == "PV"


@given(conditions=conditions, stage=stages)
def test_who_needs_a_consent_is_absent_without_it(conditions: Conditions, stage: Stage) -> None:
    if "teaching" not in conditions.consents:
        assert rights(CaseRole.OBSERVER, stage, conditions) == ""
    if "recording" not in conditions.consents:
        assert rights(CaseRole.RECORDER, stage, conditions) == ""
    if "ai_processing" not in conditions.consents or not conditions.transcription_on:
        assert rights(CaseRole.CAPTIONS, stage, conditions) == ""


def test_who_has_the_consent_is_there() -> None:
    said = Conditions(consents=frozenset({"teaching", "recording", "ai_processing"}), transcription_on=True)
    assert rights(CaseRole.OBSERVER, Stage.DISCUSS, said) == "VI"
    assert rights(CaseRole.OBSERVER, Stage.VERIFY, said) == ""
    assert rights(CaseRole.RECORDER, Stage.VERIFY, said) == "VI"
    assert rights(CaseRole.CAPTIONS, Stage.VERIFY, said) == "V"


@given(role=roles, stage=stages, conditions=conditions, template=templates)
def test_no_template_widens_an_observer_or_a_machine(
    role: CaseRole, stage: Stage, conditions: Conditions, template: ProcessTemplate
) -> None:
    if role in MACHINES | {CaseRole.OBSERVER}:
        assert not set(rights(role, stage, conditions, template)) - set("VI")


@given(role=roles, stage=stages, conditions=conditions, template=templates)
def test_a_template_narrows_and_never_widens(
    role: CaseRole, stage: Stage, conditions: Conditions, template: ProcessTemplate
) -> None:
    seed = rights(role, stage, conditions, replace(template, narrowed={}))
    assert rights_of(rights(role, stage, conditions, template)) <= rights_of(seed)


@given(role=roles, stage=stages, conditions=conditions, template=templates)
def test_nobody_of_the_patients_side_shares_draws_or_presents(
    role: CaseRole, stage: Stage, conditions: Conditions, template: ProcessTemplate
) -> None:
    if role in PATIENT_SIDE:
        held = rights_of(rights(role, stage, conditions, template))
        assert not held & {Right.SHARE, Right.DRAW, Right.PRESENT}


def test_a_template_may_cut_a_camera_and_leave_the_voice() -> None:
    narrow = replace(DIRECT, narrowed={(CaseRole.PATIENT, Stage.EXPLAIN): "MV"})
    assert rights(CaseRole.PATIENT, Stage.EXPLAIN, template=narrow) == "MV"


def test_every_letter_is_one_that_rooms_understand() -> None:
    assert all(rights_of(each) for each in LETTERS)
    assert rights_of("") == NOTHING


def test_every_row_of_the_table_covers_every_stage() -> None:
    assert all(set(row) == set(Stage) for row in RIGHTS.values())


def test_nobody_is_shown_the_queue_without_a_seat_in_the_room() -> None:
    assert set(WAITING_ROOM) <= set(RIGHTS)
    assert [role for role, shown in WAITING_ROOM.items() if Waiting.ADMIT in shown] == [CaseRole.CHAIR]


# ---- order and checklist


@given(source=stages, optional=st.frozensets(stages))
def test_the_chair_never_jumps_over_a_mandatory_stage(source: Stage, optional: frozenset[Stage]) -> None:
    template = replace(
        DIRECT, stages=tuple(replace(each, mandatory=each.stage not in optional) for each in STAGES_SEED)
    )
    order = template.order()
    for target in stages_from(source, template):
        jumped = order[order.index(source) + 1 : order.index(target)]
        assert not set(jumped) & set(template.mandatory_stages())
    assert source not in stages_from(source, template)
    assert stages_from(source, template)


def test_a_stage_that_the_template_leaves_out_leads_nowhere_and_asks_nothing() -> None:
    short = replace(DIRECT, stages=STAGES_SEED[:3])
    assert stages_from(Stage.EXPLAIN, short) == ()
    assert checklist(Stage.EXPLAIN, short) == ()


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_a_checklist_with_codes_of_its_own(stage: Stage) -> None:
    codes = [each.code for each in checklist(stage)]
    others = {item.code for each in Stage if each is not stage for item in checklist(each)}
    assert codes
    assert len(set(codes)) == len(codes)
    assert not set(codes) & others


def test_looking_at_images_is_not_asked_of_a_case_without_any() -> None:
    assert "key_images_opened" not in DIRECT.mandatory_items()
    assert "allergies_stated" in DIRECT.mandatory_items()
