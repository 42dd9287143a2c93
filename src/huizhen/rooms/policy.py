"""Who may do what in a call. A seat is the right to be there; being staff is none.

The caller's own seat is found first (`queries`): without one the session does not exist for him. Opening, admitting,
stages and closing are use cases of whoever opened the session: he asks his own policy before he calls.
"""

from typing import Final

from huizhen.core.access import EVERY_ROLE, Actor, Permission, Policy, Rule
from huizhen.rooms.model import SeatRow


class Can(Permission):
    """Permissions of this domain."""

    USE = "session:use"
    MUTE = "session:mute"


def is_host(_: Actor, seat: SeatRow) -> bool:
    """The caller's own seat is one that may take a microphone from others."""
    return seat.is_host


ALLOW: Final[Policy] = {
    Can.USE: Rule(EVERY_ROLE),
    Can.MUTE: Rule(EVERY_ROLE, ((is_host,),)),
}
