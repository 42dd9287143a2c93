"""Wire types of a call. Names of people are not here: the client knows them from what it came for."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from huizhen.core.http.wire import Kept, Out, Wire
from huizhen.rooms.guests import CHECK_CHARACTERS
from huizhen.rooms.rules import Right, SeatKind, SeatState
from huizhen.rooms.stage import StageState

LINK_TOKEN = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{43}$")]


class SeatOut(Out):
    """A seat as everybody in the call sees it. `identity` begins its participants' identities at the media server."""

    id: UUID
    kind: SeatKind
    role: str
    holder: UUID
    identity: str
    state: SeatState
    rights: list[Right]
    is_host: bool
    is_muted: bool
    with_seat_id: UUID | None
    arrived_at: datetime | None


class SessionOut(Out):
    """Where a call stands, and the caller's own seat in it."""

    id: UUID
    subject: UUID
    stage: str
    stage_wanted: str
    stage_epoch: int
    stage_state: StageState
    room_epoch: int
    is_media_up: bool
    my_seat_id: UUID
    seats: list[SeatOut]


class TicketOut(Out):
    """A token for one connection; the client connects to its own origin with it."""

    token: str
    identity: str
    room_epoch: int
    expires_at: datetime
    rights: list[Right]


class MuteIn(Wire):
    """A host takes a microphone, or gives it back."""

    is_muted: bool


class SeatStateOut(Kept):
    """What became of a seat."""

    seat_id: UUID
    state: SeatState


class LinkIn(Wire):
    """A link's token, from the fragment of its address: in a body, so that it stands in no log."""

    token: LINK_TOKEN


class LinkOut(Out):
    """A link that can be used, and who calls."""

    place_name: str
    tries_left: int


class EnterIn(Wire):
    """The deliberate submit: the last four characters of the document number."""

    token: LINK_TOKEN
    last_four: Annotated[str, Field(min_length=1, max_length=4 * CHECK_CHARACTERS)]


class EnteredOut(Out):
    """The seat that this browser now stands for."""

    session_id: UUID
    seat_id: UUID


class GuestOut(Out):
    """The waiting page: where the guest's own seat stands. Nothing about others but their number before him."""

    session_id: UUID
    seat_id: UUID
    kind: SeatKind
    state: SeatState
    position: int | None
    rights: list[Right]
    room_epoch: int
    stage_epoch: int
    is_media_up: bool
