"""The call of a case over HTTP: coming, leading, ticking, seats, and the patient's link."""

from uuid import UUID

from huizhen import rooms
from huizhen.consultations import queries, room, service
from huizhen.consultations.policy import Can
from huizhen.consultations.routes.table import moved, routes, zone_of
from huizhen.consultations.schemas.call import (
    AdvanceIn,
    BesideIn,
    EpochIn,
    GuestLinkOut,
    GuestRoomOut,
    HandOverIn,
    JoinedOut,
    RoomOut,
    SeatMovedOut,
    SharedDeviceIn,
    TakeChairIn,
    TickedOut,
    TickIn,
    WantedOut,
)
from huizhen.consultations.schemas.wire import MovedOut
from huizhen.core.access import PUBLIC, At, Proof, Receipt
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.http.gate import Gate
from huizhen.core.http.wire import ActProof


def _wanted(wanted: service.Wanted) -> WantedOut:
    return WantedOut(session_id=wanted.session_id, stage=wanted.stage, stage_epoch=wanted.stage_epoch)


@routes.get("/consultations/{consultation_id}/room", can=Can.READ, at=At.HQ, proof=Proof.SESSION)
def room_of(consultation_id: UUID, uow: UnitOfWork, gate: Gate) -> RoomOut:
    """The call with its people, stages and checklist."""
    return room.room(uow, queries.get(uow, consultation_id), zone_of(gate))


@routes.get("/guest/room", can=PUBLIC, at=At.HQ, proof=Proof.NONE)
def guest_room(uow: UnitOfWork, gate: Gate) -> GuestRoomOut:
    """What the patient's page knows of the consultation: whose it is, and who is there."""
    return room.guest_room(uow, rooms.get_guest(uow, rooms.guest_cookie(gate.request.cookies)))


@routes.post("/consultations/{consultation_id}/join", can=Can.JOIN, at=At.HQ, proof=Proof.ASSERTION)
def join(consultation_id: UUID, uow: UnitOfWork, gate: Gate, proof: ActProof = None) -> JoinedOut:
    """Come to the call; the proof is asked once."""
    seat = service.join(uow, consultation_id=consultation_id, code=proof, zone=zone_of(gate))
    return JoinedOut(session_id=seat.session_id, seat_id=seat.seat_id, is_admitted=seat.is_admitted)


@routes.post("/consultations/{consultation_id}/open", can=Can.LEAD, at=At.HQ, proof=Proof.SESSION)
def open_session(consultation_id: UUID, uow: UnitOfWork, gate: Gate) -> MovedOut:
    """Begin the session."""
    return moved(service.open_session(uow, consultation_id=consultation_id, zone=zone_of(gate)))


@routes.post("/consultations/{consultation_id}/reopen", can=Can.LEAD, at=At.HQ, proof=Proof.SESSION)
def reopen(consultation_id: UUID, uow: UnitOfWork, gate: Gate) -> MovedOut:
    """Go on with the stages."""
    return moved(service.reopen(uow, consultation_id=consultation_id, zone=zone_of(gate)))


@routes.post("/consultations/{consultation_id}/advance", can=Can.LEAD, at=At.HQ, proof=Proof.SESSION)
def advance(consultation_id: UUID, given: AdvanceIn, uow: UnitOfWork, gate: Gate) -> WantedOut:
    """Ask for another stage; the answer is `pending`, the proof follows by event."""
    return _wanted(
        service.advance(
            uow,
            rooms.desk_of(gate),
            consultation_id=consultation_id,
            to=given.to,
            stage_epoch=given.stage_epoch,
        )
    )


@routes.post("/consultations/{consultation_id}/stage/retry", can=Can.LEAD, at=At.HQ, proof=Proof.SESSION)
def retry_stage(consultation_id: UUID, given: EpochIn, uow: UnitOfWork, gate: Gate) -> WantedOut:
    """Try again to prove the stage."""
    desk = rooms.desk_of(gate)
    return _wanted(service.retry(uow, desk, consultation_id=consultation_id, stage_epoch=given.stage_epoch))


@routes.post("/consultations/{consultation_id}/stage/move-room", can=Can.LEAD, at=At.HQ, proof=Proof.SESSION)
def move_room(consultation_id: UUID, given: EpochIn, uow: UnitOfWork, gate: Gate) -> WantedOut:
    """Go on in a new room without the patient."""
    desk = rooms.desk_of(gate)
    return _wanted(
        service.move_room(uow, desk, consultation_id=consultation_id, stage_epoch=given.stage_epoch)
    )


@routes.post("/consultations/{consultation_id}/stage/cancel", can=Can.LEAD, at=At.HQ, proof=Proof.SESSION)
def cancel_stage(consultation_id: UUID, given: EpochIn, uow: UnitOfWork, gate: Gate) -> WantedOut:
    """Stay in the stage that stands."""
    desk = rooms.desk_of(gate)
    return _wanted(service.stay(uow, desk, consultation_id=consultation_id, stage_epoch=given.stage_epoch))


