"""From settings to a working process: keys, engine, workshop."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from huizhen import docstore, host
from huizhen.core.access import system_actor
from huizhen.core.blobs.folder import FolderBlobs
from huizhen.core.db.engine import MAJOR_VERSION_MIN, make_engine, server_major
from huizhen.core.db.hub import Bell
from huizhen.core.db.reads import ReadWriter
from huizhen.core.db.unit import Workshop, unit_of_work
from huizhen.core.ids import new_id
from huizhen.core.keyring import Keyring
from huizhen.core.keys import FileKeys, create_keys
from huizhen.core.settings import NodeRole, Settings
from huizhen.core.time import utc_now

KEY_FILE: Final = "keys.json"
KEY_FOLDER_MODE: Final = 0o700


class NoDatabase(Exception):  # noqa: N818 - told to whoever runs the command
    """No `DATABASE_URL`: the process was started by hand, without `huizhen up`."""


def load_settings(**changes: object) -> Settings:
    """The node's settings; folders by machine where the environment names none (S18)."""
    found = {
        "data_dir": host.data_folder(os.environ, root=host.is_root()),
        "cache_dir": host.cache_folder(os.environ, root=host.is_root()),
    }
    return Settings(**{**found, **changes})  # type: ignore[arg-type] # validated by the model


def open_keys(settings: Settings) -> FileKeys:
    """The node's keys; made at the first start. They belong to the user of the application, never to PostgreSQL's."""
    path = settings.key_dir / KEY_FILE
    secret = settings.key_passphrase
    passphrase = None if secret is None else secret.get_secret_value().encode()
    if not path.exists():
        host.make_passage(settings.data_dir)
        settings.key_dir.mkdir(mode=KEY_FOLDER_MODE, exist_ok=True)
        create_keys(path, tenant=new_id(), at=utc_now(), passphrase=passphrase)
    return FileKeys(path, passphrase=passphrase)


def origin_of(settings: Settings) -> str:
    """This node's name in journal and change log."""
    return NodeRole.HQ.value if settings.role is NodeRole.HQ else settings.base_host


@contextmanager
def open_workshop(settings: Settings, *, application: str) -> Iterator[Workshop]:
    """Engine, keys, the grouped writer, the bell and the files of a process.

    Raises:
        NoDatabase: no `DATABASE_URL`.
        RuntimeError: the server is older than PostgreSQL 15.
    """
    if settings.database_url is None:
        raise NoDatabase
    engine = make_engine(
        settings.database_url.get_secret_value(), threads=settings.threads, application=application
    )
    if (major := server_major(engine)) < MAJOR_VERSION_MIN:
        raise RuntimeError(f"PostgreSQL {major} is too old: {MAJOR_VERSION_MIN} or newer is needed")
    origin = origin_of(settings)
    keyring = Keyring(open_keys(settings))
    reads, bell = ReadWriter(engine, origin=origin), Bell(engine)
    try:
        yield Workshop(
            engine=engine,
            reads=reads,
            keyring=keyring,
            origin=origin,
            committed=bell.ring,
            blobs=FolderBlobs(settings.blob_dir),
        )
    finally:
        bell.close()
        reads.close()
        engine.dispose()


def begin(workshop: Workshop) -> None:
    """What must stand after the first migration: the installation's own scope."""
    with unit_of_work(workshop, actor=system_actor("install")) as uow:
        docstore.begin_system_scope(uow)
        uow.complete()


def log_folder(settings: Settings) -> Path:
    """Where supervised parts write their lines."""
    return settings.data_dir / "logs"
