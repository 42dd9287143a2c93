"""The keys outlive crashes, never leave their file, and are gone when they are destroyed."""

import json
import multiprocessing
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from huizhen.core import keys as port
from huizhen.core.cipher import Reason, Unreadable
from huizhen.core.keyring import Keyring
from huizhen.core.keys import FileKeys, KeyFileRefused, KeyPort, PassphraseCost, create_keys

TENANT = UUID("0195f000-0000-7000-8000-000000000001")
BORN = datetime(2026, 3, 1, tzinfo=UTC)
CHEAP = PassphraseCost(passes=1, memory_kib=64, lanes=1)
DEK = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys.json"


@pytest.fixture(params=[None, b"correct horse"], ids=["file", "passphrase"])
def passphrase(request: pytest.FixtureRequest) -> bytes | None:
    word: bytes | None = request.param
    return word


@pytest.fixture
def keys(path: Path, passphrase: bytes | None) -> FileKeys:
    return create_keys(path, tenant=TENANT, at=BORN, passphrase=passphrase, cost=CHEAP)


def reason(caught: pytest.ExceptionInfo[Unreadable]) -> Reason:
    return caught.value.reason


def test_a_patient_key_comes_back_after_a_restart(
    path: Path, keys: FileKeys, passphrase: bytes | None
) -> None:
    wrapped = keys.wrap(DEK)
    again: KeyPort = FileKeys(path, passphrase=passphrase)
    assert again.unwrap(wrapped, again.version) == DEK
    assert DEK not in wrapped
    assert (again.tenant, again.version) == (TENANT, 1)


def test_the_keyring_of_the_product_runs_on_it(keys: FileKeys) -> None:
    key, wrapped = Keyring(keys).make()
    assert Keyring(keys).key(TENANT, wrapped).secret == key.secret
    assert Keyring(keys).token("name", "张三") == Keyring(keys).token("name", "张三")


def test_whoever_changes_a_wrapped_key_gets_nothing(keys: FileKeys) -> None:
    wrapped = bytearray(keys.wrap(DEK))
    wrapped[-1] ^= 1
    with pytest.raises(Unreadable) as caught:
        keys.unwrap(bytes(wrapped))
    assert reason(caught) is Reason.REJECTED
    with pytest.raises(Unreadable) as caught:
        keys.unwrap(b"abc")
    assert reason(caught) is Reason.MALFORMED


def test_old_wraps_open_after_a_rotation_and_new_ones_use_the_new_key(keys: FileKeys) -> None:
    before, name = keys.wrap(DEK), keys.named_key("search")
    assert keys.rotate(BORN + timedelta(days=28)) == 2
    assert keys.unwrap(before, 1) == DEK
    assert keys.unwrap(keys.wrap(DEK), 2) == DEK
    assert keys.named_key("search") == name
    assert keys.made_at == {1: BORN, 2: BORN + timedelta(days=28)}


def test_a_row_that_names_the_version_before_a_rotation_still_opens(keys: FileKeys) -> None:
    told = keys.version
    keys.rotate(BORN)
    assert keys.unwrap(keys.wrap(DEK), told) == DEK


def test_nothing_opens_what_a_destroyed_key_has_wrapped(
    path: Path, keys: FileKeys, passphrase: bytes | None
) -> None:
    neighbour = FileKeys(path, passphrase=passphrase)
    before, name = keys.wrap(DEK), keys.named_key("search")
    keys.rotate(BORN)
    keys.destroy(1, BORN)
    for each in (keys, neighbour, FileKeys(path, passphrase=passphrase)):
        with pytest.raises(Unreadable) as caught:
            each.unwrap(before, 1)
        assert reason(caught) is Reason.OTHER_KEY
        assert each.named_key("search") == name


def test_a_destroyed_key_is_overwritten_where_it_stood(path: Path, keys: FileKeys) -> None:
    keys.rotate(BORN)
    stored = json.loads(path.read_bytes())["keks"]["1"]["key"].encode()
    with path.open("rb") as held:
        assert stored in held.read()
        keys.destroy(1, BORN)
        held.seek(0)
        assert set(held.read()) == {0}
    assert stored not in path.read_bytes()


