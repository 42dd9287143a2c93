"""Real clients with real media through the door: what the patient's phone still gets after he was parked is nothing."""

import asyncio
import contextlib
import time

import pytest

from tests.rooms.calls import DISCUSS, PRESENT, Phone
from tests.rooms.conftest import wait_until
from tests.rooms.live.clients import FPS, Browser, Loop, rtc
from tests.rooms.live.serving import Served
from tests.rooms.live.test_door import LiveCall, cookie_of

pytestmark = pytest.mark.media

TRIES_S = 10.0
BACK_S = 3.0


def tries(loop: Loop, served: Served, phone: Phone, kept: str, *, seconds: float) -> list[Browser]:
    """A client that goes on knocking with a ticket that once was good; every attempt it made."""
    made, until = [], time.monotonic() + seconds
    while time.monotonic() < until:
        client = Browser(served, cookie_of(phone))
        made.append(client)
        with contextlib.suppress(rtc.ConnectError):
            loop.do(client.join(kept))
    return made


def test_a_parked_phone_gets_nothing_for_ten_seconds_and_is_back_within_three(served: Served) -> None:
    call, loop = LiveCall(served), Loop()
    phone: Phone = call.guest()
    call.admit()
    chair, patient = Browser(served, cookie_of(call.chair)), Browser(served, cookie_of(phone))
    again = Browser(served, cookie_of(phone))
    knocking: list[Browser] = []
    try:
        loop.do(chair.join(call.ticket("chair")))
        kept = phone.ticket()
        loop.do(patient.join(kept))
        loop.do(chair.send_picture())
        wait_until(lambda: patient.frames > FPS and patient.packets > 0, seconds=15)
        call.set_stage("discuss", DISCUSS)
        wait_until(lambda: call.entry() == ("discuss", "entered", 2), seconds=1)
        loop.do(asyncio.sleep(0.3))
        before = patient.frames, patient.packets
        knocking = tries(loop, served, phone, kept, seconds=TRIES_S)
        assert len(knocking) > 1
        assert sum(each.frames + each.packets for each in knocking) == 0
        assert not any(each.room.isconnected() for each in knocking)
        assert (patient.frames, patient.packets) == before
        assert call.listed() == {str(call.chair.id)}
        # His page has given up; else it would come back by itself, and two of one identity push each other out.
        for each in (patient, *knocking):
            loop.do(each.leave())
        call.set_stage("explain", PRESENT)
        committed = time.monotonic()
        wait_until(lambda: call.entry() == ("explain", "entered", 3), seconds=1)
        loop.do(again.join(phone.ticket()))
        wait_until(lambda: again.frames > 0, seconds=BACK_S)
        assert time.monotonic() - committed <= BACK_S
    finally:
        for each in (chair, patient, again, *knocking):
            if hasattr(each, "server"):
                loop.do(each.leave())
        loop.close()
