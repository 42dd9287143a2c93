"""A call, its rooms at the media server, its seats, and the links by which guests come. No clinical word.

Invariant: every right that a seat holds stands in its row, as letters; what the media server is told follows from it.
Source: media.md §1. Clear ids only: holder and subject are opaque here.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huizhen.core.db.model import Owner, Retention, Row
from huizhen.rooms.rules import SeatKind, SeatState
from huizhen.rooms.stage import StageState

LETTERS: Final = "'^[PMSVIDT]*$'"


class SessionState(StrEnum):
    """Whether the call goes on."""

    OPEN = "open"
    CLOSED = "closed"


class MediaRoomState(StrEnum):
    """Whether a session still uses this room of the media server."""

    OPEN = "open"
    REPLACED = "replaced"
    CLOSED = "closed"


class Session(Row, owner=Owner.HQ, retention=Retention.PROCESS, scoped_by="key_scope"):
    """One call of a subject. `stage_wanted_at` is the moment of the request that is being proven."""

    __tablename__ = "session"
    __table_args__ = (Index(None, "subject"), Index(None, "stage_state"))

    subject: Mapped[UUID]
    key_scope: Mapped[UUID]
    stage: Mapped[str]
    stage_wanted: Mapped[str]
    stage_epoch: Mapped[int]
    stage_state: Mapped[StageState]
    stage_wanted_at: Mapped[datetime]
    state: Mapped[SessionState]
    closed_at: Mapped[datetime | None]


class MediaRoom(Row, owner=Owner.HQ, retention=Retention.PROCESS):
    """A room of the media server: its handle there tells nothing, and a session that moves gets another."""

    __tablename__ = "media_room"
    __table_args__ = (UniqueConstraint("session_id", "epoch"), UniqueConstraint("handle"))

    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id"))
    handle: Mapped[str]
    epoch: Mapped[int]
    state: Mapped[MediaRoomState]
    closed_at: Mapped[datetime | None]


class SeatRow(Row, owner=Owner.HQ, retention=Retention.PROCESS, scoped_by="place_id"):
    """A place in a call. `rights` is held now; the other two are what the entered and the wanted stage give.

    `device` is the only one that may be connected: a browser's session, or a guest's link. `gone_at`: since when nobody
    of this seat is at the signalling door; none while somebody is.
    """

    __tablename__ = "seat"
    __table_args__ = (
        UniqueConstraint("session_id", "holder"),
        Index(None, "holder"),
        CheckConstraint(f"rights ~ {LETTERS}", name="rights"),
        CheckConstraint(f"entered_rights ~ {LETTERS}", name="entered_rights"),
        CheckConstraint(f"wanted_rights ~ {LETTERS}", name="wanted_rights"),
    )

    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id"))
    kind: Mapped[SeatKind]
    holder: Mapped[UUID]
    place_id: Mapped[UUID]
    role: Mapped[str]
    state: Mapped[SeatState]
    rights: Mapped[str]
    entered_rights: Mapped[str]
    wanted_rights: Mapped[str]
    is_host: Mapped[bool]
    is_muted: Mapped[bool] = mapped_column(default=False)
    with_seat_id: Mapped[UUID | None] = mapped_column(ForeignKey("seat.id"))
    device: Mapped[str | None]
    arrived_at: Mapped[datetime | None]
    gone_at: Mapped[datetime | None]


class GuestLinkRow(Row, owner=Owner.HQ, retention=Retention.SESSION):
    """A one-use link. Its token is known to its bearer only, and so is the cookie that it was changed for."""

    __tablename__ = "guest_link"
    __table_args__ = (UniqueConstraint("token_hash"), UniqueConstraint("cookie_hash"), Index(None, "seat_id"))

    seat_id: Mapped[UUID] = mapped_column(ForeignKey("seat.id"))
    token_hash: Mapped[bytes]
    check_hash: Mapped[bytes]
    tries: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    cookie_hash: Mapped[bytes | None]
    is_replaced: Mapped[bool] = mapped_column(default=False)
