"""Names as they are kept, spelled and searched: the terms behind the keyed tokens. Pure; keying is not its business.

Invariant: whatever `query_terms` asks for a part of a patient's own name or number, `search_terms` has stored.
Source: decision S10, security.md §4.5, assist.md §8.4 (surnames are read otherwise than the same character elsewhere).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import chain, islice, pairwise, product
from typing import Any, Final

import orjson

from huizhen import terms
from huizhen.patients.identity import MASK, normal_number, without_country

READINGS_MAX: Final = 32
SPELLED_UNITS_MAX: Final = 20
INITIALS_CHARS_MIN: Final = 2
PIECE_CHARS: Final = 2
COMPOUND_CHARS: Final = 2
TAIL_CHARS: Final = 4
DOCUMENT_CHARS_MIN: Final = 5
QUERY_CHARS_MAX: Final = 64
QUERY_PARTS_MAX: Final = 4
ALTERNATIVES_MAX: Final = 16
MIDDLE_DOT: Final = "\u00b7"

_DOTS: Final = re.compile("[\u00b7\u0387\u2022\u2024\u2027\u2219\u22c5\u30fb\uff65\uff0e]")
_HAN: Final = r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff\u00b7]"
_CHINESE_GAP: Final = re.compile(rf"(?<={_HAN}) | (?={_HAN})")
_NUMBER: Final = re.compile(r"\+?[0-9]+X?")
_PASSPORT_SPELLING: Final = re.compile(r"([ln])yu")


class Field(StrEnum):
    """What a stored term is a form of; the token is keyed with it, so that a tail is never taken for a name."""

    NAME = "name"
    NAME_PIECE = "name_piece"
    PINYIN = "pinyin"
    INITIALS = "initials"
    DOCUMENT = "document"
    DOCUMENT_TAIL = "document_tail"
    PHONE = "phone"
    PHONE_TAIL = "phone_tail"
    RECORD_NUMBER = "record_number"


Term = tuple[Field, str]

CHAIN_WIDE: Final = frozenset({Field.DOCUMENT})
"""Fields that may be asked beyond what the actor sees; the answer then is only "registered elsewhere" (S10)."""


def tidy_name(name: str) -> str:
    """A name as it enters the record: NFC, one form of middle dot, no spaces inside Chinese, single ones elsewhere."""
    dotted = _DOTS.sub(MIDDLE_DOT, unicodedata.normalize("NFC", name))
    return _CHINESE_GAP.sub("", " ".join(dotted.split()))


def normal_name(name: str) -> str:
    """A name as it is compared: NFKC, case-folded, without dots, spaces and other punctuation."""
    return "".join(unit.text for unit in terms.spell(tidy_name(name)))


def surname_chars(tidy: str) -> int:
    """How many characters of a tidy name are its surname: two for a compound one with something after it."""
    compound = tidy[:COMPOUND_CHARS] in _surnames()["compound"]
    return COMPOUND_CHARS if compound and len(tidy) > COMPOUND_CHARS and MIDDLE_DOT not in tidy else 1


def masked_name(name: str) -> str:
    """张*, 欧阳*; of a name in other letters or with a middle dot its first character."""
    tidy = tidy_name(name)
    return tidy[: surname_chars(tidy)] + MASK if len(tidy) > 1 else MASK


def spellings(name: str) -> list[tuple[str, ...]]:
    """Readings of a name as syllables, likeliest first, at most 32, of its first 20 units. A surname's own reading comes first."""
    kept: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    for options in _options(tidy_name(name)):
        longer = [(cost + more, (*read, one)) for cost, read in kept for more, one in enumerate(options)]
        kept = sorted(longer, key=lambda each: each[0])[:READINGS_MAX]
    return list(dict.fromkeys(read for _, read in kept if read))


def search_terms(
    *,
    name: str | None = None,
    document_number: str | None = None,
    phone: str | None = None,
    record_number: str | None = None,
) -> list[Term]:
    """Everything under which a patient is to be found, each once."""
    found: list[Term] = []
    if name:
        found.extend(_name_terms(name))
    if document_number and (document := normal_number(document_number)):
        found += [(Field.DOCUMENT, document), (Field.DOCUMENT_TAIL, document[-TAIL_CHARS:])]
    if phone and (digits := without_country(phone)):
        found += [(Field.PHONE, digits), (Field.PHONE_TAIL, digits[-TAIL_CHARS:])]
    if record_number and (record := normal_number(record_number)):
        found.append((Field.RECORD_NUMBER, record))
    return list(dict.fromkeys(found))


def query_terms(q: str) -> list[list[Term]]:
    """What to look for: alternatives, each a list of terms that must all be stored. Empty: too little to go by."""
    parts = _parts(q)
    alternatives = [each for part in parts if (each := _alternatives(part, alone=len(parts) == 1))]
    if not alternatives:
        return []
    return [list(chain(*chosen)) for chosen in islice(product(*alternatives), ALTERNATIVES_MAX)]


