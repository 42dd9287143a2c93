"""Text that wants to be more than text, and text that no page was made for."""

import io

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from huizhen.papers import PaperDataError, Press
from huizhen.papers.typst import PREVIEW_PPI
from tests.papers.reading import pages_of, squeezed, text_of
from tests.papers.reports import a_report

REPORT = "consultation_report"
MM_PER_INCH = 25.4
BACKSLASH = "\\"

INERT = [
    "#sys.inputs",
    '#read("style.typ")',
    '#import "style.typ": data',
    "#panic(1)",
    "$x^2 / y$",
    "*粗* _斜_ `代码`",
    "@ref <label>",
    BACKSLASH + "u{41} " + BACKSLASH + "n",
    "= 标题 - 列表 + 编号 / 术语",
    "// 注释 /* 注释 */",
    "~ -- --- ... ' \"",
    "https://example.org/x",
    "</text><script>alert(1)</script>",
    '{"a": 1} ${b} %s {0}',
]


@pytest.mark.parametrize("text", INERT)
def test_markup_in_a_text_is_printed_not_obeyed(press: Press, text: str) -> None:
    report = a_report(
        reason=text,
        patient={"name": text, "sex": text, "age": "67岁", "record_number": text},
        opinions=[{"expert": {"name": text, "institution": text}, "text": text, "dissent": text}],
    )
    paper = press.render(REPORT, report)
    # Name, sex, record number, reason, expert, institution, opinion, dissent, and the name of who dissents.
    assert text_of(paper).count(squeezed(text)) >= 9
    assert paper.uncovered == ()


def test_a_web_address_in_a_text_is_no_link(press: Press) -> None:
    paper = press.render(REPORT, a_report(reason="见 https://evil.example.org 说明"))
    assert b"/URI" not in paper.pdf
    assert all("/Annots" not in page for page in pypdf.PdfReader(io.BytesIO(paper.pdf)).pages)


@pytest.mark.parametrize(
    "word", ["W" * 10_000, ")" * 3_000, "\u00a0W" * 3_000, "\uff0c" * 3_000, "ア" * 3_000]
)
def test_a_word_without_end_stays_on_the_paper(press: Press, word: str) -> None:
    report = a_report(
        reason=word,
        patient={"name": word[:400], "sex": "male", "age": word[:40], "record_number": word[:200]},
        signatures=[{"role": "chair", "name": word[:300], "title": word[:90]}],
    )
    paper = press.render(REPORT, report)
    assert squeezed("".join(pages_of(paper))).count(squeezed(word)[0]) >= len(squeezed(word))
    for page in press.preview(REPORT, report):
        image = Image.open(io.BytesIO(page)).convert("L")
        margin = round(10 / MM_PER_INCH * PREVIEW_PPI)
        right = image.crop((image.width - margin, 0, image.width, image.height))
        assert right.getextrema() == (255, 255)


def test_ten_thousand_characters_are_all_there(press: Press) -> None:
    text = "病程记录第二行" * 1_428 + "终了在此"
    paper = press.render(REPORT, a_report(opinions=[_opinion(text)]))
    assert text_of(paper).count("病程记录") >= 1_400
    assert "终了在此" in text_of(paper)
    assert paper.pages >= 5


def test_ten_thousand_empty_lines_cost_no_paper(press: Press) -> None:
    assert press.render(REPORT, a_report(reason="头" + "\n" * 10_000 + "尾")).pages <= 2


def test_a_character_without_a_glyph_is_printed_as_geta_and_listed(press: Press) -> None:
    paper = press.render(REPORT, a_report(patient=_patient("张𠮷"), reason="😀 说明"))
    text = text_of(paper)
    assert paper.uncovered == (0x20BB7, 0x1F600)
    assert "张〓" in text
    assert "U+20BB7U+1F600" in text
    assert all("U+20BB7" in page for page in pages_of(paper))


def test_the_foot_names_a_few_and_the_end_names_all(press: Press) -> None:
    many = "".join(chr(0x20000 + step) for step in range(40))
    paper = press.render(REPORT, a_report(reason=many))
    pages = [squeezed(page) for page in pages_of(paper)]
    assert f"等{len(paper.uncovered)}个" in pages[0]
    assert all(f"U+{point:04X}" in "".join(pages) for point in paper.uncovered)


def test_text_that_runs_from_the_right_cannot_turn_a_line_around(press: Press) -> None:
    paper = press.render(REPORT, a_report(reason="剂量 \u202e05 mg\u202c 不变 \u2066a\u2069"))
    assert "剂量05mg不变a" in text_of(paper)
    assert paper.omitted == (0x202E, 0x202C, 0x2066, 0x2069)
    assert "已略去的不可见字符\uff1aU+202E" in text_of(paper)


def test_control_characters_and_lone_surrogates_are_listed_too(press: Press) -> None:
    paper = press.render(REPORT, a_report(reason="甲\x00\x1b乙\ud800丙\udfff\ue000\uffff"))
    assert paper.uncovered == (0x00, 0x1B, 0xD800, 0xDFFF, 0xE000, 0xFFFF)
    assert "甲〓〓乙〓丙〓〓〓" in text_of(paper)


def test_a_paper_never_fails_for_what_somebody_typed(press: Press) -> None:
    everything = st.characters(codec=None, categories=["L", "M", "N", "P", "S", "Z", "C"])

    @settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.text(everything, min_size=1, max_size=60))
    def typed(text: str) -> None:
        paper = press.render(REPORT, a_report(reason=text, patient=_patient(text)))
        listed = set(paper.uncovered) | set(paper.omitted)
        page = text_of(paper)
        assert all(f"U+{point:04X}" in page for point in listed)

    typed()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "长" * 20_001}, "reason"),
        ({"unknown": "机密"}, "unknown"),
        ({"data_sha256": "机密"}, "data_sha256"),
        ({"time_zone": "Mars/Base"}, "time_zone"),
        ({"verify": {"code": "X", "url": "javascript:alert(1)"}}, "verify/url"),
        ({"dated_at": "2026-06-11T07:20:00"}, "dated_at"),
        ({"signatures": []}, "signatures"),
        ({"questions": [{"no": "一", "text": "机密"}]}, "questions/0/no"),
    ],
)
def test_data_that_do_not_fit_are_refused_by_place_and_without_a_value(
    press: Press, change: dict[str, object], place: str
) -> None:
    with pytest.raises(PaperDataError, match=place) as refusal:
        press.render(REPORT, a_report(**change))
    assert "机密" not in str(refusal.value)
    assert refusal.value.__cause__ is None


def test_an_unknown_template_is_refused(press: Press) -> None:
    with pytest.raises(PaperDataError):
        press.render("../../etc/passwd", a_report())


def _patient(name: str) -> dict[str, str]:
    return {"name": name, "sex": "male", "age": "67岁", "record_number": "SH03-0004711"}


def _opinion(text: str) -> dict[str, object]:
    return {"expert": {"name": "李慧敏", "institution": "安和总院"}, "text": text}
