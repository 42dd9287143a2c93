"""The self-check: each finding in plain words, in both languages, and nothing changed by looking."""

import json
import os
import re
import shutil
import socket
import string
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from huizhen import host
from huizhen.host import checks, ports
from huizhen.host.refusals import sentence

LANGUAGES = ("zh-CN", "en")


@pytest.fixture
def machine(folder: Path, binaries: host.Binaries) -> host.Machine:
    (folder / "web").mkdir()
    (folder / "web" / "index.html").write_text("<!doctype html>")
    (folder / "data" / "keys").mkdir(parents=True)
    (folder / "data").chmod(0o711)
    (folder / "data" / "keys").chmod(0o700)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return host.Machine(
        data_dir=folder / "data",
        cache_dir=folder / "cache",
        socket_dir=folder / "run",
        web_dir=folder / "web",
        port=port,
        throwaway=True,
        pg_bin=binaries.folder,
        search_path=str(folder),
    )


def finding(machine: host.Machine, item: str) -> host.Check:
    return checks._safely(item, checks._ITEMS[item], machine)


def test_a_complete_machine_has_nothing_that_fails(machine: host.Machine) -> None:
    found = host.self_check(machine)
    assert [each.code for each in found if each.verdict is host.Verdict.FAIL] == []
    assert len(found) == len(checks._ITEMS)


def test_looking_changes_nothing(machine: host.Machine, folder: Path) -> None:
    def seen() -> dict[str, tuple[int, int]]:
        return {
            str(each): (each.lstat().st_mode, each.lstat().st_mtime_ns)
            for each in (folder, *folder.rglob("*"))
        }

    before = seen()
    host.self_check(machine)
    assert seen() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_is_a_sentence_without_gaps(machine: host.Machine, language: str) -> None:
    for each in host.self_check(machine):
        told = each.told(language)
        assert "{" not in told
        assert not told.startswith("check.")


def test_a_missing_web_client_names_the_command(machine: host.Machine, folder: Path) -> None:
    found = finding(replace(machine, web_dir=folder / "none"), "web")
    assert found.verdict is host.Verdict.FAIL
    assert "make web" in found.told("zh-CN")


def test_a_missing_media_server_is_a_warning_only(machine: host.Machine) -> None:
    found = finding(machine, "media")
    assert (found.verdict, "make media" in found.told("en")) == (host.Verdict.WARN, True)


def test_a_missing_browser_is_a_warning_only(machine: host.Machine, folder: Path) -> None:
    assert finding(machine, "chromium").verdict is host.Verdict.WARN
    assert finding(replace(machine, chromium=folder / "none"), "chromium").verdict is host.Verdict.WARN
    browser = folder / "chromium"
    browser.write_text("#!/bin/sh\n")
    browser.chmod(0o755)
    assert finding(machine, "chromium").verdict is host.Verdict.OK


def test_a_taken_port_names_the_next(machine: host.Machine) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        taken = held.getsockname()[1]
        found = finding(replace(machine, port=taken), "port")
    assert found.verdict is host.Verdict.WARN
    assert found.facts["next"] > taken


def test_keys_that_others_can_read_fail(machine: host.Machine) -> None:
    kept = machine.data_dir / "keys" / "kek"
    kept.write_text("x")
    kept.chmod(0o640)
    found = finding(machine, "keys")
    assert (found.verdict, found.facts["mode"]) == (host.Verdict.FAIL, "640")
    assert str(kept) in found.told("zh-CN")


def test_a_socket_path_that_is_too_long_fails(machine: host.Machine, folder: Path) -> None:
    assert finding(replace(machine, socket_dir=folder / ("x" * 100)), "socket").verdict is host.Verdict.FAIL


def test_an_unknown_account_fails_in_words(machine: host.Machine, only_root: None) -> None:
    found = finding(replace(machine, account="no-such-account"), "account")
    assert found.verdict is host.Verdict.FAIL
    assert "no-such-account" in found.told("en")


def test_a_folder_that_the_account_cannot_enter_fails(machine: host.Machine, only_root: None) -> None:
    machine.data_dir.chmod(0o700)
    found = finding(machine, "folders")
    assert found.verdict is host.Verdict.FAIL
    assert str(machine.data_dir) in found.told("zh-CN")


def test_an_external_database_that_is_away_fails_without_telling_its_password(machine: host.Machine) -> None:
    url = "postgresql+psycopg://app:geheim-4711@127.0.0.1:1/huizhen"
    found = finding(replace(machine, database_url=url), "postgres")
    assert (found.code, found.verdict) == ("database", host.Verdict.FAIL)
    assert "geheim-4711" not in found.told("en") + repr(found)


def test_an_external_database_is_asked_for_its_version(machine: host.Machine) -> None:
    with host.temporary_cluster() as known:
        found = finding(replace(machine, database_url=known.app), "postgres")
    assert (found.code, found.verdict, found.facts["version"]) == ("database", host.Verdict.OK, 18)


def test_a_full_disk_is_told_before_the_start(machine: host.Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    for free, verdict in (
        (10**8, host.Verdict.FAIL),
        (5 * 10**9, host.Verdict.WARN),
        (9 * 10**10, host.Verdict.OK),
    ):
        usage = type("Usage", (), {"free": free, "total": 10**11, "used": 10**11 - free})
        monkeypatch.setattr(shutil, "disk_usage", lambda _, found=usage: found)
        assert finding(machine, "disk").verdict is verdict


def test_what_faces_the_network_is_listed(machine: host.Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    faces = [ports.Listener("127.0.0.1", 8600, public=False), ports.Listener("0.0.0.0", 7881, public=True)]
    monkeypatch.setattr(checks, "listeners", lambda: faces)
    found = finding(machine, "listening")
    assert (found.verdict, found.facts["addresses"]) == (host.Verdict.WARN, "0.0.0.0:7881")


def test_a_check_that_breaks_is_a_finding_too(machine: host.Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> list[ports.Listener]:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(checks, "listeners", broken)
    found = finding(machine, "listening")
    assert (found.code, found.verdict) == ("looked", host.Verdict.FAIL)
    assert "listening" in found.told("en")


def texts(language: str) -> dict[str, str]:
    file = resources.files("huizhen") / "locales" / language / "host.json"
    read: dict[str, str] = json.loads(file.read_text("utf-8"))["host"]
    return read


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_the_same_things() -> None:
    chinese, english = (texts(language) for language in LANGUAGES)
    assert list(chinese) == list(english)
    for code, text in chinese.items():
        assert gaps(text) == gaps(english[code]), code


def test_every_refusal_has_its_words_and_every_word_its_refusal() -> None:
    source = "".join(each.read_text("utf-8") for each in Path(host.__file__).parent.glob("*.py"))
    raised = set(re.findall(r"HostRefusal\(\s*\"([a-z0-9-]+)\"", source))
    assert raised == {code.removeprefix("refusal.") for code in texts("en") if code.startswith("refusal.")}


def test_a_refusal_without_a_handler_is_still_readable() -> None:
    refusal = host.HostRefusal("claimed", folder="/var/lib/huizhen/data")
    assert str(refusal) == "claimed: " + sentence(
        "refusal.claimed", language="en", folder="/var/lib/huizhen/data"
    )
