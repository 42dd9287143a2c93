"""A web process as it runs in a node, under uvicorn, a browser's ear on its event stream, and something to hear."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import orjson

from huizhen import host
from huizhen.core.access import system_actor
from huizhen.core.db.unit import Workshop, unit_of_work
from huizhen.signin.rules import SignedOut
from tests.world import Person

PORT_FROM = 18_600
READY_MAX_S = 60.0
SILENT_MAX_S = 20.0
OUTSIDE_FRAMES = {"mark", "reset"}


def happen(workshop: Workshop, *audience: UUID) -> UUID:
    """Something happens that concerns somebody."""
    subject = uuid4()
    with unit_of_work(workshop, actor=system_actor("tests")) as uow:
        uow.record(SignedOut(subject_id=subject), audience=audience)
        uow.complete()
    return subject


@dataclass(frozen=True)
class Frame:
    """One event of a stream."""

    id: str
    event: str
    data: dict[str, Any]

    @property
    def is_news(self) -> bool:
        return self.event not in OUTSIDE_FRAMES


@dataclass
class Ear:
    """An open stream."""

    response: httpx.Response

    def __post_init__(self) -> None:
        self.lines = self.response.iter_lines()
        self.last_id: str | None = None
        self.raw: list[str] = []

    def frames(self) -> Iterator[Frame]:
        """Events as they arrive; ends with the stream."""
        fields: dict[str, str] = {}
        for line in self.lines:
            self.raw.append(line)
            if line:
                name, _, value = line.partition(":")
                fields[name] = value.strip()
            elif "data" in fields:
                frame = Frame(fields["id"], fields["event"], orjson.loads(fields["data"]))
                self.last_id, fields = frame.id, {}
                yield frame
            else:
                fields = {}

    def first(self) -> Frame:
        """The next event of any kind."""
        return next(self.frames())

    def news(self) -> Frame:
        """The next piece of news."""
        return next(frame for frame in self.frames() if frame.is_news)


@dataclass
class Node:
    """A running web process."""

    process: "subprocess.Popen[bytes]"
    address: str

    @contextmanager
    def listens(self, person: Person, last_id: str | None = None) -> Iterator[Ear]:
        """Open the stream as somebody's browser; it is open when the answer's head is here."""
        headers = {"cookie": person.client.headers["cookie"]}
        if last_id is not None:
            headers["last-event-id"] = last_id
        with (
            httpx.Client(timeout=httpx.Timeout(SILENT_MAX_S)) as client,
            client.stream("GET", f"{self.address}/api/events", headers=headers) as response,
        ):
            yield Ear(response)

    def terminate(self) -> float:
        """SIGTERM; how many seconds the process took to leave."""
        started = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=SILENT_MAX_S)
        return time.monotonic() - started


@contextmanager
def running_node(database_url: str, data_dir: Path) -> Iterator[Node]:
    """`huizhen web` on a free loopback port, until the context ends."""
    port = host.free_port(PORT_FROM)
    env = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    env |= {
        "DATABASE_URL": database_url,
        "HUIZHEN_ENVIRONMENT": "test",
        "HUIZHEN_DATA_DIR": str(data_dir),
        "HUIZHEN_PORT": str(port),
    }
    with (data_dir / "web.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-m", "huizhen", "web"], env=env, stdout=log, stderr=log)
    try:
        _wait_until_it_answers(process, f"http://127.0.0.1:{port}", data_dir / "web.log")
        yield Node(process, f"http://127.0.0.1:{port}")
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _wait_until_it_answers(process: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    until = time.monotonic() + READY_MAX_S
    while time.monotonic() < until and process.poll() is None:
        try:
            httpx.get(f"{address}/api/events")
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(log.read_text())
