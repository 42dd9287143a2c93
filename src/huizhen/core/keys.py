"""The KEK port and its two adapters: keys in a file, and keys in a file under a passphrase.

Owns the master keys, which are never in the database, the tenant's id and the keys known by name (search tokens,
signatures). Invariant: what a destroyed KEK has wrapped opens nowhere any more; no write loses a key: a new
content is on the disk before it takes the old one's name. Source: security §4.2, §4.6; decision D8.
"""

import fcntl
import json
import os
import re
import stat
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol, Self
from uuid import UUID

from huizhen.core import cipher
from huizhen.core.cipher import Random, Reason, Unreadable
from huizhen.core.time import as_utc_text

FORMAT: Final = 1
KEK_BYTES: Final = cipher.WRAPPING_KEY_BYTES
NAMED_KEY_BYTES: Final = 32
NAMED_KEYS_MAX: Final = 64
FILE_BYTES_MAX: Final = 1024 * 1024
SALT_BYTES: Final = 16
READ_ATTEMPTS_MAX: Final = 3
MEMORY_KIB_MAX: Final = 1024 * 1024  # of the passphrase's cost: a changed file must not ask for all memory
PASSES_MAX: Final = 64
LANES_MAX: Final = 64
_NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,63}")
_VERSION: Final = struct.Struct(">I")


class KeyFileRefused(Exception):  # noqa: N818 - a refusal with a sentence for whoever runs the machine
    """The key file is missing, readable by others, or asked for something that would lose keys."""


class KeyPort(Protocol):
    """Where the KEK lives: a file, a passphrase, a TPM, an HSM."""

    @property
    def tenant(self) -> UUID:
        """The chain's own id, kept beside the KEK."""
        ...

    @property
    def version(self) -> int:
        """The KEK that wraps now."""
        ...

    def wrap(self, secret: bytes) -> bytes:
        """A data key under the current KEK; the bytes name the version, so a rotation in between does no harm."""
        ...

    def unwrap(self, wrapped: bytes, version: int | None = None) -> bytes:
        """The data key again. `version` is what the row says; the bytes themselves decide.

        Raises:
            Unreadable: its KEK is destroyed, or the bytes are changed.
        """
        ...

    def named_key(self, name: str) -> bytes:
        """32 bytes known by a name, made at first use. A successor gets a new name (`receipts-2027`)."""
        ...

    def rotate(self, at: datetime) -> int:
        """A new KEK becomes the current one, named keys move under it; the old ones still unwrap."""
        ...

    def destroy(self, version: int, at: datetime) -> None:
        """Forget a KEK that is no longer current. Only after every data key is wrapped anew and escrow is verified."""
        ...


@dataclass(frozen=True, slots=True)
class PassphraseCost:
    """What one guess costs. The default takes about 0.2 s and 64 MiB. Source: RFC 9106 §4, second choice."""

    passes: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4

    def __post_init__(self) -> None:
        bounds = ((self.passes, PASSES_MAX), (self.memory_kib, MEMORY_KIB_MAX), (self.lanes, LANES_MAX))
        if not all(0 < value <= most for value, most in bounds):
            raise Unreadable(Reason.MALFORMED)


@dataclass(frozen=True, slots=True)
class _Shield:
    """How a passphrase covers the file; it stands clear beside the keys, for it is worth nothing alone."""

    salt: bytes
    cost: PassphraseCost

    def key(self, passphrase: bytes) -> bytes:
        cost = self.cost
        return cipher.stretch(
            passphrase, salt=self.salt, passes=cost.passes, memory_kib=cost.memory_kib, lanes=cost.lanes
        )


