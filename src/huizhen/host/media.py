"""The media server (LiveKit) as a part of the node: which program, which configuration, which keys.

Invariant: its configuration is made here and strict; signalling stays on loopback, nobody else's STUN server is ever
named to a client, and room, people and keys are opaque. Source: media.md §2-3 (T1, T1b, T1c, T5, T15), S20, D24.
"""

import http.client
import json
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from huizhen.host.paths import Account, first_unreachable, make_private, write_private
from huizhen.host.ports import EVERY_INTERFACE, LOOPBACK, free_port
from huizhen.host.refusals import HostRefusal
from huizhen.host.spawn import Launch, minimal_env
from huizhen.host.supervisor import Part

PROGRAM: Final = "livekit-server"
SIGNALLING_PORT: Final = 7880
TCP_PORT: Final = 7881
UDP_PORT: Final = 7882
SECRET_CHARS_MIN: Final = 32
SECRET_BYTES: Final = 32
KEY_BYTES: Final = 9
PARTICIPANTS_MAX: Final = 16
VIDEO_SUBSCRIPTIONS_MAX: Final = 12
AUDIO_SUBSCRIPTIONS_MAX: Final = 16
EMPTY_ROOM_S: Final = 300
LEFT_ROOM_S: Final = 20
TCP_FALLBACK_RTT_MS: Final = 200
HEALTH_S_MAX: Final = 0.8
STOP_S: Final = 8.0
# The first signal waits for people to leave, and is lost within 0.1 s of the start; the second one ends at once and
# tells the clients.
INSIST_S: Final = 1.0
# RFC 6761: a name under `.invalid` never resolves. Nothing of ours answers STUN on a single machine, and a list that
# is empty would make the server name other people's (T1).
UNREACHABLE_STUN: Final = "stun.huizhen.invalid:3478"


@dataclass(frozen=True, slots=True)
class MediaKeys:
    """The API key and its secret; tickets are signed with it."""

    key: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class MediaPorts:
    """Signalling is bound to loopback; the other two face the clients."""

    signalling: int
    tcp: int
    udp: int


@dataclass(frozen=True, slots=True)
class MediaPlan:
    """Everything that one media server needs. `stun` is our own list; `interfaces` empty means all of them."""

    program: Path
    folder: Path
    keys: MediaKeys
    ports: MediaPorts
    node_ip: str
    stun: tuple[str, ...]
    account: Account | None = None
    interfaces: tuple[str, ...] = ()
    webhook_urls: tuple[str, ...] = ()
    log: Path | None = None

    @property
    def url(self) -> str:
        """Where our own process reaches API and signalling; never given to a browser (D24)."""
        return f"http://{LOOPBACK}:{self.ports.signalling}"


def find_media_server(
    *, configured: Path | None, cache: Path, account: Account | None, search_path: str | None = None
) -> Path | None:
    """HUIZHEN_LIVEKIT_BIN, PATH, the one that was built; None: rooms open without sound and picture, and say so."""
    if configured is not None:
        if not configured.is_file():
            raise HostRefusal("no-program", program=configured.name, folder=configured.parent)
        return configured
    on_path = shutil.which(PROGRAM, path=search_path)
    for found in (Path(on_path) if on_path else None, cache / "livekit" / PROGRAM):
        if found is not None and found.is_file() and first_unreachable(found, account) is None:
            return found
    return None


def make_keys() -> MediaKeys:
    """A fresh pair. The server reads its keys at start only (T1j), so a node gets one a start."""
    return MediaKeys("hz" + secrets.token_hex(KEY_BYTES), secrets.token_urlsafe(SECRET_BYTES))


def choose_ports(*, near: MediaPorts | None = None) -> MediaPorts:
    """The usual three, or the next free ones."""
    wanted = near or MediaPorts(SIGNALLING_PORT, TCP_PORT, UDP_PORT)
    signalling = free_port(wanted.signalling)
    tcp = free_port(wanted.tcp, host=EVERY_INTERFACE, taken=(signalling,))
    udp = free_port(wanted.udp, host=EVERY_INTERFACE, udp=True)
    return MediaPorts(signalling, tcp, udp)


