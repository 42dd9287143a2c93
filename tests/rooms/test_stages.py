"""Moving a call to another stage, on a media server in memory."""

from dataclasses import replace
from uuid import uuid4

import pytest

from huizhen import rooms
from huizhen.core.errors import NotFound, Stale
from huizhen.rooms import queries, rules
from huizhen.rooms.rules import SeatState, rights_of
from huizhen.rooms.service.backstop import Backstop
from huizhen.rooms.stage import StagePending, StageSettled
from tests.rooms.calls import DISCUSS, NARROW, PRESENT, Call
from tests.world import World


@pytest.fixture
def call(world: World) -> Call:
    return Call(world)


def test_a_parked_patient_is_not_connected_and_comes_back_later(call: Call) -> None:
    phone = call.join_all()
    assert phone is not None
    assert call.connected() == {"chair", "attending", "expert", "patient"}
    call.set_stage("discuss", DISCUSS)
    assert call.connected() == {"chair", "attending", "expert"}
    assert call.entry() == ("discuss", "entered", 2)
    assert call.state("patient") is SeatState.PARKED
    assert phone.post("/guest/tickets").json()["code"] == "seat-not-admitted"
    call.set_stage("explain", PRESENT)
    assert call.entry() == ("explain", "entered", 3)
    assert call.state("patient") is SeatState.ADMITTED
    call.world.media.join(phone.ticket())
    assert "patient" in call.connected()
    assert [each for each in call.kinds() if each.startswith("stage.")] == ["stage.entered"] * 2


def test_an_entered_stage_tells_everybody_the_guest_by_his_seat(call: Call) -> None:
    call.join_all()
    call.set_stage("discuss", DISCUSS)
    people = {each.id for each in call.people.values()}
    assert call.audience("stage.entered") == people | {call.seats["patient"]}


def test_somebody_who_keeps_less_is_narrowed_before_the_stage_is_entered(call: Call) -> None:
    call.join_all()
    call.set_stage("explain", NARROW)
    assert call.entry() == ("explain", "entered", 2)
    people = call.world.media.list(call.standing().room.handle)
    held = {rules.find_identity(each.identity): each.permission for each in people}
    wanted = call.standing().permissions()
    assert {key.holder: each for key, each in held.items() if key} == wanted
    assert not next(each for key, each in held.items() if key and key.user == str(call.expert.id)).can_publish


def test_with_a_silent_media_server_the_stage_is_unproven_and_nobody_gains(call: Call) -> None:
    call.join_all()
    call.world.media.is_frozen = True
    call.set_stage("discuss", DISCUSS)
    assert call.entry() == ("present", "unproven", 2)
    assert call.world.waited_s <= 1
    assert call.kinds()[-1] == "stage.unproven"
    assert call.chair.id in call.audience("stage.unproven")
    assert call.state("patient") is SeatState.PARKED
    with pytest.raises(StagePending):
        call.admit()


def test_after_a_retry_the_same_stage_is_entered(call: Call) -> None:
    call.join_all()
    call.world.media.is_frozen = True
    call.set_stage("discuss", DISCUSS)
    call.world.media.is_frozen = False
    assert call.settle("retry_stage") == 3
    assert call.entry() == ("discuss", "entered", 3)
    assert call.connected() == {"chair", "attending", "expert"}


def test_a_cancelled_stage_calls_the_removed_back(call: Call) -> None:
    phone = call.join_all()
    assert phone is not None
    call.world.media.is_frozen = True
    call.set_stage("discuss", DISCUSS)
    call.world.media.is_frozen = False
    call.settle("cancel_stage")
    assert call.entry() == ("present", "entered", 3)
    assert call.state("patient") is SeatState.ADMITTED
    call.world.media.join(phone.ticket())
    with pytest.raises(StageSettled):
        call.settle("cancel_stage")
    with pytest.raises(StageSettled):
        call.settle("retry_stage")


def test_in_a_new_room_nobody_is_whom_the_old_one_kept(call: Call) -> None:
    call.join_all()
    kept = call.ticket("chair")
    call.world.media.is_frozen = True
    call.set_stage("discuss", DISCUSS)
    old = call.standing().room.handle
    call.world.media.is_frozen = False
    call.settle("move_room")
    room = call.standing().room
    assert (room.epoch, room.handle != old) == (2, True)
    assert call.entry() == ("discuss", "entered", 3)
    assert old not in call.world.media.rooms
    assert "room.moved" in call.kinds()
    with pytest.raises(LookupError):
        call.world.media.join(kept)
    call.world.media.join(call.ticket("chair"))
    assert call.connected() == {"chair"}


