"""Who sees a call, who may do what in it, and what becomes of a seat. On a media server in memory."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

import pytest

from huizhen import rooms
from huizhen.core.access import Role
from huizhen.rooms.rules import Identity, Source, WrongSeatState, find_identity, rights_of
from huizhen.rooms.service import came, went
from tests.rooms.calls import Call
from tests.world import World


@pytest.fixture
def call(world: World) -> Call:
    return Call(world)


def test_everybody_with_a_seat_sees_the_call_and_his_own_seat(call: Call) -> None:
    for role, person in call.people.items():
        seen = person.get(f"/sessions/{call.id}").json()
        assert seen["my_seat_id"] == str(call.seats[role])
        assert {each["role"] for each in seen["seats"]} == {"chair", "attending", "expert", "patient"}
        assert (seen["stage"], seen["stage_state"], seen["stage_epoch"]) == ("present", "entered", 1)
        assert seen["is_media_up"] is True


def test_for_somebody_without_a_seat_the_call_does_not_exist(call: Call) -> None:
    stranger = call.world.a_person(Role.CONSULTANT)
    known, unknown = call.id, uuid4()
    for path in ("", "/tickets", "/leave", "/return", f"/seats/{call.seats['expert']}/mute"):
        body = {"is_muted": True} if path.endswith("mute") else None
        ask = stranger.get if not path else stranger.post
        answers = [ask(f"/sessions/{id}{path}", *([body] if path else [])) for id in (known, unknown)]
        assert [each.status_code for each in answers] == [404, 404], path
        assert answers[0].content == answers[1].content


def test_a_removed_person_does_not_see_it_any_more(call: Call) -> None:
    call.world.media.join(call.ticket("expert"))
    call.remove("expert")
    assert call.connected() == set()
    assert call.expert.get(f"/sessions/{call.id}").status_code == 404
    assert call.expert.post(f"/sessions/{call.id}/tickets").status_code == 404


def test_only_a_host_mutes_and_gives_the_microphone_back(call: Call) -> None:
    call.join_all(patient=False)
    path = f"/sessions/{call.id}/seats/{call.seats['expert']}/mute"

    def sources() -> frozenset[Source]:
        people = call.world.media.list(call.standing().room.handle)
        found = {find_identity(each.identity): each.permission for each in people}
        return next(p.can_publish_sources for i, p in found.items() if i and i.user == str(call.expert.id))

    assert call.attending.post(path, {"is_muted": True}).status_code == 403
    assert Source.MICROPHONE in sources()
    assert call.chair.post(path, {"is_muted": True}).status_code == 200
    assert sources() == {Source.CAMERA, Source.SCREEN_SHARE, Source.SCREEN_SHARE_AUDIO}
    assert call.chair.post(path, {"is_muted": False}).status_code == 200
    assert Source.MICROPHONE in sources()
    assert call.kinds().count("seat.muted") == 2


def test_a_seat_of_another_call_is_not_muted_through_this_one(call: Call) -> None:
    other = Call(call.world)
    path = f"/sessions/{call.id}/seats/{other.seats['expert']}/mute"
    assert call.chair.post(path, {"is_muted": True}).status_code == 404
    assert not other.standing().seats[other.seats["expert"]].is_muted


def test_who_takes_the_chair_mutes_from_then_on(call: Call) -> None:
    path = f"/sessions/{call.id}/seats/{call.seats['expert']}/mute"
    with call.world.as_system() as uow:
        rooms.set_hosts(uow, session_id=call.id, seat_ids=[call.seats["attending"]])
    assert call.chair.post(path, {"is_muted": True}).status_code == 403
    assert call.attending.post(path, {"is_muted": True}).status_code == 200


def test_somebody_leaves_and_waits_again_the_host_too(call: Call) -> None:
    call.join_all(patient=False)
    assert call.expert.post(f"/sessions/{call.id}/leave").json()["state"] == "left"
    assert call.connected() == {"chair", "attending"}
    assert call.expert.post(f"/sessions/{call.id}/leave").json()["code"] == "wrong-seat-state"
    assert call.expert.post(f"/sessions/{call.id}/return").json()["state"] == "waiting"
    assert call.expert.post(f"/sessions/{call.id}/tickets").json()["code"] == "seat-not-admitted"
    call.admit("expert")
    call.world.media.join(call.ticket("expert"))
    call.chair.post(f"/sessions/{call.id}/leave")
    assert call.chair.post(f"/sessions/{call.id}/return").json()["state"] == "waiting"
    assert call.connected() == {"attending", "expert"}


def test_somebody_sent_back_is_out_and_waits(call: Call) -> None:
    call.join_all(patient=False)
    with call.world.as_system() as uow:
        rooms.send_back(uow, call.world.desk, seat_id=call.seats["expert"])
    assert call.connected() == {"chair", "attending"}
    with pytest.raises(WrongSeatState), call.world.as_system() as uow:
        rooms.send_back(uow, call.world.desk, seat_id=call.seats["expert"])


def test_a_ticket_says_who_where_and_what_and_another_browser_takes_over(call: Call) -> None:
    first = call.expert.post(f"/sessions/{call.id}/tickets").json()
    assert first["identity"].split(":")[1:3] == [str(call.expert.id), str(call.id)]
    assert first["rights"] == sorted(rights_of("PSVIDT"))
    call.world.media.join(first["token"])
    call.world.sign_in(call.expert)
    second = call.expert.post(f"/sessions/{call.id}/tickets").json()
    assert second["identity"] != first["identity"]
    assert call.world.media.list(call.standing().room.handle) == ()


def test_without_a_media_server_there_is_no_ticket_and_all_else_works(call: Call) -> None:
    call.world.media.is_frozen = True
    refused = call.expert.post(f"/sessions/{call.id}/tickets")
    assert (refused.status_code, refused.json()["code"]) == (503, "media-unavailable")
    assert call.expert.get(f"/sessions/{call.id}").json()["is_media_up"] is False
    assert call.expert.post(f"/sessions/{call.id}/leave").status_code == 200


def test_a_seat_beside_another_gets_no_ticket_of_its_own(call: Call) -> None:
    person = call.world.a_person(Role.ATTENDING)
    plan = rooms.SeatPlan(
        kind=rooms.SeatKind.USER,
        holder=person.id,
        place_id=person.place,
        role="second",
        rights=rights_of("PV"),
        is_admitted=True,
        with_holder=call.attending.id,
    )
    with call.world.as_system() as uow:
        rooms.add_seat(uow, session_id=call.id, plan=plan)
    assert person.post(f"/sessions/{call.id}/tickets").json()["code"] == "seat-not-admitted"


def test_one_holder_has_one_seat(call: Call) -> None:
    plan = rooms.SeatPlan(
        kind=rooms.SeatKind.USER,
        holder=call.expert.id,
        place_id=call.expert.place,
        role="expert",
        rights=rights_of("PV"),
    )
    with pytest.raises(ValueError, match="one seat"), call.world.as_system() as uow:
        rooms.add_seat(uow, session_id=call.id, plan=plan)


def test_the_call_of_a_subject_is_found_while_it_goes_on(call: Call) -> None:
    with call.world.as_system() as uow:
        assert rooms.find_session(uow, call.subject) == call.id
        assert rooms.find_session(uow, uuid4()) is None
        rooms.close_session(uow, call.world.desk, session_id=call.id)
    with call.world.as_system() as uow:
        assert rooms.find_session(uow, call.subject) is None


# ---- who is at the door


def gone(call: Call) -> datetime | None:
    """Since when nobody of the host's seat is at the door."""
    (row,) = call.world.sql("select gone_at from seat where id = :id", id=call.seats["chair"])
    found: datetime | None = row[0]
    return found


