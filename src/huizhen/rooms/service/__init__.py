"""Use cases of a call, by what they are about; the desk is what they share.

Invariant: rows change in the caller's unit of work; the media server is told after the commit, and its list is believed
more than its answer.
"""

from huizhen.rooms.service.backstop import Backstop
from huizhen.rooms.service.desk import Connection, Desk, make_desk
from huizhen.rooms.service.guests import Entered, enter, look, make_link
from huizhen.rooms.service.presence import Presence, came, list_presence, nobody_here, went
from huizhen.rooms.service.seats import (
    admit,
    arrive,
    come_back,
    give_back,
    leave,
    list_connected,
    mute,
    remove_seat,
    send_back,
    set_hosts,
    sit_beside,
)
from huizhen.rooms.service.sessions import SeatPlan, add_seat, close_session, open_session
from huizhen.rooms.service.stages import cancel_stage, move_room, retry_stage, set_stage
from huizhen.rooms.service.tickets import Minted, is_let_through, issue_ticket

__all__ = [
    "Backstop",
    "Connection",
    "Desk",
    "Entered",
    "Minted",
    "Presence",
    "SeatPlan",
    "add_seat",
    "admit",
    "arrive",
    "came",
    "cancel_stage",
    "close_session",
    "come_back",
    "enter",
    "give_back",
    "is_let_through",
    "issue_ticket",
    "leave",
    "list_connected",
    "list_presence",
    "look",
    "make_desk",
    "make_link",
    "move_room",
    "mute",
    "nobody_here",
    "open_session",
    "remove_seat",
    "retry_stage",
    "send_back",
    "set_hosts",
    "set_stage",
    "sit_beside",
    "went",
]
