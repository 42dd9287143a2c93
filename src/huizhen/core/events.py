"""What happened, as a frozen value. Past tense, `noun.verbed`, ids only: an event never carries a clinical word."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar, Final
from uuid import UUID

from huizhen.core.time import as_utc_text

EVENTS: Final[dict[str, type["Event"]]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all events. A subclass names `kind`, `subject_type` and, on a changed shape, a new `version`."""

    kind: ClassVar[str]
    subject_type: ClassVar[str]
    version: ClassVar[int] = 1

    subject_id: UUID

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if (other := EVENTS.get(cls.kind)) is not None and _name(other) != _name(cls):
            raise TypeError(f"event kind {cls.kind} is declared twice")
        EVENTS[cls.kind] = cls

    def values(self) -> dict[str, str | int | bool | None]:
        """Its own small values beside the subject, as they enter the journal."""
        return {
            each.name: _plain(getattr(self, each.name)) for each in fields(self) if each.name != "subject_id"
        }


def _name(event: type) -> tuple[str, str]:
    return event.__module__, event.__qualname__  # a slotted dataclass is made twice


def _plain(value: Any) -> str | int | bool | None:
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, UUID):
        return str(value)
    return as_utc_text(value)