def test_the_old_room_is_deleted_by_the_worker_when_the_server_is_back(call: Call) -> None:
    call.join_all()
    call.world.media.is_frozen = True
    call.set_stage("discuss", DISCUSS)
    old = call.standing().room.handle
    call.settle("move_room")
    call.world.media.is_frozen = False
    assert old in call.world.media.rooms
    call.world.pass_time(seconds=1)
    Backstop(call.world.workshop, call.world.desk).step()
    assert old not in call.world.media.rooms
    assert call.entry() == ("discuss", "entered", 3)


def test_an_answer_to_a_passed_epoch_is_refused(call: Call) -> None:
    call.join_all()
    stage_rights = {call.seats["chair"]: rights_of("PV")}
    with pytest.raises(Stale), call.world.as_system() as uow:
        rooms.set_stage(uow, call.world.desk, session_id=call.id, stage="x", rights=stage_rights, epoch=7)
    assert call.entry() == ("present", "entered", 1)


def test_the_worker_finishes_what_a_dead_web_process_left_pending(call: Call) -> None:
    call.join_all()
    world, desk = call.world, call.world.desk
    world.desk = replace(desk, run=lambda _: None)
    call.set_stage("discuss", DISCUSS)
    assert call.entry() == ("present", "pending", 2)
    with pytest.raises(StagePending):
        call.set_stage("conclude", DISCUSS)
    backstop = Backstop(world.workshop, desk)
    backstop.step()
    assert call.entry()[1] == "pending", "the first moment of the backstop is after a second"
    world.pass_time(seconds=1)
    backstop.step()
    assert call.entry() == ("discuss", "entered", 2)
    assert call.kinds().count("stage.entered") == 1
    backstop.step()
    assert call.kinds().count("stage.entered") == 1


def test_the_worker_tries_at_its_moments_and_then_leaves_it_to_the_chair(call: Call) -> None:
    call.join_all()
    call.world.media.is_frozen = True
    call.set_stage("discuss", DISCUSS)
    backstop = Backstop(call.world.workshop, call.world.desk)
    tries = 0
    for _ in range(80):
        call.world.pass_time(seconds=1)
        waited = call.world.waited_s
        backstop.step()
        tries += call.world.waited_s > waited
    assert tries == 4
    assert call.kinds().count("stage.unproven") == 1


def test_a_muted_microphone_is_not_given_back_by_a_stage(call: Call) -> None:
    call.join_all()
    answer = call.chair.post(f"/sessions/{call.id}/seats/{call.seats['expert']}/mute", {"is_muted": True})
    assert answer.status_code == 200
    call.set_stage("discuss", DISCUSS)
    sources = {
        each.identity.split(":")[1]: each.permission.can_publish_sources
        for each in call.world.media.list(call.standing().room.handle)
    }
    assert rules.Source.MICROPHONE not in sources[str(call.expert.id)]
    assert rules.Source.MICROPHONE in sources[str(call.attending.id)]


def test_a_patient_beside_the_attending_is_not_parted_from_him(call: Call) -> None:
    beside = uuid4()
    with call.world.as_system() as uow:
        plan = rooms.SeatPlan(
            kind=rules.SeatKind.PATIENT,
            holder=beside,
            place_id=call.attending.place,
            role="guardian",
            rights=rights_of("PV"),
            is_admitted=True,
            with_holder=call.attending.id,
        )
        seat_id = rooms.add_seat(uow, session_id=call.id, plan=plan)
    call.set_stage("discuss", DISCUSS)
    row = call.standing().seats[seat_id]
    assert (row.state, row.rights) == (SeatState.ADMITTED, "")


def test_a_closed_call_is_gone_for_everybody(call: Call) -> None:
    call.join_all()
    name = call.standing().room.handle
    with call.world.as_system() as uow:
        rooms.close_session(uow, call.world.desk, session_id=call.id)
    assert name not in call.world.media.rooms
    assert call.chair.get(f"/sessions/{call.id}").status_code == 404
    with pytest.raises(NotFound), call.world.as_system() as uow:
        queries.get_standing(uow, call.id)
