"""One way to write a moment, wherever it is hashed or kept as text."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from huizhen.core.time import as_utc_text, utc_now

MOMENTS = st.datetimes(
    min_value=datetime(1900, 1, 2),  # noqa: DTZ001 - the strategy adds zones
    max_value=datetime(2900, 1, 1),  # noqa: DTZ001 - the strategy adds zones
    timezones=st.builds(timezone, st.timedeltas(timedelta(hours=-14), timedelta(hours=14))),
)


@given(MOMENTS)
def test_a_moment_comes_back_from_its_text(at: datetime) -> None:
    told = as_utc_text(at)
    assert datetime.fromisoformat(told) == at
    assert len(told) == len("2026-01-01T00:00:00.000000Z")


@given(MOMENTS, MOMENTS)
def test_texts_sort_as_moments_do(one: datetime, other: datetime) -> None:
    assert (as_utc_text(one) < as_utc_text(other)) == (one < other)


def test_the_same_moment_in_two_zones_has_one_text() -> None:
    shanghai = datetime(2026, 3, 1, 8, 0, 0, 5, tzinfo=timezone(timedelta(hours=8)))
    assert as_utc_text(shanghai) == as_utc_text(shanghai.astimezone(UTC)) == "2026-03-01T00:00:00.000005Z"


def test_the_clock_knows_its_zone() -> None:
    assert utc_now().utcoffset() == timedelta(0)
