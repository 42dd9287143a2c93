"""Kinds of every class that exist for these tests only, and a world in which somebody writes them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from huizhen import docstore, records
from huizhen.core.access import Role
from huizhen.core.errors import FieldError, Invalid
from huizhen.core.ids import new_id
from huizhen.docstore import KINDS, Body, Klass, Written
from huizhen.docstore.kinds import Kind
from huizhen.records import Basis
from tests.world import Person, World

OWNER = "tests"


def not_empty(body: Body) -> None:
    """The check of a kind."""
    if not body.get("text"):
        raise Invalid(FieldError("/text", "missing"))


MADE_KINDS = (
    Kind(name="TestNote", klass=Klass.MERGEABLE, owner=OWNER, check=not_empty),
    Kind(name="TestLetter", klass=Klass.IMMUTABLE, owner=OWNER),
    Kind(
        name="TestForm", klass=Klass.SINGLE_WRITER, owner=OWNER, freeze=("status", "submitted", "withdrawn")
    ),
    Kind(name="TestRule", klass=Klass.HQ_ONLY, owner=OWNER),
)


@dataclass
class Archive:
    """One scope in a world: documents are filed in it by a store, and read by whoever has a grant."""

    world: World
    scope: UUID
    store: UUID

    def file(self, kind: str, body: dict[str, Any], *, store: UUID | None = None) -> Written:
        with self.world.as_system() as uow:
            return docstore.create(uow, kind, body, scope=self.scope, store_id=store or self.store)

    def amend(self, written: Written, patch: dict[str, Any], **more: Any) -> Written:
        given = {"scope": self.scope, "store_id": self.store, "since": None, **more}
        with self.world.as_system() as uow:
            return docstore.amend(uow, written.kind, id=written.id, patch=patch, **given)

    def opened(self, written: Written) -> docstore.Opened:
        with self.world.as_system() as uow:
            return docstore.open_body(uow, self.scope).get(written.kind, written.id)

    def grant(self, person: Person) -> UUID:
        """Let somebody in because of an event; returns the event."""
        event = new_id()
        with self.world.as_system() as uow:
            records.open_grant(
                uow,
                patient_id=self.scope,
                user_id=person.id,
                basis=Basis.CONSULTATION,
                source_type="consultation",
                source_id=event,
            )
        return event

    def read_by(self, person: Person, kind: str, id: UUID) -> docstore.Opened:
        with self.world.as_actor(person) as uow:
            return docstore.open_body(uow, self.scope).get(kind, id)


def an_archive(world: World) -> Archive:
    """A fresh scope and a fresh store."""
    scope = new_id()
    with world.as_system() as uow:
        docstore.begin_scope(uow, scope)
        uow.keep_quietly()
    return Archive(world, scope, world.a_store())


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    for each in MADE_KINDS:
        monkeypatch.setitem(KINDS, each.name, each)


@pytest.fixture
def archive(world: World) -> Archive:
    return an_archive(world)


@pytest.fixture
def expert(world: World) -> Person:
    """Somebody of another place who has no ground on anybody."""
    return world.a_person(Role.CONSULTANT, signed_in=False)
