"""The `worker` process: the chainer, the partitions of the logs, the clock of invitations, half-done stages
of calls, the delivery of signed reports.
"""

import signal
import threading
from types import FrameType
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy.exc import OperationalError

from huizhen import consultations, rooms
from huizhen.cli.runtime import open_workshop
from huizhen.core import log
from huizhen.core.access import system_actor
from huizhen.core.db import chainer, partitions
from huizhen.core.db.unit import Workshop, unit_of_work
from huizhen.core.errors import Problem
from huizhen.core.settings import Settings

logger = structlog.get_logger()

CHAIN_EVERY_S: Final = 0.5
PARTITIONS_EVERY_ROUNDS: Final = 7_200
EXPIRE_EVERY_ROUNDS: Final = 20
REFUSED_AGAIN_EVERY_ROUNDS: Final = 120


def run(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT; a database that is away is waited for."""
    log.configure()
    stop = threading.Event()

    def ended(_: int, __: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ended)
    with open_workshop(settings, application="huizhen-worker") as workshop:
        desk = rooms.Desk(rooms.media_server(settings))
        backstop = rooms.Backstop(workshop, desk)
        rounds, refused = 0, set[UUID]()
        while not stop.is_set():
            try:
                if rounds % PARTITIONS_EVERY_ROUNDS == 0:
                    partitions.make_ahead(workshop.engine)
                chainer.catch_up(workshop.engine, origin=workshop.origin, may_go_on=lambda: not stop.is_set())
                backstop.step()
                if rounds % REFUSED_AGAIN_EVERY_ROUNDS == 0:
                    refused.clear()
                _deliver(workshop, refused)
                if rounds % EXPIRE_EVERY_ROUNDS == 0:
                    keep_time(workshop, desk)
            except OperationalError as away:
                logger.warning("worker.database_away", exc_info=away)
            rounds += 1
            stop.wait(CHAIN_EVERY_S)
        desk.close()


def keep_time(workshop: Workshop, desk: rooms.Desk) -> None:
    """What only time brings about: silence becomes a no (domain.md §3.5), an empty call is closed (media.md §4)."""
    with unit_of_work(workshop, actor=system_actor("clock")) as uow:
        if consultations.expire(uow):
            uow.complete()
    with unit_of_work(workshop, actor=system_actor("clock")) as uow:
        if consultations.close_deserted(uow, desk):
            uow.complete()


def _deliver(workshop: Workshop, refused: set[UUID]) -> None:
    """Look after every report that was signed; one that is not as it was signed keeps no other waiting."""
    with unit_of_work(workshop, actor=system_actor("worker")) as uow:
        waiting = consultations.list_undelivered(uow)
    for each in set(waiting) - refused:
        with unit_of_work(workshop, actor=system_actor("worker")) as uow:
            try:
                if consultations.deliver(uow, consultation_id=each):
                    uow.complete()
            except Problem as problem:
                refused.add(each)
                logger.warning("worker.report_undelivered", code=problem.code, consultation_id=str(each))
