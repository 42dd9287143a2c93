"""The call of a case: who comes in, when it begins, how its stages go, and how it ends."""

import pytest

from tests.consultations.calling import Call
from tests.world import World


@pytest.fixture
def call(world: World) -> Call:
    return Call(world)


# ---- coming


def test_who_joins_waits_until_the_chair_opens(call: Call) -> None:
    told = call.join(call.attending).json()
    assert told["is_admitted"] is False
    seen = call.seat(call.attending)
    assert (seen["has_joined"], seen["seat_state"]) == (True, "waiting")
    assert call.seat(call.chair)["has_joined"] is False
    refused = call.attending.post(f"/sessions/{told['session_id']}/tickets")
    assert refused.json()["code"] == "seat-not-admitted"


def test_a_physician_proves_himself_once_a_call(call: Call) -> None:
    unproven = call.do(call.attending, "join")
    assert unproven.json()["code"] == "step-up-required"
    call.joined(call.attending)
    call.world.pass_time(minutes=5)
    again = call.do(call.attending, "join")
    assert again.status_code == 200
    (proofs,) = call.world.sql("select count(*) from attendance where consultation_id = :id", id=call.case)
    assert proofs[0] == 1


def test_an_expert_who_has_not_said_yes_cannot_come(call: Call) -> None:
    invited = call.scene.an_expert()
    assert call.scene.invite(call.case, invited, chair=False).status_code in (201, 409)
    late = call.scene.an_expert()
    for each in (invited, late):
        assert call.join(each).status_code in (403, 404)


def test_nobody_comes_before_a_time_is_fixed(world: World) -> None:
    call = Call(world)
    other = call.scene.an_accepted(call.chair)
    refused = call.attending.post(f"/consultations/{other}/join", headers=call.scene.proof(call.attending))
    assert (refused.status_code, refused.json()["code"]) == (409, "wrong-state")
    assert "schedule" in refused.json()["allowed"]


def test_who_comes_late_is_let_in_at_once(call: Call) -> None:
    call.opened(call.attending, call.chair)
    assert call.seat(call.expert)["seat_state"] == "waiting"
    assert call.join(call.expert).json()["is_admitted"] is True


def test_who_leaves_and_comes_back_has_one_seat_and_needs_no_second_proof(call: Call) -> None:
    call.opened()
    session = call.room()["standing"]["session_id"]
    before = call.seat(call.expert)["seat_id"]
    assert call.expert.post(f"/sessions/{session}/leave").status_code == 200
    assert call.seat(call.expert)["seat_state"] == "left"
    back = call.do(call.expert, "join")
    assert back.json() == {"session_id": session, "seat_id": before, "is_admitted": True}


# ---- opening


@pytest.mark.parametrize(
    ("here", "code"), [(("chair",), "attending-away"), (("attending",), "physicians-unproven")]
)
def test_the_session_begins_with_attending_and_chair(call: Call, here: tuple[str, ...], code: str) -> None:
    call.joined(*(getattr(call, each) for each in here))
    refused = call.do(call.chair, "open")
    assert (refused.status_code, refused.json()["code"]) == (409, code)
    assert code in call.room()["blocked_by"]


def test_an_attending_who_left_the_waiting_page_is_away(call: Call) -> None:
    call.joined()
    session = call.room()["standing"]["session_id"]
    assert call.attending.post(f"/sessions/{session}/leave").status_code == 200
    assert call.do(call.chair, "open").json()["code"] == "attending-away"


def test_only_the_chair_opens(call: Call) -> None:
    call.joined()
    for each in (call.attending, call.expert):
        assert call.do(each, "open").json()["code"] == "forbidden"
    call.done(call.chair, "open")
    told = call.room()
    assert (told["state"], told["standing"]["stage"]) == ("in_session", "verify")
    ticked = [each["code"] for each in told["stages"][0]["checklist"] if each["ticked_at"]]
    assert ticked == ["consents_in_force", "attending_present"]
    assert {each["seat_state"] for each in told["people"]} == {"admitted"}


def test_a_consent_that_was_withdrawn_keeps_the_session_shut(call: Call) -> None:
    call.joined()
    withdrawn = call.attending.post(
        f"/patients/{call.scene.patient_id}/consents/sharing/withdraw", {"reason": "patient_request"}
    )
    assert withdrawn.status_code == 201, withdrawn.text
    refused = call.do(call.chair, "open")
    assert refused.json()["code"] == "consents-missing"


# ---- stages


