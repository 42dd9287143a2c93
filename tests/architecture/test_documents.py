"""Kinds of documents, their projections, events, and the contracts that tell others of them.

Source: architecture.md §2.2, §12; decisions D3, D18, S8; glossary.md §1.9.
"""

import dataclasses
import re
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, ClassVar, Final
from uuid import UUID

import pytest

from huizhen.core.db.model import Projected
from huizhen.core.events import EVENTS, Event
from huizhen.docstore import KINDS, Kind, Klass
from tests.architecture.contracts import contracts, events
from tests.architecture.loaded import load, package_of, subclasses
from tests.architecture.tree import PACKAGE, Breach, Tree, dotted

# Who owns which kind (S8); all other clinical kinds belong to `records`.
OWNERS: Final = {
    "Patient": "patients",
    "RelatedPerson": "patients",
    "Encounter": "patients",
    "Consent": "patients",
    "ServiceRequest": "consultations",
    "ClinicalImpression": "consultations",
    "ImagingStudy": "imaging",
    "CarePlan": "followup",
}
KIND: Final = re.compile(r"^[A-Z][A-Za-z]+$")
EVENT: Final = re.compile(r"^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$")
PAST: Final = re.compile(
    r"(ed|en|sent|made|left|lost|begun|gone|held|kept|put|cut|read|told|met|set|shown|drawn)(_|$)"
)
PLAIN: Final = (UUID, bool, int, datetime, type(None))
# Texts that an event may carry: words of ours, never words of a person.
CODES: Final = re.compile(
    r"^(stage|state|basis|purpose|field|reason|kind|code|number|role|method|part|node|verdict|device|rtype|cause|item)$"
    r"|_(sha256|code|state|kind|stage|reason|role)$"
)


def kind_breaches(kinds: Mapping[str, Kind], tables: Iterable[type[Projected]]) -> Iterator[Breach]:
    """One owner, one projection or none; every projection table belongs to kinds of one package."""
    writers: dict[type[Projected], set[str]] = {each: set() for each in tables}
    for name, kind in kinds.items():
        where = f"kind {name}"
        if name != kind.name or not KIND.match(name):
            yield Breach(where, 0, f"is called {kind.name}")
        if kind.owner != (owner := OWNERS.get(name, "records")):
            yield Breach(where, 0, f"belongs to {owner}, not to {kind.owner}")
        if (kind.project is None) != (not kind.tables):
            yield Breach(where, 0, "has a projection without tables, or tables without a projection")
        if kind.klass is not Klass.MERGEABLE and kind.fields:
            yield Breach(where, 0, "says how fields merge and is not mergeable")
        for table in kind.tables:
            writers.setdefault(table, set()).add(kind.owner)
    for table, owners in writers.items():
        if len(owners) != 1:
            whose = ", ".join(sorted(owners)) or "no kind"
            yield Breach(f"table {table.__name__}", 0, f"is written by {whose}")


def projection_breaches(tree: Tree, tables: Iterable[str]) -> Iterator[Breach]:
    """Rows of a projection are made in `schemas.py` and added by `docstore`; nobody else makes or changes one."""
    names = set(tables)
    for source in tree.product:
        if (
            source.name in {"schemas.py", "projections.py"}
            or "/schemas/" in source.inside
            or source.package == "docstore"
        ):
            continue
        for name, call in source.calls():
            *_, last = name.split(".")
            if last in names:
                yield source.breach(call.lineno, f"makes a row of the projection {last}")
            if last in {"insert", "update", "delete"} and any(
                dotted(each).split(".")[-1] in names for each in call.args
            ):
                yield source.breach(call.lineno, f"{last} on a projection")


def event_breaches(kinds: Iterable[type[Event]], packages: Iterable[str]) -> Iterator[Breach]:
    """`noun.verbed`, frozen, versioned, ids and words of ours only."""
    known = set(packages)
    for kind in kinds:
        where = f"event {kind.kind}"
        if not EVENT.match(kind.kind) or not PAST.search(kind.kind):
            yield Breach(where, 0, "is no noun.verbed in the past")
        if package_of(kind) not in known:
            yield Breach(where, 0, f"is declared outside a package, in {kind.__module__}")
        if kind.version < 1 or not getattr(kind, "__dataclass_params__").frozen:  # noqa: B009 - the dataclass's own mark
            yield Breach(where, 0, "is not frozen or has no version")
        hints = typing.get_type_hints(kind)
        for field in dataclasses.fields(kind):
            for hint in typing.get_args(hints[field.name]) or (hints[field.name],):
                plain = hint in PLAIN or (isinstance(hint, type) and issubclass(hint, Enum))
                if not plain and not (hint is str and CODES.search(field.name)):
                    yield Breach(where, 0, f"carries {field.name}: ids, numbers, times and codes only")


