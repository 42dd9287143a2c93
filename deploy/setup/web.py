"""The web client: its packages and its bundle.

Owns: `node_modules` by lock hash, and the bundle by the hash of all its sources, both in the cache.
Invariant: a bundle is built from a copy of exactly the files that its key covers, so that an edit during
the build cannot hide under the key of what was there before.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from deploy.setup import processes, toolchain
from deploy.setup.cache import Kind, key_of_files, point
from deploy.setup.terminal import Refused, say, seconds
from deploy.setup.tools import NODE, find_tool, written

WHO: Final = "web"
PACKAGE_FILES: Final = ("package.json", "package-lock.json", ".npmrc")
# npm writes it last into a folder of modules that it has filled.
NPM_RECEIPT: Final = ".package-lock.json"
SOURCE_FOLDERS: Final = ("web", "contracts")
# Never sources, also where git cannot be asked.
GENERATED_FOLDERS: Final = frozenset({"node_modules", "dist"})
# Two packages with lock files of their own: the client, and the generators on the older TypeScript.
CLIENT: Final = Path("web")
GENERATORS: Final = Path("web/tools")
FONT_PACKAGE: Final = Path("@expo-google-fonts/noto-sans-sc")


@dataclass(frozen=True, kw_only=True)
class Node:
    """Node's folder put first on PATH, and its version for the keys."""

    folder: Path
    version: str
    source: str

    def env(self, environ: Mapping[str, str]) -> dict[str, str]:
        """For npm and for tests that call node: this Node first, and named."""
        path = f"{self.folder}{os.pathsep}{environ.get('PATH', os.defpath)}"
        return dict(environ) | {"PATH": path, "HUIZHEN_NODE": str(self.folder / "node"), "NO_COLOR": "1"}

    @property
    def npm(self) -> Path:
        return self.folder / "npm"


def find_node(root: Path, cache: Path, environ: Mapping[str, str]) -> Node:
    """Node >= 24 with npm: HUIZHEN_NODE, else PATH, else its wheel.

    Raises:
        Refused: there is none and the wheel cannot be had.
    """
    tool = find_tool(NODE, environ)
    if tool and (tool.path.parent / "npm").exists():
        return Node(folder=tool.path.parent, version=written(tool.version), source=tool.source)
    folder = toolchain.node(root, cache, environ, who=WHO)
    version = (processes.probe([folder / "node", "--version"]) or "").strip().removeprefix("v")
    if not version:
        raise Refused("Node was fetched from the registry and does not run on this machine")
    return Node(folder=folder, version=version, source="its wheel")


def exists(root: Path) -> bool:
    return (root / CLIENT / "package-lock.json").is_file()


def build(root: Path, cache: Path, environ: Mapping[str, str]) -> None:
    """The bundle for the sources as they are, behind `src/huizhen/_web`."""
    if not exists(root):
        say(WHO, "there is no web/package-lock.json yet: nothing to build")
        return
    files = list(sources(root))
    bundles = Kind(cache, "web")
    key = key_of_files(root, files)
    if (entry := bundles.find(key)) is None:
        node = find_node(root, cache, environ)
        say(WHO, f"Node {node.version} from {node.source}")
        modules = install(root, cache, environ, node=node, package=CLIENT)
        entry = bundles.publish(
            key, lambda staging: _bundle(root, files, staging, modules, node.env(environ)), who=WHO
        )
        say(WHO, f"client built: {entry}")
    else:
        say(WHO, f"client is in the cache: {entry}")
    point(root / "src" / "huizhen" / "_web", entry)
    build_fonts(root, cache, environ)


def build_fonts(root: Path, cache: Path, environ: Mapping[str, str]) -> None:
    """The faces of papers, cut once from the npm package that web/tools locks, kept in the cache."""
    source = root / GENERATORS / "node_modules" / FONT_PACKAGE
    command: list[str | Path] = [
        root / ".venv" / "bin" / "python",
        "-m",
        "huizhen.papers.fonts",
        source,
        cache,
    ]
    if processes.probe(command) is not None:
        return
    install(root, cache, environ, node=find_node(root, cache, environ), package=GENERATORS)
    processes.run(command, who=WHO, doing="making the faces of papers", cwd=root, env=environ)


