"""Calls over HTTP: state, tickets, leave and return, mute; and a guest's way in. All at headquarters (HQ's rows)."""

from typing import Final
from uuid import UUID

from starlette.responses import Response

from huizhen import notify, org
from huizhen.core.access import PUBLIC, At, Proof, Receipt
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import Problem, Unauthenticated
from huizhen.core.http.gate import Gate
from huizhen.core.http.routes import Routes
from huizhen.rooms import queries, service
from huizhen.rooms.model import SeatRow
from huizhen.rooms.policy import ALLOW, Can
from huizhen.rooms.queries import Standing
from huizhen.rooms.schemas import (
    EnteredOut,
    EnterIn,
    GuestOut,
    LinkIn,
    LinkOut,
    MuteIn,
    SeatOut,
    SeatStateOut,
    SessionOut,
    TicketOut,
)
from huizhen.rooms.service import Desk
from huizhen.rooms.service.guests import LINK_TTL

GUEST_COOKIE: Final = "__Host-hz-guest"

routes = Routes("rooms", policy=ALLOW)


def desk_of(gate: Gate) -> Desk:
    """The process's desk."""
    desk: Desk = gate.request.app.state.desk
    return desk


def guest_cookie(cookies: dict[str, str]) -> str | None:
    """A guest's token among a connection's cookies."""
    return cookies.get(GUEST_COOKIE)


def _seat_out(standing: Standing, row: SeatRow) -> SeatOut:
    return SeatOut(
        id=row.id,
        kind=row.kind,
        role=row.role,
        holder=row.holder,
        identity=queries.identity_of(row).holder,
        state=row.state,
        rights=sorted(standing.seat(row).holds()),
        is_host=row.is_host,
        is_muted=row.is_muted,
        with_seat_id=row.with_seat_id,
        arrived_at=row.arrived_at,
    )


def _session_out(standing: Standing, mine: SeatRow, *, is_media_up: bool) -> SessionOut:
    session = standing.session
    return SessionOut(
        id=session.id,
        subject=session.subject,
        stage=session.stage,
        stage_wanted=session.stage_wanted,
        stage_epoch=session.stage_epoch,
        stage_state=session.stage_state,
        room_epoch=standing.room.epoch,
        is_media_up=is_media_up,
        my_seat_id=mine.id,
        seats=[_seat_out(standing, each) for each in standing.seats.values()],
    )


def _guest_out(standing: Standing, row: SeatRow, *, is_media_up: bool) -> GuestOut:
    return GuestOut(
        session_id=standing.session.id,
        seat_id=row.id,
        kind=row.kind,
        state=row.state,
        position=queries.position_of(standing.seats.values(), row),
        rights=sorted(standing.seat(row).holds()),
        room_epoch=standing.room.epoch,
        stage_epoch=standing.session.stage_epoch,
        is_media_up=is_media_up,
    )


# ---- people with an account


@routes.get("/sessions/{session_id}", can=Can.USE, at=At.HQ, proof=Proof.SESSION)
def session(session_id: UUID, uow: UnitOfWork, gate: Gate) -> SessionOut:
    """Where a call stands, for somebody who has a seat in it."""
    standing, mine = queries.get_seat(uow, session_id)
    return _session_out(standing, mine, is_media_up=desk_of(gate).media.is_healthy())


@routes.post(
    "/sessions/{session_id}/tickets", can=Can.USE, at=At.HQ, proof=Proof.SESSION, receipt=Receipt.NONE
)
def issue_ticket(session_id: UUID, uow: UnitOfWork, gate: Gate) -> TicketOut:
    """A ticket for the caller's own seat and this browser."""
    standing, mine = queries.get_seat(uow, session_id)
    if uow.actor.session_id is None:
        raise Unauthenticated
    return _ticket(uow, gate, standing, mine, device=str(uow.actor.session_id))


def _ticket(uow: UnitOfWork, gate: Gate, standing: Standing, row: SeatRow, *, device: str) -> TicketOut:
    minted = service.issue_ticket(uow, desk_of(gate), standing=standing, seat_id=row.id, device=device)
    return TicketOut(
        token=minted.token,
        identity=str(minted.ticket.identity),
        room_epoch=minted.ticket.room_epoch,
        expires_at=minted.ticket.expires_at,
        rights=sorted(standing.seat(row).holds()),
    )


@routes.post("/sessions/{session_id}/leave", can=Can.USE, at=At.HQ, proof=Proof.SESSION, receipt=Receipt.NONE)
def leave_seat(session_id: UUID, uow: UnitOfWork, gate: Gate) -> SeatStateOut:
    """Go; the line is cut after the commit."""
    standing, mine = queries.get_seat(uow, session_id, lock=True)
    service.leave(uow, desk_of(gate), standing=standing, row=mine)
    return SeatStateOut(seat_id=mine.id, state=mine.state)


