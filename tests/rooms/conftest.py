"""A real media server for this process, and an application served to real clients in front of it."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from huizhen import host
from huizhen.core.db.unit import Workshop
from huizhen.core.settings import Settings
from huizhen.rooms.livekit import LiveKit
from tests.rooms.live.serving import Served

START_S = 20.0


@dataclass
class MediaServer:
    """A started LiveKit; `child` can be frozen and killed."""

    plan: host.MediaPlan
    child: host.Child

    def plane(self) -> LiveKit:
        keys = self.plan.keys
        return LiveKit(url=self.plan.url, key=keys.key, secret=keys.secret)


def wait_until(happened: Callable[[], bool], *, seconds: float = START_S) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)


@pytest.fixture(scope="session")
def media_server() -> Iterator[MediaServer]:
    account = host.service_account(None, throwaway=True)
    cache = host.cache_folder(os.environ, root=host.is_root())
    configured = os.environ.get("HUIZHEN_LIVEKIT_BIN")
    program = host.find_media_server(
        configured=Path(configured) if configured else None, cache=cache, account=account
    )
    if program is None:
        pytest.skip("media server not built")
    folder = Path(tempfile.mkdtemp(prefix="huizhen-test-"))
    folder.chmod(0o711)
    plan = host.one_machine_plan(program, folder / "media", account=account, log=folder / "media.log")
    host.write_media(plan)
    child = host.start_child(host.media_launch(plan))
    try:
        wait_until(lambda: host.is_media_ready(plan))
        yield MediaServer(plan, child)
    finally:
        child.kill_group()
        child.process.wait(START_S)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def served(media_server: MediaServer, workshop: Workshop, settings: Settings) -> Iterator[Served]:
    """The whole application under uvicorn, on loopback, with the real media server behind its door."""
    made = Served(workshop, settings, media_server.plan.url, media_server.plane())
    try:
        made.start()
        yield made
    finally:
        made.stop()
