"""Blobs in a folder: `ab/cd/<address>`, written under another name first, so that no half file ever has an address.

Invariant: bytes, name and folder are flushed, in this order, before `put` returns.
"""

import os
import re
import secrets
from pathlib import Path
from typing import Final

from huizhen.core.blobs import BlobMissing

ADDRESS: Final = re.compile(r"[0-9a-f]{64}")
FOLDER_MODE: Final = 0o700
FILE_MODE: Final = 0o600
HALF_SUFFIX: Final = ".half"
NAME_BYTES: Final = 8


class FolderBlobs:
    """A folder of one node. Several processes may write into it at once."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, address: str, ciphertext: bytes) -> None:
        """As `Blobs.put`. Raises `OSError` when the disk does not take it: then there is no file of this address."""
        path = self._path(address)
        if path.is_file():
            return
        self._make_folders(path.parent)
        half = path.with_name(f"{address}.{secrets.token_hex(NAME_BYTES)}{HALF_SUFFIX}")
        try:
            with open(half, "xb", opener=_private) as file:
                file.write(ciphertext)
                file.flush()
                os.fsync(file.fileno())
            half.rename(path)
        finally:
            half.unlink(missing_ok=True)
        _flush_folder(path.parent)

    def read_at(self, address: str, offset: int, size_bytes: int) -> bytes:
        """As `Blobs.read_at`."""
        try:
            with self._path(address).open("rb") as file:
                return os.pread(file.fileno(), size_bytes, offset)
        except FileNotFoundError:
            raise BlobMissing(address) from None

    def size_bytes(self, address: str) -> int:
        """As `Blobs.size_bytes`."""
        try:
            return self._path(address).stat().st_size
        except FileNotFoundError:
            raise BlobMissing(address) from None

    def _path(self, address: str) -> Path:
        if not ADDRESS.fullmatch(address):
            raise BlobMissing(address)
        return self._root / address[:2] / address[2:4] / address

    def _make_folders(self, folder: Path) -> None:
        """Each folder that is new is flushed into the one that holds it, else a power cut takes its files along."""
        for each in (self._root, folder.parent, folder):
            if not each.is_dir():
                each.mkdir(mode=FOLDER_MODE, exist_ok=True)
                _flush_folder(each.parent)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, FILE_MODE)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
