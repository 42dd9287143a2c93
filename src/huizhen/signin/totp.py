"""One-time codes. The only importer of `pyotp`. Source: RFC 6238, security.md §2.2."""

import hmac
from datetime import datetime
from typing import Final

import pyotp

from huizhen.signin.rules import TOTP_STEP_S, TOTP_STEPS_EITHER_SIDE

ISSUER: Final = "Huizhen"
CODE_DIGITS: Final = 6


def make_seed() -> str:
    """A fresh base32 seed."""
    return pyotp.random_base32()


def step_of(at: datetime) -> int:
    """The time step of a moment."""
    return int(at.timestamp()) // TOTP_STEP_S


def accepted_step(seed: str, code: str, *, at: datetime, last_step: int) -> int | None:
    """The step that the code belongs to, within one step either side and never one that was used; else none."""
    made = pyotp.TOTP(seed, digits=CODE_DIGITS, interval=TOTP_STEP_S)
    found = None
    for step in range(step_of(at) - TOTP_STEPS_EITHER_SIDE, step_of(at) + TOTP_STEPS_EITHER_SIDE + 1):
        if hmac.compare_digest(made.generate_otp(step), code) and step > last_step:
            found = step
    return found


def current_code(seed: str, *, at: datetime, last_step: int) -> tuple[str, int]:
    """The next usable code and the seconds until it changes: shown by the demo only."""
    step = max(step_of(at), last_step + 1)
    left = (step + 1) * TOTP_STEP_S - int(at.timestamp())
    return pyotp.TOTP(seed, digits=CODE_DIGITS, interval=TOTP_STEP_S).generate_otp(step), left


def uri(seed: str, login: str) -> str:
    """The otpauth address for an authenticator."""
    return pyotp.TOTP(seed, digits=CODE_DIGITS, interval=TOTP_STEP_S).provisioning_uri(
        name=login, issuer_name=ISSUER
    )
