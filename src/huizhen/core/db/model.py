"""Base of all tables: types, names of constraints, and what every table must say about itself."""

import enum
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Final
from uuid import UUID

from sqlalchemy import BigInteger, Date, DateTime, Enum, LargeBinary, MetaData, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

ENUM_CHARS_MAX: Final = 64


class Owner(StrEnum):
    """Whose word a row is: headquarters', or the node's own bookkeeping."""

    HQ = "hq"
    NODE = "node"


class Retention(StrEnum):
    """Retention classes of domain.md §10 that exist so far."""

    RECORD = "record"
    AUDIT = "audit"
    STAFF = "staff"
    PROCESS = "process"
    SESSION = "session"


def values_of(members: type[enum.Enum]) -> list[str]:
    """Enums are stored by value, as text with a named CHECK."""
    return [each.value for each in members]


class Base(DeclarativeBase):
    """All tables. `about` is filled by the subclasses and read by the architecture tests."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own name and shape
        datetime: DateTime(timezone=True),
        date: Date(),
        UUID: Uuid(),
        str: Text(),
        bytes: LargeBinary(),
        int: BigInteger(),
        list[UUID]: ARRAY(Uuid()),
        list[int]: ARRAY(BigInteger()),
        list[str]: ARRAY(Text()),
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            create_constraint=True,
            length=ENUM_CHARS_MAX,
            values_callable=values_of,
        ),
    }

    owner: ClassVar[Owner]
    retention: ClassVar[Retention]
    scoped_by: ClassVar[str | None]

    def __init_subclass__(
        cls,
        *,
        owner: Owner | None = None,
        retention: Retention | None = None,
        scoped_by: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Every table names owner and retention; `scoped_by` is the column that ties a row to a store or patient."""
        if owner is not None:
            cls.owner = owner
        if retention is not None:
            cls.retention = retention
        cls.scoped_by = scoped_by
        super().__init_subclass__(**kwargs)


class Row(Base):
    """A row that people change: UUID key, version (checked on every update), creation time."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version}


class Log(Base):
    """An append-only row: it is inserted and read, never changed."""

    __abstract__ = True


class Projected(Base):
    """A row derived from documents; written by `docstore` only, dropped and rebuilt at will (D3)."""

    __abstract__ = True

    document_id: Mapped[UUID] = mapped_column(primary_key=True)
