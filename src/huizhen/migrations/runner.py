"""Running migrations: the owner role upgrades, one process at a time; without it the SQL is only printed (S7)."""

import io
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, pool, text

from huizhen.core.db.engine import driver_url

FOLDER: Final = Path(__file__).parent
LOCK: Final = 0x6D696772617465
LOCK_TIMEOUT: Final = "set lock_timeout = '4s'"


def _config(app_role: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["app_role"] = app_role
    return config


def head() -> str:
    """The newest revision of this release."""
    revision = ScriptDirectory.from_config(_config("")).get_current_head()
    if revision is None:
        raise RuntimeError("no migration found")
    return revision


def current(url: str) -> str | None:
    """The revision a database stands at."""
    engine = create_engine(driver_url(url), poolclass=pool.NullPool)
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(owner_url: str, *, app_role: str) -> None:
    """Bring a database to `head()`; a second process waits and finds nothing to do."""
    engine = create_engine(driver_url(owner_url), poolclass=pool.NullPool)
    with engine.connect() as connection:
        connection.execute(text("select pg_advisory_lock(:lock)"), {"lock": LOCK})
        connection.execute(text(LOCK_TIMEOUT))
        connection.commit()
        config = _config(app_role)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
        connection.execute(text("select pg_advisory_unlock(:lock)"), {"lock": LOCK})
        connection.commit()


def pending_sql(url: str, *, app_role: str) -> str:
    """The SQL that `upgrade` would run, for an operator whose database role may not."""
    out = io.StringIO()
    config = _config(app_role)
    config.output_buffer = out
    config.set_main_option("sqlalchemy.url", "postgresql+psycopg://")
    command.upgrade(config, f"{current(url) or 'base'}:head", sql=True)
    return out.getvalue()
