"""A signed report is looked after until it is delivered: once, and only when it is what was signed."""

from uuid import UUID

import pytest

from huizhen import consultations
from huizhen.consultations.gates import CopiesDiffer
from tests.consultations.conclusion.ending import Ending
from tests.world import World


@pytest.fixture
def ending(world: World) -> Ending:
    return Ending(world)


def deliver(ending: Ending) -> bool:
    with ending.world.as_system() as uow:
        return consultations.deliver(uow, consultation_id=UUID(ending.case))


def waits(ending: Ending) -> bool:
    with ending.world.as_system() as uow:
        return UUID(ending.case) in consultations.list_undelivered(uow)


def test_a_signed_report_is_delivered_once(ending: Ending) -> None:
    ending.ready()
    assert not waits(ending)
    ending.signed()
    assert waits(ending)
    assert [deliver(ending), deliver(ending)] == [True, False]
    assert not waits(ending)
    told = ending.seen(ending.attending)
    assert (told["state"], told["is_unsigned"]) == ("delivered", False)
    assert told["delivered_at"] is not None
    assert ending.count("journal", "subject_id = :id and kind = 'report.delivered'") == 1
    assert ending.paper(ending.attending).startswith(b"%PDF")


def test_nobody_but_the_worker_delivers(ending: Ending) -> None:
    ending.ready().signed()
    with ending.world.as_actor(ending.chair) as uow, pytest.raises(PermissionError):
        consultations.deliver(uow, consultation_id=UUID(ending.case))


@pytest.mark.parametrize("damage", ["gone", "cut", "changed"])
def test_a_paper_that_is_not_what_was_signed_is_not_delivered(ending: Ending, damage: str) -> None:
    ending.ready().signed()
    (row,) = ending.world.sql("select address from blob where scope = :id", id=ending.patient_id)
    folder, address = ending.world.settings.blob_dir, bytes(row.address).hex()
    file = folder / address[:2] / address[2:4] / address
    raw = file.read_bytes()
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(raw[:-1] if damage == "cut" else raw[:-1] + bytes([raw[-1] ^ 1]))
    with pytest.raises(CopiesDiffer):
        deliver(ending)
    assert ending.seen()["state"] == "signed"
    file.write_bytes(raw)
    assert deliver(ending)
