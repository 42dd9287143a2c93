"""NOTICE names every package that is shipped: those of the client's bundle and those the server installs."""

import json
import re
import tomllib
from collections import deque
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def server_packages() -> Iterator[str]:
    """What `pip install huizhen` brings on this machine, whole tree."""
    todo = deque(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"])
    seen: set[str] = set()
    while todo:
        wanted = Requirement(todo.popleft())
        if plain(wanted.name) not in seen:
            seen.add(plain(wanted.name))
            yield plain(wanted.name)
            for each in distribution(wanted.name).requires or []:
                marker = Requirement(each).marker
                if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *wanted.extras)):
                    todo.append(each)


def client_packages() -> Iterator[str]:
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text())
    for path, facts in lock["packages"].items():
        if path and not {"dev", "devOptional", "optional", "peer"}.intersection(facts):
            yield path.rsplit("node_modules/", 1)[-1]


@pytest.mark.parametrize("packages", [server_packages, client_packages])
def test_whoever_reads_notice_finds_every_shipped_package(packages: Callable[[], Iterator[str]]) -> None:
    text = (ROOT / "NOTICE").read_text()
    named = {plain(word) if "/" not in word else word for word in re.findall(r"[@\w][\w./@*-]*[\w*]", text)}
    shipped = {plain(each) if "/" not in each else each for each in packages()}
    assert len(shipped) > 20
    missing = {each for each in shipped if not any(fnmatchcase(each, name) for name in named)}
    assert not missing
