"""Starts, watches over and stops PostgreSQL, whatever was killed before.

Invariant: `postgres` itself is our child (never pg_ctl), it is stopped by SIGINT and never by SIGKILL, and a process
is signalled only if it is a `postgres` that works in our data folder while the claim is ours.
Source: stack.md §4 rules 2 and 5, security.md §9.6.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg
import structlog
from psycopg import sql

from huizhen.host.binaries import find_binaries
from huizhen.host.cluster import APP_ROLE, DATABASE, OWNER_ROLE, Cluster, Urls, claimed, ensure_init, urls
from huizhen.host.paths import PASSAGE_MODE, cache_folder, is_root, service_account
from huizhen.host.refusals import HostRefusal
from huizhen.host.spawn import Launch, minimal_env, start
from huizhen.host.supervisor import Part

log = structlog.get_logger()

STOP_S_MAX: Final = 60.0
START_S_MAX: Final = 60.0
START_TRIES_MAX: Final = 8
RESTART_S_MAX: Final = 1.0  # a database that is killed again and again is back within seconds all the same
BACK_OFF_S: Final = 0.2
BACK_OFF_S_MAX: Final = 5.0
ORPHANS_S_MAX: Final = 0.5
POLL_S: Final = 0.02
CONNECT_S_MAX: Final = 2
STATUS_LINE: Final = 7


@dataclass(frozen=True, slots=True)
class Server:
    """A running postmaster that is our child."""

    cluster: Cluster
    process: subprocess.Popen[bytes]

    @property
    def pid(self) -> int:
        """Its process id."""
        return self.process.pid

    def stop(self, *, wait_s: float = STOP_S_MAX) -> None:
        """Fast shutdown: sessions are ended, everything is on disk. A server that does not end is named, not killed."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(wait_s)
        except subprocess.TimeoutExpired as error:
            raise HostRefusal("does-not-stop", process=self.pid, seconds=int(wait_s)) from error
        log.info("postgres.stopped", process_id=self.pid, exit_code=self.process.returncode)


def postgres_launch(cluster: Cluster) -> Launch:
    """How the postmaster is run. When its parent dies it makes a fast shutdown."""
    return Launch(
        argv=(cluster.binaries.program("postgres"), "-D", str(cluster.data_dir)),
        env=minimal_env(home=cluster.data_dir),
        account=cluster.account,
        death_signal=signal.SIGINT,
        log=cluster.log,
    )


def postgres_part(cluster: Cluster) -> Part:
    """PostgreSQL under the supervisor, whose caller holds `claimed` and has run `ensure_init`.

    Ready means provisioned; after a restart, that it accepts connections again.
    """
    provisioned = False

    def ready() -> bool:
        nonlocal provisioned
        if not is_ready(cluster):
            return False
        if not provisioned:
            provision(cluster)
            provisioned = True
        return True

    return Part(
        name="postgres",
        launch=postgres_launch(cluster),
        prepare=lambda: _prepare(cluster),
        is_ready=ready,
        required=True,
        stop_signal=signal.SIGINT,
        stop_s=STOP_S_MAX,
        may_kill=False,
        may_be_given_up=False,
        back_off_s_max=RESTART_S_MAX,
    )


def _prepare(cluster: Cluster) -> None:
    clear_the_way(cluster)


def start_server(cluster: Cluster, *, sleep: Callable[[float], None] = time.sleep) -> Server:
    """Clear the way, start, wait until it accepts connections; again with back-off if it ends. Needs `claimed`."""
    back_off_s = BACK_OFF_S
    for attempt in range(1, START_TRIES_MAX + 1):
        clear_the_way(cluster, sleep=sleep)
        process = start(postgres_launch(cluster))
        if _wait_until_ready(cluster, process, sleep):
            log.info(
                "postgres.started", process_id=process.pid, attempt=attempt, version=cluster.binaries.version
            )
            return Server(cluster, process)
        log.warning("postgres.ended", exit_code=process.returncode, attempt=attempt, delay_s=back_off_s)
        sleep(back_off_s)
        back_off_s = min(back_off_s * 2, BACK_OFF_S_MAX)
    raise HostRefusal("postgres-does-not-start", folder=cluster.data_dir, log=cluster.log or "stderr")


