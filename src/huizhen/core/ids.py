"""UUIDv7, the only kind of identifier. Source: RFC 9562 §5.7."""

import secrets
import time
from collections.abc import Callable
from typing import Final
from uuid import UUID

Ids = Callable[[], UUID]

RANDOM_BITS: Final = 74
_RAND_B_BITS: Final = 62


def uuid7(unix_ms: int, random_bits: int) -> UUID:
    """An id from milliseconds since 1970 and 74 random bits."""
    value = (unix_ms & 0xFFFF_FFFF_FFFF) << 80
    value |= 0x7 << 76
    value |= (random_bits >> _RAND_B_BITS) << 64
    value |= 0b10 << _RAND_B_BITS
    value |= random_bits & ((1 << _RAND_B_BITS) - 1)
    return UUID(int=value)


def new_id() -> UUID:
    """A fresh id. Use cases ask their unit of work instead, so that a test can give the ids."""
    return uuid7(time.time_ns() // 1_000_000, secrets.randbits(RANDOM_BITS))
