"""Owns where the two faces of every paper lie, Noto Sans SC Regular and Bold, and what they can draw.

Invariant: a paper is set from exactly these bytes; a folder with other bytes is refused, never used.
Source: `@expo-google-fonts/noto-sans-sc` 0.4.3 (SIL Open Font License 1.1); `fonts.py` builds the folder.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SOURCES: Final[Mapping[str, tuple[str, str]]] = {
    "NotoSansSC-Regular.ttf": (
        "400Regular/NotoSansSC_400Regular.ttf",
        "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
    ),
    "NotoSansSC-Bold.ttf": (
        "700Bold/NotoSansSC_700Bold.ttf",
        "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
    ),
}
MANIFEST_FILE: Final = "faces.json"
# Raised when the recipe of `fonts.py` changes, so that faces made by an older one are not taken for new ones.
RECIPE: Final = 1
BUILD_COMMAND: Final = (
    "python -m huizhen.papers.fonts <folder of @expo-google-fonts/noto-sans-sc> <cache folder>"
)
PACKAGED_DIR: Final = Path(__file__).parents[1] / "_fonts"


def _key() -> str:
    made_from = "\n".join([f"recipe {RECIPE}", *(sha256 for _, sha256 in SOURCES.values())])
    return hashlib.sha256(made_from.encode()).hexdigest()[:16]


FONTS_KEY: Final = _key()


class FontsMissingError(RuntimeError):
    """No folder holds the faces. The message names the places and the command that fills one."""

    def __init__(self, looked_in: Iterable[Path]) -> None:
        places = ", ".join(str(place) for place in looked_in)
        super().__init__(f"the fonts of papers are missing (looked in {places}); run: {BUILD_COMMAND}")


class FontsWrongError(RuntimeError):
    """The npm package, or a built folder, does not hold the bytes that this version expects."""


@dataclass(frozen=True, slots=True)
class Faces:
    """A built folder: what it holds, by hash, and which characters both faces can draw."""

    folder: Path
    sha256: Mapping[str, str]
    coverage: frozenset[int]


def cached_dir(cache_dir: Path) -> Path:
    """The folder of this version's faces below the cache."""
    return cache_dir / "fonts" / FONTS_KEY


def find_faces(cache_dir: Path, font_dir: Path | None = None) -> Faces:
    """The given folder, or the first complete one of the wheel and the cache.

    Raises:
        FontsMissingError: none of them is.
        FontsWrongError: the first one that claims to be complete holds other bytes.
    """
    places = [PACKAGED_DIR, cached_dir(cache_dir)] if font_dir is None else [font_dir]
    for place in places:
        if (place / MANIFEST_FILE).is_file():
            return read_faces(place)
    raise FontsMissingError(places)


def read_faces(folder: Path) -> Faces:
    """A folder that `fonts.py` built, checked byte by byte (20 MB, about 20 ms, once a process).

    Raises:
        FontsWrongError: built for another version, cut short, or changed.
    """
    try:
        manifest = json.loads((folder / MANIFEST_FILE).read_text("utf-8"))
        sound = manifest["key"] == FONTS_KEY and all(
            sha256_of(folder / name) == manifest["faces"][name] for name in SOURCES
        )
        covered = (point for first, last in manifest["coverage"] for point in range(first, last + 1))
        faces = Faces(folder, manifest["faces"], frozenset(covered))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FontsWrongError(f"{folder} is not complete; run: {BUILD_COMMAND}") from error
    if not sound:
        raise FontsWrongError(f"{folder} is damaged or of another version; run: {BUILD_COMMAND}")
    return faces


def sha256_of(path: Path) -> str:
    """Of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
