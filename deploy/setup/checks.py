"""`make check`: what can be said about the code without running the product.

Owns: the list of checks and running them side by side on two cores. Invariant: every check runs even when
another has failed, and one failure fails the whole.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from deploy.setup import processes, web
from deploy.setup.terminal import Refused, say, seconds, show

WHO: Final = "check"
SIDE_BY_SIDE: Final = 2
# npm scripts of the client that belong to a check, if it has them.
WEB_SCRIPTS: Final = ("typecheck", "lint")


@dataclass(frozen=True, kw_only=True)
class Check:
    """One command with its name in the report."""

    name: str
    command: tuple[str | Path, ...]
    folder: Path
    env: Mapping[str, str]


def python_checks(root: Path, environ: Mapping[str, str]) -> list[Check]:
    """The longest first, so that the short ones fill the other core."""
    tools = root / ".venv" / "bin"
    commands: list[tuple[str, tuple[str | Path, ...]]] = [
        ("types", (tools / "mypy",)),
        ("layers", (tools / "lint-imports",)),
        ("lint", (tools / "ruff", "check", ".")),
        ("format", (tools / "ruff", "format", "--check", ".")),
    ]
    if (root / "tests" / "architecture").is_dir():
        commands.insert(1, ("architecture", (tools / "pytest", "tests/architecture")))
    return [Check(name=name, command=command, folder=root, env=environ) for name, command in commands]


def web_checks(root: Path, node: web.Node, environ: Mapping[str, str]) -> list[Check]:
    known = web.scripts(root)
    return [
        Check(
            name=f"web {name}",
            command=(node.npm, "run", "--silent", name),
            folder=root / web.CLIENT,
            env=node.env(environ),
        )
        for name in WEB_SCRIPTS
        if name in known
    ]


def check(root: Path, cache: Path, environ: Mapping[str, str]) -> None:
    """Run them all; one line each with its time, the output of those that failed.

    Raises:
        Refused: at least one failed.
    """
    node = web.link_modules(root, cache, environ) if web.exists(root) else None
    wanted = python_checks(root, node.env(environ) if node else environ)
    if node:
        wanted[1:1] = web_checks(root, node, environ)
    began = time.monotonic()
    failed = run_all(wanted)
    took = seconds(time.monotonic() - began)
    if failed:
        raise Refused(f"failed: {', '.join(failed)} ({took} for {len(wanted)} checks)")
    say(WHO, f"{len(wanted)} checks passed in {took}")


def run_all(wanted: list[Check]) -> list[str]:
    """The names of those that failed."""
    failed: list[str] = []
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        running = {pool.submit(_run, each): each for each in wanted}
        try:
            for future in as_completed(running):
                each, ended = running[future], future.result()
                good = ended.code == 0
                say(WHO, f"{each.name}: {'passed' if good else 'FAILED'}, {seconds(ended.took_seconds)}")
                if not good:
                    show("".join(ended.lines))
                    failed.append(each.name)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            processes.end_all()
            raise
    return failed


def _run(each: Check) -> processes.Ended:
    return processes.watch(
        each.command,
        cwd=each.folder,
        env=each.env,
        beat=lambda elapsed_seconds, _: say(WHO, f"still {each.name}: {seconds(elapsed_seconds)}"),
    )
