"""Reads HL7's definitions of FHIR R4 (4.0.1): structures, patterns, value sets. Used by `fhir_schemas.py` beside it.

Invariant: a value set is either known whole or not at all. Source: FHIR R4 §4.8, §4.9, StructureDefinition.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

Schema = dict[str, Any]

FILES: Final = (
    "profiles-types.json",
    "profiles-resources.json",
    "valuesets.json",
    "v3-codesystems.json",
    "v2-tables.json",
)
REGEX: Final = "http://hl7.org/fhir/StructureDefinition/regex"


class Definitions:
    """The bundles, by what one asks for."""

    def __init__(self, folder: Path) -> None:
        raw = [(folder / name).read_bytes() for name in FILES]
        self.sha256 = hashlib.sha256(b"".join(raw)).hexdigest()
        resources = [each["resource"] for text in raw for each in json.loads(text)["entry"]]
        kinds = {"StructureDefinition": "id", "CodeSystem": "url", "ValueSet": "url"}
        found: dict[str, dict[str, Schema]] = {kind: {} for kind in kinds}
        for each in resources:
            kind = each["resourceType"]
            if kind in kinds:
                found[kind].setdefault(each[kinds[kind]], each)
        self.structures = found["StructureDefinition"]
        self._systems = found["CodeSystem"]
        self._sets = found["ValueSet"]

    def is_primitive(self, name: str) -> bool:
        return bool(self.structures[name]["kind"] == "primitive-type")

    def regex(self, name: str) -> str:
        """The pattern of a primitive's value."""
        for element in self.structures[name]["snapshot"]["element"]:
            if element["path"] == f"{name}.value":
                (found,) = (e["valueString"] for e in element["type"][0]["extension"] if e["url"] == REGEX)
                return f"^(?:{found})$"
        raise KeyError(name)

    def codes(self, url: str) -> list[tuple[str, str]] | None:
        """System and code of every member of a value set; None if the set is not a list."""
        known = self._sets.get(url.partition("|")[0])
        if known is None or "compose" not in known:
            return None
        members = [self._included(each) for each in known["compose"]["include"]]
        if "exclude" in known["compose"] or any(each is None for each in members):
            return None
        return sorted({pair for each in members for pair in each or ()})

    def _included(self, given: Schema) -> list[tuple[str, str]] | None:
        if "filter" in given:
            return None
        if "valueSet" in given:
            (url,) = given["valueSet"]
            return self.codes(url)
        if "concept" in given:
            return [(given["system"], each["code"]) for each in given["concept"]]
        system = self._systems.get(given["system"], {})
        if system.get("content") != "complete":
            return None
        return [(given["system"], code) for code in _concepts(system["concept"])]


def _concepts(given: Iterable[Schema]) -> Iterator[str]:
    for each in given:
        yield each["code"]
        yield from _concepts(each.get("concept", ()))
