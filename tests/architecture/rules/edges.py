"""What happens in one place only: opening content, committing, waking listeners, knowing the role, reading the clock.

Source: decisions D5, D9; architecture.md §2.2, §4.5, §6, §9; style.md §3.6, §6.
"""

import ast
import re
from collections.abc import Iterator
from typing import Final

from tests.architecture.tree import PACKAGE, Breach, Source, Tree, dotted, planted, rule

OPENING: Final = frozenset({"decrypt", "unwrap", "BlobReader"})
MAY_OPEN: Final = ("core/cipher.py", "core/keyring.py", "core/keys.py", "core/blobs/", "docstore/")
# `docstore.unprotect` opens small secrets that are no documents: the function that asks for them, and why.
UNPROTECTS: Final = {
    ("signin/queries.py", "seed_of"): "the seed of an account's one-time codes, under the system scope",
    (
        "consultations/queries.py",
        "open_summary",
    ): "a case without the person, for who is asked into it; journaled",
    ("consultations/queries.py", "open_note"): "the note beside a reason, after the record was opened (S11)",
}

MAY_COMMIT: Final = ("core/db/",)
COMMITS: Final = re.compile(r"\.commit$|(engine|connection|session)\.begin$")
MAY_NOTIFY: Final = ("core/db/hub.py", "core/db/jobs.py")
NOTIFY: Final = re.compile(r"\bpg_notify\b|\bNOTIFY\b")

KNOWS_THE_ROLE: Final = (
    *("core/settings.py", "core/http/", "core/db/", "docstore/service.py", "sync/", "rooms/director.py"),
    *("host/", "app.py", "cli/", "cli.py"),
)

BROAD: Final = frozenset({"Exception", "BaseException", ""})
MAY_CATCH_ALL: Final = ("host/supervisor.py", "core/db/jobs.py", "core/db/hub.py", "notify/stream.py")

CLOCKS: Final = re.compile(
    r"(^|\.)(datetime\.(now|utcnow|today)|date\.today)$|^time\.(time|time_ns|localtime|gmtime)$"
)
MAY_READ_THE_CLOCK: Final = ("core/time.py", "core/ids.py")
CHANCE: Final = re.compile(r"(^|\.)uuid[14]$|^random\.")
MAY_PRINT: Final = ("cli/", "cli.py", "__main__.py", "host/")
MAY_READ_ENVIRONMENT: Final = (
    "core/settings.py",
    "host/",
    "cli/",
    "cli.py",
    "__main__.py",
    "migrations/env.py",
)


@rule(
    planted(
        "decrypt", "records/service.py", "from huizhen.core import cipher\nx = cipher.decrypt(k, e, a)\n"
    ),
    planted("decrypt", "records/service.py", "from huizhen.core.cipher import decrypt as out\n"),
    planted("unwrap", "signin/service.py", "def other(keyring):\n    return keyring.unwrap(b'')\n"),
    planted(
        "unprotect",
        "signin/queries.py",
        "def seed_of(): ...\ndef peek():\n    return docstore.unprotect(b'')\n",
    ),
    planted("unprotect", "records/service.py", "x = docstore.unprotect(uow, b'', scope=patient_id)\n"),
    planted("seed_of may", {"signin/queries.py": "x = 1\n"}),
)
def content_opens_at_one_door(tree: Tree) -> Iterator[Breach]:
    """`docstore.open_body` alone decrypts documents; the named functions open what is theirs (D9)."""
    for source in tree.product:
        if source.inside.startswith(MAY_OPEN):
            continue
        named = _spans(source, [name for path, name in UNPROTECTS if path == source.inside])
        for each in source.imports:
            if each.module == "huizhen.core.cipher" and each.name in OPENING:
                yield source.breach(each.line, f"imports {each.name}: content opens in docstore only")
        for name, call in source.calls():
            verb = name.rsplit(".", 1)[-1]
            if "." in name and verb in OPENING:
                yield source.breach(call.lineno, f"{name}: content opens in docstore only")
            if verb == "unprotect" and not any(call.lineno in span for span in named):
                yield source.breach(call.lineno, f"{name}: opens a secret and is not named as one who may")
    for path, name in UNPROTECTS:
        asks = tree.get(f"{PACKAGE}{path}")
        if asks is not None and not _spans(asks, [name]):
            yield asks.breach(0, f"{name} may open a secret, but does not exist")


def _spans(source: Source, names: list[str]) -> list[range]:
    return [
        range(each.lineno, (each.end_lineno or each.lineno) + 1)
        for each in source.each(ast.FunctionDef)
        if each.name in names
    ]


@rule(
    planted("session.commit", "records/service.py", "def f(uow):\n    uow.session.commit()\n"),
    planted("engine.begin", "records/service.py", "def f(engine):\n    with engine.begin() as c: ...\n"),
    planted("autocommit", "records/jobs.py", "connection = connect(url, autocommit=True)\n"),
)
def only_the_unit_of_work_commits(tree: Tree) -> Iterator[Breach]:
    """`host` and `migrations` speak to the server before there is a unit of work; they hold no business row."""
    for source in tree.product:
        if source.inside.startswith((*MAY_COMMIT, "host/", "migrations/")):
            continue
        for name, call in source.calls():
            if COMMITS.search(name):
                yield source.breach(call.lineno, f"{name}: commits happen in core/db only")
            if any(each.arg in {"autocommit", "isolation_level"} for each in call.keywords):
                yield source.breach(call.lineno, "autocommit: commits happen in core/db only")


