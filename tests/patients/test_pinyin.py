"""A patient is found by whatever somebody knows of him: a name, a piece, its pinyin, initials, a tail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizhen.patients import pinyin
from huizhen.patients.pinyin import (
    Field,
    is_answer,
    masked_name,
    query_terms,
    search_terms,
    spellings,
    tidy_name,
)

SURNAMES = "王李张刘陈单仇曾解区朴查盖翟乐覃吕尉万长"
GIVEN = "伟芳娜敏静喆堃燚乐行重朝都长曾解昱婷明国"
COMPOUND = ("欧阳", "长孙", "尉迟", "万俟", "单于", "澹台", "司马")
NUMBER = "11010519491231002X"
PHONE = "13800138000"
RECORD = "HZ-SH03-250611-014"


def names() -> st.SearchStrategy[str]:
    han = st.text(f"{SURNAMES}{GIVEN}", min_size=1, max_size=6)
    family = st.one_of(st.sampled_from(SURNAMES), st.sampled_from(COMPOUND))
    usual = st.builds(lambda f, g: f + g, family, st.text(GIVEN, min_size=1, max_size=2))
    dotted = st.lists(
        st.sampled_from(["阿卜杜", "热合曼", "买买提", "古丽", "扎西", "多吉"]), min_size=2, max_size=3
    )
    latin = st.lists(st.sampled_from(["John", "Smith", "Anna", "O'Neil", "Müller"]), min_size=1, max_size=3)
    return st.one_of(usual, han, dotted.map("·".join), latin.map(" ".join))


def finds(q: str, name: str) -> bool:
    stored = set(search_terms(name=name))
    return any(stored.issuperset(asked) for asked in query_terms(q)) and is_answer(q, name=name)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("单雄信", "shan xiong xin"),
        ("仇英", "qiu ying"),
        ("曾国藩", "zeng guo fan"),
        ("解晓东", "xie xiao dong"),
        ("区永权", "ou yong quan"),
        ("朴志成", "piao zhi cheng"),
        ("查良镛", "zha liang yong"),
        ("长孙无忌", "zhang sun wu ji"),
        ("尉迟恭", "yu chi gong"),
        ("万俟卨", "mo qi xie"),
        ("欧阳喆", "ou yang zhe"),
        ("任重", "ren zhong"),
    ],
)
def test_a_surname_is_read_as_a_surname_first(name: str, first: str) -> None:
    assert " ".join(spellings(name)[0]) == first


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("单雄信", "danxiongxin"), ("单雄信", "shanxiongxin"), ("盖聂", "ge nie"), ("盖聂", "gainie"),
        ("区永权", "quyongquan"), ("乐嘉", "yuejia"), ("乐嘉", "lejia"), ("吕敏", "lvmin"), ("吕敏", "lümin"),
        ("吕敏", "lyu min"), ("欧阳喆", "oyz"), ("欧阳喆", "ouyang"), ("张建国", "jianguo"), ("张建国", "zhangjian"),
        ("张建国", "建国"), ("张建国", "zjg"), ("张建国", "ZJ"), ("张建国", "张 建 国"), ("张建国", "张建国"),
        ("阿卜杜热合曼·买买提", "阿卜杜热合曼•买买提"), ("阿卜杜热合曼·买买提", "阿卜杜热合曼买买提"),
        ("阿卜杜热合曼·买买提", "买买提 阿卜杜"), ("阿卜杜热合曼·买买提", "abdrhm"), ("John Smith", "smith"),
        ("John Smith", "john smith"), ("John Smith", "js"), ("王燚", "王燚"),
    ],
)  # fmt: skip
def test_every_way_of_reading_and_typing_finds_the_name(name: str, typed: str) -> None:
    assert finds(typed, name)


@pytest.mark.parametrize("typed", ["李建国", "建军", "lijianguo", "zjj", "张国", "1234"])
def test_another_name_is_not_found(typed: str) -> None:
    assert not finds(typed, "张建国")


def test_pieces_that_stand_apart_are_no_answer() -> None:
    stored = set(search_terms(name="王明明王"))
    assert stored.issuperset(query_terms("明王明")[0])
    assert not is_answer("明王明", name="王明明王")


@given(names())
def test_a_name_is_found_by_itself_its_pieces_every_reading_and_its_initials(name: str) -> None:
    stored = set(search_terms(name=name))
    typed = [name]
    for syllables in spellings(name):
        letters = "".join(syllable[:1] for syllable in syllables)
        typed += ["".join(syllables), *(letters[:end] for end in range(2, len(letters) + 1))]
    whole = pinyin.normal_name(name)
    if not whole[0].isascii():
        typed += [whole[start : start + 2] for start in range(len(whole) - 1)]
    for q in set(typed):
        assert any(stored.issuperset(asked) for asked in query_terms(q)), q
    assert is_answer(name, name=name)


@given(names())
def test_readings_are_bounded_and_each_once(name: str) -> None:
    readings = spellings(name)
    assert 1 <= len(readings) <= pinyin.READINGS_MAX
    assert len(set(readings)) == len(readings)


@given(names())
def test_terms_are_each_stored_once_and_initials_start_at_two_letters(name: str) -> None:
    found = search_terms(name=name, document_number=NUMBER, phone=PHONE, record_number=RECORD)
    assert len(set(found)) == len(found)
    assert all(len(text) >= 2 for field, text in found if field is Field.INITIALS)
    assert all(text for _, text in found)


@given(st.text(max_size=100))
def test_any_text_as_name_and_query_gives_bounded_terms(text: str) -> None:
    assert len(query_terms(text)) <= pinyin.ALTERNATIVES_MAX
    assert len(search_terms(name=text)) < 2000
    assert all(asked and all(term for _, term in asked) for asked in query_terms(text))
    assert tidy_name(tidy_name(text)) == tidy_name(text)


@pytest.mark.parametrize(
    "typed", ["002X", "002x", "8000", NUMBER, "110105 19491231 002x", PHONE, "138 0013 8000", "+8613800138000",
              RECORD, "hz-sh03-250611-014", "张三 002X", "zs 8000", "张 8000", "０02x"],
)  # fmt: skip
def test_numbers_find_whole_or_by_their_tail(typed: str) -> None:
    assert is_answer(typed, name="张三", document_number=NUMBER, phone=PHONE, record_number=RECORD)


@pytest.mark.parametrize(
    "typed", ["002", "0021", "110105", "李 8000", "李四 8000", "ls 8000", "", "  ", "·", "-"]
)
def test_a_part_that_is_no_tail_finds_nobody(typed: str) -> None:
    assert not is_answer(typed, name="张三", document_number=NUMBER, phone=PHONE, record_number=RECORD)


def test_a_phone_is_stored_without_its_country_code() -> None:
    assert search_terms(phone="+86 138 0013 8000") == search_terms(phone=PHONE)


def test_only_a_complete_document_number_may_be_asked_beyond_ones_own_patients() -> None:
    chain_wide = [term for asked in query_terms(NUMBER) for term in asked if term[0] in pinyin.CHAIN_WIDE]
    assert chain_wide == [(Field.DOCUMENT, NUMBER)]
    assert not any(term[0] in pinyin.CHAIN_WIDE for asked in query_terms("002X") for term in asked)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张 三", "张三"), ("　张　三　", "张三"), ("买买提・阿不都", "买买提·阿不都"), ("买买提 • 阿不都", "买买提·阿不都"),
        ("John   Smith", "John Smith"), ("王燚", "王燚"),
    ],
)  # fmt: skip
def test_a_name_enters_the_record_tidy(typed: str, kept: str) -> None:
    assert tidy_name(typed) == kept


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"), ("张建国", "张*"), ("欧阳喆", "欧阳*"), ("欧阳", "欧*"), ("阿卜杜热合曼·买买提", "阿*"),
        ("John Smith", "J*"), ("张", "*"), ("", "*"),
    ],
)  # fmt: skip
def test_a_masked_name_shows_the_surname_only(name: str, shown: str) -> None:
    assert masked_name(name) == shown


def test_rare_and_unread_characters_do_not_hide_a_patient() -> None:
    unread = "\U00031e6c"
    assert finds(f"王{unread}", f"王{unread}")
    assert finds("wang", f"王{unread}")
    assert finds("wzk", "王喆堃")
