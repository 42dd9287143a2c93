"""Around the media server: a line to it, and its stand-ins: none configured, and one in memory for tests.

Invariant: a stand-in connects nobody, so it can let nobody hear who should not; a line ends with its seat.
"""

from huizhen.rooms.media.absent import NoMedia
from huizhen.rooms.media.fake import FakeMedia
from huizhen.rooms.media.line import AWAY, FORBIDDEN, OPEN_S_MAX, POLICY_VIOLATION, open_line, pump

__all__ = [
    "AWAY",
    "FORBIDDEN",
    "OPEN_S_MAX",
    "POLICY_VIOLATION",
    "FakeMedia",
    "NoMedia",
    "open_line",
    "pump",
]
