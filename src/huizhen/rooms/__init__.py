"""Calls: media rooms, seats, the signalling door, stages as given from above. Knows no case.

Invariant: rights follow the stage within a second, and who may not hear is not connected.
"""

from huizhen.rooms.door import Door
from huizhen.rooms.livekit import media_server
from huizhen.rooms.policy import ALLOW
from huizhen.rooms.queries import Guest, find_guest, find_session, get_guest, get_standing
from huizhen.rooms.routes import GUEST_COOKIE, desk_of, guest_cookie, routes
from huizhen.rooms.rules import MediaPlane, MediaUnavailable, Right, Rights, SeatKind, SeatState, rights_of
from huizhen.rooms.service import (
    Backstop,
    Desk,
    SeatPlan,
    add_seat,
    admit,
    cancel_stage,
    close_session,
    list_connected,
    make_desk,
    make_link,
    move_room,
    open_session,
    remove_seat,
    retry_stage,
    send_back,
    set_hosts,
    set_stage,
)
from huizhen.rooms.stage import StagePending, StageSettled, StageState

__all__ = [
    "ALLOW",
    "GUEST_COOKIE",
    "Backstop",
    "Desk",
    "Door",
    "Guest",
    "MediaPlane",
    "MediaUnavailable",
    "Right",
    "Rights",
    "SeatKind",
    "SeatPlan",
    "SeatState",
    "StagePending",
    "StageSettled",
    "StageState",
    "add_seat",
    "admit",
    "cancel_stage",
    "close_session",
    "desk_of",
    "find_guest",
    "find_session",
    "get_guest",
    "get_standing",
    "guest_cookie",
    "list_connected",
    "make_desk",
    "make_link",
    "media_server",
    "move_room",
    "open_session",
    "remove_seat",
    "retry_stage",
    "rights_of",
    "routes",
    "send_back",
    "set_hosts",
    "set_stage",
]
