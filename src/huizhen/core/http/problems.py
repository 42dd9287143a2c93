"""Refusals as RFC 9457 bodies. A 404 is byte-equal for absent and invisible; nothing echoes a value."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from huizhen.core import i18n
from huizhen.core.errors import FieldError, Invalid, Problem, TooMany

MEDIA_TYPE: Final = "application/problem+json"
FIELD_ERRORS_MAX: Final = 50
UNREADABLE: Final = "json_invalid"

# Pydantic's error types as our field codes; anything else is `malformed`.
FIELD_CODES: Final = {
    "missing": "missing",
    "extra_forbidden": "unexpected",
    "string_too_short": "too_short",
    "too_short": "too_short",
    "string_too_long": "too_long",
    "too_long": "too_long",
    "literal_error": "not_allowed",
    "enum": "not_allowed",
    "string_pattern_mismatch": "malformed",
    "greater_than": "out_of_range",
    "greater_than_equal": "out_of_range",
    "less_than": "out_of_range",
    "less_than_equal": "out_of_range",
    "string_type": "wrong_type",
    "int_type": "wrong_type",
    "bool_type": "wrong_type",
    "list_type": "wrong_type",
    "dict_type": "wrong_type",
    "model_attributes_type": "wrong_type",
}


def language_of(request: Request) -> str:
    """The language of the reader."""
    return i18n.preferred(request.headers.get("accept-language"))


def answer(problem: Problem, language: str) -> Response:
    """The response for a refusal."""
    body: dict[str, Any] = {
        "type": f"/problems/{problem.code}",
        "title": i18n.text(language, "problems", problem.code),
        "status": problem.status,
    }
    if problem.status != 404:  # noqa: PLR2004 - the one answer that must carry nothing else
        body["code"] = problem.code
        body |= problem.public_facts()
    if isinstance(problem, Invalid):
        body["errors"] = [
            {"pointer": each.pointer, "code": each.code, "message": i18n.text(language, "fields", each.code)}
            for each in problem.errors[:FIELD_ERRORS_MAX]
        ]
    headers = {"cache-control": "no-store"}
    if isinstance(problem, TooMany) and "retry_after_s" in problem.facts:
        headers["retry-after"] = str(problem.facts["retry_after_s"])
    return Response(orjson.dumps(body, default=str), problem.status, headers, MEDIA_TYPE)


def internal(language: str) -> Response:
    """The answer to a fault of ours: nothing of it leaves."""
    body = {
        "type": "/problems/internal",
        "title": i18n.text(language, "problems", "internal"),
        "status": 500,
        "code": "internal",
    }
    return Response(orjson.dumps(body), 500, {"cache-control": "no-store"}, MEDIA_TYPE)


def invalid(errors: Sequence[Any]) -> Invalid:
    """FastAPI's validation errors as ours: where and why, never the value."""
    return Invalid(*(FieldError(_pointer(each), _code(each["type"])) for each in errors))


def _code(kind: str) -> str:
    return FIELD_CODES.get(kind, "malformed")


def _pointer(error: Mapping[str, Any]) -> str:
    where, *path = error["loc"] or ("body",)
    if error["type"] == UNREADABLE:
        return ""  # its place is a position in the text, not in a document
    if where == "body":
        return "".join(f"/{str(each).replace('~', '~0').replace('/', '~1')}" for each in path)
    return {"query": "?", "header": "header:", "path": "path:"}.get(str(where), "") + ".".join(map(str, path))
