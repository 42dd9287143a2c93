"""The chainer: follows the journal below the horizon and chains the hashes of its entries (D16, security.md §5.2).

Hashing inside the writing transaction would serialise all writers, so it is done here, by one process of a node.
`leaf = SHA-256(entry)`, `chain_n = SHA-256(chain_{n-1} ‖ leaf_n)`; transaction numbers stay outside the hash.
"""

import hashlib
from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection, Engine, Index, insert, select, text
from sqlalchemy.orm import Mapped, mapped_column

from huizhen.core.db import journal
from huizhen.core.db.journal import Xid8
from huizhen.core.db.model import Log, Owner, Retention

BATCH_ENTRIES: Final = 1_000
LEADER_LOCK: Final = 0x636861696E6572
FIRST_CHAIN: Final = bytes(32)
LEAD: Final = text("select pg_try_advisory_xact_lock(:lock)")


class ChainLink(Log, owner=Owner.NODE, retention=Retention.AUDIT):
    """Where an entry stands in its origin's chain."""

    __tablename__ = "journal_chain"
    __table_args__ = (Index(None, "tx", "seq", unique=True),)

    origin: Mapped[str] = mapped_column(primary_key=True)
    pos: Mapped[int] = mapped_column(primary_key=True)
    tx: Mapped[int] = mapped_column(Xid8)
    seq: Mapped[int]
    leaf: Mapped[bytes]
    chain: Mapped[bytes]


def link(before: bytes, entry: bytes) -> tuple[bytes, bytes]:
    """Leaf and chain value of an entry after `before`."""
    leaf = hashlib.sha256(entry).digest()
    return leaf, hashlib.sha256(before + leaf).digest()


def catch_up(engine: Engine, *, origin: str, may_go_on: Callable[[], bool]) -> None:
    """Chain batch after batch, each its own transaction, until nothing waits."""
    while may_go_on():
        with engine.begin() as connection:
            if advance(connection, origin=origin) < BATCH_ENTRIES:
                return


def advance(connection: Connection, *, origin: str) -> int:
    """Chain the next batch, in the caller's transaction; 0 when nothing waits or another process leads."""
    if not connection.scalar(LEAD, {"lock": LEADER_LOCK}):
        return 0
    last = connection.execute(
        select(ChainLink.pos, text("tx::text"), ChainLink.seq, ChainLink.chain)
        .where(ChainLink.origin == origin)
        .order_by(ChainLink.pos.desc())
        .limit(1)
    ).one_or_none()
    pos, tx, seq, chain = last if last is not None else (0, "0", 0, FIRST_CHAIN)
    rows = connection.execute(journal.AFTER, {"tx": tx, "seq": seq, "limit": BATCH_ENTRIES}).all()
    links = []
    for row in rows:
        pos += 1
        leaf, chain = link(chain, bytes(row.entry))
        links.append(
            {"origin": origin, "pos": pos, "tx": str(row.tx), "seq": row.seq, "leaf": leaf, "chain": chain}
        )
    if links:
        connection.execute(insert(ChainLink), links)
    return len(links)
