"""Owns what becomes of a character that the faces cannot draw or that must not act in a paper.

Invariant: cleaning never fails and drops nothing silently; every change is listed by code point.
Source: Unicode 15 general categories, `Default_Ignorable_Code_Point`; stack.md §6.1.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

GETA: Final = "〓"  # U+3013, the printer's mark for a sort that is not in the case
# Symbols of clinical writing (CHA₂DS₂, 10⁹/L, Na⁺, ☑) that our faces lack and the engine's own DejaVu draws in
# both weights; the engine cannot be asked for its coverage, so a test sets every one of them.
LENT: Final = frozenset(map(ord, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙₐₓ⁰⁵⁶⁷⁸⁹⁺⁻⁼ⁿ☐☑☒✓✔✗∙⋅►➔➢ϕ"))
LINE_ENDS: Final = ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")
NOT_TEXT: Final = frozenset({"Cc", "Cs", "Co", "Cn"})  # control, lone surrogate, private use, unassigned
# Invisible though not of category Cf: fillers, joiners of graphemes, selectors of variants.
IGNORABLE: Final = frozenset(
    chain(
        (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0),
        range(0x180B, 0x1810),
        range(0xFE00, 0xFE10),
        range(0xE0100, 0xE01F0),
    )
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The data as it is printed, and what was changed to get there, each by first appearance."""

    data: Any
    uncovered: tuple[int, ...]
    """Printed as 〓."""
    omitted: tuple[int, ...]
    """Invisible ones, left out: some of them reorder the line that they stand in."""


def clean(data: Any, covered: Callable[[int], bool]) -> Cleaned:
    """Plain JSON data whose every string can be set; `covered` answers for a code point."""
    verdicts: dict[str, str | None] = {"\n": None}
    for text in _texts(data):
        for character in dict.fromkeys(_lined(text)):
            if character not in verdicts:
                verdicts[character] = _verdict(character, covered)
    table = {ord(character): stead for character, stead in verdicts.items() if stead is not None}
    return Cleaned(
        data=_mapped(data, lambda text: _lined(text).translate(table)),
        uncovered=tuple(point for point, stead in table.items() if stead == GETA),
        omitted=tuple(point for point, stead in table.items() if stead == ""),
    )


def is_readable(text: str) -> bool:
    """Whether anything of a text would be seen on paper, be it a 〓; invisible characters alone are no text."""
    return any(not each.isspace() and _verdict(each, lambda _: True) != "" for each in text)


def _verdict(character: str, covered: Callable[[int], bool]) -> str | None:
    """What is printed instead; None when the character is printed as it is."""
    category = unicodedata.category(character)
    if category == "Cf" or ord(character) in IGNORABLE:
        return ""
    if category in NOT_TEXT or not covered(ord(character)):
        return GETA
    return None


def _lined(text: str) -> str:
    """White space that means a new line or a gap becomes the one form of it that has a width."""
    for end in LINE_ENDS:
        text = text.replace(end, "\n")
    return text.replace("\t", " ")


def _texts(data: Any) -> list[str]:
    found: list[str] = []

    def keep(text: str) -> str:
        found.append(text)
        return text

    _mapped(data, keep)
    return found


def _mapped(data: Any, change: Callable[[str], str]) -> Any:
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {key: _mapped(value, change) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_mapped(value, change) for value in data]
    return data