def one_machine_plan(
    program: Path,
    folder: Path,
    *,
    account: Account | None,
    webhook_urls: tuple[str, ...] = (),
    log: Path | None = None,
) -> MediaPlan:
    """The media server of a demo or a test: everybody is on this machine (S20)."""
    return MediaPlan(
        program=program,
        folder=folder,
        keys=make_keys(),
        ports=choose_ports(),
        node_ip=LOOPBACK,
        stun=(UNREACHABLE_STUN,),
        account=account,
        webhook_urls=webhook_urls,
        log=log,
    )


def configuration(plan: MediaPlan) -> dict[str, Any]:
    """What the server is told. It refuses unknown keys, and so do we refuse what it would only log."""
    if not plan.stun or not all(plan.stun):
        raise HostRefusal("media-without-stun")
    if len(plan.keys.secret) < SECRET_CHARS_MIN:
        raise HostRefusal("media-secret-short", limit=SECRET_CHARS_MIN)
    if plan.ports.signalling == plan.ports.tcp:
        raise HostRefusal("media-ports-equal", port=plan.ports.tcp)
    rtc: dict[str, Any] = {
        "udp_port": plan.ports.udp,
        "tcp_port": plan.ports.tcp,
        "use_external_ip": False,
        "node_ip": plan.node_ip,
        "stun_servers": list(plan.stun),
        "enable_loopback_candidate": False,
        "congestion_control": {"enabled": True, "allow_pause": True},
        "tcp_fallback_rtt_threshold": TCP_FALLBACK_RTT_MS,
        "allow_udp_unstable_fallback": True,
    }
    if plan.interfaces:
        rtc["interfaces"] = {"includes": list(plan.interfaces)}
    told: dict[str, Any] = {
        "port": plan.ports.signalling,
        "bind_addresses": [LOOPBACK],
        "key_file": str(plan.folder / "livekit.keys"),
        "rtc": rtc,
        "room": {
            "auto_create": False,
            "max_participants": PARTICIPANTS_MAX,
            "empty_timeout": EMPTY_ROOM_S,
            "departure_timeout": LEFT_ROOM_S,
        },
        "limit": {
            "subscription_limit_video": VIDEO_SUBSCRIPTIONS_MAX,
            "subscription_limit_audio": AUDIO_SUBSCRIPTIONS_MAX,
        },
        "logging": {"json": True, "level": "warn"},
    }
    if plan.webhook_urls:
        # The key must stand in the key file, else the server ends with a misleading text: it is the only one we have.
        told["webhook"] = {"api_key": plan.keys.key, "urls": list(plan.webhook_urls)}
    return told


def write_media(plan: MediaPlan) -> Path:
    """Write configuration and key file into the server's own folder; the path of the configuration.

    JSON is YAML (YAML 1.2 §1.3), and quotes everything right.
    """
    told = configuration(plan)
    make_private(plan.folder, plan.account)
    keys: Mapping[str, str] = {plan.keys.key: plan.keys.secret}
    write_private(plan.folder / "livekit.keys", json.dumps(keys) + "\n", plan.account)
    path = plan.folder / "livekit.yaml"
    write_private(path, json.dumps(told, indent=2) + "\n", plan.account)
    return path


def media_launch(plan: MediaPlan) -> Launch:
    """How the server is run. Its environment is bare: LIVEKIT_* variables would win over the file."""
    return Launch(
        argv=(str(plan.program), "--config", str(plan.folder / "livekit.yaml")),
        env=minimal_env(home=plan.folder),
        account=plan.account,
        log=plan.log,
    )


def is_media_ready(plan: MediaPlan) -> bool:
    """`GET /` answers 200; the only health check that needs no key (T1h)."""
    connection = http.client.HTTPConnection(LOOPBACK, plan.ports.signalling, timeout=HEALTH_S_MAX)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def media_part(plan: MediaPlan) -> Part:
    """The media server under the supervisor; its files are written again before each start."""

    def prepare() -> None:
        write_media(plan)

    return Part(
        name="media",
        launch=media_launch(plan),
        prepare=prepare,
        is_ready=lambda: is_media_ready(plan),
        stop_s=STOP_S,
        insist_s=INSIST_S,
    )
