"""The world of a slice test: sign in as somebody, build a thing, call the application over HTTP, look at SQL.

Everything is built through use cases and stays in the database; ids are fresh, so tests do not meet each other's rows.
"""

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text
from starlette.testclient import TestClient

from huizhen import org, patients, rooms, signin
from huizhen.app import create_app, edged
from huizhen.core.access import Actor, Role, RoleAt, system_actor
from huizhen.core.db.unit import UnitOfWork, Workshop, unit_of_work
from huizhen.core.settings import Settings
from huizhen.core.time import utc_now
from huizhen.org import OrgKind
from huizhen.rooms.media import FakeMedia
from huizhen.signin import service as signin_service
from huizhen.signin.model import Account
from tests.identities import a_phone, a_resident_number

HOST = "http://testserver"
PASSWORD = "correct horse battery"

_count = itertools.count(1)


@dataclass
class Person:
    """Somebody who works for the chain, with a browser that may be signed in."""

    id: UUID
    name: str
    role: Role
    place: UUID
    login: str
    client: TestClient
    totp_seed: str

    def get(self, path: str, **more: Any) -> Any:
        """GET below /api."""
        return self.client.get(f"/api{path}", **more)

    def post(self, path: str, body: Any = None, *, key: str | None = None, **more: Any) -> Any:
        """POST below /api with a fresh idempotency key."""
        return self.send("POST", path, body, key=key, **more)

    def send(self, method: str, path: str, body: Any = None, *, key: str | None = None, **more: Any) -> Any:
        """Any call below /api with own origin and a key."""
        headers = {"origin": HOST, "idempotency-key": key or uuid4().hex, **more.pop("headers", {})}
        return self.client.request(method, f"/api{path}", json=body, headers=headers, **more)


@dataclass
class World:
    """One test's world. `clock` stands still unless it is moved."""

    shared: Workshop
    settings: Settings
    now: datetime = field(default_factory=utc_now)
    clients: list[TestClient] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.workshop = replace(self.shared, clock=lambda: self.now)
        self.media, self.waited_s = FakeMedia(clock=lambda: self.now), 0.0
        self.desk = rooms.Desk(self.media, monotonic=lambda: self.waited_s, sleep=self._wait)
        self.app = create_app(self.settings, self.workshop, desk=self.desk)
        self.edge = edged(self.app)

    def _wait(self, seconds: float) -> None:
        """The desk's patience, without the waiting."""
        self.waited_s += seconds

    def close(self) -> None:
        for each in self.clients:
            each.close()

    def pass_time(self, **by: float) -> None:
        """Let time pass for everybody."""
        self.now += timedelta(**by)

    # ---- units of work of the test itself

    @contextmanager
    def as_system(self) -> Iterator[UnitOfWork]:
        """A system actor's unit of work, completed at the end."""
        with unit_of_work(self.workshop, actor=system_actor("demo")) as uow:
            yield uow
            uow.complete()

    @contextmanager
    def as_actor(self, person: Person) -> Iterator[UnitOfWork]:
        """A person's unit of work below HTTP, completed at the end."""
        with unit_of_work(self.workshop) as uow:
            uow.actor = Actor(user_id=person.id, roles=org.roles_of(uow, person.id))
            yield uow
            uow.complete()

    def sql(self, statement: str, **values: Any) -> Sequence[Any]:
        """Rows straight from the database."""
        with self.shared.engine.begin() as connection:
            return connection.execute(text(statement), values).all()

    # ---- places and people

    def a_store(self) -> UUID:
        """A fresh store."""
        number = next(_count)
        with self.as_system() as uow:
            return org.add_organisation(
                uow, kind=OrgKind.STORE, code=f"SH{uuid4().hex[:8]}", name=f"第{number}门店", city="上海"
            )

    def anonymous(self) -> TestClient:
        """A browser without a session. Cookies are Secure, so it speaks to an https address of the same host."""
        client = TestClient(self.edge, base_url=HOST, raise_server_exceptions=True)
        self.clients.append(client)
        return client

    def a_person(self, role: Role, *, at: UUID | None = None, signed_in: bool = True) -> Person:
        """Somebody with a role at a place (a fresh store when none is given)."""
        number, place = next(_count), at or self.a_store()
        login = f"p{number}{uuid4().hex[:6]}"
        with self.as_system() as uow:
            id = org.add_practitioner(
                uow,
                name=f"同事{number}",
                title="主治医师",
                licence_until_on=date(2099, 1, 1),
                specialty="cardiology",
            )
            org.assign_role(uow, practitioner_id=id, role=role, org_id=place)
            seed = signin.make_account(uow, practitioner_id=id, login=login, password=PASSWORD)
        person = Person(id, f"同事{number}", role, place, login, self.anonymous(), seed)
        if signed_in:
            self.sign_in(person)
        return person

    def sign_in(self, person: Person) -> Person:
        """Open a session without its two factors: those have tests of their own."""
        with self.as_system() as uow:
            opened = signin_service.open_session(uow, uow.session.get_one(Account, person.id), None)
        person.client.headers["cookie"] = f"{signin.SESSION_COOKIE}={opened.token}"
        return person

    # ---- patients

    def registration(self, **changes: Any) -> dict[str, Any]:
        """A registration as a front desk would type it; a fresh person every time."""
        number = a_resident_number(born_on=date(1980, 5, 17), female=False)
        given = {
            "name": "张伟民",
            "sex": "male",
            "birth_date": "1980-05-17",
            "document_type": "resident_id",
            "document_number": number,
            "phone": a_phone(),
            "reason": "胸闷两周",
            "consents": ["treatment", "remote_consultation", "sharing"],
        }
        return given | changes

    def a_patient(self, by: Person, **changes: Any) -> UUID:
        """A patient registered at somebody's store."""
        given = patients.RegisterIn.model_validate(self.registration(**changes))
        with self.as_actor(by) as uow:
            return patients.register(uow, given=given).patient_id


def role_at(role: Role, store: UUID) -> RoleAt:
    """A role value for rules that need no database."""
    return RoleAt(role, store, store)
