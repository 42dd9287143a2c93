"""A call repeated with its key is answered once and for all; the key of another call, or of somebody else, is none."""

import threading
from uuid import UUID

import pytest

from huizhen import docstore
from huizhen.core.db.unit import unit_of_work
from huizhen.core.errors import KeyReused
from huizhen.core.http.doors import Call, KeptAnswer
from huizhen.core.ids import new_id
from tests.world import World

ANSWER = KeptAnswer(201, b'{"id":"x"}', "e" * 64)
WAIT_S = 20.0


def a_call(
    *, key: str | None = None, verb: str = "t.write", args: bytes = b"a" * 32, who: UUID | None = None
) -> Call:
    return Call(key=key or new_id().hex, verb=verb, args_sha256=args, actor_id=who or new_id())


def keep(world: World, call: Call) -> None:
    with world.as_system() as uow:
        assert docstore.kept(uow, call) is None
        docstore.keep(uow, call, ANSWER)


def test_a_repeated_call_gets_the_first_answer_to_the_byte(world: World) -> None:
    call = a_call()
    keep(world, call)
    with world.as_system() as uow:
        assert docstore.kept(uow, call) == ANSWER


@pytest.mark.parametrize("changed", [{"args": b"b" * 32}, {"verb": "t.other"}])
def test_the_same_key_for_something_else_is_refused(world: World, changed: dict[str, bytes]) -> None:
    call = a_call()
    keep(world, call)
    other = a_call(key=call.key, who=call.actor_id, **changed)  # type: ignore[arg-type] # one of two fields
    with pytest.raises(KeyReused), world.as_system() as uow:
        docstore.kept(uow, other)


def test_the_same_key_of_somebody_else_is_a_key_of_his_own(world: World) -> None:
    call = a_call()
    keep(world, call)
    keep(world, a_call(key=call.key))


def test_an_answer_whose_effect_was_undone_is_not_kept(world: World) -> None:
    call = a_call()
    with unit_of_work(world.workshop) as uow:
        docstore.keep(uow, call, ANSWER)
        uow.session.flush()
    keep(world, call)


def test_of_two_calls_at_once_the_second_waits_and_finds_the_answer_of_the_first(world: World) -> None:
    call, told = a_call(), []
    with unit_of_work(world.workshop) as first:
        assert docstore.kept(first, call) is None

        def repeat() -> None:
            with world.as_system() as uow:
                told.append(docstore.kept(uow, call))

        second = threading.Thread(target=repeat)
        second.start()
        while not world.sql("select 1 from pg_locks where locktype = 'advisory' and not granted"):
            assert second.is_alive()
        assert told == []
        docstore.keep(first, call, ANSWER)
        first.complete()
    second.join(WAIT_S)
    assert told == [ANSWER]
