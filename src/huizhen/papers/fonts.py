"""Owns the build step of the faces: out of the npm package, without hinting, every glyph kept.

Invariant: equal sources give equal bytes; a killed build leaves nothing that looks complete.
Source: `@expo-google-fonts/noto-sans-sc` 0.4.3, its faces checked by SHA-256 (`faces.SOURCES`).

    python -m huizhen.papers.fonts <npm package folder> [target folder]
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

from huizhen.papers.faces import (
    BUILD_COMMAND,
    FONTS_KEY,
    MANIFEST_FILE,
    SOURCES,
    FontsWrongError,
    cached_dir,
    read_faces,
    sha256_of,
)

LICENCE_SOURCE: Final = "LICENSE_FONT"
LICENCE_FILE: Final = "OFL.txt"
# The source's glyphs hold no programs of their own: without these tables no hinting is left.
HINT_TABLES: Final = ("prep", "fpgm", "cvt ", "gasp", "hdmx", "VDMX", "LTSH")
ARGUMENTS: Final = 2


def build_fonts(source_dir: Path, target_dir: Path) -> Path:
    """Copy both faces without hinting, with licence and manifest; a complete target is left as it is.

    Raises:
        FontsWrongError: the package is not the expected one.
    """
    if _is_built(target_dir):
        return target_dir
    for path, sha256 in SOURCES.values():
        if not (source_dir / path).is_file() or sha256_of(source_dir / path) != sha256:
            raise FontsWrongError(f"{source_dir / path} is not the expected face")
    target_dir.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target_dir.name}.", dir=target_dir.parent))
    try:
        fresh.chmod(0o755)  # mkdtemp's 0700 would hide the faces from the service account
        _fill(source_dir, fresh)
        shutil.rmtree(target_dir, ignore_errors=True)
        fresh.rename(target_dir)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return target_dir


def _is_built(folder: Path) -> bool:
    try:
        read_faces(folder)
    except FontsWrongError:
        return False
    return True


def _fill(source_dir: Path, fresh: Path) -> None:
    covered: list[set[int]] = []
    for name, (path, _) in SOURCES.items():
        # The source's own time stamp is kept: two builds of one source are equal byte by byte.
        with TTFont(source_dir / path, recalcTimestamp=False, recalcBBoxes=False, lazy=True) as face:
            for table in HINT_TABLES:
                if table in face:
                    del face[table]
            covered.append(set(face.getBestCmap()))
            face.save(fresh / name)
    shutil.copyfile(source_dir / LICENCE_SOURCE, fresh / LICENCE_FILE)
    manifest = {
        "key": FONTS_KEY,
        "faces": {name: sha256_of(fresh / name) for name in SOURCES},
        "coverage": _ranges(set.intersection(*covered)),
    }
    (fresh / MANIFEST_FILE).write_text(json.dumps(manifest, separators=(",", ":")), "utf-8")


def _ranges(points: Iterable[int]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for point in sorted(points):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1] = (ranges[-1][0], point)
        else:
            ranges.append((point, point))
    return ranges


def main(arguments: Sequence[str]) -> int:
    """Build the faces into the cache, where every checkout finds them."""
    if len(arguments) != ARGUMENTS:
        sys.stderr.write(f"usage: {BUILD_COMMAND}\n")
        return 2
    try:
        sys.stdout.write(f"{build_fonts(Path(arguments[0]), cached_dir(Path(arguments[1])))}\n")
    except FontsWrongError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
