"""Asking for a consultation: a draft, a request under proof, and what stands against it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from huizhen import docstore
from huizhen.consultations.moves import CancelReason, InvitationReason
from huizhen.core.access import Role
from huizhen.terms import get_set
from tests.consultations.scene import PURPOSE, QUESTIONS, REASON, Scene, request
from tests.world import World


@pytest.fixture
def scene(world: World) -> Scene:
    return Scene.of(world)


def test_an_attending_drafts_a_case_with_a_number_of_store_and_day(world: World, scene: Scene) -> None:
    case = scene.a_draft()
    told = scene.seen_by(scene.attending, case)
    (store,) = world.sql("select code from organisation where id = :id", id=scene.attending.place)
    assert told["state"] == "draft"
    assert told["number"].startswith(f"HZ-{store.code}-")
    assert told["number"].endswith("-001")
    assert told["attending"]["id"] == str(scene.attending.id)
    assert told["allowed"] == ["submit", "cancel"]
    assert told["next"] == {"command": "submit", "roles": ["attending"], "mine": True, "blocked_by": []}
    assert scene.seen_by(scene.attending, scene.a_draft())["number"].endswith("-002")


def test_the_day_in_a_number_is_the_chains_own(world: World, scene: Scene) -> None:
    world.now = datetime(2099, 11, 25, 17, 0, tzinfo=UTC)
    scene.attending = world.sign_in(scene.attending)
    late = Scene(world, scene.attending, world.a_patient(scene.attending))
    assert "-991126-" in late.seen_by(late.attending, late.a_draft())["number"]


def test_the_front_desk_drafts_for_an_attending_and_only_he_submits(world: World, scene: Scene) -> None:
    desk = world.a_person(Role.FRONT_DESK, at=scene.attending.place)
    given = {"patient_id": str(scene.patient_id), "patient_location": "on_site"}
    assert desk.post("/consultations", given).json()["errors"][0]["pointer"] == "/attending_id"
    made = desk.post("/consultations", given | {"attending_id": str(scene.attending.id)})
    assert made.status_code == 201
    case = made.json()["id"]
    assert scene.seen_by(desk, case)["allowed"] == ["cancel"]
    assert desk.post(f"/consultations/{case}/submit", request()).status_code == 403
    assert scene.submit(case).status_code == 200


def test_nobody_is_named_attending_who_is_none_of_this_store(world: World, scene: Scene) -> None:
    other = world.a_person(Role.ATTENDING)
    given = {
        "patient_id": str(scene.patient_id),
        "patient_location": "on_site",
        "attending_id": str(other.id),
    }
    refused = scene.attending.post("/consultations", given)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["code"] == "not_allowed"


def test_nobody_drafts_a_case_about_a_patient_he_cannot_see(world: World, scene: Scene) -> None:
    stranger = world.a_person(Role.ATTENDING)
    known, unknown = (
        stranger.post("/consultations", {"patient_id": str(id), "patient_location": "on_site"})
        for id in (scene.patient_id, uuid4())
    )
    assert known.status_code == unknown.status_code == 404
    assert known.content == unknown.content


def test_a_submitted_request_is_a_frozen_document_in_the_patients_record(world: World, scene: Scene) -> None:
    case = scene.a_submitted()
    told = scene.seen_by(scene.attending, case)
    assert told["state"] == "invited"
    assert told["request"]["reason"] == REASON
    assert told["request"]["purpose"] == PURPOSE
    assert told["request"]["questions"] == [
        {"number": number, "text": text} for number, text in enumerate(QUESTIONS, 1)
    ]
    with world.as_actor(scene.attending) as uow, pytest.raises(docstore.WriteRefused) as refused:
        docstore.amend(
            uow,
            "ServiceRequest",
            id=told["request"]["id"],
            scope=scene.patient_id,
            store_id=scene.attending.place,
            patch={"/code/text": [PURPOSE, "别的"]},
        )
    assert refused.value.facts == {"reason": "frozen"}


def test_the_proof_is_over_the_very_document_that_was_filed(world: World, scene: Scene) -> None:
    told = scene.seen_by(scene.attending, scene.a_submitted())
    (row,) = world.sql(
        "select data_sha256, evidence, role, user_id from signature where document_id = :id",
        id=told["request"]["id"],
    )
    assert bytes(row.data_sha256).hex() == told["request"]["etag"]
    assert (row.role, row.user_id) == ("attending", scene.attending.id)
    (proven,) = world.sql(
        "select entry from journal where kind = 'act.proven' and actor = :id", id=scene.attending.id
    )
    assert told["request"]["etag"].encode() in bytes(proven.entry)
    assert row.evidence.startswith("totp:")


def test_without_a_proof_nothing_is_submitted(world: World, scene: Scene) -> None:
    case = scene.a_draft()
    path = f"/consultations/{case}/submit"
    asked = scene.attending.post(path, request())
    assert asked.status_code == 401
    assert asked.json()["code"] == "step-up-required"
    assert asked.json()["methods"] == ["totp"]
    wrong = scene.attending.post(path, request(), headers={"huizhen-proof": "totp 000000"})
    assert wrong.json()["code"] == "proof-refused"
    shapeless = scene.attending.post(path, request(), headers={"huizhen-proof": "please"})
    assert shapeless.status_code == 422
    assert scene.seen_by(scene.attending, case)["state"] == "draft"
    assert not world.sql(
        "select 1 from document where scope = :id and rtype = 'ServiceRequest'", id=scene.patient_id
    )


def test_a_code_proves_one_act_only(scene: Scene) -> None:
    one, other, headers = scene.a_draft(), scene.a_draft(), scene.proof(scene.attending)
    first = scene.attending.post(f"/consultations/{one}/submit", request(), headers=headers)
    again = scene.attending.post(f"/consultations/{other}/submit", request(), headers=headers)
    assert (first.status_code, again.status_code) == (200, 401)


def test_everything_that_is_missing_is_named_at_once(scene: Scene) -> None:
    case = scene.a_draft()
    refused = scene.submit(case, reason=None, specialty=None)
    assert refused.status_code == 409
    assert refused.json()["code"] == "request-incomplete"
    assert refused.json()["missing"] == ["reason", "wanted_specialty"]
    assert scene.submit(case, questions=[]).json()["code"] == "questions-missing"
    assert scene.submit(case, specialty="astrology").json()["errors"][0]["pointer"] == "/specialty"


def test_who_presses_says_why(scene: Scene) -> None:
    case = scene.a_draft(priority="urgent")
    assert scene.submit(case).json()["missing"] == ["urgency_reason"]
    assert scene.submit(case, urgency_reason="血压持续下降").status_code == 200


def test_a_missing_consent_shuts_the_gate_and_is_shown_before(world: World) -> None:
    scene = Scene.of(world, consents=["treatment", "sharing"])
    case = scene.a_draft()
    assert scene.seen_by(scene.attending, case)["consents_missing"] == ["remote_consultation"]
    refused = scene.submit(case)
    assert refused.json()["code"] == "consents-missing"
    assert refused.json()["missing"] == ["remote_consultation"]
    given = {"purpose": "remote_consultation"}
    assert scene.attending.post(f"/patients/{scene.patient_id}/consents", given).status_code == 201
    assert scene.submit(case).status_code == 200


def test_an_attending_without_a_licence_submits_nothing(world: World, scene: Scene) -> None:
    case = scene.a_draft()
    world.sql(
        "update practitioner set licence_until_on = '2020-01-01' where id = :id returning id",
        id=scene.attending.id,
    )
    refused = scene.submit(case)
    assert refused.status_code == 403
    assert refused.json()["code"] == "not-qualified"


def test_a_request_is_submitted_once_and_the_same_key_answers_the_same(scene: Scene) -> None:
    case, key, headers = scene.a_draft(), uuid4().hex, scene.proof(scene.attending)
    path = f"/consultations/{case}/submit"
    first = scene.attending.post(path, request(), key=key, headers=headers)
    again = scene.attending.post(path, request(), key=key, headers=scene.proof(scene.attending))
    assert first.status_code == again.status_code == 200
    assert first.content == again.content
    other = scene.attending.post(path, request(purpose="别的"), key=key, headers=scene.proof(scene.attending))
    assert other.json()["code"] == "key-reused"
    late = scene.submit(case)
    assert late.status_code == 409
    assert late.json()["code"] == "wrong-state"
    assert "invite" in late.json()["allowed"]
    assert "submit" not in late.json()["allowed"]


def test_the_draft_of_the_form_is_gone_with_the_submission(scene: Scene) -> None:
    form = f"/drafts/consultation_request?scope={scene.patient_id}"
    assert scene.attending.send("PUT", form, {"content": {"reason": "半句"}}).status_code == 200
    scene.a_submitted()
    assert scene.attending.get(form).json()["content"] is None


def test_wished_times_stand_in_the_request_in_order_and_are_told_to_who_is_asked(
    world: World, scene: Scene
) -> None:
    later, sooner = (world.now + timedelta(days=days) for days in (3, 2))
    case = scene.a_submitted(proposed_times=[later.isoformat(), sooner.isoformat(), later.isoformat()])
    told = scene.seen_by(scene.attending, case)["request"]["proposed_times"]
    assert [datetime.fromisoformat(each) for each in told] == [sooner, later]
    expert = scene.an_expert()
    scene.invite(case, expert)
    assert scene.seen_by(expert, case)["summary"]["proposed_times"] == told
    plain = scene.seen_by(scene.attending, scene.a_submitted())
    assert plain["request"]["proposed_times"] == []


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_a_wished_time_that_cannot_be_is_refused_at_its_place(world: World, scene: Scene, days: int) -> None:
    good, bad = (world.now + timedelta(days=each) for each in (1, days))
    refused = scene.submit(scene.a_draft(), proposed_times=[good.isoformat(), bad.isoformat()])
    assert refused.status_code == 422
    assert refused.json()["errors"] == [
        {"pointer": "/proposed_times/1", "code": "out_of_range", "message": "超出允许范围"}
    ]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "'; drop table consultation; --",
        "\u202egnimrots\u202c ﷽ 👩‍👩‍👧‍👦",
        "{{7*7}} ${x} %s \\u0000",
        "长" * 4000,
    ],
)
def test_hostile_text_is_kept_as_it_was_written(scene: Scene, hostile: str) -> None:
    case = scene.a_submitted(reason=hostile, questions=[hostile])
    told = scene.seen_by(scene.attending, case)["request"]
    assert told["reason"] == hostile
    assert told["questions"][0]["text"] == hostile


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({"reason": "长" * 4001}, "/reason"),
        ({"questions": ["问"] * 21}, "/questions"),
        ({"questions": [""]}, "/questions/0"),
        ({"stage": "discuss"}, "/stage"),
        ({"reason": 7}, "/reason"),
        ({"proposed_times": ["2026-12-01T09:00:00"]}, "/proposed_times/0"),
        ({"proposed_times": ["2026-12-01T09:00:00Z"] * 6}, "/proposed_times"),
        ({"reason": "胸闷\u0000"}, "/reason"),
    ],
)
def test_malformed_requests_name_the_field(scene: Scene, given: dict[str, Any], pointer: str) -> None:
    refused = scene.submit(scene.a_draft(), **given)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == pointer


def test_reasons_are_the_codes_of_their_term_sets() -> None:
    for codes, name in ((InvitationReason, "decline_reason"), (CancelReason, "cancel_reason")):
        assert {each.value for each in codes} == {each.code for each in get_set(name).entries}
