"""Seats of a call: admitted, sent back, removed, left, back again, muted; and who hosts.

Invariant: whoever loses a seat is hung up on and removed right after the commit; nobody gains a right while a stage is
being proven. Source: media.md §13; domain.md §4.
"""

from collections.abc import Iterable
from uuid import UUID

from huizhen.core.access import require
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import NotFound
from huizhen.rooms import queries
from huizhen.rooms.events import (
    CallHosted,
    SeatAdmitted,
    SeatArrived,
    SeatLeft,
    SeatMuted,
    SeatParked,
    SeatRemoved,
)
from huizhen.rooms.model import SeatRow
from huizhen.rooms.policy import ALLOW, Can
from huizhen.rooms.queries import Standing
from huizhen.rooms.rules import SeatCommand, SeatState, find_identity, rights_of, seat_after, seat_in_stage
from huizhen.rooms.service import conform
from huizhen.rooms.service.desk import Desk
from huizhen.rooms.stage import StagePending, StageState


def admit(uow: UnitOfWork, *, seat_id: UUID) -> SeatState:
    """Let somebody in who waits. `parked` when the stage that stands gives his seat nothing.

    Raises:
        NotFound: no such seat. WrongSeatState: he does not wait. StagePending: a stage is being proven.
    """
    standing, row = _locked(uow, seat_id)
    _admit(uow, standing, row)
    return row.state


def _admit(uow: UnitOfWork, standing: Standing, row: SeatRow) -> None:
    session = standing.session
    if session.stage_state is not StageState.ENTERED:
        raise StagePending(wanted=session.stage_wanted, stage_epoch=session.stage_epoch)
    row.state = seat_after(row.state, SeatCommand.ADMIT)
    if row.with_seat_id is None:
        row.rights = row.entered_rights
        row.state = seat_in_stage(row.state, rights_of(row.rights))
    event = SeatAdmitted(subject_id=session.id, seat_id=row.id)
    if row.state is SeatState.PARKED:
        parked = SeatParked(subject_id=session.id, seat_id=row.id, stage_epoch=session.stage_epoch)
        uow.record(parked, audience=standing.audience(), scope=session.key_scope)
    else:
        uow.record(event, audience=standing.audience(), scope=session.key_scope)


def send_back(uow: UnitOfWork, desk: Desk, *, seat_id: UUID) -> None:
    """Back to the waiting room; he needs a new admission.

    Raises:
        NotFound: no such seat. WrongSeatState: he is not in.
    """
    standing, row = _locked(uow, seat_id)
    row.state, row.arrived_at = seat_after(row.state, SeatCommand.SEND_BACK), uow.now
    _arrived(uow, standing, row)
    conform.after_commit(uow, desk, standing.session.id)


def remove_seat(uow: UnitOfWork, desk: Desk, *, seat_id: UUID) -> None:
    """Out for good; his tickets, links and cookie open nothing any more.

    Raises:
        NotFound: no such seat. WrongSeatState: he is out already.
    """
    standing, row = _locked(uow, seat_id)
    audience = standing.audience()
    row.state = seat_after(row.state, SeatCommand.REMOVE)
    event = SeatRemoved(subject_id=standing.session.id, seat_id=row.id, by_user_id=uow.actor.user_id)
    uow.record(event, audience=audience, scope=standing.session.key_scope)
    conform.after_commit(uow, desk, standing.session.id)


def set_hosts(uow: UnitOfWork, *, session_id: UUID, seat_ids: Iterable[UUID]) -> None:
    """From now on these seats may mute others.

    Raises:
        NotFound: no such session.
    """
    standing = queries.get_standing(uow, session_id, lock=True)
    hosts = set(seat_ids)
    for row in standing.seats.values():
        row.is_host = row.id in hosts
    uow.record(
        CallHosted(subject_id=session_id), audience=standing.audience(), scope=standing.session.key_scope
    )


def list_connected(uow: UnitOfWork, desk: Desk, *, session_id: UUID) -> frozenset[UUID]:
    """Seats whose people are in the room as the media server sees it.

    Raises:
        NotFound: no such session. MediaUnavailable: the media server does not answer.
    """
    standing = queries.get_standing(uow, session_id)
    seats = {queries.identity_of(each).holder: each.id for each in standing.seats.values()}
    listed = (find_identity(each.identity) for each in desk.media.list(standing.room.handle))
    return frozenset(seats[each.holder] for each in listed if each is not None and each.holder in seats)


def leave(uow: UnitOfWork, desk: Desk, *, standing: Standing, row: SeatRow) -> None:
    """Go. Raises `WrongSeatState` when the seat is left already."""
    row.state = seat_after(row.state, SeatCommand.LEAVE)
    event = SeatLeft(subject_id=standing.session.id, seat_id=row.id)
    uow.record(event, audience=standing.audience(), scope=standing.session.key_scope)
    conform.after_commit(uow, desk, standing.session.id)


def come_back(uow: UnitOfWork, *, standing: Standing, row: SeatRow) -> None:
    """Through the waiting room, for the stage may have changed. A host has nobody to wait for.

    Raises:
        WrongSeatState: the seat was not left. StagePending: a host, while a stage is being proven.
    """
    row.state, row.arrived_at = seat_after(row.state, SeatCommand.RETURN), uow.now
    if row.is_host:
        _admit(uow, standing, row)
    else:
        _arrived(uow, standing, row)


def mute(uow: UnitOfWork, desk: Desk, *, session_id: UUID, seat_id: UUID, is_muted: bool) -> SeatState:
    """Take somebody's microphone, or give it back: a host's hand. The seat's state, which it does not change.

    Raises:
        NotFound: no seat of the caller's in this session, or no such seat in it. Forbidden: the caller is no host.
    """
    standing, mine = queries.get_seat(uow, session_id, lock=True)
    row = standing.seats.get(seat_id)
    if row is None or row.state is SeatState.REMOVED:
        raise NotFound(seat_id=seat_id)
    require(ALLOW, Can.MUTE, uow.actor, mine)
    row.is_muted = is_muted
    event = SeatMuted(subject_id=session_id, seat_id=seat_id, is_muted=is_muted)
    uow.record(event, audience=standing.audience(), scope=standing.session.key_scope)
    conform.after_commit(uow, desk, session_id)
    return row.state


def _locked(uow: UnitOfWork, seat_id: UUID) -> tuple[Standing, SeatRow]:
    standing = queries.get_standing(uow, queries.session_of(uow, seat_id), lock=True)
    return standing, standing.seats[seat_id]


def _arrived(uow: UnitOfWork, standing: Standing, row: SeatRow) -> None:
    event = SeatArrived(subject_id=standing.session.id, seat_id=row.id)
    uow.record(event, audience=standing.audience(), scope=standing.session.key_scope)
