"""Calls: media rooms, seats, the signalling door, stages as given from above. Knows no case.

Invariant: rights follow the stage within a second, and who may not hear is not connected.
"""

from huizhen.rooms.door import Door
from huizhen.rooms.livekit import media_server
from huizhen.rooms.model import SeatRow
from huizhen.rooms.policy import ALLOW
from huizhen.rooms.queries import (
    Guest,
    Standing,
    find_guest,
    find_session,
    get_guest,
    get_standing,
    list_deserted,
    list_entered,
)
from huizhen.rooms.routes import GUEST_COOKIE, desk_of, guest_cookie, routes
from huizhen.rooms.rules import MediaPlane, MediaUnavailable, Right, Rights, SeatKind, SeatState, rights_of
from huizhen.rooms.service import (
    Backstop,
    Desk,
    Presence,
    SeatPlan,
    add_seat,
    admit,
    arrive,
    cancel_stage,
    close_session,
    give_back,
    list_connected,
    list_presence,
    make_desk,
    make_link,
    move_room,
    nobody_here,
    open_session,
    remove_seat,
    retry_stage,
    send_back,
    set_hosts,
    set_stage,
    sit_beside,
)
from huizhen.rooms.service.guests import LINK_TTL
from huizhen.rooms.stage import StagePending, StageSettled, StageState

__all__ = [
    "ALLOW",
    "GUEST_COOKIE",
    "LINK_TTL",
    "Backstop",
    "Desk",
    "Door",
    "Guest",
    "MediaPlane",
    "MediaUnavailable",
    "Presence",
    "Right",
    "Rights",
    "SeatKind",
    "SeatPlan",
    "SeatRow",
    "SeatState",
    "StagePending",
    "StageSettled",
    "StageState",
    "Standing",
    "add_seat",
    "admit",
    "arrive",
    "cancel_stage",
    "close_session",
    "desk_of",
    "find_guest",
    "find_session",
    "get_guest",
    "get_standing",
    "give_back",
    "guest_cookie",
    "list_connected",
    "list_deserted",
    "list_entered",
    "list_presence",
    "make_desk",
    "make_link",
    "media_server",
    "move_room",
    "nobody_here",
    "open_session",
    "remove_seat",
    "retry_stage",
    "rights_of",
    "routes",
    "send_back",
    "set_hosts",
    "set_stage",
    "sit_beside",
]
