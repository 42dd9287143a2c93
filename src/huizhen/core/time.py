"""The clock. Everything else gets the time as a value (`uow.now`), so that it can be tested at any moment."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The system's clock in UTC: the only place that reads it."""
    return datetime.now(UTC)


def as_utc_text(at: datetime) -> str:
    """ISO 8601 with `Z` and microseconds: one form wherever a time is hashed or stored as text."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
