"""A PostgreSQL cluster of ours: where it lies, how it is made, what is written into its configuration.

Invariant: reachable by a Unix socket with SCRAM passwords only, and no log line holds a value of a statement.
Source: security.md §9.3-5, stack.md §4, decisions D8 and D9.
"""

import fcntl
import json
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote

from psycopg.conninfo import make_conninfo

from huizhen.host.binaries import Binaries
from huizhen.host.paths import (
    Account,
    is_root,
    make_passage,
    make_private,
    require_private,
    require_reachable,
    write_private,
)
from huizhen.host.refusals import HostRefusal
from huizhen.host.spawn import run

OWNER_ROLE: Final = "huizhen_owner"
APP_ROLE: Final = "huizhen_app"
DATABASE: Final = "huizhen"
PORT: Final = 5432  # names the socket file; nothing listens on a network
SOCKET_BYTES_MAX: Final = 107  # sun_path of unix(7) less its end mark
PASSWORD_BYTES: Final = 32
BUILTIN_LOCALE_SINCE: Final = 17

HBA: Final = f"""\
# Written by huizhen at each start. Unix socket and password only.
# TYPE  DATABASE     USER          METHOD
local   all          {OWNER_ROLE}  scram-sha-256
local   all          {APP_ROLE}    scram-sha-256
local   replication  {OWNER_ROLE}  scram-sha-256
"""

CONFIGURATION: Final = """\
# Written by huizhen at each start; changes here are lost.
listen_addresses = ''
unix_socket_directories = '{socket_dir}'
unix_socket_permissions = 0700
port = {port}
max_connections = {connections_max}
password_encryption = 'scram-sha-256'

shared_buffers = '{shared_buffers_mb}MB'
max_wal_size = '1GB'
fsync = {durable}
full_page_writes = {durable}
# After a kill: one call for the file system instead of one for each of a thousand files (2.4 s against 0.2 to 1.4 s).
recovery_init_sync_method = syncfs

timezone = 'UTC'
log_timezone = 'UTC'
datestyle = 'iso, ymd'
lc_messages = 'C'
default_text_search_config = 'pg_catalog.simple'
jit = off

# No statement, parameter or value in a log: CONTEXT, DETAIL and the text of an error quote them.
# The level 'log' stands above ERROR: starts, stops and refused sign-ins are told, errors go to the client alone.
log_destination = 'stderr'
logging_collector = off
log_line_prefix = '%m [%p] '
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_statement = none
log_duration = off
log_min_duration_statement = -1
log_min_duration_sample = -1
log_transaction_sample_rate = 0
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_lock_waits = off
log_temp_files = -1
log_autovacuum_min_duration = -1
debug_print_parse = off
debug_print_plan = off
debug_print_rewritten = off
"""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The plan of one cluster. Passwords and lock lie beside the data folder, outside what the account owns."""

    data_dir: Path
    socket_dir: Path
    binaries: Binaries
    account: Account | None
    durable: bool = True  # False: tests only
    shared_buffers_mb: int = 128
    connections_max: int = 100
    log: Path | None = None

    @property
    def passwords_file(self) -> Path:
        """Read by the application's own user only."""
        return self.data_dir.with_name(f"{self.data_dir.name}.passwords.json")

    @property
    def claim_file(self) -> Path:
        """Locked while somebody runs this cluster."""
        return self.data_dir.with_name(f"{self.data_dir.name}.claim")

    @property
    def socket(self) -> Path:
        """The file that clients connect to."""
        return self.socket_dir / f".s.PGSQL.{PORT}"

    @property
    def exists(self) -> bool:
        """Whether it has been made."""
        return (self.data_dir / "PG_VERSION").is_file()


@dataclass(frozen=True, slots=True)
class Urls:
    """How to reach the cluster, SQLAlchemy style: `app` for the product (no DDL), `owner` for migrations."""

    app: str = field(repr=False)
    owner: str = field(repr=False)
    socket_dir: Path
    app_password: str = field(repr=False)
    owner_password: str = field(repr=False)

    def conninfo(self, *, owner: bool = False, database: str = DATABASE) -> str:
        """What `psycopg.connect` takes."""
        return make_conninfo(
            user=OWNER_ROLE if owner else APP_ROLE,
            password=self.owner_password if owner else self.app_password,
            host=str(self.socket_dir),
            port=PORT,
            dbname=database,
        )


