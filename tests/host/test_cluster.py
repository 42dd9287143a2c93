"""The plan of a cluster, what is written for it, and what is left alone."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import make_url

from huizhen import host

MakeCluster = Callable[..., host.Cluster]


def modes_under(folder: Path) -> dict[Path, tuple[int, int]]:
    return {each: (each.lstat().st_mode, each.lstat().st_uid) for each in (folder, *folder.rglob("*"))}


def made(cluster: host.Cluster) -> host.Cluster:
    with host.claimed(cluster):
        assert host.ensure_init(cluster)
    return cluster


def test_a_new_cluster_belongs_to_its_account_alone(
    a_cluster: MakeCluster, account: host.Account | None
) -> None:
    cluster = made(a_cluster())
    owner = account.uid if account else os.geteuid()
    for path, (mode, uid) in modes_under(cluster.data_dir).items():
        assert uid == owner, path
        assert not mode & 0o077, path
    assert stat.S_IMODE(cluster.socket_dir.stat().st_mode) == 0o700
    assert list(cluster.socket_dir.iterdir()) == []


def test_passwords_are_the_applications_own(a_cluster: MakeCluster) -> None:
    cluster = made(a_cluster())
    info = cluster.passwords_file.stat()
    assert (stat.S_IMODE(info.st_mode), info.st_uid) == (0o600, os.geteuid())
    known = host.urls(cluster)
    assert known.app_password != known.owner_password
    assert min(len(known.app_password), len(known.owner_password)) >= 43
    assert known.app_password not in repr(known)


def test_the_urls_are_what_sqlalchemy_takes(a_cluster: MakeCluster) -> None:
    cluster = made(a_cluster())
    known = host.urls(cluster)
    for text, role in ((known.app, "huizhen_app"), (known.owner, "huizhen_owner")):
        url = make_url(text)
        assert (url.drivername, url.username, url.database) == ("postgresql+psycopg", role, "huizhen")
        assert url.query == {"host": str(cluster.socket_dir)}


def test_only_the_socket_with_a_password_is_let_in(a_cluster: MakeCluster) -> None:
    cluster = made(a_cluster())
    rules = [
        line.split()
        for line in (cluster.data_dir / "pg_hba.conf").read_text().splitlines()
        if line[:1] != "#"
    ]
    assert {(rule[0], rule[3]) for rule in rules} == {("local", "scram-sha-256")}
    settings = (cluster.data_dir / "postgresql.conf").read_text()
    for line in ("listen_addresses = ''", "log_statement = none", "log_error_verbosity = terse"):
        assert line in settings.splitlines()


def test_fsync_is_off_only_where_it_was_asked_for(a_cluster: MakeCluster) -> None:
    cluster = made(a_cluster())
    assert "fsync = off" in (cluster.data_dir / "postgresql.conf").read_text()
    with host.claimed(cluster):
        assert not host.ensure_init(a_cluster(durable=True))
    settings = (cluster.data_dir / "postgresql.conf").read_text()
    assert "fsync = on" in settings
    assert "full_page_writes = on" in settings


def test_settings_of_alter_system_do_not_win(a_cluster: MakeCluster) -> None:
    cluster = made(a_cluster())
    automatic = cluster.data_dir / "postgresql.auto.conf"
    automatic.write_text("log_statement = 'all'\n")
    with host.claimed(cluster):
        host.ensure_init(cluster)
    assert automatic.read_text() == ""


def test_nothing_outside_its_folders_changes(folder: Path, a_cluster: MakeCluster) -> None:
    around = folder / "around"
    (around / "neighbour").mkdir(parents=True)
    (around / "neighbour" / "file").write_text("x")
    around.chmod(0o751)
    above = (around, *around.parents)
    before = {each: each.stat().st_mode for each in above} | modes_under(around / "neighbour")
    made(a_cluster(data_dir=around / "data", socket_dir=around / "run"))
    assert {each: each.stat().st_mode for each in above} | modes_under(around / "neighbour") == before


def test_a_start_that_was_killed_in_initdb_begins_again(folder: Path, a_cluster: MakeCluster) -> None:
    cluster = a_cluster()
    (folder / "data.draft" / "base").mkdir(parents=True)
    made(cluster)
    assert cluster.exists
    assert not (folder / "data.draft").exists()


def test_somebody_elses_files_are_not_overwritten(
    folder: Path, a_cluster: MakeCluster, account: host.Account | None
) -> None:
    host.make_private(folder / "data", account)
    (folder / "data" / "thesis.txt").write_text("x")
    with pytest.raises(host.HostRefusal) as refused:
        made(a_cluster())
    assert refused.value.code == "not-a-cluster"
    assert (folder / "data" / "thesis.txt").read_text() == "x"


def test_a_closed_way_is_named_and_stays_closed(
    folder: Path, a_cluster: MakeCluster, only_root: None
) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(host.HostRefusal) as refused:
        made(a_cluster(data_dir=closed / "data", socket_dir=closed / "run"))
    assert refused.value.code == "unreachable"
    assert str(closed) in refused.value.told("zh-CN")
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_a_socket_path_that_is_too_long_is_named(folder: Path, a_cluster: MakeCluster) -> None:
    deep = folder / ("x" * 100)
    with pytest.raises(host.HostRefusal) as refused:
        made(a_cluster(socket_dir=deep))
    assert refused.value.code == "socket-path-too-long"
    assert str(deep) in refused.value.told("en")
    assert not deep.exists()


def test_a_cluster_of_another_version_is_not_touched(a_cluster: MakeCluster) -> None:
    cluster = made(a_cluster())
    (cluster.data_dir / "PG_VERSION").write_text("14\n")
    with host.claimed(cluster), pytest.raises(host.HostRefusal) as refused:
        host.ensure_init(cluster)
    assert refused.value.code == "other-version"


def test_lost_passwords_are_said_before_anything_starts(a_cluster: MakeCluster) -> None:
    cluster = made(a_cluster())
    cluster.passwords_file.unlink()
    with host.claimed(cluster), pytest.raises(host.HostRefusal) as refused:
        host.ensure_init(cluster)
    assert refused.value.code == "no-passwords"


def test_a_second_huizhen_on_the_same_data_is_refused(a_cluster: MakeCluster) -> None:
    cluster = a_cluster()
    with host.claimed(cluster):
        with pytest.raises(host.HostRefusal) as refused, host.claimed(cluster):
            pytest.fail("two of them hold one cluster")
        assert refused.value.code == "claimed"
    with host.claimed(cluster):
        assert cluster.claim_file.exists()


def test_root_does_not_run_a_database_as_itself(a_cluster: MakeCluster, only_root: None) -> None:
    with pytest.raises(host.HostRefusal) as refused:
        made(a_cluster(account=None))
    assert refused.value.code == "account-is-root"
