"""The self-check behind `huizhen doctor`: what this machine has, what it lacks, and what to do about it.

Invariant: looking changes nothing; every finding is a code, a verdict and facts, told in both languages.
Source: decisions S17 and S18, media.md T1b, stack.md §4.
"""

import os
import shutil
import stat
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import psycopg

from huizhen.host.binaries import VERSION_MIN, find_binaries
from huizhen.host.cluster import PORT, SOCKET_BYTES_MAX
from huizhen.host.media import find_media_server
from huizhen.host.paths import first_unreachable, service_account
from huizhen.host.ports import free_port, listeners
from huizhen.host.refusals import HostRefusal, sentence

PYTHON_MIN: Final = (3, 11)
DISK_FREE_SHARE_MIN: Final = 0.10
DISK_FREE_BYTES_MIN: Final = 1024**3
GIB: Final = 1024**3
CONNECT_S_MAX: Final = 3
CHROMIUM_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
LISTENERS_SHOWN_MAX: Final = 12


class Verdict(StrEnum):
    """How a finding is to be taken."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """One finding. `told` gives the sentence; a refusal of the launcher speaks for itself."""

    code: str
    verdict: Verdict
    facts: Mapping[str, Any] = field(default_factory=dict)
    refusal: HostRefusal | None = None

    def told(self, language: str) -> str:
        """The finding in plain words."""
        if self.refusal is not None:
            return self.refusal.told(language)
        return sentence(f"check.{self.code}.{self.verdict}", language=language, **self.facts)


@dataclass(frozen=True, slots=True)
class Machine:
    """What the self-check looks at; all of it comes from the settings."""

    data_dir: Path
    cache_dir: Path
    socket_dir: Path
    web_dir: Path
    port: int
    account: str | None = None
    throwaway: bool = False
    pg_bin: Path | None = None
    livekit_bin: Path | None = None
    chromium: Path | None = None
    database_url: str | None = field(default=None, repr=False)
    search_path: str | None = None


def self_check(machine: Machine) -> tuple[Check, ...]:
    """Every item, in the order in which a start would need it."""
    return tuple(_safely(code, look, machine) for code, look in _ITEMS.items())


def _safely(code: str, look: Callable[[Machine], Check], machine: Machine) -> Check:
    try:
        return look(machine)
    except HostRefusal as refusal:
        return Check(code, Verdict.FAIL, refusal=refusal)
    except OSError as error:
        return Check("looked", Verdict.FAIL, {"item": code, "error": error.strerror or type(error).__name__})


def _python(_: Machine) -> Check:
    found, least = sys.version_info[:3], PYTHON_MIN
    verdict = Verdict.OK if found >= least else Verdict.FAIL
    return Check("python", verdict, {"found": ".".join(map(str, found)), "least": ".".join(map(str, least))})


def _account(machine: Machine) -> Check:
    account = service_account(machine.account, throwaway=machine.throwaway)
    if account is None:
        return Check("account", Verdict.OK, {"account": os.geteuid()})
    return Check("account", Verdict.OK, {"account": account.name})


def _postgres(machine: Machine) -> Check:
    if machine.database_url is not None:
        return _external(machine.database_url)
    account = service_account(machine.account, throwaway=machine.throwaway)
    found = find_binaries(configured=machine.pg_bin, account=account, cache=machine.cache_dir)
    return Check(
        "postgres", Verdict.OK, {"version": found.version, "origin": found.origin, "folder": found.folder}
    )


def _external(url: str) -> Check:
    try:
        with psycopg.connect(
            url.replace("postgresql+psycopg:", "postgresql:", 1), connect_timeout=CONNECT_S_MAX
        ) as link:
            found = link.info.server_version // 10_000
    except psycopg.Error as error:
        # The text of the error may quote the address with its password.
        return Check("database", Verdict.FAIL, {"error": type(error).__name__})
    verdict = Verdict.OK if found >= VERSION_MIN else Verdict.WARN
    return Check("database", verdict, {"version": found, "least": VERSION_MIN})


def _folders(machine: Machine) -> Check:
    account = service_account(machine.account, throwaway=machine.throwaway)
    for folder in (machine.data_dir, machine.cache_dir):
        standing = next(each for each in (folder, *folder.parents) if each.exists())
        if not os.access(standing, os.W_OK | os.X_OK):
            return Check("folders", Verdict.FAIL, {"folder": standing})
    if machine.database_url is None and (closed := first_unreachable(machine.data_dir, account)) is not None:
        raise HostRefusal(
            "unreachable", folder=closed, account=account.name if account else "-", path=machine.data_dir
        )
    return Check("folders", Verdict.OK, {"data": machine.data_dir, "cache": machine.cache_dir})


def _keys(machine: Machine) -> Check:
    """The keys must not be readable by anybody but the application's user (D8)."""
    folder = machine.data_dir / "keys"
    if not folder.exists():
        return Check("keys", Verdict.WARN, {"folder": folder})
    for each in (folder, *sorted(folder.iterdir())):
        mode = stat.S_IMODE(each.stat().st_mode)
        if mode & 0o077:
            return Check("keys", Verdict.FAIL, {"folder": each, "mode": f"{mode:o}"})
    return Check("keys", Verdict.OK, {"folder": folder})


