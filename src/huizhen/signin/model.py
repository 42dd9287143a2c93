"""Accounts, known devices, sessions and the counters of wrong tries. Secrets are hashed or encrypted."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huizhen.core.db.model import Base, Owner, Retention, Row
from huizhen.signin.rules import AccountState


class Account(Row, owner=Owner.HQ, retention=Retention.STAFF):
    """How a practitioner signs in; it bears the practitioner's id."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("login"),)

    id: Mapped[UUID] = mapped_column(ForeignKey("practitioner.id"), primary_key=True)
    login: Mapped[str]
    password_hash: Mapped[str]
    totp_seed: Mapped[bytes]
    totp_last_step: Mapped[int] = mapped_column(default=0)
    state: Mapped[AccountState]


class SigninSession(Row, owner=Owner.NODE, retention=Retention.SESSION):
    """A signed-in browser. Only the hash of its token is kept; `secret` is the root of its browser key."""

    __tablename__ = "signin_session"
    __table_args__ = (UniqueConstraint("token_hash"), Index(None, "account_id"))

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    token_hash: Mapped[bytes]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class KnownDevice(Base, owner=Owner.NODE, retention=Retention.SESSION):
    """A browser that has signed in to this account: it keeps its own counter, so nobody can lock a person out."""

    __tablename__ = "known_device"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    device_hash: Mapped[bytes] = mapped_column(primary_key=True)
    first_at: Mapped[datetime]


class SigninCounter(Base, owner=Owner.NODE, retention=Retention.SESSION):
    """Wrong tries for one login from one known device, or from all unknown ones together. Unlogged."""

    __tablename__ = "signin_counter"
    __table_args__ = {"prefixes": ["UNLOGGED"]}  # noqa: RUF012 - SQLAlchemy's own name

    bucket: Mapped[bytes] = mapped_column(primary_key=True)
    failures: Mapped[int]
    first_at: Mapped[datetime]
    blocked_until_at: Mapped[datetime | None]
