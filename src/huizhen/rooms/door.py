"""The signalling door: a raw WebSocket proxy at our own origin in front of the media server on loopback.

Invariant: at every connect the seat is looked at, whatever the token says: a kept, borrowed or outdated one gets 403.
A connection is registered before its seat is read, so that a later revocation finds it. Source: media.md §13.2; D24.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final
from urllib.parse import parse_qs

import anyio.to_thread
import httpx
import structlog
from sqlalchemy.exc import OperationalError
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from huizhen import signin
from huizhen.core.db.unit import Workshop, unit_of_work
from huizhen.rooms import service
from huizhen.rooms.media import AWAY, FORBIDDEN, OPEN_S_MAX, POLICY_VIOLATION, open_line, pump
from huizhen.rooms.routes import guest_cookie
from huizhen.rooms.rules import Claims, Identity
from huizhen.rooms.service import Connection, Desk

log = structlog.get_logger()

PATHS: Final = frozenset({"/rtc", "/rtc/v1"})
VALIDATES: Final = frozenset({f"{each}/validate" for each in PATHS})
ANSWER_BYTES_MAX: Final = 64 * 1024
QUERY_BYTES_MAX: Final = 64 * 1024
LOOK_AGAIN_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who brings a token: what has to hold again every few seconds."""

    claims: Claims
    staff_token: str | None
    guest_cookie: str | None


class Door:
    """Outside the application's routes, inside its edge. Everything but the four paths goes on to `inner`."""

    def __init__(
        self, inner: ASGIApp, *, desk: Desk, workshop: Workshop | None, media_url: str | None
    ) -> None:
        self._inner = inner
        self._desk = desk
        self._workshop = workshop
        self._url = media_url
        self._bearers: dict[Connection, Bearer] = {}
        self._watch: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and scope["path"] in PATHS:
            await self._socket(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] in VALIDATES and scope["method"] == "GET":
            await self._validate(scope, send)
        else:
            await self._inner(scope, receive, send)

    # ---- who may

    def _bearer(self, scope: Scope) -> Bearer | None:
        """The bearer of a token whose signature holds and which comes from our own pages."""
        headers = Headers(scope=scope)
        if not _is_own(headers) or len(scope["query_string"]) > QUERY_BYTES_MAX:
            return None
        token = _token(scope, headers)
        claims = None if token is None else self._desk.media.read(token)
        if claims is None:
            return None
        cookies = HTTPConnection(scope).cookies
        return Bearer(claims, signin.token_of(cookies), guest_cookie(cookies))

    def _is_let_through(self, bearer: Bearer, request_id: str | None = None) -> bool:
        if self._workshop is None:
            return False
        with unit_of_work(self._workshop, request_id=request_id) as uow:
            opens = service.is_let_through(
                uow, bearer.claims, staff_token=bearer.staff_token, guest_cookie=bearer.guest_cookie
            )
            if not opens:
                uow.note(
                    "access.refused",
                    subject_type="route",
                    subject_id=None,
                    outcome="refused",
                    reason="rooms.door",
                )
            uow.complete()
        return opens

    async def _may(self, bearer: Bearer, scope: Scope) -> bool:
        ask = partial(self._is_let_through, bearer, scope.get("state", {}).get("request_id"))
        return await anyio.to_thread.run_sync(ask)

    # ---- GET validate: why a connect failed

    async def _validate(self, scope: Scope, send: Send) -> None:
        bearer = self._bearer(scope)
        if bearer is None or not await self._may(bearer, scope):
            await _answer(send, FORBIDDEN)
            return
        try:
            async with httpx.AsyncClient(trust_env=False, timeout=OPEN_S_MAX) as client:
                answer = await client.get(self._target("http", scope), headers=_forwarded(scope))
        except httpx.TransportError:
            await _answer(send, AWAY)
            return
        await _answer(send, answer.status_code, answer.content[:ANSWER_BYTES_MAX])

    def _target(self, scheme: str, scope: Scope) -> str:
        host = (self._url or "").split("://", 1)[-1]
        return f"{scheme}://{host}{scope['path']}?{scope['query_string'].decode('ascii', 'ignore')}"

    # ---- the socket

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # `websocket.connect`, always the first
        bearer = self._bearer(scope)
        if bearer is None:
            await _refuse(scope, send, FORBIDDEN)
            return
        ended, loop = asyncio.Event(), asyncio.get_running_loop()

        def hang_up() -> None:
            # A process that ends has closed its loop, and its sockets with it.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(ended.set)

        connection = Connection(bearer.claims.identity, bearer.claims.room_name, hang_up)
        self._desk.connections.add(connection)
        self._bearers[connection] = bearer
        try:
            if not await self._may(bearer, scope):
                await _refuse(scope, send, FORBIDDEN)
                return
            await self._through(scope, receive, send, connection, ended)
        finally:
            self._desk.connections.drop(connection)
            del self._bearers[connection]

    async def _through(
        self, scope: Scope, receive: Receive, send: Send, connection: Connection, ended: asyncio.Event
    ) -> None:
        line = await open_line(self._target("ws", scope), _forwarded(scope), ended)
        connection.is_connecting = False
        if isinstance(line, int):
            connection.is_over = True
            await _refuse(scope, send, line)
            return
        if self._watch is None or self._watch.done():
            self._watch = asyncio.create_task(self._look_again())
        # Beside the line, not before it: a row may be locked for a moment.
        telling = asyncio.create_task(self._tell(service.came, connection))
        try:
            await send({"type": "websocket.accept"})
            code = await pump(receive, send, line, ended)
        finally:
            await line.close()
            connection.is_over = True
            await telling
            if not self._desk.connections.has_line(connection.identity.holder):
                await self._tell(service.went, connection)
        if code is not None:
            await send({"type": "websocket.close", "code": code})

    async def _tell(self, what: Callable[[Workshop, Identity], None], connection: Connection) -> None:
        """Write down who came or went. A database that is away takes nobody's line."""
        if self._workshop is None:
            return
        try:
            await anyio.to_thread.run_sync(partial(what, self._workshop, connection.identity))
        except OperationalError:
            log.warning("door.presence_not_written")

    async def _look_again(self) -> None:
        """Every few seconds each open connection has to hold again: for what another process has changed."""
        while self._bearers:
            await asyncio.sleep(LOOK_AGAIN_S)
            for connection, bearer in list(self._bearers.items()):
                try:
                    holds = await anyio.to_thread.run_sync(partial(self._is_let_through, bearer))
                except OperationalError:
                    log.warning("door.database_away")
                    break
                if not holds:
                    connection.hang_up()
                elif not connection.is_connecting:
                    await self._tell(service.came, connection)


