"""The repository as the architecture tests see it: files by path, each parsed at most once.

Invariant: a rule reads a `Tree` and nothing else, so that a bad example is a `Tree` made of two strings.
Source: architecture.md §12.
"""

import ast
import subprocess
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final, TypeVar

ROOT: Final = Path(__file__).parents[2]
PACKAGE: Final = "src/huizhen/"
GENERATED: Final = (f"{PACKAGE}migrations/versions/", "web/src/api/generated/")

NodeT = TypeVar("NodeT", bound=ast.AST)


@dataclass(frozen=True, order=True)
class Breach:
    """What is wrong, and where."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}" if self.line else f"{self.path}: {self.what}"


@dataclass(frozen=True)
class Import:
    """`name` is None for `import a.b`; `a.b` + `c` for `from a.b import c`, relative ones resolved."""

    module: str
    name: str | None
    line: int

    @property
    def top(self) -> str:
        return self.module.split(".")[0]

    @property
    def full(self) -> str:
        return self.module if self.name is None else f"{self.module}.{self.name}"


@dataclass(frozen=True)
class Source:
    """One file."""

    path: str
    raw: bytes

    @cached_property
    def text(self) -> str:
        return self.raw.decode("utf-8", "replace")

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]

    @property
    def generated(self) -> bool:
        return self.path.startswith(GENERATED)

    @property
    def package(self) -> str:
        """`docstore` for src/huizhen/docstore/rules.py, `app` for src/huizhen/app.py, else empty."""
        inside = self.path.removeprefix(PACKAGE)
        return "" if inside == self.path else inside.split("/")[0].removesuffix(".py")

    @property
    def inside(self) -> str:
        """The path below src/huizhen."""
        return self.path.removeprefix(PACKAGE)

    @cached_property
    def tree(self) -> ast.Module | None:
        """None when it does not parse, which is a breach of its own."""
        try:
            return ast.parse(self.text)
        except SyntaxError:
            return None

    @cached_property
    def _nodes(self) -> dict[type, list[ast.AST]]:
        found: dict[type, list[ast.AST]] = defaultdict(list)
        for node in ast.walk(self.tree) if self.tree else ():
            found[type(node)].append(node)
        return found

    def each(self, kind: type[NodeT]) -> list[NodeT]:
        """All nodes of exactly this type."""
        return [node for node in self._nodes.get(kind, ()) if isinstance(node, kind)]

    @property
    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        return [*self.each(ast.FunctionDef), *self.each(ast.AsyncFunctionDef)]

    def assigned(self) -> Iterator[tuple[str, ast.expr]]:
        """Name and value of every assignment to one name, annotated or not."""
        for plain in self.each(ast.Assign):
            if isinstance(plain.targets[0], ast.Name):
                yield plain.targets[0].id, plain.value
        for typed in self.each(ast.AnnAssign):
            if isinstance(typed.target, ast.Name) and typed.value is not None:
                yield typed.target.id, typed.value

    def named(self) -> Iterator[tuple[str, int]]:
        """Every identifier that is made here: definitions, arguments, assigned names, fields."""
        for function in self.functions:
            yield function.name, function.lineno
        for made in self.each(ast.ClassDef):
            yield made.name, made.lineno
        for argument in self.each(ast.arg):
            yield argument.arg, argument.lineno
        for name in self.each(ast.Name):
            if isinstance(name.ctx, ast.Store):
                yield name.id, name.lineno
        for attribute in self.each(ast.Attribute):
            if isinstance(attribute.ctx, ast.Store):
                yield attribute.attr, attribute.lineno
        for alias in self.each(ast.alias):
            if alias.asname:
                yield alias.asname, alias.lineno

    @cached_property
    def docstrings(self) -> frozenset[int]:
        """Ids of the constants that are docstrings or stand alone as a sentence."""
        return frozenset(id(each.value) for each in self.each(ast.Expr))

    def texts(self) -> Iterator[tuple[str, int]]:
        """String constants that the program uses, so no docstrings."""
        for constant in self.each(ast.Constant):
            if isinstance(constant.value, str) and id(constant) not in self.docstrings:
                yield constant.value, constant.lineno

    @cached_property
    def imports(self) -> list[Import]:
        """Everywhere in the file: a late import or one for types is an import."""
        found = [
            Import(alias.name, None, node.lineno) for node in self.each(ast.Import) for alias in node.names
        ]
        for node in self.each(ast.ImportFrom):
            module = node.module or ""
            if node.level:
                above = self.path.removeprefix("src/").split("/")[: -node.level]
                module = ".".join([*above, *filter(None, [node.module])])
            found += [Import(module, alias.name, node.lineno) for alias in node.names]
        return found

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Each call with its dotted name: `uow.session.add`, `print`; `.add` on the result of something."""
        for call in self.each(ast.Call):
            yield dotted(call.func), call

    def breach(self, line: int, what: str) -> Breach:
        return Breach(self.path, line, what)


