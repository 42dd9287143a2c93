"""The keys a process works with: data keys unwrapped on demand and kept briefly, the token key, the tenant's name.

Invariant: what is kept here is bounded in number and age; the KEK itself stays behind its port. Source: security.md §4.2.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from huizhen.core import cipher
from huizhen.core.cipher import Key
from huizhen.core.keys import KeyPort

KEYS_KEPT_MAX: Final = 10_000
KEPT_S: Final = 300.0
SEARCH_KEY: Final = "search"


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A data key as the database may hold it."""

    version: int
    kek_version: int
    wrapped: bytes


class Keyring:
    """Thread-safe. One a process."""

    def __init__(self, kek: KeyPort, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._kek = kek
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[UUID, int], tuple[Key, float]] = OrderedDict()
        self._token_key = kek.named_key(SEARCH_KEY)
        self.tenant = kek.tenant

    def make(self, version: int = 1) -> tuple[Key, WrappedKey]:
        """A new data key, and its wrapped form to be stored with the first document of its scope."""
        key = Key.make(version)
        return key, WrappedKey(version, self._kek.version, self._kek.wrap(key.secret))

    def key(self, scope: UUID, wrapped: WrappedKey) -> Key:
        """The data key of a scope, unwrapped at most once in five minutes.

        Raises:
            Unreadable: the KEK that wrapped it is not here any more.
        """
        name, now = (scope, wrapped.version), self._clock()
        with self._lock:
            kept = self._kept.get(name)
            if kept is not None and kept[1] > now:
                return kept[0]
        key = Key(self._kek.unwrap(wrapped.wrapped, wrapped.kek_version), wrapped.version)
        with self._lock:
            self._kept[name] = (key, now + KEPT_S)
            self._kept.move_to_end(name)
            while len(self._kept) > KEYS_KEPT_MAX or next(iter(self._kept.values()))[1] <= now:
                self._kept.popitem(last=False)
        return key

    def token(self, field: str, text: str) -> int:
        """The search token of a text (S10)."""
        return cipher.token(self._token_key, field, text)

    def named_key(self, name: str) -> bytes:
        """A key of the node beside the data keys."""
        return self._kek.named_key(name)
