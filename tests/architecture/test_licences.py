"""Every dependency that is installed or locked may be shipped under Apache-2.0. Source: stack.md §1."""

import json
import re
from collections.abc import Iterator
from importlib import metadata
from typing import Final

import pytest
from packaging.requirements import Requirement

from tests.architecture.tree import ROOT, Breach, Tree, words

ALLOWED: Final = words(
    "MIT MIT-0 MIT-CMU HPND BSD-2-CLAUSE BSD-3-CLAUSE APACHE-2.0 ISC 0BSD ZLIB PSF-2.0 PYTHON-2.0 MPL-2.0 POSTGRESQL"
)
ALLOWED_IN_THE_CLIENT: Final = ALLOWED | {
    "CC0-1.0",
    "CC-BY-4.0",
    "BSL-1.0",
    "UNLICENSE",
    "BLUEOAK-1.0.0",
    "OFL-1.1",
}
# What the free texts of old metadata mean.
MEANS: Final = {
    "mit license": "MIT",
    "apache 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd license": "BSD-3-Clause",
    "bsd 2-clause license": "BSD-2-Clause",
    "3-clause bsd license": "BSD-3-Clause",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
}
# Read by a person, with what they decided.
REVIEWED: Final = {
    "psycopg": "LGPL-3.0-only: a library of its own, replaceable, unchanged",
    "psycopg-binary": "LGPL-3.0-only: a library of its own, replaceable, unchanged",
    "numpy": "BSD-3-Clause, with parts under 0BSD, MIT, Zlib and CC0: tests only",
    "fuzzy": "no field; MIT in its repository, see NOTICE",
    "khroma": "no field; MIT in its repository, see NOTICE",
    "rechoir": "no field; MIT in its repository, see NOTICE",
}
LOCKS: Final = ("requirements.lock", "deploy/build.lock", "deploy/toolchain.lock")
WORD: Final = re.compile(r"\(|\)|[^\s()]+")


def allowed(expression: str, licences: frozenset[str]) -> bool:
    """Whether an SPDX expression can be satisfied: any side of OR, every side of AND; AND binds closer."""
    words = WORD.findall(MEANS.get(expression.strip().lower(), expression).upper())

    def either() -> bool:
        good = both()
        while words and words[0] == "OR":
            words.pop(0)
            good = both() or good
        return good

    def both() -> bool:
        good = one()
        while words and words[0] == "AND":
            words.pop(0)
            good = one() and good
        return good

    def one() -> bool:
        word = words.pop(0) if words else ""
        if word != "(":
            return word in licences
        good = either()
        return good and bool(words) and words.pop(0) == ")"

    return either() and not words


def of_python(expression: str | None, classifiers: list[str], text: str | None) -> str | None:
    """The licence of a distribution: its expression, else its classifiers (all must do), else its free text."""
    if expression:
        return expression
    named = [each.rsplit(" :: ", 1)[-1].lower() for each in classifiers if each.startswith("License ::")]
    if named:
        return " AND ".join(MEANS.get(each, each) for each in named)
    return text and MEANS.get(text.strip().lower(), text.strip())


def installed(tree: Tree) -> Iterator[tuple[str, str, str | None]]:
    """(lock, name, licence) of what the locks name and this machine has: other machines' packages are skipped."""
    for path in LOCKS:
        lines = tree[path].lines if path in tree else []
        for line in lines:
            if "==" not in line or line.startswith((" ", "#")):
                continue
            wanted = Requirement(line.rstrip("\\ "))
            if wanted.marker is not None and not wanted.marker.evaluate():
                continue
            try:
                about = metadata.metadata(wanted.name)
            except metadata.PackageNotFoundError:
                if path == LOCKS[0]:
                    yield path, wanted.name, "not installed"
                continue
            classifiers: list[str] = about.get_all("Classifier", [])
            yield (
                path,
                wanted.name,
                of_python(_first(about, "License-Expression"), classifiers, _first(about, "License")),
            )


def _first(about: metadata.PackageMetadata, field: str) -> str | None:
    found: list[str] = about.get_all(field, [])
    return found[0] if found else None


def of_the_client(tree: Tree) -> Iterator[tuple[str, str, str | None]]:
    """(lock, name, licence) of every package in a package-lock.json."""
    for path in tree:
        if path.endswith("package-lock.json"):
            for where, package in json.loads(tree[path].text)["packages"].items():
                if where and not package.get("link"):
                    yield path, where.rsplit("node_modules/", 1)[-1], package.get("license")


def refused(found: Iterator[tuple[str, str, str | None]], licences: frozenset[str]) -> list[Breach]:
    """What may not be shipped."""
    return [
        Breach(path, 0, f"{name}: {licence or 'no licence'}")
        for path, name, licence in found
        if name not in REVIEWED and not (licence and allowed(licence, licences))
    ]


def test_the_server_ships_only_what_it_may(tree: Tree) -> None:
    found = list(installed(tree))
    assert found
    assert refused(iter(found), ALLOWED) == []


def test_the_client_ships_only_what_it_may(tree: Tree) -> None:
    found = list(of_the_client(tree))
    assert found
    assert refused(iter(found), ALLOWED_IN_THE_CLIENT) == []


def test_a_copyleft_package_in_the_client_is_named() -> None:
    lock = {
        "packages": {"": {}, "node_modules/a/node_modules/x": {"license": "GPL-3.0"}, "node_modules/y": {}}
    }
    bad = Tree.of({"web/package-lock.json": json.dumps(lock)})
    says = [each.what for each in refused(of_the_client(bad), ALLOWED_IN_THE_CLIENT)]
    assert says == ["x: GPL-3.0", "y: no licence"]


@pytest.mark.parametrize(
    ("expression", "classifier", "text", "good"),
    [
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", None, None, True),
        ("MIT AND GPL-3.0-only", None, None, False),
        ("GPL-3.0-only OR MIT", None, None, True),
        ("AGPL-3.0-only", None, None, False),
        (None, "License :: OSI Approved :: MIT License", None, True),
        (None, "License :: OSI Approved :: GNU General Public License v3 (GPLv3)", None, False),
        (None, None, "BSD 2-Clause License", True),
        (None, None, "free for friends", False),
        (None, None, None, False),
    ],
)
def test_a_licence_is_read_as_its_author_meant_it(
    expression: str | None, classifier: str | None, text: str | None, *, good: bool
) -> None:
    licence = of_python(expression, [classifier] if classifier else [], text)
    assert (not refused(iter([("requirements.lock", "x", licence)]), ALLOWED)) is good


def test_the_reviewed_list_is_no_longer_than_needed(tree: Tree) -> None:
    """`fuzzy`, `khroma` and `rechoir` come with the board's libraries."""
    named = {name for _, name, _ in [*installed(tree), *of_the_client(tree)]}
    assert named & set(REVIEWED)
    assert (ROOT / "requirements.lock").is_file()
