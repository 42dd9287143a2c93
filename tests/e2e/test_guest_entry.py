"""A patient's way into his consultation: a link on a phone, four characters, a place to wait, and the call.

States are made by the server and by the people who may, never by the page. Source: decisions S16, D25; ux.md §5.7.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from huizhen.cli import demo
from tests.e2e.conftest import FLAGS, Chain, Sit, find_chromium
from tests.e2e.four.browsers import PHONE, Screen
from tests.e2e.four.camera import GREEN, YELLOW
from tests.e2e.four.meeting import ASKED, ZONE
from tests.e2e.four.people import PICTURE_WITHIN_MS, WITHIN_MS, Patient, Physician

pytestmark = [pytest.mark.browser, pytest.mark.media]

FAKE_DEVICES = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
LAST_FOUR = "身份证件号码后四位"
ENTER = "进入会诊"
TOUCH_PX_MIN = 44
TOUCH_LARGE_PX_MIN = 60
POST = """async ([path, body]) => {
  const headers = {"content-type": "application/json", "idempotency-key": crypto.randomUUID()};
  const answer = await fetch(path, {method: "POST", headers, body: JSON.stringify(body)});
  return [answer.status, await answer.json()];
}"""
SMALL = """least => [...document.querySelectorAll("button, input")]
  .map(each => [each.textContent, each.getBoundingClientRect()])
  .filter(([, {width, height}]) => width > 0 && Math.min(width, height) < least)
  .map(([text]) => text)"""

Phone = Callable[[], Screen]


def post(page: Page, path: str, body: dict[str, Any] | None = None) -> tuple[int, Any]:
    """A request by whoever sits at a page."""
    status, told = page.evaluate(POST, [path, body or {}])
    return status, told


@dataclass
class Case:
    """A consultation whose attending and chair have joined and have no devices; they act by what the server offers."""

    attending: Physician
    chair: Physician
    path: str
    host: str

    def does(self, who: Physician, act: str, body: dict[str, Any] | None = None) -> Any:
        status, told = post(who.page, f"{self.path}/{act}", body)
        assert status == 200, told
        return told

    def link(self) -> str:
        """A new address for the patient, as the nurse would hand it over."""
        return f"{self.host}guest#{self.does(self.attending, 'guest-link')['token']}"

    def told(self) -> Any:
        return self.chair.told(f"{self.path}/room")

    def moves_patient(self, act: str) -> None:
        """`admit`, `send-back` or `remove`."""
        self.does(self.chair, f"seats/{self.told()['patient_seat']['seat_id']}/{act}")

    def goes_to(self, stage: str) -> None:
        epoch = self.told()["standing"]["stage_epoch"]
        self.does(self.chair, "advance", {"to": stage, "stage_epoch": epoch})


@pytest.fixture
def case(sit: Sit, chain: Chain) -> Case:
    """Asked for, accepted, planned, joined."""
    attending, chair = (
        Physician(Screen(sit(login).page, GREEN, login), chain, login)
        for login in ("linhaifeng", "shenguoping")
    )
    address = attending.asks(replace(ASKED, experts=(chair.name,)))
    chair.accepts(address)
    attending.fixes(address, f"{datetime.now(ZONE) + timedelta(days=1):%Y-%m-%d} 09:30")
    for each in (chair, attending):
        each.joins(address)
    path = "/api/consultations/" + address.rsplit("/", 1)[1]
    return Case(attending, chair, path, chain.link("linhaifeng"))


@pytest.fixture
def phone(playwright: Playwright) -> Iterator[Phone]:
    """`phone()`: another phone with camera and microphone, which knows nothing of the ones before."""
    with _with_devices(playwright) as browser:
        screens: list[Screen] = []

        def another() -> Screen:
            context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport=PHONE)
            screens.append(Screen(context.new_page(), YELLOW, f"phone {len(screens)}"))
            return screens[-1]

        yield another
        assert [fault for each in screens for fault in each.faults] == []


@contextmanager
def _with_devices(playwright: Playwright) -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        pytest.skip("not run: no Chromium on this machine")
    browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *FAKE_DEVICES])
    try:
        yield browser
    finally:
        browser.close()


@pytest.fixture
def last_four() -> str:
    """Of the demo's patient."""
    people = demo.patients(datetime.now(ZONE).date())
    return next(each for each in people if each.name == ASKED.patient).document_number[-4:]


