"""All open streams of a process: who listens, what he may hear, and when he must stop.

Invariant: listeners are touched on the event loop only; a position that a listener was told has everything before it
behind it. Whatever ends the watch over sessions ends all streams.
"""

import asyncio
import secrets
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Final, TypeVar
from uuid import UUID

import anyio
import anyio.to_thread
import structlog
from sqlalchemy.exc import SQLAlchemyError

from huizhen.core.access import Actor
from huizhen.core.db.hub import Hub, News, Position
from huizhen.core.db.unit import UnitOfWork, Workshop, unit_of_work
from huizhen.core.errors import Forbidden, Unauthenticated, Unavailable
from huizhen.notify.frames import news_frame
from huizhen.notify.rules import (
    FULL_RETRY_S,
    LOOK_EVERY_S,
    QUEUED_FRAMES_MAX,
    STREAMS_MAX,
    STREAMS_PER_SESSION_MAX,
    TooManyStreams,
)

log = structlog.get_logger()

LOOKERS: Final = 1

T = TypeVar("T")
# Who a stream belongs to, asked anew: raises `Unauthenticated` once his session has ended, `Forbidden` without a role.
Ask = Callable[[UnitOfWork], Actor]


def audience_of(actor: Actor) -> frozenset[UUID]:
    """Under which names news reaches somebody: his own, and those of his stores."""
    return frozenset({actor.user_id, *actor.stores()})


class Listener:
    """One stream. Frames wait in a bounded queue; whoever lets it fill is sent away and resumes."""

    def __init__(self, actor: Actor, ask: Ask, seen: Position) -> None:
        self.session_id = actor.session_id
        self.audience = audience_of(actor)
        self.ask = ask
        self.ended = asyncio.Event()
        self._seen = seen
        self._frames: deque[bytes] = deque()
        self._waiting = asyncio.Event()

    def put(self, position: Position, frame: bytes) -> None:
        """Something for him, unless he knows it already from another process."""
        if position <= self._seen:
            return
        if len(self._frames) >= QUEUED_FRAMES_MAX:
            self.ended.set()
            return
        self._frames.append(frame)
        self._waiting.set()

    def take(self) -> bytes:
        """Everything that waits."""
        taken = b"".join(self._frames)
        self._frames.clear()
        self._waiting.clear()
        return taken

    def begin_again(self, at: Position) -> None:
        """Forget what waits: he was told to read everything again."""
        self.take()
        self._seen = at

    def mark(self, position: Position) -> Position:
        """The position that he may be told when the process has come to `position` and nothing waits."""
        return max(self._seen, position)

    async def wait(self) -> None:
        """Until something waits."""
        await self._waiting.wait()


class Streams:
    """A process's listeners, fed by one hub."""

    def __init__(self, workshop: Workshop, *, chance: Callable[[int], int] = secrets.randbelow) -> None:
        self.chance = chance
        self._workshop = workshop
        self._position: Position | None = None
        self._listeners: set[Listener] = set()
        self._by_name: defaultdict[UUID, set[Listener]] = defaultdict(set)
        self._open = False

    @property
    def position(self) -> Position:
        """Up to where everything has been handed to its listeners; raises `Unavailable` before the first look."""
        if self._position is None:
            raise Unavailable
        return self._position

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Follow the journal and watch over sessions, for the life of the process."""
        loop = asyncio.get_running_loop()
        self._open = True

        def deliver(news: Sequence[News], position: Position) -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody listens any more
                loop.call_soon_threadsafe(self._deliver, news, position)

        hub = Hub(self._workshop.engine, deliver)
        watch = asyncio.create_task(self._watch(hub), name="streams-watch")
        try:
            yield
        finally:
            self.end()
            watch.cancel()
            await anyio.to_thread.run_sync(hub.close)

    def end(self) -> None:
        """End all streams and take no more: the process stops, or cannot tell any longer who may listen."""
        self._open = False
        for each in self._listeners:
            each.ended.set()

    @contextmanager
    def joined(self, actor: Actor, ask: Ask, after: Position | None) -> Iterator[Listener]:
        """A listener from now on, while the context lasts.

        Raises:
            Unavailable: the process is starting, stopping or full.
            TooManyStreams: the session has as many as it may.
        """
        position = self.position
        if not self._open or len(self._listeners) >= STREAMS_MAX:
            raise Unavailable
        if sum(each.session_id == actor.session_id for each in self._listeners) >= STREAMS_PER_SESSION_MAX:
            raise TooManyStreams(retry_after_s=FULL_RETRY_S)
        listener = Listener(actor, ask, position if after is None else max(position, after))
        self._listeners.add(listener)
        self._name(listener, listener.audience)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)
            self._name(listener, frozenset())

    async def read(self, query: Callable[[UnitOfWork], T]) -> T:
        """A short look into the database; thread and connection are given back before anything is sent."""

        def look() -> T:
            with unit_of_work(self._workshop) as uow:
                return query(uow)

        return await anyio.to_thread.run_sync(look)

    def _name(self, listener: Listener, audience: frozenset[UUID]) -> None:
        for name in listener.audience - audience:
            self._by_name[name].discard(listener)
            if not self._by_name[name]:
                del self._by_name[name]
        for name in audience:
            self._by_name[name].add(listener)
        listener.audience = audience

    def _deliver(self, news: Sequence[News], position: Position) -> None:
        for each in news:
            audience = {one for name in each.audience for one in self._by_name.get(name, ())}
            if audience:
                frame = news_frame(each)
                for listener in audience:
                    listener.put(each.position, frame)
        self._position = position

    async def _watch(self, hub: Hub) -> None:
        """End the streams of sessions that ended, and follow the roles of the others."""
        own = anyio.CapacityLimiter(LOOKERS)
        try:
            while hub.alive:
                await anyio.sleep(LOOK_EVERY_S)
                asked = {each.session_id: each.ask for each in self._listeners}
                found = await anyio.to_thread.run_sync(self._actors, asked, limiter=own)
                for listener in list(self._listeners):
                    if listener.session_id not in found:
                        continue
                    actor = found[listener.session_id]
                    if actor is None:
                        listener.ended.set()
                    elif (audience := audience_of(actor)) != listener.audience:
                        self._name(listener, audience)
        finally:
            self.end()

    def _actors(self, asked: Mapping[UUID | None, Ask]) -> dict[UUID | None, Actor | None]:
        """Who still may listen; what cannot be asked now is left out, for nothing can be heard then either."""
        found: dict[UUID | None, Actor | None] = {}
        try:
            for session_id, ask in asked.items():
                found[session_id] = self._actor(ask)
        except SQLAlchemyError as away:
            log.warning("streams.database_away", cause=type(away).__name__)
        return found

    def _actor(self, ask: Ask) -> Actor | None:
        # Never completed: an open stream is no activity, it must not keep a session from idling out.
        with unit_of_work(self._workshop) as uow:
            try:
                return ask(uow)
            except (Unauthenticated, Forbidden):
                return None
