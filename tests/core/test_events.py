"""What happened is a frozen value of ids, declared under one name once."""

from dataclasses import FrozenInstanceError, dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

import pytest

from huizhen.core import events
from huizhen.core.events import EVENTS, Event
from huizhen.core.ids import new_id


@pytest.fixture(autouse=True)
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is declared here is forgotten again."""
    monkeypatch.setattr(events, "EVENTS", dict(EVENTS))


class Colour(StrEnum):
    RED = "red"


def declare() -> type[Event]:
    @dataclass(frozen=True, kw_only=True)
    class Painted(Event):
        kind = "wall.painted"
        subject_type = "wall"
        by: UUID
        colour: Colour
        at: datetime
        coats: int
        note: str | None = None
        wet: bool = True

    return Painted


def test_an_events_own_values_are_small_and_plain() -> None:
    by = new_id()
    event = declare()(
        subject_id=new_id(), by=by, colour=Colour.RED, at=datetime(2026, 1, 2, tzinfo=UTC), coats=2
    )  # type: ignore[call-arg] # the fields are the subclass's
    assert event.values() == {
        "by": str(by),
        "colour": "red",
        "at": "2026-01-02T00:00:00.000000Z",
        "coats": 2,
        "note": None,
        "wet": True,
    }


def test_what_happened_does_not_change() -> None:
    event = next(each for each in EVENTS.values() if len(fields(each)) == 1)
    happened = event(subject_id=new_id())
    with pytest.raises(FrozenInstanceError):
        happened.subject_id = new_id()  # type: ignore[misc] # the fault under test


def test_two_events_of_one_kind_are_refused_also_when_they_bear_one_name() -> None:
    declare()
    assert events.EVENTS["wall.painted"].__qualname__.endswith("Painted")
    with pytest.raises(TypeError, match=r"wall\.painted is declared twice"):
        type("Other", (Event,), {"kind": "wall.painted", "subject_type": "wall"})
    same = {"kind": "wall.painted", "subject_type": "wall", "__module__": "elsewhere"}
    with pytest.raises(TypeError, match="declared twice"):
        type("Painted", (Event,), same | {"__qualname__": events.EVENTS["wall.painted"].__qualname__})


def test_a_slotted_event_is_the_same_event_though_python_makes_it_twice() -> None:
    @dataclass(frozen=True, kw_only=True, slots=True)
    class Washed(Event):
        __qualname__ = "Washed"  # as in a module of its own
        kind = "wall.washed"
        subject_type = "wall"

    assert events.EVENTS["wall.washed"] is Washed


def test_an_event_without_a_kind_is_none() -> None:
    with pytest.raises(AttributeError):
        type("Nameless", (Event,), {"subject_type": "wall"})


def test_a_value_that_is_neither_small_nor_plain_cannot_be_told() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Weighed(Event):
        kind = "wall.weighed"
        subject_type = "wall"
        kilograms: float

    with pytest.raises(AttributeError):
        Weighed(subject_id=new_id(), kilograms=1.5).values()


def test_the_products_events_are_registered_under_their_kind() -> None:
    assert len(EVENTS) > 10
    assert all(each.kind == kind for kind, each in EVENTS.items())
