"""Cases over HTTP: asked for, answered, planned, looked at."""

from uuid import UUID

from huizhen import rooms
from huizhen.consultations import queries, service, views
from huizhen.consultations.policy import Can
from huizhen.consultations.routes.table import moved, routes, zone_of
from huizhen.consultations.schemas.wire import (
    CancelIn,
    CaseOut,
    CreateIn,
    DeclineIn,
    InvitedOut,
    InviteIn,
    MineOut,
    MovedOut,
    OpinionIn,
    RequestIn,
    ScheduleIn,
    SignedOut,
)
from huizhen.core.access import At, Proof
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.http.gate import Gate
from huizhen.core.http.wire import ActProof


@routes.get("/consultations", can=Can.READ, at=At.HQ, proof=Proof.SESSION)
def mine(uow: UnitOfWork, gate: Gate) -> MineOut:
    """The caller's open cases: waiting for his answer, today's, later ones, all others."""
    return views.mine(uow, zone_of(gate))


@routes.get("/consultations/{consultation_id}", can=Can.READ, at=At.HQ, proof=Proof.SESSION)
def one(consultation_id: UUID, uow: UnitOfWork, gate: Gate) -> CaseOut:
    """One case, with what the caller may see and do."""
    return views.one(uow, queries.get(uow, consultation_id), zone_of(gate))


@routes.post("/consultations", can=Can.CREATE, at=At.HQ, proof=Proof.SESSION, status=201)
def create(given: CreateIn, uow: UnitOfWork, gate: Gate) -> MovedOut:
    """A draft of a case."""
    return moved(service.create(uow, given=given, zone=zone_of(gate)))


@routes.post("/consultations/{consultation_id}/submit", can=Can.SUBMIT, at=At.HQ, proof=Proof.ASSERTION)
def submit(
    consultation_id: UUID, given: RequestIn, uow: UnitOfWork, gate: Gate, proof: ActProof = None
) -> MovedOut:
    """Submit the request under a proof over it."""
    case = service.submit(uow, consultation_id=consultation_id, given=given, code=proof, zone=zone_of(gate))
    return moved(case)


@routes.post(
    "/consultations/{consultation_id}/invitations",
    can=Can.INVITE,
    at=At.HQ,
    proof=Proof.SESSION,
    status=201,
)
def invite(consultation_id: UUID, given: InviteIn, uow: UnitOfWork) -> InvitedOut:
    """Ask an expert."""
    invitation = service.invite(uow, consultation_id=consultation_id, given=given)
    return InvitedOut(id=invitation.id, answer_until_at=invitation.answer_until_at)


@routes.post(
    "/consultations/{consultation_id}/invitations/{invitation_id}/withdraw",
    can=Can.INVITE,
    at=At.HQ,
    proof=Proof.SESSION,
)
def withdraw_invitation(consultation_id: UUID, invitation_id: UUID, uow: UnitOfWork, gate: Gate) -> MovedOut:
    """Take an invitation back; the expert's access ends."""
    return moved(
        service.withdraw(
            uow, rooms.desk_of(gate), consultation_id=consultation_id, invitation_id=invitation_id
        )
    )


@routes.post("/consultations/{consultation_id}/accept", can=Can.ANSWER, at=At.HQ, proof=Proof.SESSION)
def accept(consultation_id: UUID, uow: UnitOfWork, gate: Gate) -> MovedOut:
    """Say yes to the own invitation."""
    return moved(service.accept(uow, consultation_id=consultation_id, zone=zone_of(gate)))


@routes.post("/consultations/{consultation_id}/decline", can=Can.ANSWER, at=At.HQ, proof=Proof.SESSION)
def decline(consultation_id: UUID, given: DeclineIn, uow: UnitOfWork) -> MovedOut:
    """Say no to the own invitation, with a reason."""
    return moved(service.decline(uow, consultation_id=consultation_id, given=given))


@routes.post("/consultations/{consultation_id}/schedule", can=Can.SCHEDULE, at=At.HQ, proof=Proof.SESSION)
def schedule(consultation_id: UUID, given: ScheduleIn, uow: UnitOfWork) -> MovedOut:
    """Fix the time."""
    return moved(service.schedule(uow, consultation_id=consultation_id, given=given))


@routes.post("/consultations/{consultation_id}/cancel", can=Can.CANCEL, at=At.HQ, proof=Proof.SESSION)
def cancel(consultation_id: UUID, given: CancelIn, uow: UnitOfWork, gate: Gate) -> MovedOut:
    """End the case before its session."""
    return moved(service.cancel(uow, rooms.desk_of(gate), consultation_id=consultation_id, given=given))


@routes.post(
    "/consultations/{consultation_id}/opinion", can=Can.OPINE, at=At.HQ, proof=Proof.ASSERTION, status=201
)
def sign_opinion(
    consultation_id: UUID, given: OpinionIn, uow: UnitOfWork, gate: Gate, proof: ActProof = None
) -> SignedOut:
    """Sign the own opinion, from the conclusion on; signing again takes the former one's place."""
    zone = zone_of(gate)
    signed = service.sign_opinion(uow, consultation_id=consultation_id, given=given, code=proof, zone=zone)
    return SignedOut(id=signed.id, etag=signed.etag)
