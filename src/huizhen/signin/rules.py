"""Accounts, sessions and proofs: states, limits, events. Source: security.md §2."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from huizhen.core.errors import TooMany, Unauthenticated
from huizhen.core.events import Event

PASSWORD_CHARS_MIN: Final = 12
PASSWORD_CHARS_MAX: Final = 200
SESSION_IDLE: Final = timedelta(minutes=15)
SESSION_ABSOLUTE: Final = timedelta(hours=12)
SEEN_EVERY: Final = timedelta(seconds=30)
FAILURES_FREE: Final = 5
FAILURES_WINDOW: Final = timedelta(minutes=15)
DELAY_MIN: Final = timedelta(minutes=1)
DELAY_MAX: Final = timedelta(minutes=15)
DOUBLINGS_MAX: Final = 4
KEY_BYTES: Final = 32
TOTP_STEP_S: Final = 30
TOTP_STEPS_EITHER_SIDE: Final = 1


class AccountState(StrEnum):
    """Whether somebody may sign in."""

    ACTIVE = "active"
    DISABLED = "disabled"


class ProofMethod(StrEnum):
    """How an act was proven (D14)."""

    TOTP = "totp"


class SigninRefused(Unauthenticated):
    """Unknown login, wrong password or wrong code: one answer, one timing."""

    code = "signin-refused"


class ProofRefused(Unauthenticated):
    """The code for this act is wrong, or was used before."""

    code = "proof-refused"


class SigninLocked(TooMany):
    """Too many wrong tries for this account from unknown devices. Fact `retry_after_s`."""

    code = "signin-locked"


def delay_after(failures: int) -> timedelta:
    """How long the account waits after so many wrong tries: none for five, then 1, 2, 4, 8, 15 minutes."""
    over = failures - FAILURES_FREE
    return timedelta(0) if over < 0 else min(DELAY_MIN * 2 ** min(over, DOUBLINGS_MAX), DELAY_MAX)


def expires_at(*, started_at: datetime, seen_at: datetime) -> datetime:
    """When a session ends if nothing more is heard: idle limit, never beyond the absolute one."""
    return min(seen_at + SESSION_IDLE, started_at + SESSION_ABSOLUTE)


@dataclass(frozen=True, kw_only=True)
class AccountMade(Event):
    kind = "account.made"
    subject_type = "account"


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    kind = "account.signed_in"
    subject_type = "account"
    method: str


@dataclass(frozen=True, kw_only=True)
class SignedOut(Event):
    kind = "account.signed_out"
    subject_type = "account"


@dataclass(frozen=True, kw_only=True)
class SigninFailed(Event):
    kind = "account.signin_failed"
    subject_type = "account"
    cause: str


@dataclass(frozen=True, kw_only=True)
class ActProven(Event):
    kind = "act.proven"
    subject_type = "account"
    method: str
    act_sha256: str