def words(text: str) -> frozenset[str]:
    """The words of a line, as a set."""
    return frozenset(text.split())


def dotted(node: ast.AST) -> str:
    """`a.b.c` of names and attributes; what is neither becomes nothing: `f().b` is `.b`."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


@dataclass(frozen=True)
class Tree(Mapping[str, Source]):
    """Files by their path from the root."""

    files: Mapping[str, Source] = field(repr=False)

    def __getitem__(self, path: str) -> Source:
        return self.files[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)

    @classmethod
    def of(cls, files: Mapping[str, str | bytes]) -> "Tree":
        """A tree from texts."""
        return cls(
            {
                path: Source(path, text.encode() if isinstance(text, str) else text)
                for path, text in files.items()
            }
        )

    def under(self, *folders: str, ends: str | tuple[str, ...] = "") -> list[Source]:
        """Files below these folders, written by hand."""
        return [
            each
            for path, each in self.files.items()
            if path.startswith(folders) and path.endswith(ends) and not each.generated
        ]

    @cached_property
    def product(self) -> list[Source]:
        """The server's Python."""
        return self.under(PACKAGE, ends=".py")

    @cached_property
    def python(self) -> list[Source]:
        """All Python: product, tests, set-up."""
        return self.under("", ends=".py")

    @cached_property
    def client(self) -> list[Source]:
        """The client's TypeScript."""
        return self.under("web/src/", ends=(".ts", ".tsx"))

    @cached_property
    def packages(self) -> frozenset[str]:
        """Packages of the server: folders with a front door."""
        return frozenset(
            each.package for each in self.product if each.inside == f"{each.package}/__init__.py"
        )


def read(root: Path = ROOT) -> Tree:
    """What is committed, or would be: ignored files do not count, new ones do."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    paths = [root / name for name in sorted(set(filter(None, listed)))]
    return Tree.of(
        {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in paths
            if path.is_file() and not path.is_symlink()
        }
    )


def the_list(root: Path = ROOT) -> list[frozenset[str]]:
    """The lines of the list in pyproject.toml, highest first."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    lines = next(each["layers"] for each in contracts if each["name"] == "the list")
    return [frozenset(name.strip(" ()") for name in line.split("|")) for line in lines]


Check = Callable[[Tree], Iterable[Breach]]


@dataclass(frozen=True)
class Planted:
    """A bad example: files, and words that must stand in the breach that it causes."""

    files: Mapping[str, str | bytes]
    says: str


@dataclass(frozen=True)
class Rule:
    """A check with its bad examples."""

    check: Check
    planted: tuple[Planted, ...]

    @property
    def name(self) -> str:
        return self.check.__name__

    def breaches(self, tree: Tree) -> list[Breach]:
        return sorted(set(self.check(tree)))


RULES: Final[list[Rule]] = []


def rule(*bad: Planted) -> Callable[[Check], Check]:
    """Register a check together with what it must catch."""

    def keep(check: Check) -> Check:
        RULES.append(Rule(check, bad))
        return check

    return keep


def planted(says: str, where: str | Mapping[str, str | bytes], text: str | bytes = "") -> Planted:
    """A bad example of one file (path, text) or of several. A path that names no top folder lies in the product."""
    files = {where: text} if isinstance(where, str) else where
    return Planted({_placed(path): content for path, content in files.items()}, says)


def _placed(path: str) -> str:
    top = ("src/", "web/", "tests/", "docs/", "deploy/", "contracts/", "./")
    return path.removeprefix("./") if path.startswith(top) else PACKAGE + path