@dataclass(frozen=True, slots=True)
class _Keys:
    """What the file says. `keks` are as they stand there: under the passphrase, if there is one."""

    tenant: UUID
    shield: _Shield | None
    keks: Mapping[int, bytes] = field(repr=False)
    made_at: Mapping[int, str]
    destroyed_at: Mapping[int, str]
    named: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def of(cls, raw: bytes) -> Self:
        try:
            told = json.loads(raw)
            if told["format"] != FORMAT or not told["keks"]:
                raise Unreadable(Reason.MALFORMED)
            shield = told["passphrase"]
            return cls(
                tenant=UUID(told["tenant"]),
                shield=shield and _Shield(bytes.fromhex(shield.pop("salt")), PassphraseCost(**shield)),
                keks={int(version): bytes.fromhex(each["key"]) for version, each in told["keks"].items()},
                made_at={int(version): each["made_at"] for version, each in told["keks"].items()},
                destroyed_at={int(version): at for version, at in told["destroyed_at"].items()},
                named={name: bytes.fromhex(wrapped) for name, wrapped in told["named"].items()},
            )
        except (ValueError, KeyError, TypeError, AttributeError):  # the message would quote the file
            raise Unreadable(Reason.MALFORMED) from None

    def as_bytes(self) -> bytes:
        cover = self.shield and {
            "salt": self.shield.salt.hex(),
            "passes": self.shield.cost.passes,
            "memory_kib": self.shield.cost.memory_kib,
            "lanes": self.shield.cost.lanes,
        }
        told = {
            "format": FORMAT,
            "tenant": str(self.tenant),
            "passphrase": cover,
            "keks": {
                str(version): {"made_at": self.made_at[version], "key": key.hex()}
                for version, key in self.keks.items()
            },
            "destroyed_at": {str(version): at for version, at in self.destroyed_at.items()},
            "named": {name: wrapped.hex() for name, wrapped in self.named.items()},
        }
        return json.dumps(told, indent=1).encode() + b"\n"


class FileKeys:
    """Keys in one file of mode 0600 that belongs to the account of the process. Safe between threads and processes."""

    def __init__(self, path: Path, *, passphrase: bytes | None = None, random: Random = os.urandom) -> None:
        """
        Raises:
            KeyFileRefused: missing, a link, of another account, open to others; a passphrase missing or not asked for.
            Unreadable: damaged, or the wrong passphrase.
        """
        self._path, self._random = path, random
        self._seen = _read(path)
        shield = self._now().shield
        if (shield is None) != (passphrase is None):
            raise KeyFileRefused(f"{path}: {'has no' if shield is None else 'needs its'} passphrase")
        self._cover = None if shield is None or passphrase is None else shield.key(passphrase)
        self._kek(self.version)  # a wrong passphrase shows now, not at the first patient

    @property
    def tenant(self) -> UUID:
        return self._now().tenant

    @property
    def version(self) -> int:
        return max(self._now().keks)

    @property
    def made_at(self) -> dict[int, datetime]:
        """The living KEKs and their birth: none may grow older than 35 days."""
        return {version: datetime.fromisoformat(at) for version, at in self._now().made_at.items()}

    def wrap(self, secret: bytes) -> bytes:
        version = self.version
        return _under(self._kek(version), version, secret)

    def unwrap(self, wrapped: bytes, version: int | None = None) -> bytes:  # noqa: ARG002 - the bytes decide
        if len(wrapped) < _VERSION.size:
            raise Unreadable(Reason.MALFORMED)
        (wrapped_by,) = _VERSION.unpack_from(wrapped)
        return cipher.unwrap(self._kek(wrapped_by), wrapped[_VERSION.size :])

    def named_key(self, name: str) -> bytes:
        if _NAME.fullmatch(name) is None:
            raise ValueError(name)
        kept = self._now().named.get(name)
        if kept is None:
            with self._changing() as keys:
                kept = keys.named.get(name) or self._made(keys, name)
        return self.unwrap(kept)

    def rotate(self, at: datetime) -> int:
        with self._changing() as keys:
            version = max([*keys.keks, *keys.destroyed_at]) + 1  # a number never comes back
            kek = self._random(KEK_BYTES)
            moved = {name: _under(kek, version, self.unwrap(old)) for name, old in keys.named.items()}
            self._write(
                replace(
                    keys,
                    keks={**keys.keks, version: _covered(self._cover, kek)},
                    made_at={**keys.made_at, version: as_utc_text(at)},
                    named=moved,
                )
            )
        return version

    def destroy(self, version: int, at: datetime) -> None:
        """
        Raises:
            KeyFileRefused: it is the current one, or never was.
        """
        with self._changing() as keys:
            if version in keys.destroyed_at:
                return
            if version not in keys.keks or version == max(keys.keks):
                raise KeyFileRefused(f"{self._path}: KEK {version} is current or unknown; rotate first")
            with _scrubbed(self._path):
                self._write(
                    replace(
                        keys,
                        keks={each: kek for each, kek in keys.keks.items() if each != version},
                        made_at={each: born for each, born in keys.made_at.items() if each != version},
                        destroyed_at={**keys.destroyed_at, version: as_utc_text(at)},
                    )
                )

    def _made(self, keys: _Keys, name: str) -> bytes:
        if len(keys.named) == NAMED_KEYS_MAX:
            raise KeyFileRefused(f"{self._path}: more than {NAMED_KEYS_MAX} named keys")
        wrapped = self.wrap(self._random(NAMED_KEY_BYTES))
        self._write(replace(keys, named={**keys.named, name: wrapped}))
        return wrapped

    def _now(self) -> _Keys:
        """Looked up at every use: another process may have rotated, or destroyed what is still in memory here."""
        stamp, keys = self._seen
        if _look(self._path) != stamp:
            self._seen = _, keys = _read(self._path)
        return keys

    def _kek(self, version: int) -> bytes:
        stored = self._now().keks.get(version)
        if stored is None:
            raise Unreadable(Reason.OTHER_KEY)
        return stored if self._cover is None else cipher.unwrap(self._cover, stored)

    @contextmanager
    def _changing(self) -> Iterator[_Keys]:
        """One at a time over all processes, and on what stands in the file now."""
        with _locked(self._path):
            yield self._now()

    def _write(self, keys: _Keys) -> None:
        _store(self._path, keys.as_bytes())


