"""Who gets whose picture: measured in all browsers at once, by what was decoded and by the colour that is seen.

Invariant: thresholds are those of the promise (20 frames in 5 s, no frame at all for who is out) and depend on nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tests.e2e.four.browsers import Screen
from tests.e2e.four.camera import Colour, named

WINDOW_MS: Final = 5_000
FRAMES_MIN: Final = 20


@dataclass(frozen=True)
class Seen:
    """A person as another one's page shows him."""

    track: str | None
    frames: int | None
    sampled: Colour | None

    @property
    def colour(self) -> Colour | None:
        """Whose it is, by its colour."""
        return None if self.sampled is None else named(self.sampled)


@dataclass(frozen=True)
class Measured:
    """Five seconds of one page: frames decoded and packets of sound by track, and what its tiles show of whom."""

    seen: Mapping[str, int]
    heard: Mapping[str, int]
    tiles: Mapping[str, Seen]


Seats = Mapping[str, str]
"""Seat id, or identity at the media server, to the person's name in the test."""


def measure(screens: Sequence[Screen], seats: Seats) -> dict[str, Measured]:
    """The same five seconds in every page."""
    for each in screens:
        each.page.evaluate("forMs => probe.begin(forMs)", WINDOW_MS)
    return {each.name: _measured(each.page.evaluate("() => probe.result"), seats) for each in screens}


def _measured(told: dict[str, Any], seats: Seats) -> Measured:
    assert told["tookMs"] >= WINDOW_MS
    tiles = {}
    for tile in told["tiles"]:
        who = _whose(tile, seats)
        if who is not None:
            sampled = None if tile["colour"] is None else (*tile["colour"],)
            tiles[who] = Seen(tile["track"], tile["frames"], sampled)
    return Measured(told["seen"], told["heard"], tiles)


def faults_of_pairs(screens: Sequence[Screen], seen: Mapping[str, Measured]) -> list[str]:
    """What is missing so that everybody of these sees everybody else: each ordered pair by name. Empty: all is well."""
    faults = []
    for receiver in screens:
        for sender in screens:
            if sender is receiver:
                continue
            pair = f"{receiver.name} sees {sender.name}"
            tile = seen[receiver.name].tiles.get(sender.name)
            if tile is None:
                faults.append(f"{pair}: no tile")
            elif (tile.frames or 0) < FRAMES_MIN:
                faults.append(f"{pair}: {tile.frames} frames in 5 s")
            elif tile.colour != sender.colour:
                faults.append(f"{pair}: another one's colour, {tile.sampled}")
    return faults


def leaks(out: Screen, inside: Sequence[Screen], measured: Mapping[str, Measured]) -> list[str]:
    """What still goes between somebody who must be out and the others: picture or sound either way, or a tile of him."""
    told = measured[out.name]
    found = [f"{out.name} still sees: {sum(told.seen.values())} frames in 5 s"] if _flowing(told.seen) else []
    if _flowing(told.heard):
        found.append(f"{out.name} still hears: {sum(told.heard.values())} packets in 5 s")
    for each in inside:
        told = measured[each.name]
        if out.name in told.tiles:
            found.append(f"{each.name} still has a tile of {out.name}")
        if _flowing(told.seen) > len(inside) - 1:
            found.append(f"{each.name} still sees {_flowing(told.seen)} people")
        if _flowing(told.heard) > len(inside) - 1:
            found.append(f"{each.name} still hears {_flowing(told.heard)} people")
    return found


def _flowing(counts: Mapping[str, int]) -> int:
    """From how many tracks anything came at all."""
    return sum(each > 0 for each in counts.values())


def first_pictures(screens: Sequence[Screen], seats: Seats, *, since_ms: float) -> dict[str, float]:
    """When an element of a page had its first picture of somebody else, of those after a moment; "chair sees patient"."""
    found: dict[str, float] = {}
    for receiver in screens:
        for told in receiver.page.evaluate("sinceMs => probe.shown(sinceMs)", since_ms):
            sender = _whose(told, seats)
            if sender is not None and sender != receiver.name:
                found.setdefault(f"{receiver.name} sees {sender}", told["atMs"])
    return found


def _whose(told: Mapping[str, Any], seats: Seats) -> str | None:
    return seats.get(told["seat"] or "") or seats.get(told["identity"] or "")
