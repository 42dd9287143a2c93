"""A program: clients that write observations and log every answer before the next call. A failed call is repeated.

Run as `python writers.py PLAN`; PLAN is JSON: port, cookie, patients (one thread each), writes (a thread), pace_s, log,
stop (a file: nobody ends before it is there). A line of the log: key, document id, begun, answered, tries, refusals.
The clock is CLOCK_MONOTONIC, which processes share.
"""

import http.client
import json
import os
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.rig.caller import Caller

HEART_RATE = "8867-4"
PATIENCE_S = 60
AGAIN_AFTER_S = 0.05
NO_ANSWER = 0


class Writer:
    """One thread, one connection, one patient."""

    def __init__(self, plan: dict[str, Any], patient: str, log: int) -> None:
        self.caller = Caller(plan["port"], plan["cookie"])
        self.plan, self.patient, self.log = plan, patient, log

    def work(self) -> None:
        number = 0
        while number < self.plan["writes"] or not Path(self.plan["stop"]).exists():
            began = time.monotonic()
            self._write(60 + number % 60, began)
            number += 1
            time.sleep(max(0.0, began + self.plan["pace_s"] - time.monotonic()))

    def _write(self, value: int, began: float) -> None:
        key, body = uuid4().hex, {"signs": [{"code": HEART_RATE, "value": str(value)}]}
        refused: Counter[int] = Counter()
        while time.monotonic() < began + PATIENCE_S:
            status, id = self._call(key, body)
            if id is not None:
                tries = 1 + refused.total()
                line = [key, id, began, time.monotonic(), tries, dict(refused)]
                os.write(self.log, json.dumps(line).encode() + b"\n")
                return
            refused[status] += 1
            time.sleep(AGAIN_AFTER_S)
        os.write(
            self.log, json.dumps([key, None, began, time.monotonic(), 0, dict(refused)]).encode() + b"\n"
        )
        sys.exit(1)

    def _call(self, key: str, body: dict[str, Any]) -> tuple[int, str | None]:
        try:
            answer = self.caller.post(f"/patients/{self.patient}/observations", body, key=key)
        except (OSError, http.client.HTTPException):
            return NO_ANSWER, None
        if answer.status != http.HTTPStatus.CREATED:
            return answer.status, None
        return answer.status, answer.json()["documents"][0]["id"]


def main(plan: dict[str, Any]) -> None:
    log = os.open(plan["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    writers = [Writer(plan, patient, log) for patient in plan["patients"]]
    threads = [threading.Thread(target=each.work) for each in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text()))
