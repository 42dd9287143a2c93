"""The gate before every route: what the process lends to a request, the body cap, and refusals of bad input.

Bad input is answered only to somebody who may ask at all: an anonymous caller gets 401, not a description of fields.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any, Final, Self

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Message, Receive

from huizhen.core.access import PUBLIC, At, Permission, Policy, Proof, Receipt, holds
from huizhen.core.db.unit import UnitOfWork, Workshop, unit_of_work
from huizhen.core.errors import FieldError, Forbidden, Invalid, Problem, TooLarge
from huizhen.core.http import problems
from huizhen.core.http.doors import Doors
from huizhen.core.settings import Settings

REFUSALS: Final = frozenset({401, 403, 404})


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What a route says about itself; read by the gate, the matrix and the architecture tests."""

    package: str
    operation: str
    method: str
    path: str
    can: Permission
    at: At
    proof: Proof
    receipt: Receipt
    body_bytes_max: int
    status: int
    policy: Policy


@dataclass(slots=True)
class Gate:
    """Lent to one request. A handler that sets a cookie, or needs the very bytes it was sent, takes it as `gate`."""

    request: Request
    workshop: Workshop
    doors: Doors
    settings: Settings
    request_id: str
    body: bytes
    headers: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    async def of(cls, request: Request) -> Self:
        """The dependency; asynchronous so that it costs no thread."""
        state = request.app.state
        return cls(
            request,
            state.workshop,
            state.doors,
            state.settings,
            request.state.request_id,
            await request.body(),
        )


def admit(uow: UnitOfWork, gate: Gate, declaration: Declaration) -> None:
    """Find the actor and check that some role of his holds the route's permission."""
    if declaration.proof is not Proof.NONE:
        actor = gate.doors.actor(uow, gate.request)
        uow.actor = replace(actor, locale=problems.language_of(gate.request))
    if declaration.can is not PUBLIC and not holds(declaration.policy, declaration.can, uow.actor):
        raise Forbidden(permission=declaration.can)


class GatedRoute(APIRoute):
    """A route whose body is capped while it is read, and whose validation errors leave as problems."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        inner = super().get_route_handler()
        declaration = self.endpoint.declaration  # type: ignore[attr-defined] # set by `Routes`

        async def handle(request: Request) -> Response:
            request = Request(request.scope, _capped(request, declaration.body_bytes_max))
            try:
                await request.body()  # here, for FastAPI answers whatever this raises with a 400 of its own
            except ClientDisconnect:
                raise Invalid(FieldError("", "malformed")) from None
            try:
                return await inner(request)
            except RequestValidationError as refused:
                why = problems.invalid(refused.errors())
            except HTTPException:  # nested too deep, or no Unicode
                why = Invalid(FieldError("", "malformed"))
            await run_in_threadpool(_admit_first, await Gate.of(request), declaration)
            raise why

        return handle


def _admit_first(gate: Gate, declaration: Declaration) -> None:
    with unit_of_work(gate.workshop, request_id=gate.request_id) as uow:
        try:
            admit(uow, gate, declaration)
        except Problem as refused:
            note_refusal(uow, declaration, refused)
            raise


def note_refusal(uow: UnitOfWork, declaration: Declaration, refused: Problem) -> None:
    """Every refusal of access is an entry; it is written by itself, for the unit's own work is undone."""
    uow.undo()
    if refused.status in REFUSALS and declaration.proof is not Proof.NONE:
        uow.note(
            "access.refused",
            subject_type="route",
            subject_id=None,
            outcome="refused",
            reason=f"{declaration.operation}:{refused.code}",
        )
    uow.complete()


def _capped(request: Request, limit_bytes: int) -> Receive:
    """The request's own `receive`, refusing the byte over the limit, announced or not."""
    announced = request.headers.get("content-length")
    if announced is not None and announced.isdigit() and int(announced) > limit_bytes:
        raise TooLarge(limit_bytes=limit_bytes)
    seen = 0
    receive = request.receive

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        seen += len(message.get("body", b""))
        if seen > limit_bytes:
            raise TooLarge(limit_bytes=limit_bytes)
        return message

    return counted
