"""One command for one machine: PostgreSQL, migrations, web, worker, media server under one supervisor."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

from huizhen import host
from huizhen.cli.runtime import log_folder, open_keys
from huizhen.core.settings import Environment, Settings

PASSED_ON: Final = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TZ",
    "XDG_CACHE_HOME",
    "XDG_DATA_HOME",
    "HUIZHEN_CACHE",
)
APP_ROLE: Final = "huizhen_app"
READY_TIMEOUT_S: Final = 0.5
SOCKET_FOLDER: Final = "run"


@dataclass(frozen=True, slots=True)
class Plan:
    """What will run: settings with a free port, our own cluster or none, the media server or none."""

    settings: Settings
    cluster: host.Cluster | None
    media: host.MediaPlan | None


def make_plan(settings: Settings) -> Plan:
    """Look at the machine. Taken ports give way to the next free ones.

    Raises:
        HostRefusal: something is missing, named in plain words.
    """
    throwaway = settings.environment is not Environment.PRODUCTION
    account = host.service_account(settings.service_account, throwaway=throwaway)
    logs = log_folder(settings)
    host.make_passage(settings.data_dir)
    logs.mkdir(mode=0o700, exist_ok=True)
    settings = settings.model_copy(update={"port": host.free_port(settings.port, host=settings.bind)})
    cluster = None
    if settings.database_url is None:
        cluster = host.Cluster(
            data_dir=settings.data_dir / "postgresql",
            socket_dir=settings.data_dir / SOCKET_FOLDER,
            binaries=host.find_binaries(
                configured=settings.pg_bin, account=account, cache=settings.cache_dir
            ),
            account=account,
            log=logs / "postgresql.log",
        )
    program = host.find_media_server(
        configured=settings.livekit_bin, cache=settings.cache_dir, account=account
    )
    media = None
    if program is not None:
        folder = settings.data_dir / "media"
        media = host.one_machine_plan(program, folder, account=account, log=logs / "media.log")
    return Plan(settings, cluster, media)


def run(plan: Plan, *, tell: Callable[[host.PartStatus], None], seed: Sequence[str] = ()) -> None:
    """Start everything, serve until SIGINT or SIGTERM, stop everything. `seed`: a module run once before `web`."""
    open_keys(plan.settings)
    with _claimed(plan.cluster):
        if plan.cluster is not None:
            host.ensure_init(plan.cluster)
        env = environment(plan)
        parts = list(_parts(plan, env, seed))
        host.Supervisor(parts, tell=tell).run()


@contextmanager
def _claimed(cluster: host.Cluster | None) -> Iterator[None]:
    with nullcontext() if cluster is None else host.claimed(cluster):
        yield


def environment(plan: Plan) -> dict[str, str]:
    """What the product's own processes see: the settings, the database's addresses, the media server's key."""
    settings = plan.settings
    env = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    env |= {name: value for name, value in os.environ.items() if name.startswith("HUIZHEN_")}
    env |= {
        "HUIZHEN_ENVIRONMENT": settings.environment.value,
        "HUIZHEN_DATA_DIR": str(settings.data_dir),
        "HUIZHEN_CACHE_DIR": str(settings.cache_dir),
        "HUIZHEN_PORT": str(settings.port),
        "PYTHONUNBUFFERED": "1",
    }
    if plan.cluster is not None:
        urls = host.urls(plan.cluster)
        env |= {"DATABASE_URL": urls.app, "HUIZHEN_OWNER_DATABASE_URL": urls.owner}
    elif settings.database_url is not None:
        env["DATABASE_URL"] = settings.database_url.get_secret_value()
    if plan.media is not None:
        env |= {
            "HUIZHEN_MEDIA_URL": plan.media.url,
            "HUIZHEN_MEDIA_KEY": plan.media.keys.key,
            "HUIZHEN_MEDIA_SECRET": plan.media.keys.secret,
        }
    return env


def _parts(plan: Plan, env: dict[str, str], seed: Sequence[str]) -> Iterator[host.Part]:
    logs = log_folder(plan.settings)

    def ours(name: str, *argv: str, **more: object) -> host.Part:
        launch = host.Launch(
            argv=(sys.executable, "-m", *argv), env=env, cwd=Path("/"), log=logs / f"{name}.log"
        )
        return host.Part(name=name, launch=launch, **more)  # type: ignore[arg-type] # fields of Part

    if plan.cluster is not None:
        yield host.postgres_part(plan.cluster)
    yield ours("migrate", "huizhen", "migrate", once=True, required=True)
    if seed:
        yield ours("seed", *seed, once=True, required=True)
    yield ours("web", "huizhen", "web", is_ready=lambda: _answers(plan.settings), required=True)
    yield ours("worker", "huizhen", "worker")
    if plan.media is not None:
        yield host.media_part(plan.media)


def _answers(settings: Settings) -> bool:
    """Whether the web process answers; any status will do."""
    try:
        with urlopen(f"http://{settings.bind}:{settings.port}/api/ready", timeout=READY_TIMEOUT_S):
            return True
    except URLError as refused:
        return getattr(refused, "code", None) is not None
    except OSError:
        return False
