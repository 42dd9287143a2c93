"""One engine a process, with the limits of stack.md §3 on every connection."""

from typing import Final

import orjson
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import URL, make_url

STATEMENT_TIMEOUT_MS: Final = 30_000
IDLE_IN_TRANSACTION_TIMEOUT_MS: Final = 10_000
LOCK_TIMEOUT_MS: Final = 4_000
MAJOR_VERSION_MIN: Final = 15
CONNECT_TIMEOUT_S: Final = 5
SPARE_CONNECTIONS: Final = 4
POOL_TIMEOUT_S: Final = 5
OPTIONS: Final = " ".join(
    (
        f"-c statement_timeout={STATEMENT_TIMEOUT_MS}",
        f"-c idle_in_transaction_session_timeout={IDLE_IN_TRANSACTION_TIMEOUT_MS}",
        f"-c lock_timeout={LOCK_TIMEOUT_MS}",
        "-c timezone=UTC",
    )
)


def driver_url(url: str) -> URL:
    """The URL with our driver, whatever spelling the operator used."""
    return make_url(url).set(drivername="postgresql+psycopg")


def make_engine(url: str, *, threads: int, application: str) -> Engine:
    """An engine whose pool holds a connection for every thread and a few for the process's own loops."""
    return create_engine(
        driver_url(url),
        pool_size=threads,
        max_overflow=SPARE_CONNECTIONS,
        pool_timeout=POOL_TIMEOUT_S,
        pool_pre_ping=False,
        hide_parameters=True,
        json_serializer=lambda value: orjson.dumps(value).decode(),
        json_deserializer=orjson.loads,
        connect_args={
            "options": OPTIONS,
            "application_name": application,
            "connect_timeout": CONNECT_TIMEOUT_S,
        },
    )


def server_major(engine: Engine) -> int:
    """The major version of the server, for the check at start."""
    with engine.connect() as connection:
        number = connection.scalar(text("show server_version_num"))
    return int(str(number)) // 10_000
