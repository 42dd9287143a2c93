"""The unit of work: one request or one job, one transaction, one actor, one moment."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from huizhen.core import ids
from huizhen.core.access import ANONYMOUS, Actor
from huizhen.core.blobs import Blobs
from huizhen.core.db import journal
from huizhen.core.db.reads import ReadWriter
from huizhen.core.events import Event
from huizhen.core.keyring import Keyring
from huizhen.core.time import Clock, utc_now


@dataclass(frozen=True, slots=True)
class Workshop:
    """What units of work are made from in a process: engine, clock, ids, the grouped writer, this node's name."""

    engine: Engine
    reads: ReadWriter
    keyring: Keyring
    origin: str
    clock: Clock = utc_now
    new_id: ids.Ids = ids.new_id
    committed: Callable[[], None] = lambda: None
    blobs: Blobs | None = None
    """None: a process that keeps and opens no files."""


@dataclass(slots=True, kw_only=True)
class UnitOfWork:
    """Handed to every use case. `now` does not move while it lasts."""

    session: Session
    workshop: Workshop
    now: datetime
    actor: Actor = ANONYMOUS
    request_id: str | None = None
    wrote: bool = False
    entries: list[journal.Entry] = field(default_factory=list)
    after_commit: list[Callable[[], None]] = field(default_factory=list)

    def new_id(self) -> UUID:
        """A fresh UUIDv7."""
        return self.workshop.new_id()

    def record(
        self,
        event: Event,
        *,
        audience: Iterable[UUID] = (),
        scope: UUID | None = None,
        reason: str | None = None,
        purpose: str | None = None,
        basis: str | None = None,
    ) -> None:
        """Write the event to the journal, in this transaction. `audience`: users and stores who may hear of it."""
        self.wrote = True
        self.entries.append(
            journal.of_event(
                event,
                id=self.new_id(),
                at=self.now,
                actor=self.actor,
                request_id=self.request_id,
                audience=tuple(audience),
                scope=scope,
                reason=reason,
                purpose=purpose,
                basis=basis,
            )
        )

    def note(self, kind: str, *, subject_type: str, subject_id: UUID | None, **more: Any) -> None:
        """Journal a read or a refusal: it goes through the grouped writer when nothing else is written."""
        self.entries.append(
            journal.Entry(
                id=self.new_id(),
                at=self.now,
                kind=kind,
                subject_type=subject_type,
                subject_id=subject_id,
                actor=self.actor,
                request_id=self.request_id,
                **more,
            )
        )

    def keep_quietly(self) -> None:
        """Something was written that is no history: a draft, a session's last sight, a kept answer."""
        self.wrote = True

    def undo(self) -> None:
        """Forget everything done in it; a refusal may still be noted and completed."""
        self.session.rollback()
        self.entries = []
        self.after_commit = []
        self.wrote = False

    def complete(self) -> None:
        """Commit, so that the answer may leave: with everything that was read in the journal as well."""
        self.session.flush()
        if self.wrote:
            journal.append(self.session, journal.rows(self.entries, origin=self.workshop.origin))
            self.session.commit()
        else:
            self.session.rollback()
            self.workshop.reads.write(self.entries)
        self.entries = []
        for act in self.after_commit:
            act()
        if self.wrote:
            self.workshop.committed()


@contextmanager
def unit_of_work(
    workshop: Workshop, *, actor: Actor = ANONYMOUS, request_id: str | None = None
) -> Iterator[UnitOfWork]:
    """Open one. Whoever opens it calls `complete()`; without that nothing was done."""
    with Session(workshop.engine, expire_on_commit=False, autoflush=True) as session:
        yield UnitOfWork(
            session=session, workshop=workshop, now=workshop.clock(), actor=actor, request_id=request_id
        )