def contract_breaches(tree: Tree, now: Mapping[str, str]) -> Iterator[Breach]:
    """What is committed is what the code says."""
    for name, text in now.items():
        committed = tree.get(f"contracts/{name}")
        if committed is None or committed.text != text:
            yield Breach(
                f"contracts/{name}", 0, "is not what the code says: python -m tests.architecture.contracts"
            )


def told(breaches: Iterable[Breach]) -> str:
    return "\n".join(sorted(map(str, breaches)))


@pytest.fixture(autouse=True, scope="module")
def everything() -> None:
    load()


def test_every_kind_has_one_owner_and_its_projection(tree: Tree) -> None:
    """Other tests of this process may have declared kinds of their own: they belong to no package."""
    ours = {name: each for name, each in KINDS.items() if each.owner in tree.packages}
    assert ours
    assert not (bad := told(kind_breaches(ours, subclasses(Projected)))), bad


def test_nobody_but_docstore_writes_a_projection(tree: Tree) -> None:
    tables = [each.__name__ for each in subclasses(Projected)]
    assert tables
    assert not (bad := told(projection_breaches(tree, tables))), bad


def test_every_event_is_a_past_fact_of_ids(tree: Tree) -> None:
    ours = [each for each in EVENTS.values() if each.__module__.startswith("huizhen.")]
    assert ours
    assert not (bad := told(event_breaches(ours, tree.packages))), bad


def test_the_contracts_are_what_the_code_says(tree: Tree) -> None:
    assert not (bad := told(contract_breaches(tree, contracts()))), bad


# ---- bad examples


class Shadow(Projected):
    __abstract__ = True


def nothing(*_: Any) -> list[Projected]:
    return []


def test_a_kind_of_the_wrong_owner_is_named() -> None:
    bad = {
        "Patient": Kind(name="Patient", klass=Klass.MERGEABLE, owner="records", project=nothing),
        "note": Kind(name="note", klass=Klass.IMMUTABLE, owner="records", tables=(Shadow,)),
        "Consent": Kind(
            name="Consent", klass=Klass.IMMUTABLE, owner="patients", project=nothing, tables=(Shadow,)
        ),
    }
    breaches = told(kind_breaches(bad, [Shadow, type("Orphan", (Shadow,), {"__abstract__": True})]))
    assert "kind Patient: belongs to patients, not to records" in breaches
    assert "kind Patient: has a projection without tables" in breaches
    assert "kind note: is called note" in breaches
    assert "table Shadow: is written by patients, records" in breaches
    assert "table Orphan: is written by no kind" in breaches


def test_a_use_case_that_writes_a_projection_is_named() -> None:
    text = "uow.session.add(PatientToken(token=1))\nuow.session.execute(delete(model.PatientToken))\n"
    bad = Tree.of(
        {f"{PACKAGE}patients/service.py": text, f"{PACKAGE}patients/schemas.py": "PatientToken()\n"}
    )
    assert [each.line for each in projection_breaches(bad, ["PatientToken"])] == [1, 2]


def test_an_event_that_tells_something_is_named() -> None:
    @dataclass(frozen=True, kw_only=True)
    class PatientRegister(Event):
        kind: ClassVar[str] = "patient.register"
        subject_type: ClassVar[str] = "patient"
        name: str
        found: dict[str, str]
        store_id: UUID | None

    try:
        breaches = told(event_breaches([PatientRegister], ["patients"]))
    finally:
        del EVENTS["patient.register"]
    assert "is no noun.verbed" in breaches
    assert "is declared outside a package" in breaches
    assert "carries name" in breaches
    assert "carries found" in breaches
    assert "store_id" not in breaches


def test_a_contract_that_lags_behind_is_named() -> None:
    bad = Tree.of({"contracts/events.json": "{}\n"})
    breaches = told(contract_breaches(bad, {"events.json": '{"a": 1}\n', "openapi.json": "{}\n"}))
    assert "contracts/events.json: is not what the code says" in breaches
    assert "contracts/openapi.json: is not what the code says" in breaches


def test_an_event_stands_in_its_contract_with_version_and_types() -> None:
    some = next(each for each in EVENTS.values() if each.kind == "patient.registered")
    assert events([some])["patient.registered"] == {
        "version": 1,
        "subject_type": "patient",
        "values": {"store_id": "UUID"},
    }
