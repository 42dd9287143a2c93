"""Who calls: one statement from a cookie's hash to an actor, and what may be known about sessions."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from huizhen import docstore
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import Unauthenticated
from huizhen.signin.model import Account, SigninSession
from huizhen.signin.rules import AccountState, expires_at


def hash_of(token: str) -> bytes:
    """What is stored of a token: it is 256 random bits, so a plain hash keeps it."""
    return hashlib.sha256(token.encode()).digest()


@dataclass(frozen=True, slots=True)
class Live:
    """A session that may act now."""

    id: UUID
    account_id: UUID
    started_at: datetime
    seen_at: datetime


def find_live(uow: UnitOfWork, token: str) -> Live | None:
    """The session of a token, unless it ended or idled out; its holder's roles are read at every request."""
    row = uow.session.execute(
        select(
            SigninSession.id,
            SigninSession.account_id,
            SigninSession.created_at,
            SigninSession.seen_at,
            Account.state,
        )
        .join(Account, Account.id == SigninSession.account_id)
        .where(SigninSession.token_hash == hash_of(token), SigninSession.ended_at.is_(None))
    ).one_or_none()
    if row is None or row.state is not AccountState.ACTIVE:
        return None
    if uow.now >= expires_at(started_at=row.created_at, seen_at=row.seen_at):
        return None
    return Live(row.id, row.account_id, row.created_at, row.seen_at)


def require_live(uow: UnitOfWork, token: str | None) -> Live:
    """As `find_live`; raises `Unauthenticated`."""
    live = None if token is None else find_live(uow, token)
    if live is None:
        raise Unauthenticated
    return live


def seed_of(uow: UnitOfWork, account: Account) -> str:
    """The TOTP seed of an account: the only secret that this package opens."""
    scope = docstore.system_scope(uow)
    return docstore.unprotect(
        uow, account.totp_seed, "account", "totp_seed", account.id, scope=scope
    ).decode()
