"""An opinion outlives its tab; a conclusion is blocked until it is whole, then shown, signed, and found in its paper."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.e2e.conftest import FLAGS, Chain, find_chromium
from tests.e2e.four.browsers import DESK, Screen
from tests.e2e.four.camera import GREEN
from tests.e2e.four.meeting import ASKED, ZONE
from tests.e2e.four.people import WITHIN_MS, Physician

pytestmark = [pytest.mark.browser, pytest.mark.media]

DEVICES = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
OPINION = f"符合系统性硬化症相关间质性肺病。{HOSTILE}"
DISSENT = "不同意立即使用环磷酰胺"
ANSWERS = ("是，抗 Scl-70 阳性且影像符合", "首选吗替麦考酚酯")
CONCLUSION = f"系统性硬化症相关间质性肺病，进展型。{HOSTILE}"
ADVICE = "两周内完成右心导管检查"
SEND = """async ([path, body]) => {
  const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
  const answer = await fetch("/api" + path, { method: "POST", headers, body: JSON.stringify(body) });
  return [answer.ok, await answer.text()];
}"""


@pytest.fixture
def physicians(playwright: Playwright, chain: Chain) -> Iterator[list[Physician]]:
    """Attending, chair and expert, each in a context of one browser, signed in."""
    path = find_chromium()
    if path is None:
        pytest.skip("not run: no Chromium on this machine")
    with closing(playwright.chromium.launch(executable_path=path, args=[*FLAGS, *DEVICES])) as browser:
        people = [_sits_down(browser, chain, login) for login in ("linhaifeng", "shenguoping", "hanxue")]
        yield people
        assert [fault for each in people for fault in each.screen.faults] == []


def _sits_down(browser: Browser, chain: Chain, login: str) -> Physician:
    context = browser.new_context(
        locale="zh-CN", timezone_id="Asia/Shanghai", viewport=DESK, accept_downloads=True
    )
    person = Physician(Screen(context.new_page(), GREEN, login), chain, login)
    person.arrives()
    return person


def posts(person: Physician, path: str, body: Any) -> None:
    """What his screen would send."""
    done, told = person.page.evaluate(SEND, [path, body])
    assert done, told


def brought_to_its_end(attending: Physician, chair: Physician, expert: Physician) -> str:
    """A case whose talk is over and whose lists are ticked: what is left is to write and to sign."""
    case = attending.asks(ASKED)
    for each in (chair, expert):
        each.accepts(case)
    attending.fixes(case, f"{datetime.now(ZONE) + timedelta(days=1):%Y-%m-%d} 09:30")
    for each in (attending, chair, expert):
        each.joins(case)
    chair.opens()
    attending.is_in()
    place = "/consultations/" + case.rsplit("/", 1)[1]
    for stage in ("present", "discuss", "conclude", "explain"):
        chair.goes_on(stage)
        chair.is_at(stage)
    for stage in chair.told(f"/api{place}/room")["stages"]:
        for item in stage["checklist"]:
            if not item["by_system"] and item["ticked_at"] is None:
                value = next(iter(item["values"]), None)
                posts(chair, f"{place}/checklist/{item['code']}", {"ticked": True, "value": value})
    chair.finishes()
    return case


def saved(page: Page, form: str) -> Any:
    """Waits for the next save of what is typed."""
    return page.expect_response(
        lambda answer: answer.request.method == "PUT" and f"/api/drafts/{form}" in answer.url and answer.ok
    )


def an_opinion_outlives_its_tab(expert: Physician, case: str) -> Physician:
    """Typed, kept, the tab killed; a new one has every word, and signs."""
    page = expert.page
    page.goto(expert.own(case))
    page.get_by_label("诊断与处理意见").fill(OPINION)
    with saved(page, "opinion"):
        page.get_by_label("不同意见").fill(DISSENT)
    context = page.context
    page.close()

    again = replace(expert, screen=Screen(context.new_page(), GREEN, expert.login))
    page = again.page
    page.goto(again.own(case))
    expect(page.get_by_label("诊断与处理意见")).to_have_value(OPINION)
    expect(page.get_by_label("不同意见")).to_have_value(DISSENT)
    expect(page.get_by_text("已恢复草稿")).to_be_visible()

    page.get_by_label("诊断与处理意见").press("Control+Enter")
    expect(page.get_by_role("region", name="将要签署的内容")).to_contain_text(OPINION)
    again.proves("签署", moved="/opinion")
    own = page.get_by_role("article").filter(has_text=OPINION)
    expect(own).to_contain_text("已签署")
    expect(own.get_by_text(DISSENT)).to_be_visible()
    expect(page.get_by_label("诊断与处理意见")).to_have_count(0)
    expect(page.get_by_role("button", name="重新签署")).to_be_visible()
    is_inert(page)
    return again


def is_inert(page: Page) -> None:
    """What looks like markup is text."""
    assert page.locator("main img[src=x]").count() == 0
    assert page.title() not in {"1", "2"}


def writes(page: Page) -> None:
    """The conclusion, but for the answer to the second question."""
    page.get_by_placeholder("答复问题 1").fill(ANSWERS[0])
    page.get_by_role("button", name="添加诊断").click()
    box = page.get_by_label("诊断 1", exact=True)
    expect(box).to_be_focused()
    box.press_sequentially("jzxfb")
    expect(page.get_by_role("option", name=re.compile("间质性肺病")).first).to_be_attached()
    box.press("Enter")
    expect(page.locator(".coding")).to_contain_text("J84.9")
    page.get_by_label("会诊意见", exact=True).fill(CONCLUSION)
    for number, text in enumerate(("复查肺功能", ADVICE), start=1):
        page.get_by_role("button", name="添加建议").click()
        page.get_by_label(f"建议 {number} 建议内容").fill(text)
    page.get_by_label("建议 2 建议内容").press("Alt+ArrowUp")
    expect(page.get_by_label("建议 1 建议内容")).to_have_value(ADVICE)
    expect(page.get_by_label("建议 1 建议内容")).to_be_focused()


def what_was_taken_away_comes_back(page: Page) -> None:
    """One press, by keyboard."""
    page.get_by_role("button", name="删除建议 2").click()
    expect(page.get_by_label("建议 2 建议内容")).to_have_count(0)
    expect(page.get_by_role("button", name="撤销")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("建议 2 建议内容")).to_have_value("复查肺功能")


def it_is_blocked_for_the_missing_answer(page: Page) -> None:
    """Shown all the same, but not to be signed; the list leads to the field."""
    page.get_by_label("会诊意见", exact=True).press("Control+Enter")
    drawer = page.get_by_role("dialog", name=re.compile("报告预览"))
    expect(drawer.get_by_text("尚不能签署")).to_be_visible(timeout=WITHIN_MS)
    expect(drawer.get_by_text("问题 2 未答复")).to_be_visible()
    expect(drawer.get_by_role("button", name="签署", exact=True)).to_be_disabled()
    drawer.get_by_role("button", name="继续修改").click()
    expect(drawer).to_have_count(0)
    page.get_by_role("button", name="问题 2 未答复").click()
    expect(page.get_by_placeholder("答复问题 2")).to_be_focused()
    with saved(page, "conclusion"):
        page.get_by_placeholder("答复问题 2").fill(ANSWERS[1])
    expect(page.get_by_text("没有未完成的事项")).to_be_visible()


def he_signs_what_he_has_read(chair: Physician) -> None:
    """Page by page by keyboard; before the last one there is nothing to press."""
    page = chair.page
    page.get_by_label("会诊意见", exact=True).press("Control+Enter")
    drawer = page.get_by_role("dialog", name=re.compile("报告预览"))
    expect(drawer.get_by_role("img", name=re.compile("会诊报告第 1 页"))).to_be_visible(timeout=WITHIN_MS)
    sign = drawer.get_by_role("button", name="签署", exact=True)
    expect(sign).to_be_disabled()
    expect(drawer.get_by_role("region", name=re.compile("第 1 /"))).to_be_focused()
    while sign.is_disabled():
        page.keyboard.press("PageDown")
    page.keyboard.press("Control+Enter")
    chair.proves("签署", moved="/conclusion")
    expect(page.get_by_role("button", name="下载 PDF")).to_be_visible(timeout=WITHIN_MS)


def the_paper_says_it(page: Page) -> None:
    """Its text, as a reader's program takes it out."""
    with page.expect_download() as found:
        page.get_by_role("button", name="下载 PDF").click()
    assert found.value.suggested_filename.endswith(".pdf")
    reader = pypdf.PdfReader(BytesIO(Path(found.value.path()).read_bytes()))
    text = re.sub(r"\s", "", "".join(each.extract_text() for each in reader.pages))
    for said in (CONCLUSION, *ANSWERS, ADVICE, OPINION, DISSENT):
        assert re.sub(r"\s", "", said) in text
    assert "未签署" not in text


