"""Four people brought together: a request that was accepted, everybody in the call, the patient by his link."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from playwright.sync_api import Playwright

from huizhen.cli import demo
from tests.e2e.conftest import Chain
from tests.e2e.four.browsers import PHONE, Screen, one_browser
from tests.e2e.four.camera import BLUE, GREEN, RED, YELLOW
from tests.e2e.four.people import Asked, Patient, Physician
from tests.e2e.four.picture import Seats
from tests.e2e.four.server import wanted_ms

ZONE: Final = ZoneInfo("Asia/Shanghai")
ASKED: Final = Asked(
    patient="单桂芳",
    typed="sgf",
    reason="活动后气促 4 个月进行性加重，6 分钟步行血氧降至 86%",
    questions=("是否为系统性硬化症相关间质性肺病？", "免疫抑制方案如何选择？"),
    specialty="呼吸内科",
    experts=("沈国平", "韩雪"),
)


@dataclass
class Meeting:
    """The four, and the case they meet about."""

    chain: Chain
    attending: Physician
    chair: Physician
    expert: Physician
    patient: Patient
    case: str = ""

    def physicians(self) -> list[Physician]:
        return [self.attending, self.chair, self.expert]

    def inside(self) -> list[Screen]:
        """The screens of those who stay in the room in every stage."""
        return [each.screen for each in self.physicians()]

    def screens(self) -> list[Screen]:
        return [*self.inside(), self.patient.screen]

    def shots(self, stage: str) -> None:
        for each in self.screens():
            each.shot(stage)

    def faults(self) -> list[str]:
        return [f"{each.name}: {fault}" for each in self.screens() for fault in each.faults]

    @property
    def case_id(self) -> str:
        return self.case.rsplit("/", 1)[1]

    def path(self, rest: str = "") -> str:
        """Of this case at the server."""
        return f"/api/consultations/{self.case_id}{rest}"

    def wanted_ms(self) -> float:
        """When the last stage was asked for; the commit came after it."""
        return wanted_ms(self.chain.data_dir, self.case_id)

    def seats(self) -> Seats:
        """Whose tile is whose, by the room as the chair is told it."""
        names = {each.name: each.screen.name for each in self.physicians()}
        found: dict[str, str] = {}
        for person in self.chair.told(self.path("/room"))["people"]:
            who = names.get(person["name"], self.patient.screen.name)
            found |= {person["seat_id"]: who, person["identity"]: who}
        return found

    def are_together(self) -> None:
        """The patient is connected, and every physician has his picture; each of these is waited for."""
        self.patient.is_in()
        people = self.chair.told(self.path("/room"))["people"]
        seat = next(each["seat_id"] for each in people if each["role"] == "patient")
        for each in self.physicians():
            each.is_in()
            each.sees(seat)

    # ---- until everybody is in

    def arrange(self) -> None:
        """The attending asks, both experts accept, a time is fixed."""
        for each in self.physicians():
            each.arrives()
        self.case = self.attending.asks(ASKED)
        for each in (self.chair, self.expert):
            each.accepts(self.case)
        tomorrow = datetime.now(ZONE) + timedelta(days=1)
        self.attending.fixes(self.case, f"{tomorrow:%Y-%m-%d} 09:30")

    def gather(self) -> None:
        """Everybody into the room, the patient by his link."""
        for each in self.physicians():
            each.joins(self.case)
        self.patient.enters(self.attending.makes_link())
        self.shots("1-waiting")
        self.chair.opens()
        self.chair.admits(self.patient.name)
        self.are_together()


@contextmanager
def meeting(playwright: Playwright, chain: Chain, folder: Path) -> Iterator[Meeting]:
    """A browser for each of the four, with cameras in four colours."""
    person = next(each for each in demo.patients(datetime.now(ZONE).date()) if each.name == ASKED.patient)
    with ExitStack() as stack:

        def screen(name: str, colour: tuple[int, int, int]) -> Screen:
            return stack.enter_context(one_browser(playwright, folder, name, colour))

        patient = one_browser(playwright, folder, "patient", YELLOW, viewport=PHONE)
        yield Meeting(
            chain,
            attending=Physician(screen("attending", RED), chain, "linhaifeng"),
            chair=Physician(screen("chair", GREEN), chain, "shenguoping"),
            expert=Physician(screen("expert", BLUE), chain, "hanxue"),
            patient=Patient(stack.enter_context(patient), person.name, person.document_number[-4:]),
        )
