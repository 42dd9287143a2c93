"""Drafts: one encrypted row per author, form and scope; overwritten, without version, journal or replication (D12)."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from huizhen.core.db.unit import UnitOfWork
from huizhen.docstore import codec, vault
from huizhen.docstore.codec import Body
from huizhen.docstore.model import Draft


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """What somebody had typed, and when it was last saved."""

    content: Body
    saved_at: datetime


def save(uow: UnitOfWork, *, form: str, scope: UUID, content: Body) -> datetime:
    """Overwrite the actor's draft of this form. The scope's grant (or the own store) is the caller's check."""
    plain = codec.pack(secrets.token_bytes(codec.SALT_BYTES), content)
    body = vault.protect(uow, plain, "draft", "body", uow.actor.user_id, form, scope=scope)
    given = {"body": body, "saved_at": uow.now}
    row = insert(Draft).values(author=uow.actor.user_id, form=form, scope=scope, **given)
    uow.session.execute(row.on_conflict_do_update(index_elements=["author", "form", "scope"], set_=given))
    uow.keep_quietly()
    return uow.now


def find(uow: UnitOfWork, *, form: str, scope: UUID) -> SavedDraft | None:
    """The actor's own draft of this form."""
    row = uow.session.get(Draft, (uow.actor.user_id, form, scope))
    if row is None:
        return None
    plain = vault.unprotect(uow, row.body, "draft", "body", uow.actor.user_id, form, scope=scope)
    return SavedDraft(codec.unpack(plain)[1], row.saved_at)


def drop(uow: UnitOfWork, *, form: str, scope: UUID) -> None:
    """Forget it: it was submitted or thrown away."""
    at = (Draft.author == uow.actor.user_id, Draft.form == form, Draft.scope == scope)
    uow.session.execute(delete(Draft).where(*at))
    uow.keep_quietly()


def drop_prefixed(uow: UnitOfWork, *, prefix: str, scope: UUID) -> None:
    """Forget all of the actor's drafts whose forms begin so."""
    at = (Draft.author == uow.actor.user_id, Draft.form.startswith(prefix, autoescape=True))
    uow.session.execute(delete(Draft).where(*at, Draft.scope == scope))
    uow.keep_quietly()