def _socket(machine: Machine) -> Check:
    path = machine.socket_dir / f".s.PGSQL.{PORT}"
    length = len(os.fsencode(path))
    verdict = Verdict.OK if length <= SOCKET_BYTES_MAX else Verdict.FAIL
    return Check("socket", verdict, {"path": path, "length": length, "limit": SOCKET_BYTES_MAX})


def _port(machine: Machine) -> Check:
    found = free_port(machine.port)
    return Check(
        "port", Verdict.OK if found == machine.port else Verdict.WARN, {"port": machine.port, "next": found}
    )


def _media(machine: Machine) -> Check:
    account = service_account(machine.account, throwaway=machine.throwaway)
    found = find_media_server(
        configured=machine.livekit_bin,
        cache=machine.cache_dir,
        account=account,
        search_path=machine.search_path,
    )
    if found is None:
        return Check("media", Verdict.WARN)
    return Check("media", Verdict.OK, {"program": found})


def _chromium(machine: Machine) -> Check:
    if machine.chromium is not None:
        verdict = Verdict.OK if os.access(machine.chromium, os.X_OK) else Verdict.WARN
        return Check("chromium", verdict, {"program": machine.chromium})
    found = next(
        filter(None, (shutil.which(name, path=machine.search_path) for name in CHROMIUM_NAMES)), None
    )
    return Check("chromium", Verdict.OK if found else Verdict.WARN, {"program": found or CHROMIUM_NAMES[0]})


def _web(machine: Machine) -> Check:
    built = (machine.web_dir / "index.html").is_file()
    return Check("web", Verdict.OK if built else Verdict.FAIL, {"folder": machine.web_dir})


def _disk(machine: Machine) -> Check:
    standing = next(each for each in (machine.data_dir, *machine.data_dir.parents) if each.exists())
    usage = shutil.disk_usage(standing)
    share = usage.free / usage.total
    facts = {"folder": standing, "free_gib": f"{usage.free / GIB:.1f}", "percent": int(share * 100)}
    if usage.free < DISK_FREE_BYTES_MIN:
        return Check("disk", Verdict.FAIL, facts)
    return Check("disk", Verdict.OK if share >= DISK_FREE_SHARE_MIN else Verdict.WARN, facts)


def _listening(_: Machine) -> Check:
    """The media server's client ports bind every interface (T1b): whoever runs the node must know what faces out."""
    public = [f"{each.address}:{each.port}" for each in listeners() if each.public]
    shown = ", ".join(public[:LISTENERS_SHOWN_MAX])
    return Check(
        "listening", Verdict.WARN if public else Verdict.OK, {"count": len(public), "addresses": shown}
    )


_ITEMS: Final[Mapping[str, Callable[[Machine], Check]]] = {
    "python": _python,
    "account": _account,
    "postgres": _postgres,
    "folders": _folders,
    "keys": _keys,
    "socket": _socket,
    "port": _port,
    "media": _media,
    "chromium": _chromium,
    "web": _web,
    "disk": _disk,
    "listening": _listening,
}
