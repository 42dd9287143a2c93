"""The report: it says what rows, documents and the chair say, holds all of it in the signed document, and is what was shown."""

import hashlib
from typing import Any
from uuid import UUID

import pytest

from huizhen import docstore
from huizhen.consultations import schemas
from huizhen.core.access import Role
from tests.consultations.conclusion.ending import (
    ANSWERS,
    CONCLUSION,
    DIAGNOSIS,
    LIMITS,
    OPINION,
    Ending,
    text_of,
)
from tests.consultations.scene import PURPOSE, QUESTIONS, REASON
from tests.world import World

PNG = b"\x89PNG\r\n\x1a\n"
HOSTILE = '#set page(width: 1pt)\n$ x^2 $ <div onclick="a()">&lt;br/&gt;</div> \\ "; drop table — ]]> *粗* _斜_ `code`'
RARE = "𠮷𪚥"


@pytest.fixture
def ending(world: World) -> Ending:
    return Ending(world)


def squeezed(text: str) -> str:
    return "".join(text.split())


def signed_body(ending: Ending) -> dict[str, Any]:
    (row,) = ending.world.sql("select conclusion_id from consultation where id = :id", id=ending.case)
    with ending.world.as_actor(ending.chair) as uow:
        scope = docstore.open_body(uow, ending.patient_id)
        return scope.get("Composition", UUID(str(row.conclusion_id))).body


# ---- what it says


def test_everything_that_was_written_can_be_read_out_of_the_paper(ending: Ending) -> None:
    ending.walked().ticked().spoken(dissent="我认为应当立即造影").finished()
    ending.signed(
        discussion_digest="讨论了造影的时机。",
        explanation="已说明检查的必要性。",
        differentials=[{"diagnosis": "主动脉夹层", "reasons": "疼痛性质不符"}],
    )
    said = text_of(ending.paper())
    written = [
        *(REASON, PURPOSE, *QUESTIONS, CONCLUSION, LIMITS, OPINION, *ANSWERS),
        *("我认为应当立即造影", "讨论了造影的时机。", "已说明检查的必要性。", "主动脉夹层", "疼痛性质不符"),
        *("冠脉CTA", "两周内", "静息胸痛超过十分钟", DIAGNOSIS.display, DIAGNOSIS.code, DIAGNOSIS.edition),
        *("张伟民", ending.attending.name, ending.chair.name, ending.expert.name),
        "意见供参考，诊疗决定由邀请方作出",
    ]
    missing = [each for each in written if squeezed(each) not in said]
    assert missing == []
    assert "未签署" not in said
    assert ending.call.number in said, "identity is full in the signed document"


def test_the_call_tells_who_was_there_and_when(ending: Ending) -> None:
    ending.in_stage()
    phone = ending.call.a_guest()
    ending.call.done(ending.attending, f"seats/{ending.call.seat(None)['seat_id']}/admit")
    assert phone.seat().json()["state"] == "admitted"
    session = ending.call.room()["standing"]["session_id"]
    for stage in ("present", "discuss", "conclude"):
        ending.call.advance(stage)
    ending.spoken()
    left_at = ending.world.now
    assert ending.expert.post(f"/sessions/{session}/leave").status_code == 200
    ending.world.pass_time(minutes=3)
    ending.call.advance("explain")
    ending.ticked().finished().signed()
    told = schemas.report_of(signed_body(ending))
    there = {each.name: each for each in told.participants}
    assert set(there) == {ending.attending.name, ending.chair.name, ending.expert.name, "张伟民"}
    assert there[ending.expert.name].left_at == left_at
    assert there[ending.chair.name].left_at == told.ended_at
    assert (there["张伟民"].role, there[ending.chair.name].role) == ("patient", "chair")
    verified = told.identity_verification
    assert verified is not None
    assert (verified.method, verified.by) == ("document_on_camera", ending.attending.name)
    explained = told.explanation
    assert explained is not None
    assert (explained.by, explained.to) == (ending.attending.name, "患者")