def test_the_number_of_a_destroyed_key_never_comes_back(keys: FileKeys) -> None:
    keys.rotate(BORN)
    keys.destroy(1, BORN)
    keys.destroy(1, BORN)
    assert keys.rotate(BORN) == 3


@pytest.mark.parametrize("version", [1, 7])
def test_the_current_key_and_one_that_never_was_cannot_be_destroyed(keys: FileKeys, version: int) -> None:
    with pytest.raises(KeyFileRefused):
        keys.destroy(version, BORN)
    assert keys.unwrap(keys.wrap(DEK)) == DEK


def test_named_keys_differ_stay_and_are_not_clear_in_the_file(path: Path, keys: FileKeys) -> None:
    search, receipts = keys.named_key("search"), keys.named_key("receipts-2026")
    assert search != receipts
    assert keys.named_key("search") == search
    assert search.hex() not in path.read_text()


@pytest.mark.parametrize("name", ["", "Search", "a" * 65, "a/b", "2026"])
def test_a_name_that_nobody_would_choose_is_a_programming_error(keys: FileKeys, name: str) -> None:
    with pytest.raises(ValueError, match=name or "^$"):
        keys.named_key(name)


def test_named_keys_are_bounded_and_the_last_one_can_still_be_used(path: Path) -> None:
    keys = create_keys(path, tenant=TENANT, at=BORN)
    made = [keys.named_key(f"k{n}") for n in range(port.NAMED_KEYS_MAX)]
    with pytest.raises(KeyFileRefused):
        keys.named_key("more")
    assert keys.named_key(f"k{port.NAMED_KEYS_MAX - 1}") == made[-1]


def ask(path: Path, answers: "multiprocessing.SimpleQueue[bytes]") -> None:
    answers.put(FileKeys(path).named_key("search"))


def test_processes_that_start_together_agree_on_a_named_key(path: Path) -> None:
    create_keys(path, tenant=TENANT, at=BORN)
    context = multiprocessing.get_context("spawn")
    answers: multiprocessing.SimpleQueue[bytes] = context.SimpleQueue()
    processes = [context.Process(target=ask, args=(path, answers)) for _ in range(3)]
    for each in processes:
        each.start()
    for each in processes:
        each.join()
    assert {answers.get() for _ in processes} == {FileKeys(path).named_key("search")}


# ---- the file


def test_the_file_is_for_its_owner_only_whatever_the_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        create_keys(path, tenant=TENANT, at=BORN).named_key("search")
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.with_name("keys.json.lock").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601])
def test_a_file_that_others_may_read_is_refused(path: Path, mode: int) -> None:
    create_keys(path, tenant=TENANT, at=BORN)
    path.chmod(mode)
    with pytest.raises(KeyFileRefused, match="0600"):
        FileKeys(path)


def test_a_file_of_another_account_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_keys(path, tenant=TENANT, at=BORN)
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    with pytest.raises(KeyFileRefused):
        FileKeys(path)


def test_a_link_a_folder_and_nothing_are_refused(path: Path, tmp_path: Path) -> None:
    create_keys(path, tenant=TENANT, at=BORN)
    link = tmp_path / "link"
    link.symlink_to(path)
    for wrong in (link, tmp_path, tmp_path / "nothing"):
        with pytest.raises(KeyFileRefused):
            FileKeys(wrong)


def test_a_chain_never_gets_a_second_set_of_keys(path: Path, tmp_path: Path) -> None:
    first = create_keys(path, tenant=TENANT, at=BORN).named_key("search")
    dangling = tmp_path / "dangling"
    dangling.symlink_to(tmp_path / "nothing")
    for taken in (path, dangling):
        with pytest.raises(KeyFileRefused):
            create_keys(taken, tenant=TENANT, at=BORN)
    assert FileKeys(path).named_key("search") == first


def test_a_file_that_vanishes_stops_the_keys_at_once(path: Path, keys: FileKeys) -> None:
    wrapped = keys.wrap(DEK)
    path.unlink()
    with pytest.raises(KeyFileRefused):
        keys.unwrap(wrapped)


