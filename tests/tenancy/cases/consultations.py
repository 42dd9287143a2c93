"""Cases: asked for, answered, planned and looked at. Who was not asked, or no longer, finds nothing."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pyotp

from huizhen import consultations
from huizhen.core.access import Role
from tests.rooms.calls import Phone
from tests.tenancy.consulting import Asked, Called, Concluded, LateProof
from tests.tenancy.stage import Case, Reach, Stage, Subject

ZONE = ZoneInfo("Asia/Shanghai")


def mine(stage: Stage, subject: Subject) -> Case:
    asked = Asked(stage, subject).submitted()
    shows = (str(subject.id), "尉迟*")
    return Case(reach=Reach.LISTED, by=asked.attending, shows=shows, strangers=asked.outsiders())


def one(stage: Stage, subject: Subject) -> Case:
    asked = Asked(stage, subject).submitted()
    shows = (subject.name, *subject.texts[:3])
    return Case(
        reach=Reach.ROW,
        by=asked.attending,
        params={"consultation_id": asked.id},
        shows=shows,
        strangers=asked.outsiders(),
    )


def create(stage: Stage, subject: Subject) -> Case:
    body = {"patient_id": subject.id, "patient_location": "remote"}
    return Case(reach=Reach.ROW, by=stage.at_home(Role.ATTENDING), body=body)


def submit(stage: Stage, subject: Subject) -> Case:
    asked = Asked(stage, subject)
    return Case(
        reach=Reach.ROW,
        by=asked.attending,
        params={"consultation_id": asked.id},
        body=asked.request(),
        headers={"huizhen-proof": f"totp {asked.code()}"},
    )


def invite(stage: Stage, subject: Subject) -> Case:
    asked = Asked(stage, subject).submitted()
    expert = stage.outsider(Role.CONSULTANT)
    return Case(
        reach=Reach.ROW,
        by=asked.attending,
        params={"consultation_id": asked.id},
        body={"user_id": str(expert.id), "chair": True},
    )


def withdraw_invitation(stage: Stage, subject: Subject) -> Case:
    asked = Asked(stage, subject).submitted()
    _, invitation_id = asked.invite()
    about = {"consultation_id": asked.id, "invitation_id": invitation_id}
    return Case(reach=Reach.ROW, by=asked.attending, params=about)


def accept(stage: Stage, subject: Subject) -> Case:
    asked = Asked(stage, subject).submitted()
    strangers = asked.outsiders()
    expert, invitation_id = asked.invite()
    return Case(
        reach=Reach.ROW,
        by=expert,
        params={"consultation_id": asked.id},
        strangers=strangers,
        ends=lambda: asked.withdraw(invitation_id),
    )


def decline(stage: Stage, subject: Subject) -> Case:
    asked = Asked(stage, subject).submitted()
    strangers = asked.outsiders()
    expert, _ = asked.invite()
    return Case(
        reach=Reach.ROW,
        by=expert,
        params={"consultation_id": asked.id},
        body={"reason": "no_time"},
        strangers=strangers,
        ends=lambda: None,  # the call itself did
    )


def schedule(stage: Stage, subject: Subject) -> Case:
    asked = Asked(stage, subject).submitted()
    expert, _ = asked.invite()
    asked.accept(expert)
    planned_at = (stage.world.now + timedelta(days=1)).isoformat()
    return Case(
        reach=Reach.ROW,
        by=asked.attending,
        params={"consultation_id": asked.id},
        body={"planned_at": planned_at, "all_confirmed": True},
    )


def cancel(stage: Stage, subject: Subject) -> Case:
    asked = Asked(stage, subject).submitted()
    return Case(
        reach=Reach.ROW,
        by=asked.attending,
        params={"consultation_id": asked.id},
        body={"reason": "technical"},
    )


def sign_opinion(stage: Stage, subject: Subject) -> Case:
    asked = Asked(stage, subject).submitted()
    strangers = asked.outsiders()
    expert, invitation_id = asked.invite()
    asked.accept(expert)
    # The session's own steps are routes of their own: here only its end matters.
    finished = (
        "update consultation set state = 'opinion_drafted', opened_at = now(), finished_at = now() "
        "where id = :id returning id"
    )
    stage.world.sql(finished, id=asked.id)

    def end() -> None:
        stage.world.sql(
            "update invitation set reply = 'withdrawn' where id = :id returning id", id=invitation_id
        )

    code = pyotp.TOTP(expert.totp_seed).at(stage.world.now)
    return Case(
        reach=Reach.ROW,
        by=expert,
        params={"consultation_id": asked.id},
        body={"text": "同意造影"},
        headers={"huizhen-proof": f"totp {code}"},
        strangers=strangers,
        ends=end,
    )


# ---- the call


def room_of(stage: Stage, subject: Subject) -> Case:
    called = Called(stage, subject).opened()
    return called.case(called.chair, shows=(subject.name, '"stage":"verify"'))


def guest_room(stage: Stage, subject: Subject) -> Case:
    called = Called(stage, subject)
    with stage.world.as_actor(called.attending) as uow:
        token = consultations.make_guest_link(uow, stage.world.desk, consultation_id=called.id).token
    phone = Phone(stage.world)
    assert phone.enter(token, last_four=subject.number[-4:]).status_code == 200
    return Case(reach=Reach.OPEN, by=replace(called.attending, client=phone.client))


def join(stage: Stage, subject: Subject) -> Case:
    called = Called(stage, subject)
    proof = {"huizhen-proof": f"totp {called.next_code(called.chair)}"}
    return called.case(called.chair, headers=proof)


def open_session(stage: Stage, subject: Subject) -> Case:
    called = Called(stage, subject).joined()
    return called.case(called.chair)


def advance(stage: Stage, subject: Subject) -> Case:
    called = Called(stage, subject).opened()
    return called.case(called.chair, body={"to": "present", "stage_epoch": 1})


def _unproven(stage: Stage, subject: Subject) -> Called:
    called = Called(stage, subject).opened()
    stage.world.sql(
        "update session set stage_state = 'unproven', stage_wanted = 'present' "
        "where subject = :id returning id",
        id=called.id,
    )
    return called


def retry_stage(stage: Stage, subject: Subject) -> Case:
    called = _unproven(stage, subject)
    return called.case(called.chair, body={"stage_epoch": 1})


def move_room(stage: Stage, subject: Subject) -> Case:
    called = _unproven(stage, subject)
    return called.case(called.chair, body={"stage_epoch": 1})


def cancel_stage(stage: Stage, subject: Subject) -> Case:
    called = _unproven(stage, subject)
    return called.case(called.chair, body={"stage_epoch": 1})


def tick(stage: Stage, subject: Subject) -> Case:
    called = Called(stage, subject).opened()
    case = called.case(called.chair, body={"ticked": True})
    return replace(case, params={**case.params, "item": "name"})


def finish(stage: Stage, subject: Subject) -> Case:
    called = Called(stage, subject).opened()
    return called.case(called.chair)


def _finished(stage: Stage, subject: Subject) -> Called:
    called = Called(stage, subject).opened()
    with stage.world.as_actor(called.chair) as uow:
        consultations.finish(uow, consultation_id=called.id)
    return called


def reopen(stage: Stage, subject: Subject) -> Case:
    called = _finished(stage, subject)
    return called.case(called.chair)


def close_call(stage: Stage, subject: Subject) -> Case:
    called = _finished(stage, subject)
    return called.case(called.chair)


def take_chair(stage: Stage, subject: Subject) -> Case:
    called = Called(stage, subject).opened()
    stage.world.pass_time(seconds=181)
    return called.case(called.attending, body={"reason": "line_lost"})


def hand_over_chair(stage: Stage, subject: Subject) -> Case:
    called = Called(stage, subject).opened()
    return called.case(called.chair, body={"user_id": str(called.attending.id)})


def guest_link(stage: Stage, subject: Subject) -> Case:
    called = Called(stage, subject)
    return called.case(called.attending, shows=('"token":',))


def patient_beside(stage: Stage, subject: Subject) -> Case:
    called = Called(stage, subject).joined()
    return called.case(called.attending, body={"beside": True})


def shared_device(stage: Stage, subject: Subject) -> Case:
    called = Called(stage, subject).joined()
    return called.case(called.attending, body={"answer": "has_left"})


def admit_seat(stage: Stage, subject: Subject) -> Case:
    called = Called(stage, subject).opened()
    return called.case(called.chair, seat_id=called.patient_waits())


def send_back_seat(stage: Stage, subject: Subject) -> Case:
    called = Called(stage, subject).opened()
    return called.case(called.chair, seat_id=called.seat(called.attending.id))


def remove_seat(stage: Stage, subject: Subject) -> Case:
    called = Called(stage, subject).opened()
    return called.case(called.chair, seat_id=called.patient_waits())


# ---- the conclusion


def prepare_conclusion(stage: Stage, subject: Subject) -> Case:
    ended = Concluded(stage, subject).walked()
    return ended.case(ended.chair, body=ended.given())


def page_of_act(stage: Stage, subject: Subject) -> Case:
    ended = Concluded(stage, subject).walked()
    case, act = ended.case(ended.chair), ended.act()
    return replace(case, params={**case.params, "act_id": act.id, "number": 1})


def sign_conclusion(stage: Stage, subject: Subject) -> Case:
    ended = Concluded(stage, subject).walked()
    act = ended.act()
    body = {"act_id": act.id, "data_sha256": act.document.etag}
    return ended.case(ended.chair, body=body, headers=LateProof(lambda: ended.next_code(ended.chair)))


def conclusion(stage: Stage, subject: Subject) -> Case:
    ended = Concluded(stage, subject).walked().signed()
    return ended.case(ended.chair, shows=(subject.texts[2],))


def report_pdf(stage: Stage, subject: Subject) -> Case:
    ended = Concluded(stage, subject).walked().signed()
    return ended.case(ended.chair)


def verify(stage: Stage, subject: Subject) -> Case:
    ended = Concluded(stage, subject).walked().signed()
    return Case(reach=Reach.OPEN, by=ended.chair, params={"verify_code": ended.verify_code})
