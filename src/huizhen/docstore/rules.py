"""Who may write a document of a class, and what happens when two have written. Pure.

Invariant: every value ever written is in a version or in a conflict; nobody overwrites what he has not seen,
but where the declaration says `latest`. Source: decision D18; sync.md §3, R5, R10.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from huizhen.core.errors import Conflict
from huizhen.docstore.codec import Body, Json, normal
from huizhen.docstore.patch import Change, Patch, apart, changes, find, put


class Klass(StrEnum):
    """How documents of a kind come to be and change."""

    IMMUTABLE = "immutable"  # a correction is a new document
    SINGLE_WRITER = "single_writer"  # its creator only, until a state freezes it
    MERGEABLE = "mergeable"  # anybody, merged field by field
    HQ_ONLY = "hq_only"


class Field(StrEnum):
    """What decides between two values that were written against the same seen one."""

    REVIEW = "review"  # a person; the default
    UNION = "union"  # nothing to decide: both elements stay
    LATEST = "latest"  # order of arrival at HQ


class Declared(Protocol):
    """What these rules must know of a kind. `freeze`: a field, then the values that close the document."""

    @property
    def klass(self) -> Klass: ...
    @property
    def fields(self) -> Mapping[str, Field]: ...
    @property
    def freeze(self) -> tuple[str, ...] | None: ...


# ---- may it be written


class Refusal(StrEnum):
    """Why a write does not apply. At HQ a node's write is then kept as a proposal with this code, never dropped."""

    IMMUTABLE = "immutable"
    NOT_THE_WRITER = "not_the_writer"
    FROZEN = "frozen"
    HQ_ONLY = "hq_only"


class WriteRefused(Conflict):
    """The document's class does not take this write. Fact `reason`."""

    code = "write-refused"


def is_frozen(kind: Declared, body: Body) -> bool:
    """It has reached a state that makes it immutable (signed, completed, submitted)."""
    if kind.freeze is None:
        return False
    name, *values = kind.freeze
    return body.get(name) in values


def refusal(kind: Declared, *, old: Body | None, owner: UUID | None, writer: UUID | None) -> Refusal | None:
    """Why the writer may not create (`old` None), amend or delete it; None if he may.

    `owner` made the document, `writer` asks: a store's id, None for HQ. What is written plays no part: a document
    may be amended into a frozen state, not out of one.
    """
    if kind.klass is Klass.HQ_ONLY and writer is not None:
        return Refusal.HQ_ONLY
    if old is None:
        return None
    if kind.klass is Klass.IMMUTABLE:
        return Refusal.IMMUTABLE
    if kind.klass is Klass.SINGLE_WRITER and owner != writer:
        return Refusal.NOT_THE_WRITER
    return Refusal.FROZEN if is_frozen(kind, old) else None


def may_write(kind: Declared, *, old: Body | None, owner: UUID | None, writer: UUID | None) -> bool:
    """As `refusal`."""
    return refusal(kind, old=old, owner=owner, writer=writer) is None


def require_write(kind: Declared, *, old: Body | None, owner: UUID | None, writer: UUID | None) -> None:
    """
    Raises:
        WriteRefused: with the reason, before anything is stored.
    """
    reason = refusal(kind, old=old, owner=owner, writer=writer)
    if reason is not None:
        raise WriteRefused(reason=reason.value)


# ---- two have written


class ConflictKind(StrEnum):
    """What a person has to decide between."""

    FIELD = "field"  # two values
    DELETE = "delete"  # a removal and an edit, whichever came first


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """Both values of one place, kept for a person: `cur` stands in the document, `new` stands here only."""

    kind: ConflictKind
    pointer: str
    seen: Json
    cur: Json
    new: Json


@dataclass(frozen=True, slots=True)
class Merged:
    """The document after a patch or several; what could not be written is in the conflicts."""

    body: Body
    conflicts: tuple[FieldConflict, ...]


def merge(kind: Declared, cur: Body, patch: Patch) -> Merged:
    """Merge per field (R5): what the author saw still stands, or is what he wrote → set; else as declared.

    Raises:
        Invalid: the patch is malformed.
    """
    body: Body = normal(cur)
    found = [
        conflict
        for change in changes(patch)
        for part in _parts(kind, body, change)
        if (conflict := _apply(kind, body, part)) is not None
    ]
    return Merged(body, tuple(found))


def replay(kind: Declared, base: Body, patches: Iterable[Patch]) -> Merged:
    """One patch after the other, as HQ applies arrivals and a node replays its own on what HQ last gave (R10)."""
    merged = Merged(normal(base), ())
    for patch in patches:
        after = merge(kind, merged.body, patch)
        merged = Merged(after.body, merged.conflicts + after.conflicts)
    return merged


def _rule(kind: Declared, change: Change) -> Field:
    return kind.fields.get(change.steps[0].name, Field.REVIEW)


def _parts(kind: Declared, body: Body, change: Change) -> list[Change]:
    """Under `union` a whole array that no longer stands as seen is taken apart, so that each element counts."""
    if _rule(kind, change) is not Field.UNION or find(body, change.steps) in (change.seen, change.new):
        return [change]
    return apart(change)


def _apply(kind: Declared, body: Body, change: Change) -> FieldConflict | None:
    cur = find(body, change.steps)
    agreed = cur in (change.seen, change.new) or _rule(kind, change) is Field.LATEST
    if agreed and put(body, change):
        return None
    removal = cur is None or change.new is None
    sort = ConflictKind.DELETE if removal else ConflictKind.FIELD
    return FieldConflict(sort, change.pointer, change.seen, normal(cur), change.new)