def test_who_was_invited_and_never_came_is_no_participant(ending: Ending) -> None:
    ending.call.opened(ending.attending, ending.chair).connect(ending.attending)
    for stage in ("present", "discuss", "conclude", "explain"):
        assert ending.call.advance(stage).status_code == 200
    ending.ticked().spoken().finished().signed()
    told = schemas.report_of(signed_body(ending))
    assert ending.expert.name not in [each.name for each in told.participants]
    assert ending.expert.name in [each.name for each in told.signatures]


def test_what_was_looked_at_is_listed_with_version_and_hash(ending: Ending) -> None:
    note = {"title": "门诊病历", "sections": [{"code": "chief_complaint", "text": "胸闷"}]}
    filed = ending.attending.post(f"/patients/{ending.patient_id}/notes", note)
    assert filed.status_code == 201, filed.text
    ending.ready().signed()
    materials = schemas.report_of(signed_body(ending)).materials
    assert [each.sha256 for each in materials] == [
        ending.seen()["request"]["etag"],
        filed.json()["etag"],
    ]
    assert materials[0].version == "1"


def test_a_chair_without_other_experts_concludes_alone(world: World) -> None:
    ending = Ending(world)
    told = ending.seen(ending.attending)
    mine = next(each["id"] for each in told["invitations"] if each["user"]["id"] == str(ending.expert.id))
    path = f"/consultations/{ending.case}/invitations/{mine}/withdraw"
    assert ending.attending.post(path).status_code == 200
    assert ending.call.scene.schedule(ending.case).status_code == 200
    ending.call.opened(ending.attending, ending.chair).connect(ending.attending)
    for stage in ("present", "discuss", "conclude", "explain"):
        assert ending.call.advance(stage).status_code == 200
    ending.ticked().finished().signed()
    said = text_of(ending.paper())
    assert "意见由会诊主持专家在会诊结论中给出" in said
    assert ending.expert.name not in said


# ---- the document and its paper


def test_the_document_holds_all_that_the_paper_prints(ending: Ending) -> None:
    """The reader gives back what the builder was given, so the paper can be set again from the document alone."""
    signed = ending.ready().signed(differentials=[{"diagnosis": "X", "reasons": "一\n二"}])
    body = signed_body(ending)
    report = schemas.report_of(body, data_sha256=signed["etag"])
    (patient, author, custodian) = (ending.patient_id, ending.chair.id, ending.attending.place)
    again = schemas.composition(
        report, patient_id=patient, author_id=author, custodian_id=custodian, at=report.dated_at, entries={}
    )
    assert schemas.report_of(again, data_sha256=signed["etag"]) == report
    assert body["contained"][0]["code"]["coding"][0] == {
        "id": body["contained"][0]["code"]["coding"][0]["id"],
        "system": DIAGNOSIS.system,
        "version": DIAGNOSIS.edition,
        "code": DIAGNOSIS.code,
    }


def test_the_filed_paper_has_the_hash_of_its_signature_and_prints_the_hash_of_its_data(
    ending: Ending,
) -> None:
    signed = ending.ready().signed()
    pdf = ending.paper()
    (row,) = ending.world.sql(
        "select data_sha256, render_sha256, evidence from signature where verify_code = :code",
        code=signed["verify_code"],
    )
    assert hashlib.sha256(pdf).digest() == bytes(row.render_sha256)
    assert bytes(row.data_sha256).hex() == signed["etag"]
    assert row.evidence.startswith("totp:")
    said = text_of(pdf)
    assert signed["etag"] in said
    assert signed["verify_code"] in said


def test_the_pages_that_are_shown_are_marked_and_end_where_the_paper_ends(ending: Ending) -> None:
    act = ending.ready().prepared()
    path = f"/consultations/{ending.case}/conclusion/act/{act['act_id']}/pages"
    for number in range(1, act["pages"] + 1):
        page = ending.chair.get(f"{path}/{number}")
        assert (page.status_code, page.headers["content-type"]) == (200, "image/png")
        assert page.headers["cache-control"] == "no-store"
        assert page.content.startswith(PNG)
    assert ending.chair.get(f"{path}/{act['pages'] + 1}").status_code == 404
    assert ending.chair.get(f"{path}/0").status_code == 422


