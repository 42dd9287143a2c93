"""The cache of big results: where it lies, its keys, whole entries, pruning."""

import os
import threading
from pathlib import Path

import pytest
from deploy.setup.cache import Kind, cache_root, key_of, key_of_files, point


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    ("environ", "is_root", "expected"),
    [
        ({"HUIZHEN_CACHE": "/srv/cache", "XDG_CACHE_HOME": "/x"}, True, "/srv/cache"),
        ({"XDG_CACHE_HOME": "/x"}, True, "/var/cache/huizhen"),
        ({"XDG_CACHE_HOME": "/x"}, False, "/x/huizhen"),
        ({}, False, "/home/li/.cache/huizhen"),
    ],
)
def test_the_cache_lies_where_the_operator_says_then_where_the_account_keeps_such_things(
    environ: dict[str, str], is_root: bool, expected: str
) -> None:
    assert cache_root(environ, is_root=is_root, home=Path("/home/li")) == Path(expected)


def test_a_key_does_not_confuse_two_lists_that_read_alike_when_joined() -> None:
    assert key_of([("a", b"bc")]) != key_of([("ab", b"c")])
    assert key_of([("a", b"b"), ("c", b"")]) != key_of([("a", b""), ("b", b"c")])


def test_a_key_over_files_sees_content_and_name_but_not_order(tmp_path: Path) -> None:
    one, two = write(tmp_path / "one", "1"), write(tmp_path / "two", "2")
    key = key_of_files(tmp_path, [one, two])
    assert key == key_of_files(tmp_path, [two, one])
    two.write_text("3")
    assert key != key_of_files(tmp_path, [one, two])
    two.write_text("2")
    assert key != key_of_files(tmp_path, [one, two.rename(tmp_path / "three")])


def test_a_builder_that_fails_leaves_no_entry_and_no_rest(tmp_path: Path) -> None:
    kind = Kind(tmp_path, "thing")

    def fail(staging: Path) -> None:
        write(staging / "half", "half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        kind.publish("k", fail, who="test")
    assert kind.find("k") is None
    assert [each.name for each in kind.folder.iterdir()] == [".lock"]


def test_an_entry_is_built_once_and_the_rest_of_a_killed_build_is_cleared(tmp_path: Path) -> None:
    kind = Kind(tmp_path, "thing")
    write(kind.folder / ".staging-old" / "half", "half")
    builds: list[str] = []

    def build(staging: Path) -> None:
        builds.append(staging.name)
        write(staging / "whole", "whole")

    first = kind.publish("k", build, who="test")
    assert kind.publish("k", build, who="test") == first
    assert (first / "whole").read_text() == "whole"
    assert len(builds) == 1
    assert not (kind.folder / ".staging-old").exists()


def test_two_builders_at_once_build_once(tmp_path: Path) -> None:
    kind = Kind(tmp_path, "thing")
    inside, go_on, builds = threading.Event(), threading.Event(), []

    def build(staging: Path) -> None:
        builds.append(staging)
        inside.set()
        assert go_on.wait(10)
        write(staging / "whole", "whole")

    found: list[Path] = []
    first, second = (
        threading.Thread(target=lambda: found.append(kind.publish("k", build, who="test"))) for _ in range(2)
    )
    first.start()
    assert inside.wait(10)
    second.start()
    go_on.set()
    first.join(10)
    second.join(10)
    assert found == [kind.path("k")] * 2
    assert len(builds) == 1


def test_pruning_keeps_the_newest_three_and_what_was_just_built(tmp_path: Path) -> None:
    kind = Kind(tmp_path, "thing")
    for age, name in enumerate(["newest", "newer", "old", "older"]):
        write(kind.path(name) / "file", name)
        os.utime(kind.path(name), (1_000_000 - age, 1_000_000 - age))
    write(kind.path("fresh") / "file", "fresh")
    os.utime(kind.path("fresh"), (1, 1))
    assert kind.prune(spare="fresh") == ["old", "older"]
    assert sorted(each.name for each in kind.folder.iterdir()) == ["fresh", "newer", "newest"]


def test_pruning_empties_folders_without_a_write_bit(tmp_path: Path) -> None:
    kind = Kind(tmp_path, "thing", kept=1)
    locked = write(kind.path("old") / "module" / "file.go", "package").parent
    locked.chmod(0o555)
    assert kind.prune(spare="fresh") == ["old"]
    assert list(kind.folder.iterdir()) == []


def test_using_an_entry_makes_it_young_again(tmp_path: Path) -> None:
    kind = Kind(tmp_path, "thing")
    entry = write(kind.path("k") / "file", "x").parent
    os.utime(entry, (1, 1))
    assert kind.find("k") == entry
    assert entry.stat().st_mtime > 1


def test_a_link_is_moved_from_one_entry_to_the_next(tmp_path: Path) -> None:
    link = tmp_path / "deep" / "link"
    point(link, tmp_path / "one")
    point(link, tmp_path / "two")
    assert link.readlink() == tmp_path / "two"
    assert [each.name for each in link.parent.iterdir()] == ["link"]
