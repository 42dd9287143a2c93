"""A clinician types Chinese, pinyin, initials or a code and finds the entry first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizhen import terms

ENTRIES = [(name, entry) for name in terms.set_names() for entry in terms.get_set(name).entries]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("gxy", "原发性高血压"),
        ("gaoxueya", "原发性高血压"),
        ("gao xue ya", "原发性高血压"),
        ("高血压", "原发性高血压"),
        ("I10", "原发性高血压"),
        ("i10", "原发性高血压"),
        ("ｉ１０", "原发性高血压"),
        ("tnb", "2型糖尿病"),
        ("2xtnb", "2型糖尿病"),
        ("guanxinbing", "冠状动脉粥样硬化性心脏病"),
        ("mzf", "慢性阻塞性肺疾病"),
        ("myasthenia", "重症肌无力"),
        ("ITP", "免疫性血小板减少症"),
        ("zzjwl", "重症肌无力"),
        ("chongzhengjiwuli", "重症肌无力"),
        ("J84", "间质性肺病伴纤维化"),
    ],
)
def test_a_habitual_way_of_typing_finds_the_diagnosis_first(typed: str, found: str) -> None:
    assert terms.search("diagnosis", typed)[0].display == found


def test_every_reading_of_a_polyphone_finds_the_entry() -> None:
    for typed in ("zhongzheng", "chongzheng", "zz", "cz"):
        assert "重症肌无力" in [entry.display for entry in terms.search("diagnosis", typed, 50)]


def test_an_empty_query_lists_the_set_in_its_own_order() -> None:
    assert terms.search("sex", "") == list(terms.get_set("sex").entries)
    assert terms.search("nationality", "  ", 3) == list(terms.get_set("nationality").entries[:3])


def test_better_answers_stand_before_worse_ones() -> None:
    displays = [entry.display for entry in terms.search("diagnosis", "贫血")]
    assert displays[0] == "贫血"
    assert set(displays) == {"贫血", "缺铁性贫血", "再生障碍性贫血"}
    assert terms.search("diagnosis", "哮喘")[0].code == "J45.9"


@given(st.sampled_from(ENTRIES), st.data())
def test_every_entry_is_found_by_its_name_a_piece_its_initials_and_its_code(
    which: tuple[str, terms.Entry], data: st.DataObject
) -> None:
    name, entry = which
    start = data.draw(st.integers(0, len(entry.display) - 1))
    piece = entry.display[start : data.draw(st.integers(start + 1, len(entry.display)))]
    for typed in (entry.display, terms.initials(entry.display), entry.code, piece):
        if typed.strip():
            assert _hits(name, entry, typed), typed


def _hits(name: str, entry: terms.Entry, typed: str) -> bool:
    """Whether the entry stands in the answer, or is pushed out of a full page by entries as good."""
    found = terms.search(name, typed, terms.SEARCH_LIMIT_MAX)
    return entry in found or len(found) == terms.SEARCH_LIMIT_MAX


@given(st.sampled_from(ENTRIES))
def test_exact_code_and_exact_name_come_first(which: tuple[str, terms.Entry]) -> None:
    name, entry = which
    assert terms.search(name, entry.code)[0] is entry
    assert terms.search(name, entry.display)[0] is entry


@given(st.sampled_from(terms.set_names()), st.text(max_size=80), st.integers(-1, 100))
def test_whatever_is_typed_gives_a_bounded_repeatable_answer(name: str, typed: str, limit: int) -> None:
    first = terms.search(name, typed, limit)
    assert first == terms.search(name, typed, limit)
    assert len(first) <= max(0, min(limit, terms.SEARCH_LIMIT_MAX))
    assert len({entry.code for entry in first}) == len(first)


def test_nothing_is_found_by_nonsense() -> None:
    assert terms.search("diagnosis", "qqqq") == []
    assert terms.search("diagnosis", "'; drop") == []
    assert terms.search("diagnosis", "高" * 65) == []
