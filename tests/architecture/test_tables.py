"""What every table says about itself, and what none may hold. Source: architecture.md §3.2, §9, §12; D12; glossary.md §1."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, cast
from uuid import UUID

import pytest
from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Enum,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from huizhen.core.db.model import Base, Log, Owner, Projected, Retention, Row
from tests.architecture.loaded import load, package_of, subclasses
from tests.architecture.rules.words import PARTS
from tests.architecture.tree import Breach, the_list, words

Model = type[DeclarativeBase]
Check = Callable[[list[Model]], Iterator[Breach]]

# Rows that people do not change by version, and why not.
UNVERSIONED: Final = {
    "scope_key": "its counter is the version of the scope",
    "document": "`ver` is its version",
    "draft": "one author overwrites his own text",
    "known_device": "written once",
    "signin_counter": "an unlogged counter",
}
SCOPES: Final = ("patient_id", "scope", "store_id")
TIMES: Final = re.compile(r"_at$|^at$|^t_claimed$|^valid_(from|until)$")
DATES: Final = re.compile(r"_on$")
VALUE: Final = re.compile(r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")
# Clear by design (S11): staff, organisation, terms; everywhere else such a column would tell something of somebody.
CLEAR_BY_DESIGN: Final = frozenset({"org", "terms", "signin", "rollout", "knowledge"})
TELLING: Final = words(
    "name names text content note notes comment summary description title question answer complaint symptom history"
    " diagnosis allergy finding opinion conclusion recommendation dissent plan phone mobile address birth age sex gender"
    " email pinyin initials document_number id_number"
)
ROOMS: Final = frozenset({"media_room", "consulting_room", "waiting_room"})


def table_of(model: Model) -> Table:
    return cast("Table", model.__table__)


def at(model: Model, column: str, what: str) -> Breach:
    name = table_of(model).name
    return Breach(f"{name}.{column}" if column else name, 0, what)


def columns(models: list[Model]) -> Iterator[tuple[Model, Column[Any]]]:
    for model in models:
        for column in table_of(model).columns:
            yield model, column


def says_whose_it_is(models: list[Model]) -> Iterator[Breach]:
    for model in models:
        for word in ("owner", "retention"):
            if not isinstance(getattr(model, word, None), Owner | Retention):
                yield at(model, "", f"says no {word}")
        names = set(table_of(model).columns.keys())
        scoped = getattr(model, "scoped_by", None)
        if scoped is not None and scoped not in names:
            yield at(model, "", f"is scoped by {scoped}, which it does not have")
        if scoped is None and names & {"patient_id", "scope"}:
            yield at(model, "", "holds rows of patients and is scoped by nothing")


def has_a_key_and_a_version(models: list[Model]) -> Iterator[Breach]:
    for model in models:
        table = table_of(model)
        if not any(
            isinstance(each.type, Uuid | LargeBinary) for each in table.primary_key
        ) and not issubclass(model, Log):
            yield at(model, "", "has no UUID in its key")
        versioned = issubclass(model, Row) and model.__mapper__.version_id_col is not None
        if not versioned and not issubclass(model, Log | Projected) and table.name not in UNVERSIONED:
            yield at(model, "", "has no version and stands in no list of those that need none")


def tells_time_in_utc(models: list[Model]) -> Iterator[Breach]:
    for model, column in columns(models):
        if isinstance(column.type, DateTime):
            if not column.type.timezone:
                yield at(model, column.name, "is a time without a zone")
            if not TIMES.search(column.name):
                yield at(model, column.name, "is a time and does not end in _at")
        if isinstance(column.type, Date) and not DATES.search(column.name):
            yield at(model, column.name, "is a date and does not end in _on")


def checks_its_enums(models: list[Model]) -> Iterator[Breach]:
    for model, column in columns(models):
        if isinstance(column.type, Enum):
            checks = [each for each in table_of(model).constraints if isinstance(each, CheckConstraint)]
            if column.type.native_enum or not any(column.name in str(each.sqltext) for each in checks):
                yield at(model, column.name, "is an enum without a CHECK")
            for value in column.type.enums:
                if not VALUE.match(value):
                    yield at(model, column.name, f"has the value {value!r}, not lower snake_case")


def tells_nothing_of_a_patient(models: list[Model]) -> Iterator[Breach]:
    """What was said and found is in documents, encrypted; a row says where a case stands (D7, D12)."""
    for model, column in columns(models):
        if isinstance(column.type, JSON):
            yield at(model, column.name, "is JSON: a body is bytes, a fact is a column")
        parts = {each.lower() for each in PARTS.findall(column.name)} | {column.name}
        clear = isinstance(column.type, Text) and package_of(model) not in CLEAR_BY_DESIGN
        if clear and not isinstance(column.type, Enum) and parts & TELLING:
            yield at(model, column.name, f"would tell {', '.join(sorted(parts & TELLING))} in clear")


def says_which_room(models: list[Model]) -> Iterator[Breach]:
    for model in models:
        table = table_of(model)
        for name in (table.name, *table.columns.keys()):
            bare = re.sub("|".join(ROOMS), "", name).split("_")
            if {"room", "rooms"} & set(bare):
                yield at(
                    model, "" if name == table.name else name, "says room: media_room or consulting_room"
                )


def refers_downwards(models: list[Model]) -> Iterator[Breach]:
    height = {name: number for number, line in enumerate(the_list()) for name in line}
    home = {table_of(model).name: package_of(model) for model in models}
    for model, column in columns(models):
        for key in column.foreign_keys:
            mine, target = home[table_of(model).name], key.target_fullname.split(".")[0]
            theirs = home.get(target)
            if theirs is None:
                yield at(model, column.name, f"refers to {target}, which nobody has")
            elif theirs != mine and height[theirs] <= height[mine]:
                yield at(model, column.name, f"refers upwards or sideways, to {target} of {theirs}")


CHECKS: Final[tuple[Check, ...]] = (
    says_whose_it_is,
    has_a_key_and_a_version,
    tells_time_in_utc,
    checks_its_enums,
    tells_nothing_of_a_patient,
    says_which_room,
    refers_downwards,
)


class Bad(DeclarativeBase):
    """Beside the product's tables, with everything that is forbidden."""

    metadata = MetaData()


