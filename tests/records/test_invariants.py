"""Dates are compared as far as they are known, whatever their form."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizhen.records.invariants import is_after

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=ZONES)  # noqa: DTZ001 - hypothesis adds the zone


@pytest.mark.parametrize(
    ("one", "other", "after"),
    [
        ("2024-05-02", "2024-05-01", True),
        ("2024-05-01", "2024-05-01", False),
        ("2024-05", "2024", False),
        ("2025", "2024-12-31", True),
        ("2024-05-01T10:00:00+08:00", "2024-05-01T02:00:00Z", False),
        ("2024-05-01T10:00:00.001+08:00", "2024-05-01T02:00:00Z", True),
        ("2024-05-01T23:59:60Z", "2024-05-01T23:59:59Z", False),
        ("2024-05-01T23:59:60.5Z", "2024-05-01T00:00:00Z", True),
        ("2024-05-01T00:00:00.123456789Z", "2024-05-01T00:00:00Z", True),
        ("2024-05-01", "2024-05-01T00:00:00Z", False),
        ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", False),
    ],
)
def test_a_date_is_later_only_beyond_doubt(one: str, other: str, after: bool) -> None:
    assert is_after(one, other) is after


@given(MOMENTS, MOMENTS)
def test_moments_are_compared_across_zones(one: datetime, other: datetime) -> None:
    assert is_after(one.isoformat(), other.isoformat()) is (one > other)
