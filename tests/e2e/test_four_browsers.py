"""A consultation from the request to the report in four browser processes, through the real media server.

Pictures are solid colours and are counted where they are decoded, so that nobody can be taken for somebody else.
Source: media.md §13.4, §16.2; decisions D24-D26, S21.
"""

import re
from contextlib import closing
from math import inf
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.e2e.conftest import running_demo
from tests.e2e.four.meeting import Meeting, meeting
from tests.e2e.four.people import WITHIN_MS
from tests.e2e.four.picture import faults_of_pairs, first_pictures, leaks, measure
from tests.e2e.four.report import (
    Conclusion,
    downloads,
    signs_conclusion,
    signs_opinion,
    squeezed,
    verify_code,
    writes_conclusion,
)
from tests.e2e.four.server import server_of, watched

pytestmark = [pytest.mark.browser, pytest.mark.media]

UNFENCED = Path(__file__).parent / "four" / "unfenced.py"
OUT_WITHIN_MS = 1_000
BACK_WITHIN_MS = 3_000
VERIFY = {"name": None, "birth_date": None, "id_last_four": None, "verification_method": "镜头前核对证件"}
PRESENT = {"questions_read_out": None, "allergies_stated": None}
DISCUSS = {"each_expert_spoke": None}
CONCLUDE = {"dissent_asked": None}
EXPLAIN = {"explained_by": None, "explained_to": "患者本人", "explained_at": None}

OPINION = "支持系统性硬化症相关间质性肺病，建议先完善自身抗体谱。"
CHAIRS_OPINION = "胸部 HRCT 以非特异性间质性肺炎型为主，同意免疫抑制治疗。"
WRITTEN = Conclusion(
    answers=("是，临床、影像和抗体一致。", "首选吗替麦考酚酯，三个月后评估肺功能。"),
    diagnosis_typed="jzxfb",
    diagnosis="间质性肺病",
    words="系统性硬化症相关间质性肺病，活动期，建议免疫抑制治疗并监测肺功能。",
    recommendation="吗替麦考酚酯 0.5 g 每日两次起始，两周后加量",
)


def everybody_sees_everybody(four: Meeting) -> None:
    """All twelve ordered pairs."""
    screens = four.screens()
    seen = measure(screens, four.seats())
    assert faults_of_pairs(screens, seen) == []


def the_patient_is_cut_off(four: Meeting) -> None:
    """By the server: his page is told nothing until it is over."""
    patient, seats = four.patient.screen, four.seats()
    told = patient.claims()
    four.patient.hears_nothing(True)
    with closing(server_of(four.chain.data_dir)) as server, watched(server, told["video"]["room"]) as watch:
        four.chair.goes_on("discuss")
        four.chair.is_at("discuss")
        wanted_ms = four.wanted_ms()
        seen = measure(four.screens(), seats)
    gone_ms = watch.first_without(told["sub"], after_ms=wanted_ms)
    assert gone_ms is not None
    assert gone_ms - wanted_ms <= OUT_WITHIN_MS
    assert not watch.seen_again(told["sub"], after_ms=gone_ms)
    assert leaks(patient, four.inside(), seen) == []
    assert faults_of_pairs(four.inside(), seen) == []


def the_patient_waits_and_sees_why(four: Meeting) -> None:
    """With his page as it is: the picture of waiting, and still no frame either way."""
    four.patient.hears_nothing(False)
    four.patient.is_parked()
    four.shots("4-discuss")
    seen = measure(four.screens(), four.seats())
    assert leaks(four.patient.screen, four.inside(), seen) == []
    assert faults_of_pairs(four.inside(), seen) == []


