"""Where Go, Node, uv and Chromium are looked for, with folders of made-up programs as PATH."""

from pathlib import Path

import pytest
from deploy.setup.terminal import Refused
from deploy.setup.tools import CHROMIUM, GO, NODE, Version, find_tool, parse_version


def program(folder: Path, name: str, says: str, *, code: int = 0) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("said", "version"),
    [
        ("go version go1.26.8 linux/amd64", (1, 26, 8)),
        ("go version go1.27rc1 linux/arm64", (1, 27)),
        ("v24.19.0", (24, 19, 0)),
        ("uv 0.13.9 (x86_64-unknown-linux-gnu)", (0, 13, 9)),
        ("Chromium 156.0.7000.59 built on Debian GNU/Linux 12", (156, 0, 7000, 59)),
        ("command not found", None),
    ],
)
def test_a_version_is_read_from_what_each_tool_says(said: str, version: Version | None) -> None:
    assert parse_version(said) == version


def test_the_operators_variable_wins_over_path(tmp_path: Path) -> None:
    on_path = program(tmp_path / "bin", "go", "go version go1.28.0 linux/amd64")
    named = program(tmp_path / "own", "go", "go version go1.26.6 linux/amd64")
    tool = find_tool(GO, {"HUIZHEN_GO": str(named), "PATH": str(on_path.parent)})
    assert tool is not None
    assert (tool.path, tool.version, tool.source) == (named, (1, 26, 6), "HUIZHEN_GO")


@pytest.mark.parametrize("said", ["v20.20.2", "this is no version"])
def test_an_operator_who_names_a_tool_that_does_not_serve_is_told_so(tmp_path: Path, said: str) -> None:
    good = program(tmp_path / "bin", "node", "v24.1.0")
    named = program(tmp_path / "own", "node", said)
    with pytest.raises(Refused, match="HUIZHEN_NODE"):
        find_tool(NODE, {"HUIZHEN_NODE": str(named), "PATH": str(good.parent)})


def test_a_newer_one_behind_an_old_one_on_path_is_found(tmp_path: Path) -> None:
    program(tmp_path / "old", "node", "v20.20.2")
    newer = program(tmp_path / "new", "node", "v24.1.0")
    tool = find_tool(NODE, {"PATH": f"{tmp_path / 'old'}:{tmp_path / 'absent'}:{newer.parent}"})
    assert tool is not None
    assert (tool.path, tool.source) == (newer, "PATH")


def test_a_machine_with_an_old_node_only_has_none(tmp_path: Path) -> None:
    program(tmp_path, "node", "v20.20.2")
    assert find_tool(NODE, {"PATH": str(tmp_path)}) is None


def test_a_browser_that_is_a_stub_of_another_package_system_is_passed_over(tmp_path: Path) -> None:
    program(tmp_path, "chromium-browser", "requires the chromium snap 1.0 to be installed", code=1)
    assert find_tool(CHROMIUM, {"PATH": str(tmp_path)}) is None
    real = program(tmp_path, "google-chrome", "Google Chrome 156.0.1.2")
    tool = find_tool(CHROMIUM, {"PATH": str(tmp_path)})
    assert tool is not None
    assert tool.path == real


def test_a_file_that_may_not_be_run_is_no_tool(tmp_path: Path) -> None:
    program(tmp_path, "go", "go version go1.26.8 linux/amd64").chmod(0o644)
    assert find_tool(GO, {"PATH": str(tmp_path)}) is None
