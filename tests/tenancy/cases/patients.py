"""Patients, their visits, consents and drafts."""

from huizhen.core.access import Role
from huizhen.patients import Purpose
from tests.tenancy.stage import Case, Reach, Stage, Subject
from tests.world import Person

DRAFT = {"content": {"text": "写到一半"}}


def _desk(stage: Stage) -> Person:
    return stage.at_home(Role.FRONT_DESK)


def search(stage: Stage, subject: Subject) -> Case:
    return Case(
        reach=Reach.LISTED, by=_desk(stage), query={"q": subject.name}, shows=(str(subject.id), "尉迟*")
    )


def check(stage: Stage, subject: Subject) -> Case:
    return Case(
        reach=Reach.LISTED,
        by=_desk(stage),
        body={"document_number": subject.number},
        shows=(str(subject.id),),
    )


def register(stage: Stage, _: Subject) -> Case:
    return Case(reach=Reach.OWN, by=_desk(stage), body=stage.world.registration())


def attach(stage: Stage, subject: Subject) -> Case:
    told = {"document_number": subject.number, "name": subject.name, "reason": "复诊", "sharing": True}
    return Case(reach=Reach.OWN, by=stage.outsider(Role.FRONT_DESK), body=told)


def patient(stage: Stage, subject: Subject) -> Case:
    shown = (subject.name, subject.address, subject.texts[0])
    return Case(reach=Reach.ROW, by=_desk(stage), params={"patient_id": subject.id}, shows=shown)


def reveal(stage: Stage, subject: Subject) -> Case:
    return Case(
        reach=Reach.ROW,
        by=_desk(stage),
        params={"patient_id": subject.id},
        body={"field": "document", "reason": "identity_check"},
        shows=(subject.number,),
    )


def open_visit(stage: Stage, subject: Subject) -> Case:
    return Case(reach=Reach.ROW, by=_desk(stage), params={"patient_id": subject.id}, body={"reason": "复诊"})


def finish_visit(stage: Stage, subject: Subject) -> Case:
    about = {"patient_id": subject.id, "visit_id": subject.visit}
    return Case(reach=Reach.ROW, by=_desk(stage), params=about)


def answer_consent(stage: Stage, subject: Subject) -> Case:
    told = {"purpose": Purpose.RECORDING.value, "agreed": True}
    return Case(reach=Reach.ROW, by=_desk(stage), params={"patient_id": subject.id}, body=told)


def withdraw_consent(stage: Stage, subject: Subject) -> Case:
    about = {"patient_id": subject.id, "purpose": Purpose.TREATMENT.value}
    return Case(reach=Reach.ROW, by=_desk(stage), params=about, body={"reason": "patient_request"})


def arrivals(stage: Stage, subject: Subject) -> Case:
    desk = _desk(stage)
    day = stage.signed_in(desk).get("/visits").json()["day"]
    return Case(reach=Reach.LISTED, by=desk, query={"day": day}, shows=(subject.name, subject.texts[0]))


def save_draft(stage: Stage, subject: Subject) -> Case:
    return Case(
        reach=Reach.ROW,
        by=_desk(stage),
        params={"form": "note"},
        query={"scope": subject.id},
        body=DRAFT,
    )


def _saved(stage: Stage, subject: Subject) -> Person:
    desk = _desk(stage)
    stage.signed_in(desk).send("PUT", f"/drafts/note?scope={subject.id}", DRAFT)
    return desk


def find_draft(stage: Stage, subject: Subject) -> Case:
    return Case(
        reach=Reach.ROW,
        by=_saved(stage, subject),
        params={"form": "note"},
        query={"scope": subject.id},
        shows=(DRAFT["content"]["text"],),
    )


def drop_draft(stage: Stage, subject: Subject) -> Case:
    return Case(
        reach=Reach.ROW, by=_saved(stage, subject), params={"form": "note"}, query={"scope": subject.id}
    )