class Colour(StrEnum):
    DARK_RED = "DarkRed"


class BadRoom(Bad):
    __tablename__ = "room"
    __module__ = "huizhen.terms.model"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("bad_case.id"))
    ghost_id: Mapped[UUID] = mapped_column(ForeignKey("ghost.id"))


class BadCase(Bad):
    __tablename__ = "bad_case"
    __module__ = "huizhen.patients.model"
    scoped_by = "nothing"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    room_id: Mapped[UUID]
    start: Mapped[datetime] = mapped_column(DateTime(timezone=False))
    birth: Mapped[date]
    colour: Mapped[Colour] = mapped_column(
        Enum(Colour, native_enum=True, values_callable=lambda each: [one.value for one in each])
    )
    diagnosis_text: Mapped[str] = mapped_column(Text)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)


SAYS: Final = (
    (says_whose_it_is, "room: says no owner"),
    (says_whose_it_is, "room: says no retention"),
    (says_whose_it_is, "room: holds rows of patients"),
    (says_whose_it_is, "bad_case: is scoped by nothing, which it does not have"),
    (has_a_key_and_a_version, "room: has no UUID"),
    (has_a_key_and_a_version, "bad_case: has no version"),
    (tells_time_in_utc, "bad_case.start: is a time without a zone"),
    (tells_time_in_utc, "bad_case.start: is a time and does not end in _at"),
    (tells_time_in_utc, "bad_case.birth: is a date"),
    (checks_its_enums, "bad_case.colour: is an enum without a CHECK"),
    (checks_its_enums, "bad_case.colour: has the value 'DarkRed'"),
    (tells_nothing_of_a_patient, "bad_case.diagnosis_text: would tell diagnosis, text"),
    (tells_nothing_of_a_patient, "bad_case.facts: is JSON"),
    (says_which_room, "room: says room"),
    (says_which_room, "bad_case.room_id: says room"),
    (refers_downwards, "room.patient_id: refers upwards"),
    (refers_downwards, "room.ghost_id: refers to ghost"),
)


@pytest.fixture(scope="module")
def models() -> list[Model]:
    load()
    return [each for each in subclasses(Base) if isinstance(each.__dict__.get("__table__"), Table)]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_table(check: Check, models: list[Model]) -> None:
    assert models
    breaches = list(check(models))
    assert not breaches, "\n".join(map(str, breaches))


@pytest.mark.parametrize(("check", "says"), SAYS, ids=[says for _, says in SAYS])
def test_a_bad_table_is_named(check: Check, says: str) -> None:
    breaches = list(check([BadRoom, BadCase]))
    assert any(says in str(each) for each in breaches), breaches


def test_the_exemptions_are_of_tables_that_exist(models: list[Model]) -> None:
    assert set(UNVERSIONED) <= {table_of(each).name for each in models}
