"""One seeded demo for the tests of this folder; each starts it anew, as its owner would the next morning."""

import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from huizhen import host
from tests.rig.node import ENDED_S, Node, wait_until

PORTS_FROM = 18_600
Start = Callable[..., Node]


@pytest.fixture(scope="session")
def home() -> Iterator[Path]:
    """HUIZHEN_DATA_DIR, seeded once. Another account may walk through it; pytest's own folder is closed to it."""
    made = Path(tempfile.mkdtemp(prefix="huizhen-rig-"))
    made.chmod(0o711)
    first = Node.start(made, {"HUIZHEN_PORT": str(host.free_port(PORTS_FROM))})
    try:
        first.is_up()
        assert first.stop() == 0
    finally:
        first.close()
    yield made
    assert first.left() == {}
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def start(home: Path) -> Iterator[Start]:
    """Start the demo; it is gone after the test."""
    nodes: list[Node] = []

    def begin(environ: Mapping[str, str] | None = None) -> Node:
        given = {"HUIZHEN_PORT": str(host.free_port(PORTS_FROM)), **(environ or {})}
        nodes.append(Node.start(home, given))
        return nodes[-1]

    yield begin
    for each in nodes:
        each.close()
    if nodes:
        wait_until(lambda: not nodes[0].left(), seconds=ENDED_S)


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the search for a free one does
        other.bind(("127.0.0.1", host.free_port(PORTS_FROM)))
        other.listen()
        yield other.getsockname()[1]


@pytest.fixture
def without_media(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a machine on which nobody has built the media server: all else in the cache is there."""
    cache = host.cache_folder(os.environ, root=host.is_root())
    bare = Path(tempfile.mkdtemp(prefix="huizhen-rig-cache-"))
    bare.chmod(0o755)
    for each in cache.iterdir() if cache.is_dir() else ():
        if each.name != "livekit":
            (bare / each.name).symlink_to(each)
    folders = os.environ.get("PATH", "").split(os.pathsep)
    path = os.pathsep.join(each for each in folders if not (Path(each) / "livekit-server").exists())
    yield {"HUIZHEN_CACHE": str(bare), "HUIZHEN_CACHE_DIR": str(bare), "PATH": path}
    shutil.rmtree(bare)
