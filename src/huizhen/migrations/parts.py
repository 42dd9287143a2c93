"""SQL that no table definition gives: partitions of the logs, and what the app role may do."""

from collections.abc import Iterator
from typing import Final

from alembic import context

HASH_PARTITIONS: Final = 16
MONTHLY: Final = ("journal", "change")
INSERT_ONLY: Final = ("journal", "journal_chain", "document_version", "change", "signature")

# The app role has no DDL: this function runs as its owner and makes monthly partitions only.
MAKE_PARTITIONS: Final = """
create or replace function huizhen_make_partitions(months integer) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    log text;
    first date;
begin
    if months < 0 or months > 24 then
        raise exception 'months out of range';
    end if;
    foreach log in array array['journal', 'change'] loop
        for ahead in 0..months loop
            first := date_trunc('month', now() at time zone 'UTC')::date + make_interval(months => ahead);
            execute format(
                'create table if not exists public.%I partition of public.%I for values from (%L) to (%L)',
                log || '_' || to_char(first, 'YYYYMM'), log,
                first::timestamp at time zone 'UTC',
                (first + interval '1 month')::timestamp at time zone 'UTC');
            execute format('revoke all on public.%I from {role}', log || '_' || to_char(first, 'YYYYMM'));
        end loop;
    end loop;
end $$
"""

# Rows are reached through their table, whose rights count; a partition would let the app role pass round them.
CLOSE_PARTITIONS: Final = """
do $$
declare
    part regclass;
begin
    for part in select inhrelid from pg_inherits join pg_class on pg_class.oid = inhparent
        where relkind = 'p' and relnamespace = 'public'::regnamespace loop
        execute format('revoke all on %s from {role}', part);
    end loop;
end $$
"""


def app_role() -> str:
    """The role that the processes use; quoted as an identifier."""
    name: str = context.config.attributes["app_role"]
    return '"' + name.replace('"', '""') + '"'


def partitions() -> Iterator[str]:
    """Partitions of a fresh database."""
    for number in range(HASH_PARTITIONS):
        yield (
            f"create table document_version_{number:02} partition of document_version "
            f"for values with (modulus {HASH_PARTITIONS}, remainder {number})"
        )
    for log in MONTHLY:
        yield f"create table {log}_default partition of {log} default"
    yield MAKE_PARTITIONS.format(role=app_role())
    yield "revoke all on function huizhen_make_partitions(integer) from public"
    yield f"grant execute on function huizhen_make_partitions(integer) to {app_role()}"
    yield "select huizhen_make_partitions(2)"


def rights() -> Iterator[str]:
    """The app role reads and writes rows; the logs it only adds to."""
    role = app_role()
    yield f"grant usage on schema public to {role}"
    yield f"grant select, insert, update, delete on all tables in schema public to {role}"
    yield f"grant usage on all sequences in schema public to {role}"
    yield f"alter default privileges in schema public grant select, insert, update, delete on tables to {role}"
    yield f"alter default privileges in schema public grant usage on sequences to {role}"
    yield CLOSE_PARTITIONS.format(role=role)
    for log in INSERT_ONLY:
        yield f"revoke update, delete on {log} from {role}"
    yield f"revoke insert, update, delete on alembic_version from {role}"
