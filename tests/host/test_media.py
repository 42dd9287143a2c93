"""The media server: what it is told, what is refused, and that the real one takes it."""

import json
import os
import re
import socket
import stat
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from huizhen import host
from huizhen.host import media, ports

PUBLIC_STUN = re.compile(r"google|twilio|livekit\.(io|cloud)")


@pytest.fixture
def plan(folder: Path, account: host.Account | None) -> host.MediaPlan:
    return host.one_machine_plan(
        Path("/nowhere/livekit-server"),
        folder / "media",
        account=account,
        webhook_urls=("http://127.0.0.1:8600/hook",),
        log=folder / "media.log",
    )


def told(plan: host.MediaPlan) -> dict[str, object]:
    read: dict[str, object] = json.loads(host.write_media(plan).read_text())
    return read


def test_signalling_stays_on_loopback_and_no_stranger_is_named(plan: host.MediaPlan) -> None:
    configuration = told(plan)
    assert configuration["bind_addresses"] == ["127.0.0.1"]
    assert plan.url == f"http://127.0.0.1:{plan.ports.signalling}"
    text = json.dumps(configuration)
    assert not PUBLIC_STUN.search(text)
    assert media.UNREACHABLE_STUN in text


def test_traps_of_the_defaults_are_all_written_down(plan: host.MediaPlan) -> None:
    rtc = media.configuration(plan)["rtc"]
    assert rtc["congestion_control"] == {"enabled": True, "allow_pause": True}
    assert (rtc["use_external_ip"], rtc["node_ip"], rtc["enable_loopback_candidate"]) == (
        False,
        "127.0.0.1",
        False,
    )
    assert media.configuration(plan)["room"]["auto_create"] is False


def test_an_empty_stun_list_is_refused(plan: host.MediaPlan) -> None:
    for empty in ((), ("",)):
        with pytest.raises(host.HostRefusal) as refused:
            host.write_media(replace(plan, stun=empty))
        assert refused.value.code == "media-without-stun"
    assert not plan.folder.exists()


def test_a_short_secret_is_refused(plan: host.MediaPlan) -> None:
    with pytest.raises(host.HostRefusal) as refused:
        host.write_media(replace(plan, keys=host.MediaKeys("key", "x" * 31)))
    assert refused.value.code == "media-secret-short"


def test_two_equal_ports_are_refused(plan: host.MediaPlan) -> None:
    with pytest.raises(host.HostRefusal) as refused:
        host.write_media(replace(plan, ports=host.MediaPorts(7880, 7880, 7882)))
    assert refused.value.code == "media-ports-equal"


def test_keys_are_fresh_long_and_readable_by_the_server_alone(
    plan: host.MediaPlan, account: host.Account | None
) -> None:
    host.write_media(plan)
    key_file = plan.folder / "livekit.keys"
    info = key_file.stat()
    assert stat.S_IMODE(info.st_mode) == 0o600
    assert info.st_uid == (account.uid if account else os.geteuid())
    assert json.loads(key_file.read_text()) == {plan.keys.key: plan.keys.secret}
    assert len(plan.keys.secret) >= media.SECRET_CHARS_MIN
    assert host.make_keys() != host.make_keys()
    assert plan.keys.secret not in repr(plan)
    assert plan.keys.secret not in (plan.folder / "livekit.yaml").read_text()


def test_the_webhook_names_a_key_that_the_server_has(plan: host.MediaPlan) -> None:
    assert media.configuration(plan)["webhook"]["api_key"] == plan.keys.key
    assert "webhook" not in media.configuration(replace(plan, webhook_urls=()))


def test_a_taken_port_moves_to_the_next(plan: host.MediaPlan) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        taken = held.getsockname()[1]
        chosen = host.choose_ports(near=host.MediaPorts(taken, taken + 1, taken + 2))
    assert chosen.signalling != taken
    assert chosen.signalling != chosen.tcp


