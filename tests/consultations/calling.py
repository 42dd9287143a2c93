"""A case whose people come to its call, over HTTP as their screens do it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.consultations.scene import Scene
from tests.identities import a_resident_number
from tests.rooms.calls import Phone
from tests.world import Person, World


@dataclass
class Call:
    """A scheduled case with a chair and a second expert."""

    world: World
    scene: Scene = field(init=False)

    def __post_init__(self) -> None:
        self.number = a_resident_number(born_on=date(1980, 5, 17), female=False)
        self.scene = Scene.of(self.world, document_number=self.number)
        self.attending = self.scene.attending
        self.chair, self.expert = self.scene.an_expert(), self.scene.an_expert()
        self.case = self.scene.an_invited(self.chair)
        assert self.scene.invite(self.case, self.expert, chair=False).status_code == 201
        for each in (self.chair, self.expert):
            assert each.post(f"/consultations/{self.case}/accept").status_code == 200
        assert self.scene.schedule(self.case).status_code == 200

    def do(self, person: Person, what: str, body: Any = None, **headers: str) -> Any:
        """A command about this case."""
        return person.post(f"/consultations/{self.case}/{what}", body, headers=headers)

    def done(self, person: Person, what: str, body: Any = None) -> Any:
        """A command that must succeed."""
        answer = self.do(person, what, body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def join(self, person: Person) -> Any:
        return person.post(f"/consultations/{self.case}/join", headers=self.scene.proof(person))

    def joined(self, *people: Person) -> "Call":
        for each in people or (self.attending, self.chair, self.expert):
            answer = self.join(each)
            assert answer.status_code == 200, answer.text
        return self

    def opened(self, *people: Person) -> "Call":
        self.joined(*people).done(self.chair, "open")
        return self

    def room(self, person: Person | None = None) -> Any:
        answer = (person or self.chair).get(f"/consultations/{self.case}/room")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def seat(self, person: Person | None) -> Any:
        """Somebody's line in the people's list; none: the patient's."""
        wanted = None if person is None else str(person.id)
        return next(each for each in self.room()["people"] if each["user_id"] == wanted)

    def advance(self, to: str, *, by: Person | None = None) -> Any:
        epoch = self.room()["standing"]["stage_epoch"]
        return self.do(by or self.chair, "advance", {"to": to, "stage_epoch": epoch})

    def connect(self, person: Person) -> None:
        """His line at the signalling door, as the row says it."""
        self.world.sql(
            "update seat set gone_at = null where holder = :id and session_id = :session returning id",
            id=person.id,
            session=self.room()["standing"]["session_id"],
        )

    def disconnect(self, person: Person) -> None:
        self.world.sql(
            "update seat set gone_at = :at where holder = :id and session_id = :session returning id",
            id=person.id,
            at=self.world.now,
            session=self.room()["standing"]["session_id"],
        )

    def a_guest(self) -> Phone:
        """The patient on his own phone, waiting."""
        link = self.done(self.attending, "guest-link")
        phone = Phone(self.world)
        assert phone.enter(link["token"], last_four=self.number[-4:]).status_code == 200
        return phone
