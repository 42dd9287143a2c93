"""Who leads a call: how long a chair counts as gone, what moves with the chair, and who may not take it."""

import pytest

from huizhen import rooms
from tests.consultations.calling import Call
from tests.world import World


@pytest.fixture
def call(world: World) -> Call:
    return Call(world)


def rights_of(call: Call, person: object) -> set[str]:
    """What somebody's seat may do, as the call tells him."""
    session = call.room()["standing"]["session_id"]
    told = call.chair.get(f"/sessions/{session}").json()
    return next(set(each["rights"]) for each in told["seats"] if each["holder"] == str(person))


def test_a_chair_who_has_just_opened_is_not_gone_however_long_he_waited(call: Call) -> None:
    call.joined()
    call.world.pass_time(minutes=10)
    call.done(call.chair, "open")
    opened = call.world.now
    call.world.pass_time(seconds=179)
    assert call.do(call.attending, "take-chair", {"reason": "line_lost"}).json()["code"] == "chair-present"
    told = call.room(call.attending)
    assert told["chair_gone_since"] == opened.isoformat().replace("+00:00", "Z")
    call.world.pass_time(seconds=1)
    call.done(call.attending, "take-chair", {"reason": "line_lost"})


def test_after_a_restart_of_the_door_three_minutes_begin_again(call: Call) -> None:
    call.opened().connect(call.chair)
    call.world.pass_time(minutes=10)
    rooms.nobody_here(call.world.workshop)
    call.world.pass_time(seconds=179)
    assert call.do(call.attending, "take-chair", {"reason": "line_lost"}).json()["code"] == "chair-present"
    call.world.pass_time(seconds=1)
    call.done(call.attending, "take-chair", {"reason": "line_lost"})


def test_how_long_the_chair_is_gone_outlives_the_process(call: Call, world: World) -> None:
    call.opened().connect(call.chair)
    call.disconnect(call.chair)
    gone = world.now
    rooms.nobody_here(world.workshop)
    world.pass_time(minutes=3)
    rooms.nobody_here(world.workshop)
    assert call.room()["chair_gone_since"] == gone.isoformat().replace("+00:00", "Z")


def test_who_took_the_chair_is_not_gone_in_his_turn(call: Call) -> None:
    call.opened()
    call.world.pass_time(minutes=4)
    coordinator = call.scene.a_coordinator()
    call.done(coordinator, "take-chair", {"reason": "called_away"})
    again = call.do(call.attending, "take-chair", {"reason": "line_lost"})
    assert again.json()["code"] == "chair-present"
    call.world.pass_time(minutes=3)
    call.done(call.attending, "take-chair", {"reason": "line_lost"})


def test_a_coordinator_who_leads_needs_no_licence_and_hears_what_happens(call: Call, world: World) -> None:
    call.opened()
    world.pass_time(minutes=4)
    coordinator = call.scene.a_coordinator()
    world.sql(
        "update practitioner set licence_until_on = null where id = :id returning id", id=coordinator.id
    )
    call.done(coordinator, "take-chair", {"reason": "line_lost"})
    assert call.join(coordinator).json()["is_admitted"] is True
    call.connect(call.attending)
    assert call.advance("present", by=coordinator).status_code == 200
    rows = world.sql(
        "select audience from journal where subject_id = :id and kind = 'stage.wanted'", id=call.case
    )
    assert coordinator.id in rows[-1].audience


def test_rights_move_with_the_chair(call: Call) -> None:
    call.opened().connect(call.attending)
    for stage in ("present", "discuss", "conclude", "explain"):
        assert call.advance(stage).status_code == 200
    assert "present" not in rights_of(call, call.expert.id)
    epoch = call.room()["standing"]["stage_epoch"]
    call.done(call.chair, "hand-over-chair", {"user_id": str(call.expert.id)})
    assert {"present", "share"} <= rights_of(call, call.expert.id)
    assert "share" not in rights_of(call, call.chair.id)
    told = call.room()["standing"]
    assert (told["stage"], told["stage_state"], told["stage_epoch"]) == ("explain", "entered", epoch + 1)


def test_only_whoever_leads_may_mute(call: Call) -> None:
    call.opened()
    session, seat = call.room()["standing"]["session_id"], call.seat(call.attending)["seat_id"]
    path = f"/sessions/{session}/seats/{seat}/mute"
    assert call.expert.post(path, {"is_muted": True}).status_code == 403
    call.done(call.chair, "hand-over-chair", {"user_id": str(call.expert.id)})
    assert call.chair.post(path, {"is_muted": True}).status_code == 403
    assert call.expert.post(path, {"is_muted": True}).status_code == 200


def test_the_chair_comes_back_by_hand_over_only(call: Call) -> None:
    call.opened()
    call.world.pass_time(minutes=3)
    call.done(call.attending, "take-chair", {"reason": "line_lost"})
    call.connect(call.chair)
    refused = call.do(call.chair, "take-chair", {"reason": "line_lost"})
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    call.done(call.attending, "hand-over-chair", {"user_id": str(call.chair.id)})
    call.done(call.chair, "finish")
    kinds = [each["kind"] for each in call.scene.seen_by(call.attending, call.case)["story"]]
    assert [each for each in kinds if each.startswith("chair.")] == ["chair.taken", "chair.handed_over"]


def test_nobody_takes_the_chair_before_the_session_begins(call: Call) -> None:
    call.joined()
    call.world.pass_time(minutes=10)
    refused = call.do(call.attending, "take-chair", {"reason": "line_lost"})
    assert (refused.status_code, refused.json()["code"]) == (409, "wrong-state")
