"""Why somebody may open a record, and for how long. Pure. Source: security.md §3.2, decisions D15, S9."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Final
from uuid import UUID

from huizhen.core.errors import Conflict, Unavailable
from huizhen.core.events import Event

CARE_AFTER_CONTACT: Final = timedelta(days=730)
TREATMENT_AFTER_VISIT: Final = timedelta(days=30)


class ActChanged(Conflict):
    """What would be signed is not what was shown: look at it again."""

    code = "act-changed"


class PapersUnavailable(Unavailable):
    """This machine has no fonts for papers: nothing can be shown, so nothing can be signed."""

    code = "papers-unavailable"


class Basis(StrEnum):
    """The relation that opens a record. `sharing_refused` opens nothing: it ends an earlier `treatment` of its store."""

    OWN_STORE_CARE = "own_store_care"
    TREATMENT = "treatment"
    CONSULTATION = "consultation"
    COORDINATION = "coordination"
    BREAK_GLASS = "break_glass"
    SHARING_REFUSED = "sharing_refused"


class Level(StrEnum):
    """How much it opens."""

    OWN_STORE = "own_store"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Grounds:
    """Everything that opens one patient's record to one person now. `stores`: his stores that care for the patient."""

    bases: frozenset[Basis]
    stores: frozenset[UUID] = frozenset()

    @property
    def level(self) -> Level:
        """Own-store care alone opens this store's documents; every other basis opens all stores'."""
        return Level.OWN_STORE if self.bases == {Basis.OWN_STORE_CARE} else Level.FULL

    @property
    def basis(self) -> Basis:
        """The strongest relation, as it enters the journal and answers "why can I see this?"."""
        return next(each for each in STRONGEST_FIRST if each in self.bases)


SHARING_ANSWERS: Final = frozenset({Basis.TREATMENT, Basis.SHARING_REFUSED})
STRONGEST_FIRST: Final = (
    Basis.CONSULTATION,
    Basis.TREATMENT,
    Basis.COORDINATION,
    Basis.OWN_STORE_CARE,
    Basis.BREAK_GLASS,
)


@dataclass(frozen=True, slots=True)
class Ground:
    """One row that speaks for or against opening a record; `store_id` is null for a person's own grant."""

    basis: Basis
    since: datetime
    store_id: UUID | None


def grounds_of(found: Iterable[Ground]) -> Grounds | None:
    """What the rows amount to; none when nothing opens.

    Of a store's answers about sharing the latest counts, of two at one moment the no; and a yes opens nothing by
    itself: a visit must stand.
    """
    bases: set[Basis] = set()
    answers: dict[UUID | None, Basis] = {}
    visited: set[UUID | None] = set()
    for each in sorted(found, key=lambda ground: (ground.since, ground.basis is Basis.SHARING_REFUSED)):
        if each.basis in SHARING_ANSWERS:
            answers[each.store_id] = each.basis
        else:
            bases.add(each.basis)
            visited.add(each.store_id)
    if any(answer is Basis.TREATMENT and store in visited for store, answer in answers.items()):
        bases.add(Basis.TREATMENT)
    return Grounds(frozenset(bases), frozenset(each for each in visited if each)) if bases else None


def care_until(started_at: datetime) -> datetime:
    """Own-store care ends 24 months after the last contact."""
    return started_at + CARE_AFTER_CONTACT


@dataclass(frozen=True, kw_only=True)
class GrantOpened(Event):
    """Somebody may open a record from now on."""

    kind: ClassVar[str] = "grant.opened"
    subject_type: ClassVar[str] = "patient"

    grant_id: UUID
    basis: str


@dataclass(frozen=True, kw_only=True)
class GrantClosed(Event):
    """A right to open a record ended."""

    kind: ClassVar[str] = "grant.closed"
    subject_type: ClassVar[str] = "patient"

    grant_id: UUID
