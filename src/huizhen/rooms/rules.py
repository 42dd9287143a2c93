"""Rights and seats of a call, tickets, the door's question, and what the media server must be able to do.

Invariant: only an admitted seat holds any right, and a kept ticket never holds more than its seat does now.
Source: media.md §13.1–§13.3; decisions D24, D25, D27. The rights of a stage come from the caller, as letters.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from huizhen.core.errors import Conflict, Unavailable

TICKET_TTL_MAX: Final = timedelta(minutes=5)


class WrongSeatState(Conflict):
    """Facts `state`, `command`, `allowed`."""

    code = "wrong-seat-state"


class SeatNotAdmitted(Conflict):
    """Waiting, parked, left or removed: no ticket. Fact `state`."""

    code = "seat-not-admitted"


class MediaUnavailable(Unavailable):
    """The media server does not answer; the rest of the product is unaffected."""

    code = "media-unavailable"


# ---- rights


class Right(StrEnum):
    """One thing a seat may do in a call."""

    CAMERA = "camera"
    MICROPHONE = "microphone"
    SHARE = "share"
    RECEIVE = "receive"
    IMAGES = "images"
    DRAW = "draw"
    PRESENT = "present"


Rights = frozenset[Right]
NOTHING: Final[Rights] = frozenset()
LETTERS: Final[Mapping[str, Rights]] = {
    "P": frozenset({Right.CAMERA, Right.MICROPHONE}),
    "M": frozenset({Right.MICROPHONE}),
    "S": frozenset({Right.SHARE}),
    "V": frozenset({Right.RECEIVE}),
    "I": frozenset({Right.IMAGES}),
    "D": frozenset({Right.DRAW}),
    "T": frozenset({Right.PRESENT}),
}
"""The letters in which stage tables are written and handed down."""


def rights_of(letters: str) -> Rights:
    """`"PVI"` as a set; no letters is nothing. An unknown letter is a mistake in the table: KeyError."""
    return frozenset(right for each in letters for right in LETTERS[each])


def letters_of(rights: Rights) -> str:
    """The letters of a set, as a seat's row keeps it: `rights_of` of them is the same set.

    Raises:
        ValueError: no letters spell it (a camera without its microphone).
    """
    letters = "".join(each for each, meant in LETTERS.items() if meant <= rights)
    letters = letters.replace("M", "") if "P" in letters else letters
    if rights_of(letters) != rights:
        raise ValueError("rights are given by letters")
    return letters


class Source(StrEnum):
    """Kinds of track. Source: LiveKit protocol, TrackSource."""

    CAMERA = "camera"
    MICROPHONE = "microphone"
    SCREEN_SHARE = "screen_share"
    SCREEN_SHARE_AUDIO = "screen_share_audio"


_SOURCES: Final[Mapping[Right, frozenset[Source]]] = {
    Right.CAMERA: frozenset({Source.CAMERA}),
    Right.MICROPHONE: frozenset({Source.MICROPHONE}),
    Right.SHARE: frozenset({Source.SCREEN_SHARE, Source.SCREEN_SHARE_AUDIO}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """The whole set as the media server keeps it. Always sent whole: a field left out would be reset there."""

    can_publish: bool
    can_publish_sources: frozenset[Source]
    can_subscribe: bool
    can_publish_data: bool
    can_update_metadata: bool = False
    hidden: bool = False

    def __post_init__(self) -> None:
        # To the media server an empty list of sources means any source.
        if self.can_publish != bool(self.can_publish_sources):
            raise ValueError("publishing and its sources must be given together")

    def is_within(self, other: "Permission") -> bool:
        """Whether it allows nothing that the other does not."""
        return (
            self.can_publish_sources <= other.can_publish_sources
            and self.can_subscribe <= other.can_subscribe
            and self.can_publish_data <= other.can_publish_data
            and self.can_update_metadata <= other.can_update_metadata
            and self.hidden == other.hidden
        )


def grants(rights: Rights, *, machine: bool = False) -> Permission:
    """The permission for these rights. Only a machine may be hidden, never a person."""
    sources = frozenset(source for right in rights for source in _SOURCES.get(right, ()))
    return Permission(
        can_publish=bool(sources),
        can_publish_sources=sources,
        can_subscribe=Right.RECEIVE in rights,
        can_publish_data=bool(rights & {Right.DRAW, Right.PRESENT}),
        hidden=machine,
    )


# ---- seats


class SeatKind(StrEnum):
    """Who can sit there. A guest came by a one-use link; a machine records or transcribes."""

    USER = "user"
    PATIENT = "patient"
    COMPANION = "companion"
    GUEST = "guest"
    MACHINE = "machine"


class SeatState(StrEnum):
    """Only `admitted` is connected to media."""

    WAITING = "waiting"
    ADMITTED = "admitted"
    PARKED = "parked"
    LEFT = "left"
    REMOVED = "removed"


class SeatCommand(StrEnum):
    """`park` and `call_back` come with the stage; `send_back` is the chair's hand: it needs a new admission."""

    ADMIT = "admit"
    SEND_BACK = "send_back"
    PARK = "park"
    CALL_BACK = "call_back"
    LEAVE = "leave"
    RETURN = "return"
    REMOVE = "remove"


