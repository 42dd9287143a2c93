"""The demo's people: well-formed, impossible as real persons, and enough of each kind for the whole path."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizhen import terms
from huizhen.cli import demo
from huizhen.core.access import Role
from huizhen.patients import identity, pinyin
from huizhen.patients.rules import age_years

TODAY = date(2026, 6, 11)
days = st.dates(date(2025, 1, 1), date(2040, 12, 31))


@given(days)
def test_on_any_day_every_number_agrees_with_its_holder(today: date) -> None:
    stores = {place.code: place for place in demo.places() if place.kind == "store"}
    for each in demo.patients(today):
        facts = identity.check(each.document_number, today=today)
        identity.check_agreement(facts, sex=each.sex, born_on=each.born_on)
        assert facts.region.code == stores[each.store].city


@given(days)
def test_nobody_shares_a_number_and_the_same_day_gives_the_same_people(today: date) -> None:
    people = demo.patients(today)
    assert people == demo.patients(today)
    assert len({each.document_number for each in people}) == len(people) == 20
    assert len({each.key for each in people}) == 20


def test_no_number_can_belong_to_a_real_person() -> None:
    for each in demo.patients(TODAY):
        assert each.document_number[4:6] == "00"
        assert each.phone.startswith("154")
        assert identity.as_mobile(each.phone) == each.phone
    assert all(each.phone.startswith("154") for each in demo.staff())
    assert all(each.licence_no.startswith("DEMO-") for each in demo.staff() if each.licence_no)


def test_ages_hold_on_the_day_of_the_demo() -> None:
    ages = {each.key: age_years(each.born_on, on=TODAY) for each in demo.patients(TODAY)}
    assert (ages["shan_guifang"], ages["zhao_dehou"], ages["zeng_yutong"]) == (54, 97, 0)


def test_there_are_twins_a_newborn_a_very_old_man_rare_characters_and_a_long_name() -> None:
    people = {each.key: each for each in demo.patients(TODAY)}
    one, two = people["chen_zihan"], people["chen_zixuan"]
    assert (one.born_on, one.store, one.phone) == (two.born_on, two.store, two.phone)
    assert one.document_number[:14] == two.document_number[:14]
    assert (TODAY - people["zeng_yutong"].born_on).days < 28
    assert {"喆", "堃"} <= set("".join(each.name for each in people.values()))
    assert "阿卜杜热合曼·买买提" in {each.name for each in people.values()}
    assert all(pinyin.tidy_name(each.name) == each.name for each in people.values())


def test_every_child_has_a_guardian_and_no_adult_has() -> None:
    for each in demo.patients(TODAY):
        assert (each.guardian is not None) == (age_years(each.born_on, on=TODAY) < 14)
        if each.guardian is not None:
            assert terms.find("relation", each.guardian.relation)


def test_nationalities_and_specialties_are_codes_that_exist() -> None:
    assert all(terms.find("nationality", each.nationality) for each in demo.patients(TODAY))
    assert all(terms.find("specialty", each.specialty) for each in demo.staff() if each.specialty)


def test_the_chain_is_one_tree_of_one_hq_two_regions_and_three_stores() -> None:
    seen: set[str | None] = {None}
    for place in demo.places():
        assert place.parent in seen
        assert place.code not in seen
        assert identity.find_region(place.city) is not None
        seen.add(place.code)
    kinds = Counter(place.kind for place in demo.places())
    assert (kinds["hq"], kinds["region"], kinds["store"]) == (1, 2, 3)
    assert {each.store for each in demo.patients(TODAY)} == {
        p.code for p in demo.places() if p.kind == "store"
    }


def test_eight_people_fill_every_role_of_a_consultation() -> None:
    staff = demo.staff()
    roles = [post.role for each in staff for post in each.posts]
    assert len(staff) == 8
    assert set(roles) == {
        Role.FRONT_DESK, Role.NURSE, Role.ATTENDING, Role.CONSULTANT, Role.DEPARTMENT_HEAD, Role.COORDINATOR,
    }  # fmt: skip
    assert {post.place for each in staff for post in each.posts} <= {place.code for place in demo.places()}
    consultants = [each for each in staff if each.posts[0].role is Role.CONSULTANT]
    assert len({each.specialty for each in consultants}) == 2
    physicians = {Role.ATTENDING, Role.CONSULTANT, Role.DEPARTMENT_HEAD}
    assert all(each.licence_no for each in staff if each.posts[0].role in physicians)


def test_a_login_is_the_pinyin_of_the_name() -> None:
    for each in demo.staff():
        assert (pinyin.Field.PINYIN, each.login) in pinyin.search_terms(name=each.name)
    assert len({each.login for each in demo.staff()}) == 8


@pytest.mark.parametrize(
    ("typed", "found"),
    [("shanguifang", "单桂芳"), ("sgf", "单桂芳"), ("zym", "曾雨桐"), ("qiu", "仇志强"), ("gaihongmei", "盖红梅"),
     ("piaozhenghao", "朴正浩"), ("oyz", "欧阳喆"), ("xiexiaowen", "解晓雯"), ("zmy", "查明月"), ("买买提", "阿卜杜热合曼·买买提")],
)  # fmt: skip
def test_the_desk_finds_the_polyphonic_ones(typed: str, found: str) -> None:
    hits = [each.name for each in demo.patients(TODAY) if pinyin.is_answer(typed, name=each.name)]
    assert (found in hits) == (typed not in {"zym", "qiu"})
