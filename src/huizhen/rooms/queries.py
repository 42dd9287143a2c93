"""Calls as they stand: the caller's own seat, everything of one session, a guest by his cookie.

Invariant: a session exists only for whoever has a seat in it that was not taken away. Source: media.md §13; S16.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import orjson
from sqlalchemy import Select, exists, select

from huizhen.core.access import Actor
from huizhen.core.db.journal import JournalEntry
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import NotFound, Unauthenticated
from huizhen.rooms.events import CallOpened
from huizhen.rooms.model import GuestLinkRow, MediaRoom, MediaRoomState, SeatRow, Session, SessionState
from huizhen.rooms.rules import Identity, Permission, Seat, SeatKind, SeatState, rights_of
from huizhen.rooms.stage import StageEntered, StageEntry

NO_DEVICE: Final = "none"
"""The device part of a seat that has no browser yet: no token ever names it."""
DESERTED_AT_ONCE_MAX: Final = 50


def visible(actor: Actor) -> Select[UUID]:
    """Ids of sessions in which the actor has a seat; a removed one opens nothing."""
    return select(SeatRow.session_id).where(
        SeatRow.kind == SeatKind.USER,
        SeatRow.holder == actor.user_id,
        SeatRow.state != SeatState.REMOVED,
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """A session with its present room and all its seats, by id."""

    session: Session
    room: MediaRoom
    seats: Mapping[UUID, SeatRow]

    def entry(self) -> StageEntry:
        """Where it stands, as the rules see it."""
        row = self.session
        return StageEntry(
            stage=row.stage, wanted=row.stage_wanted, epoch=row.stage_epoch, state=row.stage_state
        )

    def set_entry(self, entry: StageEntry) -> None:
        """Store what the rules made of it."""
        row = self.session
        row.stage, row.stage_wanted = entry.stage, entry.wanted
        row.stage_epoch, row.stage_state = entry.epoch, entry.state

    def seat(self, row: SeatRow) -> Seat:
        """One of its seats, as the rules see it."""
        return Seat(
            kind=row.kind,
            state=row.state,
            role=row.role,
            rights=rights_of(row.rights),
            identity=identity_of(row),
            room_name=self.room.handle,
            room_epoch=self.room.epoch,
            is_muted=row.is_muted,
        )

    def permissions(self) -> dict[str, Permission]:
        """Who may be connected now and with what, by `Identity.holder`: what the server's list must show."""
        seats = [self.seat(each) for each in self.seats.values()]
        return {each.identity.holder: each.permission() for each in seats if each.holds()}

    def audience(self) -> list[UUID]:
        """Who hears of it: people by their user id, guests by their seat."""
        return [
            each.holder if each.kind is SeatKind.USER else each.id
            for each in self.seats.values()
            if each.state is not SeatState.REMOVED
        ]


def identity_of(row: SeatRow) -> Identity:
    """How the media server knows the seat's one device. A guest's user part is his seat."""
    return Identity(
        store=str(row.place_id),
        user=str(row.holder if row.kind is SeatKind.USER else row.id),
        session=str(row.session_id),
        device=row.device or NO_DEVICE,
    )


def get_standing(uow: UnitOfWork, session_id: UUID, *, lock: bool = False) -> Standing:
    """Everything of a session that goes on, for use cases that have asked who may; locked against the others.

    Raises:
        NotFound: no such session, or it is over.
    """
    query = select(Session).where(Session.id == session_id, Session.state == SessionState.OPEN)
    session = uow.session.scalar(
        query.with_for_update().execution_options(populate_existing=True) if lock else query
    )
    if session is None:
        raise NotFound(session_id=session_id)
    room = uow.session.scalars(
        select(MediaRoom).where(MediaRoom.session_id == session_id, MediaRoom.state == MediaRoomState.OPEN)
    ).one()
    rows = uow.session.scalars(
        select(SeatRow)
        .where(SeatRow.session_id == session_id)
        .order_by(SeatRow.created_at, SeatRow.id)
        .execution_options(populate_existing=lock)
    )
    return Standing(session, room, {each.id: each for each in rows})


