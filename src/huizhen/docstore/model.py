"""Tables of the document store. Bodies are ciphertext from the first migration; nothing about a person stands clear.

Source: sync.md §5, decisions S3, S6, D7, D12.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from huizhen.core.db.journal import CURRENT_TX, Xid8
from huizhen.core.db.model import Base, Log, Owner, Retention
from huizhen.docstore.rules import Klass


class ScopeKey(Base, owner=Owner.HQ, retention=Retention.RECORD, scoped_by="scope"):
    """A scope's data key, wrapped by a KEK that the database never sees; `counter` numbers the scope's changes."""

    __tablename__ = "scope_key"

    scope: Mapped[UUID] = mapped_column(primary_key=True)
    key_version: Mapped[int] = mapped_column(primary_key=True)
    kek_version: Mapped[int]
    wrapped: Mapped[bytes]
    counter: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]


class Document(Base, owner=Owner.HQ, retention=Retention.RECORD, scoped_by="scope"):
    """The latest state of a document. `base`, `base_ver`: on a node, what HQ last gave; null when equal."""

    __tablename__ = "document"
    __table_args__ = (Index(None, "scope", "rtype"),)

    rtype: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[UUID]
    klass: Mapped[Klass]
    owner_store: Mapped[UUID | None] = mapped_column("owner")
    ver: Mapped[int]
    body: Mapped[bytes]
    base: Mapped[bytes | None]
    base_ver: Mapped[int | None]
    hash: Mapped[bytes]
    key_id: Mapped[int]
    deleted: Mapped[bool] = mapped_column(default=False)


class DocumentVersion(Log, owner=Owner.HQ, retention=Retention.RECORD, scoped_by="scope"):
    """Every state a document ever had."""

    __tablename__ = "document_version"
    __table_args__ = {"postgresql_partition_by": "HASH (scope)"}  # noqa: RUF012 - SQLAlchemy's own name

    scope: Mapped[UUID] = mapped_column(primary_key=True)
    rtype: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    ver: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[bytes]
    key_id: Mapped[int]
    op_uuid: Mapped[UUID] = mapped_column(index=True)
    node: Mapped[str]
    actor: Mapped[UUID]
    t_claimed: Mapped[datetime]
    received_at: Mapped[datetime]


class Blob(Log, owner=Owner.HQ, retention=Retention.RECORD, scoped_by="scope"):
    """A file of a scope: where its ciphertext lies, by the hash of it, and under which of the scope's keys."""

    __tablename__ = "blob"
    __table_args__ = (Index(None, "scope"),)

    address: Mapped[bytes] = mapped_column(primary_key=True)
    scope: Mapped[UUID]
    key_id: Mapped[int]
    size_bytes: Mapped[int]
    at: Mapped[datetime]


class Change(Log, owner=Owner.HQ, retention=Retention.PROCESS, scoped_by="scope"):
    """The feed: one row a write, read by position below the horizon (sync.md R7)."""

    __tablename__ = "change"
    __table_args__ = (
        Index(None, "tx", "seq"),
        Index(None, "scope", "tx", "seq"),
        {"postgresql_partition_by": "RANGE (at)"},
    )

    at: Mapped[datetime] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    tx: Mapped[int] = mapped_column(Xid8, server_default=CURRENT_TX)
    kind: Mapped[str]
    scope: Mapped[UUID]
    node: Mapped[str]
    rtype: Mapped[str]
    id: Mapped[UUID]
    ver: Mapped[int]
    counter: Mapped[int]
    op_uuid: Mapped[UUID]


class Receipt(Log, owner=Owner.HQ, retention=Retention.PROCESS, scoped_by="actor"):
    """The first answer to a call, kept under the caller's idempotency key: ids, versions and states only (S12)."""

    __tablename__ = "receipt"

    idem_key: Mapped[str] = mapped_column(primary_key=True)
    actor: Mapped[UUID] = mapped_column(primary_key=True)
    verb: Mapped[str]
    args_sha256: Mapped[bytes]
    status: Mapped[int]
    body: Mapped[bytes]
    etag: Mapped[str | None]
    sig: Mapped[bytes | None]
    presenting: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]


class Draft(Base, owner=Owner.NODE, retention=Retention.SESSION, scoped_by="scope"):
    """Unfinished text of one person in one form: encrypted, overwritten, gone on submit (D12)."""

    __tablename__ = "draft"

    author: Mapped[UUID] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[UUID] = mapped_column(primary_key=True)
    body: Mapped[bytes]
    saved_at: Mapped[datetime]
