"""The registry of document kinds: declared once, from above, by whoever understands the document (D2, D3)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from huizhen.core.db.model import Projected
from huizhen.docstore.codec import Body
from huizhen.docstore.rules import Field, Klass

Token = Callable[[str, str], int]
Check = Callable[[Body], None]


@dataclass(frozen=True, slots=True)
class Context:
    """What a projection may know beside the body: the scope, the store that speaks, and how to make a search token."""

    scope: UUID
    store_id: UUID | None
    token: Token


Project = Callable[[Body | None, Body | None, Context], Iterable[Projected]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What the store must know about a kind of document.

    `freeze`: a field, then the values after which the document takes no amendment. `tables`: where its projection writes.
    """

    name: str
    klass: Klass
    owner: str
    fields: Mapping[str, Field] = field(default_factory=dict)
    freeze: tuple[str, ...] | None = None
    check: Check | None = None
    project: Project | None = None
    tables: Sequence[type[Projected]] = ()


KINDS: Final[dict[str, Kind]] = {}


def declare(name: str, *, klass: Klass, owner: str, **more: Any) -> Kind:
    """Declare a kind; a second declaration of the same name is a `TypeError`."""
    if name in KINDS:
        raise TypeError(f"kind {name} is declared twice")
    KINDS[name] = kind = Kind(name=name, klass=klass, owner=owner, **more)
    return kind


def kind_of(name: str) -> Kind:
    """The declared kind; an unknown name is a programming error."""
    return KINDS[name]