def _wait_until_ready(
    cluster: Cluster, process: subprocess.Popen[bytes], sleep: Callable[[float], None]
) -> bool:
    until = time.monotonic() + START_S_MAX
    while process.poll() is None:
        if is_ready(cluster):
            return True
        if time.monotonic() > until:
            Server(cluster, process).stop()
            raise HostRefusal("postgres-not-ready", seconds=int(START_S_MAX), log=cluster.log or "stderr")
        sleep(POLL_S)
    return False


def is_ready(cluster: Cluster) -> bool:
    """Whether it accepts connections. Its own word comes first: each try before that would fill its log."""
    if _lock_file_line(cluster, STATUS_LINE) != "ready":
        return False
    try:
        with _connect(cluster, "postgres"):
            return True
    except psycopg.OperationalError:
        return False


def _connect(cluster: Cluster, database: str) -> psycopg.Connection:
    address = urls(cluster).conninfo(owner=True, database=database)
    return psycopg.connect(address, connect_timeout=CONNECT_S_MAX, autocommit=True)


def provision(cluster: Cluster) -> Urls:
    """The application's role and the database, made if missing; may run at every start.

    `huizhen_app` gets no DDL: rows of tables that migrations make, nothing else. Migrations take away more.
    """
    known = urls(cluster)
    with _connect(cluster, "postgres") as connection:
        # Only the verifier of the password travels, so that no statement holds it.
        verifier = connection.pgconn.encrypt_password(
            known.app_password.encode(), APP_ROLE.encode(), b"scram-sha-256"
        )
        if connection.execute("select 1 from pg_roles where rolname = %s", (APP_ROLE,)).fetchone() is None:
            connection.execute(
                sql.SQL("create role {} login password {}").format(
                    sql.Identifier(APP_ROLE), sql.Literal(verifier.decode())
                )
            )
        if connection.execute("select 1 from pg_database where datname = %s", (DATABASE,)).fetchone() is None:
            connection.execute(
                sql.SQL("create database {} owner {}").format(
                    sql.Identifier(DATABASE), sql.Identifier(OWNER_ROLE)
                )
            )
    with _connect(cluster, DATABASE) as connection:
        for statement in _RIGHTS:
            connection.execute(statement)
    return known


_MADE_BY_OWNER: Final = f"alter default privileges for role {OWNER_ROLE} in schema public"
_RIGHTS: Final = (
    f"revoke all on database {DATABASE} from public",
    f"grant connect on database {DATABASE} to {APP_ROLE}",
    "revoke all on schema public from public",
    f"grant usage on schema public to {APP_ROLE}",
    f"{_MADE_BY_OWNER} grant select, insert, update, delete on tables to {APP_ROLE}",
    f"{_MADE_BY_OWNER} grant usage, select on sequences to {APP_ROLE}",
)


def clear_the_way(cluster: Cluster, *, sleep: Callable[[float], None] = time.sleep) -> tuple[int, ...]:
    """End what a killed start left in the data folder; the ids that were signalled. Needs `claimed`.

    An orphaned busy backend holds the shared memory, and every new postmaster would refuse to start for as long.
    """
    found = processes_in(cluster.data_dir)
    keeper = _lock_file_pid(cluster)
    for pid in found:
        _signal(pid, signal.SIGINT if pid == keeper else signal.SIGTERM)
    if found:
        log.warning("postgres.orphans_found", count=len(found))
    until = time.monotonic() + (STOP_S_MAX if keeper in found else ORPHANS_S_MAX)
    while (left := processes_in(cluster.data_dir)) and time.monotonic() < until:
        sleep(POLL_S)
    if not left:
        _remove_dead_lock_file(cluster, keeper)
    return found


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def processes_in(data_dir: Path) -> tuple[int, ...]:
    """The `postgres` processes that work in this folder. Which installation they come from does not matter:

    after an upgrade of the wheel the old programs lie elsewhere, or nowhere ("… (deleted)").
    """
    return tuple(
        pid
        for pid in _process_ids()
        if _works_in(pid, data_dir)
        and _link(pid, "exe").removesuffix(" (deleted)").rpartition("/")[2] == "postgres"
    )


