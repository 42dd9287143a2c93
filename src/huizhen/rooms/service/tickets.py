"""Tickets, and whether a token still fits its seat.

Invariant: a ticket is minted for an admitted seat and one device; a seat that changes its device leaves the other one
without a line. Source: media.md §13.1, §13.2; decisions D24, D25.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from huizhen import signin
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import NotFound, Unauthenticated
from huizhen.rooms import queries
from huizhen.rooms.queries import Standing
from huizhen.rooms.rules import Claims, SeatNotAdmitted, Ticket, door_opens, ticket_for
from huizhen.rooms.service import conform
from huizhen.rooms.service.desk import Desk
from huizhen.rooms.service.sessions import SEATS_MAX


@dataclass(frozen=True, slots=True)
class Minted:
    """A ticket and its token, which is told once."""

    ticket: Ticket
    token: str


def issue_ticket(uow: UnitOfWork, desk: Desk, *, standing: Standing, seat_id: UUID, device: str) -> Minted:
    """A ticket for this device; another one that the seat had is hung up on.

    Raises:
        SeatNotAdmitted: waiting, parked, left, or beside somebody. MediaUnavailable: no media server answers.
    """
    row = standing.seats[seat_id]
    if row.with_seat_id is not None:
        raise SeatNotAdmitted(state=row.state)
    ticket_for(standing.seat(row), uow.now)
    # The server forgets a room that stood empty. Asked before anything is locked: the answer may take a while.
    desk.media.create(standing.room.handle, participants_max=SEATS_MAX)
    if row.device != device:
        standing = queries.get_standing(uow, standing.session.id, lock=True)
        row = standing.seats[seat_id]
        row.device = device
        uow.keep_quietly()
        conform.after_commit(uow, desk, standing.session.id)
    ticket = ticket_for(standing.seat(row), uow.now)
    return Minted(ticket, desk.media.mint(ticket))


def is_let_through(
    uow: UnitOfWork, claims: Claims, *, staff_token: str | None, guest_cookie: str | None
) -> bool:
    """Whether the bearer of a token may be connected now: it is his, his device's, and his seat still gives it all."""
    for device, seat_id, session_id in _bearers(uow, claims, staff_token, guest_cookie):
        try:
            standing = queries.get_standing(uow, session_id)
        except NotFound:
            continue
        row = standing.seats[seat_id]
        is_his = row.device == device and claims.identity == queries.identity_of(row)
        if is_his and door_opens(
            standing.seat(row),
            identity=claims.identity,
            room_name=claims.room_name,
            room_epoch=claims.room_epoch,
            permission=claims.permission,
        ):
            return True
    return False


def _bearers(
    uow: UnitOfWork, claims: Claims, staff_token: str | None, guest_cookie: str | None
) -> Iterator[tuple[str, UUID, UUID]]:
    """Who calls, as device, seat and session: a person with a session, a guest with a cookie, or both in one browser."""
    if staff_token is not None:
        try:
            actor = signin.get_actor(uow, staff_token)
            uow.actor = actor
            standing, mine = queries.get_seat(uow, UUID(claims.identity.session))
            yield str(actor.session_id), mine.id, standing.session.id
        except (Unauthenticated, NotFound):
            pass
    if (guest := queries.find_guest(uow, guest_cookie)) is not None:
        yield guest.device, guest.seat_id, guest.session_id
