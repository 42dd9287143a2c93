"""Whether a body has the shape of its kind: FHIR R4 (4.0.1) by schema, then the rules that no schema can say.

Invariant: a refusal names places and codes, never a value. A schema is compiled at the first body of its kind.
Source: decision D11; interop.md §1; the schemas are made by `python -m contracts.fhir_schemas`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources
from itertools import islice
from typing import Any, Final

import jsonschema_rs
import orjson

from huizhen.core.errors import FieldError, Invalid
from huizhen.docstore import Body, Json, Number
from huizhen.records import invariants
from huizhen.records.invariants import Found, Path
from huizhen.records.narrative import is_inert

ERRORS_MAX: Final = 20
FOUND_MAX: Final = 200  # one place may be found by several ways
NAME_CHARS_MAX: Final = 64
BASE64_GROUP_CHARS: Final = 4
NUMBER_EXPONENT_MAX: Final = 299
BEYOND: Final = orjson.Fragment("1e301")
"""Stands for what no float can; the schemas end every number at 1e300."""
CODES: Final[Mapping[str, str]] = {
    "type": "wrong_type",
    "enum": "not_allowed",
    "not": "not_allowed",
    "pattern": "malformed",
    "format": "malformed",
    "minimum": "out_of_range",
    "maximum": "out_of_range",
    "minLength": "too_short",
    "minItems": "too_short",
    "minProperties": "too_short",
    "maxLength": "too_long",
    "maxItems": "too_long",
}
"""Keyword of the schema → code of the refusal. `additionalProperties`, `required` and choices name a field of theirs."""


def checker(kind: str) -> Callable[[Body], None]:
    """The check of a kind; an unknown kind is a programming error (`KeyError`). The check raises `Invalid`."""
    if kind not in invariants.RULES:
        raise KeyError(kind)

    def check(body: Body) -> None:
        errors = list(islice(_errors(kind, body), ERRORS_MAX))
        if errors:
            raise Invalid(*errors)

    return check


def out_of_range(pointer: str) -> Invalid:
    """The refusal of one value that nobody can have."""
    return Invalid(FieldError(pointer, "out_of_range"))


def _errors(kind: str, body: Body) -> Iterator[FieldError]:
    """The rules are asked only when the schema is content: they may then trust what they read."""
    raw = orjson.dumps(body, default=_number, option=orjson.OPT_PASSTHROUGH_DATACLASS)
    plain = orjson.loads(raw)
    validator = _validator(kind)
    if validator.is_valid(plain):
        found = invariants.broken(kind, body, raw)
    else:
        found = (each for error in validator.iter_errors(plain) for each in _of_schema(kind, error))
    for place in dict.fromkeys(islice(found, FOUND_MAX)):
        yield _field_error(*place)


def _field_error(path: Path, code: str) -> FieldError:
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in path)
    return FieldError("".join(f"/{step}" for step in steps), code)


# ---- numbers: the text is kept in the body; for its shape a float stands in


def _number(value: Json) -> orjson.Fragment:
    if not isinstance(value, Number):
        raise TypeError(type(value).__name__)
    return BEYOND if value.decimal.adjusted() > NUMBER_EXPONENT_MAX else orjson.Fragment(value.text)


# ---- stage 1: the schema


def _file(name: str) -> Body:
    file = resources.files("huizhen.records") / "data" / "schemas" / "fhir" / f"{name}.json"
    schema: Body = orjson.loads(file.read_bytes())
    return schema


def _definitions(kind: str) -> Body:
    return {**_file("datatypes")["definitions"], **_file(kind)["definitions"]}


@cache
def _validator(kind: str) -> jsonschema_rs.Draft4Validator:
    schema = {**_file(kind), "definitions": _definitions(kind)}
    return jsonschema_rs.Draft4Validator(
        schema,
        formats=dict(FORMATS),
        validate_formats=True,
        pattern_options=jsonschema_rs.RegexOptions(),  # the linear engine: no text can make it go back and forth
    )


def _of_schema(kind: str, error: jsonschema_rs.ValidationError) -> Found:
    at: Path = tuple(error.instance_path)
    keyword = error.kind.name
    facts: Mapping[str, Any] = error.kind.as_dict()
    if keyword == "additionalProperties":
        for name in facts["unexpected"]:
            yield (*at, name) if len(name) <= NAME_CHARS_MAX else at, "unexpected"
    elif keyword == "required":
        yield (*at, facts["property"]), "missing"
    elif keyword in {"anyOf", "oneOf"}:
        yield from _of_ways(kind, error)
    else:
        yield at, CODES.get(keyword, "malformed")


def _of_ways(kind: str, error: jsonschema_rs.ValidationError) -> Found:
    """None of several ways fits: the first is the usual one. More than one: the later ones are too many."""
    ways = error.kind.as_dict()["context"]
    taken = [index for index, problems in enumerate(ways) if not problems]
    for index in taken[1:]:
        yield (*error.instance_path, _field_of(kind, [*error.schema_path, index])), "only_one"
    if not taken:
        for inner in ways[0]:
            yield from _of_schema(kind, inner)


def _field_of(kind: str, schema_path: Sequence[str | int]) -> str:
    """The field that one way of a choice asks for. Read again at need: refusals are rare, memory is not."""
    way: Json = {"definitions": _definitions(kind)}
    for step in schema_path:
        way = way[step]
    (name,) = way.get("required") or way["anyOf"][0]["required"]
    return str(name)


# ---- stage 1: what a pattern cannot say of a text

DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def is_calendar_day(text: str) -> bool:
    """Whether the day of a date exists; a year or a month alone does."""
    found = DAY.match(text)
    if found is None:
        return True
    try:
        date(*map(int, found.groups()))
    except ValueError:
        return False
    return True


def is_base64(text: str) -> bool:
    """Whether the characters make whole groups of four."""
    return len("".join(text.split())) % BASE64_GROUP_CHARS == 0


FORMATS: Final[Mapping[str, Callable[[str], bool]]] = {
    "calendar": is_calendar_day,
    "base64": is_base64,
    "xhtml": is_inert,
}
