"""A case's people and the steps that bring it somewhere, over HTTP as they would."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pyotp

from huizhen import org
from huizhen.core.access import Role
from tests.world import Person, World

REASON = "反复胸闷两周，活动后加重"
PURPOSE = "明确诊断并指导下一步用药"
QUESTIONS = ["是否需要冠脉造影？", "目前用药是否合适？"]


def request(**changes: Any) -> dict[str, Any]:
    """A whole request."""
    given = {"reason": REASON, "purpose": PURPOSE, "questions": QUESTIONS, "specialty": "cardiology"}
    return {name: value for name, value in (given | changes).items() if value is not None}


@dataclass
class Scene:
    """An attending with a patient, and whoever is asked."""

    world: World
    attending: Person
    patient_id: UUID

    @classmethod
    def of(cls, world: World, **patient: Any) -> "Scene":
        attending = world.a_person(Role.ATTENDING)
        return cls(world, attending, world.a_patient(attending, **patient))

    def an_expert(self) -> Person:
        """A consultant of another place."""
        return self.world.a_person(Role.CONSULTANT)

    def a_coordinator(self) -> Person:
        """Somebody of the consultation centre, which is no store."""
        with self.world.as_system() as uow:
            centre = org.add_organisation(
                uow, kind=org.OrgKind.DEPARTMENT, code=f"C{uuid4().hex[:8]}", name="会诊中心"
            )
        return self.world.a_person(Role.COORDINATOR, at=centre)

    def proof(self, person: Person) -> dict[str, str]:
        """A code that proves one act: the next one, for each is good once."""
        self.world.pass_time(seconds=30)
        return {"huizhen-proof": f"totp {pyotp.TOTP(person.totp_seed).at(self.world.now)}"}

    # ---- steps

    def a_draft(self, **changes: Any) -> str:
        given = {"patient_id": str(self.patient_id), "patient_location": "on_site"} | changes
        made = self.attending.post("/consultations", given)
        assert made.status_code == 201, made.text
        id: str = made.json()["id"]
        return id

    def submit(self, case: str, **changes: Any) -> Any:
        headers = self.proof(self.attending)
        return self.attending.post(f"/consultations/{case}/submit", request(**changes), headers=headers)

    def a_submitted(self, **changes: Any) -> str:
        case = self.a_draft()
        done = self.submit(case, **changes)
        assert done.status_code == 200, done.text
        return case

    def invite(self, case: str, expert: Person, *, chair: bool = True) -> Any:
        return self.attending.post(
            f"/consultations/{case}/invitations", {"user_id": str(expert.id), "chair": chair}
        )

    def an_invited(self, expert: Person) -> str:
        case = self.a_submitted()
        assert self.invite(case, expert).status_code == 201
        return case

    def an_accepted(self, expert: Person) -> str:
        case = self.an_invited(expert)
        assert expert.post(f"/consultations/{case}/accept").status_code == 200
        return case

    def schedule(
        self, case: str, *, by: Person | None = None, days: float = 1, confirmed: bool = True
    ) -> Any:
        at = self.world.now + timedelta(days=days)
        body = {"planned_at": at.isoformat(), "all_confirmed": confirmed}
        return (by or self.attending).post(f"/consultations/{case}/schedule", body)

    def a_scheduled(self, expert: Person) -> str:
        case = self.an_accepted(expert)
        assert self.schedule(case).status_code == 200
        return case

    # ---- looking

    def seen_by(self, person: Person, case: str) -> Any:
        """The case as somebody sees it; the answer must be 200."""
        answer = person.get(f"/consultations/{case}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def opens_record(self, person: Person) -> bool:
        """Whether somebody may read the patient's timeline."""
        status = person.get(f"/patients/{self.patient_id}/timeline").status_code
        assert status in {200, 404}
        return bool(status == 200)
