"""Chinese text as units with every toneless reading. The only file that knows pypinyin.

Invariant: a unit's likeliest reading in its context comes first, its other readings follow; ü is written v.
Source: stack.md (pypinyin reads surnames wrongly, hence all readings), interop.md §7.2.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pypinyin import Style, lazy_pinyin, pinyin

CACHED_TEXTS: Final = 4096
_TOKEN: Final = re.compile(
    r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]+|[^\W_\u3007\u3400-\u9fff\U00020000-\U0003ffff]+"
)
_LETTERS: Final = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A Han character, or a whole word of other letters and digits. `readings` is empty for an unread character.

    `heads` = first letters of the readings, each once; a word may also be typed whole among initials (`2xtnb`, `ct`).
    """

    text: str
    readings: tuple[str, ...]
    heads: tuple[str, ...]
    is_han: bool


@lru_cache(maxsize=CACHED_TEXTS)
def spell(text: str) -> tuple[Unit, ...]:
    """The units of a text (NFKC, case-folded); punctuation, spaces and middle dots are dropped."""
    normal = unicodedata.normalize("NFKC", text).casefold()
    return tuple(unit for run in _TOKEN.findall(normal) for unit in _units(run))


def initials(text: str) -> str:
    """The likeliest initials: `gxy` for 高血压."""
    return "".join(unit.heads[0] for unit in spell(text) if unit.readings)


def _units(run: str) -> Iterator[Unit]:
    if not _is_han(run[0]):
        yield Unit(run, (run,), tuple(dict.fromkeys((run, run[0]))), is_han=False)
        return
    likeliest = lazy_pinyin(run, style=Style.NORMAL, errors="ignore")
    if len(likeliest) != len(run):  # an unread character fell out, and the rest would slip to wrong places
        likeliest = [""] * len(run)
    for char, first in zip(run, likeliest, strict=True):
        others = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
        every = (first, *(others[0] if others else ()))
        readings = tuple(dict.fromkeys(reading for reading in every if _LETTERS.fullmatch(reading)))
        yield Unit(char, readings, tuple(dict.fromkeys(reading[0] for reading in readings)), is_han=True)


def _is_han(char: str) -> bool:
    return char == "\u3007" or "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff"
