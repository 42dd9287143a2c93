"""A right to a record begins with a row and ends with it: on the very next call, by hand or by the clock."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizhen import org, records
from huizhen.core.access import Role
from huizhen.records import Basis
from huizhen.records.rules import CARE_AFTER_CONTACT, SHARING_ANSWERS, Ground, Level, grounds_of
from tests.world import Person, World

GRANTED = (Basis.CONSULTATION, Basis.COORDINATION, Basis.BREAK_GLASS)


@pytest.fixture
def attending(world: World) -> Person:
    return world.a_person(Role.ATTENDING)


@pytest.fixture
def patient(world: World, attending: Person) -> UUID:
    return world.a_patient(attending, consents=["treatment"])


@pytest.fixture
def expert(world: World) -> Person:
    return world.a_person(Role.CONSULTANT)


def open_grant(world: World, patient: UUID, user: Person, source: UUID, basis: Basis) -> None:
    with world.as_system() as uow:
        records.open_grant(
            uow, patient_id=patient, user_id=user.id, basis=basis, source_type="test", source_id=source
        )


def close_grants(world: World, source: UUID, user: Person | None = None) -> int:
    with world.as_system() as uow:
        return records.close_grants(uow, source_id=source, user_id=None if user is None else user.id)


def statuses(person: Person, patient: UUID) -> set[int]:
    paths = (f"/patients/{patient}", f"/patients/{patient}/timeline", f"/drafts/note?scope={patient}")
    return {person.get(path).status_code for path in paths}


@pytest.mark.parametrize("basis", GRANTED)
def test_a_grant_opens_all_stores_documents_and_its_end_ends_it_on_the_next_call(
    world: World, attending: Person, patient: UUID, expert: Person, basis: Basis
) -> None:
    attending.post(f"/patients/{patient}/conditions", {"code": "I10"})
    assert statuses(expert, patient) == {404}
    source = uuid4()
    open_grant(world, patient, expert, source, basis)
    assert statuses(expert, patient) == {200}
    assert len(expert.get(f"/patients/{patient}/timeline").json()["entries"]) == 1
    assert close_grants(world, source) == 1
    assert statuses(expert, patient) == {404}
    assert expert.get("/patients", params={"q": "张伟民"}).json()["hits"] == []
    (row,) = world.sql("select closed_at from care_grant where source_id = :id", id=source)
    assert row.closed_at == world.now


def test_a_grant_is_one_persons(world: World, patient: UUID, expert: Person) -> None:
    open_grant(world, patient, expert, uuid4(), Basis.CONSULTATION)
    colleague = world.a_person(Role.CONSULTANT, at=expert.place)
    assert statuses(colleague, patient) == {404}
    assert statuses(expert, patient) == {200}


def test_closing_one_persons_grant_leaves_the_others(world: World, patient: UUID) -> None:
    source, two = uuid4(), [world.a_person(Role.CONSULTANT) for _ in range(2)]
    for each in two:
        open_grant(world, patient, each, source, Basis.CONSULTATION)
    assert close_grants(world, source, two[0]) == 1
    assert (statuses(two[0], patient), statuses(two[1], patient)) == ({404}, {200})
    assert close_grants(world, source, two[0]) == 0
    assert close_grants(world, source) == 1
    assert statuses(two[1], patient) == {404}


def test_of_two_grounds_the_one_that_stays_still_opens(world: World, patient: UUID, expert: Person) -> None:
    first, second = uuid4(), uuid4()
    open_grant(world, patient, expert, first, Basis.CONSULTATION)
    open_grant(world, patient, expert, second, Basis.COORDINATION)
    close_grants(world, first)
    assert expert.get(f"/patients/{patient}").json()["why"] == "coordination"
    close_grants(world, second)
    assert statuses(expert, patient) == {404}


def test_a_closed_grant_can_be_followed_by_a_new_one(world: World, patient: UUID, expert: Person) -> None:
    for _ in range(2):
        source = uuid4()
        open_grant(world, patient, expert, source, Basis.CONSULTATION)
        assert statuses(expert, patient) == {200}
        close_grants(world, source)
        assert statuses(expert, patient) == {404}
    assert len(world.sql("select 1 from care_grant where user_id = :id", id=expert.id)) == 2


def test_opening_and_closing_are_journaled_to_whom_they_concern(
    world: World, patient: UUID, expert: Person
) -> None:
    source = uuid4()
    open_grant(world, patient, expert, source, Basis.CONSULTATION)
    close_grants(world, source)
    rows = world.sql(
        "select kind, audience from journal where scope = :id and kind like 'grant.%' order by seq",
        id=patient,
    )
    assert [row.kind for row in rows] == ["grant.opened", "grant.closed"]
    assert all(list(row.audience) == [expert.id] for row in rows)


def test_an_expert_of_no_store_reads_and_writes_nothing(world: World, patient: UUID) -> None:
    with world.as_system() as uow:
        hq = org.add_organisation(uow, kind=org.OrgKind.HQ, code=uuid4().hex, name="总部")
    expert = world.a_person(Role.CONSULTANT, at=hq)
    open_grant(world, patient, expert, uuid4(), Basis.CONSULTATION)
    assert statuses(expert, patient) == {200}
    assert expert.post(f"/patients/{patient}/conditions", {"code": "I10"}).status_code == 403
    unknown = expert.post(f"/patients/{uuid4()}/conditions", {"code": "I10"})
    assert unknown.status_code == 403


def test_care_ends_with_the_clock_for_everybody_of_the_store(
    world: World, attending: Person, patient: UUID
) -> None:
    nurse = world.a_person(Role.NURSE, at=attending.place)
    start = world.now
    for late, expected in ((timedelta(microseconds=1), {200}), (timedelta(0), {404})):
        world.now = start + CARE_AFTER_CONTACT - late
        for person in (attending, nurse):
            assert statuses(world.sign_in(person), patient) == expected
    assert nurse.post(f"/patients/{patient}/observations", {"signs": []}).status_code == 422
    signs = {"signs": [{"code": "8867-4", "value": "72"}]}
    assert nurse.post(f"/patients/{patient}/observations", signs).status_code == 404


def test_a_grant_outlives_the_stores_own_care(
    world: World, attending: Person, patient: UUID, expert: Person
) -> None:
    source = uuid4()
    open_grant(world, patient, expert, source, Basis.CONSULTATION)
    world.now += CARE_AFTER_CONTACT
    assert statuses(world.sign_in(expert), patient) == {200}
    assert statuses(world.sign_in(attending), patient) == {404}


def test_a_role_that_ended_takes_its_holder_out_on_the_next_call(
    world: World, attending: Person, patient: UUID
) -> None:
    assert statuses(attending, patient) == {200}
    world.sql(
        "update practitioner_role set ended_at = now() where practitioner_id = :id returning id",
        id=attending.id,
    )
    assert statuses(attending, patient) == {403}


# ---- the rule behind it

NOW = datetime(2027, 1, 1, tzinfo=UTC)
stores = st.sampled_from([UUID(int=1), UUID(int=2)])
moments = st.integers(0, 3).map(lambda hours: NOW + timedelta(hours=hours))
of_stores = st.sampled_from([Basis.OWN_STORE_CARE, Basis.TREATMENT, Basis.SHARING_REFUSED])
rows = st.lists(
    st.builds(Ground, of_stores, moments, stores)
    | st.builds(Ground, st.sampled_from(GRANTED), moments, st.none()),
    max_size=8,
)


@given(rows)
def test_answers_about_sharing_open_nothing_alone_and_order_of_rows_means_nothing(
    found: list[Ground],
) -> None:
    told = grounds_of(found)
    assert told == grounds_of(found[::-1])
    visited = {each.store_id for each in found if each.basis is Basis.OWN_STORE_CARE}
    granted = {each.basis for each in found if each.basis in GRANTED}
    if told is None:
        assert not visited | granted
        return
    assert told.stores == visited
    assert told.bases - {Basis.TREATMENT, Basis.OWN_STORE_CARE} == granted
    shared = {
        store
        for store in visited
        if (answers := [each for each in found if each.store_id == store and each.basis in SHARING_ANSWERS])
        and all(
            each.basis is Basis.TREATMENT
            for each in answers
            if each.since == max(answer.since for answer in answers)
        )
    }
    assert (Basis.TREATMENT in told.bases) == bool(shared)
    assert (told.level is Level.FULL) == bool(shared or granted)
