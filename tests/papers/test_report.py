"""What stands on a consultation report."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdf
import pytest

from huizhen.papers import Paper, Press
from tests.papers.reading import pages_of, squeezed, text_of
from tests.papers.reports import DATA_SHA256, a_full_report, a_report

REPORT = "consultation_report"
PAGES_TRIED = 12


@pytest.fixture(scope="module")
def full(press: Press) -> Paper:
    return press.render(REPORT, a_full_report())


def test_a_clinician_finds_every_part_in_its_order(full: Paper) -> None:
    text = text_of(full)
    numbered = [
        "一、会诊申请",
        "二、参阅资料",
        "三、讨论摘要",
        "四、专家意见",
        "五、会诊结论",
        "六、问题答复",
        "七、处理建议",
        "八、人工智能辅助内容",
        "九、向患者说明",
        "十、局限与声明",
        "十一、签名",
    ]
    places = [text.index(part) for part in numbered]
    assert places == sorted(places)


def test_every_word_that_somebody_wrote_can_be_extracted_again(full: Paper) -> None:
    text = text_of(full)
    report = a_full_report()
    written = [report["reason"], report["conclusion"], report["limits"], report["explanation"]["text"]]
    written += [each["text"] for each in report["recommendations"]]
    written += [each["text"] + each["code"] for each in report["diagnoses"]]
    written += [each["text"] for each in report["questions"]]
    written += [line for each in report["questions"] for line in each["answer"].split("\n")]
    # An opinion may run over a page, where head and foot stand between its lines: its sentences are looked for.
    written += [part for each in report["opinions"] for part in each["text"].replace("\n", "").split("。")]
    missing = [each for each in written if squeezed(each) not in text]
    assert missing == []


def test_long_and_rare_names_are_printed_by_code_point(full: Paper) -> None:
    text = text_of(full)
    for name in ("欧阳娜仁花·阿依古丽", "张喆堃", "司马䶮㛃", "上海市第一人民医院虹口分院心血管内科门诊部"):
        assert name in text
    assert full.uncovered == ()


def test_a_dissent_is_printed_and_its_absence_is_stated(full: Paper, press: Press) -> None:
    text = text_of(full)
    assert text.count("不同意见\uff1a无") == 1
    assert "导管消融的评估不宜等到三个月以后" in text
    assert "持不同意见者\uff1a张喆堃" in text
    alone = a_report()
    assert "不同意见\uff1a无" in text_of(press.render(REPORT, alone))
    agreed = a_report(opinions=alone["opinions"] * 2)
    assert "各专家均无不同意见" in text_of(press.render(REPORT, agreed))


def test_every_page_has_its_number_the_hash_the_code_and_the_sentence(full: Paper) -> None:
    pages = [squeezed(page) for page in pages_of(full)]
    assert len(pages) == full.pages == 3
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页/共3页" in page
        assert squeezed("3f9a 22b1 77c0 19de … 5e3f 0b1c".replace("…", "")) in page.replace("…", "").replace(
            "⋯", ""
        )
        assert "7KQ4-M2XD-9P" in page
        assert "意见供参考\uff0c诊疗决定由邀请方作出" in page


def test_every_later_page_says_whose_it_is(full: Paper) -> None:
    for page in pages_of(full)[1:]:
        assert "患者\uff1a司马䶮㛃" in squeezed(page)
        assert "HZ-SH03-260611-014" in page


def test_the_whole_data_hash_stands_at_the_end(full: Paper) -> None:
    assert DATA_SHA256 in squeezed(pages_of(full)[-1])


def test_times_are_those_of_the_clinic_not_of_greenwich(full: Paper, press: Press) -> None:
    assert "2026-06-1114:02至14:51" in text_of(full)
    night = a_report(started_at="2026-06-11T15:50:00Z", ended_at="2026-06-11T16:20:00Z")
    assert "2026-06-1123:50至2026-06-1200:20" in text_of(press.render(REPORT, night))


def test_a_preview_says_that_nobody_has_signed(press: Press) -> None:
    pages = pages_of(press.render(REPORT, a_full_report(unsigned=True)))
    assert all("未签署" in page for page in pages)


def test_a_signed_paper_does_not(full: Paper) -> None:
    assert "未签署" not in text_of(full)
    assert "见核验页" in text_of(full)


def test_an_expert_who_has_not_signed_is_named_in_the_preview(press: Press) -> None:
    assert "本意见尚未签署" in text_of(press.render(REPORT, a_report(unsigned=True)))


def test_a_code_that_the_paper_does_not_know_is_printed_as_it_is(press: Press) -> None:
    assert "联合门诊" in text_of(press.render(REPORT, a_report(mode="联合门诊")))


def test_an_archive_recognises_pdf_a_2b(full: Paper) -> None:
    root: Any = pypdf.PdfReader(io.BytesIO(full.pdf)).trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in xmp
    assert root["/Lang"] == "zh-CN"


def test_metadata_name_the_paper_and_no_person(full: Paper) -> None:
    meta = pypdf.PdfReader(io.BytesIO(full.pdf)).metadata
    assert meta is not None
    assert meta.title == "远程会诊报告 HZ-SH03-260611-014"
    everything = " ".join(str(value) for value in meta.values())
    assert "司马" not in everything
    assert "310109195811031227" not in everything
    assert f"data-sha256:{DATA_SHA256}" in everything
    assert "AI-assisted:true" in everything


def test_a_paper_without_a_models_words_is_not_marked_so(press: Press) -> None:
    meta = pypdf.PdfReader(io.BytesIO(press.render(REPORT, a_report()).pdf)).metadata
    assert meta is not None
    assert "AI-assisted" not in str(meta.get("/Keywords"))


def test_every_font_is_embedded_and_bold_is_bold(full: Paper) -> None:
    fonts: dict[str, Any] = {}
    for page in pypdf.PdfReader(io.BytesIO(full.pdf)).pages:
        resources: Any = page["/Resources"]
        for reference in resources["/Font"].values():
            child = reference.get_object()["/DescendantFonts"][0].get_object()
            fonts[str(child["/BaseFont"])] = child["/FontDescriptor"].get_object()
    assert all("/FontFile2" in each or "/FontFile3" in each for each in fonts.values())
    assert {name.split("+")[1].removesuffix("-Identity-H") for name in fonts} >= {
        "NotoSansSC-Regular",
        "NotoSansSC-Bold",
    }


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_poppler_reads_the_same_text(full: Paper, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(full.pdf)
    read = subprocess.run(
        ["pdftotext", "-layout", "report.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
    ).stdout.decode()
    assert "欧阳娜仁花·阿依古丽" in read
    assert "司马䶮㛃" in read
    assert "CHA₂DS₂-VASc" in read


@pytest.fixture(scope="module")
def by_length(press: Press) -> dict[int, Paper]:
    """One report of every length, found by letting it grow by less than a page at a time."""
    line = "患者病情平稳\uff0c继续目前治疗\uff0c注意观察心率与血压的变化。"
    found: dict[int, Paper] = {}
    for lines in range(0, 50 * PAGES_TRIED, 20):
        paper = press.render(REPORT, a_report(discussion_digest="\n".join([line] * lines)))
        found.setdefault(paper.pages, paper)
    return found


@pytest.mark.parametrize("pages", range(1, PAGES_TRIED + 1))
def test_a_report_of_any_length_counts_its_pages(by_length: dict[int, Paper], pages: int) -> None:
    printed = [squeezed(page) for page in pages_of(by_length[pages])]
    assert [f"第{number}页/共{pages}页" in page for number, page in enumerate(printed, start=1)] == [
        True
    ] * pages
    assert "医疗机构盖章" in printed[-1]
