"""The chair signs: what stands against it, what is proven, and that it happens once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from huizhen.core.access import Role
from tests.consultations.conclusion.ending import CONCLUSION, Ending, concluded
from tests.world import World


@pytest.fixture
def ending(world: World) -> Ending:
    return Ending(world)


# ---- what stands against it


def test_nothing_stands_against_a_case_that_was_walked_to_its_end(ending: Ending) -> None:
    assert ending.ready().refusals() == []
    assert "sign" in ending.seen()["allowed"]


@pytest.mark.parametrize("stage", ["present", "discuss"])
def test_nothing_is_concluded_before_the_conclusion(ending: Ending, stage: str) -> None:
    ending.in_stage(*("present", "discuss")[: 1 + (stage == "discuss")])
    early = ending.prepare()
    assert (early.status_code, early.json()["code"]) == (409, "opinion-too-early")


def test_the_chair_may_look_while_the_session_goes_on_and_is_told_that_it_is_too_early(
    ending: Ending,
) -> None:
    act = ending.walked().ticked().spoken().prepared()
    assert [each["code"] for each in act["refusals"]] == ["wrong-state"]
    refused = ending.sign(act)
    assert (refused.status_code, refused.json()["code"]) == (409, "wrong-state")


def test_a_silent_expert_blocks(ending: Ending) -> None:
    ending.walked().ticked().finished()
    act = ending.prepared()
    assert [each["code"] for each in act["refusals"]] == ["opinions-missing", "checklist-open"]
    assert act["refusals"][1]["facts"] == {"items": ["each_opinion_entered"]}
    refused = ending.sign(act)
    assert (refused.status_code, refused.json()["missing"]) == (409, 1)


def test_a_dissent_counts_as_having_spoken(ending: Ending) -> None:
    ending.walked().ticked().spoken(dissent="不同意立即造影").finished()
    assert ending.refusals() == []
    assert ending.signed()["verify_code"]


@pytest.mark.parametrize(
    ("change", "code", "facts"),
    [
        ({"answers": []}, "questions-unanswered", {"questions": [1, 2]}),
        (
            {"answers": [{"number": 2, "text": "是"}]},
            "questions-unanswered",
            {"questions": [1]},
        ),
        ({"diagnoses": []}, "conclusion-incomplete", {"missing": ["diagnosis_codes"]}),
        (
            {"diagnoses": [{"display": "说不清的胸痛"}]},
            "conclusion-incomplete",
            {"missing": ["diagnosis_codes"]},
        ),
        ({"recommendations": []}, "conclusion-incomplete", {"missing": ["recommendations"]}),
    ],
)
def test_an_unfinished_conclusion_can_be_looked_at_and_not_signed(
    ending: Ending, change: dict[str, Any], code: str, facts: dict[str, Any]
) -> None:
    act = ending.ready().prepared(**change)
    told = {each["code"]: each["facts"] for each in act["refusals"]}
    assert told[code] == facts
    assert act["pages"] >= 1
    refused = ending.sign(act)
    assert refused.status_code == 409
    assert refused.json()["code"] in told
    assert ending.seen()["state"] == "opinion_drafted"


def test_a_stage_that_was_left_out_blocks_signing(ending: Ending) -> None:
    ending.in_stage("present", "discuss", "conclude").ticked().spoken().finished()
    act = ending.prepared()
    assert act["refusals"] == [{"code": "stages-skipped", "facts": {"stages": ["explain"]}}]
    assert ending.sign(act).json()["code"] == "stages-skipped"


@pytest.mark.parametrize("item", ["verification_method", "explained_to"])
def test_an_open_line_of_the_checklist_blocks_signing(ending: Ending, item: str) -> None:
    act = ending.walked().ticked(but=[item]).spoken().finished().prepared()
    assert act["refusals"] == [{"code": "checklist-open", "facts": {"items": [item]}}]


def test_a_licence_that_ran_out_blocks_signing(ending: Ending) -> None:
    act = ending.ready().prepared()
    ending.world.sql(
        "update practitioner set licence_until_on = '2020-01-01' where id = :id returning id",
        id=ending.chair.id,
    )
    assert ending.sign(act).json()["code"] == "not-qualified"


# ---- what comes in


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"diagnoses": [{"display": "X", "code": "no-such-code"}]}, "/diagnoses/0/code"),
        ({"diagnoses": [{"display": "X", "code": "I10", "edition": "1999"}]}, "/diagnoses/0/edition"),
        ({"diagnoses": [{"display": "X", "code": "I10", "system": "urn:other"}]}, "/diagnoses/0/system"),
        ({"answers": [{"number": 3, "text": "多出来的"}]}, "/answers/0/number"),
        ({"answers": [{"number": 1, "text": "一"}, {"number": 1, "text": "二"}]}, "/answers/1/number"),
        ({"recommendations": [{"kind": "magic", "text": "X"}]}, "/recommendations/0/kind"),
        ({"conclusion": ""}, "/conclusion"),
        ({"limits": None}, "/limits"),
        ({"conclusion": "长" * 10_001}, "/conclusion"),
        ({"conclusion": "a\u0000b"}, "/conclusion"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_place(
    ending: Ending, change: dict[str, Any], pointer: str
) -> None:
    refused = ending.ready().prepare(**change)
    assert refused.status_code == 422, refused.text
    assert pointer in [each["pointer"] for each in refused.json()["errors"]]


def test_a_text_of_invisible_characters_is_no_text(ending: Ending) -> None:
    assert ending.ready().prepare(limits="\u200b\u200b").status_code == 422


# ---- who


def test_only_the_chair_concludes(ending: Ending) -> None:
    act = ending.ready().prepared()
    stranger = ending.world.a_person(Role.CONSULTANT)
    for person, status in ((ending.attending, 403), (ending.expert, 403), (stranger, 404)):
        assert ending.prepare(by=person).status_code == status
        assert ending.sign(act, by=person).status_code == status
        page = f"/consultations/{ending.case}/conclusion/act/{act['act_id']}/pages/1"
        assert person.get(page).status_code == status


def test_whoever_was_handed_the_chair_signs_and_the_former_one_does_not(ending: Ending) -> None:
    ending.walked().ticked().spoken()
    assert ending.opine(ending.chair).status_code == 201
    ending.call.done(ending.chair, "hand-over-chair", {"user_id": str(ending.expert.id)})
    ending.world.pass_time(minutes=1)
    ending.call.done(ending.expert, "finish")
    assert ending.prepare(by=ending.chair).status_code == 403
    act = ending.prepare(by=ending.expert).json()
    assert ending.sign(act, by=ending.expert).status_code == 201


def test_nobody_signs_an_act_of_somebody_else(ending: Ending) -> None:
    ending.walked().ticked().spoken()
    assert ending.opine(ending.chair).status_code == 201
    act = ending.prepared()
    ending.call.done(ending.chair, "hand-over-chair", {"user_id": str(ending.expert.id)})
    ending.call.done(ending.expert, "finish")
    assert ending.sign(act, by=ending.expert).status_code == 404


# ---- what is proven


def test_without_a_proof_nothing_is_signed(ending: Ending) -> None:
    act = ending.ready().prepared()
    body = {"act_id": act["act_id"], "data_sha256": act["data_sha256"]}
    bare = ending.chair.post(f"/consultations/{ending.case}/conclusion", body)
    assert (bare.status_code, bare.json()["code"]) == (401, "step-up-required")
    wrong = {"huizhen-proof": "totp 000000"}
    refused = ending.chair.post(f"/consultations/{ending.case}/conclusion", body, headers=wrong)
    assert (refused.status_code, refused.json()["code"]) == (401, "proof-refused")
    assert ending.count("signature", "subject_id = :id and role = 'chair'") == 0
    assert ending.sign(act).status_code == 201


def test_another_text_than_shown_is_refused(ending: Ending) -> None:
    first, second = ending.ready().prepared(), ending.prepared(conclusion="别的结论")
    mixed = ending.sign(second, data_sha256=first["data_sha256"])
    assert (mixed.status_code, mixed.json()["code"]) == (409, "act-changed")


def test_an_earlier_act_gives_way_to_a_later_one(ending: Ending) -> None:
    first, second = ending.ready().prepared(), ending.prepared(conclusion="改过的结论")
    assert ending.sign(first).status_code == 404
    assert ending.sign(second).status_code == 201
    told = ending.chair.get(f"/consultations/{ending.case}/conclusion").json()
    assert told["conclusion"] == "改过的结论"


def _another_opinion(ending: Ending) -> None:
    ending.spoken(text="改口：应当立即造影。", dissent="不同意先做 CTA")


def _a_line_taken_back(ending: Ending) -> None:
    ending.call.done(ending.attending, "checklist/explained_to", {"ticked": True, "value": "guardian"})


@pytest.mark.parametrize("change", [_another_opinion, _a_line_taken_back])
def test_what_changed_after_the_preview_is_looked_at_again(
    ending: Ending, change: Callable[[Ending], None]
) -> None:
    act = ending.ready().prepared()
    change(ending)
    refused = ending.sign(act)
    assert (refused.status_code, refused.json()["code"]) == (409, "act-changed")
    assert ending.sign(ending.prepared()).status_code == 201


def test_people_who_leave_while_the_chair_signs_change_nothing(ending: Ending) -> None:
    act = ending.ready().prepared()
    session = ending.call.room()["standing"]["session_id"]
    ending.world.pass_time(minutes=1)
    assert ending.expert.post(f"/sessions/{session}/leave").status_code == 200
    ending.call.done(ending.chair, "close-call")
    assert ending.sign(act).status_code == 201


# ---- once


def test_what_was_signed_is_one_document_one_paper_and_one_signature(ending: Ending) -> None:
    key = "k" * 32
    act = ending.ready().prepared()
    first = ending.sign(act, key=key)
    again = ending.sign(act, key=key)
    assert (again.status_code, again.json()) == (201, first.json())
    assert ending.sign(act).status_code == 404
    assert ending.count("signature", "subject_id = :id and role = 'chair'") == 1
    scope = {"id": ending.patient_id}
    kinds = "('Composition', 'DocumentReference')"
    rows = ending.world.sql(
        f"select rtype, count(*) from document where scope = :id and rtype in {kinds} group by rtype",
        **scope,
    )
    assert dict(map(tuple, rows)) == {"Composition": 1, "DocumentReference": 1}
    ((blobs,),) = ending.world.sql("select count(*) from blob where scope = :id", **scope)
    assert blobs == 1


def test_a_signed_case_is_not_concluded_again(ending: Ending) -> None:
    ending.ready().signed()
    late = ending.prepare()
    assert (late.status_code, late.json()["code"]) == (409, "wrong-state")
    assert ending.opine(ending.expert).json()["code"] == "wrong-state"
    assert ending.call.do(ending.chair, "reopen").json()["code"] == "wrong-state"


def test_act_and_draft_are_gone_when_it_is_signed(ending: Ending) -> None:
    form = f"/drafts/conclusion?scope={ending.patient_id}"
    ending.ready()
    assert ending.chair.send("PUT", form, {"content": concluded()}).status_code == 200
    ending.signed()
    assert ending.chair.get(form).json()["content"] is None
    rows = ending.world.sql("select form from draft where author = :id", id=ending.chair.id)
    assert rows == []


def test_what_the_product_saw_is_ticked_and_everybody_hears_of_it(ending: Ending) -> None:
    ending.ready().signed()
    rows = ending.world.sql(
        "select item from tick where consultation_id = :id and ticked_by_id is null and ticked_at is not null",
        id=ending.case,
    )
    assert {"each_opinion_entered", "questions_answered", "recommendations_itemised"} <= {
        each[0] for each in rows
    }
    ((audience,),) = ending.world.sql(
        "select audience from journal where subject_id = :id and kind = 'conclusion.signed'", id=ending.case
    )
    people = {ending.attending.id, ending.chair.id, ending.expert.id}
    assert people <= {UUID(str(each)) for each in audience}
    told = ending.seen(ending.attending)
    assert (told["state"], told["is_unsigned"], told["signed_at"] is None) == ("signed", False, False)
    assert "conclusion.signed" in [each["kind"] for each in told["story"]]
    assert CONCLUSION not in str(told["story"])


def test_the_app_role_changes_no_signature(ending: Ending) -> None:
    ending.ready().signed()
    for statement in ("update signature set role = 'x'", "delete from signature"):
        with pytest.raises(Exception, match="permission denied"):
            ending.world.sql(statement)
