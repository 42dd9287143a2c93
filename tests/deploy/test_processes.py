"""Child processes of the set-up: shown when they fail, ended with all they started."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from deploy.setup import checks, processes
from deploy.setup.terminal import Refused, seconds


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    yield
    processes.end_all()


def test_a_failing_step_shows_its_output_and_names_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Refused, match="baking: failed with code 3"):
        processes.run(["sh", "-c", "echo burnt >&2; exit 3"], who="test", doing="baking")
    assert "burnt" in capsys.readouterr().out


def test_a_step_that_goes_well_keeps_its_output_to_itself(capsys: pytest.CaptureFixture[str]) -> None:
    ended = processes.run(["echo", "noise"], who="test", doing="baking")
    assert ended.lines == ["noise\n"]
    assert "noise" not in capsys.readouterr().out


def test_a_step_whose_program_is_absent_is_refused_with_its_name() -> None:
    with pytest.raises(Refused, match="/nowhere/tool cannot be started"):
        processes.run(["/nowhere/tool"], who="test", doing="baking")


def test_a_grandchild_ends_with_its_group(tmp_path: Path) -> None:
    fifo = tmp_path / "alive"
    os.mkfifo(fifo)
    script = f"sleep 60 >{fifo} & echo up; wait"
    child = processes.start(["sh", "-c", script], cwd=None, env=None)
    with fifo.open("rb") as held_open_by_grandchild:
        assert child.stdout is not None
        assert child.stdout.readline() == "up\n"
        processes.end_all()
        assert held_open_by_grandchild.read() == b""  # ends only when the last holder is gone
    child.stdout.close()


def test_a_command_that_is_absent_or_fails_answers_nothing() -> None:
    assert processes.probe(["/nowhere/tool", "--version"]) is None
    assert processes.probe(["sh", "-c", "echo 1.2; exit 1"]) is None


def test_every_check_runs_and_each_failure_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def check(name: str, code: str) -> checks.Check:
        command = (sys.executable, "-c", code)
        return checks.Check(name=name, command=command, folder=tmp_path, env={})

    wanted = [check("bad", "print('why'); exit(1)"), check("good", "pass"), check("worse", "exit(2)")]
    assert sorted(checks.run_all(wanted)) == ["bad", "worse"]
    said = capsys.readouterr().out
    assert "good: passed" in said
    assert "why" in said


@pytest.mark.parametrize(("value", "text"), [(0.26, "0.3 s"), (12.4, "12 s"), (254.0, "4 min 14 s")])
def test_a_duration_is_said_as_a_person_reads_it(value: float, text: str) -> None:
    assert seconds(value) == text
