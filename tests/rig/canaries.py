"""Finding a text in files, whatever it was turned into on its way: the spellings of a canary, and the search.

Invariant: what is searched for is long enough that chance does not make it (seven bytes or more), and no spelling is
left out silently: a planted file with every one of them is part of each search. Compressed files are not opened;
nothing of ours compresses what the search looks at (`wal_compression` is off, bodies are ciphertext).
"""

import base64
import json
import mmap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, quote_plus

BYTES_MIN = 7
BITS = {"byte": 8, "base64": 6}

Needles = Mapping[bytes, str]
"""The bytes to look for, each with what it is."""


@dataclass(frozen=True, order=True)
class Hit:
    """A canary in clear, or in a thin disguise."""

    place: str
    what: str


def needles(canaries: Mapping[str, str]) -> dict[bytes, str]:
    """Every spelling of every canary (name → text)."""
    found: dict[bytes, str] = {}
    for name, text in canaries.items():
        for spelling, raw in spellings(text):
            assert len(raw) >= BYTES_MIN, (name, spelling)
            found.setdefault(raw, f"{name} as {spelling}")
    return found


def spellings(text: str) -> Iterator[tuple[str, bytes]]:
    """UTF-8, what JSON, addresses and other encodings make of it, hex, and base64 at its three alignments."""
    raw = text.encode()
    escaped = json.dumps(text)[1:-1]
    yield "UTF-8", raw
    yield "JSON", escaped.encode()
    yield "JSON in capitals", "".join(_capital_escape(letter) for letter in text).encode()
    yield "UTF-16, little end first", text.encode("utf-16-le")
    yield "UTF-16, big end first", text.encode("utf-16-be")
    yield "GBK", text.encode("gbk")
    yield "address", quote(text).encode()
    yield "form", quote_plus(text).encode()
    yield "hex", raw.hex().encode()
    yield "hex in capitals", raw.hex().upper().encode()
    for shift in range(3):
        inner = _base64_inside(raw, shift)
        yield f"base64 after {shift} bytes", inner
        yield f"base64 of addresses after {shift} bytes", inner.replace(b"+", b"-").replace(b"/", b"_")


def _capital_escape(letter: str) -> str:
    return letter if letter.isascii() else f"\\u{ord(letter):04X}"


def _base64_inside(raw: bytes, shift: int) -> bytes:
    """The letters of base64 that `raw` alone decides when `shift` bytes stand before it and anything behind."""
    first = -(-shift * BITS["byte"] // BITS["base64"])
    last = (shift + len(raw)) * BITS["byte"] // BITS["base64"]
    return base64.b64encode(bytes(shift) + raw)[first:last]


def search_tree(folder: Path, wanted: Needles) -> list[Hit]:
    """Everything that was found in the files below a folder, and in their names."""
    found: list[Hit] = []
    for path in sorted(folder.rglob("*")):
        place = str(path.relative_to(folder))
        found += search_bytes(place.encode(), wanted, place=f"name of {place}")
        if path.is_file() and not path.is_symlink():
            found += _search_file(path, wanted, place)
    return found


def _search_file(path: Path, wanted: Needles, place: str) -> list[Hit]:
    try:
        with path.open("rb") as file:
            if file.seek(0, 2) == 0:
                return []
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                return search_bytes(content, wanted, place=place)
    except FileNotFoundError:  # a running database removes files
        return []


def search_bytes(content: bytes | mmap.mmap, wanted: Needles, *, place: str) -> list[Hit]:
    return [Hit(place, what) for raw, what in wanted.items() if content.find(raw) >= 0]


def plant(path: Path, wanted: Iterable[bytes]) -> None:
    """A file with every spelling in it, each among other bytes."""
    path.write_bytes(b"".join(b"<" + raw + b">" for raw in wanted))