def get_seat(uow: UnitOfWork, session_id: UUID, *, lock: bool = False) -> tuple[Standing, SeatRow]:
    """The session and the actor's own seat in it; raises `NotFound` without one."""
    if uow.session.scalar(visible(uow.actor).where(SeatRow.session_id == session_id)) is None:
        raise NotFound(session_id=session_id)
    standing = get_standing(uow, session_id, lock=lock)
    mine = (
        each
        for each in standing.seats.values()
        if each.kind is SeatKind.USER and each.holder == uow.actor.user_id
    )
    return standing, next(mine)


def session_of(uow: UnitOfWork, seat_id: UUID) -> UUID:
    """The session of a seat; raises `NotFound`."""
    found = uow.session.scalar(select(SeatRow.session_id).where(SeatRow.id == seat_id))
    if found is None:
        raise NotFound(seat_id=seat_id)
    return found


def find_session(uow: UnitOfWork, subject: UUID) -> UUID | None:
    """The session of a subject that goes on, if there is one."""
    return uow.session.scalar(
        select(Session.id).where(Session.subject == subject, Session.state == SessionState.OPEN)
    )


def list_entered(uow: UnitOfWork, subject: UUID) -> frozenset[str]:
    """Stages that any session of a subject was really in: the one it opened with, and those that were proven."""
    sessions = select(Session.id).where(Session.subject == subject)
    query = select(JournalEntry.entry).where(
        JournalEntry.subject_id.in_(sessions), JournalEntry.kind.in_((StageEntered.kind, CallOpened.kind))
    )
    told = (orjson.loads(each)["values"]["stage"] for each in uow.session.scalars(query))
    return frozenset(told)


def list_deserted(uow: UnitOfWork, subjects: Select[UUID], *, since: datetime) -> Sequence[UUID]:
    """Those of these subjects whose session goes on without anybody at the door since that moment."""
    somebody = exists().where(
        SeatRow.session_id == Session.id, SeatRow.gone_at.is_(None) | (SeatRow.gone_at > since)
    )
    query = select(Session.subject).where(
        Session.state == SessionState.OPEN, Session.subject.in_(subjects), ~somebody
    )
    return uow.session.scalars(query.order_by(Session.id).limit(DESERTED_AT_ONCE_MAX)).all()


# ---- guests


@dataclass(frozen=True, slots=True)
class Guest:
    """Who came by a link: one seat, one device."""

    seat_id: UUID
    session_id: UUID
    device: str

    def actor(self) -> Actor:
        """As the journal names him: by his seat, with no role anywhere. His seat is his session, too."""
        return Actor(user_id=self.seat_id, session_id=self.seat_id)


def hash_of(token: str) -> bytes:
    """What is stored of a guest's cookie; 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).digest()


def find_guest(uow: UnitOfWork, cookie: str | None) -> Guest | None:
    """The guest of a cookie: while his session goes on, his seat stands, and no later link bound another device."""
    if cookie is None:
        return None
    row = uow.session.execute(
        select(SeatRow.id, SeatRow.session_id, SeatRow.device, GuestLinkRow.id.label("link_id"))
        .join(GuestLinkRow, GuestLinkRow.seat_id == SeatRow.id)
        .join(Session, Session.id == SeatRow.session_id)
        .where(
            GuestLinkRow.cookie_hash == hash_of(cookie),
            SeatRow.state != SeatState.REMOVED,
            Session.state == SessionState.OPEN,
        )
    ).one_or_none()
    if row is None or row.device != str(row.link_id):
        return None
    return Guest(row.id, row.session_id, row.device)


def get_guest(uow: UnitOfWork, cookie: str | None) -> Guest:
    """As `find_guest`; raises `Unauthenticated`."""
    guest = find_guest(uow, cookie)
    if guest is None:
        raise Unauthenticated
    return guest


def position_of(seats: Iterable[SeatRow], row: SeatRow) -> int | None:
    """Place in the queue of the guests who wait, from 1; None for somebody who does not wait.

    Whoever has an account waits for the call to begin, not to be called.
    """
    if row.state is not SeatState.WAITING or row.arrived_at is None:
        return None
    guests = (each for each in seats if each.kind is not SeatKind.USER)
    waiting = [each.arrived_at for each in guests if each.state is SeatState.WAITING and each.arrived_at]
    return 1 + sum(each < row.arrived_at for each in waiting)