SEAT_MOVES: Final[Mapping[SeatCommand, tuple[frozenset[SeatState], SeatState]]] = {
    SeatCommand.ADMIT: (frozenset({SeatState.WAITING}), SeatState.ADMITTED),
    SeatCommand.SEND_BACK: (frozenset({SeatState.ADMITTED, SeatState.PARKED}), SeatState.WAITING),
    SeatCommand.PARK: (frozenset({SeatState.ADMITTED}), SeatState.PARKED),
    SeatCommand.CALL_BACK: (frozenset({SeatState.PARKED}), SeatState.ADMITTED),
    SeatCommand.LEAVE: (
        frozenset({SeatState.WAITING, SeatState.ADMITTED, SeatState.PARKED}),
        SeatState.LEFT,
    ),
    # Through the waiting room: the stage may have changed while he was away.
    SeatCommand.RETURN: (frozenset({SeatState.LEFT}), SeatState.WAITING),
    SeatCommand.REMOVE: (frozenset(SeatState) - {SeatState.REMOVED}, SeatState.REMOVED),
}


def seat_after(state: SeatState, command: SeatCommand) -> SeatState:
    """The state a command leads to; `WrongSeatState` with what is possible instead."""
    sources, target = SEAT_MOVES[command]
    if state not in sources:
        allowed = [each for each, (starts, _) in SEAT_MOVES.items() if state in starts]
        raise WrongSeatState(state=state, command=command, allowed=allowed)
    return target


def seat_in_stage(state: SeatState, rights: Rights) -> SeatState:
    """What a new stage makes of a seat: parked without rights, called back with some, else as it was."""
    if state is SeatState.ADMITTED and not rights:
        return SeatState.PARKED
    if state is SeatState.PARKED and rights:
        return SeatState.ADMITTED
    return state


def effective(state: SeatState, rights: Rights, *, is_muted: bool = False) -> Rights:
    """What a seat holds now. The chair's mute takes the microphone away until the chair gives it back."""
    if state is not SeatState.ADMITTED:
        return NOTHING
    return rights - {Right.MICROPHONE} if is_muted else rights


# ---- tickets and the door

_PART: Final = re.compile(r"[A-Za-z0-9-]{1,64}")
_IDENTITY_PARTS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """`<store>:<user>:<session>:<device>` of opaque ids; a guest's user part is his seat."""

    store: str
    user: str
    session: str
    device: str

    def __post_init__(self) -> None:
        if not all(_PART.fullmatch(each) for each in (self.store, self.user, self.session, self.device)):
            raise ValueError("an identity is made of opaque ids")

    def __str__(self) -> str:
        return f"{self.holder}:{self.device}"

    @property
    def holder(self) -> str:
        """The person in this session, whatever the device: what the proof looks for."""
        return f"{self.store}:{self.user}:{self.session}"


