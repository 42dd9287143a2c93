"""What somebody is told of a case before he may open the record: no name, no number, no contact.

Invariant: made once, at submission, by a person who may open the record; of the patient it holds sex and age, and
texts in which name, numbers and addresses of every kind are struck out. Source: domain.md §5.2, security.md §3.2.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, Self

from huizhen import docstore
from huizhen.consultations.schemas.request import Asked
from huizhen.core.time import as_utc_text

STRUCK: Final = "▇▇"
PARTED: Final = r"[\s\u200b-\u200f\u2060\ufeff]*"
"""What may stand between the letters of a name: spaces, also those that nobody sees."""
CONTACTS: Final = (
    re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w.-]+", re.ASCII),
    re.compile(r"\d{6}[ -]\d{8}[ -]?\d{3}[\dXx]"),
    re.compile(r"1\d{2}[ -]\d{4}[ -]\d{4}"),
    re.compile(r"\d{7,}[Xx]?"),
)
"""E-mail; identity and mobile numbers in groups; any run of seven digits: longer than a date or a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The case without the person."""

    sex: str
    age_years: int
    reason: str
    purpose: str
    questions: tuple[str, ...]
    urgency_reason: str | None
    proposed_times: tuple[datetime, ...]

    def as_bytes(self) -> bytes:
        """Canonical JSON, to be encrypted."""
        told = asdict(self) | {"proposed_times": [as_utc_text(each) for each in self.proposed_times]}
        return docstore.canonical({name: value for name, value in told.items() if value is not None})

    @classmethod
    def of(cls, raw: bytes) -> Self:
        """What `as_bytes` made."""
        told: dict[str, Any] = docstore.parse(raw)
        return cls(
            sex=told["sex"],
            age_years=int(told["age_years"]),
            reason=told["reason"],
            purpose=told["purpose"],
            questions=tuple(told["questions"]),
            urgency_reason=told.get("urgency_reason"),
            proposed_times=tuple(datetime.fromisoformat(each) for each in told["proposed_times"]),
        )


def summary_of(asked: Asked, *, sex: str, age_years: int, known: Iterable[str]) -> Summary:
    """The summary of a request; `known`: what identifies this patient (name, numbers)."""
    names = [each for each in known if each]
    urgency = asked.urgency_reason
    return Summary(
        sex=sex,
        age_years=age_years,
        reason=without(asked.reason, names),
        purpose=without(asked.purpose, names),
        questions=tuple(without(each, names) for each in asked.questions),
        urgency_reason=None if urgency is None else without(urgency, names),
        proposed_times=asked.proposed_times,
    )


def without(text: str, known: Iterable[str]) -> str:
    """The text with everything struck out that says who it is, in full or half width, also where spaces part it."""
    folded = "".join(_folded(letter) for letter in text)
    names = (PARTED.join(re.escape(_folded(letter)) for letter in each if letter.strip()) for each in known)
    patterns = [*CONTACTS, *(re.compile(each, re.IGNORECASE) for each in names if each)]
    spans = sorted(found.span() for pattern in patterns for found in pattern.finditer(folded))
    kept, end = [], 0
    for start, until in spans:
        if until <= end:
            continue
        kept += [text[end:start], STRUCK] if start >= end else []
        end = until
    return "".join([*kept, text[end:]])


def _folded(letter: str) -> str:
    """One character for one, so that what is found in the folded text is cut out of the written one."""
    plain = unicodedata.normalize("NFKC", letter)
    return plain if len(plain) == 1 else letter
