"""Ports: the wanted one, else the next; and what faces the network."""

import socket
from pathlib import Path

import pytest

from huizhen import host
from huizhen.host import ports


def listening(host_name: str = "127.0.0.1") -> socket.socket:
    held = socket.socket()
    held.bind((host_name, 0))
    held.listen()
    return held


def test_a_free_port_is_taken_as_wanted() -> None:
    with listening() as held:
        port = held.getsockname()[1]
    assert host.free_port(port) == port


def test_a_taken_port_gives_the_next_free_one() -> None:
    with listening() as held:
        port = held.getsockname()[1]
        found = host.free_port(port)
        assert found > port
        assert host.is_free(found)


def test_a_port_promised_to_another_part_is_passed_over() -> None:
    with listening() as held:
        port = held.getsockname()[1]
    assert host.free_port(port, taken=(port,)) > port


def test_udp_and_tcp_ports_do_not_stand_in_each_others_way() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
        assert not host.is_free(port, udp=True)


def test_when_all_ports_are_taken_the_operator_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "is_free", lambda *_, **__: False)
    with pytest.raises(host.HostRefusal) as refused:
        host.free_port(8600)
    assert "8600" in refused.value.told("en")


def test_a_listener_on_loopback_is_not_public() -> None:
    with listening() as held:
        port = held.getsockname()[1]
        found = [each for each in ports.listeners() if each.port == port]
    assert found == [ports.Listener("127.0.0.1", port, public=False)]


@pytest.mark.parametrize(
    ("table", "line", "expected"),
    [
        ("tcp", "0: 00000000:1EC9 00000000:0000 0A 0", ports.Listener("0.0.0.0", 7881, public=True)),
        ("tcp6", f"0: {'0' * 32}:1EC9 {'0' * 32}:0000 0A 0", ports.Listener("::", 7881, public=True)),
        (
            "tcp6",
            f"0: {'0' * 24}01000000:1538 {'0' * 32}:0000 0A 0",
            ports.Listener("::1", 5432, public=False),
        ),
        (
            "tcp6",
            f"0: {'0' * 16}FFFF00000100007F:0050 {'0' * 32}:0000 0A 0",
            ports.Listener("127.0.0.1", 80, public=False),
        ),
    ],
)
def test_the_kernels_table_is_read_right(
    folder: Path, table: str, line: str, expected: ports.Listener
) -> None:
    (folder / table).write_text(f"header\n  {line}\n  1: 0100007F:0016 0100007F:9999 01 0\n")
    assert ports.listeners(folder) == [expected]