def test_what_is_written_is_kept_shown_signed_and_printed(physicians: list[Physician]) -> None:
    attending, chair, expert = physicians
    case = brought_to_its_end(attending, chair, expert)
    again = an_opinion_outlives_its_tab(expert, case)

    page = chair.page
    page.goto(chair.own(case))
    expect(page.get_by_role("heading", name="签署前核对")).to_be_visible()
    writes(page)
    what_was_taken_away_comes_back(page)
    it_is_blocked_for_the_missing_answer(page)
    page.reload()
    expect(page.get_by_placeholder("答复问题 2")).to_have_value(ANSWERS[1])
    expect(page.get_by_text("没有未完成的事项")).to_be_visible()
    he_signs_what_he_has_read(chair)
    expect(page.get_by_text("未签署", exact=True)).to_have_count(0)
    is_inert(page)
    the_paper_says_it(page)
    patient_id = chair.told("/api/consultations/" + case.rsplit("/", 1)[1])["patient"]["id"]
    assert chair.told(f"/api/drafts/conclusion?scope={patient_id}")["content"] is None

    # The attending reads it on the case and in the record.
    page = attending.page
    page.goto(attending.own(case))
    expect(page.get_by_text(CONCLUSION)).to_be_visible(timeout=WITHIN_MS)
    expect(page.get_by_role("listitem").filter(has_text=ADVICE).first).to_be_visible()
    page.get_by_role("link", name="打开病历").click()
    page.get_by_role("button", name=re.compile("远程会诊报告")).click()
    drawer = page.get_by_role("dialog")
    for said in (CONCLUSION, ADVICE, ANSWERS[1], DISSENT, "J84.9"):
        expect(drawer.get_by_text(said).first).to_be_visible()
    is_inert(page)
    assert again.screen.faults == []