def find_identity(text: str) -> Identity | None:
    """The identity in a media server's text, or None if it is not one of ours."""
    parts = text.split(":")
    if len(parts) != _IDENTITY_PARTS or not all(_PART.fullmatch(each) for each in parts):
        return None
    store, user, session, device = parts
    return Identity(store=store, user=user, session=session, device=device)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """The claims of one connection to one room. Never an administrator, never its own metadata."""

    identity: Identity
    room_name: str
    room_epoch: int
    role: str
    permission: Permission
    issued_at: datetime
    expires_at: datetime

    def __post_init__(self) -> None:
        if not timedelta(0) < self.expires_at - self.issued_at <= TICKET_TTL_MAX:
            raise ValueError("a ticket lives at most five minutes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A seat as the door and the desk see it now."""

    kind: SeatKind
    state: SeatState
    role: str
    rights: Rights
    identity: Identity
    room_name: str
    room_epoch: int
    is_muted: bool = False

    def holds(self) -> Rights:
        """Its rights at this moment."""
        return effective(self.state, self.rights, is_muted=self.is_muted)

    def permission(self) -> Permission:
        """The same for the media server."""
        return grants(self.holds(), machine=self.kind is SeatKind.MACHINE)


def ticket_for(seat: Seat, now: datetime) -> Ticket:
    """A ticket for an admitted seat whose stage gives it something; else `SeatNotAdmitted`."""
    if not seat.holds():
        raise SeatNotAdmitted(state=seat.state)
    return Ticket(
        identity=seat.identity,
        room_name=seat.room_name,
        room_epoch=seat.room_epoch,
        role=seat.role,
        permission=seat.permission(),
        issued_at=now,
        expires_at=now + TICKET_TTL_MAX,
    )


def door_opens(
    seat: Seat, *, identity: Identity, room_name: str, room_epoch: int, permission: Permission
) -> bool:
    """Whether the claims of a signed token still fit the live seat: person, device, room, and nothing wider.

    The last one is for the ticket that was minted before a stage took something away.
    """
    same_room = seat.room_name == room_name and seat.room_epoch == room_epoch
    same_seat = seat.identity == identity and bool(seat.holds())
    return same_room and same_seat and permission.is_within(seat.permission())


# ---- the media server


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a token says whose signature holds: ours, or the one that the media server gave in its place (T7)."""

    identity: Identity
    room_name: str
    room_epoch: int
    permission: Permission


class Mint(Protocol):
    """Makes tokens and reads them back."""

    def mint(self, ticket: Ticket) -> str:
        """A signed token with exactly these claims."""

    def read(self, token: str) -> Claims | None:
        """Its claims, or None: forged, expired, or not one of ours."""


@dataclass(frozen=True, slots=True)
class Participant:
    """One line of the media server's own list."""

    identity: str
    permission: Permission


class MediaPlane(Mint, Protocol):
    """What a media server does for us. Every call raises `MediaUnavailable` when it is not confirmed in time."""

    def create(self, room_name: str, *, participants_max: int) -> None:
        """Idempotent."""

    def delete(self, room_name: str) -> None:
        """Everybody out; a room that is not there is deleted already."""

    def set_permission(self, room_name: str, identity: str, permission: Permission) -> None:
        """The whole set; somebody who is not there needs none."""

    def remove(self, room_name: str, identity: str) -> None:
        """Cut the connection; somebody who is not there is out already."""

    def list(self, room_name: str) -> tuple[Participant, ...]:
        """Everybody in the room as the server sees it, machines too; empty for a room that is not there."""

    def is_healthy(self) -> bool:
        """Whether it answers at all; never raises."""

    def close(self) -> None:
        """Let go of its connections; the process ends."""
