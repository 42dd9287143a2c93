"""What runs on a node: PostgreSQL, the supervisor, the media server, the self-check.

Invariant: everything starts and stops cleanly, whatever was killed before, and nothing outside its own folders changes.
"""

from huizhen.host.binaries import Binaries, find_binaries
from huizhen.host.checks import Check, Machine, Verdict, self_check
from huizhen.host.cluster import Cluster, Urls, claimed, ensure_init, urls
from huizhen.host.media import (
    MediaKeys,
    MediaPlan,
    MediaPorts,
    choose_ports,
    find_media_server,
    is_media_ready,
    make_keys,
    media_launch,
    media_part,
    one_machine_plan,
    write_media,
)
from huizhen.host.paths import (
    Account,
    cache_folder,
    data_folder,
    is_root,
    make_passage,
    make_private,
    service_account,
    write_private,
)
from huizhen.host.ports import free_port, is_free
from huizhen.host.postgres import (
    Server,
    clear_the_way,
    is_ready,
    postgres_part,
    provision,
    running,
    start_server,
    temporary_cluster,
)
from huizhen.host.refusals import HostRefusal
from huizhen.host.spawn import Child, Launch, minimal_env, start_child
from huizhen.host.supervisor import Part, PartState, PartStatus, Supervisor

__all__ = [
    "Account",
    "Binaries",
    "Check",
    "Child",
    "Cluster",
    "HostRefusal",
    "Launch",
    "Machine",
    "MediaKeys",
    "MediaPlan",
    "MediaPorts",
    "Part",
    "PartState",
    "PartStatus",
    "Server",
    "Supervisor",
    "Urls",
    "Verdict",
    "cache_folder",
    "choose_ports",
    "claimed",
    "clear_the_way",
    "data_folder",
    "ensure_init",
    "find_binaries",
    "find_media_server",
    "free_port",
    "is_free",
    "is_media_ready",
    "is_ready",
    "is_root",
    "make_keys",
    "make_passage",
    "make_private",
    "media_launch",
    "media_part",
    "minimal_env",
    "one_machine_plan",
    "postgres_part",
    "provision",
    "running",
    "self_check",
    "service_account",
    "start_child",
    "start_server",
    "temporary_cluster",
    "urls",
    "write_media",
    "write_private",
]
