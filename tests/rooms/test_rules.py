"""Rights, seats, tickets and the door's question as properties."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizhen.core.errors import Problem, Unavailable
from huizhen.core.events import EVENTS
from huizhen.rooms import rules
from huizhen.rooms.events import SeatRemoved
from huizhen.rooms.rules import (
    LETTERS,
    NOTHING,
    SEAT_MOVES,
    TICKET_TTL_MAX,
    Identity,
    Permission,
    Right,
    Rights,
    Seat,
    SeatCommand,
    SeatKind,
    SeatNotAdmitted,
    SeatState,
    Source,
    Ticket,
    WrongSeatState,
    door_opens,
    effective,
    find_identity,
    grants,
    letters_of,
    rights_of,
    seat_after,
    seat_in_stage,
    ticket_for,
)

NOW = datetime(2025, 6, 11, 8, 0, tzinfo=UTC)
IDENTITY = Identity(store="s1", user="u1", session="c1", device="d1")
SEAT = Seat(
    kind=SeatKind.USER,
    state=SeatState.ADMITTED,
    role="attending",
    rights=rights_of("PSVIDT"),
    identity=IDENTITY,
    room_name="r1",
    room_epoch=1,
)

rights = st.frozensets(st.sampled_from(Right))
seat_states = st.sampled_from(SeatState)
not_admitted = st.sampled_from([each for each in SeatState if each is not SeatState.ADMITTED])


letters = st.sets(st.sampled_from("PMSVIDT")).map("".join)


# ---- rights to permission


@given(letters)
def test_letters_come_back_as_the_same_rights(given_letters: str) -> None:
    assert rights_of(letters_of(rights_of(given_letters))) == rights_of(given_letters)


def test_a_camera_without_its_microphone_has_no_letter() -> None:
    with pytest.raises(ValueError, match="letters"):
        letters_of(frozenset({Right.CAMERA}))


@given(rights=rights)
def test_who_has_nothing_to_send_cannot_publish(rights: Rights) -> None:
    permission = grants(rights)
    sends = rights & {Right.CAMERA, Right.MICROPHONE, Right.SHARE}
    assert permission.can_publish is bool(sends)
    assert bool(permission.can_publish_sources) is bool(sends)
    assert permission.can_subscribe is (Right.RECEIVE in rights)
    assert permission.can_publish_data is bool(rights & {Right.DRAW, Right.PRESENT})
    assert permission.can_update_metadata is False


def test_an_empty_list_of_sources_is_never_sent_as_any_source() -> None:
    with pytest.raises(ValueError, match="together"):
        Permission(
            can_publish=True, can_publish_sources=frozenset(), can_subscribe=True, can_publish_data=False
        )


@pytest.mark.parametrize(
    ("letters", "sources"),
    [
        ("PV", {Source.CAMERA, Source.MICROPHONE}),
        ("MV", {Source.MICROPHONE}),
        ("PSV", set(Source)),
        ("VI", set()),
    ],
)
def test_letters_name_the_tracks_that_may_be_sent(letters: str, sources: set[Source]) -> None:
    assert grants(rights_of(letters)).can_publish_sources == sources


def test_a_letter_that_nobody_knows_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        rights_of("PX")


def test_every_right_has_a_letter() -> None:
    assert rights_of("".join(LETTERS)) == frozenset(Right)


@given(some=rights, more=rights)
def test_fewer_rights_are_never_a_wider_permission(some: Rights, more: Rights) -> None:
    assert grants(some & more).is_within(grants(more))
    assert grants(some).is_within(grants(some | more))


@pytest.mark.parametrize(("wide", "narrow"), [("PV", "MV"), ("VT", "V"), ("V", "M"), ("S", "")])
def test_more_is_not_within_less(wide: str, narrow: str) -> None:
    assert not grants(rights_of(wide)).is_within(grants(rights_of(narrow)))


@given(rights=rights, kind=st.sampled_from(SeatKind))
def test_no_person_is_ever_hidden(rights: Rights, kind: SeatKind) -> None:
    seat = replace(SEAT, kind=kind, rights=rights)
    assert seat.permission().hidden is (kind is SeatKind.MACHINE)


# ---- seats


@given(state=not_admitted, rights=rights, is_muted=st.booleans())
def test_a_parked_or_waiting_person_has_no_right_at_all(
    state: SeatState, rights: Rights, is_muted: bool
) -> None:
    assert effective(state, rights, is_muted=is_muted) == NOTHING
    seat = replace(SEAT, state=state, rights=rights, is_muted=is_muted)
    assert seat.permission() == grants(NOTHING)
    with pytest.raises(SeatNotAdmitted):
        ticket_for(seat, NOW)
    assert not door_opens(seat, identity=IDENTITY, room_name="r1", room_epoch=1, permission=grants(NOTHING))


def test_a_muted_person_keeps_everything_but_the_voice() -> None:
    held = replace(SEAT, is_muted=True).holds()
    assert held == SEAT.rights - {Right.MICROPHONE}
    assert Source.MICROPHONE not in grants(held).can_publish_sources


@given(state=seat_states, command=st.sampled_from(SeatCommand))
def test_a_seat_moves_as_the_table_says_or_is_told_what_is_possible(
    state: SeatState, command: SeatCommand
) -> None:
    sources, target = SEAT_MOVES[command]
    if state in sources:
        assert seat_after(state, command) is target
    else:
        with pytest.raises(WrongSeatState) as refused:
            seat_after(state, command)
        assert all(state in SEAT_MOVES[each][0] for each in refused.value.facts["allowed"])


@given(path=st.lists(st.sampled_from(SeatCommand), max_size=20))
def test_nobody_comes_back_once_removed(path: list[SeatCommand]) -> None:
    state = SeatState.REMOVED
    for command in path:
        with pytest.raises(WrongSeatState):
            seat_after(state, command)


def test_every_state_of_a_seat_is_reached_from_waiting() -> None:
    seen, edge = {SeatState.WAITING}, [SeatState.WAITING]
    while edge:
        here = edge.pop()
        found = {target for sources, target in SEAT_MOVES.values() if here in sources} - seen
        seen |= found
        edge += found
    assert seen == set(SeatState)


def test_who_left_comes_back_through_the_waiting_room() -> None:
    assert seat_after(SeatState.LEFT, SeatCommand.RETURN) is SeatState.WAITING


@given(state=seat_states, rights=rights)
def test_a_stage_parks_who_has_nothing_and_calls_back_who_has_something(
    state: SeatState, rights: Rights
) -> None:
    after = seat_in_stage(state, rights)
    if state in {SeatState.ADMITTED, SeatState.PARKED}:
        assert after is (SeatState.ADMITTED if rights else SeatState.PARKED)
    else:
        assert after is state


# ---- tickets and the door


def test_a_ticket_carries_the_seats_rights_of_this_moment_for_five_minutes() -> None:
    ticket = ticket_for(SEAT, NOW)
    assert ticket.permission == SEAT.permission()
    assert ticket.expires_at - ticket.issued_at == TICKET_TTL_MAX == timedelta(minutes=5)
    assert str(ticket.identity) == "s1:u1:c1:d1"


def test_an_admitted_seat_without_rights_in_this_stage_gets_no_ticket() -> None:
    with pytest.raises(SeatNotAdmitted):
        ticket_for(replace(SEAT, rights=NOTHING), NOW)


@pytest.mark.parametrize("lifetime", [timedelta(0), timedelta(minutes=5, microseconds=1)])
def test_no_ticket_lives_longer_than_five_minutes_or_not_at_all(lifetime: timedelta) -> None:
    with pytest.raises(ValueError, match="five minutes"):
        replace(ticket_for(SEAT, NOW), expires_at=NOW + lifetime)


parts = st.from_regex(r"\A[A-Za-z0-9-]{1,64}\Z")


@given(store=parts, user=parts, session=parts, device=parts)
def test_an_identity_comes_back_from_its_text(store: str, user: str, session: str, device: str) -> None:
    identity = Identity(store=store, user=user, session=session, device=device)
    assert find_identity(str(identity)) == identity
    assert replace(identity, device="other").holder == identity.holder


@pytest.mark.parametrize("text", ["", "a:b:c", "a:b:c:d:e", "a::c:d", "李:b:c:d", "a:b:c:" + "d" * 65])
def test_a_text_that_is_no_identity_of_ours_is_nobody(text: str) -> None:
    assert find_identity(text) is None


def test_an_identity_is_not_made_of_a_name() -> None:
    with pytest.raises(ValueError, match="opaque"):
        Identity(store="s1", user="王 芳", session="c1", device="d1")


def opens(seat: Seat, ticket: Ticket) -> bool:
    return door_opens(
        seat,
        identity=ticket.identity,
        room_name=ticket.room_name,
        room_epoch=ticket.room_epoch,
        permission=ticket.permission,
    )


@given(now_held=rights)
def test_a_kept_ticket_never_opens_more_than_the_seat_holds_now(now_held: Rights) -> None:
    ticket = ticket_for(SEAT, NOW)
    seat = replace(SEAT, rights=now_held)
    if opens(seat, ticket):
        assert ticket.permission.is_within(seat.permission())
    assert opens(SEAT, ticket)


@pytest.mark.parametrize(
    "change",
    [
        {"state": SeatState.PARKED},
        {"state": SeatState.REMOVED},
        {"room_name": "r2"},
        {"room_epoch": 2},
        {"identity": replace(IDENTITY, device="d2")},
        {"identity": replace(IDENTITY, user="u2")},
        {"rights": rights_of("PV")},
        {"is_muted": True},
    ],
)
def test_a_kept_ticket_is_refused_once_the_seat_has_changed(change: dict[str, Any]) -> None:
    assert not opens(replace(SEAT, **change), ticket_for(SEAT, NOW))


# ---- words to the outside


def test_the_media_server_needs_at_most_seven_abilities() -> None:
    abilities = {name for name in vars(rules.MediaPlane) if not name.startswith("_")}
    assert abilities == {"create", "delete", "set_permission", "remove", "list", "is_healthy", "close"}
    assert {name for name in vars(rules.Mint) if not name.startswith("_")} == {"mint", "read"}


def test_a_media_server_that_is_away_is_a_part_that_is_away() -> None:
    assert issubclass(rules.MediaUnavailable, Unavailable)
    assert rules.MediaUnavailable.status == 503
    assert issubclass(rules.SeatNotAdmitted, Problem)


def test_seat_events_carry_ids_only() -> None:
    event = SeatRemoved(subject_id=UUID(int=1), seat_id=UUID(int=2), by_user_id=UUID(int=3))
    assert event.values() == {"seat_id": str(UUID(int=2)), "by_user_id": str(UUID(int=3))}
    for kind in ("seat.admitted", "seat.parked", "seat.left", "seat.removed", "room.moved"):
        assert EVENTS[kind].subject_type == "session"
