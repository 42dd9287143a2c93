"""Children of this process: spawned directly, in a group of their own, gone when their parent is gone.

Invariant: a child never outlives the *thread* that spawned it (prctl(2): the parent is a thread), so long-lived
children are started from a thread that stays. Source: security.md §9.6, architecture.md §7.1.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from huizhen.host.paths import Account, is_root

SHIM: Final = Path(__file__).with_name("shim.py")
PRIVATE_UMASK: Final = 0o077
LOG_MODE: Final = 0o640
LOG_BYTES_MAX: Final = 16 * 1024 * 1024
PR_SET_CHILD_SUBREAPER: Final = 36
RUN_S_MAX: Final = 120


@dataclass(frozen=True, slots=True)
class Launch:
    """What to run and as whom. `env` is all that the program sees of the environment."""

    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict, repr=False)
    account: Account | None = None
    death_signal: signal.Signals = signal.SIGKILL
    cwd: Path = Path("/")
    umask: int = PRIVATE_UMASK
    log: Path | None = None


def minimal_env(*, home: Path = Path("/")) -> dict[str, str]:
    """Enough for a C program; nothing of ours, so no secret and no library path of the caller."""
    return {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(home)}


def start(launch: Launch) -> subprocess.Popen[bytes]:
    """Spawn and return at once. Exit code 127: the program could not be run; the reason is in its log."""
    account = launch.account if is_root() else None
    plan = {
        "uid": account.uid if account else None,
        "gid": account.gid if account else None,
        "parent": os.getpid(),
        "death_signal": int(launch.death_signal),
        "cwd": str(launch.cwd),
        "umask": launch.umask,
    }
    output = open_log(launch.log) if launch.log else None
    try:
        return subprocess.Popen(
            [sys.executable, "-I", "-S", str(SHIM), json.dumps(plan), *launch.argv],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            env=dict(launch.env),
            cwd="/",
            process_group=0,  # Ctrl+C in a terminal reaches the supervisor alone, which stops in order
        )
    finally:
        if output:
            output.close()


@dataclass(frozen=True, slots=True)
class Child:
    """A spawned process and the group that it leads."""

    process: subprocess.Popen[bytes]

    @property
    def pid(self) -> int:
        """Process id, which is the group's too."""
        return self.process.pid

    def poll(self) -> int | None:
        """Exit code once it has ended, as `Popen` tells it: negative for a signal."""
        return self.process.poll()

    def send(self, number: signal.Signals) -> None:
        """Signal the leader alone: it knows how to end its own."""
        self.process.send_signal(number)

    def kill_group(self) -> None:
        """End whatever of the group is left."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


def start_child(launch: Launch) -> Child:
    """`start`, wrapped for the supervisor."""
    return Child(start(launch))


def run(
    argv: Sequence[str], account: Account | None, *, timeout_s: float = RUN_S_MAX
) -> subprocess.CompletedProcess[str]:
    """A short command as the account, awaited. Its output is for messages; check `returncode`."""
    as_account = account if is_root() else None
    return subprocess.run(
        list(argv),
        check=False,
        capture_output=True,
        text=True,
        timeout=timeout_s,
        stdin=subprocess.DEVNULL,
        env=minimal_env(),
        cwd="/",
        umask=PRIVATE_UMASK,
        user=as_account.uid if as_account else None,
        group=as_account.gid if as_account else None,
        extra_groups=[] if as_account else None,
    )


def open_log(path: Path) -> IO[bytes]:
    """Append to a log of ours, never through a link. The open descriptor is the child's: it needs no access."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, LOG_MODE), "ab")


def turn_log(path: Path, *, bytes_max: int = LOG_BYTES_MAX) -> bool:
    """Keep a log bounded: its text moves to `<name>.1`, the file starts again. Children keep their descriptor."""
    try:
        if path.stat().st_size <= bytes_max:
            return False
    except FileNotFoundError:
        return False
    with path.open("rb") as source, path.with_name(path.name + ".1").open("wb") as kept:
        source.seek(-bytes_max, os.SEEK_END)
        kept.write(source.read())
    os.truncate(path, 0)  # writers append, so they go on at the new end
    return True


def adopt_orphans() -> None:
    """Let grandchildren whose parent was killed come to us, to be reaped (sub-reaper, prctl(2))."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def reap_adopted(own: frozenset[int]) -> int:
    """Reap ended children that are not in `own` (whose exit codes their `Popen` wants). How many."""
    count = 0
    while True:
        try:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return count
        if ended is None or ended.si_pid in own:
            return count
        os.waitpid(ended.si_pid, 0)
        count += 1
