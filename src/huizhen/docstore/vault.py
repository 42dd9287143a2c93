"""Small secrets that are no documents: drafts, TOTP seeds, session secrets; encrypted under a scope's key (S3)."""

from uuid import UUID

from sqlalchemy import select

from huizhen.core import cipher
from huizhen.core.cipher import Key
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import NotFound
from huizhen.core.keyring import WrappedKey
from huizhen.docstore.model import ScopeKey


def system_scope(uow: UnitOfWork) -> UUID:
    """The scope of the installation's own secrets: it bears the tenant's id."""
    return uow.workshop.keyring.tenant


def protect(uow: UnitOfWork, plaintext: bytes, *place: str | UUID, scope: UUID) -> bytes:
    """Encrypt a secret for its place (table, column, row): it opens nowhere else."""
    return cipher.encrypt(_key(uow, scope, None), plaintext, _aad(uow, scope, place))


def unprotect(uow: UnitOfWork, envelope: bytes, *place: str | UUID, scope: UUID) -> bytes:
    """Open a secret of this place. Clinical content never comes this way: it has `open_body`."""
    return cipher.decrypt(_key(uow, scope, cipher.key_version(envelope)), envelope, _aad(uow, scope, place))


def _aad(uow: UnitOfWork, scope: UUID, place: tuple[str | UUID, ...]) -> bytes:
    return cipher.aad(cipher.Suite.A1.name, uow.workshop.keyring.tenant, scope, *place)


def _key(uow: UnitOfWork, scope: UUID, version: int | None) -> Key:
    query = select(ScopeKey).where(ScopeKey.scope == scope).order_by(ScopeKey.key_version.desc())
    if version is not None:
        query = query.where(ScopeKey.key_version == version)
    row = uow.session.scalars(query).first()
    if row is None:
        raise NotFound(scope=scope)
    return uow.workshop.keyring.key(scope, WrappedKey(row.key_version, row.kek_version, row.wrapped))
