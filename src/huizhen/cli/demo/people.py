"""People and places of the demo chain, as plain rows. Pure: the same day gives the same people.

Invariant: nobody here can exist. County code 00 was never issued, mobile prefix 154 is not allocated, licences say so.
Source: interop.md §6, decision S23 (the seeder turns rows into use cases; it alone writes).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any, Final

import orjson

from huizhen.core.access import Role
from huizhen.patients import Sex, check_digit

PHONE_PREFIX: Final = "1540000"
STAFF_PHONES_FROM: Final = 9000


@dataclass(frozen=True, slots=True)
class Place:
    """HQ, a region, a store or a department. `city` = GB/T 2260 code, six digits."""

    code: str
    kind: str
    name: str
    parent: str | None
    city: str


@dataclass(frozen=True, slots=True)
class Post:
    """A role at a place."""

    role: Role
    place: str


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who signs in. `licence_no` is None for those whose work needs none."""

    login: str
    name: str
    sex: Sex
    title: str
    specialty: str | None
    licence_no: str | None
    phone: str
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class Guardian:
    """Who signs for a child; `relation` is a code of the set `relation`."""

    relation: str
    name: str


@dataclass(frozen=True, slots=True)
class Patient:
    """A registration as the front desk would type it. `key` names him in `cases`."""

    key: str
    name: str
    sex: Sex
    born_on: date
    document_number: str
    phone: str
    nationality: str
    store: str
    guardian: Guardian | None


def places() -> tuple[Place, ...]:
    """Parents before children."""
    return tuple(Place(**row) for row in _rows()["places"])


def staff() -> tuple[Staff, ...]:
    """Eight people, one or more for every role on the path of a consultation."""
    return tuple(_as_staff(number, row) for number, row in enumerate(_rows()["staff"], start=1))


def patients(today: date) -> tuple[Patient, ...]:
    """Twenty people whose ages hold on `today`."""
    cities = {place.code: place.city for place in places()}
    return tuple(
        _as_patient(number, row, cities, today) for number, row in enumerate(_rows()["patients"], start=1)
    )


def _as_staff(number: int, row: Mapping[str, Any]) -> Staff:
    return Staff(
        login=row["login"],
        name=row["name"],
        sex=Sex(row["sex"]),
        title=row["title"],
        specialty=row["specialty"],
        licence_no=f"DEMO-{number:04}" if row["licensed"] else None,
        phone=f"{PHONE_PREFIX}{STAFF_PHONES_FROM + number:04}",
        posts=tuple(Post(Role(role), place) for role, place in row["posts"]),
    )


def _as_patient(number: int, row: Mapping[str, Any], cities: Mapping[str, str], today: date) -> Patient:
    sex = Sex(row["sex"])
    born_on = _born_on(row, today)
    order = 2 * number - (sex is Sex.MALE)  # odd for men, even for women, and nobody's twice
    first_17 = f"{cities[row['store']]}{born_on:%Y%m%d}{order:03}"
    guardian = Guardian(*row["guardian"]) if "guardian" in row else None
    return Patient(
        key=row["key"],
        name=row["name"],
        sex=sex,
        born_on=born_on,
        document_number=first_17 + check_digit(first_17),
        phone=f"{PHONE_PREFIX}{_phone_order(number, row):04}",
        nationality=row["nationality"],
        store=row["store"],
        guardian=guardian,
    )


def _phone_order(number: int, row: Mapping[str, Any]) -> int:
    """Children of one guardian share his phone."""
    guardians = [each.get("guardian") for each in _rows()["patients"]]
    return guardians.index(row["guardian"]) + 1 if "guardian" in row else number


def _born_on(row: Mapping[str, Any], today: date) -> date:
    if "days_old" in row:
        return today - timedelta(days=row["days_old"])
    years, month, day = row["age"]
    had_birthday = (month, day) <= (today.month, today.day)
    return date(today.year - years - (not had_birthday), month, day)


@cache
def _rows() -> Mapping[str, list[dict[str, Any]]]:
    raw: dict[str, Any] = orjson.loads((resources.files("huizhen.cli.demo") / "people.json").read_bytes())
    return raw
