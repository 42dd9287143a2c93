"""What our builders write fits; what does not fit is refused at the right place and says no value."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from huizhen import docstore
from huizhen.core.errors import FieldError, Invalid
from huizhen.core.i18n import LANGUAGES, texts
from huizhen.docstore import Body, Number
from huizhen.records import invariants, shapes
from tests.records import bodies

EXAMPLES: Final = "HUIZHEN_FHIR_EXAMPLES"
WRONG_IN_THE_EXAMPLES: Final = {
    # HL7's own slips: an organization is asked for, a practitioner is named; nobody is performed by an encounter.
    "MedicationRequest-medrx0301.json": "/dispenseRequest/performer/reference",
    "Observation-clinical-gender.json": "/performer/0/reference",
}
DIV: Final = '<div xmlns="http://www.w3.org/1999/xhtml">{}</div>'
SECRET: Final = "机密-4711"
DATED: Final = {"start": "2026-06-11T09:00:00+08:00", "end": "2026-06-11T00:30:00Z"}
TIMING: Final = "/dosageInstruction/0/timing/repeat"


def refusal(body: Body, kind: str | None = None) -> tuple[FieldError, ...]:
    with pytest.raises(Invalid) as refused:
        shapes.checker(kind or body["resourceType"])(body)
    return refused.value.errors


def changed(kind: str, pointer: str, value: Any) -> Body:
    """The builder's body with one place written, or emptied with None."""
    body: Body = bodies.BODIES[kind]()
    *way, last = (int(step) if step.isdigit() else step for step in pointer.split("/")[1:])
    place: Any = body
    for step in way:
        place = place[step] if isinstance(step, int) else place.setdefault(step, {})
    if value is None:
        del place[last]
    else:
        place[last] = docstore.Number.of(value) if type(value) is int else value
    return body


@pytest.mark.parametrize("kind", bodies.BODIES)
def test_what_a_builder_writes_fits_and_keeps_its_bytes(kind: str) -> None:
    body = bodies.BODIES[kind]()
    before = docstore.canonical(body)
    shapes.checker(kind)(body)
    assert docstore.canonical(body) == before


def test_a_patient_who_agrees_and_one_who_withdraws_both_fit() -> None:
    for agreed in (True, False):
        shapes.checker("Consent")(bodies.consent(agreed=agreed))


