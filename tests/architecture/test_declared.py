"""What routes, wire types, permissions and refusals declare. Source: architecture.md §4.1, §9, §12; S12."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import pytest
from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict

from huizhen.app import create_app
from huizhen.core import i18n
from huizhen.core.access import PUBLIC, At, Permission, Policy, Proof, Public, Receipt, Rule
from huizhen.core.errors import Problem
from huizhen.core.http.gate import Declaration
from huizhen.core.http.routes import DECLARED, Routes
from huizhen.core.http.wire import Kept, Out, Wire
from huizhen.core.settings import Environment, Settings
from tests.architecture.loaded import load, package_of, subclasses
from tests.architecture.tree import Breach, Tree

SAFE: Final = frozenset({"GET", "HEAD"})
BODY_BYTES_MAX: Final = 1024 * 1024
# Writes that keep no answer (S12), and questions whose body must not stand in a URL.
NO_RECEIPT: Final = re.compile(
    r"(^|_|\.)(sign_?in|sign_?out|step_?up|challenge|guest|ticket|draft|drafts|seat|join|leave|heartbeat"
    r"|find|search|check|resolve|prepare|preview|reveal|verify)(_|$)"
)
OPERATION: Final = re.compile(r"^[a-z0-9]+\.[a-z0-9_]+$")
PERMISSION: Final = re.compile(r"^[a-z_]+:[a-z_]+$")
CODE: Final = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
# Answers that are no wire type: bytes and streams, by what they send.
BYTES: Final = re.compile(r"(^|_|\.)(pdf|paper|page|image|events|stream|file|download|preview|report)(_|s?$)")
KEPT_FORMATS: Final = frozenset({"uuid", "date-time", "date"})
KEPT_CHARS_MAX: Final = 80
FIXED: Final = re.compile(r"^[^+*]*$")  # a pattern without "as many as you like" is its own limit

Declared = Mapping[str, Declaration]


def route_breaches(declared: Declared, packages: Iterable[str]) -> Iterator[Breach]:
    """What a declaration must say, whatever the type checker and `Routes` have let pass."""
    known = set(packages)
    for name, each in declared.items():
        open_to_all = each.can is PUBLIC
        for broken, what in (
            (name != each.operation, f"is kept as {name}"),
            (not OPERATION.match(each.operation), "is no <package>.<function>"),
            (each.package not in known, "belongs to no package"),
            (not each.operation.startswith(f"{each.package}."), "does not begin with its package"),
            (not PERMISSION.match(each.can), f"has a permission {each.can!r} that is no resource:action"),
            (not open_to_all and each.can not in each.policy, "has a permission of no policy"),
            (open_to_all != (each.proof is Proof.NONE), "PUBLIC and Proof.NONE go together"),
            (each.proof is Proof.ASSERTION and each.method in SAFE, "asks a proof of an act for a read"),
            (not isinstance(each.at, At), "does not say where it is answered"),
            (not 0 < each.body_bytes_max <= BODY_BYTES_MAX, f"takes {each.body_bytes_max} bytes"),
            (each.method in SAFE and each.receipt is Receipt.KEPT, "keeps the answer of a read"),
            (
                each.method not in SAFE
                and each.receipt is Receipt.NONE
                and not NO_RECEIPT.search(each.operation),
                "is a write without a receipt",
            ),
            (not each.path.startswith("/api/"), "is not below /api"),
        ):
            if broken:
                yield Breach(each.operation, 0, what)


def answer_breaches(app: FastAPI, declared: Declared) -> Iterator[Breach]:
    """Every route below /api is a declared one, and answers with a wire type."""
    for path, methods in app.openapi().get("paths", {}).items():
        for method, about in methods.items():
            operation = about.get("operationId", "")
            if operation not in declared:
                yield Breach(path, 0, f"{method} {operation} is not declared")
                continue
            status = declared[operation].status
            content = about["responses"].get(str(status), {}).get("content", {})
            typed = "$ref" in content.get("application/json", {}).get("schema", {})
            if not typed and status != 204 and not BYTES.search(operation):
                yield Breach(operation, 0, "answers with no wire type")
            if not {"x-can", "x-at", "x-proof"} <= about.keys():
                yield Breach(operation, 0, "does not publish can, at and proof")
    told = {
        about.get("operationId") for methods in app.openapi()["paths"].values() for about in methods.values()
    }
    for operation in set(declared) - told:
        yield Breach(operation, 0, "is declared and not served")


def wire_breaches(models: Iterable[type[BaseModel]]) -> Iterator[Breach]:
    """What comes in is strict and bounded; what goes out has no holes; what is kept tells nothing."""
    for model in models:
        where = f"{model.__module__}.{model.__qualname__}"
        if issubclass(model, Out):
            yield from (
                Breach(f"{where}.{name}", 0, "has a default: the client's type would have a hole")
                for name, field in model.model_fields.items()
                if not field.is_required()
            )
        if issubclass(model, Wire):
            if model.model_config.get("extra") != "forbid" or not model.model_config.get("strict"):
                yield Breach(where, 0, "is not strict")
            yield from _unbounded(model.model_json_schema(), where)
        if issubclass(model, Kept):
            yield from _telling(model.model_json_schema(), where)


def twin_breaches(models: Iterable[type[BaseModel]]) -> Iterator[Breach]:
    """Two wire types of one name get long names in the contract, and the client's code says where they stand."""
    owners: dict[str, str] = {}
    for model in sorted(models, key=lambda each: each.__module__):
        where = f"{model.__module__}.{model.__qualname__}"
        if (owner := owners.setdefault(model.__name__, where)) != where:
            yield Breach(where, 0, f"has the name of {owner}")


