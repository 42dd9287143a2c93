"""A real supervisor over real processes, in a process of its own that is stopped and killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from huizhen import host
from huizhen.host import postgres

pytestmark = pytest.mark.rig
PROGRAM = Path(__file__).with_name("supervised.py")
USABLE_AGAIN_S_MAX = 5.0


class Node:
    """The running program and what it says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        cache = host.cache_folder(os.environ, root=host.is_root())
        self.process = subprocess.Popen(
            [sys.executable, str(PROGRAM), str(folder), str(cache)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            bufsize=1,
        )
        self.pids: dict[str, int] = {}

    def hears(self, name: str, state: str) -> None:
        """Read on until this is said."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            words = line.split()
            if len(words) == 3 and words[2].isdecimal():
                self.pids[words[0]] = int(words[2])
            if words[:2] == [name, state]:
                return
        pytest.fail(f"it ended without saying {name} {state}")

    def rest(self) -> list[str]:
        assert self.process.stdout is not None
        return [" ".join(line.split()[:2]) for line in self.process.stdout]


@pytest.fixture
def node(folder: Path) -> Iterator[Node]:
    running = Node(folder)
    try:
        running.hears("polite", "ready")
        yield running
    finally:
        running.process.kill()
        running.process.wait()
        if running.process.stdout is not None:
            running.process.stdout.close()
        wait_until(lambda: not alive(running))


def alive(node: Node) -> list[int]:
    left = [pid for pid in node.pids.values() if is_running(pid)]
    return [*left, *postgres.processes_in(node.folder / "data")]


def is_running(pid: int) -> bool:
    """A zombie is dead: its new parent may take its time to notice."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(happened: Callable[[], bool], *, seconds: float = 20.0) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)


def test_a_supervisor_that_is_killed_leaves_no_orphan(node: Node) -> None:
    assert len(alive(node)) > 5, "PostgreSQL with its helpers, and the two shells"
    node.process.kill()
    node.process.wait()
    wait_until(lambda: not alive(node))
    assert "database system is shut down" in (node.folder / "postgres.log").read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_stops_in_reverse_order(node: Node, number: signal.Signals) -> None:
    node.process.send_signal(number)
    said = node.rest()
    assert node.process.wait(30) == 0
    assert [line for line in said if line.endswith(" stopped")] == [
        "polite stopped",
        "deaf stopped",
        "postgres stopped",
    ]
    assert said[-1] == "over over"
    assert not alive(node)
    assert "database system is shut down" in (node.folder / "postgres.log").read_text()


def test_a_killed_database_is_usable_again_within_five_seconds(node: Node) -> None:
    address = conninfo(node.folder)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("create table row_kept as select g from generate_series(1, 1000) g")
    began = time.monotonic()
    os.kill(node.pids["postgres"], signal.SIGKILL)
    node.hears("postgres", "ready")
    with psycopg.connect(address) as connection:
        assert connection.execute("select count(*) from row_kept").fetchone() == (1000,)
    assert time.monotonic() - began < USABLE_AGAIN_S_MAX


def test_the_parts_hear_nothing_of_ctrl_c_in_the_terminal(node: Node) -> None:
    groups = {os.getpgid(pid) for pid in node.pids.values()}
    assert os.getpgid(node.process.pid) not in groups
    assert groups == set(node.pids.values())


def conninfo(folder: Path) -> str:
    account = host.service_account(None, throwaway=True)
    unused = host.Binaries(folder, "configured", "0", 0)
    return host.urls(host.Cluster(folder / "data", folder / "run", unused, account)).conninfo(owner=True)
