"""Password hashes: argon2id with the parameters of security.md §2.2. The only importer of `argon2`."""

import threading
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

PASSES: Final = 2
MEMORY_KIB: Final = 19 * 1024
LANES: Final = 1
AT_ONCE_MAX: Final = 2

_hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)
_at_once = threading.BoundedSemaphore(AT_ONCE_MAX)
# Hash of nobody's password: computed for unknown logins, so that they answer as late as known ones.
_NOBODY: Final = _hasher.hash("nobody signs in with this")


def hash_of(password: str) -> str:
    """The hash to store."""
    with _at_once:
        return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether the password is right; takes the same time when there is no account."""
    with _at_once:
        try:
            _hasher.verify(stored or _NOBODY, password)
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


def outdated(stored: str) -> bool:
    """Whether the hash was made with former parameters."""
    return _hasher.check_needs_rehash(stored)
