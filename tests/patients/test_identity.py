"""Resident numbers: what is refused and why, what a good one says, and how little of it is shown."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizhen.core.errors import Invalid
from huizhen.patients import identity
from huizhen.patients.rules import AGE_YEARS_MAX, Sex, age_years

TODAY = date(2026, 6, 11)
EXAMPLE = "11010519491231002X"  # the example of GB 11643-1999
PROVINCES = ("11", "31", "32", "44", "50", "54", "65", "71", "81", "82", "83")


def numbers() -> st.SearchStrategy[str]:
    """Well-formed numbers of people alive on TODAY."""
    born = st.dates(date(1900, 1, 1), TODAY)
    parts = st.tuples(st.sampled_from(PROVINCES), st.integers(0, 9999), born, st.integers(0, 999))
    return parts.map(lambda p: f"{p[0]}{p[1]:04}{p[2]:%Y%m%d}{p[3]:03}").map(
        lambda n: n + identity.check_digit(n)
    )


def reason(number: str, today: date = TODAY) -> str:
    with pytest.raises(Invalid) as refused:
        identity.check(number, today=today)
    (error,) = refused.value.errors
    assert error.pointer == "/document_number"
    return error.code


def test_the_example_of_the_standard_is_a_woman_of_beijing_born_in_1949() -> None:
    facts = identity.check(EXAMPLE, today=TODAY)
    assert (facts.born_on, facts.sex) == (date(1949, 12, 31), Sex.FEMALE)
    assert (facts.region.province, facts.region.prefecture) == ("北京市", None)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("", "id_length"),
        ("110105491231002", "id_length"),
        (EXAMPLE + "1", "id_length"),
        ("1101051949123100XX", "id_characters"),
        ("11010519491231002A", "id_characters"),
        ("١١٠١٠٥١٩٤٩١٢٣١٠٠٢٤", "id_characters"),
        ("990105194912310025", "id_region"),
        ("110105194902300027", "id_birth_date"),
        ("110105189012310023", "id_birth_date"),
        ("110105202606120021", "id_future"),
        ("110105194912310021", "id_checksum"),
        ("110105194912310012", "id_checksum"),
    ],
)
def test_a_wrong_number_is_refused_with_its_reason(number: str, code: str) -> None:
    assert reason(number) == code


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "110105-19491231-002x",
        "１１０１０５１９４９１２３１００２Ｘ",
    ],
)
def test_full_width_spaced_and_lower_case_forms_are_the_same_number(typed: str) -> None:
    assert identity.check(typed, today=TODAY).number == EXAMPLE


@given(numbers())
def test_a_well_formed_number_says_what_was_put_in(number: str) -> None:
    facts = identity.check(number, today=TODAY)
    assert facts.number == number
    assert f"{facts.born_on:%Y%m%d}" == number[6:14]
    assert (facts.sex is Sex.MALE) == (number[16] in "13579")
    assert facts.region.code == number[:6]


@given(numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_wrong_character_never_passes(number: str, at: int, typed: str) -> None:
    wrong = number[:at] + typed + number[at + 1 :]
    if wrong != number:
        reason(wrong)


@given(numbers(), st.integers(0, 16))
def test_two_swapped_neighbours_never_pass(number: str, at: int) -> None:
    swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    if swapped != number:
        reason(swapped)


@given(st.text(max_size=40))
def test_any_text_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        identity.check(f"{text}?", today=TODAY)
    assert len(refused.value.errors) == 1
    assert refused.value.facts == {}


def test_somebody_born_today_passes_and_tomorrow_not() -> None:
    for days, passes in ((0, True), (1, False)):
        first_17 = f"310101{TODAY + timedelta(days=days):%Y%m%d}001"
        number = first_17 + identity.check_digit(first_17)
        if passes:
            assert identity.check(number, today=TODAY).born_on == TODAY
        else:
            assert reason(number) == "id_future"


def test_the_oldest_age_is_a_bound() -> None:
    first_17 = f"310101{date(TODAY.year - AGE_YEARS_MAX, 6, 11):%Y%m%d}002"
    number = first_17 + identity.check_digit(first_17)
    assert age_years(identity.check(number, today=TODAY).born_on, on=TODAY) == AGE_YEARS_MAX
    assert reason(number, date(TODAY.year + 1, 6, 11)) == "id_birth_date"


def test_sex_and_birth_date_that_disagree_are_two_entries() -> None:
    facts = identity.check(EXAMPLE, today=TODAY)
    identity.check_agreement(facts, sex=Sex.FEMALE, born_on=date(1949, 12, 31))
    with pytest.raises(Invalid) as refused:
        identity.check_agreement(facts, sex=Sex.MALE, born_on=date(1949, 12, 30))
    assert [(e.pointer, e.code) for e in refused.value.errors] == [
        ("/sex", "sex_disagrees"),
        ("/birth_date", "birth_date_disagrees"),
    ]
    with pytest.raises(Invalid):
        identity.check_agreement(facts, sex=Sex.UNKNOWN, born_on=date(1949, 12, 31))


@pytest.mark.parametrize(
    ("code", "province", "prefecture"),
    [
        ("330106", "浙江省", "杭州市"),
        ("650102", "新疆维吾尔自治区", "乌鲁木齐市"),
        ("540502", "西藏自治区", "山南市"),
        ("542221", "西藏自治区", "山南地区"),
        ("310104", "上海市", None),
        ("830000", "台湾省（居住证）", None),
        ("449999", "广东省", None),
    ],
)
def test_a_region_is_known_by_province_and_where_possible_prefecture(
    code: str, province: str, prefecture: str | None
) -> None:
    assert identity.find_region(code) == identity.Region(code, province, prefecture)


@pytest.mark.parametrize("code", ["000000", "160101", "910101", "660101", "84"])
def test_a_province_that_does_not_exist_is_no_region(code: str) -> None:
    assert identity.find_region(code) is None


def test_every_prefecture_lies_in_a_known_province() -> None:
    prefectures = identity._regions()["prefectures"]
    assert len(prefectures) > 330
    assert {code[:2] for code in prefectures} <= set(identity._regions()["provinces"])


@pytest.mark.parametrize(
    "typed",
    ["13800138000", "+86 138-0013-8000", "008613800138000", "86 13800138000", "１３８００１３８０００"],
)
def test_a_mobile_number_is_kept_as_eleven_digits(typed: str) -> None:
    assert identity.as_mobile(typed) == "13800138000"


@pytest.mark.parametrize(
    "typed", ["", "1380013800", "138001380000", "12800138000", "021-64370045", "+1 3800138000x"]
)
def test_what_is_no_mainland_mobile_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        identity.as_mobile(typed)
    assert [(e.pointer, e.code) for e in refused.value.errors] == [("/phone", "phone_malformed")]


@pytest.mark.parametrize(
    ("mask", "value", "shown"),
    [
        (identity.masked_number, EXAMPLE, "110***********002X"),
        (identity.masked_number, "13800138000", "138****8000"),
        (identity.masked_number, "E12345678", "*******78"),
        (identity.masked_number, "1234", "****"),
        (identity.masked_number, "", ""),
    ],
)
def test_a_mask_shows_three_and_four(mask: Callable[[str], str], value: str, shown: str) -> None:
    assert mask(value) == shown


@given(st.text(alphabet="0123456789X", max_size=30))
def test_a_mask_keeps_the_length_and_hides_at_least_four(number: str) -> None:
    masked = identity.masked_number(number)
    assert len(masked) == len(number)
    assert masked.count("*") >= min(len(number), 3)
