"""Making the media server's room what the rows say, and proving stages by its list.

Invariant: rows are read again in every round, so that nobody is mended back to a right that was just taken; a stage is
entered in a transaction of its own, only with the list that proves it. Source: media.md §13.4 steps 3-5; D26.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

import structlog

from huizhen.core.access import Actor, system_actor
from huizhen.core.db.unit import UnitOfWork, Workshop, unit_of_work
from huizhen.core.errors import NotFound
from huizhen.rooms import queries
from huizhen.rooms.events import SeatAdmitted
from huizhen.rooms.queries import Standing
from huizhen.rooms.rules import (
    MediaUnavailable,
    Participant,
    Permission,
    SeatState,
    find_identity,
    rights_of,
    seat_in_stage,
)
from huizhen.rooms.service.desk import Desk
from huizhen.rooms.stage import (
    Missing,
    Proof,
    StageEntered,
    StageState,
    StageUnproven,
    entered,
    proves,
    unproven,
)

log = structlog.get_logger()

PROVE_S_MAX: Final = 0.85
"""Of the second from the commit; the rest is for the transaction that tells the chair."""
ATTEMPT_S_MAX: Final = 0.4
WIDEN_S_MAX: Final = 2.0
PAUSE_S: Final = 0.02
# Somebody whose line was cut while he was joining may be listed a moment later.
SETTLE_S: Final = 0.15


@dataclass(frozen=True, slots=True)
class View:
    """What the room is to look like."""

    session_id: UUID
    room_name: str
    wanted: Mapping[str, Permission]
    devices: Mapping[str, str]


Look = Callable[[], View | None]


def actor() -> Actor:
    """Who enters stages: the product itself; who asked for one stands in the request's own entry."""
    return system_actor("rooms")


def view_of(standing: Standing) -> View:
    """As the rows stand now."""
    seats = [standing.seat(each) for each in standing.seats.values()]
    live = [each.identity for each in seats if each.holds()]
    return View(
        standing.session.id,
        standing.room.handle,
        standing.permissions(),
        {each.holder: each.device for each in live},
    )


def _look(workshop: Workshop, session_id: UUID, epoch: int | None = None) -> View | None:
    """The view of a session that goes on and, with an epoch, still stands at it."""
    with unit_of_work(workshop, actor=actor()) as uow:
        try:
            standing = queries.get_standing(uow, session_id)
        except NotFound:
            return None
        return view_of(standing) if epoch in (None, standing.session.stage_epoch) else None


def _mend(desk: Desk, look: Look, *, until: float) -> Proof | Missing | None:
    """Cut, narrow and widen until the list shows what is wanted. None: there is nothing to be shown any more."""
    missing = Missing()
    while True:
        view = look()
        if view is None:
            return None
        if desk.connections.keep_only(view.session_id, view.room_name, view.devices):
            desk.sleep(SETTLE_S)
        try:
            listed = desk.media.list(view.room_name)
            verdict = proves(listed, view.wanted)
            if isinstance(verdict, Proof) and not _strays(view, listed):
                return verdict
            if isinstance(verdict, Missing):
                missing = verdict
            _fix(desk, view, listed, verdict)
        except MediaUnavailable:
            log.warning("rooms.media_away", session_id=str(view.session_id))
        desk.sleep(PAUSE_S)
        if desk.monotonic() + ATTEMPT_S_MAX > until:
            return missing


def _strays(view: View, listed: tuple[Participant, ...]) -> list[str]:
    """Second devices of people who may be there."""
    found = [(each.identity, find_identity(each.identity)) for each in listed]
    return [
        name
        for name, identity in found
        if identity is not None and view.devices.get(identity.holder, identity.device) != identity.device
    ]


def _fix(desk: Desk, view: View, listed: tuple[Participant, ...], verdict: Proof | Missing) -> None:
    missing = verdict if isinstance(verdict, Missing) else Missing()
    for name in {*missing.present, *_strays(view, listed)}:
        desk.media.remove(view.room_name, name)
    for name in missing.differing:
        identity = find_identity(name)
        if identity is not None:
            desk.media.set_permission(view.room_name, name, view.wanted[identity.holder])