def _places(schema: Any, where: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Every schema in a schema, named by the field in which it stands; references lead to types of their own."""
    if not isinstance(schema, dict):
        return
    if "type" in schema:
        yield schema, where
    for name, inner in schema.get("properties", {}).items():
        yield from _places(inner, f"{where}.{name}")
    for word in ("items", "additionalProperties"):
        yield from _places(schema.get(word), where)
    for word in ("anyOf", "oneOf", "allOf", "prefixItems"):
        for inner in schema.get(word, ()):
            yield from _places(inner, where)
    for name, inner in schema.get("$defs", {}).items():
        yield from _places(inner, f"{where}({name})")


def _unbounded(schema: dict[str, Any], where: str) -> Iterator[Breach]:
    for inner, place in _places(schema, where):
        bounded = inner.keys() & {"maxLength", "enum", "const", "format"} or FIXED.match(
            inner.get("pattern", "+")
        )
        if inner["type"] == "string" and not bounded:
            yield Breach(place, 0, "takes a text without a limit")
        if inner["type"] == "array" and not inner.keys() & {"maxItems", "prefixItems"}:
            yield Breach(place, 0, "takes a list without a limit")
        is_map = inner["type"] == "object" and inner.get("additionalProperties", False) is not False
        if is_map and "maxProperties" not in inner:
            yield Breach(place, 0, "takes a map without a limit")


def _telling(schema: dict[str, Any], where: str) -> Iterator[Breach]:
    for inner, place in _places(schema, where):
        quiet = (
            place.endswith(".etag") or inner.keys() & {"enum", "const"} or inner.get("format") in KEPT_FORMATS
        )
        if (
            inner["type"] == "string"
            and not quiet
            and inner.get("maxLength", KEPT_CHARS_MAX + 1) > KEPT_CHARS_MAX
        ):
            yield Breach(place, 0, "keeps a text: kept answers hold ids, versions and states")


def permission_breaches(
    kinds: Iterable[type[Permission]], policies: Mapping[str, Policy]
) -> Iterator[Breach]:
    """A permission that stands in no table would be allowed by nobody, or by a mistake."""
    for kind in kinds:
        if kind is Public or kind is Permission:
            continue
        table = policies.get(kind.__module__.split(".")[1], {})
        for member in kind:
            if not PERMISSION.match(member):
                yield Breach(member, 0, "is no resource:action")
            if member not in table:
                yield Breach(member, 0, f"stands in no policy of {kind.__module__}")


def problem_breaches(
    kinds: Iterable[type[Problem]], texts: Callable[[str], Mapping[str, str]]
) -> Iterator[Breach]:
    """Every refusal has a code of its own and a title in both languages."""
    owners: dict[str, type[Problem]] = {}
    for kind in kinds:
        code = kind.__dict__.get("code")
        if code is None:
            continue
        where = f"{kind.__module__}.{kind.__qualname__}"
        if not CODE.match(code):
            yield Breach(where, 0, f"the code {code!r} is no kebab-case")
        if owners.setdefault(code, kind) is not kind:
            yield Breach(where, 0, f"the code {code} is that of {owners[code].__module__}")
        silent = [language for language in i18n.LANGUAGES if not texts(language).get(code)]
        if silent:
            yield Breach(where, 0, f"the code {code} has no title in {', '.join(silent)}")


@pytest.fixture(scope="module")
def app() -> FastAPI:
    load()
    return create_app(Settings(environment=Environment.TEST))


@pytest.fixture(scope="module")
def declared(app: FastAPI, tree: Tree) -> Declared:
    """The product's routes; other tests of this process may have declared some of their own."""
    return {
        name: each
        for name, each in DECLARED.items()
        if each.package in tree.packages
        or (each.can is not PUBLIC and type(each.can).__module__.startswith("huizhen."))
    }


def told(breaches: Iterable[Breach]) -> str:
    return "\n".join(sorted(map(str, breaches)))


def test_every_route_says_who_where_and_with_what_proof(declared: Declared, tree: Tree) -> None:
    assert declared
    assert not (bad := told(route_breaches(declared, tree.packages))), bad


def test_every_answer_is_a_declared_wire_type(app: FastAPI, declared: Declared) -> None:
    assert not (bad := told(answer_breaches(app, declared))), bad


def test_what_comes_in_is_bounded_and_what_goes_out_is_whole(app: FastAPI) -> None:
    models = {*subclasses(Wire), *subclasses(Out)}
    assert models
    assert not (bad := told(wire_breaches(models))), bad


def test_every_wire_type_has_a_name_of_its_own(app: FastAPI) -> None:
    assert not (bad := told(twin_breaches({*subclasses(Wire), *subclasses(Out)}))), bad


def test_every_permission_stands_in_its_policy(declared: Declared) -> None:
    policies = {each.package: each.policy for each in declared.values()}
    assert not (bad := told(permission_breaches(subclasses(Permission), policies))), bad


def test_every_refusal_has_its_words(app: FastAPI) -> None:
    assert not (
        bad := told(problem_breaches(subclasses(Problem), lambda language: i18n.texts(language, "problems")))
    ), bad


# ---- bad examples

NO_TEXTS: Final[Mapping[str, str]] = {}


class Can(Permission):
    READ = "thing:read"
    LOST = "thing:lost"


ALLOW: Final[Policy] = {Can.READ: Rule(frozenset())}
GOOD: Final = Declaration(
    package="things",
    operation="things.get_thing",
    method="GET",
    path="/api/things",
    can=Can.READ,
    at=At.HERE,
    proof=Proof.SESSION,
    receipt=Receipt.NONE,
    body_bytes_max=10,
    status=200,
    policy=ALLOW,
)


def test_a_whole_declaration_is_let_pass() -> None:
    assert not list(route_breaches({GOOD.operation: GOOD}, ["things"]))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"operation": "getThing"}, "is no <package>.<function>"),
        ({"package": "nobody"}, "belongs to no package"),
        ({"can": Can.LOST}, "has a permission of no policy"),
        ({"can": PUBLIC}, "PUBLIC and Proof.NONE"),
        ({"proof": Proof.NONE}, "PUBLIC and Proof.NONE"),
        ({"proof": Proof.ASSERTION}, "asks a proof of an act for a read"),
        ({"at": "somewhere"}, "does not say where"),
        ({"body_bytes_max": 1 << 40}, "bytes"),
        ({"receipt": Receipt.KEPT}, "keeps the answer of a read"),
        ({"method": "POST"}, "is a write without a receipt"),
        ({"path": "/things"}, "is not below /api"),
    ],
)
def test_a_bad_declaration_is_named(change: Mapping[str, Any], says: str) -> None:
    bad = replace(GOOD, **change)
    assert says in told(route_breaches({bad.operation: bad}, ["things"]))


