"""Opening and closing a call, and its rooms at the media server.

Invariant: a session has one open room; what it leaves is deleted until the media server has confirmed it, for a room
that lives on would keep people together whom we parted. Source: media.md §1, §13.4.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy import select

from huizhen.core.access import system_actor
from huizhen.core.db.unit import UnitOfWork, Workshop, unit_of_work
from huizhen.rooms import queries
from huizhen.rooms.events import CallClosed, CallOpened, SeatLeft
from huizhen.rooms.model import MediaRoom, MediaRoomState, SeatRow, Session, SessionState
from huizhen.rooms.queries import Standing
from huizhen.rooms.rules import MediaUnavailable, Rights, SeatKind, SeatState, letters_of, seat_in_stage
from huizhen.rooms.service.desk import Desk
from huizhen.rooms.stage import StagePending, StageState, opening

log = structlog.get_logger()

ENDED_AT_ONCE_MAX: Final = 50
SEATS_MAX: Final = 16
"""As many as the media server lets into a room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatPlan:
    """A seat as the caller wants it. `holder`: a user's id, or an id of the caller's own for somebody without account.

    `rights`: in the stage that stands. `with_holder`: he sits beside that holder, on one device, and is not connected
    himself. `is_admitted`: without waiting.
    """

    kind: SeatKind
    holder: UUID
    place_id: UUID
    role: str
    rights: Rights
    is_host: bool = False
    is_admitted: bool = False
    with_holder: UUID | None = None


def open_session(
    uow: UnitOfWork, *, subject: UUID, key_scope: UUID, stage: str, seats: Sequence[SeatPlan]
) -> UUID:
    """Open a call in a stage that needs no proof, for nobody is connected yet. Its id.

    Raises:
        ValueError: two seats of one holder, more seats than a room takes, or a `with_holder` without seat.
    """
    entry = opening(stage)
    session = Session(
        id=uow.new_id(),
        created_at=uow.now,
        subject=subject,
        key_scope=key_scope,
        stage=entry.stage,
        stage_wanted=entry.wanted,
        stage_epoch=entry.epoch,
        stage_state=entry.state,
        stage_wanted_at=uow.now,
        state=SessionState.OPEN,
        closed_at=None,
    )
    uow.session.add(session)
    uow.session.flush()
    make_room(uow, session.id, epoch=1)
    for plan in sorted(seats, key=lambda each: each.with_holder is not None):
        add_seat(uow, session_id=session.id, plan=plan)
    uow.record(
        CallOpened(subject_id=session.id, stage=stage),
        audience=queries.get_standing(uow, session.id).audience(),
        scope=key_scope,
    )
    return session.id


def add_seat(uow: UnitOfWork, *, session_id: UUID, plan: SeatPlan) -> UUID:
    """One more place in a call. Its id.

    Raises:
        NotFound: no such session. ValueError: as `open_session`. StagePending: a stage is being proven, and what
        this seat may do in it was not asked.
    """
    standing = queries.get_standing(uow, session_id, lock=True)
    require_settled(standing)
    holders = {each.holder: each for each in standing.seats.values()}
    beside = None if plan.with_holder is None else holders.get(plan.with_holder)
    if plan.holder in holders or (plan.with_holder is not None and beside is None):
        raise ValueError("a holder has one seat, and sits beside one who has one")
    if len(holders) >= SEATS_MAX:
        raise ValueError(f"a call has at most {SEATS_MAX} seats")
    letters = "" if beside is not None else letters_of(plan.rights)
    state = SeatState.WAITING
    if plan.is_admitted:
        state = SeatState.ADMITTED if beside is not None else seat_in_stage(SeatState.ADMITTED, plan.rights)
    row = SeatRow(
        id=uow.new_id(),
        created_at=uow.now,
        session_id=session_id,
        kind=plan.kind,
        holder=plan.holder,
        place_id=plan.place_id,
        role=plan.role,
        state=state,
        rights=letters,
        entered_rights=letters,
        wanted_rights=letters,
        is_host=plan.is_host,
        is_muted=False,
        with_seat_id=None if beside is None else beside.id,
        device=None,
        arrived_at=None,
        gone_at=uow.now,
    )
    uow.session.add(row)
    uow.session.flush()
    uow.keep_quietly()
    return row.id


def require_settled(standing: Standing) -> None:
    """Nobody gains a right while a stage is being proven. Raises `StagePending`."""
    session = standing.session
    if session.stage_state is not StageState.ENTERED:
        raise StagePending(wanted=session.stage_wanted, stage_epoch=session.stage_epoch)


def make_room(uow: UnitOfWork, session_id: UUID, *, epoch: int) -> MediaRoom:
    """A room's row. Its handle there is its id: it stands in the media server's logs and webhooks (T15)."""
    id = uow.new_id()
    room = MediaRoom(
        id=id,
        created_at=uow.now,
        session_id=session_id,
        handle=id.hex,
        epoch=epoch,
        state=MediaRoomState.OPEN,
        closed_at=None,
    )
    uow.session.add(room)
    uow.session.flush()
    return room


def close_session(uow: UnitOfWork, desk: Desk, *, session_id: UUID) -> None:
    """End the call for everybody; tickets, links and guests' cookies die with it.

    Raises:
        NotFound: no such session, or it is over.
    """
    standing = queries.get_standing(uow, session_id, lock=True)
    session, audience = standing.session, standing.audience()
    session.state, session.closed_at = SessionState.CLOSED, uow.now
    standing.room.state = MediaRoomState.CLOSED
    for row in standing.seats.values():
        if row.state not in (SeatState.LEFT, SeatState.REMOVED):
            row.state = SeatState.LEFT
            uow.record(SeatLeft(subject_id=session.id, seat_id=row.id), scope=session.key_scope)
    uow.record(CallClosed(subject_id=session.id), audience=audience, scope=session.key_scope)
    uow.after_commit.append(lambda: desk.run(partial(_empty, uow.workshop, desk, session_id)))


def _empty(workshop: Workshop, desk: Desk, session_id: UUID) -> None:
    desk.connections.keep_only(session_id, "", {})
    end_rooms(workshop, desk, session_id)


def end_rooms(workshop: Workshop, desk: Desk, session_id: UUID | None = None) -> None:
    """Delete every replaced or closed room (of one session) that was not confirmed as deleted. Can run twice."""
    query = select(MediaRoom).where(MediaRoom.state != MediaRoomState.OPEN, MediaRoom.closed_at.is_(None))
    if session_id is not None:
        query = query.where(MediaRoom.session_id == session_id)
    with unit_of_work(workshop, actor=system_actor("rooms")) as uow:
        for room in uow.session.scalars(query.limit(ENDED_AT_ONCE_MAX).with_for_update(skip_locked=True)):
            try:
                desk.media.delete(room.handle)
            except MediaUnavailable:
                log.warning("rooms.room_not_deleted", session_id=str(room.session_id))
                break
            room.closed_at = uow.now
            uow.keep_quietly()
        uow.complete()
