"""A case that has come to its end over HTTP: walked, ticked, spoken about; and the chair who concludes it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from huizhen import terms
from tests.consultations.calling import Call
from tests.world import Person, World

CONCLUSION = "考虑稳定型心绞痛，建议先行冠脉 CTA，再决定是否造影。"
LIMITS = "未进行体格检查；所见影像为翻拍。"
OPINION = "同意先做冠脉 CTA。"
ANSWERS = ["暂不需要造影，先做 CTA。", "用药合适，加用他汀。"]
DIAGNOSIS = terms.search("diagnosis", "高血压", 1)[0]
BY_HAND: dict[str, str | None] = {
    "name": None,
    "birth_date": None,
    "id_last_four": None,
    "verification_method": "document_on_camera",
    "questions_read_out": None,
    "allergies_stated": None,
    "each_expert_spoke": None,
    "dissent_asked": None,
    "explained_by": None,
    "explained_to": "patient",
    "explained_at": None,
}


def concluded(**changes: Any) -> dict[str, Any]:
    """A whole conclusion."""
    given: dict[str, Any] = {
        "conclusion": CONCLUSION,
        "limits": LIMITS,
        "diagnoses": [
            {
                "display": DIAGNOSIS.display,
                "code": DIAGNOSIS.code,
                "system": DIAGNOSIS.system,
                "edition": DIAGNOSIS.edition,
            }
        ],
        "answers": [{"number": number, "text": text} for number, text in enumerate(ANSWERS, 1)],
        "recommendations": [
            {"kind": "test", "text": "冠脉 CTA", "due": "两周内"},
            {"kind": "follow_up", "text": "两周后复诊", "red_flags": "静息胸痛超过十分钟"},
        ],
    }
    return {name: value for name, value in (given | changes).items() if value is not None}


@dataclass
class Ending:
    """The call of a case and the steps to its signed report."""

    world: World
    call: Call = field(init=False)

    def __post_init__(self) -> None:
        self.call = Call(self.world)
        self.chair, self.expert = self.call.chair, self.call.expert
        self.attending, self.case = self.call.attending, self.call.case
        self.patient_id = self.call.scene.patient_id

    # ---- until the end

    def in_stage(self, *stages: str) -> "Ending":
        """Opened, and led through stages in their order."""
        self.call.opened().connect(self.attending)
        for stage in stages:
            self.world.pass_time(minutes=2)
            answer = self.call.advance(stage)
            assert answer.status_code == 200, answer.text
        return self

    def walked(self) -> "Ending":
        return self.in_stage("present", "discuss", "conclude", "explain")

    def ticked(self, but: Iterable[str] = ()) -> "Ending":
        for item, value in BY_HAND.items():
            if item not in but:
                given = {"ticked": True} | ({} if value is None else {"value": value})
                self.call.done(self.attending, f"checklist/{item}", given)
        return self

    def spoken(self, **given: Any) -> "Ending":
        answer = self.opine(self.expert, **given)
        assert answer.status_code == 201, answer.text
        return self

    def opine(self, person: Person, **given: Any) -> Any:
        body = {"text": OPINION} | given
        proof = self.call.scene.proof(person)
        return person.post(f"/consultations/{self.case}/opinion", body, headers=proof)

    def finished(self) -> "Ending":
        self.world.pass_time(minutes=5)
        self.call.done(self.chair, "finish")
        return self

    def ready(self) -> "Ending":
        """Nothing stands against the signature any more."""
        return self.walked().ticked().spoken().finished()

    # ---- the end

    def prepare(self, by: Person | None = None, **changes: Any) -> Any:
        path = f"/consultations/{self.case}/conclusion/act"
        return (by or self.chair).post(path, concluded(**changes))

    def prepared(self, **changes: Any) -> Any:
        answer = self.prepare(**changes)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def refusals(self, **changes: Any) -> list[str]:
        return [each["code"] for each in self.prepared(**changes)["refusals"]]

    def sign(self, act: Any, by: Person | None = None, *, key: str | None = None, **changes: Any) -> Any:
        person = by or self.chair
        body = {"act_id": act["act_id"], "data_sha256": act["data_sha256"]} | changes
        proof = self.call.scene.proof(person)
        return person.post(f"/consultations/{self.case}/conclusion", body, headers=proof, key=key)

    def signed(self, **changes: Any) -> Any:
        answer = self.sign(self.prepared(**changes))
        assert answer.status_code == 201, answer.text
        return answer.json()

    def seen(self, person: Person | None = None) -> Any:
        return self.call.scene.seen_by(person or self.chair, self.case)

    def paper(self, person: Person | None = None) -> bytes:
        answer = (person or self.chair).get(f"/consultations/{self.case}/report.pdf")
        assert answer.status_code == 200, answer.text
        content: bytes = answer.content
        return content

    def count(self, table: str, where: str = "subject_id = :id") -> int:
        ((found,),) = self.world.sql(f"select count(*) from {table} where {where}", id=self.case)
        return int(found)


def text_of(pdf: bytes) -> str:
    """What a reader can take out of a paper, without white space."""
    pages = (each.extract_text() for each in PdfReader(BytesIO(pdf)).pages)
    return "".join("".join(page.split()) for page in pages)
