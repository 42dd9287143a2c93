"""The commands of `huizhen` (D6). Each is thin: settings, a call, sentences for whoever runs it."""

import json
import logging
import time
from typing import Annotated, Final

import typer
from sqlalchemy.engine import make_url

from huizhen import host, migrations, signin
from huizhen.cli import runtime, up, web, worker
from huizhen.core import log
from huizhen.core.settings import Environment, Settings

app = typer.Typer(no_args_is_help=True, add_completion=False, help="会诊 huizhen")

DEMO_SEED: Final = ("huizhen.cli.demo.seed",)


@app.command("up")
def up_() -> None:
    """Run this node: database, web, worker and media server, until Ctrl+C."""
    _run(runtime.load_settings(), seed=())


@app.command()
def demo() -> None:
    """Run a seeded chain on this machine; prints one address per person."""
    settings = runtime.load_settings(environment=Environment.DEMO)
    data_dir = settings.data_dir / "demo"
    is_seeded = (data_dir / signin.DEMO_ACCOUNTS_FILE).is_file()
    _run(settings.model_copy(update={"data_dir": data_dir}), seed=() if is_seeded else DEMO_SEED)


def _run(settings: Settings, *, seed: tuple[str, ...]) -> None:
    started = time.monotonic()
    log.configure(level=logging.WARNING)  # every change of a part is told in a sentence already
    try:
        plan = up.make_plan(settings)
        if plan.media is None:
            typer.echo("未找到媒体服务器：会诊室将无法接通音视频，其余功能正常（make media 可构建）")
        teller = Teller(plan.settings, started=started)
        up.run(plan, tell=teller.tell, seed=seed)
    except host.HostRefusal as refused:
        typer.echo(refused.told(), err=True)
        raise typer.Exit(1) from None


class Teller:
    """Says what the supervisor does, and the addresses once everything answers."""

    def __init__(self, settings: Settings, *, started: float) -> None:
        self._settings = settings
        self._started = started
        self._told = False

    def tell(self, status: host.PartStatus) -> None:
        """One line a change."""
        typer.echo(f"{time.monotonic() - self._started:6.1f} s  {status.told('zh-CN')}")
        if status.name == "web" and status.state is host.PartState.READY and not self._told:
            self._told = True
            for line in addresses(self._settings):
                typer.echo(line)


def addresses(settings: Settings) -> list[str]:
    """Where to go: one link per person of the demo."""
    base = f"http://{settings.base_host}:{settings.port}/"
    lines = ["", f"打开 {base}（Ctrl+C 停止）"]
    for each in _people(settings):
        link = f"http://{each['login']}.{settings.base_host}:{settings.port}/"
        lines.append(f"  {each['name']}  {each['title'] or each['role']}  {each['store']}\n    {link}")
    if settings.demo:
        lines.append("演示数据，人物均为虚构。")
    return lines


def _people(settings: Settings) -> list[dict[str, str]]:
    file = settings.data_dir / signin.DEMO_ACCOUNTS_FILE
    found: list[dict[str, str]] = json.loads(file.read_text()) if settings.demo and file.is_file() else []
    return found


@app.command("web")
def web_() -> None:
    """Serve HTTP (started by `up`)."""
    _with_database(web.run)


@app.command("worker")
def worker_() -> None:
    """Run jobs and clocks (started by `up`)."""
    _with_database(worker.run)


def _with_database(work: object) -> None:
    try:
        work(runtime.load_settings())  # type: ignore[operator] # web.run or worker.run
    except runtime.NoDatabase:
        typer.echo("未设置 DATABASE_URL。请使用 huizhen up，或指定数据库地址。", err=True)
        raise typer.Exit(2) from None


@app.command()
def migrate() -> None:
    """Bring the database to this release; without the owner's address only print the SQL."""
    settings = runtime.load_settings()
    if settings.database_url is None:
        typer.echo("未设置 DATABASE_URL。", err=True)
        raise typer.Exit(2)
    app_url = settings.database_url.get_secret_value()
    role = make_url(app_url).username or up.APP_ROLE
    if settings.owner_database_url is None:
        typer.echo(migrations.pending_sql(app_url, app_role=role))
        raise typer.Exit(3)
    migrations.upgrade(settings.owner_database_url.get_secret_value(), app_role=role)
    with runtime.open_workshop(settings, application="huizhen-migrate") as workshop:
        runtime.begin(workshop)
    typer.echo(migrations.head())


@app.command()
def config() -> None:
    """Print the settings in force; secrets are masked."""
    shown = runtime.load_settings().model_dump(mode="json")
    typer.echo(json.dumps(shown, ensure_ascii=False, indent=2, default=str))


@app.command()
def doctor(*, language: Annotated[str, typer.Option(help="zh-CN or en")] = "zh-CN") -> None:
    """Say in plain words what is missing on this machine."""
    settings = runtime.load_settings()
    machine = host.Machine(
        data_dir=settings.data_dir,
        cache_dir=settings.cache_dir,
        socket_dir=settings.data_dir / up.SOCKET_FOLDER,
        web_dir=settings.web_dir,
        port=settings.port,
        account=settings.service_account,
        throwaway=settings.environment is not Environment.PRODUCTION,
        pg_bin=settings.pg_bin,
        livekit_bin=settings.livekit_bin,
        database_url=None if settings.database_url is None else settings.database_url.get_secret_value(),
    )
    failed = False
    for each in host.self_check(machine):
        typer.echo(f"[{each.verdict.value:4}] {each.told(language)}")
        failed |= each.verdict is host.Verdict.FAIL
    if failed:
        raise typer.Exit(1)


@app.command()
def accounts(*, as_json: Annotated[bool, typer.Option("--json", help="machine-readable")] = False) -> None:
    """List the people of the demo with their addresses; outside the demo there are none."""
    settings = runtime.load_settings(environment=Environment.DEMO)
    settings = settings.model_copy(update={"data_dir": settings.data_dir / "demo"})
    people = [
        {**each, "url": f"http://{each['login']}.{settings.base_host}:{settings.port}/"}
        for each in _people(settings)
    ]
    if as_json:
        typer.echo(json.dumps(people, ensure_ascii=False, indent=2))
        return
    for line in addresses(settings):
        typer.echo(line)