def _process_ids() -> list[int]:
    return [
        int(each.name)
        for each in Path("/proc").iterdir()
        if each.name.isdecimal() and int(each.name) != os.getpid()
    ]


def _works_in(pid: int, folder: Path) -> bool:
    try:
        return Path(f"/proc/{pid}/cwd").samefile(folder)
    except OSError:  # ended meanwhile, a zombie, or not ours to look at
        return False


def _link(pid: int, name: str) -> str:
    try:
        return str(Path(f"/proc/{pid}/{name}").readlink())
    except OSError:
        return ""


def _holds_open(pid: int, folder: Path) -> bool:
    inside = f"{folder.resolve()}/"
    try:
        handles = [each.name for each in Path(f"/proc/{pid}/fd").iterdir()]
    except OSError:
        return False
    return any(_link(pid, f"fd/{handle}").startswith(inside) for handle in handles)


def _lock_file_pid(cluster: Cluster) -> int | None:
    first = _lock_file_line(cluster, 0)
    return int(first) if first.isdecimal() else None


def _lock_file_line(cluster: Cluster, number: int) -> str:
    """A line of `postmaster.pid`: 0 the process id, 7 the state (utils/pidfile.h of PostgreSQL)."""
    try:
        lines = (cluster.data_dir / "postmaster.pid").read_text("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return ""
    return lines[number].strip() if number < len(lines) else ""


def _remove_dead_lock_file(cluster: Cluster, pid: int | None) -> None:
    """PostgreSQL itself clears the file of a pid that is free. One that was given to another program of the same

    account, or that is a zombie nobody reaps, would stop it for ever.
    """
    if pid is None or not Path(f"/proc/{pid}").exists():
        return
    is_server = _works_in(pid, cluster.data_dir)
    if is_server or any(
        _works_in(each, cluster.data_dir) or _holds_open(each, cluster.data_dir) for each in _process_ids()
    ):
        return
    log.warning("postgres.lock_file_removed", process_id=pid)
    (cluster.data_dir / "postmaster.pid").unlink(missing_ok=True)


@contextmanager
def running(cluster: Cluster) -> Iterator[Urls]:
    """The whole life of a cluster: claim, make, start, provision; stop at the end."""
    with claimed(cluster):
        ensure_init(cluster)
        server = start_server(cluster)
        try:
            yield provision(cluster)
        finally:
            server.stop()


@contextmanager
def temporary_cluster(
    parent_dir: Path | None = None,
    *,
    account: str | None = None,
    cache_dir: Path | None = None,
    pg_bin: Path | None = None,
) -> Iterator[Urls]:
    """A throw-away cluster without fsync for tests, gone at the end; the calling thread must outlive it.

    As root it runs as `account`, else as the first of huizhen, postgres, nobody; the folder must be one that this
    account can reach (pytest's own is not, the default is).
    """
    who = service_account(account, throwaway=True)
    cache = cache_dir or cache_folder(os.environ, root=is_root())
    folder = Path(tempfile.mkdtemp(prefix="huizhen-", dir=parent_dir))
    folder.chmod(PASSAGE_MODE)
    try:
        cluster = Cluster(
            data_dir=folder / "data",
            socket_dir=folder / "run",
            binaries=find_binaries(configured=pg_bin, account=who, cache=cache),
            account=who,
            durable=False,
            shared_buffers_mb=64,
            log=folder / "postgres.log",
        )
        with running(cluster) as known:
            yield known
    finally:
        shutil.rmtree(folder, ignore_errors=True)
