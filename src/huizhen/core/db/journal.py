"""The journal: audit trail, outbox and history in one append-only table.

An entry is one canonical byte string; the columns beside it are extracted from it, so that a new column never breaks
the chain (D16). The payload stays empty: old and new values are named by (kind, id, ver) (S3). Source: security.md §5.1.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from sqlalchemy import BigInteger, Connection, Identity, Index, insert, text
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import UserDefinedType

from huizhen.core.access import Actor
from huizhen.core.db.model import Log, Owner, Retention
from huizhen.core.events import Event
from huizhen.core.time import as_utc_text

ENTRY_FORM: Final = 1
CURRENT_TX: Final = text("pg_current_xact_id()")


class Xid8(UserDefinedType[int]):
    """PostgreSQL's 64-bit transaction id."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "xid8"


class JournalEntry(Log, owner=Owner.NODE, retention=Retention.AUDIT, scoped_by="scope"):
    """One thing that happened. `tx` and `seq` give readers their safe cursor; neither enters the hash."""

    __tablename__ = "journal"
    __table_args__ = (
        Index(None, "tx", "seq"),
        Index(None, "subject_id", "at"),
        {"postgresql_partition_by": "RANGE (at)"},
    )

    at: Mapped[datetime] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    tx: Mapped[int] = mapped_column(Xid8, server_default=CURRENT_TX)
    entry: Mapped[bytes]
    id: Mapped[UUID]
    origin: Mapped[str]
    kind: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[UUID | None]
    scope: Mapped[UUID | None]
    audience: Mapped[list[UUID]]
    actor: Mapped[UUID]
    on_behalf_of: Mapped[UUID | None]
    session: Mapped[UUID | None]
    purpose: Mapped[str | None]
    basis: Mapped[str | None]
    outcome: Mapped[str]
    reason: Mapped[str | None]
    request_id: Mapped[str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to be journaled, before it becomes bytes."""

    id: UUID
    at: datetime
    kind: str
    subject_type: str
    subject_id: UUID | None
    actor: Actor
    request_id: str | None = None
    scope: UUID | None = None
    audience: Sequence[UUID] = ()
    purpose: str | None = None
    basis: str | None = None
    outcome: str = "success"
    reason: str | None = None
    version: int = 1
    values: Mapping[str, Any] = field(default_factory=dict)

    def as_fields(self, origin: str) -> dict[str, Any]:
        """The JSON object that is hashed: text, small numbers and ids only."""
        return {
            "form": ENTRY_FORM,
            "id": str(self.id),
            "at": as_utc_text(self.at),
            "origin": origin,
            "kind": self.kind,
            "version": self.version,
            "subject_type": self.subject_type,
            "subject_id": _text(self.subject_id),
            "scope": _text(self.scope),
            "audience": sorted(str(each) for each in self.audience),
            "actor": str(self.actor.user_id),
            "system": self.actor.system,
            "on_behalf_of": _text(self.actor.on_behalf_of),
            "session": _text(self.actor.session_id),
            "purpose": self.purpose,
            "basis": self.basis,
            "outcome": self.outcome,
            "reason": self.reason,
            "request_id": self.request_id,
            "values": dict(self.values),
        }


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _id(value: str | None) -> UUID | None:
    return None if value is None else UUID(value)


def as_bytes(fields: Mapping[str, Any]) -> bytes:
    """The canonical bytes of an entry: sorted keys, no white space, UTF-8."""
    return orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)


def extract(entry: bytes) -> dict[str, Any]:
    """The columns that stand beside an entry; the same function when it is written and when it is verified."""
    fields = orjson.loads(entry)
    return {
        "id": UUID(fields["id"]),
        "at": datetime.fromisoformat(fields["at"]),
        "origin": fields["origin"],
        "kind": fields["kind"],
        "subject_type": fields["subject_type"],
        "subject_id": _id(fields["subject_id"]),
        "scope": _id(fields["scope"]),
        "audience": [UUID(each) for each in fields["audience"]],
        "actor": UUID(fields["actor"]),
        "on_behalf_of": _id(fields["on_behalf_of"]),
        "session": _id(fields["session"]),
        "purpose": fields["purpose"],
        "basis": fields["basis"],
        "outcome": fields["outcome"],
        "reason": fields["reason"],
        "request_id": fields["request_id"],
    }


def rows(entries: Iterable[Entry], *, origin: str) -> list[dict[str, Any]]:
    """Entries as rows; what no entry can hold fails here."""
    made = [as_bytes(each.as_fields(origin)) for each in entries]
    return [{"entry": entry, **extract(entry)} for entry in made]


def append(to: Session | Connection, made: Sequence[Mapping[str, Any]]) -> None:
    """Write rows in this transaction."""
    if made:
        to.execute(insert(JournalEntry), made)


def of_event(event: Event, *, id: UUID, at: datetime, actor: Actor, **more: Any) -> Entry:
    """The entry of an event."""
    return Entry(
        id=id,
        at=at,
        kind=event.kind,
        version=event.version,
        subject_type=event.subject_type,
        subject_id=event.subject_id,
        actor=actor,
        values=event.values(),
        **more,
    )


# Entries whose transaction and all earlier ones are finished: the only safe way to follow a growing log (stack.md §3.5).
AFTER: Final = text("""
    select tx::text::bigint as tx, seq, id, at, kind, subject_type, subject_id, audience, entry
    from journal
    where (tx, seq) > (cast(cast(:tx as text) as xid8), :seq) and tx < pg_snapshot_xmin(pg_current_snapshot())
    order by tx, seq
    limit :limit
""")
