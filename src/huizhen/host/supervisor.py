"""Keeps the parts of a node running: started in order, restarted with back-off, stopped in reverse, none orphaned.

Invariant: one thread spawns, reaps and signals, so no part outlives the supervisor, even one that was kill -9ed
(`spawn`). It decides by `step()`, a function of the clock it is given. Source: architecture.md §7.1.
"""

import os
import select
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol

import structlog

from huizhen.host.refusals import sentence
from huizhen.host.spawn import Launch, adopt_orphans, reap_adopted, start_child, turn_log

log = structlog.get_logger()

BACK_OFF_S: Final = 0.2
BACK_OFF_S_MAX: Final = 30.0
DEATHS_MAX: Final = 5
DEATHS_WITHIN_S: Final = 60.0
STEADY_S: Final = 60.0  # after this long a part has earned the short back-off again
LOOK_S: Final = 0.05  # while something starts or stops
IDLE_S: Final = 5.0  # an ended child wakes the loop at once
SLOW_S: Final = 30.0
LOG_LOOK_S: Final = 30.0


class PartState(StrEnum):
    """Where a part stands."""

    WAITING = "waiting"
    STARTING = "starting"
    READY = "ready"
    DONE = "done"
    RESTARTING = "restarting"
    FAILED = "failed"
    STOPPING = "stopping"
    STOPPED = "stopped"


SETTLED: Final = frozenset({PartState.READY, PartState.DONE, PartState.FAILED})
ALIVE: Final = frozenset({PartState.STARTING, PartState.READY, PartState.STOPPING})


def _nothing() -> None:
    """No preparation."""


def _at_once() -> bool:
    """Ready as soon as it runs."""
    return True


@dataclass(frozen=True, slots=True)
class Part:
    """One supervised program. `is_ready` answers within a second, or the other parts wait for it."""

    name: str
    launch: Launch
    prepare: Callable[[], None] = _nothing  # before every start
    is_ready: Callable[[], bool] = _at_once
    once: bool = False  # runs to its end, exit code 0, before the next one starts
    required: bool = False  # later parts never start without it
    stop_signal: signal.Signals = signal.SIGTERM
    stop_s: float = 10.0
    insist_s: float | None = None  # when the stop signal is sent a second time
    may_kill: bool = True  # never PostgreSQL
    may_be_given_up: bool = True  # never what everything stands on: it is tried again for ever
    back_off_s_max: float = BACK_OFF_S_MAX


@dataclass(frozen=True, slots=True)
class PartStatus:
    """What may be told about a part."""

    name: str
    state: PartState
    process_id: int | None = None
    deaths: int = 0
    exit_code: int | None = None
    slow: bool = False

    def told(self, language: str) -> str:
        """One line in plain words."""
        kind = "slow" if self.slow else self.state.value
        return sentence(f"part.{kind}", language=language, name=self.name, count=self.deaths)


class Running(Protocol):
    """A spawned process, as `spawn.Child` is one."""

    @property
    def pid(self) -> int: ...
    def poll(self) -> int | None: ...
    def send(self, number: signal.Signals) -> None: ...
    def kill_group(self) -> None: ...


@dataclass(slots=True)
class _Entry:
    part: Part
    state: PartState = PartState.WAITING
    child: Running | None = None
    started: float = 0.0
    due: float = 0.0
    insist_due: float | None = None
    back_off_s: float = BACK_OFF_S
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=DEATHS_MAX))
    exit_code: int | None = None
    slow: bool = False

    def status(self) -> PartStatus:
        pid = self.child.pid if self.child and self.state in ALIVE else None
        return PartStatus(self.part.name, self.state, pid, len(self.deaths), self.exit_code, self.slow)


