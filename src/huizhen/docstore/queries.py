"""The one door to content (D9): a grant first, then the key. Everything opened is journaled as a read.

Nothing outside this package can decrypt a body. The grant predicate is registered by `records`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, select

from huizhen.core import cipher
from huizhen.core.cipher import Key
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import NotFound
from huizhen.core.keyring import WrappedKey
from huizhen.docstore import codec
from huizhen.docstore.codec import Body
from huizhen.docstore.kinds import kind_of
from huizhen.docstore.model import Document, DocumentVersion, ScopeKey
from huizhen.docstore.rules import may_write

Grants = Callable[[UnitOfWork, Sequence[UUID]], Mapping[UUID, str]]
SCOPES_OPENED_MAX: Final = 1_000
ARRIVAL: Final = "arrival"
READ: Final = "record.read"
FRESH: Final = "docstore.fresh_scopes"

_guards: list[Grants] = []


def guard_with(grants: Grants) -> None:
    """Register who may open what: `grants(uow, scopes)` gives the basis of each scope that the actor may open."""
    _guards[:] = [grants]


@dataclass(frozen=True, slots=True)
class Opened:
    """A document in clear, and where it came from."""

    kind: str
    id: UUID
    scope: UUID
    store_id: UUID | None
    ver: int
    etag: str
    body: Body


def may_amend(found: Opened, *, writer: UUID | None) -> bool:
    """Whether its class and its state let this store amend a document that was opened."""
    return may_write(kind_of(found.kind), old=found.body, owner=found.store_id, writer=writer)


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a document's past, without its content."""

    ver: int
    actor_id: UUID
    at: datetime


class Scope:
    """A scope whose grant was checked and whose key is here. Made by `open_body` only."""

    def __init__(self, uow: UnitOfWork, id: UUID, basis: str) -> None:
        self._uow = uow
        self.id = id
        self.basis = basis

    def get(self, kind: str, id: UUID) -> Opened:
        """The latest state of a document of this scope; raises `NotFound`."""
        found = self.documents(kind, ids=[id])
        if not found:
            raise NotFound(kind=kind, id=id)
        return found[0]

    def find(self, kind: str, id: UUID) -> Opened | None:
        """As `get`, or none."""
        return next(iter(self.documents(kind, ids=[id])), None)

    def documents(self, *kinds: str, ids: Iterable[UUID] | None = None) -> list[Opened]:
        """Latest states of this scope's documents, of some kinds or ids, oldest id first."""
        query = select(Document).where(Document.scope == self.id, Document.deleted.is_(False))
        if kinds:
            query = query.where(Document.rtype.in_(kinds))
        if ids is not None:
            query = query.where(Document.id.in_(list(ids)))
        return _opened(self._uow, query.order_by(Document.id))

    def version(self, kind: str, id: UUID, ver: int) -> Opened:
        """One former state of a document; raises `NotFound`."""
        at = (DocumentVersion.scope == self.id, DocumentVersion.rtype == kind, DocumentVersion.id == id)
        row = self._uow.session.scalar(select(DocumentVersion).where(*at, DocumentVersion.ver == ver))
        latest = self._uow.session.get(Document, (kind, id))
        if row is None or latest is None:
            raise NotFound(kind=kind, id=id, ver=ver)
        plain = _decrypt(self._uow, row, _keys(self._uow, [self.id]))
        return Opened(kind, id, self.id, latest.owner_store, ver, codec.etag(plain), codec.unpack(plain)[1])

    def writers(self, ids: Iterable[UUID]) -> dict[UUID, UUID]:
        """Who wrote the first version of each document."""
        columns = (DocumentVersion.id, DocumentVersion.actor)
        at = (DocumentVersion.scope == self.id, DocumentVersion.id.in_(list(ids)), DocumentVersion.ver == 1)
        return {row.id: row.actor for row in self._uow.session.execute(select(*columns).where(*at))}

    def versions(self, kind: str, id: UUID) -> list[Version]:
        """Who wrote which state when, oldest first; empty for a document of another scope."""
        columns = (DocumentVersion.ver, DocumentVersion.actor, DocumentVersion.received_at)
        at = (DocumentVersion.scope == self.id, DocumentVersion.rtype == kind, DocumentVersion.id == id)
        rows = self._uow.session.execute(select(*columns).where(*at).order_by(DocumentVersion.ver))
        return [Version(*row) for row in rows]


def open_body(uow: UnitOfWork, scope: UUID, *, purpose: str = "care") -> Scope:
    """Open one scope.

    Raises:
        NotFound: absent, or no grant: the caller cannot tell which.
    """
    return open_bodies(uow, [scope], purpose=purpose)[scope]