def _is_own(headers: Headers) -> bool:
    """From a page of our own, or from a program that names no page. A socket's Origin was checked by the edge."""
    host, origin = headers.get("host", ""), headers.get("origin")
    own = origin is None or origin in (f"http://{host}", f"https://{host}")
    return own and headers.get("sec-fetch-site", "same-origin") == "same-origin"


def _token(scope: Scope, headers: Headers) -> str | None:
    """The token as LiveKit's clients bring it: in the query, or as a bearer's header. Never twice."""
    asked = parse_qs(scope["query_string"].decode("ascii", "ignore")).get("access_token", [])
    kind, _, bearer = headers.get("authorization", "").partition(" ")
    found = [*asked, *([bearer.strip()] if kind.lower() == "bearer" else [])]
    return found[0] if len(found) == 1 else None


def _forwarded(scope: Scope) -> dict[str, str]:
    """Of the caller's headers only the bearer's goes on; cookies never do."""
    bearer = Headers(scope=scope).get("authorization")
    return {} if bearer is None else {"authorization": bearer}


async def _refuse(scope: Scope, send: Send, status: int) -> None:
    # A close before the accept is a 403; only another status needs the extension.
    if status == FORBIDDEN or "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return
    await send(
        {"type": "websocket.http.response.start", "status": status, "headers": [(b"content-length", b"0")]}
    )
    await send({"type": "websocket.http.response.body", "body": b""})


async def _answer(send: Send, status: int, body: bytes = b"") -> None:
    headers = [(b"content-length", str(len(body)).encode()), (b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
