"""Children: what they inherit, what is kept of their words, and how a start that fails is seen."""

import os
import signal
import stat
from pathlib import Path

import pytest

from huizhen import host
from huizhen.host import spawn

# Signals 32 and 33 are the C library's own: nobody can set them, and what started us may have left them ignored.
OF_THE_C_LIBRARY = 0b11 << 31


def ended(launch: host.Launch) -> int:
    return host.start_child(launch).process.wait(20)


def test_a_child_sees_the_given_environment_and_nothing_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUIZHEN_SECRET", "canary-9917")
    log = folder / "child.log"
    assert ended(host.Launch(("/usr/bin/env",), {"ONLY": "this"}, log=log)) == 0
    assert [line for line in log.read_text().splitlines() if not line.startswith("LC_CTYPE=")] == [
        "ONLY=this"
    ]


def test_a_child_starts_with_ordinary_signals_private_files_and_no_core(folder: Path) -> None:
    log = folder / "child.log"
    script = "grep -E 'SigIgn|SigBlk' /proc/self/status; umask; ulimit -c; pwd"
    assert ended(host.Launch(("/bin/sh", "-c", script), host.minimal_env(), log=log)) == 0
    lines = log.read_text().split()
    blocked, ignored = (int(mask, 16) & ~OF_THE_C_LIBRARY for mask in lines[1::2][:2])
    assert (blocked, ignored) == (0, 0)
    assert lines[-3:] == ["0077", "0", "/"]


def test_a_program_that_is_not_there_ends_with_127_and_says_which(folder: Path) -> None:
    log = folder / "child.log"
    assert ended(host.Launch(("/no/such/program",), host.minimal_env(), log=log)) == 127
    assert "/no/such/program" in log.read_text()


def test_a_child_of_root_gives_up_its_groups(folder: Path, only_root: None, account: host.Account) -> None:
    log = folder / "child.log"
    assert ended(host.Launch(("/usr/bin/id", "-u"), host.minimal_env(), account, log=log)) == 0
    assert ended(host.Launch(("/usr/bin/id", "-G"), host.minimal_env(), account, log=log)) == 0
    assert log.read_text().split() == [str(account.uid), str(account.gid)]


def test_the_whole_group_of_a_child_can_be_ended() -> None:
    child = host.start_child(host.Launch(("/bin/sh", "-c", "sleep 600 & wait"), host.minimal_env()))
    assert os.getpgid(child.pid) == child.pid
    child.kill_group()
    assert child.process.wait(20) == -signal.SIGKILL
    child.kill_group()
    assert child.poll() == -signal.SIGKILL


def test_a_log_is_never_written_through_a_link(folder: Path) -> None:
    victim = folder / "victim"
    victim.write_text("untouched")
    (folder / "child.log").symlink_to(victim)
    with pytest.raises(OSError, match="symbolic link"):
        host.start_child(host.Launch(("/bin/true",), log=folder / "child.log"))
    assert victim.read_text() == "untouched"


def test_a_log_stays_bounded_and_its_writer_goes_on(folder: Path) -> None:
    log = folder / "child.log"
    with spawn.open_log(log) as writer:
        writer.write(b"old\n" * 100)
        writer.flush()
        assert not spawn.turn_log(log, bytes_max=400)
        writer.write(b"last\n")
        writer.flush()
        assert spawn.turn_log(log, bytes_max=400)
        writer.write(b"new\n")
    assert log.read_bytes() == b"new\n"
    kept = (folder / "child.log.1").read_bytes()
    assert (len(kept), kept[-9:]) == (400, b"old\nlast\n")
    assert not stat.S_IMODE(log.stat().st_mode) & 0o007


def test_a_log_that_is_not_there_needs_no_turning(folder: Path) -> None:
    assert not spawn.turn_log(folder / "none.log")
