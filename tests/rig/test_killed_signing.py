"""The web process is killed at every step of a signature, the worker in the middle of a delivery: afterwards it has
happened or it has not, and the repeated command leaves one report, one paper and one signature.

Each step is reached from outside: a lock on the table that the next statement needs holds the process exactly there.
"""

import hashlib
import os
import signal
import threading

import pytest

from tests.rig.conftest import Start
from tests.rig.ending import Ending, cases, held, new_key, stands_before
from tests.rig.node import Node, wait_until

pytestmark = pytest.mark.rig

STEPS = {
    "proof checked": ("document", "insert into document"),
    "document inserted": ("signature", "insert into signature"),
    "before the commit": ("journal", "insert into journal"),
}
ANSWERED = "committed and unanswered"
USABLE_S = 20
DELIVERED_S = 20
NOTHING = {"papers": 0, "blobs": 0, "signatures": 0, "signed": 0, "delivered": 0, "concluded": 0}
ONCE = {"papers": 1, "blobs": 1, "signatures": 1, "signed": 1, "delivered": 1, "concluded": 1}


def kill(node: Node, part: str) -> None:
    """kill -9, and wait until its successor answers."""
    before = node.pid_of(part)
    assert before is not None
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: node.pid_of(part) not in {before, None}, seconds=USABLE_S)


def answers(node: Node) -> bool:
    try:
        return node.caller().get("/ready").status > 0
    except OSError:
        return False


def killed_at(ending: Ending, act: dict[str, str], key: str, step: str) -> None:
    """Sign, and kill the web process while it stands before a step."""
    node = ending.node
    signing = threading.Thread(target=ending.sign_unheard, args=(act, key))
    if step == ANSWERED:
        signing = threading.Thread(target=ending.sign_unread, args=(act, key))
        signing.start()
        wait_until(lambda: ending.filed()["signatures"] == 1, seconds=USABLE_S)
        kill(node, "web")
    else:
        table, statement = STEPS[step]
        with held(node, table):
            signing.start()
            stands_before(node, "huizhen-web", statement)
            os.kill(node.pid_of("web") or 0, signal.SIGKILL)
        wait_until(lambda: node.pid_of("web") is not None, seconds=USABLE_S)
    signing.join()
    wait_until(lambda: answers(node), seconds=USABLE_S)
    ending.people.hang_up()  # their lines ended with the process


def test_a_signature_happens_wholly_or_not_at_all_and_once(start: Start) -> None:
    node = start().is_up()
    steps = [*STEPS, ANSWERED]
    for step, ending in zip(steps, cases(node, len(steps)), strict=True):
        act, key = ending.act(), new_key()
        killed_at(ending, act, key, step)
        found = {name: count for name, count in ending.filed().items() if name != "delivered"}
        before = {name: count for name, count in NOTHING.items() if name != "delivered"}
        if step == ANSWERED:
            assert found == {**dict.fromkeys(before, 1)}, step
        else:
            assert found == before, step
            assert ending.state() == "opinion_drafted", step
        answer = ending.sign(act, key)
        assert answer.status == 201, (step, answer.body)
        assert ending.sign(act, key).json() == answer.json(), step
        wait_until(ending.is_delivered, seconds=DELIVERED_S)
        assert ending.filed() == ONCE, step
        check_paper(ending)
    assert node.stop() == 0


def check_paper(ending: Ending) -> None:
    """The paper opens, and is the one that was signed."""
    ((expected,),) = ending.node.sql(
        "select render_sha256 from signature where subject_id = %s and role = 'chair'", ending.id
    )
    assert hashlib.sha256(ending.paper()).digest() == bytes(expected)
