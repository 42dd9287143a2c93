"""One request, one transaction: all of it is there before the answer, or nothing is."""

from dataclasses import replace
from uuid import UUID

import pytest

from huizhen.core.access import system_actor
from huizhen.core.db.unit import UnitOfWork, unit_of_work
from huizhen.core.ids import new_id
from huizhen.org.model import Organisation
from huizhen.org.rules import OrganisationAdded, OrgKind
from tests.world import World


def add_a_store(uow: UnitOfWork) -> UUID:
    id = uow.new_id()
    uow.session.add(
        Organisation(id=id, created_at=uow.now, kind=OrgKind.STORE, code=f"U{id.hex}", name="一号门店")
    )
    uow.record(OrganisationAdded(subject_id=id))
    return id


def stands(world: World, id: UUID) -> tuple[int, int]:
    """How many rows and how many entries of this place others can see."""
    (rows,) = world.sql("select count(*) from organisation where id = :id", id=id)
    (entries,) = world.sql("select count(*) from journal where subject_id = :id", id=id)
    return rows[0], entries[0]


def test_others_see_nothing_before_complete_and_row_and_entry_together_after_it(world: World) -> None:
    with unit_of_work(world.workshop, actor=system_actor("tests")) as uow:
        id = add_a_store(uow)
        uow.session.flush()
        assert stands(world, id) == (0, 0)
        uow.complete()
        assert stands(world, id) == (1, 1)


def test_whoever_forgets_complete_has_done_nothing(world: World) -> None:
    with unit_of_work(world.workshop, actor=system_actor("tests")) as uow:
        id = add_a_store(uow)
    assert stands(world, id) == (0, 0)


def test_a_fault_half_way_leaves_neither_row_nor_entry(world: World) -> None:
    known: list[UUID] = []

    def work() -> None:
        with unit_of_work(world.workshop, actor=system_actor("tests")) as uow:
            known.append(add_a_store(uow))
            uow.session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    assert stands(world, known[0]) == (0, 0)


def test_after_undo_a_refusal_is_noted_and_the_work_is_gone(world: World) -> None:
    refused = new_id()
    with unit_of_work(world.workshop, actor=system_actor("tests")) as uow:
        id = add_a_store(uow)
        uow.after_commit.append(lambda: pytest.fail("what was undone has no consequences"))
        uow.undo()
        uow.note("access.refused", subject_type="route", subject_id=refused, outcome="refused")
        uow.complete()
    assert stands(world, id) == (0, 0)
    (entry,) = world.sql("select outcome from journal where subject_id = :id", id=refused)
    assert entry.outcome == "refused"


def test_what_is_only_read_goes_through_the_grouped_writer_and_writes_no_rows(world: World) -> None:
    read = new_id()
    with unit_of_work(world.workshop, actor=system_actor("tests")) as uow:
        uow.session.add(Organisation(id=read, created_at=uow.now, kind=OrgKind.STORE, code="x", name="x"))
        uow.note("record.read", subject_type="scope", subject_id=read)
        uow.complete()
    assert stands(world, read) == (0, 1)


def test_a_read_beside_a_write_is_journaled_in_the_writes_own_transaction(world: World) -> None:
    read = new_id()
    with unit_of_work(world.workshop, actor=system_actor("tests")) as uow:
        id = add_a_store(uow)
        uow.note("record.read", subject_type="scope", subject_id=read)
        uow.complete()
    (one,) = world.sql("select tx::text from journal where subject_id = :id", id=id)
    (other,) = world.sql("select tx::text from journal where subject_id = :id", id=read)
    assert one == other


def test_consequences_follow_the_commit_and_the_hub_hears_of_writes_only(world: World) -> None:
    told: list[str] = []
    workshop = replace(world.workshop, committed=lambda: told.append("hub"))
    with unit_of_work(workshop, actor=system_actor("tests")) as uow:
        id = add_a_store(uow)
        uow.after_commit.append(lambda: told.append(f"seen {stands(world, id)[0]}"))
        uow.complete()
    assert told == ["seen 1", "hub"]
    with unit_of_work(workshop, actor=system_actor("tests")) as uow:
        uow.complete()
    assert told == ["seen 1", "hub"]


def test_the_moment_of_a_unit_does_not_move_while_it_lasts(world: World) -> None:
    subject = new_id()
    with unit_of_work(world.workshop, actor=system_actor("tests")) as uow:
        then = uow.now
        world.pass_time(hours=2)
        uow.note("record.read", subject_type="scope", subject_id=subject)
        uow.complete()
    (entry,) = world.sql("select at from journal where subject_id = :id", id=subject)
    assert entry.at == then != world.now
