"""The list of packages, executed by import-linter on the product and on a small tree in which everybody cheats."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.architecture.tree import ROOT, the_list

# A package each on its own line of the list, so that one run shows each trick by itself.
CHEATS: Final[Mapping[str, str]] = {
    "core/errors.py": "import huizhen.records\n",
    "docstore/service.py": "def late():\n    from huizhen import org\n",
    "records/__init__.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from huizhen import patients\n",
    "terms/__init__.py": "from huizhen import notify\n",
    "org/model.py": "from huizhen.org import service\n",
    "org/service.py": "",
    "rooms/jobs.py": "from huizhen.rooms import routes\n",
    "rooms/routes.py": "",
    "org/rules.py": "import sqlalchemy\n",
    "stray/__init__.py": "",
    "insight/a/__init__.py": "from huizhen.insight import b\n",
    "insight/b/__init__.py": "from huizhen.insight import a\n",
}
SAYS: Final = {
    "an import upwards": "huizhen.core is not allowed to import huizhen.records",
    "one hidden in a function": "huizhen.docstore is not allowed to import huizhen.org",
    "one for types only": "huizhen.records is not allowed to import huizhen.patients",
    "one between neighbours": "huizhen.terms is not allowed to import huizhen.notify",
    "one upwards inside a package": "huizhen.org.model is not allowed to import huizhen.org.service",
    "jobs that see routes": "huizhen.rooms.jobs is not allowed to import huizhen.rooms.routes",
    "a database in pure rules": "huizhen.org.rules is not allowed to import sqlalchemy",
    "a package that is not listed": "stray",
    "a cycle": "No cycles are allowed in huizhen.insight",
}


def lint(folder: Path, package_folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, folder / "pyproject.toml"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(package_folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def told_about_cheats(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("cheats")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for path, text in CHEATS.items():
        file = folder / "huizhen" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    for package in {
        Path(),
        *map(Path, ("core", "docstore", "records", "org", "patients", "notify", "rooms", "insight")),
    }:
        (folder / "huizhen" / package).mkdir(exist_ok=True)
        (folder / "huizhen" / package / "__init__.py").touch()
    done = lint(folder, folder)
    assert done.returncode == 1, done.stderr
    return done.stdout


def test_the_packages_keep_the_list() -> None:
    done = lint(ROOT, ROOT / "src")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("trick", SAYS)
def test_who_cheats_is_named(trick: str, told_about_cheats: str) -> None:
    assert SAYS[trick] in told_about_cheats


def test_the_list_ends_at_core() -> None:
    lines = the_list()
    assert lines[-1] == {"core"}
    assert len(frozenset().union(*lines)) == sum(map(len, lines)), "a package stands on one line only"