@rule(
    planted("pg_notify", "notify/service.py", "WAKE = \"select pg_notify('inbox', '')\"\n"),
    planted("NOTIFY", "records/service.py", "WAKE = 'NOTIFY inbox'\n"),
)
def nobody_notifies_inside_a_transaction(tree: Tree) -> Iterator[Breach]:
    """NOTIFY takes a lock over the whole database until the commit: it is sent afterwards, by the hub."""
    for source in tree.product:
        if source.inside.startswith(MAY_NOTIFY):
            continue
        for text, line in source.texts():
            if found := NOTIFY.search(text):
                yield source.breach(line, f"{found[0]} belongs in {MAY_NOTIFY[0]}")


@rule(
    planted("settings.role", "patients/service.py", "def f(settings):\n    return settings.role\n"),
    planted("NodeRole", "records/service.py", "from huizhen.core.settings import NodeRole\n"),
)
def few_files_know_the_role(tree: Tree) -> Iterator[Breach]:
    for source in tree.product:
        if source.inside.startswith(KNOWS_THE_ROLE):
            continue
        for each in source.imports:
            if each.name == "NodeRole":
                yield source.breach(each.line, "imports NodeRole: few files may know the role")
        for attribute in source.each(ast.Attribute):
            name = dotted(attribute)
            if name.endswith((".NodeRole", "settings.role")):
                yield source.breach(attribute.lineno, f"{name}: few files may know the role")


@rule(
    planted("except Exception", "records/service.py", "try:\n    f()\nexcept Exception:\n    pass\n"),
    planted("except everything", "records/service.py", "try:\n    f()\nexcept:\n    pass\n"),
    planted(
        "BaseException", "records/service.py", "try:\n    f()\nexcept (OSError, BaseException):\n    pass\n"
    ),
    planted("suppress", "records/service.py", "with contextlib.suppress(Exception):\n    f()\n"),
)
def nobody_swallows_everything(tree: Tree) -> Iterator[Breach]:
    for source in tree.product:
        if source.inside.startswith(MAY_CATCH_ALL):
            continue
        for handler in source.each(ast.ExceptHandler):
            caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
            for each in caught:
                name = "" if each is None else dotted(each)
                if name in BROAD:
                    yield source.breach(
                        handler.lineno, f"except {name or 'everything'}: name what can happen"
                    )
        for name, call in source.calls():
            if name.endswith("suppress") and any(dotted(each) in BROAD - {""} for each in call.args):
                yield source.breach(call.lineno, "suppress of everything: name what can happen")


@rule(planted("assert", "records/service.py", "def f(x):\n    assert x\n"))
def the_product_does_not_assert(tree: Tree) -> Iterator[Breach]:
    """`python -O` would drop it: what must hold raises, what the types say needs no line."""
    for source in tree.product:
        for each in source.each(ast.Assert):
            yield source.breach(each.lineno, "assert in the product")


@rule(
    planted(
        "datetime.now", "records/service.py", "from datetime import UTC, datetime\nat = datetime.now(UTC)\n"
    ),
    planted("datetime.now", "records/model.py", "made_at = mapped_column(default=datetime.now)\n"),
    planted("time.time", "rooms/service.py", "import time\nat = time.time()\n"),
    planted("uuid4", "records/service.py", "from uuid import uuid4\nid = uuid4()\n"),
    planted("random.random", "records/service.py", "import random\nx = random.random()\n"),
)
def time_ids_and_chance_are_given(tree: Tree) -> Iterator[Breach]:
    """Use cases take `uow.now` and `uow.new_id()`, so that they can be run at any moment and again."""
    for source in tree.product:
        if source.inside in MAY_READ_THE_CLOCK:
            continue
        for node in (*source.each(ast.Attribute), *source.each(ast.Name)):
            name = dotted(node)
            if CLOCKS.search(name):
                yield source.breach(node.lineno, f"{name} reads the clock")
            elif CHANCE.search(name):
                yield source.breach(node.lineno, f"{name} takes chance from nowhere")


@rule(planted("print", "records/service.py", "print('signed')\n"))
def only_commands_print(tree: Tree) -> Iterator[Breach]:
    for source in tree.product:
        if not source.inside.startswith(MAY_PRINT):
            for name, call in source.calls():
                if name == "print":
                    yield source.breach(call.lineno, "print: a log line is a fact with a constant name")


@rule(
    planted("os.environ", "records/service.py", "import os\nx = os.environ['HUIZHEN_X']\n"),
    planted("os.getenv", "records/service.py", "import os\nx = os.getenv('HUIZHEN_X')\n"),
)
def settings_are_passed_down(tree: Tree) -> Iterator[Breach]:
    for source in tree.product:
        if source.inside.startswith(MAY_READ_ENVIRONMENT):
            continue
        for node in source.each(ast.Attribute):
            if (name := dotted(node)) in {"os.environ", "os.getenv"}:
                yield source.breach(node.lineno, f"{name}: settings are read once and passed down")