def test_the_chair_walks_the_stages_and_the_patient_is_out_in_between(call: Call) -> None:
    phone = call.opened().a_guest()
    call.done(call.attending, f"seats/{call.seat(None)['seat_id']}/admit")
    call.connect(call.attending)
    assert phone.seat().json()["state"] == "admitted"
    for stage, patient in (
        ("present", "admitted"),
        ("discuss", "parked"),
        ("conclude", "parked"),
        ("explain", "admitted"),
    ):
        answer = call.advance(stage)
        assert answer.status_code == 200, answer.text
        assert call.room()["standing"]["stage"] == stage
        assert phone.seat().json()["state"] == patient
    assert all(each["was_entered"] for each in call.room()["stages"])


def test_a_stage_is_not_skipped_and_not_entered_by_others(call: Call) -> None:
    call.opened().connect(call.attending)
    skipped = call.advance("discuss")
    assert (skipped.status_code, skipped.json()["allowed"]) == (409, ["present"])
    assert call.advance("present", by=call.attending).json()["code"] == "forbidden"


def test_who_has_seen_an_older_stage_is_refused(call: Call) -> None:
    call.opened().connect(call.attending)
    call.advance("present")
    old = call.do(call.chair, "advance", {"to": "verify", "stage_epoch": 1})
    assert (old.status_code, old.json()["code"]) == (409, "stale")


def test_the_discussion_waits_for_the_attending(call: Call) -> None:
    call.opened().advance("present")
    away = call.advance("discuss")
    assert away.json()["code"] == "attending-away"
    call.connect(call.attending)
    assert call.advance("discuss").status_code == 200


def test_a_patient_before_the_same_device_is_asked_about(call: Call) -> None:
    call.opened().connect(call.attending)
    call.done(call.attending, "patient-beside", {"beside": True})
    assert call.seat(None)["seat_state"] == "admitted"
    call.advance("present")
    assert call.advance("discuss").json()["code"] == "shared-device-unanswered"
    assert call.do(call.chair, "shared-device", {"answer": "has_left"}).status_code == 403
    call.done(call.attending, "shared-device", {"answer": "has_left"})
    assert call.advance("discuss").status_code == 200
    assert call.room()["patient_seat"]["shared_device"] == "has_left"
    call.advance("conclude")
    call.advance("explain")
    # He is back: the next time he is asked about again.
    assert call.room()["patient_seat"]["shared_device"] == "unanswered"


