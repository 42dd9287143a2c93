"""The demo's histories read as a clinician would read them: codes, age, sex, measured values, drugs and allergies."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from huizhen import terms
from huizhen.cli import demo
from huizhen.cli.demo.cases import SECTIONS, VITAL_CODES
from huizhen.patients.rules import Sex, age_years

TODAY = date(2026, 6, 11)
PEOPLE = {each.key: each for each in demo.patients(TODAY)}
VISITS = [(history, visit) for history in demo.histories() for visit in history.visits]

ONLY_WOMEN = ("D25", "E28", "N80", "N92", "N95", "O")
ONLY_MEN = ("N40",)
PULSE_BY_AGE = {0: (100, 180), 1: (80, 140), 6: (70, 130), 14: (50, 120)}
BREATHS_BY_AGE = {0: (30, 60), 1: (20, 40), 6: (16, 30), 14: (10, 28)}


def age_at(history: demo.History, visit: demo.VisitRow) -> int:
    return age_years(PEOPLE[history.patient].born_on, on=TODAY - timedelta(days=visit.days_ago))


def norm(bands: dict[int, tuple[int, int]], age: int) -> tuple[int, int]:
    return bands[max(start for start in bands if start <= age)]


def test_every_patient_has_one_history_and_says_something_about_allergies() -> None:
    histories = demo.histories()
    assert [each.patient for each in histories] == list(PEOPLE)
    for each in histories:
        assert each.visits
        assert each.allergies
        assert [visit.days_ago for visit in each.visits] == sorted(
            (v.days_ago for v in each.visits), reverse=True
        )


def test_every_code_exists_in_its_set() -> None:
    for history in demo.histories():
        for allergy in history.allergies:
            terms.check("allergy", allergy.code, pointer=history.patient)
            assert allergy.criticality in {"low", "high", "unable_to_assess"}
            assert bool(allergy.reaction) == (allergy.code != "no_known_allergy")
    for _, visit in VISITS:
        for condition in visit.conditions:
            terms.check("diagnosis", condition.code, pointer=visit.reason)
        for section in visit.sections:
            terms.check("document_section", section, pointer=visit.reason)
    assert all(terms.vital_sign(code) for code in VITAL_CODES.values())


def test_no_visit_leaves_a_section_empty() -> None:
    for _, visit in VISITS:
        assert tuple(visit.sections) == SECTIONS
        assert all(text.endswith("。") for text in visit.sections.values())


def test_no_known_allergy_stands_alone() -> None:
    for history in demo.histories():
        codes = {allergy.code for allergy in history.allergies}
        assert codes == {"no_known_allergy"} or "no_known_allergy" not in codes


def test_diagnoses_fit_sex_and_age() -> None:
    for history, visit in VISITS:
        person = PEOPLE[history.patient]
        age = age_at(history, visit)
        for condition in visit.conditions:
            if condition.code.startswith(ONLY_WOMEN):
                assert person.sex is Sex.FEMALE
            if condition.code.startswith(ONLY_MEN):
                assert person.sex is Sex.MALE
            if condition.code.startswith("O"):
                assert 15 <= age <= 50
            if condition.code.startswith("P"):
                assert (TODAY - person.born_on).days - visit.days_ago < 28
            assert timedelta(days=condition.since_days) <= TODAY - person.born_on


def test_nobody_was_seen_before_he_was_born() -> None:
    for history, visit in VISITS:
        assert PEOPLE[history.patient].born_on <= TODAY - timedelta(days=visit.days_ago)


def test_measured_values_are_plausible_and_written_as_precisely_as_measured() -> None:
    for _, visit in VISITS:
        for code, written in visit.vitals:
            sign = terms.vital_sign(code)
            assert sign is not None
            assert sign.is_plausible(Decimal(written))
            assert len(written.partition(".")[2]) <= sign.places


def test_pulse_breath_and_pressure_fit_the_age() -> None:
    for history, visit in VISITS:
        values = {code: Decimal(written) for code, written in visit.vitals}
        age = age_at(history, visit)
        low, high = norm(PULSE_BY_AGE, age)
        assert low <= values[VITAL_CODES["pulse"]] <= high
        low, high = norm(BREATHS_BY_AGE, age)
        assert low <= values[VITAL_CODES["breath"]] <= high
        if age >= 14:
            assert 25 <= values[VITAL_CODES["systolic"]] - values[VITAL_CODES["diastolic"]] <= 80
        else:
            assert VITAL_CODES["systolic"] not in values


def test_a_body_mass_index_agrees_with_height_and_weight() -> None:
    seen = 0
    for _, visit in VISITS:
        values = {code: Decimal(written) for code, written in visit.vitals}
        if (bmi := values.get(VITAL_CODES["bmi"])) is not None:
            metres = values[VITAL_CODES["height"]] / 100
            assert abs(values[VITAL_CODES["weight"]] / metres**2 - bmi) < Decimal("0.1")
            seen += 1
    assert seen


@pytest.mark.parametrize("history", demo.histories(), ids=lambda history: history.patient)
def test_nobody_is_given_what_he_is_allergic_to(history: demo.History) -> None:
    for allergy in history.allergies:
        entry = terms.check("allergy", allergy.code, pointer="")
        for visit in history.visits:
            given = visit.sections["recommendation"].replace(f"不用{entry.display}", "")
            assert not [name for name in entry.names if name.removesuffix("类") in given]


def test_the_difficult_case_carries_what_a_request_needs() -> None:
    case = demo.difficult_case()
    assert case.patient in PEOPLE
    assert len(case.questions) == 3
    consultants = {each.login: each.specialty for each in demo.staff() if each.specialty in case.specialties}
    assert set(consultants.values()) == set(case.specialties)
    assert case.chair in consultants
    seen = {c.code for h, visit in VISITS if h.patient == case.patient for c in visit.conditions}
    assert set(case.diagnoses) <= seen
    last = min(visit.days_ago for history, visit in VISITS if history.patient == case.patient)
    assert all(0 < result.days_ago <= last for result in case.key_results)
