"""The house: names at the root, sizes, nothing of a machine or a registry in a file, no picture outside docs, no twins.

Source: architecture.md §1, §9; style.md §6, §8; stack.md §8.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.architecture.tree import ROOT, Breach, Source, Tree, planted, rule, words

VISIBLE: Final = words(
    "README.md CONTRIBUTING.md CHANGELOG.md LICENSE NOTICE pyproject.toml requirements.lock Makefile"
    " src web contracts tests docs deploy"
)
HIDDEN: Final = frozenset({".gitignore", ".gitattributes", ".ci"})

FILE_LINES_MAX: Final = 400
FUNCTION_LINES_MAX: Final = 70
TSX_LINES_MAX: Final = 250
FOLDER_FILES_MAX: Final = 12
P90_LINES_MAX: Final = 250
CODE: Final = (".py", ".ts", ".tsx", ".mjs", ".typ")
EQUAL_LINES_MAX: Final = 11

LOCKS: Final = ("requirements.lock", ".lock", "package-lock.json", ".npmrc", "pip.conf", "go.mod", "go.sum")
ADDRESS: Final = re.compile(
    r'"resolved":|^\s*--(extra-)?index-url|^\s*registry\s*=|https?://\S+\.(whl|tgz|tar\.gz)', re.MULTILINE
)
# The machine that this runs on; outside the tests, which make up homes, any home at all.
WELL_KNOWN: Final = frozenset({"/", "/tmp", "/home", "/opt", "/srv", "/var"})
HERE: Final = "|".join(map(re.escape, sorted({str(Path.home()), str(ROOT), str(ROOT.parent)} - WELL_KNOWN)))
MACHINE: Final = re.compile(rf"(?<![\w.-])(?:{HERE})/")
ANY_HOME: Final = re.compile(rf"(?<![\w.-])(?:{HERE}|/(?:home|Users)/[a-z][a-z0-9_-]*)/")
TEXT_HEAD_BYTES: Final = 8_192


@rule(
    planted("notes.txt", "./notes.txt", "x\n"),
    planted("scripts", "./scripts/fix.py", "x = 1\n"),
    planted(".env", "./.env", "x\n"),
)
def the_root_has_fourteen_names(tree: Tree) -> Iterator[Breach]:
    for name in sorted({path.split("/")[0] for path in tree} - VISIBLE - HIDDEN):
        yield Breach(name, 0, "is not a name of the root")


@rule(
    planted("401 lines", "records/service.py", "x = 1\n" * 401),
    planted("251 lines", "web/src/features/org/Big.tsx", "//\n" * 251),
    planted("sign has 71 lines", "records/service.py", "def sign():\n" + "    x = 1\n" * 70),
    planted("13 files", {f"records/part_{letter}.py": "x = 1\n" for letter in "abcdefghijklm"}),
    planted("90 %", {f"records/{letter}.py": "x = 1\n" * 300 for letter in "abcdefghij"}),
)
def everything_fits_its_measure(tree: Tree) -> Iterator[Breach]:
    code = tree.under("src/", "tests/", "web/", "deploy/", ends=CODE)
    for source in code:
        limit = TSX_LINES_MAX if source.name.endswith(".tsx") else FILE_LINES_MAX
        if (lines := len(source.lines)) > limit:
            yield source.breach(0, f"{lines} lines, at most {limit}")
        for function in source.functions:
            length = (function.end_lineno or function.lineno) - function.lineno + 1
            if length > FUNCTION_LINES_MAX:
                yield source.breach(
                    function.lineno, f"{function.name} has {length} lines, at most {FUNCTION_LINES_MAX}"
                )
    folders = Counter(each.path.rsplit("/", 1)[0] for each in code)
    for folder, files in folders.items():
        if files > FOLDER_FILES_MAX:
            yield Breach(folder, 0, f"{files} files, at most {FOLDER_FILES_MAX}")
    if (p90 := _p90([len(each.lines) for each in tree.product])) > P90_LINES_MAX:
        yield Breach("src/huizhen", 0, f"90 % of the files have up to {p90} lines, at most {P90_LINES_MAX}")


def _p90(lengths: list[int]) -> int:
    return sorted(lengths)[int(len(lengths) * 0.9)] if len(lengths) >= 10 else 0


@rule(
    planted("a registry", "web/package-lock.json", '{"resolved": "x"}\n'),
    planted("a registry", "./requirements.lock", "--index-url somewhere\n"),
    planted("a registry", "deploy/build.lock", "x @ https://somewhere/x-1-py3-none-any.whl\n"),
    planted("a registry", "web/.npmrc", "registry = somewhere\n"),
)
def no_lock_file_names_a_registry(tree: Tree) -> Iterator[Breach]:
    for source in tree.under("", ends=LOCKS):
        for found in ADDRESS.finditer(source.text):
            line = source.text.count("\n", 0, found.start()) + 1
            yield source.breach(line, f"{found[0].strip()}: the address of a registry")


@rule(
    planted("a machine", "docs/guides/x.md", f"cd {ROOT}/src\n"),
    planted("a machine", "tests/rig/x.py", f"ROOT = '{ROOT}/src'\n"),
    planted("a machine", "deploy/setup/x.py", 'X = "/home/somebody/.cache"\n'),
)
def no_file_knows_the_machine(tree: Tree) -> Iterator[Breach]:
    for source in tree.values():
        for found in (MACHINE if source.path.startswith("tests/") else ANY_HOME).finditer(source.text):
            line = source.text.count("\n", 0, found.start()) + 1
            yield source.breach(line, f"{found[0]}: a path of a machine")


@rule(
    planted("binary", "web/public/logo.ico", b"\x00\x01"),
    planted("binary", "docs/manual.pdf", b"%PDF\x00"),
)
def pictures_lie_in_docs(tree: Tree) -> Iterator[Breach]:
    for source in tree.values():
        picture = source.path.startswith("docs/") and source.name.endswith(".png")
        if b"\x00" in source.raw[:TEXT_HEAD_BYTES] and not picture:
            yield source.breach(0, "binary: what is built is not committed")


TWIN: Final = "\n".join(f"    value_{number} = step({number})" for number in range(12)) + "\n"


@rule(
    planted(
        "12 lines equal to",
        {"records/service.py": f"def f():\n{TWIN}", "patients/service.py": f"x = 1\ndef g():\n{TWIN}"},
    ),
    planted("12 lines equal to", "web/src/a.ts", f"{TWIN}break\n{TWIN}"),
)
def nothing_is_said_twice(tree: Tree) -> Iterator[Breach]:
    """Runs of 12 equal lines; empty lines, imports and comments do not count."""
    for files, comment in ((tree.product, "#"), (tree.client, "//")):
        seen: dict[tuple[str, ...], tuple[str, int]] = {}
        for source in files:
            told = 0
            lines = _telling(source, comment)
            for start in range(len(lines) - EQUAL_LINES_MAX):
                window = tuple(text for _, text in lines[start : start + EQUAL_LINES_MAX + 1])
                where, line = seen.setdefault(window, (source.path, lines[start][0]))
                if (where, line) != (source.path, lines[start][0]) and start >= told:
                    told = start + EQUAL_LINES_MAX + 1
                    yield source.breach(lines[start][0], f"12 lines equal to {where}:{line}")


def _telling(source: Source, comment: str) -> list[tuple[int, str]]:
    stripped = ((number, text.strip()) for number, text in enumerate(source.lines, 1))
    return [
        (number, text)
        for number, text in stripped
        if text and not text.startswith((comment, "import ", "from ", "} from "))
    ]
