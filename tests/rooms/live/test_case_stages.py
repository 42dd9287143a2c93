"""A case's stages on the real media server: out within a second, nothing at all for ten, and back within three.

The commands go over HTTP as the chair's screen sends them; the media go through the door of a served application.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Self

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from tests.consultations.calling import Call
from tests.rooms.calls import Phone
from tests.rooms.conftest import wait_until
from tests.rooms.live.clients import FPS, Browser, Loop
from tests.rooms.live.serving import Line, Served
from tests.rooms.live.test_door import cookie_of
from tests.world import Person

pytestmark = pytest.mark.media

OUT_S_MAX = 1.0
SILENT_S = 10.0
BACK_S_MAX = 3.0
TOLD_S_MAX = 1.0
# Pictures that were on their way when the line was cut are drawn a moment later.
DRAWN_S = 0.5
TRY_EVERY_S = 0.5


@dataclass
class LiveCase(Call):
    """A case whose people have lines; `committed` is when the last command that moves people was true."""

    world: Served

    def __post_init__(self) -> None:
        super().__post_init__()
        self.committed = 0.0
        served, run = self.world, self.world.desk.run

        def told(work: Callable[[], None]) -> None:
            self.committed = time.monotonic()
            run(work)

        served.app.state.desk = replace(served.desk, run=told)
        self.opened()
        self.phone = self.a_guest()
        self.patient_seat = str(self.seat(None)["seat_id"])
        self.done(self.attending, f"seats/{self.patient_seat}/admit")

    def session(self) -> str:
        found: str = self.room()["standing"]["session_id"]
        return found

    def ticket(self, person: Person) -> str:
        answer = person.post(f"/sessions/{self.session()}/tickets")
        assert answer.status_code == 200, answer.text
        token: str = answer.json()["token"]
        return token

    def listed(self) -> set[str]:
        (row,) = self.world.sql(
            "select handle from media_room where session_id = :id and state = 'open'", id=self.session()
        )
        return {each.identity.split(":")[1] for each in self.world.plane.list(row.handle)}

    def stands(self, stage: str, state: str = "entered") -> bool:
        told = self.room()["standing"]
        return (told["stage"], told["stage_state"]) == (stage, state)

    def led_to(self, *stages: str) -> "LiveCase":
        for stage in stages:
            answer = self.advance(stage)
            assert answer.status_code == 200, answer.text
            wait_until(lambda stage=stage: self.stands(stage), seconds=5)  # type: ignore[misc] # a bound default
        return self

    def is_attended(self) -> bool:
        seat = self.seat(self.attending)
        return seat["gone_since"] is None


@pytest.fixture
def case(served: Served) -> LiveCase:
    return LiveCase(served)


@pytest.fixture
def loop() -> Iterator[Loop]:
    made = Loop()
    yield made
    made.close()


class Tries:
    """The patient's phone with its kept ticket, at the door again and again."""

    def __init__(self, case: LiveCase, token: str) -> None:
        self.line = Line(case.world, token, cookie_of(case.phone))
        self.refused: list[int] = []
        self.received = 0
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._try, name="tries")

    def _try(self) -> None:
        while not self._is_over.wait(TRY_EVERY_S):
            try:
                self.received += len(self.line.open().recv(timeout=1))
            except InvalidStatus as refused:
                self.refused.append(refused.response.status_code)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()


class News:
    """What somebody's page hears, as it hears it."""

    def __init__(self, served: Served, browser: Person | Phone) -> None:
        self.url, self.cookie = f"{served.origin()}/api/events", cookie_of(browser)
        self.kinds: list[str] = []
        self.is_listening = threading.Event()
        self._client = httpx.Client(trust_env=False, timeout=30)
        self._thread = threading.Thread(target=self._listen, name="news")

    def _listen(self) -> None:
        try:
            with self._client.stream("GET", self.url, headers={"cookie": self.cookie}) as answer:
                assert answer.status_code == 200
                for line in answer.iter_lines():
                    self.is_listening.set()
                    if line.startswith("event: "):
                        self.kinds.append(line.removeprefix("event: "))
        except (httpx.HTTPError, RuntimeError):
            return

    def __enter__(self) -> Self:
        self._thread.start()
        assert self.is_listening.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
        self._thread.join(10)


def test_the_patient_is_out_in_a_second_hears_nothing_for_ten_and_is_back_in_three(
    case: LiveCase, loop: Loop
) -> None:
    chair = Browser(case.world, cookie_of(case.chair))
    attending = Browser(case.world, cookie_of(case.attending))
    patient, again = (Browser(case.world, cookie_of(case.phone)) for _ in range(2))
    kept = case.phone.ticket()
    try:
        for browser, token in ((chair, case.ticket(case.chair)), (attending, case.ticket(case.attending))):
            loop.do(browser.join(token))
        loop.do(patient.join(kept))
        loop.do(chair.send_picture())
        wait_until(lambda: patient.frames > FPS and patient.packets > 0)
        wait_until(case.is_attended)
        case.led_to("present")

        assert case.advance("discuss").status_code == 200
        committed = case.committed
        wait_until(lambda: case.patient_seat not in case.listed(), seconds=OUT_S_MAX)
        assert time.monotonic() - committed < OUT_S_MAX
        wait_until(lambda: case.stands("discuss"))

        loop.do(asyncio.sleep(DRAWN_S))
        before, heard = (patient.frames, patient.packets), (attending.frames, attending.packets)
        with Tries(case, kept) as tries:
            until = time.monotonic() + SILENT_S
            while time.monotonic() < until:
                assert case.patient_seat not in case.listed()
                loop.do(asyncio.sleep(TRY_EVERY_S / 5))
        assert (patient.frames, patient.packets) == before
        assert (set(tries.refused), tries.received) == ({403}, 0)
        assert len(tries.refused) > SILENT_S / TRY_EVERY_S / 2
        # It was not the sender who fell silent.
        assert attending.frames - heard[0] > SILENT_S
        assert attending.packets - heard[1] > SILENT_S
        # His page has given up; else it would come back by itself, and two of one identity push each other out.
        loop.do(patient.leave())

        case.led_to("conclude")
        assert case.advance("explain").status_code == 200
        committed = case.committed
        wait_until(lambda: case.phone.seat().json()["state"] == "admitted")
        loop.do(again.join(case.phone.ticket()))
        wait_until(lambda: again.frames > 0)
        assert time.monotonic() - committed < BACK_S_MAX
    finally:
        for each in (chair, attending, patient, again):
            if hasattr(each, "server"):
                loop.do(each.leave())
