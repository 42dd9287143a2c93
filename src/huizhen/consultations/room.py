"""The call of a case as one of its people sees it, and what the patient's own page may know of it.

Invariant: only for who may open the record; the patient's page learns names, titles and parts, and nothing of the case.
"""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from huizhen import docstore, org, patients, records, rooms
from huizhen.consultations import queries, rules
from huizhen.consultations.events import SUBJECT
from huizhen.consultations.gates import CONSENTS_NEEDED, SharedDevice
from huizhen.consultations.model import Consultation
from huizhen.consultations.moves import AFTER_REPORT, Command, State
from huizhen.consultations.policy import ALLOW, Can, roles_in
from huizhen.consultations.schemas.call import (
    GuestPersonOut,
    GuestRoomOut,
    ItemOut,
    PatientSeatOut,
    RoomOut,
    RoomPatientOut,
    RoomPersonOut,
    StageOut,
    StandingOut,
)
from huizhen.consultations.service import chairing, checking, seating, staging
from huizhen.consultations.stages import CaseRole, Stage, parks_patient, stages_from
from huizhen.consultations.views import allowed
from huizhen.core.access import may
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import NotFound
from huizhen.rooms import SeatKind, SeatRow, SeatState, Standing

TAKEN_AFTER = timedelta(minutes=rules.CHAIR_GONE_MINUTES)


def room(uow: UnitOfWork, case: Consultation, zone: ZoneInfo) -> RoomOut:
    """The call of a case. Raises `NotFound` without a ground on its record."""
    scope = docstore.open_body(uow, case.patient_id, purpose=SUBJECT)
    person = patients.person_of(scope.get("Patient", case.patient_id).body)
    session_id = rooms.find_session(uow, case.id)
    standing = None if session_id is None else rooms.get_standing(uow, session_id)
    roles = roles_in(uow.actor, case)
    since = chairing.gone_since(uow, case)
    me = uow.actor.user_id
    places = org.place_names(uow, [case.store_id])
    return RoomOut(
        id=case.id,
        number=case.number,
        state=case.state,
        is_unsigned=case.state not in AFTER_REPORT,
        priority=case.priority,
        specialty=case.specialty,
        store_name=places.get(case.store_id, ""),
        planned_at=case.planned_at,
        opened_at=case.opened_at,
        finished_at=case.finished_at,
        patient=RoomPatientOut(
            id=case.patient_id,
            name=person.name,
            sex=person.sex,
            age_years=patients.age_years(person.born_on, on=uow.now.astimezone(zone).date()),
            allergies=[
                records.concept_text(each.body, "code") for each in patients.list_allergies(uow, scope)
            ],
        ),
        standing=None if standing is None else StandingOut.of(standing),
        stages=_stages(uow, case),
        may_go=_may_go(case, standing),
        people=_people(uow, case, standing, person.name),
        patient_seat=_patient_seat(uow, case, standing),
        chair_gone_since=since,
        chair_may_be_taken_at=_may_be_taken_at(uow, case, since),
        roles=sorted(roles),
        allowed=[
            each
            for each in allowed(uow.actor, case, invited=None)
            if each is not Command.TAKE_CHAIR or CaseRole.CHAIR not in roles
        ],
        blocked_by=_blocked_by(uow, case, session_id),
        has_joined=session_id is not None and me in seating.attendants(uow, session_id),
        my_seat_id=None if session_id is None else seating.seat_of(uow, session_id, me),
    )


def _may_go(case: Consultation, standing: Standing | None) -> list[Stage]:
    if standing is None or case.state is not State.IN_SESSION:
        return []
    return list(stages_from(Stage(standing.session.stage), queries.template_of(case)))


def _may_be_taken_at(uow: UnitOfWork, case: Consultation, since: datetime | None) -> datetime | None:
    """When this person could take the chair, if nobody comes back before."""
    offers = since is not None and may(ALLOW, Can.TAKE_CHAIR, uow.actor, case)
    return (
        since + TAKEN_AFTER if since is not None and offers and uow.actor.user_id != case.chair_id else None
    )


def _blocked_by(uow: UnitOfWork, case: Consultation, session_id: UUID | None) -> list[str]:
    """What still keeps the session from being opened, as far as it does not depend on who asks."""
    if case.state not in (State.SCHEDULED, State.READY):
        return []
    facts = queries.facts_of(uow, case)
    found = [] if all(each in facts.consents for each in CONSENTS_NEEDED) else ["consents-missing"]
    present = frozenset[UUID]() if session_id is None else seating.attendants(uow, session_id)
    if case.attending_id not in present:
        found.append("attending-away")
    if case.chair_id not in present:
        found.append("physicians-unproven")
    return found


# ---- stages and checklist


