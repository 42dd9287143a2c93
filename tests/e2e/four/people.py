"""The people of a consultation at their screens, by what they do. Everything here is a press, a key or a look."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Locator, Page, Response, expect

from tests.e2e.conftest import Chain, sign_in
from tests.e2e.four.browsers import Screen

CODE_STEP_S: Final = 30
WITHIN_MS: Final = 30_000
CODE_WITHIN_MS: Final = 2 * CODE_STEP_S * 1000
PICTURE_WITHIN_MS: Final = 60_000


@dataclass(frozen=True)
class Asked:
    """What the attending asks for."""

    patient: str
    typed: str
    reason: str
    questions: tuple[str, ...]
    specialty: str
    experts: tuple[str, ...]


@dataclass
class Physician:
    """Somebody with an account. Each one-time code proves one act, so he waits for his next one where he must."""

    screen: Screen
    chain: Chain
    login: str

    @property
    def page(self) -> Page:
        return self.screen.page

    @property
    def name(self) -> str:
        name: str = self.chain.people[self.login]["name"]
        return name

    def arrives(self) -> None:
        """Signed in, at today's workbench."""
        sign_in(self.page, self.chain, self.login)

    def own(self, url: str) -> str:
        """The same page at his own host name."""
        return self.chain.link(self.login).rstrip("/") + "/" + url.split("/", 3)[3]

    def told(self, path: str) -> Any:
        """What the server answers his browser."""
        return self.page.evaluate("async path => (await fetch(path)).json()", path)

    def proves(self, button: str, *, moved: str) -> Response:
        """Fill in the demo's code and send; `moved` ends the path of the request that the proof is for."""
        # A code is good once, and taken one step ahead of the clock: after two proofs in a row the next one waits.
        usable = "async most => (await (await fetch('/api/demo/code')).json()).seconds_left < most"
        self.page.wait_for_function(usable, arg=2 * CODE_STEP_S, timeout=CODE_WITHIN_MS, polling=500)
        dialog = self.page.get_by_role("dialog").filter(has=self.page.get_by_label("验证码"))
        dialog.get_by_role("button", name="填入", exact=True).click()
        with self.page.expect_response(
            lambda answer: answer.request.method == "POST" and answer.url.endswith(moved)
        ) as found:
            dialog.get_by_role("button", name=button, exact=True).click()
        assert found.value.ok, found.value.text()
        return found.value

    # ---- before the call

    def asks(self, asked: Asked) -> str:
        """Write a request from the patient's own page; the address of the case."""
        page = self.page
        page.keyboard.press("Control+k")
        page.get_by_role("dialog").get_by_role("combobox").press_sequentially(asked.typed)
        page.get_by_role("option", name=re.compile(asked.patient[0])).first.click()
        expect(page.get_by_role("heading", name=asked.patient)).to_be_visible()
        page.get_by_role("link", name="发起会诊").click()
        page.get_by_label("会诊理由").fill(asked.reason)
        page.get_by_label("会诊目的").fill("明确病因，制定治疗方案")
        for number, question in enumerate(asked.questions, start=1):
            page.get_by_label(f"问题 {number}", exact=True).fill(question)
            if number < len(asked.questions):
                page.get_by_label(f"问题 {number}", exact=True).press("Enter")
        page.get_by_label("拟请专业").fill(asked.specialty)
        expect(page.get_by_role("option", name=asked.specialty)).to_be_attached()
        page.get_by_label("拟请专业").press("Enter")
        page.get_by_role("checkbox", name="显示所有专业").check()
        for expert in asked.experts:
            page.get_by_role("checkbox", name=re.compile(expert)).check()
        page.get_by_label("会诊目的").press("Control+Enter")
        self.proves("提交申请", moved="/submit")
        page.wait_for_url(re.compile(r"/consultations/[0-9a-f-]{36}$"))
        return page.url

    def accepts(self, case: str) -> None:
        self.page.goto(self.own(case))
        self.page.get_by_role("button", name=re.compile(r"接\s?受")).click()
        expect(self.page.get_by_role("link", name="打开病历")).to_be_visible(timeout=WITHIN_MS)

    def fixes(self, case: str, local_time: str) -> None:
        """The time that everybody agreed to."""
        page = self.page
        page.goto(self.own(case))
        page.get_by_role("button", name="确定时间").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("会诊时间").fill(local_time)
        dialog.get_by_label("会诊时间").press("Tab")
        dialog.get_by_role("checkbox", name="各方已确认这一时间").check()
        dialog.get_by_role("button", name=re.compile(r"确\s?定")).click()
        expect(page.get_by_text(local_time).first).to_be_visible(timeout=WITHIN_MS)

    def joins(self, case: str) -> None:
        """From the case's page into the room, with the one proof of this call."""
        self.page.goto(self.own(case))
        self.page.get_by_role("link", name="进入会诊室").click()
        self.page.get_by_test_id("join").get_by_role("button", name="加入会诊").click()
        self.proves("加入会诊", moved="/join")
        expect(self.page.get_by_role("dialog")).to_have_count(0)

    # ---- the call

    def makes_link(self) -> str:
        """The address that the patient is given."""
        self.beside("人员")
        self.page.get_by_role("button", name="生成患者入会链接").click()
        dialog = self.page.get_by_role("dialog", name="患者入会链接")
        link = dialog.get_by_test_id("guest-address").input_value()
        self.screen.shot("link")
        dialog.get_by_role("button", name=re.compile(r"关\s?闭")).last.click()
        expect(dialog).to_have_count(0)
        return link

    def opens(self) -> None:
        self.page.get_by_test_id("open").click()
        self.is_in()

    def is_in(self) -> None:
        """His page shows the call, and its line stands."""
        call = self.page.get_by_test_id("media")
        expect(call).to_have_attribute("data-line", "connected", timeout=PICTURE_WITHIN_MS)

    def admits(self, name: str) -> None:
        """Whoever waits before the door."""
        door = self.page.get_by_test_id("at-the-door")
        door.locator("p").filter(has_text=name).get_by_role("button", name=re.compile(r"接\s?入")).click()
        expect(door).to_have_count(0, timeout=WITHIN_MS)

    def ticks(self, items: Mapping[str, str | None]) -> None:
        """Lines of the checklist; one that asks how gets its answer."""
        for item, how in items.items():
            line = self.page.get_by_test_id(f"check-{item}")
            line.click()
            if how is not None:
                self.page.get_by_role("menuitem", name=how).click()
            expect(line).to_be_checked(timeout=WITHIN_MS)

    def goes_on(self, stage: str) -> None:
        """Ask for the next stage."""
        with self.page.expect_response(lambda answer: answer.url.endswith("/advance")) as found:
            self.page.get_by_test_id("next-stage").click()
        assert found.value.ok, found.value.text()
        assert found.value.json()["stage"] == stage

    def is_at(self, stage: str) -> None:
        """His page says that the stage was entered."""
        step = self.page.get_by_test_id(f"stage-{stage}")
        expect(step).to_have_attribute("data-mark", "current", timeout=WITHIN_MS)

    def sees(self, seat: str) -> None:
        """His page has a picture of somebody's seat."""
        video = self.page.locator(f'video[data-seat-id="{seat}"]')
        expect(video).to_be_visible(timeout=PICTURE_WITHIN_MS)

    def finishes(self) -> None:
        self.page.get_by_test_id("finish").click()
        dialog = self.page.get_by_role("dialog", name="结束会诊环节")
        dialog.get_by_role("button", name="结束会诊环节").click()
        expect(self.page.get_by_test_id("finished")).to_be_visible(timeout=WITHIN_MS)

    def beside(self, tab: str) -> Locator:
        """A tab beside the call."""
        side = self.page.get_by_role("complementary", name="病历与意见")
        side.get_by_role("tab", name=re.compile(f"^{tab}")).click()
        return side


@dataclass
class Patient:
    """No account; a link and the last four characters of a document."""

    screen: Screen
    name: str
    last_four: str

    @property
    def page(self) -> Page:
        return self.screen.page

    def enters(self, link: str) -> None:
        self.page.goto(link)
        self.page.get_by_label("身份证件号码后四位").fill(self.last_four)
        self.page.get_by_role("button", name="进入会诊").click()
        expect(self.page.get_by_test_id("seat-waiting")).to_be_visible(timeout=WITHIN_MS)

    def is_in(self) -> None:
        """His page shows the call, and its line stands."""
        call = self.page.get_by_test_id("guest-call")
        expect(call).to_have_attribute("data-line", "connected", timeout=PICTURE_WITHIN_MS)

    def is_parked(self) -> None:
        """His page says that the physicians talk among themselves."""
        expect(self.page.get_by_test_id("seat-parked")).to_be_visible(timeout=WITHIN_MS)

    def hears_nothing(self, is_deaf: bool) -> None:
        """Hold back what the server tells his page: then only the server itself can cut him off."""
        self.page.evaluate("isDeaf => probe.deaf(isDeaf)", is_deaf)