@pytest.mark.parametrize(
    ("kind", "pointer", "value", "at", "code"),
    [
        ("Patient", "/resourceType", "Person", "/resourceType", "not_allowed"),
        ("Patient", "/gender", "m", "/gender", "not_allowed"),
        ("Patient", "/gender", ["male"], "/gender", "not_allowed"),
        ("Patient", "/birthDate", "1988-2-9", "/birthDate", "malformed"),
        ("Patient", "/birthDate", "1987-02-29", "/birthDate", "malformed"),
        ("Patient", "/birthDate", 1988, "/birthDate", "wrong_type"),
        ("Patient", "/active", "yes", "/active", "wrong_type"),
        ("Patient", "/name", {"text": "x"}, "/name", "wrong_type"),
        ("Patient", "/name", [], "/name", "too_short"),
        ("Patient", "/name/0/text", "", "/name/0/text", "malformed"),
        ("Patient", "/name/0/text", "a\x00b", "/name/0/text", "malformed"),
        ("Patient", "/name/0/nick", "x", "/name/0/nick", "unexpected"),
        ("Patient", "/a~1b", "x", "/a~01b", "unexpected"),
        ("Patient", "/telecom/0/system", None, "/telecom/0/system", "missing"),
        ("Patient", "/telecom/0/rank", 0, "/telecom/0/rank", "out_of_range"),
        ("Patient", "/telecom/0/rank", Number("1.0"), "/telecom/0/rank", "wrong_type"),
        ("Patient", "/deceasedBoolean", "no", "/deceasedBoolean", "wrong_type"),
        ("Patient", "/deceasedDateTime", "1987", "/deceasedDateTime", "out_of_order"),
        ("Patient", "/contact", [{"id": "aaaaaaaa", "gender": "male"}], "/contact/0/name", "missing"),
        ("Patient", "/id", "a b", "/id", "malformed"),
        (
            "Patient",
            "/text",
            {"status": "generated", "div": DIV.format("<script/>x")},
            "/text/div",
            "malformed",
        ),
        ("Patient", "/photo", [{"data": "abc", "contentType": "image/png"}], "/photo/0/data", "malformed"),
        ("Patient", "/_birthDate", {}, "/_birthDate", "too_short"),
        ("Patient", "/extension", [{"valueCode": "x"}], "/extension/0/url", "missing"),
        ("Encounter", "/status", None, "/status", "missing"),
        ("Encounter", "/class", None, "/class", "missing"),
        ("Encounter", "/period", DATED, "/period/end", "out_of_order"),
        ("Encounter", "/serviceProvider/reference", "Patient/1", "/serviceProvider/reference", "malformed"),
        ("Encounter", "/subject/reference", "patient 1", "/subject/reference", "malformed"),
        ("Encounter", "/subject/reference", "#p", "/subject/reference", "unknown_reference"),
        ("Encounter", "/contained", [{"resourceType": "Group", "id": "g"}], "/contained/0", "unused"),
        ("Consent", "/policyRule", None, "/policyRule", "missing"),
        ("Consent", "/patient", None, "/patient", "missing"),
        ("Consent", "/provision/type", "perhaps", "/provision/type", "not_allowed"),
        ("Composition", "/section/1/text", None, "/section/1/text", "missing"),
        ("Composition", "/author", None, "/author", "missing"),
        ("Condition", "/clinicalStatus/coding/0/code", "ill", "/clinicalStatus/coding", "not_allowed"),
        ("Condition", "/abatementDateTime", "2026-06-10", "/clinicalStatus", "not_allowed"),
        ("Condition", "/onsetAge", {"value": Number("3")}, "/onsetAge", "only_one"),
        ("AllergyIntolerance", "/clinicalStatus", None, "/clinicalStatus", "missing"),
        ("AllergyIntolerance", "/reaction/0/manifestation", None, "/reaction/0/manifestation", "missing"),
        ("AllergyIntolerance", "/criticality", "unable_to_assess", "/criticality", "not_allowed"),
        ("Observation", "/valueString", "hoch", "/valueString", "only_one"),
        ("Observation", "/valueQuantity/value", "120", "/valueQuantity/value", "wrong_type"),
        ("Observation", "/valueQuantity/value", {"text": "120"}, "/valueQuantity/value", "wrong_type"),
        ("Observation", "/valueQuantity/value", Number("1e999"), "/valueQuantity/value", "out_of_range"),
        ("Observation", "/valueQuantity/system", None, "/valueQuantity/system", "missing"),
        ("Observation", "/dataAbsentReason", {"text": "x"}, "/dataAbsentReason", "unexpected"),
        ("Observation", "/referenceRange", [{"id": "aaaaaaaa"}], "/referenceRange/0/low", "missing"),
        ("MedicationRequest", "/medicationCodeableConcept", None, "/medicationCodeableConcept", "missing"),
        ("MedicationRequest", f"{TIMING}/periodUnit", None, f"{TIMING}/periodUnit", "missing"),
        ("MedicationRequest", f"{TIMING}/period", -1, f"{TIMING}/period", "out_of_range"),
    ],
)
def test_a_bad_place_is_named(kind: str, pointer: str, value: Any, at: str, code: str) -> None:
    assert refusal(changed(kind, pointer, value), kind) == (FieldError(at, code),)


def test_a_reference_range_upside_down_is_named() -> None:
    low, high = ({"value": Number(text), "unit": "mmHg"} for text in ("9", "10"))
    given = [{"id": "aaaaaaaa", "low": high, "high": low}]
    assert refusal(changed("Observation", "/referenceRange", given)) == (
        FieldError("/referenceRange/0/high", "out_of_order"),
    )
    shapes.checker("Observation")(
        changed("Observation", "/referenceRange", [{**given[0], "low": low, "high": high}])
    )


def test_a_component_that_repeats_the_whole_is_named() -> None:
    body = bodies.observation()
    body["component"] = [{"id": "aaaaaaaa", "code": body["code"], "valueString": "x"}]
    assert refusal(body) == (FieldError("/component/0/code", "not_allowed"),)


def test_an_empty_section_that_is_none_is_named_however_deep() -> None:
    inner = {"entry": [{"reference": f"Condition/{bodies.FIRST}"}], "emptyReason": {"text": "x"}}
    body = changed("Composition", "/section/0/section", [inner])
    assert refusal(body) == (FieldError("/section/0/section/0/emptyReason", "unexpected"),)


