"""Alembic's entry: a given connection, or SQL text."""

from alembic import context
from sqlalchemy import Connection

from huizhen.core.db.model import Base


def _run(connection: Connection | None) -> None:
    if connection is None:
        context.configure(
            dialect_name="postgresql",
            literal_binds=True,
            output_buffer=context.config.output_buffer,
            target_metadata=Base.metadata,
        )
    else:
        context.configure(
            connection=connection, target_metadata=Base.metadata, transaction_per_migration=True
        )
    with context.begin_transaction():
        context.run_migrations()


_run(context.config.attributes.get("connection"))
