"""Resident identity numbers and mobile numbers: their form, what they say, how they are masked. Pure.

Invariant: a number that passes is well-formed, not that it was issued; a refusal names its reason, never the number.
Source: GB 11643-1999 (form, checksum), GB/T 2260 (regions), security.md §6.3 (masking).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Final

import orjson

from huizhen.core.errors import FieldError, Invalid
from huizhen.patients.rules import AGE_YEARS_MAX, Sex, age_years

NUMBER_CHARS: Final = 18
WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS: Final = "10X98765432"
MASK: Final = "*"
HEAD_CHARS_SHOWN: Final = 3
TAIL_CHARS_SHOWN: Final = 4
MASKED_CHARS_MIN: Final = 4

_FORM: Final = re.compile(r"[0-9]{17}[0-9X]")
_SEPARATORS: Final = re.compile(r"[\s\-‐-―−]")
_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
_COUNTRY: Final = re.compile(rf"(?:\+?86|0086)(?={_MOBILE.pattern}$)")
_BORN: Final = slice(6, 14)
_SEX_AT: Final = 16


@dataclass(frozen=True, slots=True)
class Region:
    """Where the number was first issued. `prefecture` is None where the table does not know the four digits."""

    code: str
    province: str
    prefecture: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a resident identity number says about its holder."""

    number: str
    region: Region
    born_on: date
    sex: Sex


def normal_number(number: str) -> str:
    """The form in which numbers are kept and compared: half-width, upper case, no spaces or dashes."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", number)).upper()


def check_digit(first_17: str) -> str:
    """The 18th character. Source: GB 11643-1999, ISO 7064 MOD 11-2."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, WEIGHTS, strict=True))
    return CHECK_DIGITS[total % len(CHECK_DIGITS)]


def check(number: str, *, today: date, pointer: str = "/document_number") -> Facts:
    """What a resident number says. Raises `Invalid` with one reason, the most telling one.

    The check digit comes last: a wrong region or date says where the slip is, a wrong check digit only that there is one.
    """
    normal = normal_number(number)
    if len(normal) != NUMBER_CHARS:
        raise Invalid(FieldError(pointer, "id_length"))
    if not _FORM.fullmatch(normal):
        raise Invalid(FieldError(pointer, "id_characters"))
    region = find_region(normal[:6])
    if region is None:
        raise Invalid(FieldError(pointer, "id_region"))
    born_on = _as_date(normal[_BORN])
    if born_on is None or age_years(born_on, on=today) > AGE_YEARS_MAX:
        raise Invalid(FieldError(pointer, "id_birth_date"))
    if born_on > today:
        raise Invalid(FieldError(pointer, "id_future"))
    if check_digit(normal[:-1]) != normal[-1]:
        raise Invalid(FieldError(pointer, "id_checksum"))
    return Facts(normal, region, born_on, Sex.MALE if int(normal[_SEX_AT]) % 2 else Sex.FEMALE)


def check_agreement(facts: Facts, *, sex: Sex, born_on: date) -> None:
    """Raise `Invalid`, one entry for each of sex and birth date that says something else than the number."""
    errors = []
    if facts.sex is not sex:
        errors.append(FieldError("/sex", "sex_disagrees"))
    if facts.born_on != born_on:
        errors.append(FieldError("/birth_date", "birth_date_disagrees"))
    if errors:
        raise Invalid(*errors)


def find_region(code: str) -> Region | None:
    """The region of a six-digit code: province known, prefecture if the table has it, county unchecked."""
    province = _regions()["provinces"].get(code[:2])
    if province is None:
        return None
    return Region(code, province, _regions()["prefectures"].get(code[:4]))


def as_mobile(phone: str, *, pointer: str = "/phone") -> str:
    """A mainland mobile number as its eleven digits. Raises `Invalid`."""
    digits = without_country(phone)
    if not _MOBILE.fullmatch(digits):
        raise Invalid(FieldError(pointer, "phone_malformed"))
    return digits


def without_country(phone: str) -> str:
    """A phone number in normal form, the country code of a mainland mobile taken off."""
    return _COUNTRY.sub("", normal_number(phone), count=1)


def masked_number(number: str) -> str:
    """First three and last four characters; of a short number the last two."""
    shown = HEAD_CHARS_SHOWN + TAIL_CHARS_SHOWN
    if len(number) >= shown + MASKED_CHARS_MIN:
        return number[:HEAD_CHARS_SHOWN] + MASK * (len(number) - shown) + number[-TAIL_CHARS_SHOWN:]
    return MASK * (len(number) - 2) + number[-2:] if len(number) > MASKED_CHARS_MIN else MASK * len(number)


def _as_date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


@cache
def _regions() -> Mapping[str, Mapping[str, str]]:
    raw: dict[str, Any] = orjson.loads((resources.files("huizhen.patients") / "regions.json").read_bytes())
    return raw