def create_keys(
    path: Path,
    *,
    tenant: UUID,
    at: datetime,
    passphrase: bytes | None = None,
    cost: PassphraseCost | None = None,
    random: Random = os.urandom,
) -> FileKeys:
    """Make the key file of a new chain or node; its folder exists.

    Raises:
        KeyFileRefused: there is one already.
    """
    shield = None if passphrase is None else _Shield(random(SALT_BYTES), cost or PassphraseCost())
    cover = None if shield is None or passphrase is None else shield.key(passphrase)
    keks = {1: _covered(cover, random(KEK_BYTES))}
    keys = _Keys(tenant, shield, keks, made_at={1: as_utc_text(at)}, destroyed_at={}, named={})
    with _locked(path):
        if path.exists() or path.is_symlink():
            raise KeyFileRefused(f"{path}: there is a key file already")
        _store(path, keys.as_bytes())
    return FileKeys(path, passphrase=passphrase, random=random)


def _under(kek: bytes, version: int, secret: bytes) -> bytes:
    return _VERSION.pack(version) + cipher.wrap(kek, secret)


def _covered(cover: bytes | None, kek: bytes) -> bytes:
    return kek if cover is None else cipher.wrap(cover, kek)


# ---- the file


def _stamp(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_ino, found.st_mtime_ns, found.st_size


def _look(path: Path) -> tuple[int, int, int]:
    try:
        return _stamp(path.stat())
    except OSError as error:
        raise KeyFileRefused(f"{path}: {error.strerror}") from None


def _read(path: Path) -> tuple[tuple[int, int, int], _Keys]:
    """The content that bears the name at the end of reading: an older one may be under the scrubbing brush."""
    for _ in range(READ_ATTEMPTS_MAX):
        with os.fdopen(_open(path), "rb") as file:
            raw = file.read(FILE_BYTES_MAX)
            stamp = _stamp(os.fstat(file.fileno()))
        if _look(path) == stamp:
            return stamp, _Keys.of(raw)
    raise KeyFileRefused(f"{path}: changes faster than it can be read")


def _open(path: Path) -> int:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise KeyFileRefused(f"{path}: {error.strerror}") from None
    found = os.fstat(handle)
    fit = stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077
    if not fit:
        os.close(handle)
        raise KeyFileRefused(f"{path}: must be a file of mode 0600 that belongs to this account")
    return handle


def _store(path: Path, content: bytes) -> None:
    """All of it under another name, then the name: after a crash there is the old content or the new one."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)  # left by a crash; the lock is ours
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(handle)
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def _scrubbed(path: Path) -> Iterator[None]:
    """Overwrite the old content once the new one has the name: as much as a file system lets anybody erase."""
    with path.open("r+b", buffering=0) as old:
        yield
        size = os.fstat(old.fileno()).st_size
        old.write(bytes(size))
        os.fsync(old.fileno())


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    lock = path.with_name(f"{path.name}.lock")
    handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
