"""What becomes of a character before it is printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizhen.papers import Faces, Press
from huizhen.papers.coverage import GETA, LENT, clean
from tests.papers.reading import text_of
from tests.papers.reports import a_report


def ascii_only(point: int) -> bool:
    return point < 0x80


def test_lines_end_in_one_way_and_a_tab_is_a_gap() -> None:
    cleaned = clean("a\r\nb\rc\u2028d\u2029e\x0bf\x0cg\x85h\ti", ascii_only)
    assert cleaned.data == "a\nb\nc\nd\ne\nf\ng\nh i"
    assert cleaned.uncovered == cleaned.omitted == ()


def test_every_string_is_cleaned_wherever_it_lies() -> None:
    cleaned = clean({"a": ["é", {"b": ("\u200b", 1, None, True)}]}, ascii_only)
    assert cleaned.data == {"a": [GETA, {"b": ["", 1, None, True]}]}
    assert cleaned.uncovered == (0xE9,)
    assert cleaned.omitted == (0x200B,)


def test_code_points_are_listed_once_in_the_order_of_reading() -> None:
    assert clean(["ûêû", "âê"], ascii_only).uncovered == (0xFB, 0xEA, 0xE2)


@given(st.text(st.characters(codec=None, categories=["L", "M", "N", "P", "S", "Z", "C"])))
def test_nothing_is_dropped_silently(text: str) -> None:
    cleaned = clean(text, ascii_only)
    lined = text.replace("\r\n", "\n")
    kept = [c for c in lined if ord(c) not in cleaned.omitted]
    assert len(cleaned.data) == len(kept)
    for before, after in zip(kept, cleaned.data, strict=True):
        if after == GETA:
            assert ord(before) in cleaned.uncovered
        else:
            assert before == after or after in "\n "


@pytest.mark.parametrize("name", ["喆", "堃", "䶮", "㛃", "镕", "玥", "赟", "翀", "𠂇"])
def test_rare_names_are_covered_as_far_as_the_face_goes(faces: Faces, press: Press, name: str) -> None:
    patient = {"name": f"张{name}", "sex": "male", "age": "67岁", "record_number": "SH03-0004711"}
    paper = press.render("consultation_report", a_report(patient=patient))
    if ord(name) in faces.coverage:
        assert f"张{name}" in text_of(paper)
        assert paper.uncovered == ()
    else:
        assert f"张{GETA}" in text_of(paper)
        assert paper.uncovered == (ord(name),)


def test_the_faces_hold_what_the_design_counted(faces: Faces) -> None:
    assert len(faces.coverage) == 30_890
    assert sum(0x4E00 <= point <= 0x9FFF for point in faces.coverage) == 20_976
    assert sum(0x3400 <= point <= 0x4DBF for point in faces.coverage) == 6_582


def test_symbols_of_clinical_writing_can_be_set_and_read_again(press: Press) -> None:
    symbols = "".join(map(chr, sorted(LENT)))
    # In a heading's weight as well: a name is printed bold.
    patient = {"name": symbols, "sex": "male", "age": "67岁", "record_number": "SH03-0004711"}
    paper = press.render("consultation_report", a_report(reason=f"CHA₂DS₂ 10⁹/L {symbols}", patient=patient))
    assert paper.uncovered == ()
    assert "CHA₂DS₂10⁹/L" in text_of(paper)
    assert text_of(paper).count("₂") >= 4


def test_a_sample_of_all_covered_characters_is_read_again_by_code_point(faces: Faces, press: Press) -> None:
    ideographs = [point for point in sorted(faces.coverage) if 0x3400 <= point <= 0x9FFF][::23]
    text = "".join(map(chr, ideographs))
    paper = press.render("consultation_report", a_report(discussion_digest=text))
    missing = set(text) - set(text_of(paper))
    assert missing == set()
    assert paper.uncovered == ()