def test_a_contained_person_who_is_referred_to_fits_and_may_not_contain_another() -> None:
    body = changed("Encounter", "/subject/reference", "#p")
    inner = {
        "resourceType": "Patient",
        "id": "p",
        "anything": {"start": 1, "low": {"value": "x"}, "high": {}},
    }
    body["contained"] = [inner]
    shapes.checker("Encounter")(body)
    inner["contained"] = []
    assert refusal(body) == (FieldError("/contained/0/contained", "not_allowed"),)


def test_a_missing_status_may_be_explained_beside_it() -> None:
    body = bodies.observation()
    del body["status"]
    body["_status"] = {"id": "a"}
    assert refusal(body) == (FieldError("/status", "missing"),)
    body["_status"] = {"extension": [{"url": "urn:x", "valueCode": "unknown"}]}
    shapes.checker("Observation")(body)


def test_one_given_name_of_two_may_be_explained_beside_it() -> None:
    body = bodies.patient()
    body["name"][0]["given"] = ["小明", None]
    body["name"][0]["_given"] = [None, {"extension": [{"url": "urn:x", "valueString": "y"}]}]
    shapes.checker("Patient")(body)


def test_a_choice_of_two_forms_names_the_second_one() -> None:
    extension = [{"url": "urn:x", "valueString": "a", "extension": [{"url": "urn:y", "valueBoolean": True}]}]
    assert refusal(changed("Patient", "/extension", extension)) == (
        FieldError("/extension/0/valueString", "only_one"),
    )


def test_a_hundred_bad_places_are_twenty_errors() -> None:
    body = bodies.patient() | {f"x{number}": True for number in range(100)}
    assert len(refusal(body)) == shapes.ERRORS_MAX


def test_no_refusal_repeats_what_the_patient_said() -> None:
    body = bodies.patient()
    body |= {"gender": SECRET, "birthDate": SECRET, "active": SECRET, SECRET * 20: SECRET}
    errors = refusal(body)
    assert {each.pointer for each in errors} == {"/gender", "/birthDate", "/active", ""}
    assert SECRET not in repr(errors)


def test_numbers_are_checked_as_written() -> None:
    body = bodies.observation("120.50")
    shapes.checker("Observation")(body)
    assert body["valueQuantity"]["value"] == Number("120.50")


def test_an_unknown_kind_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        shapes.checker("Person")


def test_a_value_that_nobody_has_is_refused_at_its_place() -> None:
    assert shapes.out_of_range("/signs/0/value").errors == (FieldError("/signs/0/value", "out_of_range"),)


@pytest.mark.parametrize("kind", invariants.RULES)
def test_every_kind_has_a_schema_and_refuses_an_empty_body_of_its_name(kind: str) -> None:
    if kind in {"Patient", "Encounter"}:
        shapes.checker("Patient")({"resourceType": "Patient"})
        return
    assert {each.code for each in refusal({"resourceType": kind})} == {"missing"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_text(language: str) -> None:
    own = {"only_one", "out_of_order", "unknown_reference", "unused", "duplicate_id", "missing", "unexpected"}
    assert own | set(shapes.CODES.values()) <= texts(language, "fields").keys()


def examples() -> Iterator[Path]:
    folder = Path(os.environ[EXAMPLES])
    for kind in invariants.RULES:
        yield from sorted(folder.glob(f"{kind}-*.json"))


@pytest.mark.skipif(
    EXAMPLES not in os.environ,
    reason=f"{EXAMPLES} names no folder with the examples of HL7 (npm package hl7.fhir.r4.examples)",
)
def test_the_examples_of_the_standard_fit_and_come_back_equal(capsys: pytest.CaptureFixture[str]) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for file in examples():
        body = docstore.parse(file.read_bytes())
        bytes_once = docstore.canonical(body)
        assert docstore.parse(bytes_once) == body, file.name
        check: Callable[[Body], None] = shapes.checker(body["resourceType"])
        wrong_at = WRONG_IN_THE_EXAMPLES.get(file.name)
        if wrong_at is None:
            check(body)
        else:
            assert refusal(body) == (FieldError(wrong_at, "malformed"),)
        counts[body["resourceType"], "refused" if wrong_at else "accepted"] += 1
    with capsys.disabled():
        sys.stdout.writelines(f"{kind} {verdict}: {n}\n" for (kind, verdict), n in sorted(counts.items()))
    assert {kind for kind, _ in counts} == set(invariants.RULES)
