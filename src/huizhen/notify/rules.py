"""The limits of a stream. Source: stack.md §5.3, security.md §2.4."""

from typing import Final

from huizhen.core.errors import TooMany

STREAMS_PER_SESSION_MAX: Final = 5
STREAMS_MAX: Final = 10_000
QUEUED_FRAMES_MAX: Final = 512
REPLAYED_ENTRIES_MAX: Final = 10_000
REPLAY_PAGE: Final = 500
BEAT_S: Final = 15.0
# A session that has ended is found within this and one round of looking: five seconds together (security.md §2.4).
LOOK_EVERY_S: Final = 2.0
FAREWELL_S: Final = 1.0
RETRY_MIN_MS: Final = 2_000
RETRY_SPREAD_MS: Final = 3_000
FULL_RETRY_S: Final = 5


class TooManyStreams(TooMany):
    """This session listens often enough. Fact `retry_after_s`."""

    code = "too-many-streams"
