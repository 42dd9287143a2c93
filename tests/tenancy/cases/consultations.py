"""Cases: asked for, answered, planned and looked at. Who was not asked, or no longer, finds nothing."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pyotp

from huizhen import consultations
from huizhen.consultations import CreateIn, DeclineIn, InviteIn, RequestIn
from huizhen.consultations.moves import InvitationReason
from huizhen.consultations.rules import PatientLocation
from huizhen.core.access import Role
from tests.tenancy.stage import Case, Reach, Stage, Subject
from tests.world import Person

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass
class _Asked:
    """A case of the subject, with an attending of its own: a code of his proves one act only."""

    stage: Stage
    subject: Subject

    def __post_init__(self) -> None:
        self.attending = self.stage.world.a_person(Role.ATTENDING, at=self.stage.home, signed_in=False)
        given = CreateIn(patient_id=self.subject.id, patient_location=PatientLocation.ON_SITE)
        with self.stage.world.as_actor(self.attending) as uow:
            self.id = consultations.create(uow, given=given, zone=ZONE).id

    def code(self) -> str:
        return str(pyotp.TOTP(self.attending.totp_seed).at(self.stage.world.now))

    def request(self) -> dict[str, object]:
        texts = self.subject.texts
        return {"reason": texts[0], "purpose": texts[1], "questions": [texts[2]], "specialty": "cardiology"}

    def submitted(self) -> "_Asked":
        given = RequestIn.model_validate(self.request())
        with self.stage.world.as_actor(self.attending) as uow:
            consultations.submit(uow, consultation_id=self.id, given=given, code=self.code(), zone=ZONE)
        return self

    def invite(self, *, chair: bool = True) -> tuple[Person, UUID]:
        expert = self.stage.world.a_person(Role.CONSULTANT, at=self.stage.away, signed_in=False)
        with self.stage.world.as_actor(self.attending) as uow:
            given = InviteIn(user_id=expert.id, chair=chair)
            return expert, consultations.invite(uow, consultation_id=self.id, given=given).id

    def accept(self, expert: Person) -> None:
        with self.stage.world.as_actor(expert) as uow:
            consultations.accept(uow, consultation_id=self.id, zone=ZONE)

    def decline(self, expert: Person) -> None:
        given = DeclineIn(reason=InvitationReason.NO_TIME)
        with self.stage.world.as_actor(expert) as uow:
            consultations.decline(uow, consultation_id=self.id, given=given)

    def withdraw(self, invitation_id: UUID) -> None:
        with self.stage.world.as_actor(self.attending) as uow:
            consultations.withdraw(uow, consultation_id=self.id, invitation_id=invitation_id)

    def outsiders(self) -> tuple[Person, ...]:
        """Who said no, and who had accepted and was removed."""
        declined, _ = self.invite(chair=False)
        self.decline(declined)
        removed, invitation_id = self.invite(chair=False)
        self.accept(removed)
        self.withdraw(invitation_id)
        return declined, removed


def mine(stage: Stage, subject: Subject) -> Case:
    asked = _Asked(stage, subject).submitted()
    return Case(reach=Reach.LISTED, by=asked.attending, shows=(subject.name,), strangers=asked.outsiders())


def one(stage: Stage, subject: Subject) -> Case:
    asked = _Asked(stage, subject).submitted()
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
    asked = _Asked(stage, subject)
    return Case(
        reach=Reach.ROW,
        by=asked.attending,
        params={"consultation_id": asked.id},
        body=asked.request(),
        headers={"huizhen-proof": f"totp {asked.code()}"},
    )


def invite(stage: Stage, subject: Subject) -> Case:
    asked = _Asked(stage, subject).submitted()
    expert = stage.outsider(Role.CONSULTANT)
    return Case(
        reach=Reach.ROW,
        by=asked.attending,
        params={"consultation_id": asked.id},
        body={"user_id": str(expert.id), "chair": True},
    )


def withdraw_invitation(stage: Stage, subject: Subject) -> Case:
    asked = _Asked(stage, subject).submitted()
    _, invitation_id = asked.invite()
    about = {"consultation_id": asked.id, "invitation_id": invitation_id}
    return Case(reach=Reach.ROW, by=asked.attending, params=about)


def accept(stage: Stage, subject: Subject) -> Case:
    asked = _Asked(stage, subject).submitted()
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
    asked = _Asked(stage, subject).submitted()
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
    asked = _Asked(stage, subject).submitted()
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
    asked = _Asked(stage, subject).submitted()
    return Case(
        reach=Reach.ROW,
        by=asked.attending,
        params={"consultation_id": asked.id},
        body={"reason": "technical"},
    )


def sign_opinion(stage: Stage, subject: Subject) -> Case:
    asked = _Asked(stage, subject).submitted()
    strangers = asked.outsiders()
    expert, invitation_id = asked.invite()
    asked.accept(expert)
    # The session's own steps are routes of their own: here only its end matters.
    finished = "update consultation set state = 'opinion_drafted' where id = :id returning id"
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