def link_modules(root: Path, cache: Path, environ: Mapping[str, str]) -> Node:
    """Make `web/node_modules` and `web/tools/node_modules` what their locks say, for checks and editors."""
    node = find_node(root, cache, environ)
    for package in (CLIENT, GENERATORS):
        if (root / package / "package-lock.json").is_file():
            install(root, cache, environ, node=node, package=package)
    return node


def install(root: Path, cache: Path, environ: Mapping[str, str], *, node: Node, package: Path) -> Path:
    """`npm ci` once for each lock; the folder of modules, with the package's `node_modules` a link to it."""
    folder = root / package
    files = [folder / name for name in PACKAGE_FILES if (folder / name).is_file()]
    major = node.version.split(".")[0]
    platform_facts = [("node", major.encode()), ("machine", platform.machine().encode())]
    key = key_of_files(folder, files, more=platform_facts)

    def fill(staging: Path) -> None:
        for each in files:
            shutil.copy2(each, staging / each.name)
        ended = processes.run(
            [node.npm, "ci", "--no-audit", "--no-fund"],
            who=WHO,
            doing=f"installing the packages of {package}",
            cwd=staging,
            env=node.env(environ),
        )
        say(WHO, f"packages of {package} installed in {seconds(ended.took_seconds)}")

    kind = Kind(cache, "node_modules" if package == CLIENT else "node_modules-tools")
    # `npm ci` run by hand in the package empties the folder behind the link: then the entry is no longer whole.
    if not (kind.path(key) / "node_modules" / NPM_RECEIPT).is_file():
        kind.discard(key, who=WHO)
    modules = kind.publish(key, fill, who=WHO) / "node_modules"
    link = folder / "node_modules"
    if link.is_dir() and not link.is_symlink():
        say(WHO, f"{package}/node_modules is a folder that npm made here: left alone, may not fit the lock")
    else:
        point(link, modules)
    return modules


def sources(root: Path) -> Iterator[Path]:
    """Files of the client and the contracts: tracked and new ones, what git ignores left out."""
    listed = processes.probe(
        ["git", "-C", root, "ls-files", "-co", "--exclude-standard", "-z", "--", *SOURCE_FOLDERS]
    )
    if listed is None:  # an unpacked archive
        for folder in SOURCE_FOLDERS:
            yield from _walk(root / folder)
        return
    for name in listed.split("\0"):
        path = root / name
        if name and path.is_file() and not GENERATED_FOLDERS.intersection(path.relative_to(root).parts):
            yield path


def _walk(folder: Path) -> Iterator[Path]:
    for current, folders, names in os.walk(folder):
        folders[:] = [each for each in folders if each not in GENERATED_FOLDERS]
        yield from (Path(current) / name for name in names)


def _bundle(root: Path, files: list[Path], staging: Path, modules: Path, env: Mapping[str, str]) -> None:
    """Build in a copy of the sources beside the result; the copy goes, the result stays."""
    copy = staging.with_name(f"{staging.name}-sources")
    shutil.rmtree(copy, ignore_errors=True)
    try:
        for path in files:
            target = copy / path.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
        point(copy / CLIENT / "node_modules", modules)
        out = copy / "out"
        ended = processes.run(
            [Path(env["PATH"].split(os.pathsep)[0]) / "npm", "run", "build"],
            who=WHO,
            doing="building the client",
            cwd=copy / CLIENT,
            env=dict(env) | {"HUIZHEN_WEB_OUT": str(out)},
        )
        if not (out.is_dir() and any(out.rglob("*.html"))):
            raise Refused("the build ended well but left no page in HUIZHEN_WEB_OUT")
        shutil.copytree(out, staging, dirs_exist_ok=True)
        say(WHO, f"bundled in {seconds(ended.took_seconds)}")
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def scripts(root: Path) -> set[str]:
    """The names of the client's npm scripts."""
    package = json.loads((root / CLIENT / "package.json").read_text())
    return set(package.get("scripts", {}))