def test_the_program_is_looked_for_in_three_places(folder: Path, account: host.Account | None) -> None:
    def find(**changes: object) -> Path | None:
        places = {
            "configured": None,
            "cache": folder / "cache",
            "account": account,
            "search_path": str(folder / "bin"),
        }
        return host.find_media_server(**(places | changes))  # type: ignore[arg-type] # a test names what it changes

    def program(path: Path) -> Path:
        path.parent.mkdir(parents=True)
        path.write_text("#!/bin/sh\n")
        for each in (path, path.parent):
            each.chmod(0o755)
        return path

    assert find() is None
    built = program(folder / "cache" / "livekit" / "livekit-server")
    for each in (folder / "cache", folder / "cache" / "livekit"):
        each.chmod(0o755)
    assert find() == built
    on_path = program(folder / "bin" / "livekit-server")
    assert find() == on_path
    asked = program(folder / "asked" / "livekit-server")
    assert find(configured=asked) == asked
    with pytest.raises(host.HostRefusal):
        find(configured=folder / "missing")


def real_plan(folder: Path, account: host.Account | None) -> host.MediaPlan:
    cache = host.cache_folder(os.environ, root=host.is_root())
    configured = os.environ.get("HUIZHEN_LIVEKIT_BIN")
    program = host.find_media_server(
        configured=Path(configured) if configured else None, cache=cache, account=account
    )
    if program is None:
        pytest.skip("media server not built")
    return host.one_machine_plan(program, folder / "media", account=account, log=folder / "media.log")


def wait_until(happened: Callable[[], bool], *, seconds: float = 20.0) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)


@pytest.mark.media
def test_the_real_server_takes_the_configuration_and_stops_when_asked(
    folder: Path, account: host.Account | None
) -> None:
    plan = real_plan(folder, account)
    told_states: list[host.PartStatus] = []
    supervisor = host.Supervisor((host.media_part(plan),), tell=told_states.append)

    def stands(state: host.PartState) -> bool:
        supervisor.step()
        return supervisor.status()[0].state is state

    try:
        wait_until(lambda: stands(host.PartState.READY))
        pid = supervisor.status()[0].process_id
        listening = [each for each in ports.listeners() if each.port == plan.ports.signalling]
        assert listening == [ports.Listener("127.0.0.1", plan.ports.signalling, public=False)]
        assert Path(f"/proc/{pid}/environ").read_bytes().count(b"LIVEKIT") == 0
        if account:
            assert Path(f"/proc/{pid}").stat().st_uid == account.uid
    finally:
        supervisor.stop()
        wait_until(lambda: stands(host.PartState.STOPPED))
    assert supervisor.status()[0].exit_code == 0, "it ended by itself"
    assert host.is_media_ready(plan) is False


@pytest.mark.media
def test_the_real_server_refuses_a_key_that_it_does_not_know(
    folder: Path, account: host.Account | None
) -> None:
    plan = real_plan(folder, account)
    path = host.write_media(plan)
    path.write_text(json.dumps({**media.configuration(plan), "no_such_setting": 1}))
    child = host.start_child(host.media_launch(plan))
    child.process.wait(20)
    assert plan.log is not None
    assert "no_such_setting" in plan.log.read_text()


@pytest.mark.media
def test_a_killed_media_server_is_back_with_the_same_keys(folder: Path, account: host.Account | None) -> None:
    plan = real_plan(folder, account)
    supervisor = host.Supervisor((host.media_part(plan),), tell=lambda _: None)

    def is_ready() -> bool:
        supervisor.step()
        return supervisor.status()[0].state is host.PartState.READY

    try:
        wait_until(is_ready)
        first = supervisor.status()[0].process_id
        assert first is not None
        subprocess.run(["/bin/kill", "-9", str(first)], check=True)
        wait_until(lambda: is_ready() and supervisor.status()[0].process_id != first)
        assert json.loads((plan.folder / "livekit.keys").read_text()) == {plan.keys.key: plan.keys.secret}
    finally:
        supervisor.stop()

        def is_over() -> bool:
            supervisor.step()
            return supervisor.stopped

        wait_until(is_over)
