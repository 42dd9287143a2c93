"""`huizhen demo` as a process of its own: what it prints, its parts and their process ids, its database, its people."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pyotp

from huizhen import host
from huizhen.host import postgres
from tests.rig.caller import Caller

START_S = 120
STOP_S = 60
ENDED_S = 20
LOOK_S = 0.02
ADDRESS = re.compile(r"http://hq\.huizhen\.localhost:(\d+)/")
LAST_PART = "worker：运行中"


@dataclass
class Node:
    """A running demo. Lines are kept with the second at which they were read."""

    home: Path
    process: subprocess.Popen[str]
    began: float
    told: list[str] = field(default_factory=list)
    port: int = 0
    answers_after_s: float = 0.0
    _heard: threading.Condition = field(default_factory=threading.Condition)
    _reader: threading.Thread | None = None
    _callers: list[Caller] = field(default_factory=list)

    @classmethod
    def start(cls, home: Path, environ: Mapping[str, str] | None = None) -> "Node":
        """The command as a user types it; returns at once."""
        env = {**os.environ, "HUIZHEN_DATA_DIR": str(home), "PYTHONUNBUFFERED": "1", **(environ or {})}
        env.pop("DATABASE_URL", None)
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", "huizhen", "demo"],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        node = cls(home, process, began)
        node._reader = threading.Thread(target=node._read, daemon=True)
        node._reader.start()
        return node

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._heard:
                self.told.append(line.rstrip())
                if not self.port and (found := ADDRESS.search(line)):
                    self.port = int(found[1])
                    self.answers_after_s = time.monotonic() - self.began
                self._heard.notify_all()

    def hears(self, words: str, *, seconds: float = START_S) -> None:
        """Wait until a line with these words was printed."""
        with self._heard:
            said = self._heard.wait_for(lambda: any(words in line for line in self.told), seconds)
        assert said, "\n".join([f"never said: {words}", *self.told[-40:]])

    def is_up(self) -> "Node":
        """Wait for the address and for the last part that every machine has."""
        self.hears("http://hq.huizhen.localhost:")
        self.hears(LAST_PART)
        return self

    # ---- ends

    def stop(self) -> int:
        """Ctrl+C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self._ended()

    def kill(self) -> None:
        """kill -9 of the supervisor alone."""
        self.process.kill()
        self._ended()

    def _ended(self) -> int:
        code = self.process.wait(STOP_S)
        if self._reader is not None:
            self._reader.join(STOP_S)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code

    def close(self) -> None:
        """For fixtures: whatever happened, nothing stays."""
        for each in self._callers:
            each.hang_up()
        if self.process.poll() is None:
            self.stop()

    def left(self) -> dict[int, str]:
        """Processes that have to do with the folder: by arguments, working directory or environment."""
        return {
            pid: _arguments(pid)
            for pid in _process_ids()
            if not _is_zombie(pid) and pid != os.getpid() and _mentions(pid, self.home)
        }

    # ---- parts

    @property
    def data_dir(self) -> Path:
        return self.home / "demo"

    def pid_of(self, part: str) -> int | None:
        """The process of `web` or `worker`, a child of the supervisor; or the postmaster."""
        if part == "postgres":
            return self.postmaster()[0]
        words = f"-m huizhen {part}"
        children = [pid for pid in _process_ids() if _parent(pid) == self.process.pid]
        return next((pid for pid in children if _arguments(pid).endswith(words)), None)

    def postmaster(self) -> tuple[int | None, bool]:
        """Its process id, and whether it says that it accepts connections (utils/pidfile.h of PostgreSQL)."""
        try:
            lines = (self.data_dir / "postgresql" / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return None, False
        pid = int(lines[0]) if lines and lines[0].isdecimal() else None
        return pid, len(lines) > postgres.STATUS_LINE and lines[postgres.STATUS_LINE].strip() == "ready"

    # ---- people and rows

    def people(self) -> dict[str, dict[str, Any]]:
        accounts = json.loads((self.data_dir / "demo-accounts.json").read_text())
        return {each["login"]: each for each in accounts}

    def sign_in(self, login: str) -> Caller:
        """Over HTTP, with the password and the authenticator of the demo's list."""
        person, caller = self.people()[login], self.caller()
        totp = pyotp.parse_uri(person["totp_uri"])
        assert isinstance(totp, pyotp.TOTP)
        now = time.time()
        for steps in (0, 1):  # a code opens one session: whoever came a moment ago takes the next one
            code = totp.at(int(now) + steps * totp.interval)
            body = {"login": login, "password": person["password"], "code": code}
            answer = caller.post("/signin", body)
            if answer.status == 200:
                cookies = answer.headers.get_all("set-cookie") or []
                caller.cookie = "; ".join(each.split(";")[0] for each in cookies)
                return caller
        raise AssertionError([each.body for each in caller.refusals])

    def caller(self) -> Caller:
        """Somebody who is not signed in."""
        self._callers.append(Caller(self.port))
        return self._callers[-1]

    def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows, as the owner, past every rule of ours."""
        with psycopg.connect(self.conninfo(), autocommit=True) as connection:
            cursor = connection.execute(statement.encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    def conninfo(self) -> str:
        unused = host.Binaries(self.home, "configured", "0", 0)
        account = host.service_account(None, throwaway=True)
        cluster = host.Cluster(self.data_dir / "postgresql", self.data_dir / "run", unused, account)
        return host.urls(cluster).conninfo(owner=True)


def wait_until(happened: Callable[[], bool], *, seconds: float) -> float:
    """How long it took."""
    began = time.monotonic()
    while not happened():
        assert time.monotonic() - began < seconds, "it did not happen"
        time.sleep(LOOK_S)
    return time.monotonic() - began


def _process_ids() -> list[int]:
    return [int(each.name) for each in Path("/proc").iterdir() if each.name.isdecimal()]


def _proc(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""


def _arguments(pid: int) -> str:
    return _proc(pid, "cmdline").rstrip(b"\0").replace(b"\0", b" ").decode(errors="replace")


def _stat(pid: int) -> list[str]:
    return _proc(pid, "stat").decode(errors="replace").rpartition(")")[2].split()


def _parent(pid: int) -> int | None:
    fields = _stat(pid)
    return int(fields[1]) if fields else None


def _is_zombie(pid: int) -> bool:
    """Dead already; its new parent may take its time to notice."""
    return _stat(pid)[:1] in ([], ["Z"])


def _mentions(pid: int, folder: Path) -> bool:
    name = str(folder).encode()
    try:
        if Path(f"/proc/{pid}/cwd").readlink().is_relative_to(folder):
            return True
    except OSError:
        pass
    return name in _proc(pid, "cmdline") or name in _proc(pid, "environ")
