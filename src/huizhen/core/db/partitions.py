"""Monthly partitions of the growing logs, made ahead by a function that belongs to the owner role (S6)."""

from typing import Final

from sqlalchemy import Engine, text

MONTHS_AHEAD: Final = 2
MAKE: Final = text("select huizhen_make_partitions(:months)")


def make_ahead(engine: Engine) -> None:
    """Make this month's and the next months' partitions where they are missing."""
    with engine.begin() as connection:
        connection.execute(MAKE, {"months": MONTHS_AHEAD})
