"""A call of one test: a chair, an attending, an expert, a patient without account; and what each holds in a stage."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from huizhen import rooms
from huizhen.core.access import Role
from huizhen.core.db.unit import unit_of_work
from huizhen.rooms import queries
from huizhen.rooms.rules import SeatKind, SeatState, rights_of
from huizhen.rooms.service import stages as stage_service
from tests.world import HOST, Person, World

LAST_FOUR = "317X"
PRESENT = {"chair": "PSVIDT", "attending": "PSVIDT", "expert": "PSVIDT", "patient": "PV"}
DISCUSS = {"chair": "PSVIDT", "attending": "PSVIDT", "expert": "PSVIDT", "patient": ""}
NARROW = {"chair": "PSVIDT", "attending": "PSVID", "expert": "V", "patient": "PV"}


@dataclass
class Call:
    """Opened by the product itself, as a consultation would."""

    world: World
    people: dict[str, Person] = field(default_factory=dict)
    subject: UUID = field(default_factory=uuid4)
    patient_id: UUID = field(default_factory=uuid4)

    def __post_init__(self) -> None:
        roles = {"chair": Role.CONSULTANT, "attending": Role.ATTENDING, "expert": Role.CONSULTANT}
        self.people = {name: self.world.a_person(role) for name, role in roles.items()}
        place = self.people["attending"].place
        plans = [
            rooms.SeatPlan(
                kind=SeatKind.USER,
                holder=person.id,
                place_id=person.place,
                role=name,
                rights=rights_of(PRESENT[name]),
                is_host=name == "chair",
                is_admitted=True,
            )
            for name, person in self.people.items()
        ]
        plans.append(
            rooms.SeatPlan(
                kind=SeatKind.PATIENT,
                holder=self.patient_id,
                place_id=place,
                role="patient",
                rights=rights_of(PRESENT["patient"]),
            )
        )
        with self.world.as_system() as uow:
            self.id = rooms.open_session(
                uow, subject=self.subject, key_scope=uuid4(), stage="present", seats=plans
            )
        self.chair, self.attending, self.expert = self.people.values()

    # ---- as it stands

    @cached_property
    def seats(self) -> dict[str, UUID]:
        """Seat ids by role."""
        rows = self.world.sql("select id, role from seat where session_id = :id", id=self.id)
        return {row.role: row.id for row in rows}

    def standing(self) -> queries.Standing:
        with unit_of_work(self.world.workshop) as uow:
            return rooms.get_standing(uow, self.id)

    def state(self, role: str) -> SeatState:
        return self.standing().seats[self.seats[role]].state

    def entry(self) -> tuple[str, str, int]:
        """Stage, its state, its epoch."""
        session = self.standing().session
        return session.stage, session.stage_state.value, session.stage_epoch

    def connected(self) -> set[str]:
        """Roles of the people whom the media server lists."""
        by_id = {id: role for role, id in self.seats.items()}
        with self.world.as_system() as uow:
            found = rooms.list_connected(uow, self.world.desk, session_id=self.id)
        return {by_id[each] for each in found}

    def kinds(self) -> list[str]:
        """Kinds of its journal entries, in order."""
        rows = self.world.sql("select kind from journal where subject_id = :id order by seq", id=self.id)
        return [row.kind for row in rows]

    def audience(self, kind: str) -> set[UUID]:
        """Who hears of the last one of a kind."""
        rows = self.world.sql(
            "select audience from journal where subject_id = :id and kind = :kind order by seq",
            id=self.id,
            kind=kind,
        )
        return set(rows[-1].audience)

    # ---- what happens in it

    def set_stage(self, stage: str, letters: dict[str, str]) -> int:
        rights = {self.seats[role]: rights_of(each) for role, each in letters.items()}
        with self.world.as_system() as uow:
            return rooms.set_stage(
                uow, self.world.desk, session_id=self.id, stage=stage, rights=rights, epoch=self.entry()[2]
            )

    def settle(self, verb: str) -> int:
        """`retry_stage`, `move_room` or `cancel_stage`."""
        with self.world.as_system() as uow:
            epoch: int = getattr(stage_service, verb)(
                uow, self.world.desk, session_id=self.id, epoch=self.entry()[2]
            )
            return epoch

    def admit(self, role: str = "patient") -> None:
        with self.world.as_system() as uow:
            rooms.admit(uow, seat_id=self.seats[role])

    def remove(self, role: str) -> None:
        with self.world.as_system() as uow:
            rooms.remove_seat(uow, self.world.desk, seat_id=self.seats[role])

    def link(self, last_four: str = LAST_FOUR) -> str:
        with self.world.as_system() as uow:
            return rooms.make_link(uow, seat_id=self.seats["patient"], last_four=last_four)

    def ticket(self, role: str) -> str:
        """A fresh token of somebody with an account."""
        answer = self.people[role].post(f"/sessions/{self.id}/tickets")
        assert answer.status_code == 200, answer.text
        token: str = answer.json()["token"]
        return token

    def guest(self) -> "Phone":
        """The patient's phone, with the link opened."""
        phone = Phone(self.world)
        assert phone.enter(self.link()).status_code == 200
        return phone

    def join_all(self, patient: bool = True) -> "Phone | None":
        """Everybody in, as a client past the door would be."""
        for role in self.people:
            self.world.media.join(self.ticket(role))
        if not patient:
            return None
        phone = self.guest()
        self.admit()
        self.world.media.join(phone.ticket())
        return phone


@dataclass
class Phone:
    """A guest's browser: no account, one cookie."""

    world: World

    def __post_init__(self) -> None:
        self.client = self.world.anonymous()

    def post(self, path: str, body: Any = None) -> Any:
        return self.client.post(f"/api{path}", json=body, headers={"origin": HOST})

    def enter(self, token: str, last_four: str = LAST_FOUR) -> Any:
        answer = self.post("/guest/enter", {"token": token, "last_four": last_four})
        if answer.status_code == 200:
            self.client.headers["cookie"] = answer.headers["set-cookie"].split(";")[0]
        return answer

    def seat(self) -> Any:
        return self.client.get("/api/guest/seat")

    def ticket(self) -> str:
        answer = self.post("/guest/tickets")
        assert answer.status_code == 200, answer.text
        token: str = answer.json()["token"]
        return token