@routes.post(
    "/sessions/{session_id}/return", can=Can.USE, at=At.HQ, proof=Proof.SESSION, receipt=Receipt.NONE
)
def return_to_seat(session_id: UUID, uow: UnitOfWork) -> SeatStateOut:
    """Back through the waiting room."""
    standing, mine = queries.get_seat(uow, session_id, lock=True)
    service.come_back(uow, standing=standing, row=mine)
    return SeatStateOut(seat_id=mine.id, state=mine.state)


@routes.post("/sessions/{session_id}/seats/{seat_id}/mute", can=Can.MUTE, at=At.HQ, proof=Proof.SESSION)
def mute(session_id: UUID, seat_id: UUID, given: MuteIn, uow: UnitOfWork, gate: Gate) -> SeatStateOut:
    """A host takes somebody's microphone, or gives it back."""
    state = service.mute(uow, desk_of(gate), session_id=session_id, seat_id=seat_id, is_muted=given.is_muted)
    return SeatStateOut(seat_id=seat_id, state=state)


# ---- guests


@routes.post("/guest/link", can=PUBLIC, at=At.HQ, proof=Proof.NONE, receipt=Receipt.NONE)
def guest_link(given: LinkIn, uow: UnitOfWork) -> LinkOut:
    """Whether a link opens anything; spends nothing, sets nothing, binds nothing."""
    looked = service.look(uow, given.token)
    names = org.place_names(uow, [looked.place_id])
    return LinkOut(place_name=names.get(looked.place_id, ""), tries_left=looked.tries_left)


@routes.post("/guest/enter", can=PUBLIC, at=At.HQ, proof=Proof.NONE, receipt=Receipt.NONE)
def guest_enter(given: EnterIn, uow: UnitOfWork, gate: Gate) -> EnteredOut:
    """The deliberate submit: binds seat and device, and spends the link."""
    entered = service.enter(uow, desk_of(gate), token=given.token, typed=given.last_four)
    if isinstance(entered, Problem):
        uow.complete()
        raise entered
    cookie = f"{GUEST_COOKIE}={entered.cookie}; Path=/; Max-Age={int(LINK_TTL.total_seconds())}"
    gate.headers.append(("set-cookie", f"{cookie}; Secure; HttpOnly; SameSite=Lax"))
    return EnteredOut(session_id=entered.guest.session_id, seat_id=entered.guest.seat_id)


def _guest(uow: UnitOfWork, gate: Gate, *, lock: bool = False) -> tuple[Standing, SeatRow]:
    guest = queries.get_guest(uow, guest_cookie(gate.request.cookies))
    uow.actor = guest.actor()
    standing = queries.get_standing(uow, guest.session_id, lock=lock)
    return standing, standing.seats[guest.seat_id]


@routes.get("/guest/seat", can=PUBLIC, at=At.HQ, proof=Proof.NONE)
def guest_seat(uow: UnitOfWork, gate: Gate) -> GuestOut:
    """The waiting page's state: own seat, place in the queue."""
    standing, row = _guest(uow, gate)
    return _guest_out(standing, row, is_media_up=desk_of(gate).media.is_healthy())


@routes.get("/guest/events", can=PUBLIC, at=At.HQ, proof=Proof.NONE)
def guest_events(uow: UnitOfWork, gate: Gate) -> Response:
    """News of the guest's own call, as `text/event-stream`; ends with his seat."""
    cookie = guest_cookie(gate.request.cookies)
    uow.actor = queries.get_guest(uow, cookie).actor()
    return notify.listen(uow, gate, ask=lambda again: queries.get_guest(again, cookie).actor())


@routes.post("/guest/tickets", can=PUBLIC, at=At.HQ, proof=Proof.NONE, receipt=Receipt.NONE)
def guest_ticket(uow: UnitOfWork, gate: Gate) -> TicketOut:
    """A ticket for the guest's seat and this browser."""
    standing, row = _guest(uow, gate)
    return _ticket(uow, gate, standing, row, device=row.device or queries.NO_DEVICE)


@routes.post("/guest/leave", can=PUBLIC, at=At.HQ, proof=Proof.NONE, receipt=Receipt.NONE)
def guest_leave(uow: UnitOfWork, gate: Gate) -> SeatStateOut:
    """Go; the cookie stays, so that he can come back."""
    standing, row = _guest(uow, gate, lock=True)
    service.leave(uow, desk_of(gate), standing=standing, row=row)
    return SeatStateOut(seat_id=row.id, state=row.state)


@routes.post("/guest/return", can=PUBLIC, at=At.HQ, proof=Proof.NONE, receipt=Receipt.NONE)
def guest_return(uow: UnitOfWork, gate: Gate) -> SeatStateOut:
    """Back through the waiting room."""
    standing, row = _guest(uow, gate, lock=True)
    service.come_back(uow, standing=standing, row=row)
    return SeatStateOut(seat_id=row.id, state=row.state)
