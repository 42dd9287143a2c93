"""The environment's stamp and the way uv puts files into it."""

from pathlib import Path

import pytest
from deploy.setup import environment


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "deploy").mkdir()
    for name in environment.INPUTS:
        (tmp_path / name).write_text(name)
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n[tool.ruff]\nline-length = 110\n')
    return tmp_path


@pytest.mark.parametrize("name", environment.INPUTS)
def test_a_changed_lock_or_another_python_asks_for_an_install(root: Path, name: str) -> None:
    before = environment.wanted_stamp(root, version="3.11.7")
    assert environment.wanted_stamp(root, version="3.13.1") != before
    (root / name).write_text("changed")
    assert environment.wanted_stamp(root, version="3.11.7") != before


def test_a_changed_script_asks_for_an_install_and_a_changed_lint_rule_does_not(root: Path) -> None:
    before = environment.wanted_stamp(root, version="3.11.7")
    settings = root / "pyproject.toml"
    settings.write_text(settings.read_text().replace("110", "100"))
    assert environment.wanted_stamp(root, version="3.11.7") == before
    settings.write_text('[project]\nname = "x"\nscripts = { x = "x:main" }\n')
    assert environment.wanted_stamp(root, version="3.11.7") != before


def test_files_are_copied_where_uvs_store_lies_on_another_disk(tmp_path: Path) -> None:
    elsewhere = Path("/dev/shm")
    if not elsewhere.is_dir() or elsewhere.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has one disk only")
    tool = tmp_path / "uv"
    tool.write_text(f"#!/bin/sh\necho {elsewhere}/uv-store\n")
    tool.chmod(0o755)
    assert environment.link_mode(tool, tmp_path, {}) == {"UV_LINK_MODE": "copy"}
    assert environment.link_mode(tool, tmp_path, {"UV_LINK_MODE": "symlink"}) == {}
    tool.write_text(f"#!/bin/sh\necho {tmp_path}/uv-store\n")
    assert environment.link_mode(tool, tmp_path, {}) == {}
