"""Routes that declare themselves. A package writes

    routes = Routes("patients", policy=ALLOW)

    @routes.post("/patients", can=Can.REGISTER, at=At.HERE, proof=Proof.SESSION, status=201)
    def register(given: RegisterIn, uow: UnitOfWork) -> RegisteredOut: ...

A handler is synchronous, takes its `uow: UnitOfWork` by that name, and returns a wire type; `Routes` opens the unit of
work, finds the actor, gives a kept answer, runs the handler, keeps its answer, commits, and only then answers.
Without `can`, `at`, `proof` a route does not import. The operation id is `<package>.<function>`.
"""

import hashlib
import inspect
from collections.abc import Callable
from typing import Any, Final, get_type_hints

import orjson
from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlalchemy.orm.exc import StaleDataError
from starlette.responses import Response

from huizhen.core.access import PUBLIC, Actor, At, Permission, Policy, Proof, Receipt
from huizhen.core.db.unit import UnitOfWork, unit_of_work
from huizhen.core.errors import Problem, Stale
from huizhen.core.http.doors import Call, KeptAnswer
from huizhen.core.http.gate import Declaration, Gate, GatedRoute, admit, note_refusal
from huizhen.core.http.wire import IdempotencyKey, Kept, Out

BODY_BYTES_MAX: Final = 1024 * 1024
RECEIPT_BYTES_MAX: Final = 8 * 1024
SAFE: Final = frozenset({"GET", "HEAD"})
KEY_NAME: Final = "idempotency_key"
GATE_NAME: Final = "gate_"
PROOF_NAME: Final = "proof"
Handler = Callable[..., Any]


DECLARED: Final[dict[str, Declaration]] = {}


class Routes:
    """A package's routes. `policy` decides who holds a permission at all; the row is the use case's matter."""

    def __init__(self, package: str, *, policy: Policy) -> None:
        self.package = package
        self.policy = policy
        self.router = APIRouter(prefix="/api", route_class=GatedRoute, tags=[package])

    def get(self, path: str, **declared: Any) -> Callable[[Handler], Handler]:
        """A read."""
        return self._route("GET", path, **declared)

    def post(self, path: str, **declared: Any) -> Callable[[Handler], Handler]:
        """A write, or a question whose body must not stand in a URL (then `receipt=Receipt.NONE`)."""
        return self._route("POST", path, **declared)

    def put(self, path: str, **declared: Any) -> Callable[[Handler], Handler]:
        """A write that replaces."""
        return self._route("PUT", path, **declared)

    def patch(self, path: str, **declared: Any) -> Callable[[Handler], Handler]:
        """A write that amends."""
        return self._route("PATCH", path, **declared)

    def delete(self, path: str, **declared: Any) -> Callable[[Handler], Handler]:
        """A write that ends something."""
        return self._route("DELETE", path, **declared)

    def _route(
        self,
        method: str,
        path: str,
        *,
        can: Permission,
        at: At,
        proof: Proof,
        status: int = 200,
        receipt: Receipt | None = None,
        body_bytes_max: int = BODY_BYTES_MAX,
    ) -> Callable[[Handler], Handler]:
        if receipt is None:
            receipt = Receipt.NONE if method in SAFE else Receipt.KEPT
        if can is not PUBLIC and can not in self.policy:
            raise TypeError(f"{self.package}: {can} stands in no policy")

        if proof is Proof.NONE and receipt is Receipt.KEPT:
            raise TypeError(f"{self.package}: a kept answer belongs to somebody; {path} knows nobody")

        def declare(handler: Handler) -> Handler:
            declaration = Declaration(
                package=self.package,
                operation=f"{self.package}.{handler.__name__}",
                method=method,
                path=f"/api{path}",
                can=can,
                at=at,
                proof=proof,
                receipt=receipt,
                body_bytes_max=body_bytes_max,
                status=status,
                policy=self.policy,
            )
            if declaration.operation in DECLARED:
                raise TypeError(f"{declaration.operation} is declared twice")
            DECLARED[declaration.operation] = declaration
            answer = get_type_hints(handler).get("return")
            if proof is Proof.ASSERTION and PROOF_NAME not in inspect.signature(handler).parameters:
                raise TypeError(
                    f"{declaration.operation}: asks a proof of the act and takes no `{PROOF_NAME}`"
                )
            if receipt is Receipt.KEPT and not _may_be_kept(answer):
                raise TypeError(f"{declaration.operation}: a kept answer is a `Kept` wire type")
            self.router.add_api_route(
                path,
                _endpoint(handler, declaration),
                methods=[method],
                operation_id=declaration.operation,
                response_model=answer if isinstance(answer, type) and issubclass(answer, Out) else None,
                status_code=status,
                openapi_extra={"x-can": str(can), "x-at": str(at), "x-proof": str(proof)},
            )
            return handler

        return declare


