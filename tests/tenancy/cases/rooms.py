"""Calls: for whoever has a seat; and a guest's way in, which asks for no account."""

from dataclasses import replace
from uuid import UUID, uuid4

from huizhen import rooms
from huizhen.core.access import Role
from tests.rooms.calls import LAST_FOUR, Phone
from tests.tenancy.stage import Case, Reach, Stage, Subject
from tests.world import Person


def _call(stage: Stage, subject: Subject, by: Person, *, is_admitted: bool = True) -> dict[str, UUID]:
    """A call about a subject with the caller as its host, and a patient who comes by a link."""
    plans = [
        rooms.SeatPlan(
            kind=kind,
            holder=holder,
            place_id=by.place,
            role=role,
            rights=rooms.rights_of("PV"),
            is_host=role == "chair",
            is_admitted=is_admitted,
        )
        for kind, holder, role in (
            (rooms.SeatKind.USER, by.id, "chair"),
            (rooms.SeatKind.PATIENT, subject.id, "patient"),
        )
    ]
    with stage.world.as_system() as uow:
        id = rooms.open_session(uow, subject=uuid4(), key_scope=subject.id, stage="present", seats=plans)
        seats = rooms.get_standing(uow, id).seats
        return {"session_id": id, **{each.role: each.id for each in seats.values()}}


def _end(stage: Stage, session_id: UUID) -> None:
    with stage.world.as_system() as uow:
        rooms.close_session(uow, stage.world.desk, session_id=session_id)


def _row(stage: Stage, subject: Subject, *, seat: str | None = None, **more: object) -> Case:
    by = stage.at_home(Role.ATTENDING)
    made = _call(stage, subject, by)
    params = {"session_id": made["session_id"]} | ({"seat_id": made[seat]} if seat else {})
    case = Case(reach=Reach.ROW, by=by, params=params, ends=lambda: _end(stage, made["session_id"]))
    return replace(case, **more)  # type: ignore[arg-type] # fields of Case


def session(stage: Stage, subject: Subject) -> Case:
    return _row(stage, subject, shows=('"role":"patient"',))


def issue_ticket(stage: Stage, subject: Subject) -> Case:
    return _row(stage, subject, shows=('"token":',))


def leave_seat(stage: Stage, subject: Subject) -> Case:
    return _row(stage, subject, shows=('"state":"left"',))


def return_to_seat(stage: Stage, subject: Subject) -> Case:
    case = _row(stage, subject, shows=('"state":"waiting"',))
    left = stage.signed_in(case.by).post(f"/sessions/{case.params['session_id']}/leave")
    assert left.status_code == 200
    return case


def mute(stage: Stage, subject: Subject) -> Case:
    return _row(stage, subject, seat="patient", body={"is_muted": True})


def _link(stage: Stage, subject: Subject, *, is_admitted: bool) -> tuple[Person, str]:
    by = stage.at_home(Role.ATTENDING)
    made = _call(stage, subject, by, is_admitted=is_admitted)
    with stage.world.as_system() as uow:
        return by, rooms.make_link(uow, seat_id=made["patient"], last_four=LAST_FOUR)


def _guest(stage: Stage, subject: Subject, *, is_admitted: bool = True) -> Case:
    """Somebody whose browser holds a guest's cookie and nothing else."""
    by, token = _link(stage, subject, is_admitted=is_admitted)
    phone = Phone(stage.world)
    assert phone.enter(token).status_code == 200
    return Case(reach=Reach.OPEN, by=replace(by, client=phone.client))


def guest_link(stage: Stage, subject: Subject) -> Case:
    by, token = _link(stage, subject, is_admitted=False)
    return Case(reach=Reach.OPEN, by=by, body={"token": token})


def guest_enter(stage: Stage, subject: Subject) -> Case:
    by, token = _link(stage, subject, is_admitted=False)
    return Case(reach=Reach.OPEN, by=by, body={"token": token, "last_four": LAST_FOUR})


def guest_seat(stage: Stage, subject: Subject) -> Case:
    return _guest(stage, subject, is_admitted=False)


def guest_events(stage: Stage, subject: Subject) -> Case:
    case = _guest(stage, subject)
    return replace(case, streams=stage.world.app.state.streams, shows=("retry:",))


def guest_ticket(stage: Stage, subject: Subject) -> Case:
    return _guest(stage, subject)


def guest_leave(stage: Stage, subject: Subject) -> Case:
    return _guest(stage, subject)


def guest_return(stage: Stage, subject: Subject) -> Case:
    case = _guest(stage, subject)
    left = case.by.send("POST", "/guest/leave")
    assert left.status_code == 200
    return case
