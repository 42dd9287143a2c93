"""A patient comes by a link: looks, types the last four characters, waits, is let in, and is bound to one phone."""

import pytest

from huizhen.core.errors import NotFound
from huizhen.rooms import make_link
from huizhen.rooms.guests import TRIES_MAX, CheckMalformed
from huizhen.rooms.rules import SeatState
from huizhen.rooms.service.guests import LINK_TTL
from tests.rooms.calls import DISCUSS, LAST_FOUR, Call, Phone
from tests.world import World


@pytest.fixture
def call(world: World) -> Call:
    return Call(world)


@pytest.fixture
def phone(world: World) -> Phone:
    return Phone(world)


def place_name(call: Call) -> str:
    """The store that the patient knows."""
    rows = call.world.sql("select name from organisation where id = :id", id=call.attending.place)
    return str(rows[0].name)


def test_looking_spends_nothing_sets_nothing_binds_nothing(call: Call, phone: Phone) -> None:
    token = call.link()
    for _ in range(TRIES_MAX + 1):
        looked = phone.post("/guest/link", {"token": token})
        assert looked.json() == {"place_name": place_name(call), "tries_left": TRIES_MAX}
        assert "set-cookie" not in looked.headers
    assert phone.seat().status_code == 401
    assert Phone(call.world).enter(token).status_code == 200


def test_the_right_four_characters_bind_seat_and_device(call: Call, phone: Phone) -> None:
    entered = phone.enter(call.link(), " 317x ")
    assert entered.json() == {"session_id": str(call.id), "seat_id": str(call.seats["patient"])}
    cookie = entered.headers["set-cookie"]
    assert all(
        part in cookie for part in ("__Host-hz-guest=", "Secure", "HttpOnly", "SameSite=Lax", "Path=/")
    )
    seat = phone.seat().json()
    assert (seat["state"], seat["position"]) == ("waiting", 1)
    assert phone.post("/guest/tickets").json()["code"] == "seat-not-admitted"
    assert call.kinds()[-2:] == ["guest_link.used", "seat.arrived"]
    assert call.chair.id in call.audience("seat.arrived")


def test_token_and_cookie_are_stored_as_hashes_and_told_to_nobody_else(call: Call, phone: Phone) -> None:
    token = call.link()
    cookie = phone.enter(token).headers["set-cookie"].split(";")[0].split("=", 1)[1]
    row = call.world.sql(
        "select row(l.*)::text as row from guest_link l where seat_id = :id", id=call.seats["patient"]
    )[0]
    entries = call.world.sql("select entry from journal where subject_id = :id", id=call.id)
    for secret in (token, cookie, LAST_FOUR):
        assert secret not in row.row
        assert all(secret.encode() not in bytes(each.entry) for each in entries)


def test_five_wrong_tries_end_a_link_and_are_counted_although_refused(call: Call, phone: Phone) -> None:
    token = call.link()
    for left in range(TRIES_MAX - 1, 0, -1):
        refused = phone.enter(token, "0000")
        assert (refused.status_code, refused.json()["code"]) == (422, "check-wrong")
        assert refused.json()["tries_left"] == left
    assert phone.enter(token, "0000").json()["code"] == "link-dead"
    assert phone.enter(token, LAST_FOUR).json()["code"] == "link-dead"
    assert phone.post("/guest/link", {"token": token}).json()["code"] == "link-dead"
    assert call.kinds().count("guest_link.killed") == 1
    assert phone.enter(call.link()).status_code == 200


def test_what_cannot_be_an_answer_spends_no_try(call: Call, phone: Phone) -> None:
    token = call.link()
    for typed in ("123", "12345", "四位数字"):
        assert phone.enter(token, typed).json()["code"] == "check-malformed"
    assert phone.post("/guest/link", {"token": token}).json()["tries_left"] == TRIES_MAX