@routes.post("/consultations/{consultation_id}/checklist/{item}", can=Can.TICK, at=At.HQ, proof=Proof.SESSION)
def tick(consultation_id: UUID, item: str, given: TickIn, uow: UnitOfWork) -> TickedOut:
    """Tick a line of the checklist, or take it back."""
    row = service.tick(uow, consultation_id=consultation_id, item=item, given=given)
    return TickedOut(id=row.id, version=row.version, ticked_at=row.ticked_at)


@routes.post("/consultations/{consultation_id}/finish", can=Can.LEAD, at=At.HQ, proof=Proof.SESSION)
def finish(consultation_id: UUID, uow: UnitOfWork) -> MovedOut:
    """End the stages; the call stays open for the signatures."""
    return moved(service.finish(uow, consultation_id=consultation_id))


@routes.post("/consultations/{consultation_id}/close-call", can=Can.LEAD, at=At.HQ, proof=Proof.SESSION)
def close_call(consultation_id: UUID, uow: UnitOfWork, gate: Gate) -> MovedOut:
    """End the call for everybody."""
    return moved(service.close_call(uow, rooms.desk_of(gate), consultation_id=consultation_id))


@routes.post("/consultations/{consultation_id}/take-chair", can=Can.TAKE_CHAIR, at=At.HQ, proof=Proof.SESSION)
def take_chair(consultation_id: UUID, given: TakeChairIn, uow: UnitOfWork, gate: Gate) -> MovedOut:
    """Lead in the place of a chair who is gone."""
    desk = rooms.desk_of(gate)
    return moved(service.take_chair(uow, desk, consultation_id=consultation_id, given=given))


@routes.post("/consultations/{consultation_id}/hand-over-chair", can=Can.LEAD, at=At.HQ, proof=Proof.SESSION)
def hand_over_chair(consultation_id: UUID, given: HandOverIn, uow: UnitOfWork, gate: Gate) -> MovedOut:
    """Give the chair to another physician of this call."""
    desk = rooms.desk_of(gate)
    return moved(service.hand_over_chair(uow, desk, consultation_id=consultation_id, user_id=given.user_id))


# ---- the patient's seat, and everybody's


@routes.post(
    "/consultations/{consultation_id}/guest-link",
    can=Can.ADMIT,
    at=At.HQ,
    proof=Proof.SESSION,
    receipt=Receipt.NONE,
)
def guest_link(consultation_id: UUID, uow: UnitOfWork, gate: Gate) -> GuestLinkOut:
    """A new link for the patient; told once, kept nowhere."""
    link = service.make_guest_link(uow, rooms.desk_of(gate), consultation_id=consultation_id)
    return GuestLinkOut(token=link.token, seat_id=link.seat_id, expires_at=link.expires_at)


@routes.post(
    "/consultations/{consultation_id}/patient-beside", can=Can.ANSWER_DEVICE, at=At.HQ, proof=Proof.SESSION
)
def patient_beside(consultation_id: UUID, given: BesideIn, uow: UnitOfWork, gate: Gate) -> MovedOut:
    """Whether patient and attending sit before one device."""
    desk = rooms.desk_of(gate)
    return moved(service.sit_patient(uow, desk, consultation_id=consultation_id, beside=given.beside))


@routes.post(
    "/consultations/{consultation_id}/shared-device", can=Can.ANSWER_DEVICE, at=At.HQ, proof=Proof.SESSION
)
def shared_device(consultation_id: UUID, given: SharedDeviceIn, uow: UnitOfWork) -> MovedOut:
    """The attending's word about a patient before his device: has left, or may stay."""
    return moved(service.answer_shared_device(uow, consultation_id=consultation_id, answer=given.answer))


@routes.post(
    "/consultations/{consultation_id}/seats/{seat_id}/admit", can=Can.ADMIT, at=At.HQ, proof=Proof.SESSION
)
def admit_seat(consultation_id: UUID, seat_id: UUID, uow: UnitOfWork) -> SeatMovedOut:
    """Let somebody in who waits."""
    state = service.admit(uow, consultation_id=consultation_id, seat_id=seat_id)
    return SeatMovedOut(seat_id=seat_id, state=state)


@routes.post(
    "/consultations/{consultation_id}/seats/{seat_id}/send-back", can=Can.LEAD, at=At.HQ, proof=Proof.SESSION
)
def send_back_seat(consultation_id: UUID, seat_id: UUID, uow: UnitOfWork, gate: Gate) -> SeatMovedOut:
    """Back to the waiting page."""
    desk = rooms.desk_of(gate)
    state = service.send_back(uow, desk, consultation_id=consultation_id, seat_id=seat_id)
    return SeatMovedOut(seat_id=seat_id, state=state)


@routes.post(
    "/consultations/{consultation_id}/seats/{seat_id}/remove", can=Can.LEAD, at=At.HQ, proof=Proof.SESSION
)
def remove_seat(consultation_id: UUID, seat_id: UUID, uow: UnitOfWork, gate: Gate) -> SeatMovedOut:
    """Out of the call."""
    desk = rooms.desk_of(gate)
    state = service.remove(uow, desk, consultation_id=consultation_id, seat_id=seat_id)
    return SeatMovedOut(seat_id=seat_id, state=state)
