"""What a patient says reaches no file in clear: canaries go in by every field, then everything is searched."""

import json
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.identities import a_resident_number
from tests.rig.caller import Answer, Caller
from tests.rig.canaries import Hit, needles, plant, search_bytes, search_tree
from tests.rig.conftest import Start
from tests.rig.node import Node

pytestmark = pytest.mark.rig
LATIN, HAN = "zqxjvwkypfcanary", "麒麟鸾鹄蜃楼"
NAME, OTHER_NAME, LATIN_NAME = "欧阳鹏鲲", "慕容骁骅", "Quillfeather Zorblatt"
BORN_ON = date(1971, 3, 9)
PHONE, OTHER_PHONE, WRONG_PHONE = "15487654321", "15487651234", "25487659876"
PASSPORT = "QZX90817263"
ROW = "梼杌饕餮貔貅"
PLANTED_FILE = "planted.log"
PLANTED_TABLE = "planted"
BODY_BYTES_MAX = 1024 * 1024
ON_DISK = {"base", "pg_wal"}


def text(field: str) -> str:
    """A text that can be told from others by its field, and searched for by its two cores."""
    return f"{LATIN} {field} {HAN}，{field}"


@dataclass
class Numbers:
    """Numbers of this run: two that are right, one with a wrong check digit."""

    mine: str = field(default_factory=lambda: a_resident_number(born_on=BORN_ON, female=False))
    other: str = field(default_factory=lambda: a_resident_number(born_on=BORN_ON, female=True))

    @property
    def wrong(self) -> str:
        right = a_resident_number(born_on=BORN_ON, female=False)
        return right[:-1] + ("0" if right[-1] != "0" else "1")


def canaries(numbers: Numbers, wrong: str) -> dict[str, str]:
    """What is searched for. Of names also what the search by pinyin makes of them."""
    return {
        "text, Latin": LATIN,
        "text, Han": HAN,
        "name": NAME,
        "name in pinyin": "ouyangpengkun",
        "name in pinyin, parted": "ouyang peng kun",
        "name in pinyin, as written": "Ouyang Pengkun",
        "other name": OTHER_NAME,
        "other name in pinyin": "murongxiaohua",
        "other name in pinyin, parted": "murong xiao hua",
        "Latin name": LATIN_NAME,
        "Latin name, folded": LATIN_NAME.lower().replace(" ", ""),
        "number": numbers.mine,
        "other number": numbers.other,
        "wrong number": wrong,
        "passport": PASSPORT,
        "phone": PHONE,
        "other phone": OTHER_PHONE,
        "wrong phone": WRONG_PHONE,
        "phone, abroad": f"+86 {PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}",
    }


