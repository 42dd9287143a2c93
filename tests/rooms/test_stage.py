"""A stage is asked for, cut, proven and only then true."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizhen.core.errors import Conflict
from huizhen.rooms.rules import NOTHING, Identity, Participant, Right, Rights, grants, rights_of
from huizhen.rooms.stage import (
    PROOF_WITHIN,
    Missing,
    Proof,
    StageCancelled,
    StageEntered,
    StageEntry,
    StagePending,
    StageSettled,
    StageState,
    StageUnproven,
    cancelled,
    cut,
    entered,
    is_in_time,
    list_sha256,
    opening,
    proves,
    unproven,
    want,
)

NOW = datetime(2025, 6, 11, 8, 0, tzinfo=UTC)
keys = st.sampled_from(["chair", "attending", "consultant", "patient", "coordinator"])
rights = st.frozensets(st.sampled_from(Right))
seats = st.dictionaries(keys, rights)


# ---- the entry and its epoch


class Answer:
    """One thing that can happen to an entry; an answer names the epoch it belongs to."""

    def __init__(self, verb: str, stage: str, age: int) -> None:
        self.verb, self.stage, self.age = verb, stage, age

    def __repr__(self) -> str:
        return f"{self.verb}({self.stage}, -{self.age})"

    def apply(self, entry: StageEntry) -> StageEntry:
        match self.verb:
            case "want":
                return want(entry, self.stage)
            case "entered":
                return entered(entry, epoch=entry.epoch - self.age)
            case "unproven":
                return unproven(entry, epoch=entry.epoch - self.age)
            case _:
                return cancelled(entry)


answers = st.builds(
    Answer,
    st.sampled_from(["want", "entered", "unproven", "cancel"]),
    st.sampled_from(["verify", "present", "discuss"]),
    st.integers(min_value=0, max_value=2),
)


@given(history=st.lists(answers, max_size=30))
def test_the_epoch_only_grows_and_a_stage_changes_only_by_the_proof_of_the_present_one(
    history: list[Answer],
) -> None:
    entry = opening("verify")
    for answer in history:
        try:
            now = answer.apply(entry)
        except Conflict:
            continue
        assert now.epoch >= entry.epoch
        if now.wanted != entry.wanted:
            assert now.epoch > entry.epoch
        if now.stage != entry.stage:
            assert (answer.verb, answer.age, now.stage) == ("entered", 0, entry.wanted)
        if now.state is StageState.ENTERED:
            assert now.stage == now.wanted
        entry = now


def test_a_session_begins_in_its_first_stage_with_nobody_to_part() -> None:
    assert opening("verify") == StageEntry(stage="verify", wanted="verify", epoch=1, state=StageState.ENTERED)


def test_a_wanted_stage_is_pending_until_it_is_proven() -> None:
    pending = want(opening("present"), "discuss")
    assert (pending.stage, pending.wanted, pending.epoch, pending.state) == (
        "present",
        "discuss",
        2,
        StageState.PENDING,
    )
    assert entered(pending, epoch=2).stage == "discuss"


def test_the_chair_cannot_ask_for_another_stage_while_one_is_being_proven() -> None:
    with pytest.raises(StagePending) as refused:
        want(want(opening("present"), "discuss"), "conclude")
    assert refused.value.facts == {"wanted": "discuss", "stage_epoch": 2}


def test_the_job_proves_later_what_the_call_could_not() -> None:
    waiting = unproven(want(opening("present"), "discuss"), epoch=2)
    assert (waiting.stage, waiting.state) == ("present", StageState.UNPROVEN)
    assert entered(waiting, epoch=2).state is StageState.ENTERED


def test_a_retry_of_the_chair_makes_the_late_answer_of_the_first_try_void() -> None:
    first = unproven(want(opening("present"), "discuss"), epoch=2)
    second = want(first, "discuss")
    assert entered(second, epoch=2) == second
    assert unproven(second, epoch=2) == second


def test_a_stage_once_entered_is_not_unproven_by_a_late_time_out() -> None:
    done = entered(want(opening("present"), "discuss"), epoch=2)
    assert unproven(done, epoch=2) == done
    assert entered(done, epoch=2) == done


@pytest.mark.parametrize("is_late", [True, False])
def test_a_chair_who_cancels_stays_where_he_is(is_late: bool) -> None:
    pending = want(opening("present"), "discuss")
    stays = cancelled(unproven(pending, epoch=2) if is_late else pending)
    assert (stays.stage, stays.wanted, stays.epoch, stays.state) == (
        "present",
        "present",
        3,
        StageState.ENTERED,
    )
    assert entered(stays, epoch=2) == stays


def test_nothing_is_cancelled_where_nothing_is_pending() -> None:
    with pytest.raises(StageSettled):
        cancelled(opening("verify"))


# ---- the cut


@given(before=seats, after=seats)
def test_until_the_proof_nobody_gains_and_after_it_everybody_has_his_own(
    before: dict[str, Rights], after: dict[str, Rights]
) -> None:
    plan = cut(before, after)
    for key, held in plan.held.items():
        assert held
        assert held <= before[key]
        assert held <= after[key]
        assert plan.narrowed.get(key, before[key]) == held
        assert plan.widened.get(key, held) == after[key]
    connected = {key for key, had in before.items() if had}
    assert plan.removed | plan.held.keys() == connected
    assert plan.called | plan.held.keys() == {key for key, has in after.items() if has}
    assert not plan.removed & plan.held.keys()
    assert not plan.called & plan.held.keys()


@given(before=seats, after=seats)
def test_nobody_is_narrowed_or_widened_without_a_change(
    before: dict[str, Rights], after: dict[str, Rights]
) -> None:
    plan = cut(before, after)
    assert all(left < before[key] for key, left in plan.narrowed.items())
    assert all(gained > plan.held[key] for key, gained in plan.widened.items())


def test_the_patient_is_out_before_the_discussion_and_called_after_it() -> None:
    present = {"chair": rights_of("PSVIDT"), "patient": rights_of("PV")}
    discuss = {"chair": rights_of("PSVIDT"), "patient": NOTHING}
    assert cut(present, discuss).removed == {"patient"}
    assert cut(discuss, present).called == {"patient"}


def test_who_keeps_nothing_in_between_is_out_and_called_again() -> None:
    plan = cut({"coordinator": rights_of("M")}, {"coordinator": rights_of("V")})
    assert plan.removed == plan.called == {"coordinator"}


# ---- the proof


def identity(user: str, device: str = "d1") -> Identity:
    return Identity(store="s1", user=user, session="c1", device=device)


rooms = st.dictionaries(keys, rights.filter(bool), min_size=1)


def listed(room: dict[str, Rights]) -> list[Participant]:
    return [Participant(str(identity(user)), grants(held)) for user, held in room.items()]


@given(room=rooms, data=st.data())
def test_a_list_of_the_wanted_with_what_they_were_given_is_a_proof(
    room: dict[str, Rights], data: st.DataObject
) -> None:
    wanted = {identity(user).holder: grants(held) for user, held in room.items()}
    shown = data.draw(st.permutations(listed(room)))
    connected = shown[: data.draw(st.integers(min_value=0, max_value=len(shown)))]
    answer = proves(connected, wanted)
    assert answer == Proof(participants=len(connected), list_sha256=list_sha256(connected))


@given(room=rooms, device=st.sampled_from(["d1", "d2"]), data=st.data())
def test_one_removed_person_on_any_device_is_no_proof(
    room: dict[str, Rights], device: str, data: st.DataObject
) -> None:
    out = data.draw(st.sampled_from(sorted(room)))
    wanted = {identity(user).holder: grants(held) for user, held in room.items() if user != out}
    others = [each for each in listed(room) if each.identity != str(identity(out))]
    still_there = str(identity(out, device))
    answer = proves([*others, Participant(still_there, grants(NOTHING))], wanted)
    assert answer == Missing(present=(still_there,))


@given(room=rooms, other=rights, data=st.data())
def test_one_other_permission_than_wanted_is_no_proof(
    room: dict[str, Rights], other: Rights, data: st.DataObject
) -> None:
    user = data.draw(st.sampled_from(sorted(room)))
    wanted = {identity(each).holder: grants(held) for each, held in room.items()}
    shown = listed(room | {user: other})
    answer = proves(shown, wanted)
    if grants(other) == grants(room[user]):
        assert isinstance(answer, Proof)
    else:
        assert answer == Missing(differing=(str(identity(user)),))


@pytest.mark.parametrize("stranger", ["someone", "s1:patient:c2:d1", "s9:chair:c1:d1"])
def test_a_stranger_in_the_list_is_no_proof(stranger: str) -> None:
    wanted = {identity("chair").holder: grants(rights_of("PV"))}
    answer = proves([Participant(stranger, grants(rights_of("PV")))], wanted)
    assert answer == Missing(present=(stranger,))


def test_a_hidden_person_differs_from_the_one_who_was_wanted() -> None:
    seen = Participant(str(identity("chair")), replace(grants(rights_of("V")), hidden=True))
    answer = proves([seen], {identity("chair").holder: grants(rights_of("V"))})
    assert answer == Missing(differing=(seen.identity,))


@given(room=rooms, data=st.data())
def test_the_same_people_in_another_order_have_the_same_hash(
    room: dict[str, Rights], data: st.DataObject
) -> None:
    assert list_sha256(data.draw(st.permutations(listed(room)))) == list_sha256(listed(room))


def test_another_permission_has_another_hash() -> None:
    hashes = {list_sha256(listed({"chair": rights_of(letters)})) for letters in ("PV", "MV", "V", "VD")}
    assert len(hashes) == 4


def test_a_proof_after_a_second_is_too_late_for_the_call() -> None:
    assert is_in_time(NOW, NOW + PROOF_WITHIN)
    assert not is_in_time(NOW, NOW + PROOF_WITHIN + timedelta(microseconds=1))
    assert timedelta(seconds=1) == PROOF_WITHIN


# ---- events


def test_an_entered_stage_tells_how_it_was_proven() -> None:
    event = StageEntered(
        subject_id=UUID(int=1),
        stage="discuss",
        stage_epoch=2,
        list_sha256="00",
        participants=3,
        committed_at=NOW,
        proven_at=NOW + PROOF_WITHIN,
    )
    assert event.values()["proven_at"] == "2025-06-11T08:00:01.000000Z"
    assert (StageEntered.kind, StageUnproven.kind, StageCancelled.kind) == (
        "stage.entered",
        "stage.unproven",
        "stage.cancelled",
    )
