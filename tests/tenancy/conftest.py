"""One stage for the whole matrix, and the count of its checks at the end."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import orjson
import pytest

from huizhen import signin
from huizhen.core.db.unit import Workshop
from huizhen.core.settings import Environment, Settings
from tests.tenancy.stage import Stage
from tests.world import HOST


@pytest.fixture(scope="session")
def stage(workshop: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """With the demo's conveniences, so that no route is out of reach."""
    folder = tmp_path_factory.mktemp("demo")
    shown = {"login": "a", "name": "甲", "title": None, "role": "nurse", "store": "乙", "password": "p"}
    (folder / signin.DEMO_ACCOUNTS_FILE).write_bytes(
        orjson.dumps([{**shown, "totp_uri": "otpauth://totp/a"}])
    )
    made = Stage(
        workshop,
        Settings(environment=Environment.DEMO, data_dir=folder, threads=8, base_host=urlsplit(HOST).netloc),
    )
    yield made
    made.close()


COUNTED = pytest.StashKey[Counter[str]]()


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Counter[str]:
    """Checks by column, printed when the run ends."""
    return request.config.stash.setdefault(COUNTED, Counter())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    counted = config.stash.get(COUNTED, Counter())
    if counted:
        told = ", ".join(f"{name} {count}" for name, count in sorted(counted.items()))
        terminalreporter.write_line(f"tenancy matrix: {counted.total()} checks ({told})")