@dataclass
class Story:
    """Two patients at the desk, in the record, and in a case. Every step is a call that must end as it says."""

    node: Node
    numbers: Numbers
    wrong: str
    callers: dict[str, Caller] = field(default_factory=dict)

    def sits(self, login: str) -> Caller:
        if login not in self.callers:
            self.callers[login] = self.node.sign_in(login)
        return self.callers[login]

    def done(self, answer: Answer, *statuses: int) -> Any:
        assert answer.status in statuses, (answer.status, answer.body)
        return json.loads(answer.body) if answer.body else None

    def refusals(self) -> list[Answer]:
        return [each for caller in self.callers.values() for each in caller.refusals]

    # ---- the patient

    def registration(self, **changes: Any) -> dict[str, Any]:
        given = {
            "name": NAME,
            "sex": "male",
            "birth_date": BORN_ON.isoformat(),
            "document_type": "resident_id",
            "document_number": self.numbers.mine,
            "phone": f"+86 {PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}",
            "address": text("address"),
            "reason": text("reason"),
            "consents": ["treatment", "remote_consultation", "sharing"],
        }
        return given | changes

    def register(self) -> str:
        desk = self.sits("zhoumin")
        draft = {"content": self.registration() | {"free": [text("draft"), {"in": text("deep")}]}}
        self.done(desk.send("PUT", "/drafts/registration", draft), 200)
        assert NAME in json.dumps(self.done(desk.get("/drafts/registration"), 200), ensure_ascii=False)
        self.done(desk.post("/patients/check", {"document_number": self.numbers.mine}), 200)
        patient: str = self.done(desk.post("/patients", self.registration()), 201)["id"]
        other = {"name": OTHER_NAME, "sex": "female", "document_number": self.numbers.other}
        self.done(desk.post("/patients", self.registration(**other, phone=OTHER_PHONE)), 201)
        abroad = {"name": LATIN_NAME, "document_type": "other", "document_number": PASSPORT}
        self.done(desk.post("/patients", self.registration(**abroad, phone=OTHER_PHONE)), 201)
        self.done(desk.send("DELETE", "/drafts/registration"), 204)
        return patient

    def look_for(self, patient: str) -> None:
        physician = self.sits("linhaifeng")
        known = (NAME, "ouyangpengkun", "ouyang peng kun", "Ouyang Pengkun", self.numbers.mine, PHONE)
        for query in known:
            hits = self.done(physician.get("/patients", q=query), 200)["hits"]
            assert [each["id"] for each in hits] == [patient], query
        unknown = ("murong xiao hua", LATIN_NAME, PASSPORT, self.wrong, WRONG_PHONE, text("query")[:60])
        for query in unknown:
            self.done(physician.get("/patients", q=query), 200)
        self.done(physician.get("/visits"), 200)
        for masked, value in (("document", self.numbers.mine), ("phone", PHONE)):
            asked = {"field": masked, "reason": "identity_check"}
            assert self.done(physician.post(f"/patients/{patient}/reveal", asked), 200) == {"value": value}

    def come_elsewhere(self, patient: str) -> None:
        physician = self.sits("sunli")
        given = {
            "document_number": self.numbers.mine,
            "name": NAME,
            "reason": text("attach"),
            "sharing": True,
        }
        self.done(physician.post("/patients/attach", given | {"name": OTHER_NAME}), 404, 409, 422)
        assert self.done(physician.post("/patients/attach", given), 201)["id"] == patient

    # ---- the record

    def write(self, patient: str) -> None:
        physician, path = self.sits("linhaifeng"), f"/patients/{patient}"
        codes = ("chief_complaint", "present_illness", "past_history", "family_history", "personal_history")
        sections = [{"code": code, "text": text(code) * 60} for code in codes]
        note = self.done(physician.post(f"{path}/notes", {"title": text("title"), "sections": sections}), 201)
        condition = {"code": "I10", "onset_on": "2020-02-02", "note": text("condition")}
        made = self.done(physician.post(f"{path}/conditions", condition), 201)
        allergy = {"display": text("allergy"), "criticality": "high", "reaction": text("reaction")}
        self.done(physician.post(f"{path}/allergies", allergy), 201)
        self.done(physician.post(f"{path}/visits", {"reason": text("visit")}), 201)
        self.done(
            physician.send("PUT", f"/drafts/note?scope={patient}", {"content": {"a": text("note draft")}}),
            200,
        )
        for kind, written in (("Composition", note), ("Condition", made)):
            body = self.done(physician.get(f"{path}/documents/{kind}/{written['id']}"), 200)["body"]
            assert HAN in json.dumps(body, ensure_ascii=False), "it went in, and comes out again"
        self.amend(patient, made)
        assert HAN in physician.get(f"{path}/timeline").body.decode()
        header = self.done(physician.get(path), 200)
        assert (header["name"], header["address"]) == (NAME, text("address"))

    def amend(self, patient: str, made: Any) -> None:
        physician, path = self.sits("linhaifeng"), f"/patients/{patient}/documents/Condition/{made['id']}"
        seen = self.done(physician.get(path), 200)["body"]
        patch = {"patch": {"/note": [seen["note"], [*seen["note"], {"text": text("amended")}]]}}
        etag = {"if-match": f'"{made["etag"]}"'}
        self.done(physician.send("PATCH", path, patch, **etag), 200)
        self.done(physician.send("PATCH", path, patch, **etag), 409, 412)
        self.done(physician.get(f"{path}/versions"), 200)
        self.done(physician.get(path, ver="1"), 200)

    # ---- the case

    def consult(self, patient: str) -> None:
        attending = self.sits("linhaifeng")
        given = {"patient_id": patient, "patient_location": "on_site", "priority": "urgent"}
        case = self.done(attending.post("/consultations", given), 201)["id"]
        request = {
            "reason": f"{NAME} {text('case reason')} {PHONE} {self.numbers.mine}",
            "purpose": text("purpose"),
            "questions": [text("question"), f"{NAME}？{text('question')}"],
            "specialty": "respiratory",
            "urgency_reason": text("urgency"),
        }
        draft = f"/drafts/consultation_request?scope={patient}"
        self.done(attending.send("PUT", draft, {"content": request}), 200)
        path = f"/consultations/{case}"
        self.done(
            attending.post(f"{path}/submit", request, **{"huizhen-proof": "totp 000000"}), 401, 403, 422
        )
        code = self.done(attending.get("/demo/code"), 200)["code"]
        self.done(attending.post(f"{path}/submit", request, **{"huizhen-proof": f"totp {code}"}), 200)
        for login, chair in (("shenguoping", True), ("hanxue", False)):
            user_id = self.done(self.sits(login).get("/me"), 200)["user_id"]
            self.done(attending.post(f"{path}/invitations", {"user_id": user_id, "chair": chair}), 201)
            seen = self.sits(login).get(path)
            assert HAN in seen.body.decode(), "what he is told before he may open the record"
            assert NAME not in seen.body.decode()
        no = {"reason": "no_time", "note": text("decline")}
        self.done(self.sits("shenguoping").post(f"{path}/decline", no), 200)
        self.done(self.sits("hanxue").post(f"{path}/accept"), 200)
        assert NAME in self.sits("hanxue").get(path).body.decode()
        self.done(attending.post(f"{path}/cancel", {"reason": "technical", "note": text("cancel")}), 200)

    # ---- what is refused

    def slip(self, patient: str) -> None:
        """Wrong and hostile input, each with a canary in it."""
        desk, asked = self.sits("zhoumin"), "/patients"
        for changes in (
            {"document_number": self.wrong},
            {"document_number": f"{PASSPORT} {HAN}"},
            {"phone": WRONG_PHONE},
            {"phone": text("phone")[:20]},
            {"sex": LATIN},
            {"birth_date": LATIN},
            {"name": text("name") * 9},
            {"name": f"{NAME}\x00"},
            {"name": {"family": NAME}},
            {"consents": [LATIN]},
            {"unknown": text("unknown")},
            {},
        ):
            self.done(desk.post(asked, self.registration(**changes)), 409, 422)
        whole = json.dumps(self.registration(), ensure_ascii=False)
        for raw in (whole[:-9].encode(), whole.encode("gbk"), whole.encode("utf-16")):
            self.done(
                desk.post(asked, raw), 409, 422
            )  # UTF-16 is JSON too: this one is a second registration
        self.done(desk.post(asked, self.registration(reason=text("big") * (BODY_BYTES_MAX // 40))), 413)
        self.done(desk.post(asked, self.registration(), key="short"), 422)
        key = uuid4().hex
        visit = f"/patients/{patient}/visits"
        self.done(desk.post(visit, {"reason": text("once")}, key=key), 201)
        self.done(desk.post(visit, {"reason": text("twice")}, key=key), 409, 422)
        self.wander(patient)

    def wander(self, patient: str) -> None:
        """Canaries in addresses, and where somebody types into the wrong field."""
        physician, stranger = self.sits("linhaifeng"), self.callers.setdefault("-", self.node.caller())
        path = f"/patients/{patient}"
        for wrong in (
            f"/patients/{LATIN}",
            f"/patients/{PASSPORT}/timeline",
            f"{path}/documents/{LATIN}/{uuid4()}",
            f"{path}/timeline?before={LATIN}",
            f"/{LATIN}/{PASSPORT}",
            f"/visits?day={LATIN}",
            f"/patients?q={LATIN * 9}",
            f"/drafts/{LATIN.upper()}",
            f"/consultations/{LATIN}",
        ):
            self.done(physician.get(wrong), 404, 422)
            self.done(stranger.get(wrong), 401, 404, 422)
        self.done(physician.post(f"{path}/conditions", {"code": LATIN, "note": text("no code")}), 422)
        self.done(physician.post(f"{path}/allergies", {"display": text("x"), "criticality": LATIN}), 422)
        self.done(physician.post(f"{path}/reveal", {"field": "phone", "reason": text("why")}), 422)
        for typed in ({"login": NAME, "password": text("password")}, {"login": PHONE, "password": PASSPORT}):
            self.done(stranger.post("/signin", typed | {"code": "123456"}), 401)
        self.done(stranger.post("/signin", {"login": NAME, "password": self.numbers.mine, "code": NAME}), 422)
        self.done(stranger.send("GET", f"/patients?q={LATIN}", cookie=f"__Host-hz={LATIN}"), 401)
        self.done(stranger.post("/guest/link", {"token": LATIN * 3}), 401, 404, 410, 422)


def plant_a_row(node: Node) -> None:
    """A row that somebody wrote in clear, so that a search that does not see into the database is noticed."""
    node.sql(f"create table {PLANTED_TABLE} (said text)")
    node.sql(f"insert into {PLANTED_TABLE} values (%s)", ROW)


def is_of_row(hit: Hit) -> bool:
    return hit.what.startswith("row ")


def test_no_word_about_a_patient_lies_anywhere_in_clear(start: Start) -> None:
    node = start().is_up()
    story = Story(node, Numbers(), Numbers().wrong)
    patient = story.register()
    story.look_for(patient)
    story.write(patient)
    story.come_elsewhere(patient)
    story.consult(patient)
    story.slip(patient)
    refusals = story.refusals()
    assert len(refusals) > 40
    wanted = needles(canaries(story.numbers, story.wrong))
    for refusal in refusals:
        answered = refusal.body + bytes(refusal.headers)
        assert search_bytes(answered, wanted, place="refusal") == [], refusal.body
    assert search_bytes("\n".join(node.told).encode(), wanted, place="console") == []
    plant_a_row(node)
    node.sql("checkpoint")
    check_files(node.home, wanted, node)
    node.sql(f"drop table {PLANTED_TABLE}")
    assert node.stop() == 0


def check_files(home: Path, wanted: dict[bytes, str], node: Node) -> None:
    """Nothing in the whole folder but what was planted, and all of that."""
    planted = node.data_dir / "logs" / PLANTED_FILE
    plant(planted, wanted)
    began = time.monotonic()
    found = search_tree(home, {**wanted, **needles({"row": ROW})})
    size = sum(each.stat().st_size for each in home.rglob("*") if each.is_file())
    print(f"{len(wanted)} spellings in {size >> 20} MiB: {time.monotonic() - began:.1f} s")  # noqa: T201 - figures are for whoever reads the run
    planted.unlink()
    in_file = [each for each in found if each.place.endswith(PLANTED_FILE)]
    assert sorted(each.what for each in in_file) == sorted(wanted.values()), "every spelling is found"
    in_row = [each for each in found if is_of_row(each)]
    folders = {Path(each.place).relative_to("demo/postgresql").parts[0] for each in in_row}
    assert folders == ON_DISK, "the search sees into tables and into the write-ahead log"
    assert [each for each in found if each not in {*in_file, *in_row}] == []
    seen = {each.name for each in (home / "demo").rglob("*")}
    assert {"web.log", "worker.log", "postgresql.log", "keys.json", "PG_VERSION"} <= seen
