"""A case on its way through the matrix: asked for, called, concluded; each step by the use case of its route."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pyotp

from huizhen import consultations, records, rooms
from huizhen.consultations import (
    ConclusionIn,
    CreateIn,
    DeclineIn,
    InviteIn,
    ReportDesk,
    RequestIn,
    ScheduleIn,
    SignIn,
    service,
)
from huizhen.consultations.moves import InvitationReason
from huizhen.consultations.rules import PatientLocation
from huizhen.consultations.schemas.call import TickIn
from huizhen.consultations.stages import DIRECT
from huizhen.consultations.stages import Stage as CallStage
from huizhen.core.access import Role
from tests.tenancy.stage import Case, Reach, Stage, Subject
from tests.world import Person

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass
class Asked:
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

    def submitted(self) -> "Asked":
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
            consultations.withdraw(
                uow, self.stage.world.desk, consultation_id=self.id, invitation_id=invitation_id
            )

    def outsiders(self) -> tuple[Person, ...]:
        """Who said no, and who had accepted and was removed."""
        declined, _ = self.invite(chair=False)
        self.decline(declined)
        removed, invitation_id = self.invite(chair=False)
        self.accept(removed)
        self.withdraw(invitation_id)
        return declined, removed


@dataclass
class Called(Asked):
    """A case whose time is fixed, with its chair; its people come, and its session is opened."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.submitted()
        self.strangers = self.outsiders()
        self.chair, self.invitation_id = self.invite()
        self.accept(self.chair)
        planned_at = self.stage.world.now + timedelta(days=1)
        with self.stage.world.as_actor(self.attending) as uow:
            given = ScheduleIn(planned_at=planned_at, all_confirmed=True)
            consultations.schedule(uow, consultation_id=self.id, given=given)

    def next_code(self, person: Person) -> str:
        self.stage.world.pass_time(seconds=30)
        return str(pyotp.TOTP(person.totp_seed).at(self.stage.world.now))

    def joined(self, *people: Person) -> "Called":
        for each in people or (self.attending, self.chair):
            code = self.next_code(each)
            with self.stage.world.as_actor(each) as uow:
                consultations.join(uow, consultation_id=self.id, code=code, zone=ZONE)
        return self

    def opened(self) -> "Called":
        self.joined()
        with self.stage.world.as_actor(self.chair) as uow:
            consultations.open_session(uow, consultation_id=self.id, zone=ZONE)
        return self

    def seat(self, holder: UUID) -> UUID:
        with self.stage.world.as_system() as uow:
            session_id = rooms.find_session(uow, self.id)
            assert session_id is not None
            seats = rooms.get_standing(uow, session_id).seats.values()
            return next(each.id for each in seats if each.holder == holder)

    def patient_waits(self) -> UUID:
        with self.stage.world.as_actor(self.attending) as uow:
            return consultations.make_guest_link(uow, self.stage.world.desk, consultation_id=self.id).seat_id

    def end(self) -> None:
        ended = "update invitation set reply = 'withdrawn' where id = :id returning id"
        self.stage.world.sql(ended, id=self.invitation_id)

    def case(self, by: Person, **more: object) -> Case:
        """A call about this case; `seat_id` among the rest belongs into the path."""
        params = {"consultation_id": self.id}
        if "seat_id" in more:
            params["seat_id"] = more.pop("seat_id")  # type: ignore[assignment] # a UUID
        # An expert who is none any more finds nothing where an expert may ask at all.
        strangers, ends = (self.strangers, self.end) if by == self.chair else ((), None)
        found = Case(reach=Reach.ROW, by=by, params=params, strangers=strangers, ends=ends)
        return replace(found, **more)  # type: ignore[arg-type] # fields of Case


@dataclass(frozen=True)
class LateProof(Mapping[str, str]):
    """A proof made when the call is made: what is built for the next patient lets time pass."""

    code: Callable[[], str]

    def __getitem__(self, name: str) -> str:
        return {"huizhen-proof": f"totp {self.code()}"}[name]

    def __iter__(self) -> Iterator[str]:
        return iter(("huizhen-proof",))

    def __len__(self) -> int:
        return 1


@dataclass
class Concluded(Called):
    """A case that was led through its stages by its only expert, who concludes it."""

    verify_code: str = field(default="", init=False)

    def walked(self) -> "Concluded":
        self.opened()
        world = self.stage.world
        world.sql(
            "update seat set gone_at = null where id = :id returning id", id=self.seat(self.attending.id)
        )
        with world.as_system() as uow:
            session_id = rooms.find_session(uow, self.id)
        assert session_id is not None
        for stage in DIRECT.order()[1:]:
            with world.as_actor(self.chair) as uow:
                epoch = rooms.get_standing(uow, session_id).session.stage_epoch
                service.advance(
                    uow, world.desk, consultation_id=self.id, to=CallStage(stage), stage_epoch=epoch
                )
        lines = [item for each in DIRECT.stages for item in each.checklist if not item.by_system]
        for item in lines:
            with world.as_actor(self.attending) as uow:
                given = TickIn(ticked=True, value=item.values[0] if item.values else None)
                service.tick(uow, consultation_id=self.id, item=item.code, given=given)
        with world.as_actor(self.chair) as uow:
            consultations.finish(uow, consultation_id=self.id)
        return self

    def given(self) -> dict[str, Any]:
        return {
            "conclusion": "稳定型心绞痛",
            "limits": "未体检",
            "diagnoses": [{"display": "高血压", "code": "I10"}],
            "answers": [{"number": 1, "text": "是"}],
            "recommendations": [{"kind": "test", "text": "冠脉 CTA"}],
        }

    def desk(self) -> ReportDesk:
        press = records.open_press(self.stage.settings.cache_dir)
        return ReportDesk(press, ZONE, "http://testserver")

    def act(self) -> records.Act:
        with self.stage.world.as_actor(self.chair) as uow:
            given = ConclusionIn.model_validate(self.given())
            return consultations.prepare_conclusion(
                uow, self.desk(), consultation_id=self.id, given=given
            ).act

    def signed(self) -> "Concluded":
        act = self.act()
        signing = SignIn(act_id=act.id, data_sha256=act.document.etag)
        code = self.next_code(self.chair)
        with self.stage.world.as_actor(self.chair) as uow:
            filed = consultations.sign_conclusion(
                uow, self.desk(), consultation_id=self.id, signing=signing, code=code
            )
        self.verify_code = filed.verify_code
        return self