def conform(workshop: Workshop, desk: Desk, session_id: UUID) -> None:
    """Apply what a seat's rows say: after somebody was removed, muted, called back. Narrower or wider."""
    until = desk.monotonic() + WIDEN_S_MAX
    with desk.turns.take(session_id, seconds=WIDEN_S_MAX) as mine:
        told = _mend(desk, partial(_look, workshop, session_id), until=until) if mine else Missing()
    if isinstance(told, Missing):
        log.warning("rooms.not_conforming", session_id=str(session_id), present=len(told.present))


def after_commit(uow: UnitOfWork, desk: Desk, session_id: UUID) -> None:
    """`conform`, once this unit of work is true."""
    uow.after_commit.append(lambda: desk.run(partial(conform, uow.workshop, desk, session_id)))


def prove_stage(
    workshop: Workshop, desk: Desk, *, session_id: UUID, epoch: int, seconds: float = PROVE_S_MAX
) -> None:
    """Cut, list, and enter the wanted stage or tell that it is not proven. Can run twice: a passed epoch is a no-op."""
    until = desk.monotonic() + seconds
    with desk.turns.take(session_id, seconds=seconds) as mine:
        look = partial(_look, workshop, session_id, epoch)
        told = _mend(desk, look, until=until) if mine else Missing()
        if told is None or not _settle(workshop, session_id, epoch, told):
            return
    if isinstance(told, Proof):
        conform(workshop, desk, session_id)


def _settle(workshop: Workshop, session_id: UUID, epoch: int, told: Proof | Missing) -> bool:
    """The second transaction; whether anything was left to settle."""
    with unit_of_work(workshop, actor=actor()) as uow:
        try:
            standing = queries.get_standing(uow, session_id, lock=True)
        except NotFound:
            return False
        if standing.session.stage_epoch != epoch or standing.session.stage_state is StageState.ENTERED:
            return False
        if isinstance(told, Proof):
            _enter(uow, standing, told)
        else:
            _tell_unproven(uow, standing, told)
        uow.complete()
    return True


def _enter(uow: UnitOfWork, standing: Standing, proof: Proof) -> None:
    session, asked_at = standing.session, standing.session.stage_wanted_at
    standing.set_entry(entered(standing.entry(), epoch=session.stage_epoch))
    for row in standing.seats.values():
        row.entered_rights = row.wanted_rights
    give_rights(uow, standing)
    uow.record(
        StageEntered(
            subject_id=session.id,
            stage=session.stage,
            stage_epoch=session.stage_epoch,
            list_sha256=proof.list_sha256,
            participants=proof.participants,
            committed_at=asked_at,
            proven_at=uow.now,
        ),
        audience=standing.audience(),
        scope=session.key_scope,
    )


def _tell_unproven(uow: UnitOfWork, standing: Standing, missing: Missing) -> None:
    session = standing.session
    before = standing.entry()
    after = unproven(before, epoch=session.stage_epoch)
    if after == before:
        return
    standing.set_entry(after)
    uow.record(
        StageUnproven(
            subject_id=session.id,
            stage=session.stage_wanted,
            stage_epoch=session.stage_epoch,
            present=len(missing.present),
            differing=len(missing.differing),
        ),
        audience=standing.audience(),
        scope=session.key_scope,
    )


def give_rights(uow: UnitOfWork, standing: Standing) -> None:
    """Give every seat what the entered stage gives it; who was parked and now has a right is called back."""
    for row in standing.seats.values():
        if row.with_seat_id is not None:
            continue
        row.rights = row.entered_rights
        before, row.state = row.state, seat_in_stage(row.state, rights_of(row.entered_rights))
        if before is SeatState.PARKED and row.state is SeatState.ADMITTED:
            uow.record(
                SeatAdmitted(subject_id=row.session_id, seat_id=row.id),
                audience=standing.audience(),
                scope=standing.session.key_scope,
            )
