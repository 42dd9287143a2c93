"""The database that a release makes is the one its code describes."""

from collections.abc import Iterator
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.pool import NullPool

from huizhen import app, host, migrations
from huizhen.core.db import chainer, journal
from huizhen.core.db.engine import driver_url
from huizhen.core.db.model import Base, Retention

KNOWN = (app.TITLE, chainer.ChainLink, journal.JournalEntry)  # what `create_app` loads is all there is
BEFORE = text("""
    select relname from pg_class where relispartition and relnamespace = 'public'::regnamespace
""")


@pytest.fixture
def owner(database: host.Urls) -> Iterator[Engine]:
    made = create_engine(driver_url(database.owner), poolclass=NullPool)
    yield made
    made.dispose()


@pytest.fixture(autouse=True)
def known_types(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLAlchemy has no name for the transaction id when it reads a database."""
    monkeypatch.setitem(ischema_names, "xid8", journal.Xid8)


def differences(engine: Engine) -> list[Any]:
    """What alembic would change, but for partitions and its own table."""
    with engine.connect() as connection:
        parts = set(connection.scalars(BEFORE)) | {"alembic_version"}

        def ours(_: object, name: str | None, kind: str, __: bool, ___: object) -> bool:
            return kind != "table" or name not in parts

        options = {"include_object": ours, "compare_type": True, "compare_server_default": False}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, Base.metadata))


def test_the_migrated_database_is_what_the_tables_say(owner: Engine) -> None:
    assert differences(owner) == []


def test_a_forgotten_column_would_be_seen(owner: Engine) -> None:
    with owner.begin() as connection:
        connection.execute(text("alter table draft add column forgotten text"))
    try:
        assert len(differences(owner)) == 1
    finally:
        with owner.begin() as connection:
            connection.execute(text("alter table draft drop column forgotten"))


def test_an_operator_of_an_empty_database_is_shown_all_of_the_sql(owner: Engine, database: host.Urls) -> None:
    with owner.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("create database empty"))
    try:
        url = driver_url(database.owner).set(database="empty").render_as_string(hide_password=False)
        shown = migrations.pending_sql(url, app_role="huizhen_app")
        with create_engine(driver_url(url), poolclass=NullPool).connect() as connection:
            assert connection.scalar(text("select count(*) from pg_class where relname = 'document'")) == 0
    finally:
        with owner.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("drop database empty"))
    for table in Base.metadata.tables:
        assert f"TABLE {table} (" in shown
    assert 'revoke update, delete on journal from "huizhen_app"' in shown
    assert migrations.head() in shown


def test_a_migrated_database_has_nothing_pending(database: host.Urls) -> None:
    assert migrations.current(database.owner) == migrations.head()
    shown = migrations.pending_sql(database.owner, app_role="huizhen_app")
    assert "CREATE TABLE" not in shown


def test_migrating_again_changes_nothing(owner: Engine, database: host.Urls) -> None:
    migrations.upgrade(database.owner, app_role="huizhen_app")
    assert differences(owner) == []


def test_every_table_says_how_long_its_rows_are_kept() -> None:
    tables = [each.class_ for each in Base.registry.mappers]
    assert len(tables) > 10
    assert all(isinstance(each.retention, Retention) for each in tables)
