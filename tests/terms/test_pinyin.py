"""Chinese as pinyin: every reading, toneless, in the order of likelihood."""

from hypothesis import given
from hypothesis import strategies as st

from huizhen import terms


def test_a_word_is_read_in_its_context_first() -> None:
    assert [unit.readings[0] for unit in terms.spell("重庆")] == ["chong", "qing"]
    assert [unit.readings[0] for unit in terms.spell("重症")] == ["zhong", "zheng"]
    assert "chong" in terms.spell("重症")[0].readings


def test_u_umlaut_is_written_v() -> None:
    assert terms.spell("吕")[0].readings == ("lv",)


def test_words_and_numbers_among_chinese_stay_whole() -> None:
    assert [unit.text for unit in terms.spell("2型 CT（平扫）")] == ["2", "型", "ct", "平", "扫"]
    assert terms.initials("2型糖尿病") == "2xtnb"


def test_rare_characters_of_names_are_read() -> None:
    assert [terms.spell(char)[0].readings[0] for char in "喆堃燚翀"] == ["zhe", "kun", "yi", "chong"]


def test_an_unread_character_does_not_shift_its_neighbours() -> None:
    unread = "\U00031e6c"
    assert [unit.readings[:1] for unit in terms.spell(f"王{unread}明")] == [("wang",), (), ("ming",)]


@given(st.text(max_size=30))
def test_any_text_spells_into_ascii_readings_of_its_own_characters(text: str) -> None:
    for unit in terms.spell(text):
        assert len(set(unit.readings)) == len(unit.readings)
        if unit.is_han:
            assert len(unit.text) == 1
            assert all(reading.isascii() and reading.isalpha() for reading in unit.readings)
        else:
            assert unit.readings == (unit.text,)
