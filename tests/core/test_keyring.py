"""A process holds few keys, for a short time, and asks for each once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest

from huizhen.core import cipher, keyring
from huizhen.core.ids import new_id
from huizhen.core.keyring import KEPT_S, Keyring, WrappedKey
from huizhen.core.keys import FileKeys, create_keys
from huizhen.core.time import utc_now


class Counting:
    """A KEK that counts what it is asked."""

    def __init__(self, kek: FileKeys) -> None:
        self._kek = kek
        self.asked = 0
        self._lock = threading.Lock()

    def __getattr__(self, name: str) -> object:
        return getattr(self._kek, name)

    def unwrap(self, wrapped: bytes, version: int) -> bytes:
        with self._lock:
            self.asked += 1
        return self._kek.unwrap(wrapped, version)


@pytest.fixture
def kek(tmp_path: Path) -> Counting:
    create_keys(tmp_path / "keys.json", tenant=new_id(), at=utc_now())
    return Counting(FileKeys(tmp_path / "keys.json"))


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ring(kek: Counting, clock: Clock) -> Keyring:
    return Keyring(kek, clock=clock)  # type: ignore[arg-type] # passes everything else on


def scopes(ring: Keyring, count: int) -> list[tuple[UUID, WrappedKey]]:
    return [(new_id(), ring.make()[1]) for _ in range(count)]


def test_a_key_made_for_a_scope_comes_back_from_its_wrapped_form(ring: Keyring) -> None:
    key, wrapped = ring.make(version=3)
    envelope = cipher.encrypt(key, b"text", b"aad")
    assert cipher.decrypt(ring.key(new_id(), wrapped), envelope, b"aad") == b"text"
    assert key.secret not in wrapped.wrapped
    assert wrapped.version == 3


def test_a_key_is_unwrapped_once_in_five_minutes_and_then_again(
    ring: Keyring, kek: Counting, clock: Clock
) -> None:
    ((scope, wrapped),) = scopes(ring, 1)
    for after, asked in ((0, 1), (KEPT_S - 1, 1), (1, 2), (KEPT_S, 3)):
        clock.now += after
        ring.key(scope, wrapped)
        assert kek.asked == asked


def test_versions_and_scopes_have_keys_of_their_own(ring: Keyring) -> None:
    scope, (one, first), (two, second) = new_id(), ring.make(1), ring.make(2)
    assert ring.key(scope, first).secret == one.secret
    assert ring.key(scope, second).secret == two.secret
    assert ring.key(scope, first).secret == one.secret


def test_no_more_keys_are_kept_than_the_bound_and_the_oldest_goes_first(
    ring: Keyring, kek: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "KEYS_KEPT_MAX", 3)
    known = scopes(ring, 5)
    for each in known:
        ring.key(*each)
    assert len(ring._kept) == 3
    ring.key(*known[-1])
    assert kek.asked == 5
    ring.key(*known[0])
    assert kek.asked == 6


def test_a_key_whose_time_is_over_is_forgotten_though_nobody_asks_for_it(ring: Keyring, clock: Clock) -> None:
    for each in scopes(ring, 4):
        ring.key(*each)
    clock.now += KEPT_S
    ((scope, wrapped),) = scopes(ring, 1)
    ring.key(scope, wrapped)
    assert [name for name, _ in ring._kept] == [scope]


def test_many_threads_get_the_right_keys(ring: Keyring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "KEYS_KEPT_MAX", 4)
    made = [(new_id(), *ring.make()) for _ in range(12)]

    def ask(turn: int) -> bool:
        scope, key, wrapped = made[turn % len(made)]
        return ring.key(scope, wrapped).secret == key.secret

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(1_200)))
    assert len(ring._kept) <= 4


def test_a_key_of_another_installation_does_not_open(ring: Keyring, tmp_path: Path) -> None:
    create_keys(tmp_path / "other.json", tenant=new_id(), at=utc_now())
    _, wrapped = Keyring(FileKeys(tmp_path / "other.json")).make()
    with pytest.raises(cipher.Unreadable):
        ring.key(new_id(), wrapped)
    assert len(ring._kept) == 0


def test_a_search_token_depends_on_field_and_text_and_installation(ring: Keyring, tmp_path: Path) -> None:
    create_keys(tmp_path / "other.json", tenant=new_id(), at=utc_now())
    other = Keyring(FileKeys(tmp_path / "other.json"))
    told = {
        ring.token("name", "张"),
        ring.token("name", "李"),
        ring.token("phone", "张"),
        other.token("name", "张"),
    }
    assert len(told) == 4
    assert ring.token("name", "张") == ring.token("name", "张")