def is_answer(
    q: str,
    *,
    name: str | None = None,
    document_number: str | None = None,
    phone: str | None = None,
    record_number: str | None = None,
) -> bool:
    """Whether an opened hit really answers the query: tokens collide, and pieces of a name may stand apart in it."""
    stored = set(
        search_terms(name=name, document_number=document_number, phone=phone, record_number=record_number)
    )
    whole = normal_name(name or "")
    if any(_is_han(part) and part not in whole for part in _parts(q)):
        return False
    return any(stored.issuperset(alternative) for alternative in query_terms(q))


def _name_terms(name: str) -> Iterator[Term]:
    units = terms.spell(tidy_name(name))
    yield Field.NAME, "".join(unit.text for unit in units)
    for one, two in pairwise(units):
        if one.is_han and two.is_han:
            yield Field.NAME_PIECE, one.text + two.text
    for unit in units:
        if not unit.is_han:
            yield Field.PINYIN, unit.text
    given = surname_chars(tidy_name(name))
    for syllables in spellings(name):
        yield Field.PINYIN, "".join(syllables)
        for end in range(2, len(syllables)):
            yield Field.PINYIN, "".join(syllables[:end])
        if len(syllables) > given + 1:
            yield Field.PINYIN, "".join(syllables[given:])
        letters = "".join(syllable[:1] for syllable in syllables)
        for end in range(INITIALS_CHARS_MIN, len(letters) + 1):
            yield Field.INITIALS, letters[:end]


def _options(tidy: str) -> list[tuple[str, ...]]:
    """Readings of each unit in order of likelihood, a surname's own ones first. An unread character is passed over."""
    options = [unit.readings or ("",) for unit in terms.spell(tidy)[:SPELLED_UNITS_MAX]]
    if surname_chars(tidy) == COMPOUND_CHARS:
        own: list[tuple[str, ...]] = [
            (syllable,) for syllable in _surnames()["compound"][tidy[:COMPOUND_CHARS]].split()
        ]
    else:
        own = [tuple(_surnames()["single"].get(tidy[:1], "").split())]
    for place, readings in enumerate(own[: len(options)]):
        options[place] = tuple(dict.fromkeys((*readings, *options[place])))
    return options


def _parts(q: str) -> list[str]:
    """A query cut into runs of Han, numbers, and one run of letters; a number may be typed in groups."""
    normal = unicodedata.normalize("NFKC", q)
    if len(normal) > QUERY_CHARS_MAX:
        return []
    if _NUMBER.fullmatch(together := normal_number(normal)):
        return [without_country(together)]
    parts: list[str] = []
    letters = ""
    for chunk in normal.split():
        if chunk.isascii() and any(char.isdigit() for char in chunk):
            parts.append(normal_number(chunk))
            continue
        for is_han, text in _runs(chunk):
            if not is_han:
                letters += text
            elif parts and _is_han(parts[-1]) and 1 in (len(parts[-1]), len(text)):
                parts[-1] += text  # 张 三 is one name, 热合曼 买买提 may be two pieces of one
            else:
                parts.append(text)
    return [*parts, *([letters] if letters else [])][:QUERY_PARTS_MAX]


def _runs(chunk: str) -> Iterator[tuple[bool, str]]:
    """Neighbouring units of one sort as one text."""
    run, sort = "", False
    for unit in terms.spell(chunk):
        if run and unit.is_han is not sort:
            yield sort, run
            run = ""
        run, sort = run + unit.text, unit.is_han
    if run:
        yield sort, run


def _alternatives(part: str, *, alone: bool) -> list[list[Term]]:
    if _is_han(part):
        if len(part) >= PIECE_CHARS:
            return [[(Field.NAME_PIECE, part[at : at + PIECE_CHARS]) for at in range(len(part) - 1)]]
        return [[(Field.NAME, part)]] if alone else []
    if any(char.isdigit() for char in part):
        return [[each] for each in _number_terms(part)]
    found: list[list[Term]] = [[(Field.PINYIN, each)] for each in _as_typed(part)]
    return [*found, [(Field.INITIALS, part)]] if len(part) >= INITIALS_CHARS_MIN else found


def _as_typed(letters: str) -> Iterable[str]:
    """Letters as they may be meant: themselves (Müller), ü typed for v, and the lyu of passports."""
    return dict.fromkeys((letters, letters.replace("ü", "v"), _PASSPORT_SPELLING.sub(r"\1v", letters)))


def _number_terms(number: str) -> Iterator[Term]:
    if len(number) == TAIL_CHARS:
        yield Field.DOCUMENT_TAIL, number
        yield Field.PHONE_TAIL, number
    if len(number) >= DOCUMENT_CHARS_MIN:
        yield Field.DOCUMENT, number
        yield Field.PHONE, number
    yield Field.RECORD_NUMBER, number


def _is_han(part: str) -> bool:
    return all(unit.is_han for unit in terms.spell(part)) and bool(part)


@cache
def _surnames() -> Mapping[str, Mapping[str, str]]:
    raw: dict[str, Any] = orjson.loads((resources.files("huizhen.patients") / "surnames.json").read_bytes())
    return raw
