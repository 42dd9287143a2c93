"""Stages of a case's call when the media server is silent, the checklist's owners, and sessions that go on later."""

import pytest

from huizhen.core.access import Role
from tests.consultations.calling import Call
from tests.world import World

STAGES = ("present", "discuss", "conclude", "explain")


@pytest.fixture
def call(world: World) -> Call:
    return Call(world)


@pytest.fixture
def unproven(call: Call) -> Call:
    """The patient is in, and the discussion was asked for while the media server did not answer."""
    call.opened().a_guest()
    call.done(call.attending, f"seats/{call.seat(None)['seat_id']}/admit")
    call.connect(call.attending)
    assert call.advance("present").status_code == 200
    call.world.media.is_frozen = True
    assert call.advance("discuss").status_code == 200
    call.world.media.is_frozen = False
    return call


def standing(call: Call) -> tuple[str, str, str]:
    told = call.room()["standing"]
    return told["stage"], told["stage_wanted"], told["stage_state"]


def test_a_stage_that_is_not_proven_is_not_entered_and_the_chair_hears_of_it(unproven: Call) -> None:
    assert standing(unproven) == ("present", "discuss", "unproven")
    assert unproven.seat(None)["seat_state"] == "parked"
    rows = unproven.world.sql(
        "select audience from journal where kind = 'stage.unproven' and subject_id = :id",
        id=unproven.room()["standing"]["session_id"],
    )
    assert unproven.chair.id in rows[-1].audience
    assert "discuss" not in [each["stage"] for each in unproven.room()["stages"] if each["was_entered"]]


@pytest.mark.parametrize(
    ("act", "stage", "patient"),
    [
        ("retry", ("discuss", "discuss", "entered"), "parked"),
        ("move-room", ("discuss", "discuss", "entered"), "parked"),
        ("cancel", ("present", "present", "entered"), "admitted"),
    ],
)
def test_the_chair_settles_it_in_one_of_three_ways(
    unproven: Call, act: str, stage: tuple[str, str, str], patient: str
) -> None:
    epoch = {"stage_epoch": unproven.room()["standing"]["stage_epoch"]}
    assert unproven.do(unproven.attending, f"stage/{act}", epoch).status_code == 403
    old = unproven.do(unproven.chair, f"stage/{act}", {"stage_epoch": epoch["stage_epoch"] - 1})
    assert (old.status_code, old.json()["code"]) == (409, "stale")
    unproven.done(unproven.chair, f"stage/{act}", epoch)
    assert standing(unproven) == stage
    assert unproven.seat(None)["seat_state"] == patient
    settled = {"stage_epoch": unproven.room()["standing"]["stage_epoch"]}
    again = unproven.do(unproven.chair, f"stage/{act}", settled)
    assert (again.status_code, again.json()["code"]) == (409, "stage-settled")


def test_while_a_stage_is_not_proven_nobody_comes_in(unproven: Call) -> None:
    unproven.expert.post(f"/sessions/{unproven.room()['standing']['session_id']}/leave")
    assert unproven.do(unproven.expert, "join").json()["is_admitted"] is False
    seat = unproven.seat(unproven.expert)["seat_id"]
    assert unproven.do(unproven.chair, f"seats/{seat}/admit").json()["code"] == "stage-pending"


def test_the_chair_goes_back_and_the_patient_comes_back_with_him(call: Call) -> None:
    phone = call.opened().a_guest()
    call.done(call.attending, f"seats/{call.seat(None)['seat_id']}/admit")
    call.connect(call.attending)
    for stage in ("present", "discuss", "present", "discuss"):
        assert call.advance(stage).status_code == 200
    assert phone.seat().json()["state"] == "parked"
    refused = call.advance("explain")
    assert (refused.status_code, refused.json()["code"]) == (409, "stage-not-next")
    assert refused.json()["allowed"] == ["verify", "present", "conclude"]
    assert call.room()["may_go"] == refused.json()["allowed"]


# ---- the checklist


def test_the_desk_ticks_what_it_has_seen_and_nothing_of_the_talk(call: Call) -> None:
    nurse = call.world.a_person(Role.NURSE, at=call.attending.place)
    call.opened().done(nurse, "checklist/birth_date", {"ticked": True})
    refused = call.do(nurse, "checklist/each_expert_spoke", {"ticked": True})
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    call.done(call.expert, "checklist/each_expert_spoke", {"ticked": True})


def test_a_value_is_one_of_those_that_are_offered(call: Call) -> None:
    call.opened()
    for item, value in (("explained_to", "neighbour"), ("name", "patient")):
        refused = call.do(call.chair, f"checklist/{item}", {"ticked": True, "value": value})
        (told,) = refused.json()["errors"]
        assert (told["pointer"], told["code"]) == ("/value", "not_allowed")
    call.done(call.chair, "checklist/explained_to", {"ticked": True, "value": "guardian"})
    call.done(call.chair, "checklist/explained_to", {"ticked": False})


# ---- a session that goes on later


def test_a_session_goes_on_in_a_new_call_after_the_old_one_was_closed(call: Call) -> None:
    call.opened().connect(call.attending)
    call.advance("present")
    call.done(call.chair, "finish")
    call.done(call.chair, "close-call")
    assert call.do(call.chair, "reopen").json()["code"] == "attending-away"
    assert call.do(call.attending, "join").json()["code"] == "step-up-required"
    call.joined(call.attending, call.chair)
    told = call.room()
    assert (told["state"], told["standing"]["stage"]) == ("opinion_drafted", "verify")
    call.done(call.chair, "reopen")
    told = call.room()
    assert (told["state"], told["finished_at"]) == ("in_session", None)
    assert [each["stage"] for each in told["stages"] if each["was_entered"]] == ["verify", "present"]
    sessions = call.world.sql(
        "select state from session where subject = :id order by created_at", id=call.case
    )
    assert [each.state for each in sessions] == ["closed", "open"]


def test_a_finished_session_does_not_forget_who_waits(call: Call) -> None:
    phone = call.opened().a_guest()
    call.done(call.attending, f"seats/{call.seat(None)['seat_id']}/admit")
    call.connect(call.attending)
    for stage in STAGES[:3]:
        assert call.advance(stage).status_code == 200
    call.done(call.chair, "finish")
    assert phone.seat().json()["state"] == "parked"
    assert phone.client.get("/api/guest/room").json()["is_finished"] is True
    call.done(call.chair, "close-call")
    assert phone.seat().status_code == 401


@pytest.mark.parametrize("act", ["finish", "advance", "hand-over-chair"])
def test_what_belongs_to_a_session_waits_for_it(call: Call, act: str) -> None:
    call.joined()
    body = {
        "finish": None,
        "advance": {"to": "present", "stage_epoch": 1},
        "hand-over-chair": {"user_id": str(call.expert.id)},
    }[act]
    refused = call.do(call.chair, act, body)
    assert (refused.status_code, refused.json()["code"]) == (409, "wrong-state")
    assert "open" in refused.json()["allowed"]
