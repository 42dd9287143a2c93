"""Writing documents: a scope is begun, documents are created and amended; version, projection, change and journal
are one transaction (D2, D3, D10). A whole document is never handed in twice: an amendment is a patch.
"""

import secrets
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import delete, insert, select, text, update

from huizhen.core import cipher
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import NotFound, Stale
from huizhen.core.events import Event
from huizhen.core.keyring import WrappedKey
from huizhen.docstore import codec, queries
from huizhen.docstore import patch as patches
from huizhen.docstore.codec import Body
from huizhen.docstore.kinds import KINDS, Context, Kind, kind_of
from huizhen.docstore.model import Change, Document, DocumentVersion, ScopeKey
from huizhen.docstore.rules import require_write

NEXT_COUNTER: Final = text("""
    update scope_key set counter = counter + 1
    where scope = :scope and key_version = (select max(key_version) from scope_key where scope = :scope)
    returning counter, key_version, kek_version, wrapped
""")


@dataclass(frozen=True, kw_only=True)
class DocumentCreated(Event):
    kind = "document.created"
    subject_type = "document"
    rtype: str
    ver: int


@dataclass(frozen=True, kw_only=True)
class DocumentAmended(Event):
    kind = "document.amended"
    subject_type = "document"
    rtype: str
    ver: int


@dataclass(frozen=True, slots=True)
class Formed:
    """A document that is not filed yet, and the hash that it will have: what somebody may be shown before he signs."""

    kind: str
    id: UUID
    salt: bytes
    body: Body

    @property
    def etag(self) -> str:
        """The hash (SHA-256, hex) that it has from now on."""
        return codec.etag(codec.pack(self.salt, self.body))


@dataclass(frozen=True, slots=True)
class Written:
    """What a write made."""

    kind: str
    id: UUID
    ver: int
    etag: str


def begin_scope(uow: UnitOfWork, scope: UUID) -> None:
    """Make a scope with its own key. In this transaction its first documents may be created without a grant."""
    _, wrapped = uow.workshop.keyring.make()
    uow.session.add(
        ScopeKey(
            scope=scope,
            key_version=wrapped.version,
            kek_version=wrapped.kek_version,
            wrapped=wrapped.wrapped,
            counter=0,
            made_at=uow.now,
        )
    )
    uow.session.flush()
    uow.session.info.setdefault(queries.FRESH, set()).add(scope)


def begin_system_scope(uow: UnitOfWork) -> None:
    """Make the installation's own scope if it is missing: the first thing after the first migration."""
    scope = uow.workshop.keyring.tenant
    if uow.session.get(ScopeKey, (scope, 1)) is None:
        begin_scope(uow, scope)
        uow.keep_quietly()


def form(
    uow: UnitOfWork, kind: str, body: Body, *, id: UUID | None = None, salt: bytes | None = None
) -> Formed:
    """A document as it would be filed. With the id and salt of a former one, and its body, it is the same again.

    Raises:
        Invalid: the kind's own check refuses the body.
    """
    declared = kind_of(kind)
    given = {**body, "resourceType": kind, "id": str(id or uow.new_id())}
    whole = patches.ensure_ids(codec.normal(given))
    if declared.check is not None:
        declared.check(whole)
    return Formed(kind, UUID(whole["id"]), salt or secrets.token_bytes(codec.SALT_BYTES), whole)


def file(uow: UnitOfWork, formed: Formed, *, scope: UUID, store_id: UUID | None) -> Written:
    """File a document that was formed.

    Raises:
        NotFound: the scope does not exist, or the actor has no grant on it. WriteRefused: not by this writer.
    """
    queries.require_grant(uow, scope)
    declared = kind_of(formed.kind)
    require_write(declared, old=None, owner=None, writer=store_id)
    return _file(
        uow, declared, scope=scope, store_id=store_id, salt=formed.salt, old=None, new=formed.body, ver=1
    )


def create(
    uow: UnitOfWork, kind: str, body: Body, *, scope: UUID, store_id: UUID | None, id: UUID | None = None
) -> Written:
    """File a new document. `store_id`: the store that speaks, kept beside it.

    Raises:
        NotFound: the scope does not exist, or the actor has no grant on it.
        Invalid: the kind's own check refuses the body.
    """
    queries.require_grant(uow, scope)
    return file(uow, form(uow, kind, body, id=id), scope=scope, store_id=store_id)


