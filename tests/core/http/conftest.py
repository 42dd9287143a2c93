"""What the process would have written to its log, and clients that get a 500 as a browser would."""

import io
import json
import logging
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from starlette.testclient import TestClient

from huizhen.core import log
from tests.world import HOST, Person, World

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    """Logging as a process sets it up; gives the lines that were written."""
    root, written = logging.getLogger(), io.StringIO()
    kept, level, root.handlers = root.handlers, root.level, []
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", written)
        log.configure()
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.handlers = kept
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def browser(world: World) -> Iterator[Callable[..., TestClient]]:
    """A browser, signed in as somebody or not, that is shown a 500 instead of the fault itself."""
    made: list[TestClient] = []

    def open_one(person: Person | None = None) -> TestClient:
        client = TestClient(world.edge, base_url=HOST, raise_server_exceptions=False)
        client.headers["origin"] = HOST
        if person is not None:
            client.headers["cookie"] = person.client.headers["cookie"]
        made.append(client)
        return client

    yield open_one
    for each in made:
        each.close()