def identity(call: Call) -> Identity:
    """As the seat's line names itself."""
    standing = call.standing()
    return standing.seat(standing.seats[call.seats["chair"]]).identity


def test_a_line_that_opens_and_closes_is_told_to_everybody_in_the_call(call: Call) -> None:
    assert gone(call) is not None
    came(call.world.workshop, identity(call))
    assert gone(call) is None
    call.world.pass_time(seconds=7)
    went(call.world.workshop, identity(call))
    assert gone(call) == call.world.now
    assert [each for each in call.kinds() if "connected" in each] == ["seat.connected", "seat.disconnected"]
    assert call.audience("seat.connected") >= {call.people["attending"].id}


def test_what_is_known_already_is_not_told_again(call: Call) -> None:
    for _ in range(3):
        came(call.world.workshop, identity(call))
    assert call.kinds().count("seat.connected") == 1


def test_a_second_device_of_the_seat_is_the_same_person(call: Call) -> None:
    mine = identity(call)
    came(call.world.workshop, replace(mine, device="another"))
    assert gone(call) is None


def test_after_a_crash_nobody_is_at_the_door_until_he_is_seen_again(call: Call) -> None:
    came(call.world.workshop, identity(call))
    call.world.pass_time(seconds=3)
    rooms.nobody_here(call.world.workshop)
    assert gone(call) == call.world.now
    came(call.world.workshop, identity(call))
    assert gone(call) is None


def test_a_call_that_is_over_hears_of_nobody(call: Call) -> None:
    mine: Identity = identity(call)
    call.world.sql("update session set state = 'closed' where id = :id returning id", id=UUID(mine.session))
    came(call.world.workshop, mine)
    assert gone(call) is not None
