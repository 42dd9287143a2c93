"""What the product's own database role cannot do, whoever has taken the process over."""

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from huizhen.core.access import ANONYMOUS
from huizhen.core.db import journal, partitions
from huizhen.core.ids import new_id
from huizhen.core.time import utc_now
from huizhen.migrations.parts import INSERT_ONLY

PARTS = text("""
    select part.relname, parent.relname as log
    from pg_inherits
    join pg_class part on part.oid = inhrelid
    join pg_class parent on parent.oid = inhparent
    where parent.relkind = 'p'
""")
MONTHS = text("""
    select to_char(date_trunc('month', now() at time zone 'UTC') + make_interval(months => ahead), 'YYYYMM')
    from generate_series(0, 2) as ahead
""")
COLUMN_OF = {"journal": "entry = entry", "journal_chain": "leaf = leaf", "signature": "role = role"}


def refused(engine: Engine, statement: str) -> bool:
    """Whether PostgreSQL refuses for want of a right, and for nothing else."""
    with engine.connect() as connection:
        try:
            connection.execute(text(statement))
        except ProgrammingError as error:
            return isinstance(error.orig, InsufficientPrivilege)
    return False


@pytest.fixture
def parts(engine: Engine) -> list[tuple[str, str]]:
    with engine.begin() as connection:
        partitions_found = [(row.relname, row.log) for row in connection.execute(PARTS)]
    assert len(partitions_found) > 16
    return partitions_found


@pytest.mark.parametrize("log", INSERT_ONLY)
def test_the_app_role_changes_and_removes_nothing_in_a_log(engine: Engine, log: str) -> None:
    column = COLUMN_OF.get(log, "node = node")
    assert refused(engine, f"update {log} set {column}")
    assert refused(engine, f"delete from {log}")
    assert refused(engine, f"truncate {log}")


def test_the_app_role_gets_past_no_log_through_its_partitions(
    engine: Engine, parts: list[tuple[str, str]]
) -> None:
    for part, _ in parts:
        column = "tx = tx" if part.startswith(("journal", "change")) else "node = node"
        for statement in (f"update {part} set {column}", f"delete from {part}", f"truncate {part}"):
            assert refused(engine, statement), statement


@pytest.mark.parametrize(
    "statement",
    [
        "create table mine (id int)",
        "create temp table mine (id int)",
        "alter table document add column clear text",
        "drop table draft",
        "alter table journal disable trigger all",
        "create index mine on document (scope)",
        "create function mine() returns int language sql as 'select 1'",
        "update alembic_version set version_num = 'x'",
        "set session_replication_role = replica",
        "copy document to program 'cat'",
        "select pg_read_file('postgresql.conf')",
        "alter role huizhen_app superuser",
    ],
)
def test_the_app_role_has_no_ddl_and_no_powers(engine: Engine, statement: str) -> None:
    assert refused(engine, statement)


def test_the_app_role_makes_partitions_ahead_all_the_same(engine: Engine) -> None:
    partitions.make_ahead(engine)
    partitions.make_ahead(engine)
    with engine.begin() as connection:
        months = [row[0] for row in connection.execute(MONTHS)]
        names = {row.relname for row in connection.execute(PARTS)}
    assert len(months) == 3
    assert {f"{log}_{month}" for log in ("journal", "change") for month in months} <= names


def test_the_owners_function_takes_no_other_number_than_a_few_months(engine: Engine) -> None:
    for months in (-1, 25):
        with engine.connect() as connection, pytest.raises(Exception, match="months out of range"):
            connection.execute(partitions.MAKE, {"months": months})


def test_a_partition_made_later_is_closed_to_the_app_role_too(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(partitions.MAKE, {"months": 5})
        names = sorted(
            row.relname for row in connection.execute(PARTS) if row.relname.startswith("journal_2")
        )
    assert len(names) >= 6
    assert refused(engine, f"delete from {names[-1]}")
    assert refused(engine, f"select * from {names[-1]}")


def test_an_entry_of_this_month_lies_in_its_months_partition(engine: Engine) -> None:
    entry = journal.Entry(
        id=new_id(), at=utc_now(), kind="record.read", subject_type="scope", subject_id=None, actor=ANONYMOUS
    )
    with engine.begin() as connection:
        journal.append(connection, journal.rows([entry], origin="test"))
        place = connection.scalar(
            text("select tableoid::regclass::text from journal where id = :id"), {"id": entry.id}
        )
    assert place == f"journal_{entry.at:%Y%m}"
