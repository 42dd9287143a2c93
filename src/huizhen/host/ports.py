"""Ports of a node: the wanted one, else the next that is free.

Invariant: a port is chosen by binding it, the only proof; whoever takes it between choice and use is met by a restart.
"""

import errno
import socket
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from huizhen.host.refusals import HostRefusal

TRIES_MAX: Final = 200
PORT_MAX: Final = 65535
LOOPBACK: Final = "127.0.0.1"
EVERY_INTERFACE: Final = "0.0.0.0"  # noqa: S104 - media ports face the clients
LISTEN_STATE: Final = "0A"
TABLES: Final = ("tcp", "tcp6")


class Listener(NamedTuple):
    """A listening TCP socket of this machine."""

    address: str
    port: int
    public: bool


def is_free(port: int, *, host: str = LOOPBACK, udp: bool = False) -> bool:
    """Whether this port can be bound now."""
    kind = socket.SOCK_DGRAM if udp else socket.SOCK_STREAM
    with socket.socket(socket.AF_INET, kind) as probe:
        if not udp:
            # Connections of the last run in TIME_WAIT are no obstacle to a server.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno in {errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL}:
                return False
            raise
    return True


def free_port(wanted: int, *, host: str = LOOPBACK, udp: bool = False, taken: Iterable[int] = ()) -> int:
    """`wanted`, or the next free one above it that is not in `taken`."""
    refused = frozenset(taken)
    for port in range(wanted, min(wanted + TRIES_MAX, PORT_MAX + 1)):
        if port not in refused and is_free(port, host=host, udp=udp):
            return port
    raise HostRefusal("no-free-port", port=wanted, last=min(wanted + TRIES_MAX - 1, PORT_MAX))


def listeners(proc: Path = Path("/proc/net")) -> list[Listener]:
    """What listens on TCP in this network namespace, by address and port."""
    found = set()
    for name in TABLES:
        table = proc / name
        if not table.exists():
            continue
        for line in table.read_text("ascii").splitlines()[1:]:
            columns = line.split()
            if columns[3] == LISTEN_STATE:
                address, _, port = columns[1].partition(":")
                shown = _address(address)
                found.add(Listener(shown, int(port, 16), not (shown.startswith("127.") or shown == "::1")))
    return sorted(found, key=lambda each: (each.port, each.address))


def _address(text: str) -> str:
    """The kernel prints 32-bit words in the byte order of the machine (proc_net_tcp)."""
    words = [bytes.fromhex(text[start : start + 8])[::-1] for start in range(0, len(text), 8)]
    family = socket.AF_INET if len(words) == 1 else socket.AF_INET6
    shown = socket.inet_ntop(family, b"".join(words))
    return shown.removeprefix("::ffff:")
