"""The press of these tests: over the built faces, or over faces built now from HUIZHEN_FONTS_SOURCE."""

import os
from pathlib import Path

import pytest

from huizhen import host
from huizhen.papers import Faces, FontsMissingError, Press, find_faces
from huizhen.papers.faces import read_faces
from huizhen.papers.fonts import build_fonts
from huizhen.papers.system import SystemFaces


@pytest.fixture(scope="session")
def faces(tmp_path_factory: pytest.TempPathFactory) -> Faces:
    try:
        return find_faces(host.cache_folder(os.environ, root=host.is_root()))
    except FontsMissingError as missing:
        source = os.environ.get("HUIZHEN_FONTS_SOURCE")
        if source:
            return read_faces(build_fonts(Path(source), tmp_path_factory.mktemp("fonts") / "built"))
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def press(faces: Faces, tmp_path_factory: pytest.TempPathFactory) -> Press:
    """A press on a machine without faces of its own: what it prints is the same everywhere."""
    return Press(faces, SystemFaces(tmp_path_factory.mktemp("no-system-faces")))
