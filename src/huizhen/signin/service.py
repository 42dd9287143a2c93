"""Signing in and out, and proving one act."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from huizhen import docstore, org
from huizhen.core.access import Actor, require
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import FieldError, Invalid, StepUpRequired, Unauthenticated
from huizhen.signin import password as passwords
from huizhen.signin import queries, totp
from huizhen.signin.model import Account, KnownDevice, SigninCounter, SigninSession
from huizhen.signin.policy import ALLOW, Can
from huizhen.signin.rules import (
    FAILURES_WINDOW,
    KEY_BYTES,
    PASSWORD_CHARS_MIN,
    SEEN_EVERY,
    AccountMade,
    AccountState,
    ActProven,
    ProofMethod,
    ProofRefused,
    SignedIn,
    SignedOut,
    SigninFailed,
    SigninLocked,
    SigninRefused,
    delay_after,
)

NOBODY: Final = UUID(int=0)
UNKNOWN_DEVICE: Final = b"unknown"


def make_account(uow: UnitOfWork, *, practitioner_id: UUID, login: str, password: str) -> str:
    """Give somebody an account; returns the TOTP seed, which is shown once.

    Raises:
        Invalid: the password is too short.
    """
    require(ALLOW, Can.MAKE, uow.actor)
    if len(password) < PASSWORD_CHARS_MIN:
        raise Invalid(FieldError("/password", "too_short"))
    seed = totp.make_seed()
    uow.session.add(
        Account(
            id=practitioner_id,
            created_at=uow.now,
            login=login.lower(),
            password_hash=passwords.hash_of(password),
            totp_seed=docstore.protect(
                uow, seed.encode(), "account", "totp_seed", practitioner_id, scope=docstore.system_scope(uow)
            ),
            totp_last_step=0,
            state=AccountState.ACTIVE,
        )
    )
    uow.session.flush()
    uow.record(AccountMade(subject_id=practitioner_id))
    return seed


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session. The tokens leave in cookies and are known nowhere else."""

    account_id: UUID
    token: str
    device: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Why nobody was signed in. The counter has been raised: the caller commits, then refuses."""

    problem: SigninRefused | SigninLocked


def sign_in(uow: UnitOfWork, *, login: str, password: str, code: str, device: str | None) -> Opened | Failed:
    """Open a session by password and code together.

    A wrong try must be counted although it is refused, so the refusal is returned and raised after the commit.
    """
    account = uow.session.scalar(select(Account).where(Account.login == login.lower()).with_for_update())
    bucket = _bucket(uow, login, account, device)
    if (wait := _blocked_for(uow, bucket)) > timedelta(0):
        return Failed(SigninLocked(retry_after_s=int(wait.total_seconds()) + 1))
    right = passwords.matches(account.password_hash if account else None, password)
    step = None
    if account is not None and right:
        seed = queries.seed_of(uow, account)
        step = totp.accepted_step(seed, code, at=uow.now, last_step=account.totp_last_step)
    if account is None or step is None or account.state is not AccountState.ACTIVE:
        _count_failure(uow, bucket)
        uow.record(
            SigninFailed(subject_id=account.id if account else NOBODY, cause="code" if right else "password")
        )
        return Failed(SigninRefused())
    account.totp_last_step = step
    if passwords.outdated(account.password_hash):
        account.password_hash = passwords.hash_of(password)
    uow.session.execute(delete(SigninCounter).where(SigninCounter.bucket == bucket))
    return open_session(uow, account, device)


def open_session(uow: UnitOfWork, account: Account, device: str | None) -> Opened:
    """A new session for an account whose factors were checked."""
    token, device = secrets.token_urlsafe(KEY_BYTES), device or secrets.token_urlsafe(KEY_BYTES)
    session = SigninSession(
        id=uow.new_id(),
        created_at=uow.now,
        account_id=account.id,
        token_hash=queries.hash_of(token),
        seen_at=uow.now,
        ended_at=None,
    )
    uow.session.add(session)
    known = insert(KnownDevice).values(
        account_id=account.id, device_hash=queries.hash_of(device), first_at=uow.now
    )
    uow.session.execute(known.on_conflict_do_nothing())
    uow.actor = Actor(user_id=account.id, session_id=session.id)
    uow.record(SignedIn(subject_id=account.id, method="password+totp"))
    return Opened(account.id, token, device)


def get_actor(uow: UnitOfWork, token: str | None) -> Actor:
    """The actor of a token, with the roles he holds at this moment.

    Raises:
        Unauthenticated: no token, or no live session for it.
    """
    live = queries.require_live(uow, token)
    if uow.now - live.seen_at > SEEN_EVERY:
        seen = update(SigninSession).where(SigninSession.id == live.id)
        uow.session.execute(seen.values(seen_at=uow.now, version=SigninSession.version + 1))
        uow.keep_quietly()
    return Actor(user_id=live.account_id, roles=org.roles_of(uow, live.account_id), session_id=live.id)


def sign_out(uow: UnitOfWork) -> None:
    """End the actor's session at once."""
    session = uow.session.get_one(SigninSession, uow.actor.session_id)
    session.ended_at = uow.now
    uow.record(SignedOut(subject_id=uow.actor.user_id))


@dataclass(frozen=True, slots=True)
class Proven:
    """That the actor proved this one act, by which method, and the evidence that is kept."""

    method: ProofMethod
    act_sha256: bytes
    evidence: str


def prove(uow: UnitOfWork, *, act_sha256: bytes, code: str | None) -> Proven:
    """Check the actor's one-time code for an act; a code proves one act only.

    Raises:
        StepUpRequired: no code was given.
        ProofRefused: it is wrong, or was used.
    """
    if code is None:
        raise StepUpRequired((ProofMethod.TOTP,))
    account = uow.session.scalar(select(Account).where(Account.id == uow.actor.user_id).with_for_update())
    if account is None:
        raise Unauthenticated
    seed = queries.seed_of(uow, account)
    step = totp.accepted_step(seed, code, at=uow.now, last_step=account.totp_last_step)
    if step is None:
        raise ProofRefused
    account.totp_last_step = step
    uow.record(ActProven(subject_id=account.id, method=ProofMethod.TOTP, act_sha256=act_sha256.hex()))
    return Proven(ProofMethod.TOTP, act_sha256, f"totp:{step}")


def _bucket(uow: UnitOfWork, login: str, account: Account | None, device: str | None) -> bytes:
    known = (
        account is not None
        and device is not None
        and uow.session.get(KnownDevice, (account.id, queries.hash_of(device))) is not None
    )
    who = device.encode() if known and device is not None else UNKNOWN_DEVICE
    key = uow.workshop.keyring.named_key("signin")
    return hmac.digest(key, login.lower().encode() + b"\0" + who, hashlib.sha256)


def _blocked_for(uow: UnitOfWork, bucket: bytes) -> timedelta:
    row = uow.session.get(SigninCounter, bucket)
    if row is None or row.blocked_until_at is None:
        return timedelta(0)
    return row.blocked_until_at - uow.now


def _count_failure(uow: UnitOfWork, bucket: bytes) -> None:
    row = uow.session.get(SigninCounter, bucket, with_for_update=True)
    if row is None or uow.now - row.first_at > FAILURES_WINDOW:
        uow.session.merge(SigninCounter(bucket=bucket, failures=1, first_at=uow.now, blocked_until_at=None))
        return
    row.failures += 1
    wait = delay_after(row.failures)
    row.blocked_until_at = uow.now + wait if wait else None
