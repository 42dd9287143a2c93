"""The supervisor's decisions, on a clock that the test turns."""

import signal
from dataclasses import dataclass, field

import pytest

from huizhen import host
from huizhen.host import supervisor as watching

NOT_RUN = host.Launch(("/never/run",))


@dataclass
class FakeChild:
    """A process as the supervisor sees it."""

    pid: int
    code: int | None = None
    heard: list[signal.Signals] = field(default_factory=list)
    obeys: bool = True
    groups_killed: int = 0

    def poll(self) -> int | None:
        return self.code

    def send(self, number: signal.Signals) -> None:
        self.heard.append(number)
        if self.obeys:
            self.code = 0

    def kill_group(self) -> None:
        self.groups_killed += 1
        if self.code is None:
            self.code = -9


class Rig:
    """A supervisor with a clock and processes that the test moves."""

    def __init__(self, *parts: host.Part) -> None:
        self.now = 1000.0
        self.children: list[FakeChild] = []
        self.told: list[host.PartStatus] = []
        self.spawn_fails = False
        self.supervisor = host.Supervisor(
            parts, tell=self.told.append, now=lambda: self.now, spawn=self._spawn
        )

    def _spawn(self, launch: host.Launch) -> FakeChild:
        if self.spawn_fails:
            raise FileNotFoundError(launch.argv[0])
        self.children.append(FakeChild(pid=100 + len(self.children)))
        return self.children[-1]

    def step(self, *, after_s: float = 0.0) -> float:
        self.now += after_s
        return self.supervisor.step()

    def states(self) -> dict[str, host.PartState]:
        return {each.name: each.state for each in self.supervisor.status()}


def part(name: str, **changes: object) -> host.Part:
    return host.Part(name, NOT_RUN, **changes)  # type: ignore[arg-type] # a test names what it changes


def test_parts_start_in_order_each_when_the_one_before_is_ready() -> None:
    is_up = False
    rig = Rig(part("postgres", is_ready=lambda: is_up), part("web"))
    rig.step()
    assert rig.states() == {"postgres": host.PartState.STARTING, "web": host.PartState.WAITING}
    is_up = True
    rig.step()
    assert rig.states() == {"postgres": host.PartState.READY, "web": host.PartState.READY}


def test_a_job_that_runs_once_ends_before_the_next_part_starts() -> None:
    rig = Rig(part("migrate", once=True), part("web"))
    rig.step()
    assert rig.states()["web"] is host.PartState.WAITING
    rig.children[0].code = 0
    rig.step()
    assert rig.states() == {"migrate": host.PartState.DONE, "web": host.PartState.READY}
    rig.step(after_s=3600)
    assert len(rig.children) == 2, "it is not started again"


def test_a_crashing_part_comes_back_later_each_time_and_is_given_up_after_five() -> None:
    rig = Rig(part("web"), part("worker"))
    rig.step()
    waits = []
    while rig.states()["web"] is not host.PartState.FAILED:
        web = next(child for child in reversed(rig.children) if child is not rig.children[1])
        web.code = 1
        waits.append(round(rig.step(), 3))
        rig.step(after_s=waits[-1])
    assert waits[:4] == [0.2, 0.4, 0.8, 1.6]
    assert len(rig.children) == 1 + 5
    assert rig.states() == {"web": host.PartState.FAILED, "worker": host.PartState.READY}
    rig.step(after_s=3600)
    assert len(rig.children) == 1 + 5, "given up means given up"


def test_what_everything_stands_on_is_never_given_up_and_never_waits_long() -> None:
    rig = Rig(part("postgres", may_be_given_up=False, back_off_s_max=1.0), part("web"))
    rig.step()
    waits = []
    for _ in range(12):
        database = next(child for child in reversed(rig.children) if child is not rig.children[1])
        database.code = -9
        waits.append(round(rig.step(), 3))
        rig.step(after_s=waits[-1])
    assert waits == [0.2, 0.4, 0.8, *[1.0] * 9]
    assert rig.states() == {"postgres": host.PartState.READY, "web": host.PartState.READY}


def test_that_a_part_is_given_up_is_said_once_in_a_plain_sentence() -> None:
    rig = Rig(part("captions"))
    rig.spawn_fails = True
    for _ in range(20):
        rig.step(after_s=5)
    failed = [each for each in rig.told if each.state is host.PartState.FAILED]
    assert len(failed) == 1
    assert "captions" in failed[0].told("zh-CN")
    assert "其他部分继续运行" in failed[0].told("zh-CN")
    assert "the other parts go on" in failed[0].told("en")


def test_the_wait_never_exceeds_its_limit_and_steady_work_earns_the_short_one_back() -> None:
    rig = Rig(part("web"))
    rig.step()
    waits = []
    for _ in range(12):
        rig.now += 20
        rig.children[-1].code = 1
        before = rig.now
        rig.step()
        due = rig.supervisor._entries[0].due - before
        waits.append(round(due, 3))
        rig.step(after_s=due)
    assert max(waits) == watching.BACK_OFF_S_MAX
    assert rig.states() == {"web": host.PartState.READY}, "never five within a minute"
    rig.now += watching.STEADY_S
    rig.children[-1].code = 1
    assert rig.step() == pytest.approx(watching.BACK_OFF_S)


