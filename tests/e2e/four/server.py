"""Asked past the product: the media server, who is in the room; the database, when a stage was asked for."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import psycopg

from huizhen import host
from huizhen.rooms.livekit import LiveKit
from huizhen.rooms.rules import MediaUnavailable

EVERY_S: Final = 0.04


@dataclass(frozen=True)
class Line:
    """An answer of the server: begun and come at these times (ms of the epoch), with these identities."""

    asked_ms: float
    came_ms: float
    identities: frozenset[str]


@dataclass
class Watch:
    """Its answers in order."""

    lines: list[Line] = field(default_factory=list)

    def first_without(self, identity: str, *, after_ms: float) -> float | None:
        """When the first answer came that lacks somebody, of those asked for after a moment."""
        found = (each for each in self.lines if each.asked_ms >= after_ms)
        return next((each.came_ms for each in found if identity not in each.identities), None)

    def first_with(self, identity: str, *, after_ms: float) -> float | None:
        """When the first answer came that has somebody, of those asked for after a moment."""
        found = (each for each in self.lines if each.asked_ms >= after_ms)
        return next((each.came_ms for each in found if identity in each.identities), None)

    def seen_again(self, identity: str, *, after_ms: float) -> bool:
        """Whether he was listed in any answer that came after a moment."""
        return any(identity in each.identities for each in self.lines if each.asked_ms > after_ms)


def server_of(data_dir: Path) -> LiveKit:
    """The chain's own media server, with its own key."""
    told = json.loads((data_dir / "media" / "livekit.yaml").read_text())
    ((key, secret),) = json.loads((data_dir / "media" / "livekit.keys").read_text()).items()
    return LiveKit(url=f"http://127.0.0.1:{told['port']}", key=key, secret=secret)


def wanted_ms(data_dir: Path, case_id: str) -> float:
    """The moment of the last request for a stage, in ms of the epoch: its transaction began then, its commit is later."""
    unused = host.Binaries(data_dir, "configured", "0", 0)
    account = host.service_account(None, throwaway=True)
    cluster = host.Cluster(data_dir / "postgresql", data_dir / "run", unused, account)
    query = "select extract(epoch from stage_wanted_at) * 1000 from session where subject = %s"
    with psycopg.connect(host.urls(cluster).conninfo(owner=True)) as connection:
        ((found,),) = connection.execute(query, [case_id]).fetchall()
    return float(found)


@contextmanager
def watched(server: LiveKit, room_name: str) -> Iterator[Watch]:
    """Ask again and again while the block runs."""
    watch, ended = Watch(), threading.Event()

    def go() -> None:
        while not ended.is_set():
            asked_ms = time.time() * 1000
            try:
                listed = server.list(room_name)
            except MediaUnavailable:
                continue
            watch.lines.append(
                Line(asked_ms, time.time() * 1000, frozenset(each.identity for each in listed))
            )
            ended.wait(EVERY_S)

    asking = threading.Thread(target=go, name="watch")
    asking.start()
    try:
        yield watch
    finally:
        ended.set()
        asking.join()
