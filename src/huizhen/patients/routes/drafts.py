"""What somebody has typed and not sent yet: one encrypted draft a form, his own."""

from typing import Annotated
from uuid import UUID

from fastapi import Path

from huizhen import docstore
from huizhen.core.access import At, Proof, Receipt
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.http.gate import Gate
from huizhen.patients import queries
from huizhen.patients.policy import Can
from huizhen.patients.routes.table import routes
from huizhen.patients.wire import DraftIn, DraftOut, SavedOut

FORM = Annotated[str, Path(pattern=r"^[a-z_]{3,40}$")]


def _draft_scope(uow: UnitOfWork, scope: UUID | None) -> UUID:
    """A patient whom the caller may see, or his own store while nobody is registered yet."""
    if scope is None or scope in uow.actor.stores():
        return scope or queries.own_store(uow)
    queries.require_patient(uow, scope)
    return scope


@routes.put("/drafts/{form}", can=Can.DRAFT, at=At.HERE, proof=Proof.SESSION, receipt=Receipt.NONE)
def save_draft(
    form: FORM,
    given: DraftIn,  # noqa: ARG001 - checks the form; the values are read from the bytes, as they were typed
    uow: UnitOfWork,
    gate: Gate,
    scope: UUID | None = None,
) -> SavedOut:
    """Overwrite the caller's draft of a form."""
    content = docstore.parse(gate.body)["content"]
    saved_at = docstore.save_draft(uow, form=form, scope=_draft_scope(uow, scope), content=content)
    return SavedOut(saved_at=saved_at)


@routes.get("/drafts/{form}", can=Can.DRAFT, at=At.HERE, proof=Proof.SESSION)
def find_draft(form: FORM, uow: UnitOfWork, scope: UUID | None = None) -> DraftOut:
    """The caller's own draft of a form."""
    found = docstore.find_draft(uow, form=form, scope=_draft_scope(uow, scope))
    return DraftOut(content=found.content if found else None, saved_at=found.saved_at if found else None)


@routes.delete(
    "/drafts/{form}", can=Can.DRAFT, at=At.HERE, proof=Proof.SESSION, receipt=Receipt.NONE, status=204
)
def drop_draft(form: FORM, uow: UnitOfWork, scope: UUID | None = None) -> None:
    """Throw the caller's draft away."""
    docstore.drop_draft(uow, form=form, scope=_draft_scope(uow, scope))
