"""Guests: a link is made, looked at, and used once; from then on one cookie stands for one seat on one device.

Invariant: a wrong try is counted although it is refused; looking spends nothing. Source: S16; media.md §13.1.
"""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select, update

from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import FieldError, NotFound, Problem
from huizhen.rooms import queries
from huizhen.rooms.events import GuestLinkMade, SeatArrived
from huizhen.rooms.guests import (
    TOKEN_BYTES,
    TRIES_MAX,
    CheckMalformed,
    GuestLink,
    GuestLinkKilled,
    GuestLinkUsed,
    LinkDead,
    LinkExpired,
    check_hash,
    find_last_four,
    find_obstacle,
    submit,
    token_hash,
)
from huizhen.rooms.model import GuestLinkRow
from huizhen.rooms.queries import Guest
from huizhen.rooms.rules import SeatCommand, SeatKind, SeatState, seat_after
from huizhen.rooms.service import conform
from huizhen.rooms.service.desk import Desk

LINK_TTL: Final = timedelta(hours=24)
CHECK_KEY: Final = "guest-check"


def make_link(uow: UnitOfWork, *, seat_id: UUID, last_four: str, expires_at: datetime | None = None) -> str:
    """A one-use link for a seat without account: the token for the URL's fragment, told once.

    An unused earlier link is dead; a device that is in stays in until the new link is used.

    Raises:
        NotFound: no such seat. ValueError: it is a user's, or beside another one. CheckMalformed: no four characters.
    """
    standing = queries.get_standing(uow, queries.session_of(uow, seat_id), lock=True)
    seat = standing.seats[seat_id]
    if seat.state is SeatState.REMOVED:
        raise NotFound(seat_id=seat_id)
    if seat.kind in (SeatKind.USER, SeatKind.MACHINE) or seat.with_seat_id is not None:
        raise ValueError("a link is for somebody who has no account and a device of his own")
    wanted = find_last_four(last_four)
    if wanted is None:
        raise CheckMalformed(FieldError("/last_four", "malformed"))
    unused = update(GuestLinkRow).where(GuestLinkRow.seat_id == seat_id, GuestLinkRow.used_at.is_(None))
    uow.session.execute(unused.values(is_replaced=True, version=GuestLinkRow.version + 1))
    token = secrets.token_bytes(TOKEN_BYTES)
    uow.session.add(
        GuestLinkRow(
            id=uow.new_id(),
            created_at=uow.now,
            seat_id=seat_id,
            token_hash=token_hash(token),
            check_hash=check_hash(_key(uow), seat_id=seat_id, last_four=wanted),
            tries=0,
            expires_at=expires_at or uow.now + LINK_TTL,
            used_at=None,
            cookie_hash=None,
            is_replaced=False,
        )
    )
    session = standing.session
    uow.record(GuestLinkMade(subject_id=session.id, seat_id=seat_id), scope=session.key_scope)
    return base64.urlsafe_b64encode(token).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class Looked:
    """What a link that can be used tells before anything is typed: whose it is, and the tries it has left."""

    place_id: UUID
    tries_left: int


def look(uow: UnitOfWork, token: str) -> Looked:
    """A link as its page shows it.

    Raises:
        NotFound: no such link. LinkUsed, LinkDead, LinkExpired: it opens nothing.
    """
    row = _find_link(uow, token)
    session_id = _require_session(uow, row.seat_id)
    if (obstacle := find_obstacle(_as_rule(row), uow.now)) is not None:
        raise obstacle
    seat = queries.get_standing(uow, session_id).seats[row.seat_id]
    return Looked(place_id=seat.place_id, tries_left=TRIES_MAX - row.tries)


@dataclass(frozen=True, slots=True)
class Entered:
    """The guest is at his seat. The cookie is known to his browser only."""

    guest: Guest
    cookie: str


def enter(uow: UnitOfWork, desk: Desk, *, token: str, typed: str) -> Entered | Problem:
    """The deliberate submit. A refusal is returned, not raised: the caller commits the spent try, then refuses.

    Raises:
        NotFound: no such link. LinkExpired: its session is over.
    """
    row = _find_link(uow, token, lock=True)
    session_id = _require_session(uow, row.seat_id)
    link, refused = submit(_as_rule(row), key=_key(uow), typed=typed, device=str(row.id), now=uow.now)
    is_spent = link.tries > row.tries
    row.tries, row.used_at = link.tries, link.used_at
    guest = Guest(row.seat_id, session_id, str(row.id))
    uow.actor = guest.actor()
    if refused is not None:
        uow.keep_quietly()
        if is_spent and isinstance(refused, LinkDead):
            standing = queries.get_standing(uow, session_id)
            uow.record(
                GuestLinkKilled(subject_id=session_id, seat_id=row.seat_id),
                audience=standing.audience(),
                scope=standing.session.key_scope,
            )
        return refused
    cookie = secrets.token_urlsafe(TOKEN_BYTES)
    row.cookie_hash = queries.hash_of(cookie)
    standing = queries.get_standing(uow, session_id, lock=True)
    seat, scope = standing.seats[row.seat_id], standing.session.key_scope
    seat.device = guest.device
    uow.record(GuestLinkUsed(subject_id=session_id, seat_id=seat.id), scope=scope)
    if seat.state is SeatState.LEFT:
        seat.state = seat_after(seat.state, SeatCommand.RETURN)
    if seat.state is SeatState.WAITING:
        seat.arrived_at = uow.now
        uow.record(
            SeatArrived(subject_id=session_id, seat_id=seat.id), audience=standing.audience(), scope=scope
        )
    conform.after_commit(uow, desk, session_id)
    return Entered(guest, cookie)


def _key(uow: UnitOfWork) -> bytes:
    return uow.workshop.keyring.named_key(CHECK_KEY)


def _find_link(uow: UnitOfWork, token: str, *, lock: bool = False) -> GuestLinkRow:
    try:
        plain = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        raise NotFound from None
    query = select(GuestLinkRow).where(GuestLinkRow.token_hash == token_hash(plain))
    row = uow.session.scalar(query.with_for_update() if lock else query)
    if row is None:
        raise NotFound
    return row


def _require_session(uow: UnitOfWork, seat_id: UUID) -> UUID:
    session_id = queries.session_of(uow, seat_id)
    try:
        seat = queries.get_standing(uow, session_id).seats[seat_id]
    except NotFound:
        raise LinkExpired from None
    if seat.state is SeatState.REMOVED:
        raise LinkDead
    return session_id


def _as_rule(row: GuestLinkRow) -> GuestLink:
    return GuestLink(
        seat_id=row.seat_id,
        check_hash=row.check_hash,
        expires_at=row.expires_at,
        tries=row.tries,
        used_at=row.used_at,
        is_replaced=row.is_replaced,
    )
