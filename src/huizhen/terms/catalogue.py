"""The sets shipped as package data, read once. Invariant: every file parses into entries with system and edition."""

from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, Final

import orjson

from huizhen.core.errors import FieldError, Invalid, NotFound
from huizhen.terms.rules import SEARCH_LIMIT, SEARCH_LIMIT_MAX, Entry, Property, TermSet, VitalSign, ranked

FOLDER: Final = resources.files("huizhen.terms") / "data"
UNKNOWN_CODE: Final = "unknown_code"


@cache
def set_names() -> tuple[str, ...]:
    """Names of all sets, sorted."""
    return tuple(
        sorted(file.name.removesuffix(".json") for file in FOLDER.iterdir() if file.name.endswith(".json"))
    )


def get_set(name: str) -> TermSet:
    """A set by name. Raises `NotFound`."""
    if name not in set_names():
        raise NotFound(set=name)
    return _load(name)


def find(name: str, code: str) -> Entry | None:
    """An entry by set and code, or None."""
    return get_set(name).by_code.get(code)


def check(name: str, code: str, *, pointer: str) -> Entry:
    """The entry of a code that somebody sent. Raises `Invalid` at `pointer` when the set lacks it."""
    if (entry := find(name, code)) is None:
        raise Invalid(FieldError(pointer, UNKNOWN_CODE))
    return entry


def search(name: str, q: str, limit: int = SEARCH_LIMIT) -> list[Entry]:
    """Entries that answer a query by Chinese, full pinyin, initials, code or English; all of them when it is empty."""
    return ranked(get_set(name).entries, q, max(0, min(limit, SEARCH_LIMIT_MAX)))


def vital_sign(code: str) -> VitalSign | None:
    """A measured vital sign, or None: unknown, or a panel that has only parts."""
    entry = find("vital_sign", code)
    if entry is None or "unit" not in entry.properties:
        return None
    facts = {key: str(value) for key, value in entry.properties.items()}
    return VitalSign(
        entry=entry,
        unit=facts["unit"],
        unit_display=facts["unit_zh"],
        low=Decimal(facts["low"]),
        high=Decimal(facts["high"]),
        places=int(facts["places"]),
    )


@cache
def _load(name: str) -> TermSet:
    raw: dict[str, Any] = orjson.loads((FOLDER / f"{name}.json").read_bytes())
    if raw["set"] != name:
        raise ValueError(f"term file {name} calls itself {raw['set']}")
    entries = tuple(_entry(raw, each) for each in raw["entries"])
    by_code = {entry.code: entry for entry in entries}
    if len(by_code) != len(entries):
        raise ValueError(f"term set {name} holds a code twice")
    return TermSet(name, raw["title"], raw["system"], raw["edition"], entries, by_code)


def _entry(raw: dict[str, Any], each: dict[str, Any]) -> Entry:
    return Entry(
        system=raw["system"],
        edition=raw["edition"],
        code=each["code"],
        display=each["zh"],
        display_en=each["en"],
        aliases=tuple(each.get("alias", ())),
        properties={key: _property(value) for key, value in each.get("properties", {}).items()},
    )


def _property(value: Any) -> Property:
    return tuple(value) if isinstance(value, list) else str(value)
