"""Files too big for a row: ciphertext only, beside the data, found by the hash of its bytes.

Invariant: what a row names was wholly on the disk before that row was committed; a file that no row names harms nobody.
Who may open one, and with which key, is `docstore`'s matter. Source: decision S5; security §4.9.
"""

from typing import Protocol

__all__ = ["BlobMissing", "Blobs"]


class BlobMissing(Exception):  # noqa: N818 - told to whoever reads; it is never an answer over HTTP by itself
    """No file of this address, or one that is shorter than it was."""


class Blobs(Protocol):
    """Where blobs are kept: a folder here, an object store elsewhere."""

    def put(self, address: str, ciphertext: bytes) -> None:
        """Keep a blob. When this returns it is on the disk; keeping it twice is keeping it once."""
        ...

    def read_at(self, address: str, offset: int, size_bytes: int) -> bytes:
        """A range of a blob's ciphertext, shorter at its end. Raises `BlobMissing`."""
        ...

    def size_bytes(self, address: str) -> int:
        """Of the ciphertext. Raises `BlobMissing`."""
        ...