def test_nothing_that_is_no_answer_is_taken_for_one(call: Call) -> None:
    call.joined()
    refused = call.do(call.attending, "shared-device", {"answer": "unanswered"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/answer")


# ---- checklist


def test_a_line_is_ticked_by_whoever_did_it_and_taken_back(call: Call) -> None:
    call.opened()
    call.done(call.attending, "checklist/name", {"ticked": True})
    line = call.room()["stages"][0]["checklist"][0]
    assert (line["code"], line["ticked_by_name"]) == ("name", call.attending.name)
    call.done(call.attending, "checklist/name", {"ticked": False})
    assert call.room()["stages"][0]["checklist"][0]["ticked_at"] is None


def test_a_method_comes_with_its_tick(call: Call) -> None:
    call.opened()
    bare = call.do(call.attending, "checklist/verification_method", {"ticked": True})
    assert (bare.json()["errors"][0]["pointer"], bare.json()["errors"][0]["code"]) == ("/value", "missing")
    call.done(
        call.attending, "checklist/verification_method", {"ticked": True, "value": "document_on_camera"}
    )
    assert call.room()["stages"][0]["checklist"][3]["value"] == "document_on_camera"


@pytest.mark.parametrize(("item", "status"), [("consents_in_force", 422), ("no_such_line", 404)])
def test_some_lines_are_nobodys(call: Call, item: str, status: int) -> None:
    call.opened()
    assert call.do(call.attending, f"checklist/{item}", {"ticked": True}).status_code == status


# ---- the chair


def test_the_chair_is_taken_after_three_minutes_and_not_before(call: Call) -> None:
    call.opened().connect(call.chair)
    call.disconnect(call.chair)
    call.world.pass_time(seconds=179)
    early = call.do(call.attending, "take-chair", {"reason": "line_lost"})
    assert early.json()["code"] == "chair-present"
    call.world.pass_time(seconds=1)
    call.done(call.attending, "take-chair", {"reason": "line_lost"})
    told = call.room(call.attending)
    assert "chair" in told["roles"]
    assert "advance" in told["allowed"]
    assert call.do(call.chair, "finish").json()["code"] == "forbidden"


def test_a_chair_at_the_door_is_not_gone(call: Call) -> None:
    call.opened().connect(call.chair)
    call.world.pass_time(minutes=5)
    assert call.room(call.attending)["chair_gone_since"] is None
    assert call.do(call.attending, "take-chair", {"reason": "line_lost"}).json()["code"] == "chair-present"


def test_a_reason_comes_with_taking_and_other_says_more(call: Call) -> None:
    call.opened()
    call.world.pass_time(minutes=4)
    assert call.do(call.attending, "take-chair", {}).status_code == 422
    other = call.do(call.attending, "take-chair", {"reason": "other"})
    assert other.json()["errors"][0]["pointer"] == "/note"


def test_an_expert_does_not_take_the_chair_but_is_handed_it(call: Call) -> None:
    call.opened()
    call.world.pass_time(minutes=4)
    assert call.do(call.expert, "take-chair", {"reason": "line_lost"}).status_code == 403
    call.done(call.chair, "hand-over-chair", {"user_id": str(call.expert.id)})
    assert call.do(call.chair, "finish").status_code == 403
    call.done(call.expert, "finish")


def test_nobody_leads_who_is_not_in_the_call(call: Call) -> None:
    call.opened(call.attending, call.chair)
    for each in (call.expert.id, call.chair.id, call.scene.patient_id):
        refused = call.do(call.chair, "hand-over-chair", {"user_id": str(each)})
        assert refused.json()["errors"][0]["pointer"] == "/user_id"


# ---- the end


def test_finishing_ends_the_stages_and_not_the_call(call: Call) -> None:
    call.opened()
    assert call.do(call.chair, "close-call").json()["code"] == "call-not-over"
    call.done(call.chair, "finish")
    told = call.room()
    assert (told["state"], told["may_go"]) == ("opinion_drafted", [])
    assert told["standing"] is not None
    assert call.advance("present").json()["code"] == "wrong-state"
    call.done(call.chair, "close-call")
    assert call.room()["standing"] is None


def test_a_finished_session_goes_on_when_something_was_left_out(call: Call) -> None:
    call.opened().done(call.chair, "finish")
    call.done(call.chair, "reopen")
    told = call.room()
    assert (told["state"], told["finished_at"]) == ("in_session", None)


# ---- seats


def test_a_guest_waits_and_is_let_in_sent_back_and_removed(call: Call) -> None:
    phone = call.opened().a_guest()
    seat = call.seat(None)["seat_id"]
    assert phone.seat().json()["state"] == "waiting"
    call.done(call.attending, f"seats/{seat}/admit")
    assert phone.seat().json()["state"] == "admitted"
    assert call.do(call.attending, f"seats/{seat}/send-back").status_code == 403
    call.done(call.chair, f"seats/{seat}/send-back")
    assert phone.seat().json()["state"] == "waiting"
    call.done(call.chair, f"seats/{seat}/remove")
    assert phone.seat().status_code == 401
    back = call.a_guest()
    assert back.seat().json()["state"] == "waiting"


def test_the_patient_moves_from_the_attendings_device_to_his_own(call: Call) -> None:
    call.opened().done(call.attending, "patient-beside", {"beside": True})
    phone = call.a_guest()
    assert call.room()["patient_seat"]["is_beside"] is False
    assert phone.seat().json()["state"] == "waiting"


def test_the_patients_page_knows_names_and_nothing_of_the_case(call: Call) -> None:
    phone = call.opened().a_guest()
    told = phone.client.get("/api/guest/room").json()
    assert {each["name"] for each in told["people"]} == {
        call.attending.name,
        call.chair.name,
        call.expert.name,
    }
    assert set(told) == {"store_name", "planned_at", "is_open", "is_finished", "people"}


def test_physicians_who_wait_for_the_beginning_are_no_queue_before_the_patient(call: Call) -> None:
    phone = call.joined().a_guest()
    assert phone.seat().json()["position"] == 1


def test_a_physician_who_has_not_proven_himself_is_not_let_in_by_hand(call: Call) -> None:
    call.opened(call.attending, call.chair)
    seat = call.seat(call.expert)["seat_id"]
    assert call.do(call.chair, f"seats/{seat}/admit").json()["code"] == "physicians-unproven"


def test_an_invitation_that_is_taken_back_takes_the_seat(call: Call) -> None:
    call.joined()
    told = call.scene.seen_by(call.attending, call.case)
    invitation = next(each["id"] for each in told["invitations"] if each["user"]["id"] == str(call.expert.id))
    answer = call.attending.post(f"/consultations/{call.case}/invitations/{invitation}/withdraw")
    assert answer.status_code == 200
    rows = call.world.sql("select state from seat where holder = :id", id=call.expert.id)
    assert [each[0] for each in rows] == ["removed"]
    assert call.do(call.expert, "room").status_code in (404, 405)


def test_a_cancelled_case_has_no_call(call: Call) -> None:
    call.joined().done(call.attending, "cancel", {"reason": "patient_better"})
    rows = call.world.sql("select state from session where subject = :id", id=call.case)
    assert [each[0] for each in rows] == ["closed"]
