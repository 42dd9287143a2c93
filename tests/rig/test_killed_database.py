"""PostgreSQL, web and worker are killed under load: what was acknowledged is there, once, and the node goes on."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import pytest

from tests.rig.conftest import Start
from tests.rig.node import Node, wait_until

pytestmark = pytest.mark.rig
THREADS = 4
WRITES = 5_000
PACE_S = 0.06
WARM = 40
RECENT = 400
KILLS = 8
BETWEEN_KILLS_S = (0.3, 2.5)
USABLE_S = 5  # the goal
USABLE_S_MAX = 15
RUN_S_MAX = 240
CHAINED_S_MAX = 20
OUTAGE = {0, 503}  # no answer at all, or "starting": nothing else may be said while a part is away


@dataclass(frozen=True)
class Line:
    """An acknowledged write, as the client wrote it down."""

    key: str
    id: str | None
    began: float
    answered: float
    tries: int
    refused: dict[str, int]

    @classmethod
    def of(cls, text: bytes) -> Self:
        return cls(*json.loads(text))


@dataclass
class Client:
    """The program of writers and its log."""

    folder: Path
    process: subprocess.Popen[bytes]
    _lines: list[Line] = field(default_factory=list)
    _read_bytes: int = 0

    def lines(self) -> list[Line]:
        """All so far. Only what is new is read: this is asked fifty times a second."""
        log = self.folder / "acknowledged"
        if log.exists():
            with log.open("rb") as file:
                file.seek(self._read_bytes)
                whole, end, _ = file.read().rpartition(b"\n")
            self._lines += [Line.of(each) for each in whole.splitlines()]
            self._read_bytes += len(whole) + len(end)
        return self._lines

    def may_stop(self) -> None:
        (self.folder / "stop").touch()

    def answered_after(self, moment: float) -> float | None:
        """When the first call was answered that was begun after a moment."""
        recent = self.lines()[-RECENT:]
        return min((each.answered for each in recent if each.began > moment), default=None)


@contextmanager
def writing(node: Node, folder: Path) -> Iterator[Client]:
    nurse = node.sign_in("wuting")
    arrivals = nurse.get("/visits").json()["arrivals"]
    patients = list(dict.fromkeys(each["patient_id"] for each in arrivals))[:THREADS]
    assert len(patients) == THREADS
    plan = {
        "port": node.port,
        "cookie": nurse.cookie,
        "patients": patients,
        "writes": WRITES // THREADS,
        "pace_s": PACE_S,
        "log": str(folder / "acknowledged"),
        "stop": str(folder / "stop"),
    }
    (folder / "plan").write_text(json.dumps(plan))
    program = Path(__file__).with_name("writers.py")
    client = Client(folder, subprocess.Popen([sys.executable, str(program), str(folder / "plan")]))
    try:
        wait_until(lambda: len(client.lines()) >= WARM, seconds=30)
        yield client
    finally:
        client.process.kill()
        client.process.wait()


def kill(node: Node, part: str) -> float:
    """kill -9 of one process; the moment."""
    pid = node.pid_of(part)
    assert pid is not None, part
    os.kill(pid, signal.SIGKILL)
    return time.monotonic()


def usable_again_s(node: Node, client: Client, part: str) -> float:
    """Kill it, and wait for the first answer to a call that was begun when its successor stood."""
    before = node.pid_of(part)
    killed = kill(node, part)
    if part == "postgres":
        wait_until(lambda: node.postmaster()[0] != before and node.postmaster()[1], seconds=USABLE_S_MAX)
    else:
        wait_until(lambda: node.pid_of(part) not in {before, None}, seconds=USABLE_S_MAX)
    stood = time.monotonic()
    wait_until(lambda: client.answered_after(stood) is not None, seconds=USABLE_S_MAX)
    answered = client.answered_after(stood)
    assert answered is not None
    return answered - killed


@dataclass
class Figures:
    """Seconds from each kill to the next answer, by part."""

    postgres: list[float]
    web: float
    worker: float


def kill_them_all(node: Node, client: Client, chance: random.Random) -> Figures:
    took: list[float] = []
    others: dict[str, float] = {}
    for number in range(KILLS):
        if number == KILLS // 2:
            others = {part: usable_again_s(node, client, part) for part in ("web", "worker")}
        time.sleep(chance.uniform(*BETWEEN_KILLS_S))
        took.append(usable_again_s(node, client, "postgres"))
    return Figures(took, others["web"], others["worker"])


def count_observations(node: Node) -> int:
    ((count,),) = node.sql("select count(*) from document where rtype = 'Observation'")
    return int(count)


def check_chain(node: Node) -> int:
    """The whole chain, computed anew from the rows; how many entries it has."""

    def all_chained() -> bool:
        ((entries, links),) = node.sql(
            "select (select count(*) from journal), (select count(*) from journal_chain)"
        )
        return bool(entries == links)

    wait_until(all_chained, seconds=CHAINED_S_MAX)
    rows = node.sql("""
        select c.origin, c.pos, c.leaf, c.chain, j.entry
        from journal_chain c join journal j on (j.tx, j.seq) = (c.tx, c.seq) order by c.pos
    """)
    ((links,),) = node.sql("select count(*) from journal_chain")
    assert len(rows) == links
    before = bytes(32)
    for position, (origin, pos, leaf, chain, entry) in enumerate(rows, 1):
        assert (origin, pos, leaf) == ("hq", position, hashlib.sha256(entry).digest())
        before = hashlib.sha256(before + leaf).digest()
        assert chain == before, position
    return len(rows)


def counted(node: Node, statement: str, values: list[str]) -> Counter[str]:
    return Counter(str(value) for (value,) in node.sql(statement, values))


def test_no_acknowledged_write_is_lost_when_parts_are_killed(start: Start, tmp_path: Path) -> None:
    node = start().is_up()
    assert node.sql("show fsync") == node.sql("show full_page_writes") == [("on",)]
    seed = int.from_bytes(os.urandom(4))
    before = count_observations(node)
    with writing(node, tmp_path) as client:
        figures = kill_them_all(node, client, random.Random(seed))
        client.may_stop()
        code = client.process.wait(RUN_S_MAX)
        lines = client.lines()
    refused = sum((Counter(each.refused) for each in lines), Counter[str]())
    shown: dict[str, Any] = {
        "seed": seed,
        "acknowledged": len(lines),
        "usable after kill of postgres, s": [round(each, 1) for each in figures.postgres],
        "web, s": round(figures.web, 1),
        "worker, s": round(figures.worker, 1),
        "tries without success": dict(refused),
        "slowest write, s": round(max(each.answered - each.began for each in lines), 1),
    }
    print(json.dumps(shown))  # noqa: T201 - figures are what this test is read for
    assert code == 0, "every call was answered in the end"
    assert len(lines) >= WRITES
    assert max(figures.postgres) < USABLE_S_MAX
    assert sum(each.tries > 1 for each in lines) >= KILLS // 2, "the kills met calls"
    assert {int(each) for each in refused} <= OUTAGE, shown
    check_rows(node, lines, before)
    assert check_chain(node) > len(lines)
    assert node.stop() == 0


def check_rows(node: Node, lines: list[Line], before: int) -> None:
    """By SQL: each acknowledged document once, no key twice in effect, an entry for each."""
    ids = [str(each.id) for each in lines]
    keys = [each.key for each in lines]
    once = dict.fromkeys(ids, 1)
    assert len(once) == len(set(keys)) == len(lines)
    assert counted(node, "select id from document where id = any(%s)", ids) == once
    assert counted(node, "select id from document_version where id = any(%s)", ids) == once
    written = "select subject_id from journal where kind = 'document.created' and subject_id = any(%s)"
    assert counted(node, written, ids) == once
    assert counted(node, "select idem_key from receipt where idem_key = any(%s)", keys) == dict.fromkeys(
        keys, 1
    )
    assert count_observations(node) - before == len(lines), (
        "no key took effect twice, no write without its answer"
    )
