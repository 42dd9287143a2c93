"""A patient's visits and consents, and the list of the day."""

from datetime import date
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from huizhen.core.access import At, Proof
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import FieldError, Invalid
from huizhen.core.http.gate import Gate
from huizhen.patients import consents, queries, schemas, service
from huizhen.patients.policy import Can
from huizhen.patients.queries import Arrival
from huizhen.patients.routes.table import routes, today
from huizhen.patients.rules import Purpose, age_years
from huizhen.patients.wire import (
    ArrivalOut,
    ArrivalsOut,
    ConsentIn,
    MadeOut,
    VisitIn,
    VisitMovedOut,
    WithdrawIn,
)

YEARS: Final = range(1900, 2200)  # a day outside would run over the edges of the calendar


@routes.post("/patients/{patient_id}/visits", can=Can.REGISTER, at=At.HERE, proof=Proof.SESSION, status=201)
def open_visit(patient_id: UUID, given: VisitIn, uow: UnitOfWork) -> MadeOut:
    """A known patient comes again."""
    return MadeOut(id=service.open_visit(uow, patient_id=patient_id, reason=given.reason))


@routes.post(
    "/patients/{patient_id}/visits/{visit_id}/finish", can=Can.REGISTER, at=At.HERE, proof=Proof.SESSION
)
def finish_visit(patient_id: UUID, visit_id: UUID, uow: UnitOfWork) -> VisitMovedOut:
    """The visit is over."""
    written = service.finish_visit(uow, patient_id=patient_id, visit_id=visit_id)
    return VisitMovedOut(id=written.id, ver=written.ver, etag=written.etag)


@routes.post("/patients/{patient_id}/consents", can=Can.REGISTER, at=At.HERE, proof=Proof.SESSION, status=201)
def answer_consent(patient_id: UUID, given: ConsentIn, uow: UnitOfWork) -> MadeOut:
    """The patient's answer to one purpose."""
    id = consents.answer(uow, patient_id=patient_id, purpose=given.purpose, agreed=given.agreed)
    return MadeOut(id=id)


@routes.post(
    "/patients/{patient_id}/consents/{purpose}/withdraw",
    can=Can.REGISTER,
    at=At.HERE,
    proof=Proof.SESSION,
    status=201,
)
def withdraw_consent(patient_id: UUID, purpose: Purpose, given: WithdrawIn, uow: UnitOfWork) -> MadeOut:
    """The patient takes back what he agreed to."""
    id = consents.withdraw(uow, patient_id=patient_id, purpose=purpose, reason=given.reason)
    return MadeOut(id=id)


def _arrival(arrival: Arrival, on: date) -> ArrivalOut:
    card, body = arrival.visit.card, arrival.patient
    return ArrivalOut(
        visit_id=card.document_id,
        patient_id=card.patient_id,
        name=schemas.name_of(body),
        sex=body["gender"],
        age=age_years(date.fromisoformat(body["birthDate"]), on=on),
        started_at=card.started_at,
        state=card.state,
        reason=arrival.visit.reason,
    )


@routes.get("/visits", can=Can.READ, at=At.HERE, proof=Proof.SESSION)
def arrivals(uow: UnitOfWork, gate: Gate, day: date | None = None) -> ArrivalsOut:
    """Who came to the caller's store on a day (its own calendar's; today when none is given)."""
    zone, on = ZoneInfo(gate.settings.time_zone), day or today(uow, gate)
    if day is not None and day.year not in YEARS:
        raise Invalid(FieldError("?day", "out_of_range"))
    found = queries.list_arrivals(uow, day=on, zone=zone)
    return ArrivalsOut(day=on, arrivals=[_arrival(each, today(uow, gate)) for each in found])
