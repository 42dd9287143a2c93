"""The kept press: the same paper every time, for everybody, under its own address."""

import hashlib
import io
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from huizhen import papers
from huizhen.papers import Faces, Press
from huizhen.papers.system import SystemFaces
from tests.papers.reading import text_of
from tests.papers.reports import a_full_report, a_report

REPORT = "consultation_report"
AGAIN = """
import json, sys
from huizhen.papers import Press, find_faces
from huizhen.papers.system import SystemFaces
from pathlib import Path
press = Press(find_faces(Path("nowhere"), Path(sys.argv[1])), SystemFaces(Path("nowhere")))
print(press.render("consultation_report", json.load(sys.stdin)).render_sha256)
"""


def test_equal_data_give_equal_bytes(press: Press) -> None:
    first = press.render(REPORT, a_full_report())
    press.render(REPORT, a_report())
    again = press.render(REPORT, a_full_report())
    assert first.pdf == again.pdf
    assert first.render_sha256 == hashlib.sha256(first.pdf).hexdigest()


def test_another_process_on_another_day_gives_the_same_bytes(press: Press, faces: Faces) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", AGAIN, str(faces.folder)],
        input=json.dumps(a_full_report()),
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == press.render(REPORT, a_full_report()).render_sha256


def test_many_threads_share_one_press(press: Press) -> None:
    reports = [a_report(number=f"HZ-SH03-260611-{number:03}") for number in range(12)]
    with ThreadPoolExecutor(max_workers=6) as pool:
        made = list(pool.map(lambda report: press.render(REPORT, report), reports))
    strangers = [
        report["number"]
        for report, paper in zip(reports, made, strict=True)
        if report["number"] not in text_of(paper)
    ]
    assert strangers == []
    assert len({paper.render_sha256 for paper in made}) == 12


def test_the_preview_has_a_page_for_every_page_of_the_paper(press: Press) -> None:
    paper = press.render(REPORT, a_full_report())
    images = [Image.open(io.BytesIO(page)) for page in press.preview(REPORT, a_full_report())]
    assert len(images) == paper.pages
    assert {image.size for image in images} == {(909, 1286)}


def test_the_preview_of_one_page_is_a_list_too(press: Press) -> None:
    assert len(press.preview(REPORT, a_report())) == press.render(REPORT, a_report()).pages == 1


def test_the_watermark_is_on_every_part_of_an_unsigned_page(press: Press) -> None:
    signed = press.preview(REPORT, a_report())[0]
    unsigned = press.preview(REPORT, a_report(unsigned=True))[0]
    assert [reddish > 3_000 for reddish in _reddish_by_third(unsigned)] == [True] * 3
    assert _reddish_by_third(signed) == [0, 0, 0]


def _reddish_by_third(page: bytes) -> list[int]:
    """Pixels clearly redder than green, in the upper, middle and lower third."""
    image = Image.open(io.BytesIO(page)).convert("RGB")
    red_over_green = ImageChops.subtract(image.getchannel("R"), image.getchannel("G"))
    third = image.height // 3
    thirds = [red_over_green.crop((0, part * third, image.width, (part + 1) * third)) for part in range(3)]
    return [sum(each.histogram()[10:]) for each in thirds]


def test_an_address_changes_with_whatever_the_paper_is_made_from(press: Press, faces: Faces) -> None:
    known = press.address(REPORT, a_report())
    other_faces = Press(Faces(faces.folder, {"NotoSansSC-Regular.ttf": "0" * 64}, faces.coverage))
    assert known == press.address(REPORT, dict(reversed(a_report().items())))
    others = [
        press.address(REPORT, a_report(reason="头痛")),
        press.address(REPORT, a_report(unsigned=True)),
        press.address(REPORT, a_report(dated_at="2026-06-11T07:20:01Z")),
        press.address(REPORT, a_report(reason="反复胸闷\u200b")),
        other_faces.address(REPORT, a_report()),
    ]
    assert len({known, *others}) == 6


def test_the_machines_own_face_lends_what_ours_lack(press: Press, faces: Faces) -> None:
    system = SystemFaces()
    if not system.coverage:
        pytest.skip("fonts-noto-cjk is not installed")
    lent = Press(faces, system)
    report = a_report(
        patient={"name": "野𠮷家", "sex": "male", "age": "67岁", "record_number": "SH03-0004711"}
    )
    paper = lent.render(REPORT, report)
    assert paper.uncovered == ()
    assert "野𠮷家" in text_of(paper)
    assert lent.render(REPORT, a_report()).pdf == press.render(REPORT, a_report()).pdf
    assert lent.address(REPORT, report) != press.address(REPORT, report)


def test_the_press_of_a_process_is_kept(faces: Faces, tmp_path: Path) -> None:
    kept = papers.open_press(tmp_path, faces.folder)
    assert papers.open_press(tmp_path, faces.folder) is kept
    assert kept.render(REPORT, a_report()).pages == len(kept.preview(REPORT, a_report()))
