"""A store's day: a patient is registered, examined and found again; another store sees nothing of it."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Chain, Sit
from tests.identities import a_resident_number

pytestmark = pytest.mark.browser

REASON = "反复干咳、活动后气短三个月"
NAME = "欧阳喆堃"


def register(page: Page, number: str) -> str:
    """Register a patient by keyboard and form; returns the address of his page."""
    page.keyboard.press("n")
    page.get_by_label("证件号码").fill(number)
    page.get_by_label("姓名").fill(NAME)
    page.get_by_label("手机号").fill("15400009876")
    page.get_by_role("button", name="登记", exact=True).click()
    return page.url


def agree_and_submit(page: Page) -> None:
    for purpose in ("诊疗", "跨店共享", "远程会诊"):
        page.get_by_role("checkbox", name=purpose).check()
    page.get_by_role("button", name="登记", exact=True).click()
    page.get_by_role("button", name="写病历").wait_for()


def test_a_day_at_the_store(sit: Sit, chain: Chain) -> None:
    desk = sit("linhaifeng")
    page = desk.page
    number = a_resident_number(born_on=date(1975, 3, 4), female=True)

    # A form that lacks something says so at the field and keeps every word.
    register(page, number)
    expect(page.get_by_text("必填").first).to_be_visible()
    expect(page.get_by_label("姓名")).to_have_value(NAME)
    expect(page.get_by_label("出生日期")).to_have_value("1975-03-04")

    # What was typed survives leaving the page: it is a draft at the server.
    with page.expect_response(lambda answer: answer.request.method == "PUT" and "/api/drafts/" in answer.url):
        page.get_by_label("就诊原因").fill(REASON)
    expect(page.get_by_text(re.compile("已自动保存"))).to_be_visible()
    page.reload()
    expect(page.get_by_label("就诊原因")).to_have_value(REASON)
    agree_and_submit(page)
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()

    page.get_by_role("button", name="写病历").click()
    page.get_by_label("标题").fill("首诊记录")
    page.get_by_label("主诉").fill("<script>alert(1)</script> 干咳三个月")
    page.get_by_role("button", name="保存病历").click()
    note = page.get_by_text("<script>alert(1)</script> 干咳三个月")
    expect(note).to_be_visible()

    # Found again by the initials of his name, from anywhere.
    page.goto(chain.link("linhaifeng"))
    page.get_by_role("heading", name="今日工作台").wait_for()
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("combobox").or_(
        page.get_by_role("dialog").get_by_role("textbox")
    ).first.press_sequentially("oyzk")
    page.get_by_role("dialog").get_by_text(re.compile("欧阳")).first.click()
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    address = page.url.replace("linhaifeng.", "sunli.")

    stranger = sit("sunli").page
    stranger.goto(address)
    expect(stranger.get_by_text(re.compile("没有找到这位患者"))).to_be_visible()
    assert NAME not in stranger.content()


def test_a_nurse_sees_what_the_physician_just_wrote(sit: Sit) -> None:
    physician, nurse = sit("linhaifeng").page, sit("wuting").page
    number = a_resident_number(born_on=date(1968, 8, 8), female=True)
    register(physician, number)
    physician.get_by_label("就诊原因").fill("复诊")
    agree_and_submit(physician)
    nurse.goto(physician.url.replace("linhaifeng.", "wuting."))
    nurse.get_by_role("heading", name=NAME).wait_for()
    physician.get_by_role("button", name="添加诊断").click()
    physician.get_by_role("combobox", name="诊断").fill("gxy")
    # The list that a screen reader gets is not the one that is seen: a person clicks the latter.
    physician.locator(".ant-select-item-option", has_text="高血压").first.click()
    physician.get_by_role("button", name=re.compile("保存")).last.click()
    expect(nurse.get_by_text(re.compile("高血压")).first).to_be_visible(timeout=10_000)
