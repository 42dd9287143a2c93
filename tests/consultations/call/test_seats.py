"""Seats of a case's call: who is kept out of it, who comes again, and what strangers find."""

from typing import Any
from uuid import uuid4

import pytest

from huizhen.core.access import Role
from tests.consultations.calling import Call
from tests.consultations.conclusion.ending import Ending
from tests.world import Person, World


@pytest.fixture
def call(world: World) -> Call:
    return Call(world)


def session_of(call: Call) -> str:
    found: str = call.room(call.attending)["standing"]["session_id"]
    return found


def invitation_of(call: Call, person: Person) -> str:
    told = call.scene.seen_by(call.attending, call.case)["invitations"]
    found: str = next(each["id"] for each in reversed(told) if each["user"]["id"] == str(person.id))
    return found


def withdraw(call: Call, person: Person) -> None:
    path = f"/consultations/{call.case}/invitations/{invitation_of(call, person)}/withdraw"
    assert call.attending.post(path).status_code == 200


# ---- nobody is in without his proof


def test_a_chair_who_has_not_proven_himself_does_not_slip_in_by_leaving(call: Call) -> None:
    call.joined(call.attending)
    path = f"/sessions/{session_of(call)}"
    call.chair.post(f"{path}/leave")
    assert call.chair.post(f"{path}/return").json()["state"] == "waiting"
    assert call.chair.post(f"{path}/tickets").json()["code"] == "seat-not-admitted"


def test_an_expert_who_has_left_comes_back_through_the_case_and_not_past_it(call: Call) -> None:
    call.opened()
    path = f"/sessions/{session_of(call)}"
    call.expert.post(f"{path}/leave")
    assert call.expert.post(f"{path}/return").json()["state"] == "waiting"
    assert call.expert.post(f"{path}/tickets").json()["code"] == "seat-not-admitted"


def test_a_reload_changes_nothing(call: Call) -> None:
    call.opened()
    before = call.world.sql("select count(*) from journal where subject_id = :id", id=session_of(call))
    again = call.do(call.expert, "join")
    assert again.json()["is_admitted"] is True
    assert (
        call.world.sql("select count(*) from journal where subject_id = :id", id=session_of(call)) == before
    )


def test_who_was_sent_back_is_let_in_by_hand_only(call: Call) -> None:
    call.opened()
    seat = call.seat(call.expert)["seat_id"]
    call.done(call.chair, f"seats/{seat}/send-back")
    assert call.do(call.expert, "join").json()["is_admitted"] is False
    call.done(call.attending, f"seats/{seat}/admit")
    assert call.seat(call.expert)["seat_state"] == "admitted"


def test_who_was_removed_does_not_join_again(call: Call) -> None:
    call.opened()
    call.done(call.chair, f"seats/{call.seat(call.expert)['seat_id']}/remove")
    assert call.do(call.expert, "join").status_code == 404
    assert call.expert.get(f"/sessions/{session_of(call)}").status_code == 404


def test_the_chair_does_not_remove_himself(call: Call) -> None:
    call.opened()
    assert call.do(call.chair, f"seats/{call.seat(call.chair)['seat_id']}/remove").status_code == 404


# ---- invitations and the call


def test_who_was_asked_and_has_not_answered_finds_no_call(call: Call) -> None:
    call.joined()
    withdraw(call, call.expert)
    asked = call.scene.an_expert()
    assert call.scene.invite(call.case, asked, chair=False).status_code == 201
    assert asked.get(f"/consultations/{call.case}").status_code == 200
    refused = call.join(asked)
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert asked.get(f"/consultations/{call.case}/room").status_code == 404
    session = call.world.sql("select id from session where subject = :id", id=call.case)[0].id
    assert asked.get(f"/sessions/{session}").status_code == 404


def test_who_is_asked_again_has_his_seat_again(call: Call) -> None:
    call.joined()
    withdraw(call, call.expert)
    assert call.join(call.expert).status_code == 404
    assert call.scene.invite(call.case, call.expert, chair=False).status_code == 201
    assert call.expert.post(f"/consultations/{call.case}/accept").status_code == 200
    assert call.scene.schedule(call.case).status_code == 200
    assert call.join(call.expert).status_code == 200
    call.done(call.chair, "open")
    assert call.seat(call.expert)["seat_state"] == "admitted"