def _may_be_kept(answer: object) -> bool:
    return answer is type(None) or (isinstance(answer, type) and issubclass(answer, Kept))


def _endpoint(handler: Handler, declaration: Declaration) -> Callable[..., Response]:
    """The handler as FastAPI sees it: its own inputs, with gate and key in place of what we lend it."""
    hints = get_type_hints(handler, include_extras=True)
    lent = {name: hint for name, hint in hints.items() if hint in (UnitOfWork, Gate)}
    inputs = [
        parameter.replace(annotation=hints[name], kind=inspect.Parameter.KEYWORD_ONLY)
        for name, parameter in inspect.signature(handler).parameters.items()
        if name not in lent
    ]
    gate = inspect.Parameter(
        GATE_NAME, inspect.Parameter.KEYWORD_ONLY, annotation=Gate, default=Depends(Gate.of)
    )
    if keyed := declaration.receipt is Receipt.KEPT:
        inputs.append(inspect.Parameter(KEY_NAME, inspect.Parameter.KEYWORD_ONLY, annotation=IdempotencyKey))

    def endpoint(**given: Any) -> Response:
        gate: Gate = given.pop(GATE_NAME)
        key = given.pop(KEY_NAME) if keyed else None
        with unit_of_work(gate.workshop, request_id=gate.request_id) as uow:
            loans = {name: uow if hint is UnitOfWork else gate for name, hint in lent.items()}
            return _run(lambda: handler(**loans, **given), declaration, gate, uow, key, given)

    endpoint.__name__ = handler.__name__
    endpoint.__doc__ = handler.__doc__
    endpoint.__signature__ = inspect.Signature([gate, *inputs])  # type: ignore[attr-defined] # read by FastAPI
    endpoint.declaration = declaration  # type: ignore[attr-defined] # read by GatedRoute
    return endpoint


def _run(
    work: Callable[[], Any],
    declaration: Declaration,
    gate: Gate,
    uow: UnitOfWork,
    key: str | None,
    given: dict[str, Any],
) -> Response:
    try:
        admit(uow, gate, declaration)
        call = None if key is None else _call(key, declaration, uow.actor, given, gate.body)
        kept = None if call is None else gate.doors.kept(uow, call)
        if kept is not None:
            uow.complete()
            return _response(kept, gate)
        result = work()
        if isinstance(result, Response):
            uow.complete()
            return result
        answer = _as_answer(result, declaration)
        if call is not None:
            gate.doors.keep(uow, call, answer)
        uow.complete()
    except Problem as refused:
        note_refusal(uow, declaration, refused)
        raise
    except StaleDataError:  # a row's version rose between reading and writing it
        raise Stale from None
    return _response(answer, gate)


def _call(key: str, declaration: Declaration, actor: Actor, given: dict[str, Any], body: bytes) -> Call:
    """Everything that the caller told us, as one digest: the same key with other arguments is refused.

    The body counts by its bytes: a model may have lost the text of a number, or hold what no JSON can say. A proof
    does not count: whoever repeats a call that may have taken effect brings a fresh one.
    """
    told = {
        name: str(value)
        for name, value in given.items()
        if name != PROOF_NAME and not isinstance(value, BaseModel)
    }
    digest = hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS) + b"\n" + body).digest()
    return Call(key=key, verb=declaration.operation, args_sha256=digest, actor_id=actor.user_id)


def _as_answer(given: Out | None, declaration: Declaration) -> KeptAnswer:
    if given is None:
        return KeptAnswer(declaration.status, b"", None)
    body = given.as_json()
    if declaration.receipt is Receipt.KEPT and len(body) > RECEIPT_BYTES_MAX:
        raise ValueError(f"{declaration.operation}: answer over {RECEIPT_BYTES_MAX} bytes")
    etag = getattr(given, "etag", None)
    return KeptAnswer(declaration.status, body, etag if isinstance(etag, str) else None)


def _response(answer: KeptAnswer, gate: Gate) -> Response:
    headers = {"cache-control": "no-store"}
    if answer.etag is not None:
        headers["etag"] = f'"{answer.etag}"'
    response = Response(answer.body, answer.status, headers, "application/json" if answer.body else None)
    for name, value in gate.headers:
        response.headers.append(name, value)
    return response