class Supervisor:
    """`run()` in the main thread of a process of its own; `step()` alone in tests."""

    def __init__(
        self,
        parts: Sequence[Part],
        *,
        tell: Callable[[PartStatus], None],
        now: Callable[[], float] = time.monotonic,
        spawn: Callable[[Launch], Running] = start_child,
    ) -> None:
        """`tell` hears every change once; a failed part is among them."""
        if len({part.name for part in parts}) != len(parts):
            raise ValueError("two parts of one name")
        self._entries = [_Entry(part) for part in parts]
        self._tell = tell
        self._now = now
        self._spawn = spawn
        self._stopping = False
        self._hurried = False
        self._log_looked = now()

    def status(self) -> tuple[PartStatus, ...]:
        """Every part, in the order of starting."""
        return tuple(entry.status() for entry in self._entries)

    @property
    def stopped(self) -> bool:
        """Whether the stop is complete."""
        return self._stopping and not any(entry.state in ALIVE for entry in self._entries)

    def stop(self) -> None:
        """Ask for the orderly stop. Asked again, what may be killed is killed."""
        self._hurried = self._stopping
        self._stopping = True

    def run(self) -> None:
        """Until SIGINT, SIGTERM or `stop()`, then the orderly stop. Returns when no part runs any more."""
        adopt_orphans()
        with _signals(self.stop) as wait:
            try:
                while not self.stopped:
                    wait(self.step())
                    self._reap_adopted()
            finally:
                # An error of ours must not leave children behind.
                self._stopping = True
                while not self.stopped:
                    wait(self.step())

    def step(self) -> float:
        """Look once at everything; in how many seconds to look again."""
        for entry in self._entries:
            self._notice_end(entry)
        if self._stopping:
            return self._step_stop()
        settled = True
        for entry in self._entries:
            turn = settled if entry.state is PartState.WAITING else self._now() >= entry.due
            if entry.state in {PartState.WAITING, PartState.RESTARTING} and turn:
                self._start(entry)
            elif entry.state is PartState.STARTING:
                self._look_at_start(entry)
            blocked = entry.part.required and entry.state is PartState.FAILED
            settled = settled and entry.state in SETTLED and not blocked
        self._turn_logs()
        return self._next_look()

    def _reap_adopted(self) -> None:
        """What a killed part left comes to us, the sub-reaper."""
        reap_adopted(
            frozenset(entry.child.pid for entry in self._entries if entry.child and entry.state in ALIVE)
        )

    def _next_look(self) -> float:
        waits = [IDLE_S]
        for entry in self._entries:
            if entry.state is PartState.STARTING:
                waits.append(LOOK_S)
            elif entry.state is PartState.RESTARTING:
                waits.append(max(entry.due - self._now(), 0.0))
        return min(waits)

    def _become(self, entry: _Entry, state: PartState) -> None:
        entry.state = state
        entry.slow = False
        log.info("part.changed", part=entry.part.name, state=state.value, exit_code=entry.exit_code)
        self._tell(entry.status())

    def _start(self, entry: _Entry) -> None:
        entry.started = self._now()
        entry.exit_code = None
        try:
            entry.part.prepare()
            entry.child = self._spawn(entry.part.launch)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other parts go on
            log.warning("part.not_started", part=entry.part.name, error=type(error).__name__, code=str(error))
            entry.child = None
            self._died(entry)
            return
        self._become(entry, PartState.STARTING)
        if not entry.part.once:
            self._look_at_start(entry)

    def _look_at_start(self, entry: _Entry) -> None:
        if entry.part.once:
            return
        if entry.part.is_ready():
            self._become(entry, PartState.READY)
        elif not entry.slow and self._now() - entry.started > SLOW_S:
            entry.slow = True
            self._tell(entry.status())

    def _notice_end(self, entry: _Entry) -> None:
        if entry.child is None or entry.state not in ALIVE:
            return
        entry.exit_code = entry.child.poll()
        if entry.exit_code is None:
            return
        if entry.part.may_kill:
            entry.child.kill_group()
        if self._stopping:
            self._become(entry, PartState.STOPPED)
        elif entry.part.once and entry.exit_code == 0:
            self._become(entry, PartState.DONE)
        else:
            self._died(entry)

    def _died(self, entry: _Entry) -> None:
        now = self._now()
        if now - entry.started >= STEADY_S:
            entry.back_off_s = BACK_OFF_S
        entry.deaths.append(now)
        while now - entry.deaths[0] > DEATHS_WITHIN_S:
            entry.deaths.popleft()
        if entry.part.may_be_given_up and len(entry.deaths) >= DEATHS_MAX:
            self._become(entry, PartState.FAILED)
            return
        entry.due = now + entry.back_off_s
        entry.back_off_s = min(entry.back_off_s * 2, entry.part.back_off_s_max)
        self._become(entry, PartState.RESTARTING)

    def _step_stop(self) -> float:
        """Last started, first stopped; the next one only when this one has ended."""
        for entry in reversed(self._entries):
            if entry.state not in ALIVE:
                if entry.state in {PartState.WAITING, PartState.RESTARTING}:
                    self._become(entry, PartState.STOPPED)
                continue
            if entry.state is not PartState.STOPPING:
                entry.due = self._now() + entry.part.stop_s
                insist_s = entry.part.insist_s
                entry.insist_due = None if insist_s is None else self._now() + insist_s
                self._become(entry, PartState.STOPPING)
                if entry.child is not None:
                    entry.child.send(entry.part.stop_signal)
            elif self._hurried or self._now() >= entry.due:
                self._stop_late(entry)
            elif entry.insist_due is not None and self._now() >= entry.insist_due and entry.child is not None:
                entry.insist_due = None
                entry.child.send(entry.part.stop_signal)
            return LOOK_S
        return 0.0

    def _stop_late(self, entry: _Entry) -> None:
        if entry.part.may_kill and entry.child is not None:
            entry.child.kill_group()
        elif self._now() >= entry.due:
            # It has the death signal of its parent to come, and nothing stronger.
            log.warning("part.does_not_stop", part=entry.part.name)
            self._become(entry, PartState.FAILED)

    def _turn_logs(self) -> None:
        if self._now() - self._log_looked < LOG_LOOK_S:
            return
        self._log_looked = self._now()
        for entry in self._entries:
            if entry.part.launch.log is not None:
                turn_log(entry.part.launch.log)


@contextmanager
def _signals(stop: Callable[[], None]) -> Iterator[Callable[[float], None]]:
    """Yields a wait that ends early when a child ends or a stop is asked for; puts the old handlers back."""
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("the supervisor runs in the main thread")
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    os.set_blocking(writer, False)
    before = {
        signal.SIGCHLD: signal.signal(signal.SIGCHLD, lambda *_: None),
        signal.SIGINT: signal.signal(signal.SIGINT, lambda *_: stop()),
        signal.SIGTERM: signal.signal(signal.SIGTERM, lambda *_: stop()),
    }
    waker = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)

    def wait(seconds: float) -> None:
        if select.select([reader], [], [], seconds)[0]:
            with suppress(BlockingIOError):
                os.read(reader, 4096)

    try:
        yield wait
    finally:
        signal.set_wakeup_fd(waker)
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(reader)
        os.close(writer)