def open_bodies(uow: UnitOfWork, scopes: Sequence[UUID], *, purpose: str = "care") -> dict[UUID, Scope]:
    """Open several scopes with one check; each is journaled as read, once a purpose.

    Raises:
        NotFound: any of them is absent or not granted.
    """
    basis = _granted(uow, scopes)
    if missing := set(scopes) - basis.keys():
        raise NotFound(scopes=sorted(missing))
    if uow.actor.system is None:
        told = {each.subject_id for each in uow.entries if (each.kind, each.purpose) == (READ, purpose)}
        for each in sorted(basis.keys() - told):
            uow.note(
                READ,
                subject_type="scope",
                subject_id=each,
                scope=each,
                purpose=purpose,
                basis=basis[each],
            )
    return {each: Scope(uow, each, basis[each]) for each in basis}


def arrive(uow: UnitOfWork, scope: UUID) -> Scope:
    """Open a scope for the use case that makes the ground itself, in this transaction: a person who comes to a
    place that did not know him. Journaled as such; raises `NotFound` when there is no such scope.
    """
    if uow.session.scalar(select(ScopeKey.scope).where(ScopeKey.scope == scope).limit(1)) is None:
        raise NotFound(scope=scope)
    uow.session.info.setdefault(FRESH, set()).add(scope)
    uow.note(READ, subject_type="scope", subject_id=scope, scope=scope, purpose=ARRIVAL, basis=ARRIVAL)
    return Scope(uow, scope, ARRIVAL)


def latest_of(uow: UnitOfWork, kind: str, scopes: Mapping[UUID, Scope]) -> dict[UUID, list[Opened]]:
    """Documents of one kind over several opened scopes, in one statement."""
    query = select(Document).where(
        Document.scope.in_(list(scopes)), Document.rtype == kind, Document.deleted.is_(False)
    )
    found: dict[UUID, list[Opened]] = {each: [] for each in scopes}
    for each in _opened(uow, query.order_by(Document.id)):
        found[each.scope].append(each)
    return found


def require_grant(uow: UnitOfWork, scope: UUID) -> None:
    """Raise `NotFound` unless the actor may work in a scope, or this transaction begins his ground on it."""
    if scope not in uow.session.info.get(FRESH, ()) and scope not in _granted(uow, [scope]):
        raise NotFound(scope=scope)


def plaintext(uow: UnitOfWork, row: Document) -> tuple[bytes, Body]:
    """Salt and body of a row, for the store's own merge and amendment (no read entry: the write is one)."""
    return codec.unpack(_decrypt(uow, row, _keys(uow, [row.scope])))


def key_of(uow: UnitOfWork, scope: UUID, version: int) -> Key:
    """A scope's data key of one version, for this package only."""
    return uow.workshop.keyring.key(scope, _keys(uow, [scope])[scope, version])


def latest_key(uow: UnitOfWork, scope: UUID) -> Key:
    """The data key under which new content of a scope is written; raises `NotFound`."""
    versions = _keys(uow, [scope])
    if not versions:
        raise NotFound(scope=scope)
    return uow.workshop.keyring.key(scope, versions[max(versions)])


def _granted(uow: UnitOfWork, scopes: Sequence[UUID]) -> Mapping[UUID, str]:
    if len(scopes) > SCOPES_OPENED_MAX:
        raise ValueError(f"more than {SCOPES_OPENED_MAX} scopes at once")
    if uow.actor.system is not None:
        return dict.fromkeys(scopes, f"system:{uow.actor.system}")
    return _guards[0](uow, scopes) if _guards else {}


def _keys(uow: UnitOfWork, scopes: Sequence[UUID]) -> dict[tuple[UUID, int], WrappedKey]:
    columns = (ScopeKey.scope, ScopeKey.key_version, ScopeKey.kek_version, ScopeKey.wrapped)
    rows = uow.session.execute(select(*columns).where(ScopeKey.scope.in_(scopes)))
    return {(scope, version): WrappedKey(version, kek, wrapped) for scope, version, kek, wrapped in rows}


def _opened(uow: UnitOfWork, query: Select[Document]) -> list[Opened]:
    rows = list(uow.session.scalars(query))
    keys = _keys(uow, sorted({row.scope for row in rows}))
    found = []
    for row in rows:
        _, body = codec.unpack(_decrypt(uow, row, keys))
        found.append(Opened(row.rtype, row.id, row.scope, row.owner_store, row.ver, row.hash.hex(), body))
    return found


def _decrypt(
    uow: UnitOfWork, row: Document | DocumentVersion, keys: Mapping[tuple[UUID, int], WrappedKey]
) -> bytes:
    keyring = uow.workshop.keyring
    key = keyring.key(row.scope, keys[row.scope, row.key_id])
    place = cipher.document_aad(
        tenant=keyring.tenant, scope=row.scope, kind=row.rtype, id=row.id, ver=row.ver
    )
    return cipher.decrypt(key, row.body, place)