def _stages(uow: UnitOfWork, case: Consultation) -> list[StageOut]:
    template, ticks = queries.template_of(case), checking.ticks_of(uow, case)
    names = org.names(uow, [each.ticked_by_id for each in ticks.values() if each.ticked_by_id is not None])
    entered = queries.stages_entered(uow, case)
    found = []
    for each in template.stages:
        lines = []
        for item in each.checklist:
            done = ticks.get(item.code)
            by = None if done is None or done.ticked_by_id is None else names.get(done.ticked_by_id)
            lines.append(
                ItemOut(
                    code=item.code,
                    mandatory=item.mandatory,
                    by_system=item.by_system,
                    values=list(item.values),
                    value=None if done is None else done.value,
                    ticked_at=None if done is None else done.ticked_at,
                    ticked_by_name=by,
                )
            )
        found.append(
            StageOut(
                stage=each.stage,
                mandatory=each.mandatory,
                was_entered=each.stage in entered,
                patient_is_out=parks_patient(each.stage, template),
                checklist=lines,
            )
        )
    return found


# ---- people


def _people(
    uow: UnitOfWork, case: Consultation, standing: Standing | None, patient_name: str
) -> list[RoomPersonOut]:
    seats = {} if standing is None else {each.holder: each for each in standing.seats.values()}
    present = frozenset[UUID]() if standing is None else seating.attendants(uow, standing.session.id)
    users = [each.holder for each in seats.values() if each.kind is SeatKind.USER]
    cards = {
        each: org.get_practitioner(uow, each)
        for each in dict.fromkeys([*seating.physicians_of(case), *users])
    }
    orgs = {each.user_id: each.org_id for each in case.invitations} | {case.attending_id: case.store_id}
    places = org.place_names(uow, orgs.values())
    found = [
        _seated(seats.get(user_id), standing).model_copy(
            update={
                "user_id": user_id,
                "name": card.name,
                "title": card.title,
                "org_name": places.get(orgs[user_id]) if user_id in orgs else None,
                "role": seating.role_in_call(case, user_id),
                "leads": user_id == case.chair_id,
                "is_me": user_id == uow.actor.user_id,
                "has_joined": user_id in present,
            }
        )
        for user_id, card in cards.items()
    ]
    if case.patient_id in seats:
        patient = {"name": patient_name, "has_joined": seats[case.patient_id].arrived_at is not None}
        found.append(_seated(seats[case.patient_id], standing).model_copy(update=patient))
    return found


def _seated(row: SeatRow | None, standing: Standing | None) -> RoomPersonOut:
    """What the seat says, before anybody's name."""
    return RoomPersonOut(
        user_id=None,
        name="",
        title=None,
        org_name=None,
        role=CaseRole.PATIENT,
        leads=False,
        is_me=False,
        has_joined=False,
        seat_id=row.id if row is not None else None,
        seat_state=row.state if row is not None else None,
        identity=standing.seat(row).identity.holder if row is not None and standing is not None else None,
        is_muted=row is not None and row.is_muted,
        gone_since=row.gone_at if row is not None else None,
    )


def _patient_seat(uow: UnitOfWork, case: Consultation, standing: Standing | None) -> PatientSeatOut | None:
    if standing is None:
        return None
    row = next((each for each in standing.seats.values() if each.holder == case.patient_id), None)
    if row is None:
        return None
    beside = row.with_seat_id is not None and row.state is not SeatState.REMOVED
    return PatientSeatOut(
        seat_id=row.id,
        state=row.state,
        is_beside=beside,
        beside_seat_id=row.with_seat_id if beside else None,
        shared_device=staging.shared_device_of(uow, case, standing.session.id)
        if beside
        else SharedDevice.NOT_SHARED,
    )


# ---- the patient's own page


def guest_room(uow: UnitOfWork, guest: rooms.Guest) -> GuestRoomOut:
    """For the bearer of a guest's cookie. Raises `NotFound` when the case of his call is gone."""
    standing = rooms.get_standing(uow, guest.session_id)
    case = queries.find_by_call(uow, standing.session.subject)
    if case is None:
        raise NotFound
    cards = {
        each.id: (each, org.get_practitioner(uow, each.holder))
        for each in standing.seats.values()
        if each.kind is SeatKind.USER and each.state is not SeatState.REMOVED
    }
    return GuestRoomOut(
        store_name=org.place_names(uow, [case.store_id]).get(case.store_id, ""),
        planned_at=case.planned_at,
        is_open=case.opened_at is not None,
        is_finished=case.finished_at is not None,
        people=[
            GuestPersonOut(
                identity=standing.seat(row).identity.holder,
                name=card.name,
                title=card.title,
                role=seating.role_in_call(case, row.holder),
            )
            for row, card in cards.values()
        ],
    )