def test_hostile_text_is_printed_and_means_nothing(ending: Ending) -> None:
    ending.walked().ticked().spoken(text=HOSTILE).finished()
    ending.signed(conclusion=HOSTILE, limits=HOSTILE)
    told = ending.chair.get(f"/consultations/{ending.case}/conclusion").json()
    assert (told["conclusion"], told["limits"]) == (HOSTILE, HOSTILE)
    assert text_of(ending.paper()).count(squeezed(HOSTILE)[:20]) == 3


def test_a_character_that_cannot_be_drawn_is_told_and_printed_as_a_mark(ending: Ending) -> None:
    act = ending.ready().prepared(conclusion=f"患者{RARE}\u200b平稳\U000e0041")
    assert act["omitted"] == ["U+200B", "U+E0041"]
    assert ending.sign(act).status_code == 201
    said, told = text_of(ending.paper()), ending.chair.get(f"/consultations/{ending.case}/conclusion").json()
    assert RARE in told["conclusion"], "the document keeps what was written"
    assert ("〓" in said) is bool(act["uncovered"])


# ---- who reads it


def test_whoever_may_open_the_record_reads_it_and_the_reading_is_kept(ending: Ending) -> None:
    ending.ready().signed()
    for person in (ending.attending, ending.chair, ending.expert):
        assert ending.paper(person).startswith(b"%PDF")
    (row,) = ending.world.sql(
        "select count(*) from journal where kind = 'record.read' and purpose = 'paper' and scope = :id",
        id=ending.patient_id,
    )
    assert row[0] == 3
    timeline = ending.attending.get(f"/patients/{ending.patient_id}/timeline").json()["entries"]
    assert CONCLUSION in timeline[0]["summary"]


def test_an_expert_whose_access_ended_finds_nothing(ending: Ending) -> None:
    ending.ready().signed()
    ending.world.sql(
        "update care_grant set closed_at = :now where user_id = :id returning id",
        id=ending.expert.id,
        now=ending.world.now,
    )
    stranger = ending.world.a_person(Role.ATTENDING)
    for person in (ending.expert, stranger):
        for path in ("report.pdf", "conclusion"):
            answer = person.get(f"/consultations/{ending.case}/{path}")
            assert answer.status_code == 404


def test_before_it_is_signed_there_is_nothing_to_read(ending: Ending) -> None:
    ending.ready().prepared()
    for path in ("report.pdf", "conclusion"):
        assert ending.chair.get(f"/consultations/{ending.case}/{path}").status_code == 404
    assert ending.seen()["conclusion"] is None


# ---- the verify page


def test_anybody_with_the_code_may_check_and_nobody_is_named(ending: Ending) -> None:
    ending.walked().ticked().spoken(text="旧的意见").finished()
    ending.spoken()
    signed = ending.signed()
    answer = ending.world.anonymous().get(f"/api/verify/{signed['verify_code'].lower()}")
    assert answer.status_code == 200
    told = answer.json()
    assert (told["data_sha256"], told["version"]) == (signed["etag"], 1)
    assert [each["role"] for each in told["signatures"]] == ["consultant", "chair"]
    assert {each["method"] for each in told["signatures"]} == {"totp"}
    for secret in (
        "张伟民",
        ending.chair.name,
        ending.expert.name,
        ending.call.number,
        str(ending.patient_id),
    ):
        assert secret not in answer.text


@pytest.mark.parametrize("code", ["0000-0000-0000-0000", "x", "%F0%9F%98%80"])
def test_an_unknown_code_is_nothing(world: World, code: str) -> None:
    assert world.anonymous().get(f"/api/verify/{code}").status_code == 404
