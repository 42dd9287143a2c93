"""Where the faces lie, how they are made, and what is said when they are not there."""

import json
import os
import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from huizhen.papers import Faces, FontsMissingError, FontsWrongError, find_faces
from huizhen.papers import faces as faces_module
from huizhen.papers.faces import FONTS_KEY, MANIFEST_FILE, SOURCES, cached_dir, read_faces
from huizhen.papers.fonts import HINT_TABLES, build_fonts, main


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without faces in the wheel."""
    monkeypatch.setattr(faces_module, "PACKAGED_DIR", tmp_path / "wheel")
    return tmp_path


def test_without_faces_the_operator_is_told_the_command(nowhere: Path) -> None:
    with pytest.raises(FontsMissingError, match=r"python -m huizhen\.papers\.fonts") as missing:
        find_faces(nowhere / "cache")
    for place in ("wheel", f"cache/fonts/{FONTS_KEY}"):
        assert str(nowhere / place) in str(missing.value)


def test_the_cache_is_the_last_place(nowhere: Path, faces: Faces) -> None:
    shutil.copytree(faces.folder, cached_dir(nowhere / "cache"))
    assert find_faces(nowhere / "cache").folder == nowhere / "cache" / "fonts" / FONTS_KEY
    assert find_faces(nowhere / "cache").sha256 == faces.sha256


def test_a_given_folder_is_the_only_one(nowhere: Path, faces: Faces) -> None:
    shutil.copytree(faces.folder, cached_dir(nowhere / "cache"))
    assert find_faces(nowhere / "cache", faces.folder).folder == faces.folder
    with pytest.raises(FontsMissingError):
        find_faces(nowhere / "cache", nowhere / "given")


def test_a_damaged_face_is_refused(faces: Faces, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(faces.folder, tmp_path / "copy"))
    face = copy / "NotoSansSC-Bold.ttf"
    changed = bytearray(face.read_bytes())
    changed[-1] ^= 1
    face.write_bytes(changed)
    with pytest.raises(FontsWrongError, match="damaged"):
        read_faces(copy)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"key": "another"}'])
def test_a_half_written_folder_is_refused(faces: Faces, tmp_path: Path, text: str) -> None:
    copy = Path(shutil.copytree(faces.folder, tmp_path / "copy"))
    (copy / MANIFEST_FILE).write_text(text)
    with pytest.raises(FontsWrongError):
        read_faces(copy)


def test_the_faces_have_every_glyph_no_hinting_and_their_licence(faces: Faces) -> None:
    for name in SOURCES:
        with TTFont(faces.folder / name, lazy=True) as face:
            assert not set(HINT_TABLES) & set(face.keys())
            assert face["maxp"].numGlyphs == 30_898
            assert set(face.getBestCmap()) >= faces.coverage
    assert "SIL OPEN FONT LICENSE" in (faces.folder / "OFL.txt").read_text("utf-8").upper()


def test_another_package_than_the_expected_one_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "400Regular").mkdir()
    (tmp_path / "400Regular" / "NotoSansSC_400Regular.ttf").write_bytes(b"not a face")
    with pytest.raises(FontsWrongError, match="not the expected face"):
        build_fonts(tmp_path, tmp_path / "built")
    assert not (tmp_path / "built").exists()
    assert main([str(tmp_path), str(tmp_path / "cache")]) == 1
    assert "not the expected face" in capsys.readouterr().err


def test_the_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err


def test_what_is_built_is_not_built_again(
    faces: Faces, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "no package"), str(faces.folder.parents[1])]) == 0
    assert str(faces.folder) in capsys.readouterr().out


@pytest.mark.skipif(
    "HUIZHEN_FONTS_SOURCE" not in os.environ, reason="HUIZHEN_FONTS_SOURCE names no npm package"
)
def test_two_builds_of_one_package_are_equal(faces: Faces, tmp_path: Path) -> None:
    built = build_fonts(Path(os.environ["HUIZHEN_FONTS_SOURCE"]), tmp_path / "built")
    manifest = json.loads((built / MANIFEST_FILE).read_text("utf-8"))
    assert manifest["faces"] == dict(faces.sha256)
    assert [each.name for each in tmp_path.iterdir()] == ["built"]
