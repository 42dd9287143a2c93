"""One node for all tests of the stream, and a workshop that rings like the product's own."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from huizhen import host
from huizhen.core.db.hub import Bell
from huizhen.core.db.unit import Workshop
from tests.notify.node import Node, running_node


@pytest.fixture(scope="session")
def node(database: host.Urls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A web process on the tests' database."""
    with running_node(database.app, tmp_path_factory.mktemp("node")) as made:
        yield made


@pytest.fixture
def ringing(workshop: Workshop) -> Iterator[Workshop]:
    """Units of work of another process, whose commits are announced."""
    bell = Bell(workshop.engine)
    yield replace(workshop, committed=bell.ring)
    bell.close()
