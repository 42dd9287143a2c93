"""Seats of a call: admitted, sent back, removed, left, back again, muted; and who hosts.

Invariant: whoever loses a seat is hung up on and removed right after the commit; nobody gains a right while a stage is
being proven. Source: media.md §13; domain.md §4.
"""

from collections.abc import Iterable
from uuid import UUID

from huizhen.core.access import require
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import NotFound
from huizhen.core.events import Event
from huizhen.rooms import queries
from huizhen.rooms.events import (
    CallHosted,
    SeatAdmitted,
    SeatArrived,
    SeatLeft,
    SeatMoved,
    SeatMuted,
    SeatParked,
    SeatRemoved,
)
from huizhen.rooms.model import SeatRow
from huizhen.rooms.policy import ALLOW, Can
from huizhen.rooms.queries import Standing
from huizhen.rooms.rules import (
    Rights,
    SeatCommand,
    SeatState,
    find_identity,
    letters_of,
    rights_of,
    seat_after,
    seat_in_stage,
)
from huizhen.rooms.service import conform
from huizhen.rooms.service.desk import Desk
from huizhen.rooms.service.sessions import require_settled


def admit(uow: UnitOfWork, *, seat_id: UUID) -> SeatState:
    """Let somebody in who waits. `parked` when the stage that stands gives his seat nothing.

    Raises:
        NotFound: no such seat. WrongSeatState: he does not wait. StagePending: a stage is being proven.
    """
    standing, row = _locked(uow, seat_id)
    session = standing.session
    require_settled(standing)
    row.state = seat_after(row.state, SeatCommand.ADMIT)
    if row.with_seat_id is None:
        row.rights = row.entered_rights
        row.state = seat_in_stage(row.state, rights_of(row.rights))
    event: Event = SeatAdmitted(subject_id=session.id, seat_id=row.id)
    if row.state is SeatState.PARKED:
        event = SeatParked(subject_id=session.id, seat_id=row.id, stage_epoch=session.stage_epoch)
    uow.record(event, audience=standing.audience(), scope=session.key_scope)
    return row.state


def arrive(uow: UnitOfWork, *, seat_id: UUID) -> bool:
    """Somebody of this seat has come to the waiting page, for the first time or again; whether that is news.

    It is none when he is in, and none when he waits there already, for instance because he was sent back.

    Raises:
        NotFound: no such seat, or it was taken away.
    """
    standing, row = _locked(uow, seat_id)
    if row.state is SeatState.REMOVED:
        raise NotFound(seat_id=seat_id)
    if row.state is SeatState.LEFT:
        row.state = seat_after(row.state, SeatCommand.RETURN)
    elif row.state is not SeatState.WAITING or row.arrived_at is not None:
        return False
    row.arrived_at = uow.now
    _arrived(uow, standing, row)
    return True


def give_back(uow: UnitOfWork, *, seat_id: UUID, rights: Rights) -> None:
    """A seat that was taken away stands again and waits for its holder; in nobody's way when it was not.

    Raises:
        NotFound: no such seat. StagePending: a stage is being proven.
    """
    standing, row = _locked(uow, seat_id)
    if row.state is SeatState.REMOVED:
        require_settled(standing)
        _move(uow, standing, row, beside=None, rights=rights)


def sit_beside(uow: UnitOfWork, desk: Desk, *, seat_id: UUID, beside_id: UUID | None, rights: Rights) -> None:
    """Put a seat before another one's device, or before its own again with `rights`, where it waits to be admitted.

    Also for a seat that was taken away: whoever may plan seats may give it back.

    Raises:
        NotFound: no such seats in one session. ValueError: beside itself. StagePending: a stage is being proven.
    """
    standing, row = _locked(uow, seat_id)
    require_settled(standing)
    beside = None if beside_id is None else standing.seats.get(beside_id)
    if beside_id is not None and beside is None:
        raise NotFound(seat_id=beside_id)
    if beside_id == seat_id:
        raise ValueError("a seat stands beside another one")
    _move(uow, standing, row, beside=beside, rights=rights)
    conform.after_commit(uow, desk, standing.session.id)


def _move(
    uow: UnitOfWork, standing: Standing, row: SeatRow, *, beside: SeatRow | None, rights: Rights
) -> None:
    letters = "" if beside is not None else letters_of(rights)
    row.with_seat_id = None if beside is None else beside.id
    row.rights = row.entered_rights = row.wanted_rights = letters
    row.device = None
    row.state = SeatState.WAITING if beside is None else SeatState.ADMITTED
    row.arrived_at = None
    uow.record(
        SeatMoved(subject_id=standing.session.id, seat_id=row.id, is_beside=beside is not None),
        audience=standing.audience(),
        scope=standing.session.key_scope,
    )


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
    """Through the waiting room, for the stage may have changed. A host, too: only who planned the seats knows whether
    he has ever shown who he is.

    Raises:
        WrongSeatState: the seat was not left.
    """
    row.state, row.arrived_at = seat_after(row.state, SeatCommand.RETURN), uow.now
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
