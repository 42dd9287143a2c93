"""Every shipped set: system and edition everywhere, codes of the right form, facts that a clinician may rely on."""

import re
from decimal import Decimal

import pytest

from huizhen import terms
from huizhen.core.errors import Invalid, NotFound

ICD_10 = re.compile(r"[A-Z]\d\d(\.\d)?")
LOINC = re.compile(r"\d{3,5}-\d")
OWN = re.compile(r"[a-z][a-z0-9_]*")
UCUM = {"Cel", "/min", "mm[Hg]", "%", "cm", "kg", "kg/m2", "mmol/L", "{score}"}


@pytest.mark.parametrize("name", terms.set_names())
def test_no_entry_comes_without_system_and_edition(name: str) -> None:
    found = terms.get_set(name)
    assert found.entries
    assert set(found.title) == {"zh-CN", "en"}
    for entry in found.entries:
        assert (entry.system, entry.edition) == (found.system, found.edition)
        assert entry.system
        assert entry.edition
        assert entry.display != entry.display_en
        assert terms.find(name, entry.code) is entry


@pytest.mark.parametrize("name", terms.set_names())
def test_no_two_entries_of_a_set_are_called_the_same(name: str) -> None:
    displays = [entry.display for entry in terms.get_set(name).entries]
    assert len(displays) == len(set(displays))


def test_an_entry_without_edition_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="lacks"):
        terms.Entry(system="urn:x", edition="", code="a", display="甲", display_en="A")


def test_a_set_nobody_ships_is_not_found() -> None:
    with pytest.raises(NotFound):
        terms.get_set("../diagnosis")


def test_diagnoses_carry_icd_10_codes_and_name_their_edition() -> None:
    diagnosis = terms.get_set("diagnosis")
    assert diagnosis.system == "http://hl7.org/fhir/sid/icd-10"
    assert "2019" in diagnosis.edition
    assert len(diagnosis.entries) >= 150
    assert all(ICD_10.fullmatch(entry.code) for entry in diagnosis.entries)


def test_vital_signs_are_loinc_with_ucum_units_and_sane_bounds() -> None:
    for entry in terms.get_set("vital_sign").entries:
        assert LOINC.fullmatch(entry.code)
        sign = terms.vital_sign(entry.code)
        if sign is None:
            assert all(terms.vital_sign(part) for part in entry.properties["parts"])
            continue
        assert sign.unit in UCUM
        assert sign.low < sign.high
        assert sign.is_plausible(sign.low)
        assert not sign.is_plausible(sign.high + 1)
        assert not sign.is_plausible(Decimal("NaN"))


def test_loinc_check_digits_are_right() -> None:
    codes = [entry.code for entry in terms.get_set("vital_sign").entries]
    codes += [
        str(e.properties["loinc"])
        for e in terms.get_set("document_section").entries
        if "loinc" in e.properties
    ]
    assert len(codes) > 20
    for code in codes:
        number, check = code.split("-")
        doubled = sum(sum(divmod(int(digit) * 2, 10)) for digit in number[::-1][::2])
        assert (10 - (doubled + sum(int(digit) for digit in number[::-1][1::2])) % 10) % 10 == int(check)


def test_the_56_nationalities_bear_their_national_codes() -> None:
    entries = terms.get_set("nationality").entries
    assert [entry.code for entry in entries] == [f"{number:02}" for number in range(1, 57)]
    assert all(re.fullmatch("[A-Z]{2}", str(entry.properties["letters"])) for entry in entries)
    assert len({entry.properties["letters"] for entry in entries}) == 56
    uygur = terms.find("nationality", "05")
    assert uygur is not None
    assert uygur.display == "维吾尔族"


def test_consent_purposes_are_the_seven_that_patients_are_asked() -> None:
    assert {entry.code for entry in terms.get_set("consent_purpose").entries} == {
        "treatment", "sharing", "remote_consultation", "recording", "ai_processing", "teaching", "cross_border",
    }  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        n
        for n in terms.set_names()
        if terms.get_set(n).system.startswith("urn:huizhen:") and n != "nationality"
    ],
)
def test_our_own_codes_are_lower_snake_case(name: str) -> None:
    assert all(OWN.fullmatch(entry.code) for entry in terms.get_set(name).entries)


def test_a_code_that_the_set_lacks_is_refused_at_its_field() -> None:
    with pytest.raises(Invalid) as refused:
        terms.check("diagnosis", "I10.99", pointer="/code")
    assert [(e.pointer, e.code) for e in refused.value.errors] == [("/code", "unknown_code")]
    assert terms.check("diagnosis", "I10", pointer="/code").display == "原发性高血压"


def test_a_reader_of_english_gets_english() -> None:
    entry = terms.find("allergy", "penicillins")
    assert entry is not None
    assert entry.display_in("en") == "Penicillins"
    assert entry.display_in("zh-CN") == "青霉素类"
