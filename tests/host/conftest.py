"""Folders that a service account can reach, and the programs that the tests run."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from huizhen import host


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that another account may walk through; pytest's own is closed to it."""
    made = Path(tempfile.mkdtemp(prefix="huizhen-test-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="session")
def account() -> host.Account | None:
    """Whom PostgreSQL runs as here: None when the tests do not run as root."""
    return host.service_account(None, throwaway=True)


@pytest.fixture(scope="session")
def binaries(account: host.Account | None) -> host.Binaries:
    cache = host.cache_folder(os.environ, root=host.is_root())
    return host.find_binaries(configured=None, account=account, cache=cache)


@pytest.fixture
def a_cluster(
    folder: Path, account: host.Account | None, binaries: host.Binaries
) -> Callable[..., host.Cluster]:
    def make(**changes: object) -> host.Cluster:
        plan: dict[str, object] = {
            "data_dir": folder / "data",
            "socket_dir": folder / "run",
            "binaries": binaries,
            "account": account,
            "durable": False,
            "shared_buffers_mb": 32,
            "log": folder / "postgres.log",
        }
        return host.Cluster(**(plan | changes))  # type: ignore[arg-type] # a test names what it changes

    return make


@pytest.fixture
def only_root() -> None:
    if not host.is_root():
        pytest.skip("takes on another account, which only root may")
