"""Child processes of the set-up.

Owns: starting, watching and ending them. Invariant: each child leads its own process group, and no group
outlives this process when it is interrupted or told to stop.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from deploy.setup.terminal import HEARTBEAT_SECONDS, Refused, say, seconds, show

PROBE_SECONDS_MAX: Final = 20.0
GRACE_SECONDS: Final = 5.0
FAILURE_LINES_MAX: Final = 60

_live: set[subprocess.Popen[str]] = set()
_live_lock = threading.Lock()


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a child ended: its code, all it printed, and how long it took."""

    code: int
    lines: list[str]
    took_seconds: float


def start(
    command: Sequence[str | Path], *, cwd: Path | None, env: Mapping[str, str] | None
) -> subprocess.Popen[str]:
    """Start a child in a group of its own, without input, both outputs in one stream."""
    child = subprocess.Popen(  # noqa: S603 - every command is built in this package, none from input
        [str(part) for part in command],
        cwd=cwd,
        env=dict(env) if env is not None else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    with _live_lock:
        _live.add(child)
    return child


def end_all() -> None:
    """End every group that is still running: asked first, then killed."""
    with _live_lock:
        children = [child for child in _live if child.poll() is None]
    for child in children:
        _signal(child, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        try:
            child.wait(timeout=max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            _signal(child, signal.SIGKILL)


def _signal(child: subprocess.Popen[str], number: signal.Signals) -> None:
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return


def probe(command: Sequence[str | Path]) -> str | None:
    """What a command prints, or None when it is absent, fails, or hangs."""
    try:
        child = start(command, cwd=None, env=None)
    except OSError:
        return None
    try:
        output, _ = child.communicate(timeout=PROBE_SECONDS_MAX)
    except subprocess.TimeoutExpired:
        _signal(child, signal.SIGKILL)
        child.communicate()
        return None
    finally:
        with _live_lock:
            _live.discard(child)
    return output if child.returncode == 0 else None


def watch(
    command: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    beat: Callable[[float, list[str]], None] | None = None,
    live: bool = False,
) -> Ended:
    """Run to the end; `beat` is called about every ten seconds with the time and the lines so far.

    Raises:
        Refused: it cannot be started.
    """
    began = time.monotonic()
    try:
        child = start(command, cwd=cwd, env=env)
    except OSError as error:
        raise Refused(f"{command[0]} cannot be started: {error.strerror or error}") from error
    lines: list[str] = []

    def collect(stream: IO[str]) -> None:
        for line in stream:
            lines.append(line)
            if live:
                show(line)

    if child.stdout is None:
        raise AssertionError(command)
    reader = threading.Thread(target=collect, args=(child.stdout,), daemon=True)
    reader.start()
    while True:
        try:
            code = child.wait(timeout=HEARTBEAT_SECONDS)
            break
        except subprocess.TimeoutExpired:
            if beat is not None:
                beat(time.monotonic() - began, lines)
    reader.join(timeout=GRACE_SECONDS)
    if not reader.is_alive():  # else something that the child left behind still holds the other end
        child.stdout.close()
    with _live_lock:
        _live.discard(child)
    return Ended(code=code, lines=lines, took_seconds=time.monotonic() - began)


def run(
    command: Sequence[str | Path],
    *,
    who: str,
    doing: str,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    progress: Callable[[list[str]], str] | None = None,
) -> Ended:
    """Run a step: announced, with a heartbeat, its output shown only when it fails.

    Raises:
        Refused: the command ended with another code than 0.
    """

    def beat(elapsed_seconds: float, lines: list[str]) -> None:
        detail = f", {progress(lines)}" if progress else ""
        say(who, f"still {doing}: {seconds(elapsed_seconds)}{detail}")

    say(who, f"{doing} ...")
    ended = watch(command, cwd=cwd, env=env, beat=beat)
    if ended.code != 0:
        show("".join(ended.lines[-FAILURE_LINES_MAX:]))
        raise Refused(f"{doing}: failed with code {ended.code} after {seconds(ended.took_seconds)}")
    return ended
