"""Every derived row comes from documents: dropped and built again, all of them are what they were."""

import pytest
from sqlalchemy import Engine, delete, text

from huizhen import docstore
from huizhen.core.access import Role
from huizhen.core.db.model import Base, Projected
from tests.world import Person, World


def projections() -> list[type[Projected]]:
    found = [each.class_ for each in Base.registry.mappers if issubclass(each.class_, Projected)]
    assert len(found) >= 4
    return sorted(found, key=lambda each: each.__tablename__)


def dump(engine: Engine) -> dict[str, list[str]]:
    with engine.begin() as connection:
        return {
            each.__tablename__: sorted(
                connection.scalars(text(f"select t::text from {each.__tablename__} as t"))
            )
            for each in projections()
        }


@pytest.fixture
def a_history(world: World) -> Person:
    """Two patients of a store with allergies, signs, a diagnosis, and an amendment."""
    desk = world.a_person(Role.FRONT_DESK)
    physician = world.a_person(Role.ATTENDING, at=desk.place)
    for name in ("欧阳修远", "单小明"):
        patient = world.a_patient(desk, name=name)
        made = physician.post(
            f"/patients/{patient}/allergies", {"display": "青霉素", "criticality": "low"}
        ).json()
        changed = physician.send(
            "PATCH",
            f"/patients/{patient}/documents/AllergyIntolerance/{made['id']}",
            {"patch": {"/criticality": ["low", "high"]}},
            headers={"if-match": f'"{made["etag"]}"'},
        )
        assert changed.status_code == 200, changed.text
        section = {"code": "chief_complaint", "text": "胸闷"}
        note = physician.post(f"/patients/{patient}/notes", {"title": "门诊", "sections": [section]})
        assert note.status_code == 201
    return physician


def rebuild(world: World) -> int:
    with world.as_system() as uow:
        return docstore.rebuild(uow)


@pytest.mark.usefixtures("a_history")
def test_a_rebuild_gives_the_very_rows_that_were_there(world: World, engine: Engine) -> None:
    before = dump(engine)
    assert all(before[name] for name in ("entry_card", "visit_grant", "consent_card"))
    assert rebuild(world) > 6
    after = dump(engine)
    assert {name: len(rows) for name, rows in after.items()} == {
        name: len(rows) for name, rows in before.items()
    }
    assert after == before


@pytest.mark.usefixtures("a_history")
def test_rows_that_were_lost_come_back_and_rows_that_were_invented_go(world: World, engine: Engine) -> None:
    before = dump(engine)
    with engine.begin() as connection:
        for each in projections():
            connection.execute(delete(each))
        connection.execute(
            text("insert into entry_card (document_id, patient_id, rtype, at) values "
                 "(gen_random_uuid(), gen_random_uuid(), 'Composition', now())")
        )  # fmt: skip
    rebuild(world)
    assert dump(engine) == before


def test_after_a_rebuild_the_physician_sees_and_finds_what_he_did(world: World, a_history: Person) -> None:
    question = {"q": "欧阳修远"}
    before = a_history.get("/patients", params=question).json()
    assert len(before["hits"]) == 1
    rebuild(world)
    assert a_history.get("/patients", params=question).json() == before
    patient = before["hits"][0]["id"]
    assert len(a_history.get(f"/patients/{patient}/timeline").json()["entries"]) >= 2


def test_a_person_does_not_rebuild(world: World, a_history: Person) -> None:
    with pytest.raises(PermissionError), world.as_actor(a_history) as uow:
        docstore.rebuild(uow)