def types(page: Page, characters: str) -> None:
    """The four characters, and the deliberate press."""
    page.get_by_label(LAST_FOUR).fill(characters)
    page.get_by_role("button", name=ENTER).click()


def tries_left(page: Page, count: int) -> None:
    expect(page.get_by_test_id("tries-left")).to_have_text(f"还可以试 {count} 次", timeout=WITHIN_MS)


def test_a_patient_is_let_in_by_his_link_and_is_out_while_the_physicians_talk(
    case: Case, phone: Phone, last_four: str
) -> None:
    five_wrong_tries_end_a_link(case, phone())
    link = case.link()
    own = phone()
    patient = Patient(own, ASKED.patient, last_four)
    wrong_characters_are_counted_and_looking_is_free(own.page, link)
    patient.enters(link)
    the_address_forgets_the_link(own.page)
    he_waits_unconnected_before_his_own_picture(own, case)
    another_phone_is_told_whom_to_ask(phone(), link)

    case.does(case.chair, "open")
    case.moves_patient("admit")
    patient.is_in()
    he_sees_names_and_has_his_switches(own.page, case)
    own.page.reload()
    patient.is_in()

    for stage in ("present", "discuss"):
        case.goes_to(stage)
        case.chair.is_at(stage)
    patient.is_parked()
    he_can_get_no_ticket(own)
    case.goes_to("present")
    patient.is_in()
    he_leaves_and_comes_back_through_the_waiting_room(patient, case)
    whoever_is_removed_is_told(own.page, case)


def five_wrong_tries_end_a_link(case: Case, screen: Screen) -> None:
    """The fifth says so, and the link opens nothing any more."""
    page = screen.page
    page.goto(case.link())
    for left in (4, 3, 2, 1):
        types(page, "0000")
        tries_left(page, left)
    types(page, "0000")
    dead = page.get_by_test_id("dead-link")
    expect(dead).to_have_attribute("data-code", "link-dead")
    expect(dead).to_contain_text("请联系门店护士")


def wrong_characters_are_counted_and_looking_is_free(page: Page, link: str) -> None:
    """The page says who calls; no cookie comes from looking at it."""
    page.goto(link)
    expect(page.get_by_role("heading", name="上海徐汇店请您参加远程会诊")).to_be_visible(timeout=WITHIN_MS)
    assert page.context.cookies() == []
    expect(page.get_by_role("button", name=ENTER)).to_be_disabled()
    types(page, "0000")
    expect(page.get_by_test_id("entry-problem")).to_have_text("证件号码后四位不符")
    tries_left(page, 4)
    page.reload()
    types(page, "1111")
    tries_left(page, 3)
    large_letters_have_large_targets(page)


def large_letters_have_large_targets(page: Page) -> None:
    """Normal ones have targets that a thumb meets."""
    assert page.evaluate(SMALL, TOUCH_PX_MIN) == []
    page.get_by_role("button", name="大字").click()
    assert page.evaluate(SMALL, TOUCH_LARGE_PX_MIN) == []
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('p')).fontSize)") >= 24
    page.get_by_role("button", name="标准字").click()


def the_address_forgets_the_link(page: Page) -> None:
    """Whoever takes the phone later finds no token; what stands for the seat is out of any script's reach."""
    assert page.url.endswith("/guest")
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["secure"]) == ("__Host-hz-guest", True, True)


def he_waits_unconnected_before_his_own_picture(screen: Screen, case: Case) -> None:
    """His place, whom he will meet, himself; and no line to the media server."""
    waiting = screen.page.get_by_test_id("seat-waiting")
    expect(waiting).to_contain_text("轮到您时会自动呼叫")
    expect(waiting).to_contain_text(re.compile(r"会诊时间 \d{4}-\d{2}-\d{2} 09:30"))
    expect(waiting).not_to_contain_text("您前面还有")
    for each in (case.attending, case.chair):
        expect(waiting).to_contain_text(each.name)
    expect(screen.page.get_by_test_id("preview")).to_be_visible(timeout=PICTURE_WITHIN_MS)
    assert screen.tickets == []


