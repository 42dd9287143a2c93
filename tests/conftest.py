"""One throw-away cluster a test process; every test builds its own people and places, so that none sees another's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Engine

from huizhen import docstore, host, migrations
from huizhen.core import log
from huizhen.core.access import system_actor
from huizhen.core.blobs.folder import FolderBlobs
from huizhen.core.db.engine import make_engine
from huizhen.core.db.reads import ReadWriter
from huizhen.core.db.unit import Workshop, unit_of_work
from huizhen.core.ids import new_id
from huizhen.core.keyring import Keyring
from huizhen.core.keys import FileKeys, create_keys
from huizhen.core.settings import Environment, Settings
from huizhen.core.time import utc_now
from tests.world import World

hypothesis_settings.register_profile("shared_machine", deadline=None)
hypothesis_settings.load_profile("shared_machine")

log.configure()  # else a fault prints every local variable

THREADS = 8
APP_ROLE = "huizhen_app"


@pytest.fixture(scope="session")
def database() -> Iterator[host.Urls]:
    """A running PostgreSQL of our own, migrated."""
    with host.temporary_cluster() as urls:
        migrations.upgrade(urls.owner, app_role=APP_ROLE)
        yield urls


@pytest.fixture(scope="session")
def engine(database: host.Urls) -> Iterator[Engine]:
    """The app role's engine."""
    made = make_engine(database.app, threads=THREADS, application="tests")
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A test node's settings."""
    return Settings(environment=Environment.TEST, data_dir=tmp_path_factory.mktemp("data"), threads=THREADS)


@pytest.fixture(scope="session")
def workshop(
    engine: Engine, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workshop]:
    """What units of work are made from; the system's own scope stands."""
    path = Path(tmp_path_factory.mktemp("keys")) / "keys.json"
    create_keys(path, tenant=new_id(), at=utc_now())
    reads = ReadWriter(engine, origin="test")
    made = Workshop(
        engine=engine,
        reads=reads,
        keyring=Keyring(FileKeys(path)),
        origin="test",
        blobs=FolderBlobs(settings.blob_dir),
    )
    with unit_of_work(made, actor=system_actor("tests")) as uow:
        docstore.begin_system_scope(uow)
        uow.complete()
    yield made
    reads.close()


@pytest.fixture
def world(workshop: Workshop, settings: Settings) -> Iterator[World]:
    """People, places and calls of one test, on its own clock."""
    made = World(workshop, settings)
    yield made
    made.close()