def the_patient_is_called_back(four: Meeting) -> None:
    """By himself, within three seconds of the commit: he is in the room, sees each of the others and is seen by each."""
    screens, told = four.screens(), four.patient.screen.claims()
    with closing(server_of(four.chain.data_dir)) as server, watched(server, told["video"]["room"]) as watch:
        four.chair.goes_on("explain")
        wanted_ms = four.wanted_ms()
        four.are_together()
    seats = four.seats()
    assert faults_of_pairs(screens, measure(screens, seats)) == []
    took_ms = {
        pair: round(at_ms - wanted_ms)
        for pair, at_ms in first_pictures(screens, seats, since_ms=wanted_ms).items()
        if four.patient.screen.name in pair.split()
    }
    took_ms["listed"] = round((watch.first_with(told["sub"], after_ms=wanted_ms) or inf) - wanted_ms)
    assert len(took_ms) == 2 * len(four.inside()) + 1
    assert max(took_ms.values()) <= BACK_WITHIN_MS, took_ms


def the_record_keeps_it(four: Meeting, code: str) -> None:
    """The store's own timeline shows the conclusion; whoever holds the paper can check it, and nobody is named there."""
    page = four.attending.page
    page.goto(four.attending.own(four.case))
    page.get_by_role("link", name="打开病历").click()
    page.get_by_role("button", name=re.compile("远程会诊报告")).click()
    expect(page.get_by_role("dialog").get_by_text(WRITTEN.words).first).to_be_visible(timeout=WITHIN_MS)
    four.attending.screen.shot("9-record")
    phone = four.patient.page
    phone.goto(f"{four.chain.address}verify/{code}")
    expect(phone.get_by_text("此报告真实有效")).to_be_visible(timeout=WITHIN_MS)
    four.patient.screen.shot("9-verify")
    for name in (four.patient.name, four.chair.name, four.expert.name):
        assert name not in phone.content()


def test_a_consultation_from_the_request_to_the_report(playwright: Playwright, tmp_path: Path) -> None:
    with running_demo() as chain, meeting(playwright, chain, tmp_path) as four:
        try:
            four.arrange()
            four.gather()
            everybody_sees_everybody(four)
            four.shots("2-verify")
            four.attending.ticks(VERIFY)
            four.chair.goes_on("present")
            four.attending.is_at("present")
            four.attending.ticks(PRESENT)
            four.shots("3-present")

            the_patient_is_cut_off(four)
            the_patient_waits_and_sees_why(four)
            four.chair.ticks(DISCUSS)
            four.chair.goes_on("conclude")
            for each in four.physicians():
                each.is_at("conclude")
            four.chair.ticks(CONCLUDE)
            signs_opinion(four.expert, OPINION)
            signs_opinion(four.chair, CHAIRS_OPINION, leads=True)

            the_patient_is_called_back(four)
            four.attending.ticks(EXPLAIN)
            four.shots("6-explain")
            four.chair.finishes()
            four.shots("7-finished")

            writes_conclusion(four.chair, WRITTEN)
            signs_conclusion(four.chair)
            four.shots("9-signed")
            paper = downloads(four.chair, tmp_path)
            for words in (OPINION, CHAIRS_OPINION, WRITTEN.words, WRITTEN.recommendation, *WRITTEN.answers):
                assert squeezed(words) in paper
            the_record_keeps_it(four, verify_code(four.chair.page))
        finally:
            four.shots("last")
        assert four.faults() == []


def test_the_same_look_finds_a_patient_whom_nobody_removed(playwright: Playwright, tmp_path: Path) -> None:
    """The check above can fail: with the removal taken out of the product it does, and the stage is not entered."""
    with running_demo(str(UNFENCED)) as chain, meeting(playwright, chain, tmp_path) as four:
        four.arrange()
        four.gather()
        four.chair.goes_on("present")
        for each in four.physicians():
            each.is_at("present")
        seats = four.seats()
        four.patient.hears_nothing(True)
        four.chair.goes_on("discuss")
        expect(four.chair.page.get_by_test_id("unproven")).to_be_visible(timeout=WITHIN_MS)
        seen = measure(four.screens(), seats)
        four.shots("unfenced")
        found = leaks(four.patient.screen, four.inside(), seen)
        assert any(each.startswith("patient still sees") for each in found), found
        assert any(each.startswith("patient still hears") for each in found), found
