"""Kept answers: a call repeated with the same key gives the same answer and takes effect once (S12)."""

from sqlalchemy import text

from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import KeyReused
from huizhen.core.http.doors import Call, KeptAnswer
from huizhen.docstore.model import Receipt

# Two calls with one key at once: the second waits for the first, then finds its answer.
LOCK = text("select pg_advisory_xact_lock(hashtextextended(:name, 0))")


def kept(uow: UnitOfWork, call: Call) -> KeptAnswer | None:
    """The first answer to this call, if it was given.

    Raises:
        KeyReused: the key has answered another operation or other arguments.
    """
    uow.session.execute(LOCK, {"name": f"{call.actor_id}:{call.key}"})
    row = uow.session.get(Receipt, (call.key, call.actor_id))
    if row is None:
        return None
    if (row.verb, row.args_sha256) != (call.verb, call.args_sha256):
        raise KeyReused
    return KeptAnswer(row.status, row.body, row.etag)


def keep(uow: UnitOfWork, call: Call, answer: KeptAnswer) -> None:
    """Keep an answer with its effect, in one transaction."""
    uow.session.add(
        Receipt(
            idem_key=call.key,
            actor=call.actor_id,
            verb=call.verb,
            args_sha256=call.args_sha256,
            status=answer.status,
            body=answer.body,
            etag=answer.etag,
            sig=None,
            presenting=False,
            at=uow.now,
        )
    )
    uow.keep_quietly()
