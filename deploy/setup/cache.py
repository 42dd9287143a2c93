"""The cache of big results outside the work tree.

Owns: where it lies, keys, locks, publishing, pruning. Invariant: an entry appears under its name whole or
not at all; a second build of the same kind waits for the first instead of writing beside it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from deploy.setup.terminal import say

KEPT_ENTRIES: Final = 3
KEY_CHARS: Final = 20
STAGING: Final = ".staging-"
# The media server and the client are read by an unprivileged account too.
FOLDER_MODE: Final = 0o755


def cache_root(environ: Mapping[str, str], *, is_root: bool, home: Path) -> Path:
    """HUIZHEN_CACHE, else /var/cache/huizhen for root, else the user's XDG cache."""
    if given := environ.get("HUIZHEN_CACHE"):
        return Path(given).expanduser().absolute()
    if is_root:
        return Path("/var/cache/huizhen")
    if xdg := environ.get("XDG_CACHE_HOME"):
        return Path(xdg) / "huizhen"
    return home / ".cache" / "huizhen"


def key_of(parts: Iterable[tuple[str, bytes]]) -> str:
    """A key over named parts; lengths are hashed too, so no two lists of parts run into each other."""
    total = hashlib.sha256()
    for name, content in parts:
        for piece in (name.encode(), content):
            total.update(len(piece).to_bytes(8, "big"))
            total.update(piece)
    return total.hexdigest()[:KEY_CHARS]


def key_of_files(root: Path, files: Iterable[Path], *, more: Iterable[tuple[str, bytes]] = ()) -> str:
    """A key over files by their path below `root` and content, in any order given."""
    ordered = sorted(set(files))
    return key_of([*more, *((path.relative_to(root).as_posix(), path.read_bytes()) for path in ordered)])


def point(link: Path, target: Path) -> None:
    """Make `link` a symbolic link to `target`, replacing another link in one step."""
    if link.is_symlink() and link.readlink() == target:
        return
    link.parent.mkdir(parents=True, exist_ok=True)
    fresh = link.with_name(f".{link.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)


@dataclass(frozen=True)
class Kind:
    """One kind of result: a folder of entries named by their keys."""

    root: Path
    name: str
    kept: int = KEPT_ENTRIES

    @property
    def folder(self) -> Path:
        return self.root / self.name

    def path(self, key: str) -> Path:
        return self.folder / key

    def find(self, key: str) -> Path | None:
        """The entry, marked as used now; None when it has not been built."""
        entry = self.path(key)
        if not entry.is_dir():
            return None
        os.utime(entry)
        return entry

    @contextmanager
    def lock(self, who: str) -> Iterator[None]:
        """Hold this kind alone, across processes; says so when it has to wait."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for folder in (self.root, self.folder):
            if folder.stat().st_uid == os.geteuid():
                folder.chmod(FOLDER_MODE)
        with (self.folder / ".lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say(who, f"another build of {self.name} is running: waiting for it")
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def publish(self, key: str, build: Callable[[Path], None], *, who: str) -> Path:
        """The entry for `key`, built into a staging folder and renamed into place if it is absent."""
        if entry := self.find(key):
            return entry
        with self.lock(who):
            if entry := self.find(key):  # the one we waited for
                return entry
            for leftover in self.folder.glob(f"{STAGING}*"):  # of a build that was killed
                shutil.rmtree(leftover, ignore_errors=True)
            staging = self.folder / f"{STAGING}{key}"
            staging.mkdir(mode=FOLDER_MODE)
            try:
                build(staging)
                staging.chmod(FOLDER_MODE)
                staging.rename(self.path(key))
            finally:
                shutil.rmtree(staging, ignore_errors=True)
            self.prune(spare=key)
        return self.path(key)

    def discard(self, key: str, *, who: str) -> None:
        """Drop an entry that somebody damaged."""
        if self.path(key).is_dir():
            with self.lock(who):
                _remove(self.path(key))

    def prune(self, *, spare: str) -> list[str]:
        """Drop all but the newest entries, never `spare`; the names that went."""
        entries = sorted(
            (entry for entry in self.folder.iterdir() if _is_entry(entry) and entry.name != spare),
            key=lambda entry: entry.stat().st_mtime,
            reverse=True,
        )
        gone = entries[self.kept - 1 :]
        for entry in gone:
            _remove(entry)
        return [entry.name for entry in gone]


def _is_entry(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and not path.name.startswith(".")


def _remove(entry: Path) -> None:
    """Take the name away at once, then the content; write bits first, for Go's modules lack them."""
    going = entry.with_name(f"{STAGING}{entry.name}-going")
    entry.rename(going)
    for folder, _, _ in os.walk(going):
        path = Path(folder)
        path.chmod(path.stat().st_mode | stat.S_IWUSR)
    shutil.rmtree(going, ignore_errors=True)
