"""Moving a call to another stage: asked for here, true when proven.

Invariant: while a stage is not proven nobody gains a right, and who was to be out stays out. Rules of the order of
stages are the caller's; here a stage is a name with rights. Source: media.md §13.4; decisions D26, D27, S15.
"""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import Stale
from huizhen.rooms import queries
from huizhen.rooms.events import RoomMoved, SeatParked
from huizhen.rooms.model import MediaRoomState
from huizhen.rooms.queries import Standing
from huizhen.rooms.rules import NOTHING, Rights, SeatState, letters_of, rights_of
from huizhen.rooms.service import conform
from huizhen.rooms.service.desk import Desk
from huizhen.rooms.service.sessions import end_rooms, make_room
from huizhen.rooms.stage import StageCancelled, StageSettled, StageState, cancelled, cut, want


def set_stage(
    uow: UnitOfWork, desk: Desk, *, session_id: UUID, stage: str, rights: Mapping[UUID, Rights], epoch: int
) -> int:
    """Ask for a stage with these rights by seat; a seat that is not named gets none. The new epoch.

    The answer is `pending`: `stage.entered` or `stage.unproven` follows within a second of the commit.

    Raises:
        NotFound: no such session. Stale: `epoch` is not the session's. StagePending: another is being proven.
    """
    standing = _locked(uow, session_id, epoch)
    return _want(uow, desk, standing, stage, rights)


def retry_stage(uow: UnitOfWork, desk: Desk, *, session_id: UUID, epoch: int) -> int:
    """Ask again for the stage that could not be proven. The new epoch.

    Raises:
        Stale, StagePending: as `set_stage`. StageSettled: nothing is unproven.
    """
    standing = _locked(uow, session_id, epoch)
    return _want_again(uow, desk, standing)


def move_room(uow: UnitOfWork, desk: Desk, *, session_id: UUID, epoch: int) -> int:
    """Go on in a new room that the removed never had a ticket for, and prove the wanted stage there. The new epoch.

    Raises:
        Stale, StagePending, StageSettled: as `retry_stage`.
    """
    standing = _locked(uow, session_id, epoch)
    epoch = _want_again(uow, desk, standing)
    session, before = standing.session, standing.room
    before.state = MediaRoomState.REPLACED
    after = make_room(uow, session.id, epoch=before.epoch + 1)
    uow.record(
        RoomMoved(subject_id=session.id, room_epoch=after.epoch, stage_epoch=epoch),
        audience=standing.audience(),
        scope=session.key_scope,
    )
    uow.after_commit.append(lambda: desk.run(partial(end_rooms, uow.workshop, desk, session.id)))
    return epoch


def cancel_stage(uow: UnitOfWork, desk: Desk, *, session_id: UUID, epoch: int) -> int:
    """Stay in the old stage; who was removed for the wanted one is called back. The new epoch.

    Raises:
        NotFound: no such session. Stale: `epoch` is not the session's. StageSettled: nothing to cancel.
    """
    standing = _locked(uow, session_id, epoch)
    session = standing.session
    standing.set_entry(cancelled(standing.entry()))
    for row in standing.seats.values():
        row.wanted_rights = row.entered_rights
    conform.give_rights(uow, standing)
    uow.record(
        StageCancelled(subject_id=session.id, stage=session.stage, stage_epoch=session.stage_epoch),
        audience=standing.audience(),
        scope=session.key_scope,
    )
    conform.after_commit(uow, desk, session.id)
    return session.stage_epoch


def _locked(uow: UnitOfWork, session_id: UUID, epoch: int) -> Standing:
    standing = queries.get_standing(uow, session_id, lock=True)
    if standing.session.stage_epoch != epoch:
        raise Stale(version=standing.session.stage_epoch)
    return standing


def _want_again(uow: UnitOfWork, desk: Desk, standing: Standing) -> int:
    if standing.session.stage_state is StageState.ENTERED:
        raise StageSettled(stage=standing.session.stage)
    rights = {each.id: rights_of(each.wanted_rights) for each in standing.seats.values()}
    return _want(uow, desk, standing, standing.session.stage_wanted, rights)


def _want(uow: UnitOfWork, desk: Desk, standing: Standing, stage: str, rights: Mapping[UUID, Rights]) -> int:
    session = standing.session
    entry = want(standing.entry(), stage)
    standing.set_entry(entry)
    session.stage_wanted_at = uow.now
    seats = {str(each.id): each for each in standing.seats.values() if each.with_seat_id is None}
    admitted = {key for key, each in seats.items() if each.state is SeatState.ADMITTED}
    change = cut(
        {key: rights_of(seats[key].rights) if key in admitted else NOTHING for key in seats},
        {key: rights.get(each.id, NOTHING) for key, each in seats.items()},
    )
    for key, row in seats.items():
        row.wanted_rights = letters_of(rights.get(row.id, NOTHING))
        if key in change.held:
            row.rights = letters_of(change.held[key])
        elif key in change.removed:
            row.state, row.rights = SeatState.PARKED, ""
            uow.record(
                SeatParked(subject_id=session.id, seat_id=row.id, stage_epoch=entry.epoch),
                audience=standing.audience(),
                scope=session.key_scope,
            )
    uow.keep_quietly()
    prove = partial(conform.prove_stage, uow.workshop, desk, session_id=session.id, epoch=entry.epoch)
    uow.after_commit.append(lambda: desk.run(prove))
    return entry.epoch
