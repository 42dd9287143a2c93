"""The client's sources and bundles."""

import subprocess
from pathlib import Path

from deploy.setup import web


def tree(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def names(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in web.sources(root)}


def test_sources_are_tracked_and_new_files_but_nothing_ignored_deleted_or_from_elsewhere(
    tmp_path: Path,
) -> None:
    tree(tmp_path, "web/a.ts", "web/gone.ts", "contracts/openapi.json", "src/x.py")
    (tmp_path / ".gitignore").write_text("/web/secret\n")
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", "-C", str(tmp_path), *command], check=True)
    (tmp_path / "web" / "gone.ts").unlink()
    tree(tmp_path, "web/new.ts", "web/secret", "web/node_modules/x/index.js", "web/dist/y.js")
    assert names(tmp_path) == {"web/a.ts", "web/new.ts", "contracts/openapi.json"}


def test_sources_of_an_unpacked_archive_are_found_without_git(tmp_path: Path) -> None:
    tree(tmp_path, "web/a.ts", "web/node_modules/x/index.js", "web/dist/y.js", "contracts/openapi.json")
    assert names(tmp_path) == {"web/a.ts", "contracts/openapi.json"}


def test_a_tree_without_a_client_builds_nothing_and_fails_nothing(tmp_path: Path) -> None:
    web.build(tmp_path, tmp_path / "cache", {})
    assert list(tmp_path.iterdir()) == []
