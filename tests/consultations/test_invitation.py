"""Asking experts: who sees what before and after an answer, and what ends it."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from huizhen import consultations
from huizhen.consultations.gates import Reply
from huizhen.consultations.moves import InvitationReason
from huizhen.consultations.rules import REPLY_WITHIN, Priority
from huizhen.core.access import Role
from tests.consultations.scene import REASON, Scene
from tests.world import Person, World

LIMIT = REPLY_WITHIN[Priority.ROUTINE]


@pytest.fixture
def scene(world: World) -> Scene:
    return Scene.of(world)


@pytest.fixture
def expert(scene: Scene) -> Person:
    return scene.an_expert()


def invitation_of(scene: Scene, case: str, expert: Person) -> Any:
    told = scene.seen_by(scene.attending, case)["invitations"]
    return next(each for each in reversed(told) if each["user"]["id"] == str(expert.id))


# ---- who sees what


def test_a_stranger_gets_the_same_bytes_for_a_case_and_for_nothing(
    world: World, scene: Scene, expert: Person
) -> None:
    case = scene.an_accepted(expert)
    (invitation,) = scene.seen_by(scene.attending, case)["invitations"]
    attending, consultant = world.a_person(Role.ATTENDING), world.a_person(Role.CONSULTANT)
    decline, cancel = {"reason": "no_time"}, {"reason": "technical"}
    plan = {"planned_at": (world.now + timedelta(days=1)).isoformat(), "all_confirmed": True}
    calls: list[tuple[Person, str, str, Any]] = [
        (attending, "GET", "", None),
        (consultant, "GET", "", None),
        (attending, "POST", "/submit", {}),
        (attending, "POST", "/invitations", {"user_id": str(consultant.id), "chair": True}),
        (attending, "POST", f"/invitations/{invitation['id']}/withdraw", None),
        (consultant, "POST", "/accept", None),
        (consultant, "POST", "/decline", decline),
        (attending, "POST", "/schedule", plan),
        (attending, "POST", "/cancel", cancel),
    ]
    for person, method, path, body in calls:
        known = person.send(method, f"/consultations/{case}{path}", body)
        unknown = person.send(method, f"/consultations/{uuid4()}{path}", body)
        assert known.status_code == unknown.status_code == 404, path
        assert known.content == unknown.content, path
    assert not any(attending.get("/consultations").json().values())
    assert scene.seen_by(scene.attending, case)["state"] == "invited"


def test_who_is_invited_is_told_the_case_and_not_the_person(world: World, expert: Person) -> None:
    scene = Scene.of(world, name="欧阳晨曦", address="上海市徐汇区漕溪路 9 号")
    (number,) = [
        each["value"] for each in _patient(world, scene)["identifier"] if each["system"].startswith("urn:oid")
    ]
    phone = _patient(world, scene)["telecom"][0]["value"]
    reason = f"{REASON}。患者欧阳 晨曦，证件 {number}，电话 {phone[:3]}-{phone[3:7]}-{phone[7:]}，邮箱 oy@example.com"
    case = scene.a_submitted(reason=reason, questions=[f"欧阳晨曦（{phone}）能否出院？"])
    scene.invite(case, expert)
    answer = expert.get(f"/consultations/{case}")
    told = answer.json()
    assert told["patient"] is None
    assert told["request"] is None
    assert told["summary"]["reason"].startswith(REASON)
    assert (told["summary"]["sex"], told["allowed"]) == ("male", ["accept", "decline_invitation"])
    assert told["story"] == []
    listed = expert.get("/consultations")
    for secret in (
        "欧阳",
        "晨曦",
        number,
        phone,
        phone[3:7],
        "oy@example.com",
        "漕溪路",
        str(scene.patient_id),
    ):
        assert secret not in answer.text
        assert secret not in listed.text
    assert [each["id"] for each in listed.json()["waiting"]] == [case]
    assert not scene.opens_record(expert)


def _patient(world: World, scene: Scene) -> Any:
    from huizhen import patients

    with world.as_actor(scene.attending) as uow:
        return patients.get_patient(uow, scene.patient_id).body


def test_an_accepted_expert_sees_request_person_and_record(scene: Scene, expert: Person) -> None:
    case = scene.an_accepted(expert)
    told = scene.seen_by(expert, case)
    assert told["request"]["reason"] == REASON
    assert told["patient"]["name"] == "张伟民"
    assert told["summary"] is None
    assert told["allowed"] == []
    assert told["roles"] == ["chair", "consultant"]
    assert scene.opens_record(expert)
    assert [each["kind"] for each in told["story"]] == [
        "consultation.created",
        "consultation.submitted",
        "invitation.sent",
        "invitation.accepted",
    ]
    assert told["story"][2]["about_name"] == expert.name
    (entry,) = expert.get("/consultations").json()["open"]
    assert entry["patient"]["name_masked"] == "张*"


def test_reading_a_summary_is_in_the_journal(world: World, scene: Scene, expert: Person) -> None:
    case = scene.an_invited(expert)
    scene.seen_by(expert, case)
    rows = world.sql(
        "select basis, scope from journal where kind = 'record.read' and actor = :id and subject_id = :case",
        id=expert.id,
        case=case,
    )
    assert [(row.basis, row.scope) for row in rows] == [("summary", scene.patient_id)]


def test_a_declining_expert_loses_sight_and_the_attending_reads_why(
    world: World, scene: Scene, expert: Person
) -> None:
    case = scene.an_invited(expert)
    said = {"reason": "other", "note": "下周在外地讲学 canary"}
    nothing = expert.post(f"/consultations/{case}/decline", {"reason": "other"})
    assert nothing.json()["errors"] == [{"pointer": "/note", "code": "missing", "message": "必填"}]
    assert expert.post(f"/consultations/{case}/decline", said).status_code == 200
    assert expert.get(f"/consultations/{case}").status_code == 404
    told = scene.seen_by(scene.attending, case)
    (invitation,) = told["invitations"]
    assert (invitation["reply"], invitation["decline_reason"]) == ("declined", "other")
    assert invitation["decline_note"] == said["note"]
    assert told["chair"] is None
    assert told["next"]["command"] == "invite"
    assert told["story"][-1]["reason"] == "other"
    colleague = world.a_person(Role.NURSE, at=scene.attending.place)
    assert scene.seen_by(colleague, case)["invitations"][0]["decline_note"] is None
    rows = world.sql("select decline_note from invitation where consultation_id = :id", id=case)
    assert b"canary" not in bytes(rows[0].decline_note)


def test_nobody_says_that_he_did_not_answer(scene: Scene, expert: Person) -> None:
    case = scene.an_invited(expert)
    refused = expert.post(f"/consultations/{case}/decline", {"reason": "no_answer"})
    assert refused.json()["errors"][0]["code"] == "not_allowed"


def test_a_coordinator_plans_without_reading_the_record(world: World, scene: Scene, expert: Person) -> None:
    coordinator, elsewhere = scene.a_coordinator(), world.a_person(Role.COORDINATOR)
    draft, case = scene.a_draft(), scene.a_submitted()
    assert coordinator.get(f"/consultations/{draft}").status_code == 404
    assert elsewhere.get(f"/consultations/{case}").status_code == 404
    told = scene.seen_by(coordinator, case)
    assert told["patient"] is None
    assert told["request"] is None
    assert told["summary"]["reason"] == REASON
    assert {"invite", "cancel"} <= set(told["allowed"])
    sent = coordinator.post(f"/consultations/{case}/invitations", {"user_id": str(expert.id), "chair": True})
    assert sent.status_code == 201
    assert not scene.opens_record(coordinator)


# ---- whom one may ask


def test_only_consultants_are_asked_and_each_once(world: World, scene: Scene, expert: Person) -> None:
    case = scene.an_invited(expert)
    assert scene.invite(case, expert).json()["code"] == "already-invited"
    for wrong in (scene.attending, world.a_person(Role.NURSE)):
        refused = scene.invite(case, wrong)
        assert refused.json()["errors"] == [
            {"pointer": "/user_id", "code": "not_allowed", "message": "不在可选范围内"}
        ]
    expert.post(f"/consultations/{case}/decline", {"reason": "no_time"})
    assert scene.invite(case, expert).status_code == 201


def test_nobody_is_asked_into_a_draft(scene: Scene, expert: Person) -> None:
    refused = scene.invite(scene.a_draft(), expert)
    assert refused.status_code == 409
    assert refused.json()["code"] == "wrong-state"
    assert refused.json()["allowed"] == ["submit", "cancel"]


def test_a_colleague_of_the_store_may_look_but_not_ask(world: World, scene: Scene, expert: Person) -> None:
    colleague = world.a_person(Role.ATTENDING, at=scene.attending.place)
    case = scene.a_submitted()
    assert scene.seen_by(colleague, case)["allowed"] == []
    refused = colleague.post(f"/consultations/{case}/invitations", {"user_id": str(expert.id), "chair": True})
    assert refused.status_code == 403


# ---- answers


def test_an_expert_without_a_licence_cannot_accept(world: World, scene: Scene, expert: Person) -> None:
    case = scene.an_invited(expert)
    world.sql("update practitioner set licence_until_on = null where id = :id returning id", id=expert.id)
    refused = expert.post(f"/consultations/{case}/accept")
    assert (refused.status_code, refused.json()["code"]) == (403, "not-qualified")
    assert not scene.opens_record(expert)


def test_no_record_opens_after_the_patient_took_a_consent_back(scene: Scene, expert: Person) -> None:
    case = scene.an_invited(expert)
    back = {"purpose": "remote_consultation", "agreed": False}
    assert scene.attending.post(f"/patients/{scene.patient_id}/consents", back).status_code == 201
    refused = expert.post(f"/consultations/{case}/accept")
    assert (refused.status_code, refused.json()["missing"]) == (409, ["remote_consultation"])
    assert not scene.opens_record(expert)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """The answers of calls that start together."""
    gate, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number: int) -> None:
        gate.wait()
        answers[number] = calls[number]()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(calls))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return answers


def grants(world: World, scene: Scene) -> list[bool]:
    rows = world.sql(
        "select closed_at from care_grant where patient_id = :id order by id", id=scene.patient_id
    )
    return [row.closed_at is None for row in rows]


def test_of_two_acceptances_at_once_one_takes_effect(world: World, scene: Scene, expert: Person) -> None:
    case = scene.an_invited(expert)
    path = f"/consultations/{case}/accept"
    answers = at_once(lambda: expert.post(path), lambda: expert.post(path))
    assert sorted(each.status_code for each in answers) == [200, 409]
    refused = next(each.json() for each in answers if each.status_code == 409)
    assert (refused["code"], refused["reply"]) == ("invitation-answered", "accepted")
    assert grants(world, scene) == [True]


def test_the_same_key_at_once_gives_one_answer_and_one_grant(
    world: World, scene: Scene, expert: Person
) -> None:
    case, key = scene.an_invited(expert), uuid4().hex
    path = f"/consultations/{case}/accept"
    one, other = at_once(lambda: expert.post(path, key=key), lambda: expert.post(path, key=key))
    assert one.status_code == other.status_code == 200
    assert one.content == other.content
    assert grants(world, scene) == [True]


def test_of_an_acceptance_and_a_withdrawal_at_once_no_grant_is_left_over(
    world: World, scene: Scene, expert: Person
) -> None:
    case = scene.an_invited(expert)
    invitation = invitation_of(scene, case, expert)["id"]
    at_once(
        lambda: expert.post(f"/consultations/{case}/accept"),
        lambda: scene.attending.post(f"/consultations/{case}/invitations/{invitation}/withdraw"),
    )
    reply = invitation_of(scene, case, expert)["reply"]
    assert reply == "withdrawn"
    assert not any(grants(world, scene))
    assert not scene.opens_record(expert)


# ---- what ends it


def test_an_invitation_ends_by_the_clock(world: World, scene: Scene, expert: Person) -> None:
    case = scene.an_invited(expert)
    world.now += LIMIT - timedelta(seconds=1)
    world.sign_in(expert)
    assert expert.get(f"/consultations/{case}").status_code == 200
    world.pass_time(seconds=1)
    assert expert.get(f"/consultations/{case}").status_code == 404
    assert expert.post(f"/consultations/{case}/accept").status_code == 404
    world.sign_in(scene.attending)
    assert invitation_of(scene, case, expert)["reply"] == Reply.DECLINED
    with world.as_system() as uow:
        assert consultations.expire(uow) >= 1
    told = scene.seen_by(scene.attending, case)
    assert told["invitations"][0]["decline_reason"] == InvitationReason.NO_ANSWER
    assert told["story"][-1]["kind"] == "invitation.declined"
    with world.as_system() as uow:
        consultations.expire(uow)
    assert len(scene.seen_by(scene.attending, case)["story"]) == len(told["story"])
    assert scene.invite(case, expert).status_code == 201


def test_who_presses_waits_half_an_hour(world: World, scene: Scene, expert: Person) -> None:
    case = scene.a_draft(priority="urgent")
    scene.submit(case, urgency_reason="血压持续下降")
    scene.invite(case, expert)
    world.pass_time(minutes=29, seconds=59)
    world.sign_in(expert)
    assert expert.get(f"/consultations/{case}").status_code == 200
    world.pass_time(seconds=1)
    assert expert.get(f"/consultations/{case}").status_code == 404


def test_a_withdrawn_expert_loses_case_and_record_at_once(world: World, scene: Scene, expert: Person) -> None:
    case = scene.a_scheduled(expert)
    assert scene.opens_record(expert)
    invitation = invitation_of(scene, case, expert)["id"]
    path = f"/consultations/{case}/invitations/{invitation}/withdraw"
    assert scene.attending.post(path).json()["state"] == "invited"
    assert not scene.opens_record(expert)
    assert expert.get(f"/consultations/{case}").status_code == 404
    assert expert.get("/consultations").json() == {"waiting": [], "today": [], "upcoming": [], "open": []}
    assert grants(world, scene) == [False]
    told = scene.seen_by(scene.attending, case)
    assert (told["planned_at"], told["chair"]) == (None, None)
    assert scene.attending.post(path).json()["code"] == "invitation-answered"


def test_the_grant_of_one_case_does_not_hang_on_another(scene: Scene, expert: Person) -> None:
    first, second = scene.an_accepted(expert), scene.an_accepted(expert)
    assert scene.attending.post(f"/consultations/{first}/cancel", {"reason": "technical"}).status_code == 200
    assert scene.opens_record(expert)
    assert scene.attending.post(f"/consultations/{second}/cancel", {"reason": "technical"}).status_code == 200
    assert not scene.opens_record(expert)


def test_an_invitation_of_another_case_is_none_of_this(scene: Scene, expert: Person) -> None:
    case, other = scene.an_invited(expert), scene.an_invited(expert)
    invitation = invitation_of(scene, other, expert)["id"]
    refused = scene.attending.post(f"/consultations/{case}/invitations/{invitation}/withdraw")
    assert refused.status_code == 404
    assert invitation_of(scene, other, expert)["reply"] == "pending"