def amend(
    uow: UnitOfWork,
    kind: str,
    *,
    id: UUID,
    scope: UUID,
    store_id: UUID | None,
    patch: patches.Patch,
    since: str | None = None,
) -> Written:
    """Change fields of a document that the caller has seen; `since` is the ETag he looked at.

    Raises:
        NotFound: absent, of another scope, or without a grant.
        Stale: the document, or a field of the patch, is not what the caller saw.
        WriteRefused: the document's class takes no amendment from this store, or none any more.
    """
    queries.require_grant(uow, scope)
    declared = kind_of(kind)
    row = uow.session.scalar(
        select(Document)
        .where(Document.rtype == kind, Document.id == id, Document.scope == scope)
        .with_for_update()
        .execution_options(populate_existing=True)  # the caller may have read it before it was locked
    )
    if row is None or row.deleted:
        raise NotFound(kind=kind, id=id)
    if since is not None and since != row.hash.hex():
        raise Stale(etag=row.hash.hex())
    salt, old = queries.plaintext(uow, row)
    require_write(declared, old=old, owner=row.owner_store, writer=store_id)
    settled = patches.settle(old, patch)
    if not settled:  # nothing differs: no version, and no entry that says something changed
        return Written(kind, id, row.ver, row.hash.hex())
    new = patches.amend(old, settled)
    if declared.check is not None:
        declared.check(new)
    return _file(
        uow, declared, scope=scope, store_id=row.owner_store, salt=salt, old=old, new=new, ver=row.ver + 1
    )


def _file(
    uow: UnitOfWork,
    kind: Kind,
    *,
    scope: UUID,
    store_id: UUID | None,
    salt: bytes,
    old: Body | None,
    new: Body,
    ver: int,
) -> Written:
    """Version, latest state, change, projection and journal entry of one write."""
    numbered = uow.session.execute(NEXT_COUNTER, {"scope": scope}).one_or_none()
    if numbered is None:
        raise NotFound(scope=scope)
    counter, key_version, kek_version, wrapped = numbered
    keyring, id = uow.workshop.keyring, UUID(new["id"])
    key = keyring.key(scope, WrappedKey(key_version, kek_version, wrapped))
    plain = codec.pack(salt, new)
    body = cipher.encrypt(
        key, plain, cipher.document_aad(tenant=keyring.tenant, scope=scope, kind=kind.name, id=id, ver=ver)
    )
    etag, op = codec.etag(plain), uow.new_id()
    latest = {"ver": ver, "body": body, "hash": bytes.fromhex(etag), "key_id": key_version}
    if old is None:
        fixed = {"rtype": kind.name, "id": id, "scope": scope, "klass": kind.klass, "owner_store": store_id}
        uow.session.execute(insert(Document).values(**fixed, **latest, deleted=False))
    else:
        at = (Document.rtype == kind.name) & (Document.id == id)
        uow.session.execute(update(Document).where(at).values(**latest))
    uow.session.execute(
        insert(DocumentVersion).values(
            scope=scope,
            rtype=kind.name,
            id=id,
            ver=ver,
            body=body,
            key_id=key_version,
            op_uuid=op,
            node=uow.workshop.origin,
            actor=uow.actor.user_id,
            t_claimed=uow.now,
            received_at=uow.now,
        )
    )
    uow.session.execute(
        insert(Change).values(
            at=uow.now,
            kind="create" if old is None else "amend",
            scope=scope,
            node=uow.workshop.origin,
            rtype=kind.name,
            id=id,
            ver=ver,
            counter=counter,
            op_uuid=op,
        )
    )
    run_projection(uow, kind, context=_context(uow, scope, store_id), id=id, new=new, old=old)
    event = DocumentCreated if old is None else DocumentAmended
    audience = () if store_id is None else (store_id,)
    uow.record(event(subject_id=id, rtype=kind.name, ver=ver), scope=scope, audience=audience)
    return Written(kind.name, id, ver, etag)


def _context(uow: UnitOfWork, scope: UUID, store_id: UUID | None) -> Context:
    return Context(scope=scope, store_id=store_id, token=uow.workshop.keyring.token)


def run_projection(
    uow: UnitOfWork, kind: Kind, *, context: Context, id: UUID, new: Body | None, old: Body | None
) -> None:
    """Replace the rows derived from one document: the same for local write, arrival and rebuild."""
    if kind.project is None:
        return
    for table in kind.tables:
        uow.session.execute(delete(table).where(table.document_id == id))
    uow.session.add_all(kind.project(new, old, context))
    uow.session.flush()


def rebuild(uow: UnitOfWork) -> int:
    """Drop all projected rows and build them again; returns how many documents were read (D3).

    Raises:
        PermissionError: not a system actor.
    """
    if uow.actor.system is None:
        raise PermissionError("only a system actor rebuilds projections")
    for table in {each for kind in KINDS.values() for each in kind.tables}:
        uow.session.execute(delete(table))
    projected = [kind.name for kind in KINDS.values() if kind.project is not None]
    rows = (
        select(Document)
        .where(Document.rtype.in_(projected), Document.deleted.is_(False))
        .order_by(Document.id)
    )
    found = uow.session.scalars(rows).all()
    for row in found:
        context = _context(uow, row.scope, row.owner_store)
        body = queries.plaintext(uow, row)[1]
        run_projection(uow, kind_of(row.rtype), context=context, id=row.id, new=body, old=None)
    uow.keep_quietly()
    return len(found)
