"""The tree is read and parsed once for all rules."""

import pytest

from tests.architecture.tree import Tree, read


@pytest.fixture(scope="session")
def tree() -> Tree:
    return read()