def test_a_used_link_opens_no_second_device(call: Call, phone: Phone) -> None:
    token = call.link()
    phone.enter(token)
    other = Phone(call.world)
    assert other.enter(token).json()["code"] == "link-used"
    assert other.seat().status_code == 401
    assert phone.seat().status_code == 200


def test_a_new_link_takes_the_seat_to_the_new_device(call: Call, phone: Phone) -> None:
    phone.enter(call.link())
    call.admit()
    call.world.media.join(phone.ticket())
    token = call.link()
    assert phone.seat().status_code == 200, "the old device stays until the new link is used"
    other = Phone(call.world)
    assert other.enter(token).status_code == 200
    assert phone.seat().status_code == 401
    assert call.connected() == set(), "the old device's line is cut"
    call.world.media.join(other.ticket())
    assert call.connected() == {"patient"}


def test_a_newer_link_ends_an_unused_one(call: Call, phone: Phone) -> None:
    first = call.link()
    second = call.link()
    assert phone.enter(first).json()["code"] == "link-dead"
    assert phone.enter(second).status_code == 200


def test_a_link_ends_with_its_time(call: Call, phone: Phone) -> None:
    token = call.link()
    call.world.now += LINK_TTL
    assert phone.enter(token).json()["code"] == "link-expired"


def test_link_and_cookie_end_with_the_call(call: Call, phone: Phone) -> None:
    from huizhen import rooms

    phone.enter(call.link())
    token = call.link()
    with call.world.as_system() as uow:
        rooms.close_session(uow, call.world.desk, session_id=call.id)
    assert phone.seat().status_code == 401
    assert phone.enter(token).json()["code"] == "link-expired"


def test_a_removed_guest_is_nobody(call: Call, phone: Phone) -> None:
    phone.enter(call.link())
    token = call.link()
    call.remove("patient")
    assert phone.seat().status_code == 401
    assert phone.enter(token).json()["code"] == "link-dead"
    with pytest.raises(NotFound), call.world.as_system() as uow:
        make_link(uow, seat_id=call.seats["patient"], last_four=LAST_FOUR)


def test_an_unknown_link_is_not_found(call: Call, phone: Phone) -> None:
    unknown = "A" * 43
    assert phone.enter(unknown).status_code == 404
    assert phone.post("/guest/link", {"token": unknown}).status_code == 404
    assert phone.post("/guest/link", {"token": "short"}).status_code == 422


def test_a_guest_leaves_and_comes_back_through_the_waiting_room(call: Call, phone: Phone) -> None:
    phone.enter(call.link())
    call.admit()
    call.world.media.join(phone.ticket())
    assert phone.post("/guest/leave").json()["state"] == "left"
    assert call.connected() == set()
    assert phone.post("/guest/return").json()["state"] == "waiting"
    assert call.state("patient") is SeatState.WAITING


def test_a_guest_who_is_admitted_to_a_stage_without_him_is_parked(call: Call, phone: Phone) -> None:
    call.set_stage("discuss", DISCUSS)
    phone.enter(call.link())
    call.admit()
    assert phone.seat().json()["state"] == "parked"
    assert phone.post("/guest/tickets").json()["code"] == "seat-not-admitted"


def test_a_link_is_not_for_somebody_with_an_account(call: Call) -> None:
    with pytest.raises(ValueError, match="no account"), call.world.as_system() as uow:
        make_link(uow, seat_id=call.seats["expert"], last_four=LAST_FOUR)
    with pytest.raises(CheckMalformed), call.world.as_system() as uow:
        make_link(uow, seat_id=call.seats["patient"], last_four="12")


def test_a_guests_page_tells_nothing_of_the_others(call: Call, phone: Phone) -> None:
    phone.enter(call.link())
    body = phone.seat().text
    for person in call.people.values():
        assert str(person.id) not in body
    assert str(call.subject) not in body
    assert str(call.patient_id) not in body
    assert phone.client.get(f"/api/sessions/{call.id}").status_code == 401
