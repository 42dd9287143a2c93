"""A case of the demo that waits for its chair's signature, brought there over HTTP; and looks into locks and rows."""

import http.client
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

import psycopg
import pyotp

from tests.rig.caller import BASE_HOST, LOOPBACK, Answer, Caller
from tests.rig.node import Node, wait_until

ATTENDING: Final = "linhaifeng"
CHAIR: Final = "shenguoping"
STAGE_S: Final = 20
WAITS_S: Final = 20  # until it stands there; from then on it gives up after four seconds
BY_HAND: Final = {
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
CONCLUSION: Final = {
    "conclusion": "考虑稳定型心绞痛，建议先行冠脉 CTA。",
    "limits": "未进行体格检查。",
    "diagnoses": [{"display": "原发性高血压", "code": "I10"}],
    "answers": [{"number": 1, "text": "暂不需要。"}],
    "recommendations": [{"kind": "test", "text": "冠脉 CTA", "due": "两周内"}],
}
WAITING: Final = """
    select count(*) from pg_stat_activity
    where application_name = %s and wait_event_type = 'Lock' and query ilike %s
"""


@dataclass
class People:
    """Attending and chair of the demo, signed in once."""

    node: Node
    callers: dict[str, Caller] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for login in (ATTENDING, CHAIR):
            self.callers[login] = self.node.sign_in(login)

    def do(self, login: str, path: str, body: Any = None, *, proof: bool = False) -> Any:
        """A call that must succeed."""
        headers = {"huizhen-proof": self.proof(login)} if proof else {}
        answer = self.callers[login].post(path, body, **headers)
        assert answer.status in {200, 201}, (path, answer.status, answer.body)
        return answer.json()

    def hang_up(self) -> None:
        for each in self.callers.values():
            each.hang_up()

    def proof(self, login: str) -> str:
        """A fresh code. The counter of used ones is put back by hand: nobody waits half a minute here."""
        person = self.node.people()[login]
        self.node.sql("update account set totp_last_step = 0 where login = %s returning id", login)
        totp = pyotp.parse_uri(person["totp_uri"])
        assert isinstance(totp, pyotp.TOTP)
        return f"totp {totp.at(int(time.time()))}"

    def id_of(self, login: str) -> str:
        ((id,),) = self.node.sql("select id from account where login = %s", login)
        return str(id)


@dataclass
class Ending:
    """One case, ready to be signed."""

    people: People
    patient_id: str
    id: str = ""

    @property
    def node(self) -> Node:
        return self.people.node

    def do(self, login: str, what: str, body: Any = None, *, proof: bool = False) -> Any:
        return self.people.do(login, f"/consultations/{self.id}/{what}", body, proof=proof)

    def ready(self) -> "Ending":
        given = {"patient_id": self.patient_id, "patient_location": "on_site"}
        self.id = self.people.do(ATTENDING, "/consultations", given)["id"]
        request = {"reason": "胸闷", "purpose": "明确诊断", "questions": ["是否需要造影？"]}
        self.do(ATTENDING, "submit", {**request, "specialty": "cardiology"}, proof=True)
        self.do(ATTENDING, "invitations", {"user_id": self.people.id_of(CHAIR), "chair": True})
        self.do(CHAIR, "accept")
        planned_at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 3600))
        self.do(ATTENDING, "schedule", {"planned_at": planned_at, "all_confirmed": True})
        for login in (ATTENDING, CHAIR):
            self.do(login, "join", proof=True)
        self.do(CHAIR, "open")
        for stage in ("present", "discuss", "conclude", "explain"):
            self._enter(stage)
        for item, value in BY_HAND.items():
            self.do(ATTENDING, f"checklist/{item}", {"ticked": True} | ({"value": value} if value else {}))
        self.do(CHAIR, "finish")
        return self

    def _enter(self, stage: str) -> None:
        standing = self._room()["standing"]
        at_the_door = (
            "update seat set gone_at = null where session_id = %s and role = 'attending' returning id"
        )
        self.node.sql(at_the_door, standing["session_id"])
        self.do(CHAIR, "advance", {"to": stage, "stage_epoch": standing["stage_epoch"]})
        wait_until(lambda: self._room()["standing"]["stage"] == stage, seconds=STAGE_S)

    def _room(self) -> Any:
        return self.people.callers[CHAIR].get(f"/consultations/{self.id}/room").json()

    # ---- signing

    def act(self) -> dict[str, str]:
        told = self.do(CHAIR, "conclusion/act", CONCLUSION)
        assert told["refusals"] == []
        return {"act_id": told["act_id"], "data_sha256": told["data_sha256"]}

    def sign(self, act: dict[str, str], key: str) -> Answer:
        """Over a line of its own: it may be cut."""
        caller = Caller(self.node.port, self.people.callers[CHAIR].cookie)
        try:
            path = f"/consultations/{self.id}/conclusion"
            return caller.post(path, act, key=key, **{"huizhen-proof": self.people.proof(CHAIR)})
        finally:
            caller.hang_up()

    def sign_unheard(self, act: dict[str, str], key: str) -> None:
        """As `sign`, when no answer may come."""
        try:
            self.sign(act, key)
        except (OSError, http.client.HTTPException):
            return

    def sign_unread(self, act: dict[str, str], key: str) -> None:
        """As `sign`, by a client that never reads the answer; its line is cut by the server's end."""
        line = http.client.HTTPConnection(LOOPBACK, self.node.port)
        host = f"{BASE_HOST}:{self.node.port}"
        headers = {
            "host": host,
            "origin": f"http://{host}",
            "cookie": self.people.callers[CHAIR].cookie,
            "content-type": "application/json",
            "idempotency-key": key,
            "huizhen-proof": self.people.proof(CHAIR),
        }
        line.request("POST", f"/api/consultations/{self.id}/conclusion", json.dumps(act).encode(), headers)
        wait_until(lambda: self.filed()["signatures"] == 1, seconds=STAGE_S)
        line.close()

    def filed(self) -> dict[str, int]:
        """How many of each there are, by SQL."""
        counts = """
            select
                (select count(*) from document where rtype = 'DocumentReference' and scope = %(p)s),
                (select count(*) from blob where scope = %(p)s),
                (select count(*) from signature where subject_id = %(c)s and role = 'chair'),
                (select count(*) from journal where subject_id = %(c)s and kind = 'conclusion.signed'),
                (select count(*) from journal where subject_id = %(c)s and kind = 'report.delivered'),
                (select count(*) from consultation where id = %(c)s and conclusion_id is not null)
        """
        names = ("papers", "blobs", "signatures", "signed", "delivered", "concluded")
        with psycopg.connect(self.node.conninfo(), autocommit=True) as connection:
            row = connection.execute(counts, {"p": self.patient_id, "c": self.id}).fetchone()
        assert row is not None
        return dict(zip(names, map(int, row), strict=True))

    def state(self) -> str:
        ((state,),) = self.node.sql("select state from consultation where id = %s", self.id)
        return str(state)

    def is_delivered(self) -> bool:
        return self.state() == "delivered"

    def paper(self) -> bytes:
        answer = self.people.callers[CHAIR].get(f"/consultations/{self.id}/report.pdf")
        assert answer.status == 200, answer.body
        return answer.body


def cases(node: Node, count: int) -> Iterator[Ending]:
    """Cases of so many patients, each ready to be signed."""
    people = People(node)
    arrivals = people.callers[ATTENDING].get("/visits").json()["arrivals"]
    patients = list(dict.fromkeys(each["patient_id"] for each in arrivals))[:count]
    assert len(patients) == count
    for each in patients:
        yield Ending(people, each).ready()


@contextmanager
def held(node: Node, table: str) -> Iterator[None]:
    """Nobody writes into a table as long as this lasts: whoever wants to stands exactly before it."""
    with psycopg.connect(node.conninfo()) as connection:
        connection.execute(f"lock table {table} in share mode".encode())
        yield
        connection.rollback()


def stands_before(node: Node, application: str, statement: str) -> None:
    """Wait until a process of ours waits for a lock with this statement."""

    def stands() -> bool:
        ((waiting,),) = node.sql(WAITING, application, f"%{statement}%")
        return bool(waiting)

    wait_until(stands, seconds=WAITS_S)


def new_key() -> str:
    return uuid4().hex
