"""Blobs of a scope: written before the row that names them, opened through the one door only (S5, D9).

Invariant: a row names a blob that was wholly on the disk before; its key is derived from the scope's and dies with it.
"""

from functools import partial
from uuid import UUID

from sqlalchemy import select

from huizhen.core import cipher
from huizhen.core.blobs import BlobMissing, Blobs
from huizhen.core.cipher import BlobReader, BlobWriter
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import NotFound
from huizhen.docstore import queries
from huizhen.docstore.model import Blob


def put_blob(uow: UnitOfWork, content: bytes, *, scope: UUID) -> str:
    """Keep a file of a scope, encrypted; its address, which a document of the same transaction may name.

    Raises:
        NotFound: the scope does not exist, or the actor has no grant on it.
    """
    queries.require_grant(uow, scope)
    key = queries.latest_key(uow, scope)
    writer = BlobWriter(key, cipher.blob_aad(tenant=uow.workshop.keyring.tenant, scope=scope))
    ciphertext = writer.write(content) + writer.close()
    _store(uow).put(writer.address, ciphertext)
    uow.session.add(
        Blob(
            address=bytes.fromhex(writer.address),
            scope=scope,
            key_id=key.version,
            size_bytes=len(ciphertext),
            at=uow.now,
        )
    )
    uow.session.flush()
    uow.keep_quietly()  # the document that names it tells of it
    return writer.address


def read_blob(uow: UnitOfWork, scope: queries.Scope, address: str) -> bytes:
    """The content of a file of an opened scope.

    Raises:
        NotFound: no such file of this scope. BlobMissing, Unreadable: its bytes are gone or changed.
    """
    row = uow.session.scalar(
        select(Blob).where(Blob.address == bytes.fromhex(address), Blob.scope == scope.id)
    )
    if row is None:
        raise NotFound(address=address)
    blobs = _store(uow)
    if blobs.size_bytes(address) != row.size_bytes:
        raise BlobMissing(address)
    key = queries.key_of(uow, scope.id, row.key_id)
    place = cipher.blob_aad(tenant=uow.workshop.keyring.tenant, scope=scope.id)
    reader = BlobReader(key, place, partial(blobs.read_at, address), size_bytes=row.size_bytes)
    return b"".join(reader.read())


def _store(uow: UnitOfWork) -> Blobs:
    if uow.workshop.blobs is None:
        raise BlobMissing("nowhere")
    return uow.workshop.blobs
