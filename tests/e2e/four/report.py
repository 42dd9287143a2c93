"""What is written and signed at the end of a consultation: opinions, the conclusion, and the paper that comes of it."""

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pypdf
from playwright.sync_api import Locator, Page, expect

from tests.e2e.four.people import WITHIN_MS, Physician

PAPER_WITHIN_MS: Final = 30_000
PAGES_MAX: Final = 20


@dataclass(frozen=True)
class Conclusion:
    """The chair's words."""

    answers: tuple[str, ...]
    diagnosis_typed: str
    diagnosis: str
    words: str
    recommendation: str


def signs_opinion(expert: Physician, text: str, *, leads: bool = False) -> None:
    """His own opinion, written beside the call; who leads asks for a form of his own first."""
    side = expert.beside("我的意见")
    own = side.get_by_role("region", name="我的意见")
    if leads:
        own.get_by_role("button", name="另写个人意见").click()
    own.get_by_label("诊断与处理意见").fill(text)
    expert.screen.shot("5-opinion")
    own.get_by_label("诊断与处理意见").press("Control+Enter")
    expert.proves("签署", moved="/opinion")
    expect(own.get_by_text("已签署")).to_be_visible(timeout=WITHIN_MS)
    expect(own.get_by_text(text)).to_be_visible()


def writes_conclusion(chair: Physician, written: Conclusion) -> None:
    """All that a signature needs, and nothing more."""
    side = chair.beside("会诊结论")
    for number, answer in enumerate(written.answers, start=1):
        side.get_by_placeholder(f"答复问题 {number}").fill(answer)
    side.get_by_role("button", name="添加诊断").click()
    box = side.get_by_label("诊断 1", exact=True)
    box.press_sequentially(written.diagnosis_typed)
    expect(chair.page.get_by_role("option", name=re.compile(written.diagnosis)).first).to_be_attached()
    box.press("Enter")
    expect(box).to_have_value(written.diagnosis)
    side.get_by_label("会诊意见", exact=True).fill(written.words)
    side.get_by_role("button", name="添加建议").click()
    side.get_by_label("建议 1 建议内容").fill(written.recommendation)
    expect(side.get_by_text("没有未完成的事项，可以预览并签署。")).to_be_visible(timeout=WITHIN_MS)


def signs_conclusion(chair: Physician) -> None:
    """Page by page, then the one proof; the pane goes over to the signed report."""
    page = chair.page
    page.get_by_role("button", name="预览并签署").click()
    paper = page.get_by_role("dialog").filter(has_text="报告预览")
    expect(paper.locator("img.there")).to_be_visible(timeout=PAPER_WITHIN_MS)
    chair.screen.shot("8-preview")
    following = paper.get_by_role("button", name="下一页")
    for _ in range(PAGES_MAX):
        if following.is_disabled():
            break
        following.click()
        expect(paper.locator("img.there")).to_be_visible(timeout=PAPER_WITHIN_MS)
    paper.get_by_role("button", name="签署", exact=True).click()
    chair.proves("签署", moved="/conclusion")
    expect(_report(page)).to_be_visible(timeout=PAPER_WITHIN_MS)


def downloads(reader: Physician, folder: Path) -> str:
    """The paper as a file; its text without white space, so that a line's end parts no word."""
    with reader.page.expect_download() as found:
        reader.page.get_by_role("button", name="下载 PDF").click()
    kept = folder / found.value.suggested_filename
    found.value.save_as(kept)
    pages = pypdf.PdfReader(io.BytesIO(kept.read_bytes())).pages
    return squeezed("".join(each.extract_text() for each in pages))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def verify_code(page: Page) -> str:
    """The code that the report card shows, as a link to where anybody may check it."""
    link = _report(page).get_by_role("link")
    return (link.get_attribute("href") or "").rsplit("/", 1)[1]


def _report(page: Page) -> Locator:
    return page.get_by_role("region", name="会诊报告")
