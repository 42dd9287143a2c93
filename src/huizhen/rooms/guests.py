"""The one-use link by which a patient or companion enters without an account.

Invariant: looking spends nothing; five wrong tries or one right one end the link; it binds one seat and one device,
at the deliberate submit. Source: decisions S16; media.md §13.1; security.md §2.
"""

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Final
from uuid import UUID

from huizhen.core.errors import Conflict, FieldError, Invalid, Problem
from huizhen.core.events import Event

TOKEN_BYTES: Final = 32
CHECK_CHARACTERS: Final = 4
TRIES_MAX: Final = 5
_FIELD: Final = "/last_four"


class LinkUsed(Conflict):
    """It has let somebody in. Another device gets a new link from nurse or chair."""

    code = "link-used"


class LinkExpired(Conflict):
    """Its session is over, or its time."""

    code = "link-expired"


class LinkDead(Conflict):
    """Too many wrong tries, or replaced by a newer link."""

    code = "link-dead"


class CheckWrong(Invalid):
    """Not the last four characters of the document number. Fact `tries_left`."""

    code = "check-wrong"


class CheckMalformed(Invalid):
    """Not four letters or digits; spends no try."""

    code = "check-malformed"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestLink:
    """The row without the token: the link's owner has it, we keep its hash."""

    seat_id: UUID
    check_hash: bytes
    expires_at: datetime
    tries: int = 0
    used_at: datetime | None = None
    device: str | None = None
    is_replaced: bool = False


def token_hash(token: bytes) -> bytes:
    """What is stored of a link's token; 256 random bits need no salt."""
    return hashlib.sha256(token).digest()


def find_last_four(text: str) -> str | None:
    """Four characters as typed, made comparable (full width, case, X), or None if they cannot be an answer."""
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    is_answer = len(plain) == CHECK_CHARACTERS and plain.isascii() and plain.isalnum()
    return plain if is_answer else None


def check_hash(key: bytes, *, seat_id: UUID, last_four: str) -> bytes:
    """Keyed, and bound to the seat: four characters alone would be guessed from a plain hash."""
    return hmac.digest(key, b"guest-check" + seat_id.bytes + last_four.encode(), "sha256")


def find_obstacle(link: GuestLink, now: datetime) -> Problem | None:
    """Why the link opens nothing whatever is typed; also for the page that is only looked at."""
    if link.used_at is not None:
        return LinkUsed()
    if link.is_replaced or link.tries >= TRIES_MAX:
        return LinkDead()
    if now >= link.expires_at:
        return LinkExpired()
    return None


def submit(
    link: GuestLink, *, key: bytes, typed: str, device: str, now: datetime
) -> tuple[GuestLink, Problem | None]:
    """The link after a deliberate submit, and the refusal if it did not open.

    The link is to be stored in both cases: a refusal that is rolled back would give the try back.
    """
    if (obstacle := find_obstacle(link, now)) is not None:
        return link, obstacle
    last_four = find_last_four(typed)
    if last_four is None:
        return link, CheckMalformed(FieldError(_FIELD, "malformed"))
    given = check_hash(key, seat_id=link.seat_id, last_four=last_four)
    if hmac.compare_digest(given, link.check_hash):
        return replace(link, used_at=now, device=device), None
    tried = replace(link, tries=link.tries + 1)
    if tried.tries >= TRIES_MAX:
        return tried, LinkDead()
    return tried, CheckWrong(FieldError(_FIELD, "wrong"), tries_left=TRIES_MAX - tried.tries)


@dataclass(frozen=True, kw_only=True)
class GuestLinkUsed(Event):
    """Seat and device are bound from here on."""

    kind: ClassVar[str] = "guest_link.used"
    subject_type: ClassVar[str] = "session"
    seat_id: UUID


@dataclass(frozen=True, kw_only=True)
class GuestLinkKilled(Event):
    """Five wrong tries: somebody else may have had the link."""

    kind: ClassVar[str] = "guest_link.killed"
    subject_type: ClassVar[str] = "session"
    seat_id: UUID
