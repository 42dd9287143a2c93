"""The one-use link: what it spends, whom it lets in, and when it is over."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from huizhen.rooms.guests import (
    TRIES_MAX,
    CheckMalformed,
    CheckWrong,
    GuestLink,
    GuestLinkKilled,
    GuestLinkUsed,
    LinkDead,
    LinkExpired,
    LinkUsed,
    check_hash,
    find_last_four,
    find_obstacle,
    submit,
    token_hash,
)

NOW = datetime(2025, 6, 11, 8, 0, tzinfo=UTC)
KEY = b"k" * 32
SEAT = UUID(int=7)
LINK = GuestLink(
    seat_id=SEAT,
    check_hash=check_hash(KEY, seat_id=SEAT, last_four="123X"),
    expires_at=NOW + timedelta(hours=2),
)
answers = st.text(alphabet="0123456789X", min_size=4, max_size=4)


def test_the_right_answer_opens_once_and_binds_seat_and_device() -> None:
    opened, refusal = submit(LINK, key=KEY, typed="123X", device="d1", now=NOW)
    assert refusal is None
    assert (opened.used_at, opened.device, opened.seat_id) == (NOW, "d1", SEAT)
    again, refusal = submit(opened, key=KEY, typed="123X", device="d2", now=NOW)
    assert isinstance(refusal, LinkUsed)
    assert again == opened, "the second device changes nothing"


@pytest.mark.parametrize("typed", ["123x", " 123X ", "１２３Ｘ", "123ｘ"])
def test_a_patient_types_the_x_as_his_keyboard_gives_it(typed: str) -> None:
    assert submit(LINK, key=KEY, typed=typed, device="d1", now=NOW)[1] is None


@given(typed=answers)
def test_a_wrong_answer_spends_one_try_and_says_how_many_are_left(typed: str) -> None:
    assume(typed != "123X")
    tried, refusal = submit(LINK, key=KEY, typed=typed, device="d1", now=NOW)
    assert isinstance(refusal, CheckWrong)
    assert refusal.facts == {"tries_left": TRIES_MAX - 1}
    assert tried == replace(LINK, tries=1)


@given(wrong=st.lists(answers.filter(lambda each: each != "123X"), min_size=5, max_size=5))
def test_five_wrong_tries_kill_the_link_even_for_the_right_answer(wrong: list[str]) -> None:
    link = LINK
    for typed in wrong:
        link, refusal = submit(link, key=KEY, typed=typed, device="d1", now=NOW)
    assert isinstance(refusal, LinkDead)
    assert link.tries == TRIES_MAX == 5
    assert isinstance(submit(link, key=KEY, typed="123X", device="d1", now=NOW)[1], LinkDead)


@pytest.mark.parametrize("typed", ["", "123", "12345", "12 3", "甲乙丙丁", "12-3"])
def test_something_that_cannot_be_an_answer_spends_nothing(typed: str) -> None:
    link, refusal = submit(LINK, key=KEY, typed=typed, device="d1", now=NOW)
    assert isinstance(refusal, CheckMalformed)
    assert [each.pointer for each in refusal.errors] == ["/last_four"]
    assert link == LINK
    assert find_last_four(typed) is None


def test_looking_at_the_page_spends_and_binds_nothing() -> None:
    before = replace(LINK)
    assert find_obstacle(LINK, NOW) is None
    assert before == LINK


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"used_at": NOW}, LinkUsed),
        ({"is_replaced": True}, LinkDead),
        ({"tries": TRIES_MAX}, LinkDead),
        ({"expires_at": NOW}, LinkExpired),
    ],
)
def test_an_ended_link_opens_nothing_and_spends_nothing(
    change: dict[str, Any], problem: type[Exception]
) -> None:
    link = replace(LINK, **change)
    assert isinstance(find_obstacle(link, NOW), problem)
    assert submit(link, key=KEY, typed="123X", device="d1", now=NOW)[0] == link


@given(typed=answers, other=st.integers(min_value=1, max_value=2**64))
def test_the_same_four_characters_on_another_seat_or_key_are_another_hash(typed: str, other: int) -> None:
    mine = check_hash(KEY, seat_id=SEAT, last_four=typed)
    assume(UUID(int=other) != SEAT)
    assert mine != check_hash(KEY, seat_id=UUID(int=other), last_four=typed)
    assert mine != check_hash(b"j" * 32, seat_id=SEAT, last_four=typed)


def test_a_stored_token_is_not_the_token() -> None:
    token = bytes(32)
    assert token_hash(token) != token
    assert token_hash(token) == token_hash(bytes(32))


def test_the_events_of_a_link_name_its_seat() -> None:
    used = GuestLinkUsed(subject_id=UUID(int=1), seat_id=SEAT)
    killed = GuestLinkKilled(subject_id=UUID(int=1), seat_id=SEAT)
    assert used.values() == killed.values() == {"seat_id": str(SEAT)}