def test_without_a_required_part_the_later_ones_never_start() -> None:
    rig = Rig(part("migrate", once=True, required=True), part("web"))
    for _ in range(10):
        rig.step(after_s=5)
        for child in rig.children:
            child.code = 1
    assert rig.states() == {"migrate": host.PartState.FAILED, "web": host.PartState.WAITING}


def test_a_part_that_is_not_required_holds_nobody_up_once_it_has_failed() -> None:
    rig = Rig(part("media"), part("web"))
    rig.spawn_fails = True
    for _ in range(4):
        rig.step(after_s=5)
    assert rig.states()["web"] is host.PartState.WAITING
    rig.step(after_s=5)
    rig.spawn_fails = False
    rig.step(after_s=5)
    assert rig.states() == {"media": host.PartState.FAILED, "web": host.PartState.READY}


def test_a_restart_of_an_early_part_leaves_the_later_ones_alone() -> None:
    rig = Rig(part("postgres"), part("web"))
    rig.step()
    rig.children[0].code = -9
    rig.step()
    assert rig.states() == {"postgres": host.PartState.RESTARTING, "web": host.PartState.READY}
    rig.step(after_s=0.2)
    assert rig.states() == {"postgres": host.PartState.READY, "web": host.PartState.READY}
    assert rig.children[1].heard == []


def test_preparation_runs_before_every_start_and_its_failure_is_a_death() -> None:
    tries: list[int] = []

    def prepare() -> None:
        tries.append(1)
        if len(tries) == 1:
            raise host.HostRefusal("claimed", folder="x")

    rig = Rig(part("postgres", prepare=prepare))
    rig.step()
    assert rig.states() == {"postgres": host.PartState.RESTARTING}
    rig.step(after_s=1)
    assert (rig.states(), len(tries)) == ({"postgres": host.PartState.READY}, 2)


def test_a_slow_start_is_told_once_and_waited_for() -> None:
    rig = Rig(part("postgres", is_ready=lambda: False))
    for _ in range(5):
        rig.step(after_s=20)
    assert [each.slow for each in rig.told] == [False, True]
    assert rig.told[1].told("en") == "postgres: takes longer than usual to start, still waiting"


def stop(rig: Rig, *, steps: int = 20, each_s: float = 0.05) -> None:
    rig.supervisor.stop()
    for _ in range(steps):
        if rig.supervisor.stopped:
            return
        rig.step(after_s=each_s)


def test_the_last_that_started_is_the_first_that_stops() -> None:
    rig = Rig(part("postgres", stop_signal=signal.SIGINT), part("web"), part("media"))
    rig.step()
    rig.told.clear()
    stop(rig)
    assert rig.supervisor.stopped
    ended = [each.name for each in rig.told if each.state is host.PartState.STOPPED]
    assert ended == ["media", "web", "postgres"]
    assert rig.children[0].heard == [signal.SIGINT]


def test_whoever_does_not_stop_in_time_is_killed_unless_he_may_not_be() -> None:
    rig = Rig(part("postgres", may_kill=False, stop_s=60), part("web", stop_s=10))
    rig.step()
    for child in rig.children:
        child.obeys = False
    stop(rig, steps=300, each_s=1)
    assert rig.supervisor.stopped
    assert [child.code for child in rig.children] == [None, -9]
    assert rig.children[0].groups_killed == 0
    assert rig.states()["postgres"] is host.PartState.FAILED


def test_asked_twice_to_stop_it_waits_for_nobody_but_the_database() -> None:
    rig = Rig(part("postgres", may_kill=False, stop_s=60), part("web", stop_s=3600))
    rig.step()
    rig.children[1].obeys = False
    rig.supervisor.stop()
    rig.step()
    rig.supervisor.stop()
    for _ in range(5):
        rig.step()
    assert rig.supervisor.stopped
    assert [child.code for child in rig.children] == [0, -9]


def test_the_media_server_is_asked_a_second_time() -> None:
    rig = Rig(part("media", stop_s=8, insist_s=1))
    rig.step()
    rig.children[0].obeys = False
    rig.supervisor.stop()
    rig.step()
    rig.step(after_s=0.5)
    assert rig.children[0].heard == [signal.SIGTERM]
    rig.children[0].obeys = True
    rig.step(after_s=0.6)
    rig.step()
    assert (rig.children[0].heard, rig.supervisor.stopped) == ([signal.SIGTERM] * 2, True)


def test_a_stop_in_the_middle_of_a_start_starts_nothing_more() -> None:
    rig = Rig(part("postgres", is_ready=lambda: False), part("web"))
    rig.step()
    stop(rig)
    assert (rig.supervisor.stopped, len(rig.children)) == (True, 1)
    assert rig.states()["web"] is host.PartState.STOPPED


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="one name"):
        Rig(part("web"), part("web"))


@pytest.mark.parametrize("state", list(host.PartState))
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_state_has_its_words(state: host.PartState, language: str) -> None:
    line = host.PartStatus("web", state, deaths=2).told(language)
    assert line.startswith("web")
    assert "part." not in line
