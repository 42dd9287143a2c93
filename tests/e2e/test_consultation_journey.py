"""A physician asks experts for a consultation; one accepts and reads the record, the other declines and is out of it."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Chain, Sit

pytestmark = pytest.mark.browser

PATIENT = "单桂芳"
REASON = "活动后气促 4 个月进行性加重，6 分钟步行血氧降至 86%"
QUESTIONS = ["是否为系统性硬化症相关间质性肺病？", "免疫抑制方案如何选择？"]
WITHIN_MS = 15_000


def ask_for_consultation(page: Page) -> str:
    """The whole request by keyboard and form, from the patient's own page; returns the address of the case."""
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("combobox").press_sequentially("sgf")
    page.get_by_role("option", name=re.compile("单")).first.click()
    expect(page.get_by_role("heading", name=PATIENT)).to_be_visible()
    page.get_by_role("link", name="发起会诊").click()

    # What is missing stands at its field, and nothing was asked of the authenticator yet.
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_text("请至少提出一个问题")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)

    with page.expect_response(lambda answer: answer.request.method == "PUT" and "/api/drafts/" in answer.url):
        page.get_by_label("会诊理由").fill(REASON)
    page.reload()
    expect(page.get_by_label("会诊理由")).to_have_value(REASON)
    page.get_by_label("会诊目的").fill("明确病因，制定治疗方案")
    write_questions(page)
    page.get_by_label("拟请专业").fill("hxnk")
    expect(page.get_by_role("option", name="呼吸内科")).to_be_attached()
    page.get_by_label("拟请专业").press("Enter")
    page.get_by_role("checkbox", name=re.compile("沈国平")).check()
    page.get_by_role("checkbox", name="显示所有专业").check()
    page.get_by_role("checkbox", name=re.compile("韩雪")).check()
    page.get_by_label("会诊目的").press("Control+Enter")
    prove(page)
    page.wait_for_url(re.compile(r"/consultations/[0-9a-f-]{36}$"))
    return page.url


def write_questions(page: Page) -> None:
    """Two questions, written in the wrong order and put right by keyboard."""
    page.get_by_label("问题 1", exact=True).fill(QUESTIONS[1])
    page.get_by_label("问题 1", exact=True).press("Enter")
    second = page.get_by_label("问题 2", exact=True)
    expect(second).to_be_focused()
    second.fill(QUESTIONS[0])
    second.press("Alt+ArrowUp")
    expect(page.get_by_label("问题 1", exact=True)).to_have_value(QUESTIONS[0])


def prove(page: Page) -> None:
    """A wrong code first: the dialog stays and says so; then the demo's own."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("验证码").fill("000000")
    dialog.get_by_label("验证码").press("Enter")
    expect(dialog.get_by_text("验证码不正确或已使用过")).to_be_visible()
    dialog.get_by_role("button", name="填入", exact=True).click()
    dialog.get_by_role("button", name="提交申请").click()


def own_address(url: str, chain: Chain, login: str) -> str:
    """The same page at another person's host name."""
    return chain.link(login).rstrip("/") + "/" + url.split("/", 3)[3]


def test_an_expert_reads_the_record_once_he_has_accepted_and_never_after_declining(
    sit: Sit, chain: Chain
) -> None:
    attending = sit("linhaifeng").page
    case = ask_for_consultation(attending)
    expect(attending.get_by_role("heading", name="会诊申请")).to_be_visible()
    expect(attending.get_by_text("未签署").first).to_be_visible()
    expect(attending.locator(".questions-read li")).to_have_text(QUESTIONS)
    attending.get_by_role("link", name="打开病历").click()
    record = attending.url

    # Before he answers, the expert reads the case without the person, and the record is not there for him.
    expert = sit("shenguoping").page
    expert.goto(own_address(record, chain, "shenguoping"))
    expect(expert.get_by_text("没有找到这位患者")).to_be_visible()
    expert.get_by_role("link", name="我的会诊").click()
    card = expert.get_by_role("article").filter(has_text=REASON)
    expect(card.get_by_text(QUESTIONS[0])).to_be_visible()
    assert PATIENT not in expert.content()

    card.get_by_role("button", name="接受").click()
    expect(expert.get_by_role("heading", name=PATIENT)).to_be_visible()
    expert.get_by_role("link", name="打开病历").click()
    expect(expert.get_by_role("heading", name=PATIENT)).to_be_visible()
    expect(expert.get_by_text("参加会诊")).to_be_visible()
    expect(expert.get_by_text(re.compile("雷诺|磺胺")).first).to_be_visible()

    other = sit("hanxue").page
    other.goto(own_address(case, chain, "hanxue"))
    other.get_by_role("button", name="谢绝").click()
    dialog = other.get_by_role("dialog")
    dialog.get_by_label("时间不合适").check()
    dialog.get_by_role("textbox", name=re.compile("说明")).fill("本周外出")
    dialog.get_by_role("button", name="谢绝").click()
    expect(other.get_by_role("heading", name="我的会诊")).to_be_visible()
    expect(other.get_by_text(REASON)).to_have_count(0)
    other.goto(own_address(case, chain, "hanxue"))
    expect(other.get_by_text("没有找到这例会诊")).to_be_visible()

    # Both answers reach the attending, who now fixes the time that all agreed to.
    attending.goto(case)
    expect(attending.get_by_text("本周外出")).to_be_visible(timeout=WITHIN_MS)
    tomorrow = f"{datetime.now(ZoneInfo('Asia/Shanghai')) + timedelta(days=1):%Y-%m-%d} 09:30"
    schedule(attending, "2099-01-05 09:30")
    expect(attending.get_by_text("超出允许范围")).to_be_visible()
    schedule(attending, tomorrow)
    expect(
        attending.get_by_role("banner").get_by_text(tomorrow).or_(attending.get_by_text(tomorrow)).first
    ).to_be_visible()
    expert.goto(chain.link("shenguoping"))
    expect(expert.get_by_role("region", name=re.compile("即将")).get_by_text(tomorrow)).to_be_visible()


def schedule(page: Page, time: str) -> None:
    """Fill in the dialog, or correct what stands there."""
    dialog = page.get_by_role("dialog")
    if dialog.count() == 0:
        page.get_by_role("button", name="确定时间").click()
        dialog.get_by_role("checkbox", name="各方已确认这一时间").check()
    dialog.get_by_label("会诊时间").fill(time)
    dialog.get_by_label("会诊时间").press("Tab")
    dialog.get_by_role("button", name=re.compile(r"确\s?定")).click()
