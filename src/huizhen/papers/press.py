"""Owns the process's kept press, for callers that only want a paper.

Invariant: one press for each set of folders, made at the first paper and kept for the life of the process.
"""

from functools import cache
from pathlib import Path

from huizhen.papers.faces import find_faces
from huizhen.papers.typst import Press


@cache
def open_press(cache_dir: Path, font_dir: Path | None = None) -> Press:
    """The press over the faces of these folders.

    Raises:
        FontsMissingError, FontsWrongError: no folder holds the faces; it says which command fills one.
    """
    return Press(find_faces(cache_dir, font_dir))
