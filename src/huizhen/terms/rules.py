"""What a term set is, and how a query is matched and ranked. Pure.

Invariant: an entry has system, edition, code and both displays; the same query gives the same order.
Source: interop.md §7.2 (exact code > prefix > initials > infix).
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from typing import Final

from huizhen.terms.pinyin import Unit, spell

SEARCH_LIMIT: Final = 20
SEARCH_LIMIT_MAX: Final = 50
QUERY_CHARS_MAX: Final = 64
ENGLISH_CHARS_MIN: Final = 3

Property = str | tuple[str, ...]


class Rank(IntEnum):
    """How well an entry answers, best first."""

    CODE = 0
    NAME = 1
    NAME_PREFIX = 2
    CODE_PREFIX = 3
    PINYIN_PREFIX = 4
    INITIALS_PREFIX = 5
    NAME_INFIX = 6
    PINYIN_INFIX = 7
    INITIALS_INFIX = 8
    ENGLISH = 9


@dataclass(frozen=True, slots=True)
class Entry:
    """One coded term. `names` = Chinese display and its aliases."""

    system: str
    edition: str
    code: str
    display: str
    display_en: str
    aliases: tuple[str, ...] = ()
    properties: Mapping[str, Property] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not (self.system and self.edition and self.code and self.display and self.display_en):
            raise ValueError(f"term {self.code or self.display!r} lacks system, edition, code or display")

    @property
    def names(self) -> tuple[str, ...]:
        return (self.display, *self.aliases)

    def display_in(self, language: str) -> str:
        """Its display in the reader's language."""
        return self.display_en if language == "en" else self.display


@dataclass(frozen=True, slots=True)
class TermSet:
    """A set in the order of its file. `title` by language."""

    name: str
    title: Mapping[str, str]
    system: str
    edition: str
    entries: tuple[Entry, ...]
    by_code: Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class VitalSign:
    """A measured sign: UCUM unit and the bounds beyond which a value was mistyped, not merely abnormal."""

    entry: Entry
    unit: str
    unit_display: str
    low: Decimal
    high: Decimal
    places: int

    def is_plausible(self, value: Decimal) -> bool:
        """Whether somebody may have measured this."""
        return value.is_finite() and self.low <= value <= self.high


def ranked(entries: Iterable[Entry], q: str, limit: int) -> list[Entry]:
    """The best `limit` entries; equal ranks by length of the name that answered, then by their order in the set."""
    asked = " ".join(unicodedata.normalize("NFKC", q).casefold().split())
    if not asked:
        return list(entries)[:limit]
    if len(asked) > QUERY_CHARS_MAX:
        return []
    hits = [
        (*answer, place, entry)
        for place, entry in enumerate(entries)
        if (answer := answer_of(entry, asked)) is not None
    ]
    return [entry for *_, entry in sorted(hits, key=lambda hit: hit[:3])[:limit]]


def answer_of(entry: Entry, asked: str) -> tuple[Rank, int] | None:
    """How an entry answers a normalised query and the length of what answered, or None. Best first."""
    code = entry.code.casefold()
    answers = [(rank, len(name)) for name in entry.names if (rank := _rank_of_name(name, asked)) is not None]
    if code.startswith(asked):
        answers.append((Rank.CODE if asked == code else Rank.CODE_PREFIX, len(code)))
    if len(asked) >= ENGLISH_CHARS_MIN and asked in entry.display_en.casefold():
        answers.append((Rank.ENGLISH, len(entry.display_en)))
    return min(answers, default=None)


def _rank_of_name(name: str, asked: str) -> Rank | None:
    normal = unicodedata.normalize("NFKC", name).casefold()
    if asked in normal:
        if normal == asked:
            return Rank.NAME
        return Rank.NAME_PREFIX if normal.startswith(asked) else Rank.NAME_INFIX
    letters = as_letters(asked)
    return _rank_of_spelling(spell(name), letters) if letters else None


def _rank_of_spelling(units: Sequence[Unit], letters: str) -> Rank | None:
    full = [unit.readings for unit in units]
    heads = [unit.heads for unit in units]
    tries = (
        (Rank.PINYIN_PREFIX, full, range(1)),
        (Rank.INITIALS_PREFIX, heads, range(1)),
        (Rank.PINYIN_INFIX, full, range(1, len(units))),
        (Rank.INITIALS_INFIX, heads, range(1, len(units))),
    )
    for rank, options, starts in tries:
        if any(_walks(options[start:], letters) for start in starts):
            return rank
    return None


def as_letters(asked: str) -> str:
    """A query as typed pinyin without its separators, ü as v; empty when it holds anything but letters and digits."""
    typed = "".join(char for char in asked if char not in " '’-·").replace("ü", "v")
    return typed if typed.isascii() and typed.isalnum() else ""


def _walks(options: Sequence[tuple[str, ...]], letters: str) -> bool:
    """Whether the letters can be read along the units, one option each, the last one possibly cut short."""
    reached = {0}
    for choices in options:
        onward: set[int] = set()
        for at in reached:
            rest = letters[at:]
            for choice in choices:
                if choice.startswith(rest):
                    return True
                if rest.startswith(choice):
                    onward.add(at + len(choice))
        reached = onward
    return False
