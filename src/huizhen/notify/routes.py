"""The event stream over HTTP: one answer to one browser."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

import anyio
import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from huizhen.core.access import Actor, At, Proof, holds
from huizhen.core.db.hub import Position
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import Forbidden, Unavailable
from huizhen.core.http.gate import Gate
from huizhen.core.http.routes import Routes
from huizhen.notify import queries
from huizhen.notify.frames import BEAT, mark_frame, news_frame, reset_frame, retry_line
from huizhen.notify.policy import ALLOW, Can
from huizhen.notify.rules import BEAT_S, FAREWELL_S, REPLAY_PAGE, RETRY_SPREAD_MS
from huizhen.notify.streams import Ask, Listener, Streams

log = structlog.get_logger()

MEDIA_TYPE: Final = "text/event-stream"
HEADERS: Final = {"cache-control": "no-store", "x-accel-buffering": "no"}

Write = Callable[[bytes], Awaitable[None]]

routes = Routes("notify", policy=ALLOW)


@routes.get("/events", can=Can.LISTEN, at=At.HERE, proof=Proof.SESSION)
def events(uow: UnitOfWork, gate: Gate) -> Response:
    """News for the caller and his stores, as `text/event-stream`; `Last-Event-ID` resumes."""

    def ask(again: UnitOfWork) -> Actor:
        actor = gate.doors.actor(again, gate.request)
        if not holds(ALLOW, Can.LISTEN, actor):
            raise Forbidden
        return actor

    return listen(uow, gate, ask=ask)


def listen(uow: UnitOfWork, gate: Gate, *, ask: Ask) -> "EventStream":
    """A stream for the unit's actor, which ends when `ask` finds him no longer. Raises `Unavailable` without a hub."""
    # A browser opens its stream again by itself: that is no activity of its user.
    actor = uow.actor
    uow.undo()
    streams = gate.request.app.state.streams
    if not isinstance(streams, Streams):
        raise Unavailable
    return EventStream(streams, actor, ask, gate.request.headers.get("last-event-id"))


class EventStream(Response):
    """The answer that does not end; while it waits it holds neither a thread nor a connection.

    `last_id`: where the actor was, in whatever shape his browser told it.
    """

    def __init__(self, streams: Streams, actor: Actor, ask: Ask, last_id: str | None) -> None:
        super().__init__(headers=HEADERS, media_type=MEDIA_TYPE)
        del self.headers["content-length"]
        self._streams = streams
        self._actor = actor
        self._ask = ask
        self._last_id = last_id
        self._after = None if last_id is None else Position.parse(last_id)

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        """Write until the browser leaves, the session ends, the queue overflows or the process stops."""
        with self._streams.joined(self._actor, self._ask, self._after) as listener:
            upto = self._streams.position
            await send(
                {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
            )
            async with anyio.create_task_group() as group:

                async def first(work: Callable[[], Awaitable[object]]) -> None:
                    await work()
                    group.cancel_scope.cancel()

                group.start_soon(first, partial(_gone, receive))
                group.start_soon(first, listener.ended.wait)
                group.start_soon(first, partial(self._write, listener, upto, partial(_chunk, send)))
        with anyio.move_on_after(FAREWELL_S):
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _write(self, listener: Listener, upto: Position, write: Write) -> None:
        await write(retry_line(self._streams.chance(RETRY_SPREAD_MS)))
        try:
            await self._greet(listener, upto, write)
        except SQLAlchemyError as away:
            log.warning("stream.database_away", cause=type(away).__name__)
            return
        while True:
            with anyio.move_on_after(BEAT_S):
                await listener.wait()
            if taken := listener.take():
                await write(taken)
            else:
                await write(BEAT + mark_frame(listener.mark(self._streams.position)))

    async def _greet(self, listener: Listener, upto: Position, write: Write) -> None:
        """Say where he stands, and what he has missed."""
        if self._last_id is None:
            await write(mark_frame(upto))
            return
        after = self._after
        if after is None or not await self._streams.read(
            partial(queries.within_reach, after=after, upto=upto)
        ):
            position = self._streams.position
            listener.begin_again(position)
            await write(reset_frame(position))
            return
        while after < upto:
            page = await self._streams.read(
                partial(queries.replay_page, after=after, upto=upto, mine=listener.audience)
            )
            if page:
                await write(b"".join(news_frame(each) for each in page))
            after = page[-1].position if len(page) == REPLAY_PAGE else upto


async def _chunk(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
