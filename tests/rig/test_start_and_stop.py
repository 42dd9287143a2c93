"""The command as its owner meets it: started again, stopped, killed, on a taken port, without a media server."""

import pytest

from tests.rig.conftest import Start
from tests.rig.node import ENDED_S, wait_until

pytestmark = pytest.mark.rig
SECOND_START_S = 10  # the goal, on a machine that does nothing else
SECOND_START_S_MAX = 30
WITHOUT_MEDIA = "未找到媒体服务器：会诊室将无法接通音视频，其余功能正常"


def test_the_second_start_is_quick_and_ctrl_c_ends_every_child(start: Start) -> None:
    node = start().is_up()
    print(f"second start: {node.answers_after_s:.1f} s (goal {SECOND_START_S} s)")  # noqa: T201 - a figure
    assert node.answers_after_s < SECOND_START_S_MAX

    def all_of_it_runs() -> bool:
        """The worker starts after the page answers, and a process that is just becoming one shows nothing yet."""
        parts = {node.pid_of(part) for part in ("postgres", "web", "worker")}
        return parts < node.left().keys()

    wait_until(all_of_it_runs, seconds=ENDED_S)
    assert len(node.left()) > 6, "the supervisor, its parts, PostgreSQL's helpers"
    assert node.stop() == 0, node.told[-20:]
    assert node.left() == {}
    stopped = [line.split()[-1] for line in node.told if line.endswith("：已停止")]
    assert not any("part.changed" in line for line in node.told), "sentences, no log of ours beside them"
    assert [each for each in stopped if not each.startswith("media")] == [
        "worker：已停止",
        "web：已停止",
        "postgres：已停止",
    ]
    log = (node.data_dir / "logs" / "postgresql.log").read_text()
    assert log.rstrip().endswith("database system is shut down"), "not killed: it wrote its last checkpoint"


def test_a_supervisor_that_is_killed_leaves_nothing_running(start: Start) -> None:
    node = start().is_up()
    assert len(node.left()) > 6
    node.kill()
    took_s = wait_until(lambda: not node.left(), seconds=ENDED_S)
    print(f"after kill -9 of the supervisor nothing is left after {took_s:.1f} s")  # noqa: T201 - a figure
    again = start().is_up()
    assert again.sign_in("zhoumin").get("/visits").status == 200
    assert again.stop() == 0


def test_a_taken_port_gives_way_and_a_missing_media_server_is_told(
    start: Start, taken_port: int, without_media: dict[str, str]
) -> None:
    node = start({"HUIZHEN_PORT": str(taken_port), **without_media}).is_up()
    assert taken_port < node.port < taken_port + 200
    assert any(f"http://linhaifeng.hq.huizhen.localhost:{node.port}/" in line for line in node.told)
    assert not any(f"localhost:{taken_port}/" in line for line in node.told)
    assert any(WITHOUT_MEDIA in line for line in node.told)
    assert not any("media：" in line for line in node.told), "no part that could not run"
    physician = node.sign_in("linhaifeng")
    arrivals = physician.get("/visits").json()["arrivals"]
    assert arrivals
    assert physician.get(f"/patients/{arrivals[0]['patient_id']}/timeline").json()["entries"]
    assert physician.get("/consultations").status == 200
    assert node.stop() == 0
    assert node.left() == {}
