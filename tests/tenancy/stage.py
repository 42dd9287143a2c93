"""Who stands on the stage of the matrix: two stores, somebody of every role at each, and patients known to one alone.

A subject's name, numbers and texts are canaries: they occur nowhere else, so an answer that holds one tells of him.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from huizhen import docstore, org, records, signin
from huizhen.core.access import Role
from huizhen.core.db.unit import Workshop
from huizhen.core.settings import Settings
from huizhen.notify import Streams
from huizhen.records import AllergyIn, ConditionIn, NoteIn, SectionIn
from tests.identities import a_phone
from tests.world import PASSWORD, Person, World

AFTER_CARE = timedelta(days=731)
HAN = "鼎鼐爨龘麤灥鑫淼焱垚犇骉羴猋"


class Reach(StrEnum):
    """What a route is about, which says what an outsider gets."""

    OPEN = "open"  # needs no sign-in
    OWN = "own"  # the caller's own things, or the chain's: everybody who may ask gets an answer of his own
    LISTED = "listed"  # patients, as many as the caller sees: an outsider gets none of them
    ROW = "row"  # one thing of one patient, named by id: for an outsider it does not exist


@dataclass(frozen=True, kw_only=True)
class Case:
    """A call that succeeds. Every UUID in `params`, `query` and `body` names something that an outsider may not know."""

    reach: Reach
    by: Person
    params: Mapping[str, object] = field(default_factory=dict)
    query: Mapping[str, object] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    shows: tuple[str, ...] = ()
    """Texts that the answer must hold: what makes a canary's absence elsewhere mean something."""
    strangers: tuple[Person, ...] = ()
    """Who must find nothing besides the other store: an expert who was invited, one who was removed."""
    streams: Streams | None = None
    """Of an answer without end: its head and first part are looked at, then the caller leaves."""
    ends: Callable[[], object] | None = None
    """Ends the caller's ground. Without it time does: 24 months after the last visit."""

    def ids(self) -> list[UUID]:
        """What the call names, in the order of path, query and body."""
        places = (*self.params.values(), *self.query.values(), *(self.body or {}).values())
        return list(dict.fromkeys(each for each in places if isinstance(each, UUID)))

    def naming(self, one: UUID, other: UUID) -> "Case":
        """The same call about something else."""

        def swapped(values: Mapping[str, Any]) -> dict[str, Any]:
            return {name: other if value == one else value for name, value in values.items()}

        body = None if self.body is None else swapped(self.body)
        return replace(self, params=swapped(self.params), query=swapped(self.query), body=body)


@dataclass(frozen=True)
class Subject:
    """A patient of the home store with a visit and documents."""

    id: UUID
    name: str
    number: str
    phone: str
    address: str
    texts: tuple[str, ...]
    allergy: docstore.Written
    note: UUID
    visit: UUID

    def canaries(self) -> tuple[str, ...]:
        """What only people with a ground may read."""
        return (self.name, self.number, self.phone, self.address, *self.texts)


@dataclass
class Stage:
    """The stage of a run. `later` is the same installation 24 months on."""

    workshop: Workshop
    settings: Settings
    people: dict[tuple[UUID, Role], Person] = field(default_factory=dict)
    clients: dict[tuple[bool, UUID], Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.world = World(self.workshop, self.settings)
        self.later = World(self.workshop, self.settings, now=self.world.now + AFTER_CARE)
        self.home, self.away = self.world.a_store(), self.world.a_store()

    def close(self) -> None:
        self.world.close()
        self.later.close()

    def at_home(self, role: Role) -> Person:
        """Somebody of the store that knows the patients."""
        return self._person(self.home, role)

    def outsider(self, role: Role) -> Person:
        """Somebody with the same role at the other store."""
        return self._person(self.away, role)

    def _person(self, store: UUID, role: Role) -> Person:
        if (store, role) not in self.people:
            self.people[store, role] = self.world.a_person(role, at=store, signed_in=False)
        return self.people[store, role]

    @cached_property
    def nobody(self) -> Person:
        """Somebody who works for the chain and holds no role."""
        login = f"n{uuid4().hex[:8]}"
        with self.world.as_system() as uow:
            id = org.add_practitioner(uow, name="无岗同事")
            seed = signin.make_account(uow, practitioner_id=id, login=login, password=PASSWORD)
        return Person(id, "无岗同事", Role.STORE_IT, self.home, login, self.world.anonymous(), seed)

    # ---- sessions: one a person and route, so that no route can end another's

    def forget_sessions(self) -> None:
        self.clients.clear()

    def signed_in(self, person: Person, *, later: bool = False) -> Person:
        """The person with a session of this route's run."""
        if (later, person.id) not in self.clients:
            world = self.later if later else self.world
            self.clients[later, person.id] = world.sign_in(replace(person, client=world.anonymous()))
        return self.clients[later, person.id]

    def signed_out(self, person: Person) -> Person:
        """The person with the cookie of a session that ended."""
        left = self.world.sign_in(replace(person, client=self.world.anonymous()))
        left.post("/signout")
        return left

    # ---- patients

    def a_subject(self) -> Subject:
        """A fresh patient of the home store."""
        mark = uuid4().hex[:10]
        name = "尉迟" + "".join(HAN[int(digit, 16) % len(HAN)] for digit in mark[:4])
        texts = tuple(f"{what}{mark}" for what in ("主诉", "病历", "现病史", "过敏反应", "附注"))
        attending = self.at_home(Role.ATTENDING)
        given = self.world.registration(
            name=name, address=f"金丝雀路{mark}号", phone=a_phone(), reason=texts[0]
        )
        id = self.world.a_patient(attending, **given)
        about = "select document_id from visit_card where patient_id = :id"
        (visit,) = self.world.sql(about, id=id)
        with self.world.as_actor(attending) as uow:
            section = SectionIn(code="present_illness", text=texts[2])
            note = records.write_note(uow, patient_id=id, given=NoteIn(title=texts[1], sections=[section]))
            allergy = records.write_allergy(
                uow,
                patient_id=id,
                given=AllergyIn(display=f"青霉素{mark}", criticality="high", reaction=texts[3]),
            )
            condition = ConditionIn(code="I10", note=texts[4])
            records.write_condition(uow, patient_id=id, given=condition)
        return Subject(
            id,
            name,
            given["document_number"],
            given["phone"],
            given["address"],
            (*texts, f"青霉素{mark}"),
            allergy,
            note.id,
            visit.document_id,
        )


Build = Callable[[Stage, Subject], Case]
