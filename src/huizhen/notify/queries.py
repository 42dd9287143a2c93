"""What a returning listener has missed. Bounded by entries, so the journal's own (tx, seq) order serves it."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import text

from huizhen.core.db.hub import News, Position, read_news
from huizhen.core.db.unit import UnitOfWork
from huizhen.notify.rules import REPLAY_PAGE, REPLAYED_ENTRIES_MAX

KNOWN: Final = text("""
    select exists (select 1 from journal where tx = cast(cast(:tx as text) as xid8) and seq = :seq)
""")
PASSED: Final = text("""
    select count(*) from (
        select 1 from journal
        where (tx, seq) > (cast(cast(:tx as text) as xid8), :seq)
          and (tx, seq) <= (cast(cast(:upto_tx as text) as xid8), :upto_seq)
        limit :limit
    ) passed
""")


def within_reach(uow: UnitOfWork, *, after: Position, upto: Position) -> bool:
    """Whether `after` is a place of this journal, and not too many entries ago."""
    at = {"tx": str(after.tx), "seq": after.seq}
    if not uow.session.scalar(KNOWN, at):
        return False
    limit = {"upto_tx": str(upto.tx), "upto_seq": upto.seq, "limit": REPLAYED_ENTRIES_MAX + 1}
    return (uow.session.scalar(PASSED, at | limit) or 0) <= REPLAYED_ENTRIES_MAX


def replay_page(uow: UnitOfWork, *, after: Position, upto: Position, mine: Collection[UUID]) -> list[News]:
    """The next entries that concern somebody, oldest first."""
    return read_news(uow.session, after=after, upto=upto, mine=mine, limit=REPLAY_PAGE)
