"""`make test`: the test suite, in the parts that two cores can bear, and the browser that it needs.

Owns: finding Chromium or installing Debian's; which tests run side by side and which alone; what is not
run for want of a tool; the counts. Invariant: no missing tool fails a run; a test that could not run is
named as not run and never counted as passed; a failure anywhere fails the whole.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from deploy.setup import media, processes, web
from deploy.setup.terminal import Refused, say, seconds, show
from deploy.setup.tools import CHROMIUM, Tool, find_tool

WHO: Final = "test"
WORKERS: Final = 2
NOTHING_COLLECTED: Final = 5
# Marks of tests that want the machine for themselves: real browsers, real media, real processes.
ALONE: Final = ("browser", "media", "rig")
BROWSER: Final = "chromium"
OS_RELEASE: Final = Path("/etc/os-release")
# Another installation may be running: wait for it instead of failing.
APT: Final = ("apt-get", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3")


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What a runner reported."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            passed=self.passed + other.passed,
            failed=self.failed + other.failed,
            skipped=self.skipped + other.skipped,
        )


@dataclass(frozen=True, kw_only=True)
class Part:
    """One call of pytest."""

    name: str
    marks: str
    options: tuple[str, ...] = ()
    may_be_empty: bool = False


def parts(missing: Mapping[str, str]) -> list[Part]:
    """What runs side by side, then what runs alone, without the marks whose tool is missing."""
    able = [mark for mark in ALONE if mark not in missing]
    side_by_side = Part(
        name="side by side",
        marks=" and ".join(f"not {mark}" for mark in ALONE),
        options=("-n", str(WORKERS)),
    )
    if not able:
        return [side_by_side]
    marks = " or ".join(able)
    barred = "".join(f" and not {mark}" for mark in missing)
    alone = Part(name="one by one", marks=f"({marks}){barred}", may_be_empty=True)
    return [side_by_side, alone]


def missing_tools(cache: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """Marks that cannot run on this machine, with the reason."""
    missing = {}
    if find_browser(environ) is None:
        missing["browser"] = "no Chromium"
    if not media.available(cache, environ):
        missing["media"] = "no media server"
    return missing


def find_browser(environ: Mapping[str, str]) -> Tool | None:
    return find_tool(CHROMIUM, environ)


def distribution(os_release: str) -> str:
    """The ID of `/etc/os-release`: `debian`, `ubuntu`, ..."""
    for line in os_release.splitlines():
        name, _, value = line.partition("=")
        if name == "ID":
            return value.strip().strip('"')
    return ""


def ensure_browser(_root: Path, _cache: Path, environ: Mapping[str, str]) -> None:
    """Find a Chromium, else install it as root on Debian, else say that browser tests will not run."""
    if tool := find_browser(environ):
        say(BROWSER, f"Chromium {tool.label}")
        return
    name = distribution(OS_RELEASE.read_text()) if OS_RELEASE.is_file() else ""
    # Ubuntu's package is a stub that calls snap, which runs neither in containers nor headless as root.
    if name != "debian" or os.geteuid() != 0:
        why = "only Debian's package can be installed here" if name != "debian" else "not root"
        say(BROWSER, f"no Chromium ({why}): browser tests count as not run. HUIZHEN_CHROMIUM names one.")
        return
    env = dict(environ) | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        processes.run([*APT, "update"], who=BROWSER, doing="apt-get update", env=env)
        processes.run(
            [*APT, "install", "-y", "--no-install-recommends", "chromium"],
            who=BROWSER,
            doing="installing Debian's chromium",
            env=env,
        )
    except Refused as refusal:
        say(BROWSER, f"no Chromium ({refusal}): browser tests count as not run")
        return
    if tool := find_browser(environ):
        say(BROWSER, f"Chromium {tool.label}")


def test(root: Path, cache: Path, environ: Mapping[str, str]) -> None:
    """Run every part, also after a failure; close with the counts of all.

    Raises:
        Refused: something failed, or nothing ran.
    """
    missing = missing_tools(cache, environ)
    node = web.link_modules(root, cache, environ) if web.exists(root) else None
    env = node.env(environ) if node else dict(environ)
    if tool := find_browser(environ):
        env["HUIZHEN_CHROMIUM"] = str(tool.path)
    counts = Counts()
    failed: list[str] = []
    if node and "test" in web.scripts(root):
        command = (node.npm, "run", "--silent", "test")
        failed += ["web"] if processes.watch(command, cwd=root / web.CLIENT, env=env, live=True).code else []
    for part in parts(missing):
        code, found = _pytest(root, part, env)
        counts += found
        if code and not (code == NOTHING_COLLECTED and part.may_be_empty):
            failed.append(part.name)
    for mark, reason in missing.items():
        say(WHO, f"not run: tests marked {mark} ({reason})")
    say(WHO, f"failed: {', '.join(failed)}" if failed else "everything that could run has passed")
    # On a line of its own, in a form that any reader of the log can count.
    show(f"tests: {counts.passed} passed, {counts.failed} failed, {counts.skipped} skipped")
    if failed:
        raise Refused("not all tests passed")


def _pytest(root: Path, part: Part, env: Mapping[str, str]) -> tuple[int, Counts]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        say(WHO, f"{part.name}: pytest -m '{part.marks}'")
        command: list[str | Path] = [root / ".venv" / "bin" / "pytest", "-m", part.marks, *part.options]
        command += ["--durations=10", "--durations-min=1", f"--junitxml={report}"]
        ended = processes.watch(command, cwd=root, env=env, live=True)
        say(WHO, f"{part.name}: {seconds(ended.took_seconds)}")
        return ended.code, counts_of(report.read_text()) if report.is_file() else Counts()


def counts_of(report: str) -> Counts:
    """The counts of a JUnit report that pytest wrote; an error counts as a failure."""
    total = Counts()
    for suite in ET.fromstring(report).iter("testsuite"):  # noqa: S314 - written by our own pytest
        tests, failures, errors, skipped = (
            int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")
        )
        bad = failures + errors
        total += Counts(passed=tests - bad - skipped, failed=bad, skipped=skipped)
    return total
