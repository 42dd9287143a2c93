"""A blob is on the disk whole or not at all, and nobody finds it but by the hash of its bytes."""

import hashlib
import os
import stat
from pathlib import Path

import pytest

from huizhen.core.blobs import BlobMissing
from huizhen.core.blobs.folder import FolderBlobs

CONTENT = b"ciphertext" * 1_000


def address_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "blobs"


@pytest.fixture
def blobs(root: Path) -> FolderBlobs:
    return FolderBlobs(root)


def files(root: Path) -> list[Path]:
    return [each for each in root.rglob("*") if each.is_file()]


def test_what_was_put_is_read_back_by_ranges(blobs: FolderBlobs) -> None:
    address = address_of(CONTENT)
    blobs.put(address, CONTENT)
    assert blobs.size_bytes(address) == len(CONTENT)
    assert blobs.read_at(address, 0, len(CONTENT)) == CONTENT
    assert blobs.read_at(address, 10, 10) == b"ciphertext"
    assert blobs.read_at(address, len(CONTENT) - 3, 100) == CONTENT[-3:]


def test_putting_twice_is_putting_once(blobs: FolderBlobs, root: Path) -> None:
    for _ in range(2):
        blobs.put(address_of(CONTENT), CONTENT)
    assert len(files(root)) == 1


def test_only_the_account_of_the_product_may_look(blobs: FolderBlobs, root: Path) -> None:
    blobs.put(address_of(CONTENT), CONTENT)
    (file,) = files(root)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(root.stat().st_mode) == 0o700


@pytest.mark.parametrize("address", ["f" * 64, "", "../../etc/passwd", "A" * 64, "f" * 63, "f" * 64 + "/x"])
def test_what_is_no_address_of_ours_is_missing(blobs: FolderBlobs, root: Path, address: str) -> None:
    for look in (blobs.size_bytes, lambda each: blobs.read_at(each, 0, 1)):
        with pytest.raises(BlobMissing):
            look(address)
    if address != "f" * 64:
        with pytest.raises(BlobMissing):
            blobs.put(address, CONTENT)
        assert not root.exists()


def test_a_disk_that_is_full_leaves_no_half_file(
    blobs: FolderBlobs, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        blobs.put(address_of(CONTENT), CONTENT)
    assert not root.exists() or files(root) == []
    monkeypatch.undo()
    blobs.put(address_of(CONTENT), CONTENT)
    assert blobs.read_at(address_of(CONTENT), 0, len(CONTENT)) == CONTENT


def test_bytes_are_flushed_before_the_name_and_the_name_before_it_returns(
    blobs: FolderBlobs, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a power cut could take away at each moment: nothing has the address before its bytes are safe."""
    seen: list[tuple[str, bool]] = []
    address, flush = address_of(CONTENT), os.fsync
    file = root / address[:2] / address[2:4] / address

    def watched(handle: int) -> None:
        path = Path(f"/proc/self/fd/{handle}").readlink()
        seen.append((path.name, file.exists()))
        flush(handle)

    monkeypatch.setattr(os, "fsync", watched)
    blobs.put(address, CONTENT)
    *folders, (half, named), (last, filed) = seen
    assert [is_there for _, is_there in folders] == [False] * len(folders)
    assert half.startswith(address)
    assert half.endswith(".half")
    assert not named
    assert (last, filed) == (address[2:4], True)