def test_a_crash_before_the_new_name_leaves_the_old_keys(
    path: Path, keys: FileKeys, passphrase: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before, content = keys.wrap(DEK), path.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", crash)
        for change in (lambda: keys.rotate(BORN), lambda: keys.named_key("search")):
            with pytest.raises(OSError, match="space"):
                change()
    assert path.read_bytes() == content
    again = FileKeys(path, passphrase=passphrase)
    assert again.unwrap(before) == DEK
    assert again.rotate(BORN) == 2


def test_a_reader_who_meets_a_change_reads_again(
    path: Path, keys: FileKeys, passphrase: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = os.fstat, []

    def rotating(handle: int) -> os.stat_result:
        calls.append(handle)
        if len(calls) == 2:  # the first look checks the mode, the second one stands after reading
            monkeypatch.setattr(os, "fstat", real)
            found = real(handle)
            keys.rotate(BORN)
            return found
        return real(handle)

    monkeypatch.setattr(os, "fstat", rotating)
    assert FileKeys(path, passphrase=passphrase).version == 2


def test_a_file_that_never_holds_still_is_given_up(
    path: Path, keys: FileKeys, passphrase: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(port, "_look", lambda _: (0, 0, 0))
    with pytest.raises(KeyFileRefused, match="changes"):
        FileKeys(path, passphrase=passphrase)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"keks": {}},
        {"keks": {"1": {"key": "zz"}}},
        {"tenant": "x"},
        {"tenant": None},
        {"named": []},
        {"passphrase": {"salt": "00", "passes": 1, "memory_kib": 2**40, "lanes": 1}},
        {"passphrase": {"salt": "00", "passes": 0, "memory_kib": 64, "lanes": 1}},
        {"passphrase": {"salt": "00", "turns": 1}},
        {"passphrase": {}, "keks": {}},
    ],
)
def test_a_damaged_file_is_refused_without_showing_it(path: Path, change: dict[str, object]) -> None:
    create_keys(path, tenant=TENANT, at=BORN)
    kek = json.loads(path.read_bytes())["keks"]["1"]["key"]
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **change}))
    with pytest.raises(Unreadable) as caught:
        FileKeys(path)
    assert reason(caught) is Reason.MALFORMED
    assert kek not in repr(caught.value)


def test_half_a_file_is_refused(path: Path) -> None:
    create_keys(path, tenant=TENANT, at=BORN)
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(Unreadable):
        FileKeys(path)


# ---- the passphrase


def test_a_wrong_passphrase_shows_at_the_start(path: Path) -> None:
    create_keys(path, tenant=TENANT, at=BORN, passphrase=b"right", cost=CHEAP)
    with pytest.raises(Unreadable) as caught:
        FileKeys(path, passphrase=b"wrong")
    assert reason(caught) is Reason.REJECTED


def test_a_passphrase_is_asked_for_and_not_accepted_where_there_is_none(path: Path, tmp_path: Path) -> None:
    create_keys(path, tenant=TENANT, at=BORN, passphrase=b"right", cost=CHEAP)
    with pytest.raises(KeyFileRefused, match="needs"):
        FileKeys(path)
    bare = tmp_path / "bare"
    create_keys(bare, tenant=TENANT, at=BORN)
    with pytest.raises(KeyFileRefused, match="has no"):
        FileKeys(bare, passphrase=b"right")


def test_a_thief_of_the_file_without_the_passphrase_has_no_key(path: Path) -> None:
    sizes: list[int] = []

    def random(count: int) -> bytes:
        sizes.append(count)
        return bytes([len(sizes)]) * count

    keys = create_keys(path, tenant=TENANT, at=BORN, passphrase=b"right", cost=CHEAP, random=random)
    keys.rotate(BORN)
    text = path.read_text()
    assert sizes == [port.SALT_BYTES, port.KEK_BYTES, port.KEK_BYTES]
    assert bytes([2] * 32).hex() not in text
    assert bytes([3] * 32).hex() not in text


def test_the_default_passphrase_cost_is_the_published_one(path: Path) -> None:
    create_keys(path, tenant=TENANT, at=BORN, passphrase=b"right")
    cost = json.loads(path.read_bytes())["passphrase"]
    assert (cost["passes"], cost["memory_kib"], cost["lanes"]) == (3, 65_536, 4)