@contextmanager
def claimed(cluster: Cluster) -> Iterator[None]:
    """Hold the cluster for this process: only its holder may judge a running server to be left over."""
    make_passage(cluster.data_dir.parent)
    handle = os.open(cluster.claim_file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise HostRefusal("claimed", folder=cluster.data_dir) from error
        yield
    finally:
        os.close(handle)


def urls(cluster: Cluster) -> Urls:
    """The addresses of an existing cluster, from its passwords file."""
    try:
        kept = json.loads(cluster.passwords_file.read_text("utf-8"))
    except (FileNotFoundError, PermissionError) as error:
        raise HostRefusal("no-passwords", file=cluster.passwords_file) from error
    place = quote(str(cluster.socket_dir), safe="/")
    return Urls(
        app=f"postgresql+psycopg://{APP_ROLE}:{kept[APP_ROLE]}@/{DATABASE}?host={place}",
        owner=f"postgresql+psycopg://{OWNER_ROLE}:{kept[OWNER_ROLE]}@/{DATABASE}?host={place}",
        socket_dir=cluster.socket_dir,
        app_password=kept[APP_ROLE],
        owner_password=kept[OWNER_ROLE],
    )


def ensure_init(cluster: Cluster) -> bool:
    """Make the cluster if there is none, then write its configuration. True when it was made. Needs `claimed`."""
    if is_root() and cluster.account is None:
        raise HostRefusal("account-is-root", account="root")
    _check_socket_path(cluster)
    make_private(cluster.socket_dir, cluster.account)
    require_reachable(cluster.data_dir.parent, cluster.account)
    if cluster.data_dir.exists():
        require_private(cluster.data_dir, cluster.account)
    made = not cluster.exists
    if made:
        _init(cluster)
    kept = (cluster.data_dir / "PG_VERSION").read_text("ascii").strip()
    if kept != str(cluster.binaries.major):
        raise HostRefusal("other-version", folder=cluster.data_dir, kept=kept, found=cluster.binaries.major)
    urls(cluster)  # without the passwords nobody could connect: say so before anything starts
    configure(cluster, cluster.data_dir)
    return made


def _check_socket_path(cluster: Cluster) -> None:
    length = len(os.fsencode(cluster.socket))
    if length > SOCKET_BYTES_MAX:
        raise HostRefusal("socket-path-too-long", path=cluster.socket, length=length, limit=SOCKET_BYTES_MAX)


def _init(cluster: Cluster) -> None:
    """Made in a draft folder that is renamed when complete: a kill half-way leaves no half cluster."""
    parent = cluster.data_dir.parent
    if cluster.data_dir.exists() and any(cluster.data_dir.iterdir()):
        raise HostRefusal("not-a-cluster", folder=cluster.data_dir)
    passwords = _keep_passwords(cluster)
    draft = parent / f"{cluster.data_dir.name}.draft"
    if draft.exists() and stat.S_ISDIR(draft.lstat().st_mode):
        shutil.rmtree(draft)  # of a start that was killed; the claim is ours
    make_private(draft, cluster.account)
    password_file = cluster.socket_dir / "initdb.password"
    try:
        write_private(password_file, passwords[OWNER_ROLE] + "\n", cluster.account)
        done = run(_initdb_argv(cluster, draft, password_file), cluster.account)
    finally:
        password_file.unlink(missing_ok=True)
    if done.returncode != 0:
        raise HostRefusal(
            "initdb-failed",
            folder=cluster.data_dir,
            exit_code=done.returncode,
            text=done.stderr.strip()[-600:],
        )
    configure(cluster, draft)
    draft.rename(cluster.data_dir)


def _initdb_argv(cluster: Cluster, draft: Path, password_file: Path) -> list[str]:
    argv = [cluster.binaries.program("initdb"), "-D", str(draft), "-U", OWNER_ROLE, "-E", "UTF8"]
    argv += ["--auth=scram-sha-256", f"--pwfile={password_file}", "--data-checksums", "--no-instructions"]
    # Names are sorted in the process: the database needs one stable order, not a language's.
    if cluster.binaries.major >= BUILTIN_LOCALE_SINCE:
        argv += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
    else:
        argv += ["--locale-provider=libc", "--locale=C.UTF-8"]
    return argv if cluster.durable else [*argv, "--no-sync"]


def _keep_passwords(cluster: Cluster) -> dict[str, str]:
    """Passwords are written before the cluster: one that was kept by a killed start is used again."""
    if cluster.passwords_file.exists():
        kept: dict[str, str] = json.loads(cluster.passwords_file.read_text("utf-8"))
        return kept
    made = {role: secrets.token_urlsafe(PASSWORD_BYTES) for role in (OWNER_ROLE, APP_ROLE)}
    write_private(cluster.passwords_file, json.dumps(made), None)
    return made


def configure(cluster: Cluster, folder: Path) -> None:
    """Write both configuration files; what initdb or anybody else wrote there is gone."""
    text = CONFIGURATION.format(
        socket_dir=str(cluster.socket_dir).replace("'", "''"),
        port=PORT,
        connections_max=cluster.connections_max,
        shared_buffers_mb=cluster.shared_buffers_mb,
        durable="on" if cluster.durable else "off",
    )
    write_private(folder / "postgresql.conf", text, cluster.account)
    write_private(folder / "pg_hba.conf", HBA, cluster.account)
    automatic = folder / "postgresql.auto.conf"  # ALTER SYSTEM would win over ours
    if automatic.exists() and not automatic.is_symlink() and automatic.stat().st_size:
        write_private(automatic, "", cluster.account)
