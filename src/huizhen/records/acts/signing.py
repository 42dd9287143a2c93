"""Signing: a document is formed and set as a paper, looked at, proven, and filed with its paper in one transaction.

Invariant: what is proven is what was shown: the hash of the data and the hash of the paper's bytes are taken before the
proof and are those of what is filed. An act is an encrypted draft of its signer, gone once signed. A preview is the
same compile with the mark 未签署 in place of the reference to the verify page, and nothing else differs.
Source: decisions D13, S13; security §2.5.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar
from uuid import UUID

from huizhen import docstore, papers, signin
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import FieldError, Invalid, NotFound
from huizhen.docstore import Body, Formed, Written
from huizhen.records import schemas
from huizhen.records.acts import signatures
from huizhen.records.acts.signatures import SIGNING, Signer
from huizhen.records.rules import ActChanged, PapersUnavailable

FORM_PREFIX: Final = "act:"
VERIFY_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no letter that looks like a digit
VERIFY_GROUPS: Final = 4
VERIFY_GROUP_CHARS: Final = 4

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Setter:
    """How a document becomes a paper: the press, its template, and what it prints of a body.

    `print_of(body, data_sha256, unsigned)` knows nothing but the body: what is signed holds all that is printed.
    """

    press: papers.Press
    template: str
    print_of: Callable[[Body, str, bool], dict[str, Any]]

    def render(self, document: Formed) -> papers.Paper:
        """The paper that is filed. Raises `Invalid` when a text holds nothing that can be printed."""
        return _printable(partial(self.press.render, self.template, self._data(document, unsigned=False)))

    def preview(self, document: Formed) -> list[bytes]:
        """Pictures of its pages, marked as not signed. Raises as `render`."""
        return _printable(partial(self.press.preview, self.template, self._data(document, unsigned=True)))

    def _data(self, document: Formed, *, unsigned: bool) -> dict[str, Any]:
        return self.print_of(document.body, document.etag, unsigned)


def _printable(work: Callable[[], Made]) -> Made:
    try:
        return work()
    except papers.PaperDataError:
        raise Invalid(FieldError("", "malformed")) from None


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody is about to sign. `made_with` is the caller's own: what he compares before he lets it be signed."""

    id: UUID
    document: Formed
    render_sha256: str
    pages: int
    uncovered: tuple[int, ...]
    omitted: tuple[int, ...]
    made_with: Body


@dataclass(frozen=True, slots=True)
class Filed:
    """What a signature made."""

    document: Written
    paper_id: UUID
    verify_code: str


def open_press(cache_dir: Path) -> papers.Press:
    """The process's press; raises `PapersUnavailable` on a machine without the fonts."""
    try:
        return papers.open_press(cache_dir)
    except (papers.FontsMissingError, papers.FontsWrongError) as missing:
        raise PapersUnavailable from missing


def make_verify_code() -> str:
    """80 random bits, in groups that a person can read out."""
    groups = (
        "".join(secrets.choice(VERIFY_ALPHABET) for _ in range(VERIFY_GROUP_CHARS))
        for _ in range(VERIFY_GROUPS)
    )
    return "-".join(groups)


# ---- before the proof


def prepare(uow: UnitOfWork, setter: Setter, *, scope: UUID, document: Formed, made_with: Body) -> Act:
    """Set the paper and keep both as the actor's act; an earlier act of his in this scope is gone with it.

    Raises:
        NotFound: no ground on the scope. Invalid: a text holds nothing that can be printed.
    """
    docstore.open_body(uow, scope, purpose=SIGNING)
    paper = setter.render(document)
    act = Act(
        id=uow.new_id(),
        document=document,
        render_sha256=paper.render_sha256,
        pages=paper.pages,
        uncovered=paper.uncovered,
        omitted=paper.omitted,
        made_with=made_with,
    )
    docstore.drop_drafts(uow, prefix=FORM_PREFIX, scope=scope)
    docstore.save_draft(uow, form=f"{FORM_PREFIX}{act.id}", scope=scope, content=_as_content(act))
    return act


def get_act(uow: UnitOfWork, *, act_id: UUID, scope: UUID) -> Act:
    """The actor's own act; raises `NotFound`: it is not his, was signed, or gave way to a later one."""
    docstore.open_body(uow, scope, purpose=SIGNING)
    found = docstore.find_draft(uow, form=f"{FORM_PREFIX}{act_id}", scope=scope)
    if found is None:
        raise NotFound(act_id=act_id)
    return _of_content(act_id, found.content)


def _as_content(act: Act) -> Body:
    return {
        "kind": act.document.kind,
        "id": str(act.document.id),
        "salt": act.document.salt.hex(),
        "body": act.document.body,
        "render_sha256": act.render_sha256,
        "pages": act.pages,
        "uncovered": list(act.uncovered),
        "omitted": list(act.omitted),
        "made_with": act.made_with,
    }


def _of_content(act_id: UUID, content: Body) -> Act:
    document = Formed(content["kind"], UUID(content["id"]), bytes.fromhex(content["salt"]), content["body"])
    return Act(
        id=act_id,
        document=document,
        render_sha256=content["render_sha256"],
        pages=int(content["pages"]),
        uncovered=tuple(int(each) for each in content["uncovered"]),
        omitted=tuple(int(each) for each in content["omitted"]),
        made_with=content["made_with"],
    )


# ---- the proof and what it files


def sign(
    uow: UnitOfWork,
    setter: Setter,
    act: Act,
    *,
    scope: UUID,
    subject_id: UUID,
    store_id: UUID | None,
    signer: Signer,
    shown_sha256: str,
    verify_code: str,
    code: str | None,
) -> Filed:
    """File an act under its signer's proof: document, paper, signature.

    Raises:
        ActChanged: another text than was shown, or another paper than was set then.
        StepUpRequired, ProofRefused: no code, or a wrong one.
    """
    paper = setter.render(act.document)
    if shown_sha256 != act.document.etag or paper.render_sha256 != act.render_sha256:
        raise ActChanged
    proven = signin.prove(uow, act_sha256=_challenge(uow, act), code=code)
    written = docstore.file(uow, act.document, scope=scope, store_id=store_id)
    address = docstore.put_blob(uow, paper.pdf, scope=scope)
    reference = schemas.paper(
        patient_id=scope,
        author_id=uow.actor.user_id,
        at=uow.now,
        of=(written.kind, written.id),
        address=address,
        sha256=paper.render_sha256,
    )
    filed = docstore.create(uow, schemas.PAPER, reference, scope=scope, store_id=store_id, id=uow.new_id())
    signatures.add(
        uow,
        written,
        scope=scope,
        subject_id=subject_id,
        signer=signer,
        proven=proven,
        render_sha256=bytes.fromhex(paper.render_sha256),
        paper_id=filed.id,
        verify_code=verify_code,
    )
    docstore.drop_draft(uow, form=f"{FORM_PREFIX}{act.id}", scope=scope)
    return Filed(written, filed.id, verify_code)


def _challenge(uow: UnitOfWork, act: Act) -> bytes:
    """What the proof is over: this act of this person, its data and its paper."""
    told = {
        "act": "sign",
        "id": str(act.id),
        "data": act.document.etag,
        "render": act.render_sha256,
        "user": str(uow.actor.user_id),
    }
    return hashlib.sha256(docstore.canonical(told)).digest()
