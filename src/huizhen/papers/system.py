"""Owns the second case of type: Debian's `fonts-noto-cjk`, used only for what our own faces cannot draw.

Invariant: a paper that our faces can draw never depends on what else the machine has.
Source: stack.md §6.1. Its outlines cost twice the time, so it is opened at the first character that needs it.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTCollection

from huizhen.papers.faces import sha256_of

SYSTEM_DIR: Final = Path("/usr/share/fonts/opentype/noto")
SYSTEM_FILES: Final = ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc")
SYSTEM_FAMILY: Final = "Noto Sans CJK SC"
FAMILY_NAME_ID: Final = 1


@dataclass(frozen=True)
class SystemFaces:
    """Both weights of the machine's own face, or nothing when one of them is absent."""

    folder: Path = SYSTEM_DIR

    @cached_property
    def coverage(self) -> frozenset[int]:
        """What both weights can draw; empty where the package is not installed."""
        files = [self.folder / name for name in SYSTEM_FILES]
        if not all(file.is_file() for file in files):
            return frozenset()
        return frozenset.intersection(*(_covered(file) for file in files))

    @cached_property
    def sha256(self) -> tuple[str, ...]:
        """Of the files, in their order: they are part of what a paper was made from."""
        return tuple(sha256_of(self.folder / name) for name in SYSTEM_FILES)


def _covered(file: Path) -> frozenset[int]:
    with TTCollection(file, lazy=True) as collection:
        for face in collection:
            if face["name"].getDebugName(FAMILY_NAME_ID) == SYSTEM_FAMILY:
                return frozenset(face.getBestCmap())
    return frozenset()
