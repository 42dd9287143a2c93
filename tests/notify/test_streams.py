"""Listeners inside a process: who is slow, who is full, what a stream holds while it waits."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import anyio
import pytest

from huizhen import notify
from huizhen.core.access import Actor, Role, RoleAt
from huizhen.core.db.hub import News, Position
from huizhen.core.db.unit import UnitOfWork, Workshop
from huizhen.core.errors import Unauthenticated, Unavailable
from huizhen.notify.frames import mark_frame, news_frame, retry_line
from huizhen.notify.routes import EventStream
from huizhen.notify.rules import QUEUED_FRAMES_MAX
from huizhen.notify.streams import Ask, Listener, audience_of
from tests.notify.node import happen
from tests.world import Person, World

PATIENCE_S = 20.0


def an_actor() -> Actor:
    return Actor(user_id=uuid4(), session_id=uuid4())


def nobody(_: UnitOfWork) -> Actor:
    raise Unauthenticated


def always(actor: Actor) -> Ask:
    return lambda _: actor


async def until(true: Callable[[], bool]) -> None:
    with anyio.fail_after(PATIENCE_S):
        while not true():  # noqa: ASYNC110 - what is waited for is somebody else's state
            await anyio.sleep(0.01)


async def ready(streams: notify.Streams) -> Position:
    def known() -> bool:
        try:
            return streams.position is not None
        except Unavailable:
            return False

    await until(known)
    return streams.position


def test_news_carries_ids_and_nothing_else() -> None:
    subject = uuid4()
    frame = news_frame(News(Position(7, 9), "visit.opened", "patient", subject, [uuid4()]))
    assert frame.decode() == (
        "id: 7-9\nevent: visit.opened\n"
        f'data: {{"kind":"visit.opened","subject_type":"patient","subject_id":"{subject}"}}\n\n'
    )


@pytest.mark.parametrize(("drawn", "line"), [(0, b"retry: 2000\n\n"), (2_999, b"retry: 4999\n\n")])
def test_not_everybody_comes_back_at_once(drawn: int, line: bytes) -> None:
    assert retry_line(drawn) == line


def test_somebody_hears_under_his_own_name_and_those_of_his_stores() -> None:
    user, store, headquarters = uuid4(), uuid4(), uuid4()
    roles = frozenset({RoleAt(Role.NURSE, store, store), RoleAt(Role.COORDINATOR, headquarters)})
    assert audience_of(Actor(user_id=user, roles=roles)) == {user, store}


def test_a_listener_is_told_nothing_that_he_knows_and_waits_for_nothing_twice() -> None:
    listener = Listener(an_actor(), nobody, Position(5, 5))
    listener.put(Position(5, 5), b"known")
    listener.put(Position(5, 6), b"new")
    assert listener.take() == b"new"
    assert listener.take() == b""
    assert listener.mark(Position(5, 4)) == (5, 5)
    assert mark_frame(listener.mark(Position(6, 1))).startswith(b"id: 6-1\n")


def test_a_listener_whose_queue_is_full_is_sent_away() -> None:
    listener = Listener(an_actor(), nobody, Position(0, 0))
    for number in range(QUEUED_FRAMES_MAX):
        listener.put(Position(1, number), b"x")
    assert not listener.ended.is_set()
    listener.put(Position(2, 1), b"x")
    assert listener.ended.is_set()
    assert listener.take() == b"x" * QUEUED_FRAMES_MAX


def test_whoever_reads_nothing_is_let_go_and_others_are_not_kept_waiting(
    world: World, workshop: Workshop
) -> None:
    slow, quick = world.a_person(Role.NURSE), world.a_person(Role.NURSE)
    streams = notify.Streams(workshop)
    heard: list[bytes] = []

    async def never() -> Any:
        await anyio.sleep_forever()

    async def stuck(message: Any) -> None:
        if message.get("body"):
            await anyio.sleep_forever()

    async def keep(message: Any) -> None:
        heard.append(message.get("body", b""))

    async def open_for(person: Person, send: Callable[[Any], Awaitable[None]]) -> None:
        actor = Actor(
            user_id=person.id,
            session_id=uuid4(),
            roles=frozenset({RoleAt(Role.NURSE, person.place, person.place)}),
        )
        await EventStream(streams, actor, always(actor), None)({"type": "http"}, never, send)

    async def scene() -> None:
        async with streams.running():
            await ready(streams)
            slow_one = asyncio.create_task(open_for(slow, stuck))
            quick_one = asyncio.create_task(open_for(quick, keep))
            await until(lambda: any(b"mark" in each for each in heard))
            await anyio.to_thread.run_sync(
                lambda: [happen(workshop, slow.place) for _ in range(QUEUED_FRAMES_MAX + 1)]
            )
            subject = await anyio.to_thread.run_sync(lambda: happen(workshop, quick.place))
            await until(slow_one.done)
            await until(lambda: any(str(subject).encode() in each for each in heard))
            assert not quick_one.done()
        await until(quick_one.done)

    asyncio.run(scene())


def test_waiting_streams_hold_no_thread_and_no_connection(workshop: Workshop) -> None:
    listening = 3
    streams = notify.Streams(workshop)
    greeted: list[bytes] = []

    async def never() -> Any:
        await anyio.sleep_forever()

    async def keep(message: Any) -> None:
        if b"mark" in message.get("body", b""):
            greeted.append(message["body"])

    async def scene() -> None:
        async with streams.running():
            place = str(await ready(streams))
            waiting = [
                asyncio.create_task(
                    EventStream(streams, actor, always(actor), last_id)({"type": "http"}, never, keep)
                )
                for actor in [an_actor() for _ in range(listening)]
                for last_id in (None, place)
            ]
            await until(lambda: len(greeted) == listening)
            limiter = anyio.to_thread.current_default_thread_limiter()
            pool: Any = workshop.engine.pool
            await until(lambda: limiter.borrowed_tokens == 0 and pool.checkedout() == 0)
            assert not any(each.done() for each in waiting)
        await until(lambda: all(each.done() for each in waiting))

    asyncio.run(scene())


def test_nobody_is_let_in_before_the_start_or_after_the_end(workshop: Workshop) -> None:
    streams = notify.Streams(workshop)

    async def scene() -> None:
        with pytest.raises(Unavailable), streams.joined(an_actor(), nobody, None):
            pass
        async with streams.running():
            await ready(streams)
            with streams.joined(an_actor(), nobody, None) as listener:
                streams.end()
                assert listener.ended.is_set()
            with pytest.raises(Unavailable), streams.joined(an_actor(), nobody, None):
                pass

    asyncio.run(scene())
