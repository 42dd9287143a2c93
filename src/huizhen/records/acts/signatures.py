"""Signatures as rows: added in the transaction that files what was signed, and looked at afterwards.

Invariant: a row names no patient and holds no text; document and paper are what was signed as long as their hashes are
its own. Source: decisions D13, S13.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from huizhen import docstore
from huizhen.core.blobs import BlobMissing
from huizhen.core.cipher import Unreadable
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import NotFound
from huizhen.docstore import Written
from huizhen.records import schemas
from huizhen.records.model import Signature
from huizhen.signin import ProofMethod, Proven

SIGNING: Final = "signing"
"""Why a record is opened by whoever signs in it, and by whoever looks whether it stands as it was signed."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, as what and for which institution."""

    role: str
    org_id: UUID


def add_signature(
    uow: UnitOfWork, written: Written, *, scope: UUID, subject_id: UUID, signer: Signer, proven: Proven
) -> None:
    """The signature of a document that has no paper of its own, in the transaction that files it."""
    add(uow, written, scope=scope, subject_id=subject_id, signer=signer, proven=proven)


def add(
    uow: UnitOfWork,
    written: Written,
    *,
    scope: UUID,
    subject_id: UUID,
    signer: Signer,
    proven: Proven,
    **paper: Any,
) -> None:
    """The row of a signature; `paper`: its fields, where the document has one."""
    row = Signature(
        id=uow.new_id(),
        at=uow.now,
        scope=scope,
        subject_id=subject_id,
        rtype=written.kind,
        document_id=written.id,
        ver=written.ver,
        data_sha256=bytes.fromhex(written.etag),
        method=proven.method,
        evidence=proven.evidence,
        role=signer.role,
        user_id=uow.actor.user_id,
        org_id=signer.org_id,
        **paper,
    )
    uow.session.add(row)
    uow.session.flush()


# ---- afterwards


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A signature. It names no patient and holds no text."""

    at: datetime
    scope: UUID
    subject_id: UUID
    kind: str
    document_id: UUID
    ver: int
    data_sha256: str
    render_sha256: str | None
    paper_id: UUID | None
    verify_code: str | None
    method: ProofMethod
    role: str
    user_id: UUID
    org_id: UUID


def list_signatures(uow: UnitOfWork, subject_id: UUID) -> list[Signed]:
    """Everything that was signed about a subject, oldest first."""
    query = select(Signature).where(Signature.subject_id == subject_id).order_by(Signature.at, Signature.id)
    return [_signed(each) for each in uow.session.scalars(query)]


def find_by_code(uow: UnitOfWork, verify_code: str) -> Signed | None:
    """What a paper's code stands for."""
    row = uow.session.scalar(select(Signature).where(Signature.verify_code == verify_code))
    return None if row is None else _signed(row)


def _signed(row: Signature) -> Signed:
    return Signed(
        at=row.at,
        scope=row.scope,
        subject_id=row.subject_id,
        kind=row.rtype,
        document_id=row.document_id,
        ver=row.ver,
        data_sha256=row.data_sha256.hex(),
        render_sha256=None if row.render_sha256 is None else row.render_sha256.hex(),
        paper_id=row.paper_id,
        verify_code=row.verify_code,
        method=row.method,
        role=row.role,
        user_id=row.user_id,
        org_id=row.org_id,
    )


def read_paper(uow: UnitOfWork, *, patient_id: UUID, paper_id: UUID, purpose: str) -> bytes:
    """The bytes of a paper, for whoever may open the record; raises `NotFound`."""
    scope = docstore.open_body(uow, patient_id, purpose=purpose)
    found = scope.get(schemas.PAPER, paper_id)
    return docstore.read_blob(uow, scope, schemas.address_of(found.body))


def is_intact(uow: UnitOfWork, signed: Signed) -> bool:
    """Whether the document and its paper open and are, byte for byte, what was signed."""
    if signed.paper_id is None or signed.render_sha256 is None:
        return False
    try:
        scope = docstore.open_body(uow, signed.scope, purpose=SIGNING)
        document = scope.version(signed.kind, signed.document_id, signed.ver)
        pdf = read_paper(uow, patient_id=signed.scope, paper_id=signed.paper_id, purpose=SIGNING)
    except (NotFound, BlobMissing, Unreadable):
        return False
    return (document.etag, hashlib.sha256(pdf).hexdigest()) == (signed.data_sha256, signed.render_sha256)
