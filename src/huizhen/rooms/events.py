"""What happened to seats and rooms of a call, for the journal and the event stream. Ids only.

Source: media.md §13; domain.md §4 rule 5. Events of stages stand in `stage.py`, those of links in `guests.py`.
"""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from huizhen.core.events import Event


@dataclass(frozen=True, kw_only=True)
class SeatAdmitted(Event):
    kind: ClassVar[str] = "seat.admitted"
    subject_type: ClassVar[str] = "session"
    seat_id: UUID


@dataclass(frozen=True, kw_only=True)
class SeatParked(Event):
    kind: ClassVar[str] = "seat.parked"
    subject_type: ClassVar[str] = "session"
    seat_id: UUID
    stage_epoch: int


@dataclass(frozen=True, kw_only=True)
class SeatLeft(Event):
    kind: ClassVar[str] = "seat.left"
    subject_type: ClassVar[str] = "session"
    seat_id: UUID


@dataclass(frozen=True, kw_only=True)
class SeatRemoved(Event):
    kind: ClassVar[str] = "seat.removed"
    subject_type: ClassVar[str] = "session"
    seat_id: UUID
    by_user_id: UUID


@dataclass(frozen=True, kw_only=True)
class RoomMoved(Event):
    """Ask again for state and ticket: the room's epoch or the stage's has changed."""

    kind: ClassVar[str] = "room.moved"
    subject_type: ClassVar[str] = "session"
    room_epoch: int
    stage_epoch: int


@dataclass(frozen=True, kw_only=True)
class CallOpened(Event):
    kind: ClassVar[str] = "call.opened"
    subject_type: ClassVar[str] = "session"
    stage: str


@dataclass(frozen=True, kw_only=True)
class CallClosed(Event):
    """Everybody is out; tickets, links and guests' cookies have died with it."""

    kind: ClassVar[str] = "call.closed"
    subject_type: ClassVar[str] = "session"


@dataclass(frozen=True, kw_only=True)
class SeatArrived(Event):
    """Somebody waits to be admitted: at the first visit of the waiting page, or back after leaving."""

    kind: ClassVar[str] = "seat.arrived"
    subject_type: ClassVar[str] = "session"
    seat_id: UUID


@dataclass(frozen=True, kw_only=True)
class SeatMuted(Event):
    """The microphone is taken by a host, or given back."""

    kind: ClassVar[str] = "seat.muted"
    subject_type: ClassVar[str] = "session"
    seat_id: UUID
    is_muted: bool


@dataclass(frozen=True, kw_only=True)
class CallHosted(Event):
    """Who may mute from now on has changed."""

    kind: ClassVar[str] = "call.hosted"
    subject_type: ClassVar[str] = "session"


@dataclass(frozen=True, kw_only=True)
class GuestLinkMade(Event):
    """A new link for a seat; an unused earlier one is dead."""

    kind: ClassVar[str] = "guest_link.made"
    subject_type: ClassVar[str] = "session"
    seat_id: UUID


@dataclass(frozen=True, kw_only=True)
class SeatMoved(Event):
    """From now on two people sit before one device, or each before his own again."""

    kind: ClassVar[str] = "seat.moved"
    subject_type: ClassVar[str] = "session"
    seat_id: UUID
    is_beside: bool


@dataclass(frozen=True, kw_only=True)
class SeatConnected(Event):
    """The seat's line at the signalling door is open."""

    kind: ClassVar[str] = "seat.connected"
    subject_type: ClassVar[str] = "session"
    seat_id: UUID


@dataclass(frozen=True, kw_only=True)
class SeatDisconnected(Event):
    """The seat's last line is closed, whoever closed it."""

    kind: ClassVar[str] = "seat.disconnected"
    subject_type: ClassVar[str] = "session"
    seat_id: UUID
