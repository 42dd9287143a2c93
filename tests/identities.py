"""Fresh valid numbers for tests: identity numbers of a county code that was never issued, unallocated phones."""

import itertools
from datetime import date

from huizhen.patients.identity import check_digit

REGION = "310100"
_serial = itertools.count()


def a_resident_number(*, born_on: date, female: bool) -> str:
    """A number with the right check digit, different every time (500 a birth date and sex; then the day moves)."""
    serial = next(_serial)
    order = (serial % 499) * 2 + (0 if female else 1)
    county = serial // 499
    first = f"{int(REGION) + county % 90:06d}{born_on:%Y%m%d}{order:03d}"
    return first + check_digit(first)


def a_phone() -> str:
    """A mobile number of a prefix that is not allocated."""
    return f"154{next(_serial):08d}"
