"""The first page that anybody sees, before he has said who he is."""

import pytest
from playwright.sync_api import Browser

from tests.e2e.conftest import Chain

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["", "signin", "patients"])
def test_whoever_has_not_signed_in_yet_finds_the_page_and_nothing_in_the_console(
    chain: Chain, browser: Browser, path: str
) -> None:
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    said: list[str] = []
    page = context.new_page()
    page.on("console", lambda line: said.append(f"{line.type}: {line.text}"))
    page.on("pageerror", lambda error: said.append(f"page: {error}"))
    page.on("requestfailed", lambda asked: said.append(f"failed: {asked.url}"))
    page.goto(chain.link("linhaifeng") + path)
    page.get_by_role("button", name="登录", exact=True).wait_for()
    page.wait_for_load_state("networkidle")
    context.close()
    assert said == []
