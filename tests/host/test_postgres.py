"""PostgreSQL under the launcher: started, killed, started again; nothing said too loudly."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from huizhen import host
from huizhen.host import postgres
from huizhen.host.spawn import adopt_orphans, reap_adopted

pytestmark = pytest.mark.rig
MakeCluster = Callable[..., host.Cluster]
RESTART_S_MAX = 5.0
CANARY = "张三丰-canary-8841"


def test_a_throw_away_cluster_is_up_at_once_and_leaves_nothing(account: host.Account | None) -> None:
    began = time.monotonic()
    with host.temporary_cluster(account=account.name if account else None) as known:
        took = time.monotonic() - began
        folder = known.socket_dir.parent
        with psycopg.connect(known.conninfo()) as connection:
            assert connection.execute("select current_user").fetchone() == ("huizhen_app",)
        assert postgres.processes_in(folder / "data")
    assert took < 10, "usually below 1 s"
    assert not folder.exists()


def test_the_applications_role_may_not_change_the_schema(a_cluster: MakeCluster) -> None:
    with host.running(a_cluster()) as known:
        with psycopg.connect(known.conninfo(owner=True), autocommit=True) as owner:
            owner.execute("create table note (id int generated always as identity, text text)")
        with psycopg.connect(known.conninfo(), autocommit=True) as app:
            app.execute("insert into note (text) values ('a')")
            for refused in ("create table other (id int)", "drop table note", "create temp table t (id int)"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    app.execute(refused)


def test_a_wrong_password_and_another_role_are_refused(a_cluster: MakeCluster) -> None:
    with host.running(a_cluster()) as known:
        right = known.conninfo()
        for wrong in (right.replace(known.app_password, "x" * 43), right.replace("huizhen_app", "postgres")):
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(wrong)


def test_no_value_of_a_statement_reaches_the_log(a_cluster: MakeCluster) -> None:
    cluster = a_cluster()
    with (
        host.running(cluster) as known,
        psycopg.connect(known.conninfo(owner=True), autocommit=True) as owner,
    ):
        owner.execute("create table note (id int primary key, text text check (length(text) < 3))")
        for statement, values in (
            ("insert into note values (1, %s)", (CANARY,)),
            ("select %s::int", (CANARY,)),
            (f"select '{CANARY}'::uuid", ()),
            (f"selekt '{CANARY}'", ()),
        ):
            with pytest.raises(psycopg.Error):
                owner.execute(statement.encode(), values)
    assert cluster.log is not None
    said = cluster.log.read_text()
    assert "ready to accept connections" in said
    assert CANARY not in said
    assert known.owner_password not in said


def test_it_runs_as_the_account_without_roots_groups(
    a_cluster: MakeCluster, only_root: None, account: host.Account
) -> None:
    cluster = a_cluster()
    with host.claimed(cluster):
        host.ensure_init(cluster)
        server = host.start_server(cluster)
        status = dict(
            line.split(":\t", 1)
            for line in Path(f"/proc/{server.pid}/status").read_text().splitlines()
            if ":\t" in line
        )
        environment = Path(f"/proc/{server.pid}/environ").read_bytes()
        limits = Path(f"/proc/{server.pid}/limits").read_text()
        server.stop()
    assert set(status["Uid"].split()) == {str(account.uid)}
    assert status["Groups"].split() in ([], [str(account.gid)])
    assert b"HUIZHEN" not in environment
    assert b"VIRTUAL_ENV" not in environment
    assert "Max core file size        0 " in limits


@contextmanager
def a_busy_backend(known: host.Urls) -> Iterator[int]:
    """A session that computes and looks at nothing else: it does not notice that its postmaster is gone."""
    connection = psycopg.connect(known.conninfo(owner=True), autocommit=True)

    def compute() -> None:
        with suppress(psycopg.Error):
            connection.execute("select count(*) from generate_series(1, 2000000000)")

    working = threading.Thread(target=compute)
    working.start()
    try:
        yield connection.info.backend_pid
    finally:
        working.join(30)
        connection.close()


def test_after_a_kill_with_a_busy_backend_it_is_back_with_every_row(a_cluster: MakeCluster) -> None:
    adopt_orphans()  # a zombie that nobody reaps must not look like a running server
    cluster = a_cluster(durable=True)
    with host.claimed(cluster):
        host.ensure_init(cluster)
        server = host.start_server(cluster)
        known = host.provision(cluster)
        with psycopg.connect(known.conninfo(owner=True), autocommit=True) as connection:
            connection.execute("create table row_kept as select g from generate_series(1, 50000) g")
        with a_busy_backend(known) as busy:
            wait_until(lambda: is_computing(known, busy))
            server.process.kill()
            server.process.wait()
            assert busy in postgres.processes_in(cluster.data_dir)
            began = time.monotonic()
            again = host.start_server(cluster)
            took = time.monotonic() - began
        with psycopg.connect(known.conninfo()) as connection:
            counted = connection.execute(
                "select count(*) from pg_stat_activity where pid = %s", (busy,)
            ).fetchone()
        with psycopg.connect(known.conninfo(owner=True)) as connection:
            rows = connection.execute("select count(*) from row_kept").fetchone()
        again.stop()
        reap_adopted(frozenset())
    assert took < RESTART_S_MAX
    assert (counted, rows) == ((0,), (50000,))


def is_computing(known: host.Urls, pid: int) -> bool:
    with psycopg.connect(known.conninfo(owner=True)) as connection:
        found = connection.execute(
            "select state from pg_stat_activity where pid = %s and query like '%%generate_series%%'", (pid,)
        ).fetchone()
    return found == ("active",)


def wait_until(happened: Callable[[], bool], *, seconds: float = 20.0) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)


def test_a_server_that_was_left_over_is_shut_down_and_not_killed(a_cluster: MakeCluster) -> None:
    cluster = a_cluster()
    with host.claimed(cluster):
        host.ensure_init(cluster)
        left_over = host.start_server(cluster)
        reaper = threading.Thread(target=left_over.process.wait)
        reaper.start()
        assert left_over.pid in host.clear_the_way(cluster)
        reaper.join(20)
        assert left_over.process.returncode == 0, "a fast shutdown"
        host.start_server(cluster).stop()


def test_a_lock_file_whose_pid_was_given_to_another_program_does_not_stop_the_start(
    a_cluster: MakeCluster, account: host.Account | None
) -> None:
    cluster = a_cluster()
    with host.claimed(cluster):
        host.ensure_init(cluster)
        stranger = host.start_child(host.Launch(("/bin/sleep", "600"), host.minimal_env(), account))
        try:
            (cluster.data_dir / "postmaster.pid").write_text(
                f"{stranger.pid}\n{cluster.data_dir}\n1\n5432\n\n\n"
            )
            host.start_server(cluster).stop()
            assert stranger.poll() is None, "a stranger is not signalled"
        finally:
            stranger.kill_group()
            stranger.process.wait()


def test_a_program_that_merely_works_in_the_folder_is_not_signalled(
    a_cluster: MakeCluster, account: host.Account | None
) -> None:
    cluster = a_cluster()
    with host.claimed(cluster):
        host.ensure_init(cluster)
        shell = host.start_child(
            host.Launch(("/bin/sleep", "600"), host.minimal_env(), account, cwd=cluster.data_dir)
        )
        try:
            wait_until(lambda: "sleep" in Path(f"/proc/{shell.pid}/comm").read_text())
            assert host.clear_the_way(cluster) == ()
            assert shell.poll() is None
        finally:
            shell.kill_group()
            shell.process.wait()


def test_a_server_that_cannot_start_points_to_its_log(
    a_cluster: MakeCluster, account: host.Account | None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = a_cluster()
    waits: list[float] = []
    with host.claimed(cluster):
        host.ensure_init(cluster)
        (cluster.data_dir / "global" / "pg_control").unlink()
        with pytest.raises(host.HostRefusal) as refused:
            host.start_server(cluster, sleep=waits.append)
    assert refused.value.code == "postgres-does-not-start"
    assert str(cluster.log) in refused.value.told("zh-CN")
    assert [each for each in waits if each > postgres.POLL_S] == [0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0, 5.0]


def test_when_its_starter_is_killed_the_server_shuts_down_by_itself(folder: Path) -> None:
    code = (
        "import sys, time; from huizhen import host\n"
        "with host.temporary_cluster() as known:\n"
        "    print(known.socket_dir.parent, flush=True); time.sleep(600)\n"
    )
    starter = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert starter.stdout is not None
    with starter.stdout:
        place = Path(next(line for line in starter.stdout if line.startswith("/")).strip())
    try:
        assert postgres.processes_in(place / "data")
        os.kill(starter.pid, signal.SIGKILL)
        starter.wait()
        wait_until(lambda: not postgres.processes_in(place / "data"))
        assert "database system is shut down" in (place / "postgres.log").read_text()
    finally:
        subprocess.run(["/bin/rm", "-rf", str(place)], check=True)


def test_a_distributions_postgres_15_serves_as_well(
    a_cluster: MakeCluster, account: host.Account | None
) -> None:
    old = Path("/usr/lib/postgresql/15/bin")
    if not old.is_dir():
        pytest.skip("PostgreSQL 15 is not installed here")
    found = host.find_binaries(configured=old, account=account, cache=old)
    with host.running(a_cluster(binaries=found)) as known, psycopg.connect(known.conninfo()) as connection:
        assert connection.info.server_version // 10_000 == 15
        row = connection.execute(
            "select datlocprovider, datcollate from pg_database where datname = current_database()"
        ).fetchone()
    assert row == ("c", "C.UTF-8")
