"""The worker's loop behind the web process: finishes stage changes that were left half done, deletes left rooms.

Keyed by the stage's epoch: a later one makes an attempt a no-op. It is a loop over rows, not a queue of jobs: the rows
hold all that a job would. Source: media.md §13.4, last line.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from huizhen.core.db.unit import Workshop, unit_of_work
from huizhen.rooms.model import Session, SessionState
from huizhen.rooms.service.conform import actor, prove_stage
from huizhen.rooms.service.desk import Desk
from huizhen.rooms.service.sessions import end_rooms
from huizhen.rooms.stage import PROOF_RETRIES_S, StageState

STAGES_AT_ONCE_MAX: Final = 50
END_EVERY: Final = timedelta(seconds=10)
FORGET_AFTER: Final = timedelta(seconds=2 * PROOF_RETRIES_S[-1])


@dataclass(slots=True)
class Backstop:
    """One a worker. `step` is called again and again; between its steps it sleeps elsewhere."""

    workshop: Workshop
    desk: Desk
    tried: dict[tuple[UUID, int], int] = field(default_factory=dict)
    ended_at: datetime | None = None

    def step(self) -> None:
        """Try every unfinished stage whose next moment has come, and now and then the rooms that nobody uses."""
        now = self.workshop.clock()
        waiting = self._waiting(now)
        self.tried = {key: tries for key, tries in self.tried.items() if key in waiting}
        for (session_id, epoch), asked_at in waiting.items():
            due = sum(now - asked_at >= timedelta(seconds=each) for each in PROOF_RETRIES_S)
            if due > self.tried.get((session_id, epoch), 0):
                self.tried[session_id, epoch] = due
                prove_stage(self.workshop, self.desk, session_id=session_id, epoch=epoch)
        if self.ended_at is None or now - self.ended_at >= END_EVERY:
            self.ended_at = now
            end_rooms(self.workshop, self.desk)

    def _waiting(self, now: datetime) -> dict[tuple[UUID, int], datetime]:
        query = (
            select(Session.id, Session.stage_epoch, Session.stage_wanted_at)
            .where(
                Session.state == SessionState.OPEN,
                Session.stage_state != StageState.ENTERED,
                (Session.stage_wanted_at > now - FORGET_AFTER) | (Session.stage_state == StageState.PENDING),
            )
            .order_by(Session.stage_wanted_at)
            .limit(STAGES_AT_ONCE_MAX)
        )
        with unit_of_work(self.workshop, actor=actor()) as uow:
            return {(row.id, row.stage_epoch): row.stage_wanted_at for row in uow.session.execute(query)}
