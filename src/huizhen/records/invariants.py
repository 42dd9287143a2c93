"""What must hold between the fields of a body and no schema says: the order of dates, what is contained, statuses
that ask for or shut out another field.

Invariant: pure, and asked only of bodies whose schema holds, so fields have their types; a rule yields the place at
fault and a code, never a value. The names of the rules are those of the standard.
Source: FHIR R4, constraints of each kind (con-4 and so on), dom-3, per-1, rng-2; the rest of them stand in the schemas.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from huizhen.docstore import Body, Json

Path = tuple[str | int, ...]
Found = Iterator[tuple[Path, str]]
"""Where and why."""
Rule = Callable[[Body], Found]

ENTERED_IN_ERROR: Final = "entered-in-error"
ENDED: Final = frozenset({"inactive", "remission", "resolved"})
SCOPES: Final = frozenset({"patient-privacy", "research", "adr", "treatment"})
LEAP_SECOND: Final = ":60"


def broken(kind: str, body: Body, raw: bytes) -> Found:
    """Every rule of the kind that the body breaks. `raw`: its JSON without white space, which tells in no time that
    most bodies have nothing for the rules that would have to look everywhere.
    """
    for marks, rule in EVERY:
        if any(mark in raw for mark in marks):
            yield from rule(body)
    for rule in RULES[kind]:
        yield from rule(body)


# ---- dates


def is_after(one: str, other: str) -> bool:
    """Whether a date is later than another beyond doubt, as far as both are known: 2024-05 is not after 2024.

    Where only one has a time of day the days as written are compared, for the other knows no zone.
    """
    if "T" in one and "T" in other:
        return _moment(one) > _moment(other)
    days = one.partition("T")[0], other.partition("T")[0]
    known = min(map(len, days))
    return days[0][:known] > days[1][:known]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace(LEAP_SECOND, ":59", 1) if text[16:19] == LEAP_SECOND else text)


def ordered(first: str, second: str) -> Rule:
    """The rule that one date does not come after another."""

    def rule(body: Body) -> Found:
        if first in body and second in body and is_after(body[first], body[second]):
            yield (second,), "out_of_order"

    return rule


# ---- every kind


def spans(body: Body) -> Found:
    """per-1, rng-2: what has two ends has them in order. What is contained has no schema, hence no ends to trust."""
    own = {name: each for name, each in body.items() if name != "contained"}
    for path, each in _objects(own):
        start, end = each.get("start"), each.get("end")
        if isinstance(start, str) and isinstance(end, str) and is_after(start, end):
            yield (*path, "end"), "out_of_order"
        low, high = each.get("low"), each.get("high")
        if isinstance(low, dict) and isinstance(high, dict) and _is_more(low, high):
            yield (*path, "high"), "out_of_order"


def _is_more(one: Body, other: Body) -> bool:
    """Quantities of different units are not compared."""
    alike = all(one.get(name) == other.get(name) for name in ("system", "code", "unit"))
    if not alike or "value" not in one or "value" not in other:
        return False
    return bool(one["value"].decimal > other["value"].decimal)


def contained(body: Body) -> Found:
    """dom-3: a reference to what is contained finds it, and nothing is contained that nobody refers to."""
    inner: Sequence[Body] = body.get("contained", ())
    ids = {each["id"] for each in inner}
    if len(ids) != len(inner):
        yield ("contained",), "duplicate_id"
    used: set[str] = set()
    for path, each in _objects(body):
        for value in each.values():
            texts = value if isinstance(value, list) else (value,)
            used |= {text[1:] for text in texts if isinstance(text, str) and text.startswith("#")}
        target = each.get("reference")
        if isinstance(target, str) and target.startswith("#") and target[1:] not in ids | {""}:
            yield (*path, "reference"), "unknown_reference"
    for index, each in enumerate(inner):
        refers_out = any(part.get("reference") == "#" for _, part in _objects(each))
        if each["id"] not in used and not refers_out:
            yield ("contained", index), "unused"


def _objects(value: Json, path: Path = ()) -> Iterator[tuple[Path, Body]]:
    if isinstance(value, dict):
        yield path, value
        for name, each in value.items():
            if isinstance(each, dict | list):
                yield from _objects(each, (*path, name))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            if isinstance(each, dict):
                yield from _objects(each, (*path, index))


# ---- one kind


def coded(body: Body, field: str) -> set[str]:
    """The codes of a CodeableConcept."""
    return {each["code"] for each in body.get(field, {}).get("coding", ()) if "code" in each}


def _has(body: Body, stem: str) -> bool:
    """Whether any form of a choice is given: `valueQuantity` for `value`, or the element beside a primitive."""
    return any(name.removeprefix("_").startswith(stem) for name in body)


def condition_ended(body: Body) -> Found:
    """con-4: what has abated is not active."""
    if _has(body, "abatement") and not coded(body, "clinicalStatus") & ENDED:
        yield ("clinicalStatus",), "not_allowed" if "clinicalStatus" in body else "missing"


def no_status_in_error(body: Body) -> Found:
    """con-5, ait-2: what was entered in error has no clinical status."""
    if ENTERED_IN_ERROR in coded(body, "verificationStatus") and "clinicalStatus" in body:
        yield ("clinicalStatus",), "unexpected"


def allergy_status(body: Body) -> Found:
    """ait-1: what was not entered in error has one."""
    if ENTERED_IN_ERROR not in coded(body, "verificationStatus") and "clinicalStatus" not in body:
        yield ("clinicalStatus",), "missing"


def absent_or_measured(body: Body) -> Found:
    """obs-6, for the components too: why a value is absent is said only where there is none."""
    parts = [((), body), *((("component", n), each) for n, each in enumerate(body.get("component", ())))]
    for path, part in parts:
        if "dataAbsentReason" in part and _has(part, "value"):
            yield (*path, "dataAbsentReason"), "unexpected"


def measured_once(body: Body) -> Found:
    """obs-7: a component with the code of the whole speaks for it, so the whole has no value."""
    whole = _codings(body["code"])
    for index, each in enumerate(body.get("component", ())):
        if whole & _codings(each["code"]) and _has(body, "value"):
            yield ("component", index, "code"), "not_allowed"


def _codings(concept: Body) -> set[tuple[str | None, str]]:
    return {(each.get("system"), each["code"]) for each in concept.get("coding", ()) if "code" in each}


def empty_sections(body: Body) -> Found:
    """cmp-2: why a section is empty is said only of an empty one."""
    yield from _empty_sections(body, ())


def _empty_sections(holder: Body, path: Path) -> Found:
    for index, each in enumerate(holder.get("section", ())):
        at: Path = (*path, "section", index)
        if "emptyReason" in each and "entry" in each:
            yield (*at, "emptyReason"), "unexpected"
        yield from _empty_sections(each, at)


def consenting(body: Body) -> Found:
    """ppc-2 to ppc-5: a consent of these scopes is somebody's."""
    if coded(body, "scope") & SCOPES and "patient" not in body:
        yield ("patient",), "missing"


def detailed(body: Body) -> Found:
    """prr-1: details are details of something ordered."""
    if "orderDetail" in body and "code" not in body:
        yield ("code",), "missing"


EVERY: Final[Sequence[tuple[tuple[bytes, ...], Rule]]] = (
    ((b'"end":', b'"high":'), spans),
    ((b'"contained":', b'"#'), contained),
)
RULES: Final[Mapping[str, Sequence[Rule]]] = {
    "AllergyIntolerance": (
        allergy_status,
        no_status_in_error,
        ordered("onsetDateTime", "lastOccurrence"),
    ),
    "ClinicalImpression": (),
    "Composition": (empty_sections,),
    "Condition": (
        condition_ended,
        no_status_in_error,
        ordered("onsetDateTime", "abatementDateTime"),
    ),
    "Consent": (consenting,),
    "DiagnosticReport": (),
    "DocumentReference": (),
    "Encounter": (),
    "MedicationRequest": (),
    "Observation": (absent_or_measured, measured_once),
    "Patient": (ordered("birthDate", "deceasedDateTime"),),
    "RelatedPerson": (),
    "ServiceRequest": (detailed,),
}
"""What each kind adds; its keys are the kinds whose shape is known."""
