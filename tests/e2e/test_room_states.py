"""What the room says when a browser gives no camera, no microphone, or no sound, and that one gets in all the same.

Source: ux.md §5.8; media.md §6.2. Each state has a browser of its own: devices and permissions are flags of a process.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, Playwright, expect

from tests.e2e.conftest import FLAGS, Chain, find_chromium
from tests.e2e.four.browsers import DESK, Screen
from tests.e2e.four.camera import GREEN
from tests.e2e.four.meeting import ASKED, ZONE
from tests.e2e.four.people import PICTURE_WITHIN_MS, WITHIN_MS, Physician

pytestmark = [pytest.mark.browser, pytest.mark.media]

FAKE_DEVICES = "--use-fake-device-for-media-stream"
DENIED = "--deny-permission-prompts"
BUSY = """
navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("in use", "NotReadableError"));
"""
# A driven browser counts as touched, so that it never holds sound back by itself: here it does until the first press.
HOLDS_SOUND_BACK = """
const play = HTMLMediaElement.prototype.play;
let pressed = false;
addEventListener("click", () => { pressed = true; }, true);
HTMLMediaElement.prototype.play = function () {
  if (pressed || this.tagName !== "AUDIO") return play.call(this);
  return Promise.reject(new DOMException("press first", "NotAllowedError"));
};
"""

Sit = Callable[..., Physician]


@pytest.fixture
def sit_with(playwright: Playwright, chain: Chain) -> Iterator[Sit]:
    """`sit_with("linhaifeng", flag, …)`: that person signed in, in a browser started with these flags."""
    with ExitStack() as stack:

        def sit(login: str, *flags: str) -> Physician:
            person = Physician(stack.enter_context(_screen(playwright, login, flags)), chain, login)
            person.arrives()
            return person

        yield sit


@contextmanager
def _screen(playwright: Playwright, name: str, flags: tuple[str, ...]) -> Iterator[Screen]:
    path = find_chromium()
    if path is None:
        pytest.skip("not run: no Chromium on this machine")
    browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
    try:
        context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport=DESK)
        yield Screen(context.new_page(), GREEN, name)
    finally:
        browser.close()


def fault_of(page: Page, device: str) -> Locator:
    """What the page says about a device that fails."""
    return page.get_by_test_id(f"fault-{device}")


def test_whoever_has_no_camera_or_may_not_use_it_reads_why_and_takes_part(sit_with: Sit) -> None:
    attending = sit_with("linhaifeng")
    attending.page.add_init_script(HOLDS_SOUND_BACK)
    chair = sit_with("shenguoping", FAKE_DEVICES, DENIED)
    case = attending.asks(replace(ASKED, experts=(chair.name,)))
    chair.accepts(case)
    attending.fixes(case, f"{datetime.now(ZONE) + timedelta(days=1):%Y-%m-%d} 09:30")

    # Neither camera nor microphone: said at once, and he joins.
    attending.page.goto(attending.own(case) + "/room")
    for device in ("camera", "microphone"):
        expect(fault_of(attending.page, device)).to_have_attribute("data-fault", "none")
    expect(attending.page.get_by_text("没有摄像头也可以加入")).to_be_visible()
    attending.joins(case)
    expect(attending.page.get_by_text("等待主持专家开始会诊")).to_be_visible(timeout=WITHIN_MS)

    # Forbidden by the browser: where to press; once allowed, one press shows the picture.
    page = chair.page
    page.goto(chair.own(case) + "/room")
    expect(fault_of(page, "camera")).to_have_attribute("data-fault", "denied")
    expect(fault_of(page, "camera")).to_contain_text("地址栏左侧")
    page.context.grant_permissions(["camera", "microphone"])
    for device in ("camera", "microphone"):
        fault_of(page, device).get_by_role("button", name="重试").click()
    expect(page.get_by_test_id("preview")).to_be_visible()
    expect(page.get_by_test_id("level")).to_be_visible()
    expect(fault_of(page, "camera")).to_have_count(0)
    a_busy_camera_is_named(page)

    # In the call the one without devices receives. A press has let sound in; after a reload it needs another one.
    chair.joins(case)
    chair.opens()
    attending.is_in()
    chair.is_in()
    expect(fault_of(attending.page, "camera")).to_have_attribute("data-fault", "none")
    fault_of(attending.page, "camera").get_by_role("button", name="知道了").click()
    expect(fault_of(attending.page, "camera")).to_have_count(0)
    attending.page.reload()
    attending.is_in()
    blocked = attending.page.get_by_test_id("sound-blocked")
    expect(blocked).to_be_visible(timeout=PICTURE_WITHIN_MS)
    blocked.get_by_role("button", name="点此打开声音").click()
    expect(blocked).to_have_count(0)
    frames = "() => document.querySelector('video')?.getVideoPlaybackQuality().totalVideoFrames > 10"
    attending.page.wait_for_function(frames, timeout=PICTURE_WITHIN_MS)
    leaving_asks_once(attending)
    assert attending.screen.faults == []
    assert chair.screen.faults == []


def a_busy_camera_is_named(page: Page) -> None:
    """The same person's second page, whose camera another program holds."""
    busy = page.context.new_page()
    busy.add_init_script(BUSY)
    busy.goto(page.url)
    expect(fault_of(busy, "camera")).to_have_attribute("data-fault", "busy")
    expect(fault_of(busy, "camera")).to_contain_text("其他程序占用")
    busy.close()


def leaving_asks_once(physician: Physician) -> None:
    """Whoever stays is in the call as before."""
    physician.page.get_by_test_id("leave").click()
    dialog = physician.page.get_by_role("dialog", name="离开会诊？")
    dialog.get_by_role("button", name="留在会诊室").click()
    expect(dialog).to_have_count(0)
    physician.is_in()
