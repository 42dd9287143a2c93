"""What is struck out of a text before somebody reads it who may not know whom it is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizhen.consultations.schemas.summary import STRUCK, without

KNOWN = ("欧阳晨曦", "310000198005170021", "15400001234")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("欧阳晨曦胸闷", f"{STRUCK}胸闷"),
        ("患者欧 阳\u200b晨　曦，女", f"患者{STRUCK}，女"),
        ("证件310000198005170021。", f"证件{STRUCK}。"),
        ("证件 310000 19800517 0021。", f"证件 {STRUCK}。"),
        ("证件３１００００１９８００５１７００２１", f"证件{STRUCK}"),
        ("家属 138 0013 8000 或 021-64370045", f"家属 {STRUCK} 或 021-{STRUCK}"),
        ("写信至oy@example.com，谢谢", f"写信至{STRUCK}，谢谢"),
        ("护照 44010419991231002X", f"护照 {STRUCK}"),
        ("欧阳晨曦欧阳晨曦", STRUCK * 2),
    ],
)
def test_who_it_is_is_struck_out(text: str, left: str) -> None:
    assert without(text, KNOWN) == left


@pytest.mark.parametrize(
    "text",
    [
        "2025-06-11 查血红蛋白 112.5 g/L，血小板 250000",
        "BNP 1250 → 890",
        "① 是否手术？",
        "欧阳医师建议复查",
        "ﷺ ½ ㎏",
    ],
)
def test_what_is_about_the_illness_stays_as_it_was_written(text: str) -> None:
    assert without(text, KNOWN) == text


@given(before=st.text(max_size=30), after=st.text(max_size=30), known=st.sampled_from(KNOWN))
def test_no_text_around_it_saves_a_name_or_a_number(before: str, after: str, known: str) -> None:
    assert known not in without(before + known + after, KNOWN)


@given(text=st.text(max_size=60))
def test_nothing_is_added_but_the_marks(text: str) -> None:
    pieces = without(text, KNOWN).split(STRUCK)
    assert all(each in text for each in pieces)
