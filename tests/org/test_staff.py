"""Places and people of the chain: everybody who works there may look, only the product itself adds."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from huizhen import org
from huizhen.core.access import Role
from huizhen.core.errors import Forbidden, NotFound
from huizhen.org import OrgKind
from tests.world import World


@pytest.mark.parametrize("role", Role)
def test_everybody_sees_stores_and_colleagues(world: World, role: Role) -> None:
    person = world.a_person(role)
    stores = person.get("/stores").json()["stores"]
    assert str(person.place) in {each["id"] for each in stores}
    found = person.get("/practitioners", params={"role": role.value}).json()["practitioners"]
    assert {each["role"] for each in found} <= {role.value}


def test_a_store_is_told_with_its_region(world: World) -> None:
    with world.as_system() as uow:
        region = org.add_organisation(uow, kind=OrgKind.REGION, code=uuid4().hex, name="华东")
        store = org.add_organisation(
            uow, kind=OrgKind.STORE, code=f"SZ{uuid4().hex}", name="苏州店", parent_id=region
        )
    stores = world.a_person(Role.NURSE).get("/stores").json()["stores"]
    (told,) = [each for each in stores if each["id"] == str(store)]
    assert (told["name"], told["region"]) == ("苏州店", "华东")
    assert str(region) not in {each["id"] for each in stores}


def test_colleagues_are_found_by_role_and_specialty(world: World) -> None:
    expert, other = world.a_person(Role.CONSULTANT), world.a_person(Role.NURSE)
    specialty = f"s{uuid4().hex[:8]}"
    world.sql("update practitioner set specialty = :s where id = :id returning id", s=specialty, id=expert.id)
    found = other.get("/practitioners", params={"specialty": specialty}).json()["practitioners"]
    assert [each["id"] for each in found] == [str(expert.id)]
    assert (
        other.get("/practitioners", params={"specialty": specialty, "role": "nurse"}).json()["practitioners"]
        == []
    )
    assert other.get("/practitioners", params={"role": "king"}).status_code == 422
    assert other.get("/practitioners", params={"specialty": "s" * 65}).status_code == 422


def test_nothing_secret_of_a_colleague_is_told(world: World) -> None:
    person = world.a_person(Role.NURSE)
    text = person.get("/practitioners", params={"role": "nurse"}).text
    assert person.login not in text
    assert "licence" not in text


@pytest.mark.parametrize("role", Role)
def test_nobody_adds_places_people_or_roles_by_himself(world: World, role: Role) -> None:
    person = world.a_person(role, signed_in=False)
    with world.as_actor(person) as uow:
        with pytest.raises(Forbidden):
            org.add_organisation(uow, kind=OrgKind.STORE, code="X", name="x")
        with pytest.raises(Forbidden):
            org.add_practitioner(uow, name="x")
        with pytest.raises(Forbidden):
            org.assign_role(uow, practitioner_id=person.id, role=Role.ATTENDING, org_id=person.place)


def test_a_role_given_and_a_role_ended_count_on_the_next_call(world: World) -> None:
    person = world.a_person(Role.STORE_LEAD)
    assert person.get("/visits").status_code == 403
    with world.as_system() as uow:
        org.assign_role(uow, practitioner_id=person.id, role=Role.NURSE, org_id=person.place)
    world.sign_in(person)
    assert person.get("/visits").status_code == 200
    world.sql(
        "update practitioner_role set ended_at = now() "
        "where practitioner_id = :id and role = 'nurse' returning id",
        id=person.id,
    )
    assert person.get("/visits").status_code == 403


def test_what_was_added_is_in_the_journal_without_names(world: World) -> None:
    person = world.a_person(Role.NURSE)
    rows = world.sql("select kind, entry from journal where subject_id = :id order by seq", id=person.id)
    assert [row.kind for row in rows][:2] == ["practitioner.added", "role.assigned"]
    assert all(person.name.encode() not in bytes(row.entry) for row in rows)


def test_a_store_gets_a_key_for_its_drafts_and_a_region_none(world: World) -> None:
    store = world.a_store()
    with world.as_system() as uow:
        region = org.add_organisation(uow, kind=OrgKind.REGION, code=uuid4().hex, name="华东")
    assert len(world.sql("select 1 from scope_key where scope = :id", id=store)) == 1
    assert world.sql("select 1 from scope_key where scope = :id", id=region) == []


def test_an_unknown_colleague_is_not_found(world: World) -> None:
    with world.as_system() as uow, pytest.raises(NotFound):
        org.get_practitioner(uow, uuid4())


def test_a_licence_covers_its_last_day_and_none_is_none() -> None:
    last = date(2027, 3, 31)
    assert org.licence_valid(last, today=last)
    assert not org.licence_valid(last, today=datetime(2027, 4, 1, tzinfo=UTC).date())
    assert not org.licence_valid(None, today=last)
