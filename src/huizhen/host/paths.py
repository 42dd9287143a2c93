"""Folders of a node, and the account that its services run as.

Invariant: mode and owner are set only on what this process creates; a folder that is in the way is named, never mended.
Source: decision S18, security.md §9.1-2.
"""

import os
import pwd
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from huizhen.host.refusals import HostRefusal

DATA_OF_ROOT: Final = Path("/var/lib/huizhen")
CACHE_OF_ROOT: Final = Path("/var/cache/huizhen")
SERVICE_ACCOUNTS: Final = ("huizhen", "postgres")
THROWAWAY_ACCOUNT: Final = "nobody"
PRIVATE_MODE: Final = 0o700
PASSAGE_MODE: Final = 0o711  # others may walk through, not look around
CACHE_MODE: Final = 0o755


@dataclass(frozen=True, slots=True)
class Account:
    """An existing system account. The launcher never creates one."""

    name: str
    uid: int
    gid: int


def is_root() -> bool:
    """Whether this process may act for other accounts."""
    return os.geteuid() == 0


def data_folder(environ: Mapping[str, str], *, root: bool) -> Path:
    """Where a node keeps its state (S18)."""
    if given := environ.get("HUIZHEN_DATA_DIR"):
        return Path(given)
    return DATA_OF_ROOT if root else _xdg(environ, "XDG_DATA_HOME", ".local/share")


def cache_folder(environ: Mapping[str, str], *, root: bool) -> Path:
    """Where big results are kept outside the tree (S18, S19)."""
    for name in ("HUIZHEN_CACHE", "HUIZHEN_CACHE_DIR"):
        if given := environ.get(name):
            return Path(given)
    return CACHE_OF_ROOT if root else _xdg(environ, "XDG_CACHE_HOME", ".cache")


def _xdg(environ: Mapping[str, str], name: str, fallback: str) -> Path:
    given = environ.get(name, "")
    # The specification lets a relative value be ignored.
    base = Path(given) if given.startswith("/") else Path(environ.get("HOME") or Path.home()) / fallback
    return base / "huizhen"


def find_account(name: str) -> Account | None:
    """The account of that name, or None."""
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def service_account(configured: str | None, *, throwaway: bool = False) -> Account | None:
    """Who PostgreSQL and the media server run as: None means "as ourselves", which root may not say.

    Demo and tests (`throwaway`) fall back to `nobody`; real data never belongs to an account that others share.
    """
    if not is_root():
        return None
    names = (configured,) if configured else (*SERVICE_ACCOUNTS, *((THROWAWAY_ACCOUNT,) if throwaway else ()))
    for name in names:
        account = find_account(name)
        if account is not None:
            if account.uid == 0:
                raise HostRefusal("account-is-root", account=name)
            return account
    raise HostRefusal("no-account", accounts=", ".join(names))


def first_unreachable(path: Path, account: Account | None) -> Path | None:
    """The first folder on the way to `path` (itself included) that the account cannot enter, or None.

    Services run without supplementary groups, so owner, primary group and others are all that counts.
    """
    real = Path(os.path.realpath(path))
    for folder in (*reversed(real.parents), real):
        try:
            info = folder.stat()
        except FileNotFoundError:
            return None
        except PermissionError:
            return folder
        if stat.S_ISDIR(info.st_mode) and not _may(info, account, 0o1):
            return folder
    return None


def _may(info: os.stat_result, account: Account | None, bit: int) -> bool:
    uid, gid = (os.geteuid(), os.getegid()) if account is None else (account.uid, account.gid)
    if uid == 0:
        return True
    if info.st_uid == uid:
        return bool(info.st_mode & (bit << 6))
    if info.st_gid == gid or (account is None and info.st_gid in os.getgroups()):
        return bool(info.st_mode & (bit << 3))
    return bool(info.st_mode & bit)


def require_reachable(path: Path, account: Account | None) -> None:
    """Refuse with the name of the folder that stands in the way."""
    if (closed := first_unreachable(path, account)) is not None:
        raise HostRefusal("unreachable", folder=closed, account=account.name if account else "-", path=path)


def make_passage(folder: Path, mode: int = PASSAGE_MODE) -> None:
    """Create what is missing of a folder and its parents, so that a service account can walk through."""
    for each in (*reversed(folder.parents), folder):
        try:
            each.mkdir(mode=mode)
        except FileExistsError:
            continue
        except OSError as error:
            raise HostRefusal("not-creatable", folder=each) from error
        each.chmod(mode)  # ours since a moment ago: the umask must not decide


def make_private(folder: Path, account: Account | None) -> None:
    """A 0700 folder of the account; one that exists must already be just that."""
    make_passage(folder.parent)
    require_reachable(folder.parent, account)
    try:
        folder.mkdir(mode=PRIVATE_MODE)
    except FileExistsError:
        require_private(folder, account)
        return
    except OSError as error:
        raise HostRefusal("not-creatable", folder=folder) from error
    folder.chmod(PRIVATE_MODE)
    give(folder, account)


def require_private(folder: Path, account: Account | None) -> None:
    """Refuse a folder of somebody else, or one that others may look into."""
    info = folder.lstat()
    if not stat.S_ISDIR(info.st_mode):
        raise HostRefusal("not-a-folder", folder=folder)
    if info.st_uid != (account.uid if account else os.geteuid()):
        raise HostRefusal(
            "folder-of-another", folder=folder, account=account.name if account else os.geteuid()
        )
    if info.st_mode & 0o077:
        raise HostRefusal("folder-too-open", folder=folder, mode=f"{info.st_mode & 0o777:o}")


def give(path: Path, account: Account | None) -> None:
    """Hand a thing that we have just created to the account."""
    if account is not None and is_root():
        os.chown(path, account.uid, account.gid, follow_symlinks=False)


def write_private(path: Path, text: str, account: Account | None, *, mode: int = 0o600) -> None:
    """Replace a file in one step; never through a link that somebody put in its place."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        os.fchmod(handle, mode)
        if account is not None and is_root():
            os.fchown(handle, account.uid, account.gid)
        file.write(text)
        file.flush()
        os.fsync(handle)
    draft.replace(path)
