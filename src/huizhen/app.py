"""Composition: every package's routes, tables, kinds and doors put together. One of the few files that know everyone."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

import anyio.to_thread
import structlog
from fastapi import FastAPI, Request
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp

from huizhen import consultations, docstore, notify, org, patients, records, rooms, signin, terms
from huizhen.core.access import Actor
from huizhen.core.db.unit import UnitOfWork, Workshop
from huizhen.core.errors import NotFound, Problem, Unavailable
from huizhen.core.http import problems
from huizhen.core.http.doors import Call, KeptAnswer
from huizhen.core.http.edge import Edge
from huizhen.core.http.static import WebClient
from huizhen.core.settings import Environment, Settings

log = structlog.get_logger()

TITLE: Final = "huizhen"
PACKAGES: Final = (signin, org, terms, patients, records, notify, rooms, consultations)
LOCAL_NAMES: Final = r"localhost|127\.0\.0\.1"
TEST_NAME: Final = r"|testserver"


class Doors:
    """The gate's needs, filled from the packages that own them."""

    def actor(self, uow: UnitOfWork, connection: HTTPConnection) -> Actor:
        """Who calls."""
        return signin.get_actor(uow, signin.token_of(connection.cookies))

    def kept(self, uow: UnitOfWork, call: Call) -> KeptAnswer | None:
        """The answer already given."""
        return docstore.kept(uow, call)

    def keep(self, uow: UnitOfWork, call: Call, answer: KeptAnswer) -> None:
        """Keep an answer."""
        docstore.keep(uow, call, answer)


def create_app(
    settings: Settings, workshop: Workshop | None = None, *, desk: rooms.Desk | None = None
) -> FastAPI:
    """The application. Without a workshop it can only describe itself (OpenAPI). `desk`: a test's media server."""
    desk = desk or rooms.make_desk(rooms.media_server(settings))
    streams = None if workshop is None else notify.Streams(workshop)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # A request waits for a thread, never for a connection inside a transaction (stack.md §3.7).
        anyio.to_thread.current_default_thread_limiter().total_tokens = settings.threads
        async with AsyncExitStack() as running:
            if streams is not None:
                await running.enter_async_context(streams.running())
            running.callback(desk.close)
            if workshop is not None:
                await anyio.to_thread.run_sync(_forget_lines, workshop)
            yield

    app = FastAPI(title=TITLE, lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None)
    app.state.settings = settings
    app.state.workshop = workshop
    app.state.doors = Doors()
    app.state.streams = streams
    app.state.desk = desk
    for package in PACKAGES:
        app.include_router(package.routes.router)
    app.add_exception_handler(Problem, _refuse)
    app.add_exception_handler(HTTPException, _no_route)
    app.add_exception_handler(OperationalError, _away)
    app.add_exception_handler(Exception, _broken)
    client = WebClient(settings.web_dir)
    app.add_route("/{path:path}", client.page, methods=["GET"], include_in_schema=False)
    return app


def _forget_lines(workshop: Workshop) -> None:
    """No line of the process before this one is open any more. A database that is away is asked by the door later."""
    try:
        rooms.nobody_here(workshop)
    except OperationalError as away:
        log.warning("request.database_away", exc_info=away)


def end_streams(app: FastAPI) -> None:
    """Let go of everybody who listens: a server that stops waits for its running answers."""
    if app.state.streams is not None:
        app.state.streams.end()


def edged(app: FastAPI) -> ASGIApp:
    """The application behind its outermost layer: hosts, origins, headers, request ids."""
    state = app.state
    base = re.escape(state.settings.base_host)
    tests = TEST_NAME if state.settings.environment is Environment.TEST else ""
    door = rooms.Door(app, desk=state.desk, workshop=state.workshop, media_url=state.settings.media_url)
    return Edge(door, hosts=re.compile(rf"(?:[a-z0-9-]+\.)?{base}|{LOCAL_NAMES}{tests}"))


async def _refuse(request: Request, refused: Exception) -> Response:
    if not isinstance(refused, Problem):
        raise refused
    return problems.answer(refused, problems.language_of(request))


async def _no_route(request: Request, _: Exception) -> Response:
    return problems.answer(NotFound(), problems.language_of(request))


async def _away(request: Request, away: Exception) -> Response:
    """The database is starting, or a lock could not be had: nothing was written, the same call may be repeated."""
    log.warning("request.database_away", exc_info=away, request_id=request.state.request_id)
    return problems.answer(Unavailable(), problems.language_of(request))


async def _broken(request: Request, broken: Exception) -> Response:
    log.error("request.broken", exc_info=broken, request_id=request.state.request_id)
    return problems.internal(problems.language_of(request))
