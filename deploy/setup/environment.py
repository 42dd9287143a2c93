"""The Python environment `.venv`.

Owns: making it, filling it from `requirements.lock`, and the stamp that says it is as the lock wants it.
Invariant: what is installed is exactly the lock (every file by its hash) plus this project, editable.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from deploy.setup import processes
from deploy.setup.cache import key_of
from deploy.setup.terminal import Refused, say
from deploy.setup.toolchain import fetch, uv, wheel_install
from deploy.setup.tools import UV, find_tool

WHO: Final = "setup"
STAMP: Final = "huizhen.stamp"
# What decides the content of the environment; a change in any of them installs again.
INPUTS: Final = ("requirements.lock", "deploy/build.lock")
# Of pyproject.toml only what the editable install reads; a changed lint rule installs nothing.
TABLES: Final = ("build-system", "project")


def ensure(root: Path, cache: Path, environ: Mapping[str, str]) -> None:
    """Make `.venv` what the lock says; returns at once when it already is."""
    folder = root / ".venv"
    stamp = folder / STAMP
    wanted = wanted_stamp(root, version=platform.python_version())
    key, _, place = stamp.read_text().partition("\n") if stamp.is_file() else ("", "", str(folder))
    if key == wanted and place == str(folder) and (folder / "bin" / "huizhen").exists():
        return
    stamp.unlink(missing_ok=True)
    # Scripts name the interpreter by its full path: an environment that was copied is made anew.
    _create(folder, environ, anew=place != str(folder))
    tool = uv(root, cache, environ, who=WHO)
    say(WHO, f"Python {platform.python_version()}, uv {tool.label}: nothing that is needed is missing")
    python = folder / "bin" / "python"
    settings = dict(environ) | link_mode(tool.path, folder, environ)
    processes.run(
        [tool.path, "pip", "sync", "--quiet", "--require-hashes", "--python", python, "requirements.lock"],
        who=WHO,
        doing="installing requirements.lock into .venv",
        cwd=root,
        env=settings,
    )
    _install_project(root, cache, environ, python=python, uv_path=tool.path)
    stamp.write_text(f"{wanted}\n{folder}")
    say(WHO, "environment ready")


def wanted_stamp(root: Path, *, version: str) -> str:
    """The first line of the stamp when the environment fits; the second is where it was made."""
    files = [(name, (root / name).read_bytes()) for name in INPUTS]
    try:
        settings = tomllib.loads((root / "pyproject.toml").read_text())
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"pyproject.toml cannot be read: {error}") from error
    tables = [(name, json.dumps(settings.get(name)).encode()) for name in TABLES]
    return key_of([*files, *tables, ("python", version.encode())])


def link_mode(uv_path: Path, folder: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """Hard links do not reach across disks: then uv is told to copy."""
    if "UV_LINK_MODE" in environ:
        return {}
    store = Path((processes.probe([uv_path, "cache", "dir"]) or "").strip() or folder)
    while not store.exists():
        store = store.parent
    return {} if store.stat().st_dev == folder.stat().st_dev else {"UV_LINK_MODE": "copy"}


def _create(folder: Path, environ: Mapping[str, str], *, anew: bool) -> None:
    ask = "import sys; print(*sys.version_info[:2], sep='.')"
    own = processes.probe([folder / "bin" / "python", "-c", ask])
    if not anew and own and own.strip() == f"{sys.version_info.major}.{sys.version_info.minor}":
        return
    # With uv on PATH the environment needs no pip of its own, which saves three seconds.
    bare = ["--without-pip"] if find_tool(UV, environ) else []
    processes.run(
        [sys.executable, "-m", "venv", "--clear", *bare, folder],
        who=WHO,
        doing=f"making .venv with Python {platform.python_version()}",
    )


def _install_project(
    root: Path, cache: Path, environ: Mapping[str, str], *, python: Path, uv_path: Path
) -> None:
    """Install the project editable. Its build backend lies in a folder beside, so that `.venv` stays the lock."""
    backend = fetch(
        root,
        cache,
        name="build-backend",
        lock=(root / "deploy" / "build.lock").read_text(),
        installer=wheel_install(root, cache, environ, who=WHO),
        who=WHO,
    )
    processes.run(
        [
            *(uv_path, "pip", "install", "--quiet", "--offline", "--no-deps"),
            *("--no-build-isolation", "--python", python, "--editable", "."),
        ],
        who=WHO,
        doing="installing huizhen (editable)",
        cwd=root,
        env=dict(environ) | {"PYTHONPATH": os.fspath(backend)},
    )