def test_after_the_signature_nobody_meets_anew(world: World) -> None:
    ending = Ending(world).ready()
    ending.signed()
    assert ending.call.do(ending.expert, "join").status_code == 200
    ending.call.done(ending.chair, "close-call")
    refused = ending.call.do(ending.attending, "guest-link")
    assert (refused.status_code, refused.json()["code"]) == (409, "no-call")
    assert ending.call.join(ending.expert).json()["code"] == "no-call"


# ---- the patient


def test_a_removed_patients_cookie_opens_nothing(call: Call) -> None:
    phone = call.opened().a_guest()
    seat = call.seat(None)["seat_id"]
    call.done(call.attending, f"seats/{seat}/admit")
    assert phone.post("/guest/tickets").status_code == 200
    call.done(call.chair, f"seats/{seat}/remove")
    for path in ("/guest/seat", "/guest/room", "/guest/events"):
        assert phone.client.get(f"/api{path}").status_code == 401
    for path in ("/guest/tickets", "/guest/leave", "/guest/return"):
        assert phone.post(path).status_code == 401


def test_a_patient_is_not_let_in_before_the_session_begins(call: Call) -> None:
    phone = call.joined().a_guest()
    refused = call.do(call.attending, f"seats/{call.seat(None)['seat_id']}/admit")
    assert (refused.status_code, refused.json()["code"]) == (409, "wrong-state")
    assert phone.post("/guest/tickets").json()["code"] == "seat-not-admitted"


def test_the_desk_of_the_store_makes_the_link_and_lets_the_patient_in(call: Call) -> None:
    nurse = call.world.a_person(Role.NURSE, at=call.attending.place)
    call.opened().done(nurse, "guest-link")
    call.a_guest()
    assert call.done(nurse, f"seats/{call.seat(None)['seat_id']}/admit")["state"] == "admitted"


def test_a_link_is_for_one_phone_and_a_new_one_kills_the_old(call: Call) -> None:
    old = call.opened().done(call.attending, "guest-link")["token"]
    phone = call.a_guest()
    refused = phone.enter(old, last_four=call.number[-4:])
    assert refused.json()["code"] == "link-dead"


# ---- strangers

ACTS: tuple[tuple[str, Any], ...] = (
    ("join", None),
    ("open", None),
    ("advance", {"to": "present", "stage_epoch": 1}),
    ("stage/retry", {"stage_epoch": 1}),
    ("stage/move-room", {"stage_epoch": 1}),
    ("stage/cancel", {"stage_epoch": 1}),
    ("checklist/name", {"ticked": True}),
    ("take-chair", {"reason": "line_lost"}),
    ("hand-over-chair", {"user_id": str(uuid4())}),
    ("finish", None),
    ("reopen", None),
    ("close-call", None),
    ("guest-link", None),
    ("patient-beside", {"beside": True}),
    ("shared-device", {"answer": "may_stay"}),
)


def test_a_stranger_finds_no_call_and_moves_nothing(call: Call) -> None:
    call.opened()
    seat = call.seat(call.expert)["seat_id"]
    before = call.room()
    seats = [(f"seats/{seat}/{act}", None) for act in ("admit", "send-back", "remove")]
    for stranger in (call.world.a_person(Role.ATTENDING), call.world.a_person(Role.CONSULTANT)):
        assert stranger.get(f"/consultations/{call.case}/room").status_code == 404
        for what, body in (*ACTS, *seats):
            refused = call.do(stranger, what, body)
            # Some acts are for roles that he has nowhere: then not even the case is looked for.
            assert refused.status_code in (403, 404), (what, refused.text)
            if refused.status_code == 403:
                assert refused.json()["code"] == "forbidden"
    assert call.room() == before


def test_a_seat_of_another_call_is_not_moved_through_this_one(call: Call) -> None:
    other = Call(call.world).opened()
    call.opened()
    seat = other.seat(other.expert)["seat_id"]
    for act in ("admit", "send-back", "remove"):
        assert call.do(call.chair, f"seats/{seat}/{act}").status_code == 404
    assert other.seat(other.expert)["seat_state"] == "admitted"
