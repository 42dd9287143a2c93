"""The record over HTTP: timeline, documents, and what is written into it."""

import base64
import binascii
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import Query

from huizhen import docstore, org
from huizhen.core.access import At, Proof
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import FieldError, Invalid, NotFound
from huizhen.core.http.gate import Gate
from huizhen.core.http.routes import Routes
from huizhen.core.http.wire import IfMatch
from huizhen.docstore import Written
from huizhen.records import queries, schemas, service
from huizhen.records.policy import ALLOW, Can
from huizhen.records.schemas import (
    AllergyIn,
    AmendIn,
    ConditionIn,
    DocumentOut,
    EntryOut,
    NoteIn,
    ObservationsIn,
    TimelineOut,
    VersionOut,
    VersionsOut,
    WrittenManyOut,
    WrittenOut,
)

PAGE: Final = 50

routes = Routes("records", policy=ALLOW)


def _written(written: Written) -> WrittenOut:
    return WrittenOut(id=written.id, ver=written.ver, etag=written.etag)


@routes.get("/patients/{patient_id}/timeline", can=Can.READ, at=At.HERE, proof=Proof.SESSION)
def timeline(
    patient_id: UUID, uow: UnitOfWork, before: Annotated[str | None, Query(max_length=120)] = None
) -> TimelineOut:
    """Entries of the record, newest first."""
    page = queries.timeline(uow, patient_id=patient_id, before=_position(before), limit=PAGE)
    names = org.names(uow, [each.author_id for each in page.entries])
    stores = org.place_names(uow, [each.document.store_id for each in page.entries if each.document.store_id])
    entries = []
    for each in page.entries:
        title, summary = schemas.headline(each.document.kind, each.document.body)
        entries.append(
            EntryOut(
                kind=each.document.kind,
                id=each.document.id,
                ver=each.document.ver,
                etag=each.document.etag,
                at=each.at,
                title=title,
                summary=summary,
                author_name=names.get(each.author_id, ""),
                store_name=stores.get(each.document.store_id, "") if each.document.store_id else "",
            )
        )
    last = page.entries[-1] if page.more and page.entries else None
    return TimelineOut(entries=entries, next=None if last is None else _cursor(last.at, last.document.id))


def _cursor(at: datetime, id: UUID) -> str:
    return base64.urlsafe_b64encode(f"{at.isoformat()}|{id}".encode()).decode()


def _position(cursor: str | None) -> tuple[datetime, UUID] | None:
    if cursor is None:
        return None
    try:
        at, _, id = base64.urlsafe_b64decode(cursor.encode()).decode().partition("|")
        return datetime.fromisoformat(at), UUID(id)
    except (ValueError, binascii.Error):
        raise Invalid(FieldError("?before", "malformed")) from None


def _kind(name: str) -> str:
    if name not in schemas.HEADLINES:
        raise NotFound(kind=name)
    return name


@routes.get(
    "/patients/{patient_id}/documents/{kind}/{document_id}", can=Can.READ, at=At.HERE, proof=Proof.SESSION
)
def document(
    patient_id: UUID,
    kind: str,
    document_id: UUID,
    uow: UnitOfWork,
    ver: Annotated[int | None, Query(ge=1)] = None,
) -> DocumentOut:
    """One document in full, as it is now or as it was at a version."""
    found = queries.get_entry(uow, patient_id=patient_id, kind=_kind(kind), document_id=document_id)
    amendable = service.is_amendable(uow, patient_id, found)
    if ver is not None and ver != found.ver:
        found, amendable = docstore.open_body(uow, patient_id).version(kind, document_id, ver), False
    return DocumentOut(
        kind=kind, id=found.id, ver=found.ver, etag=found.etag, amendable=amendable, body=found.body
    )


@routes.get(
    "/patients/{patient_id}/documents/{kind}/{document_id}/versions",
    can=Can.READ,
    at=At.HERE,
    proof=Proof.SESSION,
)
def versions(patient_id: UUID, kind: str, document_id: UUID, uow: UnitOfWork) -> VersionsOut:
    """Who wrote which state of a document when."""
    queries.get_entry(uow, patient_id=patient_id, kind=_kind(kind), document_id=document_id)
    found = docstore.open_body(uow, patient_id).versions(kind, document_id)
    names = org.names(uow, [each.actor_id for each in found])
    return VersionsOut(
        versions=[
            VersionOut(ver=each.ver, at=each.at, author_name=names.get(each.actor_id, "")) for each in found
        ]
    )


@routes.post("/patients/{patient_id}/notes", can=Can.WRITE, at=At.HERE, proof=Proof.SESSION, status=201)
def write_note(patient_id: UUID, given: NoteIn, uow: UnitOfWork) -> WrittenOut:
    """File a visit note."""
    return _written(service.write_note(uow, patient_id=patient_id, given=given))


@routes.post("/patients/{patient_id}/conditions", can=Can.WRITE, at=At.HERE, proof=Proof.SESSION, status=201)
def write_condition(patient_id: UUID, given: ConditionIn, uow: UnitOfWork) -> WrittenOut:
    """File a diagnosis."""
    return _written(service.write_condition(uow, patient_id=patient_id, given=given))


@routes.post(
    "/patients/{patient_id}/observations", can=Can.MEASURE, at=At.HERE, proof=Proof.SESSION, status=201
)
def write_observations(patient_id: UUID, given: ObservationsIn, uow: UnitOfWork) -> WrittenManyOut:
    """File vital signs measured together."""
    written = service.write_observations(uow, patient_id=patient_id, given=given)
    return WrittenManyOut(documents=[_written(each) for each in written])


@routes.post("/patients/{patient_id}/allergies", can=Can.WRITE, at=At.HERE, proof=Proof.SESSION, status=201)
def write_allergy(patient_id: UUID, given: AllergyIn, uow: UnitOfWork) -> WrittenOut:
    """File an allergy."""
    return _written(service.write_allergy(uow, patient_id=patient_id, given=given))


@routes.patch(
    "/patients/{patient_id}/documents/{kind}/{document_id}", can=Can.WRITE, at=At.HERE, proof=Proof.SESSION
)
def amend(
    patient_id: UUID,
    kind: str,
    document_id: UUID,
    given: AmendIn,  # noqa: ARG001 - checks the form; the values are read from the bytes, so that 1.50 stays 1.50
    since: IfMatch,
    uow: UnitOfWork,
    gate: Gate,
) -> WrittenOut:
    """Change fields of a document that the caller has seen."""
    written = service.amend_entry(
        uow,
        patient_id=patient_id,
        kind=_kind(kind),
        document_id=document_id,
        patch=docstore.parse(gate.body)["patch"],
        since=since.strip('"'),
    )
    return _written(written)