@pytest.mark.parametrize("missing", ["can", "at", "proof"])
def test_a_route_that_leaves_something_out_does_not_import(missing: str) -> None:
    said = {"can": Can.READ, "at": At.HERE, "proof": Proof.SESSION}
    del said[missing]
    with pytest.raises(TypeError, match=missing):
        Routes("things", policy=ALLOW).get("/things", **said)


def untyped() -> None:
    """An endpoint that no `Routes` has seen."""


def test_a_route_past_the_gate_is_named() -> None:
    app = FastAPI()
    app.get("/api/secret", operation_id="secret.peek")(untyped)
    breaches = told(answer_breaches(app, {GOOD.operation: GOOD}))
    assert "get secret.peek is not declared" in breaches
    assert "things.get_thing: is declared and not served" in breaches


def test_an_answer_without_a_type_is_named() -> None:
    app = FastAPI()
    app.get("/api/things", operation_id=GOOD.operation)(untyped)
    breaches = told(answer_breaches(app, {GOOD.operation: GOOD}))
    assert "answers with no wire type" in breaches
    assert "does not publish can" in breaches


class Loose(Wire):
    model_config = ConfigDict(extra="allow", strict=False)
    note: str
    tags: list[UUID]
    facts: dict[str, int]


class Holed(Out):
    note: str = "none"


class Talking(Kept):
    said: str
    at: datetime


def test_a_loose_wire_type_is_named() -> None:
    breaches = told(wire_breaches([Loose, Holed, Talking]))
    for says in (
        "is not strict",
        "note: takes a text",
        "tags: takes a list",
        "facts: takes a map",
        "has a default",
    ):
        assert says in breaches
    assert "Talking.said: keeps a text" in breaches
    assert "Talking.at" not in breaches


def test_two_wire_types_of_one_name_are_named() -> None:
    twin = type("Loose", (Wire,), {"__module__": "huizhen.elsewhere"})
    assert told(twin_breaches([Loose, twin, Holed])).endswith(
        "Loose: has the name of huizhen.elsewhere.Loose"
    )
    assert not list(twin_breaches([Loose, Loose, Holed]))


def test_a_permission_of_no_policy_is_named() -> None:
    breaches = told(permission_breaches([Can], {package_of(Can): ALLOW}))
    assert "thing:lost: stands in no policy" in breaches
    assert "thing:read: stands" not in breaches


def test_a_refusal_without_words_is_named() -> None:
    wordless = type("Wordless", (Problem,), {"code": "Word_less", "status": 409})
    twin = type("Twin", (Problem,), {"code": "Word_less", "status": 409})
    breaches = told(problem_breaches([wordless, twin], lambda _: NO_TEXTS))
    assert "no kebab-case" in breaches
    assert f"is that of {__name__}" in breaches
    assert "has no title in zh-CN, en" in breaches
