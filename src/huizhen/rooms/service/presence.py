"""Who is at the door: what a call knows of its people between two looks at the media server.

Invariant: `gone_at` is empty exactly while a process holds a line of the seat; a process that died is found out by the
next one that starts, and whoever is still connected puts it right within one look of the door.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import orjson
from sqlalchemy import select

from huizhen.core.access import system_actor
from huizhen.core.db.journal import JournalEntry
from huizhen.core.db.unit import UnitOfWork, Workshop, unit_of_work
from huizhen.core.errors import NotFound
from huizhen.rooms import queries
from huizhen.rooms.events import (
    SeatAdmitted,
    SeatConnected,
    SeatDisconnected,
    SeatLeft,
    SeatRemoved,
)
from huizhen.rooms.model import SeatRow, Session, SessionState
from huizhen.rooms.queries import Standing
from huizhen.rooms.rules import Identity


def came(workshop: Workshop, identity: Identity) -> None:
    """A line of this seat is open. Can run again."""
    _tell(workshop, identity, is_here=True)


def went(workshop: Workshop, identity: Identity) -> None:
    """The seat's last line is closed."""
    _tell(workshop, identity, is_here=False)


def nobody_here(workshop: Workshop) -> None:
    """A door opens and holds no line yet: whoever seemed connected is not, as far as anybody knows."""
    query = select(SeatRow).join(Session, Session.id == SeatRow.session_id)
    query = query.where(Session.state == SessionState.OPEN, SeatRow.gone_at.is_(None)).with_for_update()
    with unit_of_work(workshop, actor=system_actor("rooms")) as uow:
        for row in uow.session.scalars(query):
            row.gone_at = uow.now
            uow.keep_quietly()
        uow.complete()


def _tell(workshop: Workshop, identity: Identity, *, is_here: bool) -> None:
    with unit_of_work(workshop, actor=system_actor("rooms")) as uow:
        try:
            # Asked before anything is locked: most of the time the row says so already.
            if (
                _changing(queries.get_standing(uow, UUID(identity.session)), identity, is_here=is_here)
                is None
            ):
                return
            standing = queries.get_standing(uow, UUID(identity.session), lock=True)
        except NotFound:
            return
        if (row := _changing(standing, identity, is_here=is_here)) is not None:
            _write(uow, standing, row, is_here=is_here)
            uow.complete()


def _changing(standing: Standing, identity: Identity, *, is_here: bool) -> SeatRow | None:
    """The seat, if it does not say so already."""
    rows = (each for each in standing.seats.values() if queries.identity_of(each).holder == identity.holder)
    return next((each for each in rows if is_here is (each.gone_at is not None)), None)


def _write(uow: UnitOfWork, standing: Standing, row: SeatRow, *, is_here: bool) -> None:
    row.gone_at = None if is_here else uow.now
    event = (SeatConnected if is_here else SeatDisconnected)(subject_id=row.session_id, seat_id=row.id)
    uow.record(event, audience=standing.audience(), scope=standing.session.key_scope)


# ---- afterwards


@dataclass(frozen=True, slots=True)
class Presence:
    """From when until when somebody was in a subject's calls; `left_at` is none while he is."""

    joined_at: datetime
    left_at: datetime | None


CAME: Final = (SeatAdmitted.kind, SeatConnected.kind)
WENT: Final = (SeatDisconnected.kind, SeatLeft.kind, SeatRemoved.kind)


def list_presence(uow: UnitOfWork, subject: UUID, *, until: datetime) -> dict[UUID, Presence]:
    """When the holders of seats came into any session of a subject and went, as the journal tells it up to a moment.

    Whoever shares a device with somebody is there as long as he is.
    """
    sessions = select(Session.id).where(Session.subject == subject)
    seats = {
        each.id: each for each in uow.session.scalars(select(SeatRow).where(SeatRow.session_id.in_(sessions)))
    }
    query = (
        select(JournalEntry.kind, JournalEntry.at, JournalEntry.entry)
        .where(
            JournalEntry.subject_id.in_(sessions),
            JournalEntry.kind.in_((*CAME, *WENT)),
            JournalEntry.at <= until,
        )
        .order_by(JournalEntry.at, JournalEntry.seq)
    )
    found: dict[UUID, Presence] = {}
    for kind, at, entry in uow.session.execute(query):
        seat_id = UUID(orjson.loads(entry)["values"]["seat_id"])
        before = found.get(seat_id)
        if kind in CAME:
            found[seat_id] = Presence(at if before is None else before.joined_at, None)
        elif before is not None and before.left_at is None:
            found[seat_id] = Presence(before.joined_at, at)
    beside = {each.id: found[each.with_seat_id] for each in seats.values() if each.with_seat_id in found}
    return {seats[id].holder: each for id, each in {**beside, **found}.items() if id in seats}
