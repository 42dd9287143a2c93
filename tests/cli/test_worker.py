"""What only time brings about, as the worker does it: silent invitations and calls that stand empty."""

from datetime import timedelta

import pytest

from huizhen.cli import worker
from tests.consultations.calling import Call
from tests.consultations.scene import Scene
from tests.world import World


@pytest.fixture
def call(world: World) -> Call:
    return Call(world)


def keep_time(world: World) -> None:
    worker.keep_time(world.workshop, world.desk)


def state_of(call: Call) -> str:
    state: str = call.world.sql("select state from session where subject = :id", id=call.case)[0].state
    return state


def empty(call: Call) -> None:
    """Nobody is at the door any more."""
    call.world.sql(
        "update seat set gone_at = :at where session_id in (select id from session where subject = :id) returning id",
        at=call.world.now,
        id=call.case,
    )


def test_silence_becomes_a_no_and_is_written_down_once(world: World) -> None:
    scene = Scene.of(world)
    expert = scene.an_expert()
    case = scene.an_invited(expert)
    keep_time(world)
    replies = "select reply, decline_reason from invitation where consultation_id = :id"
    assert world.sql(replies, id=case) == [("pending", None)]
    world.now += timedelta(hours=48)
    keep_time(world)
    keep_time(world)
    assert world.sql(replies, id=case) == [("declined", "no_answer")]
    told = world.sql(
        "select seq from journal where subject_id = :id and kind = 'invitation.declined'", id=case
    )
    assert len(told) == 1


def test_a_finished_call_that_stands_empty_is_closed_after_half_an_hour(call: Call) -> None:
    phone = call.opened().a_guest()
    call.done(call.chair, "finish")
    empty(call)
    call.world.pass_time(minutes=29)
    keep_time(call.world)
    assert (state_of(call), phone.seat().status_code) == ("open", 200)
    call.world.pass_time(minutes=1)
    keep_time(call.world)
    assert (state_of(call), phone.seat().status_code) == ("closed", 401)
    keep_time(call.world)


def test_somebody_who_stays_to_sign_keeps_the_call(call: Call) -> None:
    call.opened().done(call.chair, "finish")
    empty(call)
    call.connect(call.expert)
    call.world.pass_time(hours=5)
    keep_time(call.world)
    assert state_of(call) == "open"


def test_an_empty_room_finishes_nothing(call: Call) -> None:
    call.opened()
    empty(call)
    call.world.pass_time(hours=5)
    keep_time(call.world)
    assert state_of(call) == "open"
    rows = call.world.sql("select state from consultation where id = :id", id=call.case)
    assert rows[0].state == "in_session"


def test_a_call_that_nobody_has_opened_yet_waits(call: Call) -> None:
    call.joined()
    call.world.pass_time(hours=5)
    keep_time(call.world)
    assert state_of(call) == "open"
