"""Folders and accounts: who reaches what, and that nothing of others is changed."""

import os
import stat
from pathlib import Path

import pytest

from huizhen import host
from huizhen.host import paths


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.mark.parametrize(
    ("environ", "root", "data", "cache"),
    [
        ({}, True, "/var/lib/huizhen", "/var/cache/huizhen"),
        ({"HOME": "/h"}, False, "/h/.local/share/huizhen", "/h/.cache/huizhen"),
        ({"HOME": "/h", "XDG_DATA_HOME": "/d", "XDG_CACHE_HOME": "/c"}, False, "/d/huizhen", "/c/huizhen"),
        ({"HOME": "/h", "XDG_DATA_HOME": "relative"}, False, "/h/.local/share/huizhen", "/h/.cache/huizhen"),
        ({"HUIZHEN_CACHE": "/x", "HUIZHEN_DATA_DIR": "/y"}, True, "/y", "/x"),
    ],
)
def test_a_node_finds_its_folders(environ: dict[str, str], root: bool, data: str, cache: str) -> None:
    assert host.data_folder(environ, root=root) == Path(data)
    assert host.cache_folder(environ, root=root) == Path(cache)


def test_root_never_lends_itself_to_a_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "is_root", lambda: True)
    with pytest.raises(host.HostRefusal) as refused:
        host.service_account("root")
    assert refused.value.code == "account-is-root"


def test_an_operator_who_names_an_unknown_account_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "is_root", lambda: True)
    with pytest.raises(host.HostRefusal) as refused:
        host.service_account("no-such-account", throwaway=True)
    assert refused.value.code == "no-account"
    assert "no-such-account" in refused.value.told("en")


def test_real_data_never_belongs_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "is_root", lambda: True)
    known = {"nobody": host.Account("nobody", 65534, 65534)}
    monkeypatch.setattr(paths, "find_account", known.get)
    with pytest.raises(host.HostRefusal):
        host.service_account(None)
    assert host.service_account(None, throwaway=True) == known["nobody"]


def test_whoever_is_not_root_runs_services_as_himself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "is_root", lambda: False)
    assert host.service_account(None) is None


def test_the_folder_that_stands_in_the_way_is_named(folder: Path) -> None:
    closed = folder / "closed"
    (closed / "inner").mkdir(parents=True)
    closed.chmod(0o700)
    stranger = host.Account("stranger", os.getuid() + 4242, os.getgid() + 4242)
    assert paths.first_unreachable(closed / "inner", stranger) == closed
    with pytest.raises(host.HostRefusal) as refused:
        paths.require_reachable(closed / "inner", stranger)
    assert str(closed) in refused.value.told("zh-CN")
    assert mode_of(closed) == 0o700


def test_a_link_does_not_hide_a_closed_folder(folder: Path) -> None:
    closed = folder / "closed"
    (closed / "inner").mkdir(parents=True)
    closed.chmod(0o700)
    (folder / "link").symlink_to(closed / "inner")
    assert paths.first_unreachable(folder / "link", host.Account("stranger", 54321, 54321)) == closed


def test_a_new_folder_is_private_whatever_the_umask(folder: Path, account: host.Account | None) -> None:
    before = os.umask(0o077)
    try:
        host.make_private(folder / "a" / "b", account)
    finally:
        os.umask(before)
    assert mode_of(folder / "a") == 0o711
    assert mode_of(folder / "a" / "b") == 0o700
    assert (folder / "a" / "b").stat().st_uid == (account.uid if account else os.geteuid())


def test_an_existing_folder_keeps_its_mode_and_is_refused(folder: Path) -> None:
    there = folder / "there"
    there.mkdir()
    there.chmod(0o755)
    with pytest.raises(host.HostRefusal) as refused:
        host.make_private(there, None)
    assert refused.value.code == "folder-too-open"
    assert mode_of(there) == 0o755


def test_a_folder_of_another_account_is_refused(folder: Path, only_root: None, account: host.Account) -> None:
    there = folder / "there"
    there.mkdir(mode=0o700)
    with pytest.raises(host.HostRefusal) as refused:
        host.make_private(there, account)
    assert refused.value.code == "folder-of-another"
    assert there.stat().st_uid == 0


def test_a_planted_link_is_replaced_and_not_followed(folder: Path) -> None:
    victim = folder / "victim"
    victim.write_text("untouched")
    (folder / "kept").symlink_to(victim)
    (folder / "kept.new").symlink_to(victim)
    host.write_private(folder / "kept", "secret", None)
    assert victim.read_text() == "untouched"
    assert (folder / "kept").read_text() == "secret"
    assert mode_of(folder / "kept") == 0o600
    assert not (folder / "kept").is_symlink()