def another_phone_is_told_whom_to_ask(other: Screen, link: str) -> None:
    """The link has been used; there is no field to try."""
    other.page.goto(link)
    dead = other.page.get_by_test_id("dead-link")
    expect(dead).to_have_attribute("data-code", "link-used")
    expect(dead).to_contain_text("更换手机也需要新的链接")
    expect(other.page.get_by_label(LAST_FOUR)).to_have_count(0)


def he_sees_names_and_has_his_switches(page: Page, case: Case) -> None:
    """Everybody by name and title, the few switches, and one question before he leaves."""
    for each, title in ((case.attending, "主治医师"), (case.chair, "主任医师")):
        expect(page.get_by_test_id("tile").filter(has_text=f"{each.name} {title}")).to_be_visible(
            timeout=PICTURE_WITHIN_MS
        )
    microphone = page.get_by_test_id("microphone")
    expect(microphone).to_have_text("静音", timeout=PICTURE_WITHIN_MS)
    microphone.click()
    expect(microphone).to_have_text("取消静音", timeout=WITHIN_MS)
    page.get_by_role("button", name="听不见").click()
    expect(page.get_by_text("请把手机音量调到最大")).to_be_visible()
    page.get_by_role("button", name="知道了").click()
    page.get_by_test_id("leave").click()
    expect(page.get_by_role("button", name="留下")).to_be_focused()
    page.get_by_role("button", name="留下").click()
    expect(page.get_by_test_id("guest-call")).to_be_visible()
    assert page.evaluate(SMALL, TOUCH_PX_MIN) == []


def he_can_get_no_ticket(screen: Screen) -> None:
    """Parked is cut off by the server, not only shown so."""
    before = len(screen.tickets)
    status, told = post(screen.page, "/api/guest/tickets")
    assert (status, told["code"]) == (409, "seat-not-admitted")
    expect(screen.page.get_by_test_id("guest-call")).to_have_count(0)
    expect(screen.page.locator("video:not([data-testid=preview])")).to_have_count(0)
    assert len(screen.tickets) == before


def he_leaves_and_comes_back_through_the_waiting_room(patient: Patient, case: Case) -> None:
    """By his own hand, without a new link."""
    page = patient.page
    page.get_by_test_id("leave").click()
    page.get_by_role("button", name="离开").click()
    expect(page.get_by_test_id("left")).to_be_visible(timeout=WITHIN_MS)
    page.get_by_role("button", name="回到会诊").click()
    expect(page.get_by_test_id("seat-waiting")).to_be_visible(timeout=WITHIN_MS)
    case.moves_patient("admit")
    patient.is_in()


def whoever_is_removed_is_told(page: Page, case: Case) -> None:
    """And what he can do; a new link is a way back."""
    case.moves_patient("remove")
    ended = page.get_by_test_id("ended")
    expect(ended).to_be_visible(timeout=WITHIN_MS)
    expect(ended).to_contain_text("向门店索取新的链接")


def checks(page: Page, code: str) -> None:
    """The code as somebody reads it from a paper."""
    page.get_by_label("请输入报告上的核验码").fill(code)
    page.get_by_role("button", name="核验", exact=True).click()


def test_a_code_of_no_paper_is_unknown_and_may_be_typed_again(phone: Phone, chain: Chain) -> None:
    page = phone().page
    page.goto(f"{chain.address}verify")
    checks(page, "AAAA-BBBB-CCCC-DDDD")
    unknown = page.get_by_test_id("verify-unknown")
    expect(unknown).to_contain_text("没有找到这份报告")
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    checks(page, "7k2m9qxd 4htbw5zc")
    page.wait_for_url("**/verify/7K2M-9QXD-4HTB-W5ZC")
    expect(unknown).to_contain_text("7K2M-9QXD-4HTB-W5ZC")
    assert page.context.cookies() == []
