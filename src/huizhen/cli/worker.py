"""The `worker` process: the chainer, the partitions of the logs, and what a dead web process left of a call."""

import signal
import threading
from types import FrameType
from typing import Final

import structlog
from sqlalchemy.exc import OperationalError

from huizhen import rooms
from huizhen.cli.runtime import open_workshop
from huizhen.core import log
from huizhen.core.db import chainer, partitions
from huizhen.core.settings import Settings

logger = structlog.get_logger()

CHAIN_EVERY_S: Final = 0.5
PARTITIONS_EVERY_ROUNDS: Final = 7_200


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
        rounds = 0
        while not stop.is_set():
            try:
                if rounds % PARTITIONS_EVERY_ROUNDS == 0:
                    partitions.make_ahead(workshop.engine)
                chainer.catch_up(workshop.engine, origin=workshop.origin, may_go_on=lambda: not stop.is_set())
                backstop.step()
            except OperationalError as away:
                logger.warning("worker.database_away", exc_info=away)
            rounds += 1
            stop.wait(CHAIN_EVERY_S)
        desk.close()
