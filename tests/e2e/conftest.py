"""A demo chain as a newcomer starts it, and real Chromium browsers of its people."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, StorageState, sync_playwright

WORKBENCH = "今日工作台"
START_S = 120
STOP_S = 60
TOLD_LINES = 30
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ADDRESS = re.compile(r"(http://hq\.huizhen\.localhost:\d+/)")


def find_chromium() -> str | None:
    """The browser of this machine: given, or on PATH."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("HUIZHEN_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@dataclass
class Chain:
    """A running demo: its address, its people with passwords, its folder."""

    address: str
    data_dir: Path
    people: dict[str, dict[str, Any]]
    process: subprocess.Popen[str]

    def link(self, login: str) -> str:
        """The person's own host name."""
        return self.address.replace("http://", f"http://{login}.")


@pytest.fixture(scope="session")
def chain() -> Iterator[Chain]:
    """One chain for the journeys that do not need one of their own."""
    with running_demo() as started:
        yield started


@contextmanager
def running_demo(*command: str) -> Iterator[Chain]:
    """`huizhen demo` on fresh data, stopped by Ctrl+C at the end; nothing of it may be left running."""
    folder = Path(tempfile.mkdtemp(prefix="huizhen-e2e-"))
    folder.chmod(0o711)
    env = {**os.environ, "HUIZHEN_DATA_DIR": str(folder), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, *(command or ("-m", "huizhen")), "demo"],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    told: list[str] = []
    reader = None
    try:
        address, reader = _address(process, told)
        accounts = json.loads((folder / "demo" / "demo-accounts.json").read_text())
        yield Chain(address, folder / "demo", {each["login"]: each for each in accounts}, process)
    except BaseException as broken:
        broken.add_note("\n".join(["the demo said:", *told[-TOLD_LINES:]]))
        raise
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(STOP_S)
        if reader is not None:
            reader.join(STOP_S)
        assert process.stdout is not None
        process.stdout.close()
        left = _processes_in(folder)
        shutil.rmtree(folder, ignore_errors=True)
    assert code == 0, told[-20:]
    assert left == []


def _address(process: subprocess.Popen[str], told: list[str]) -> tuple[str, threading.Thread]:
    """The address that the command prints; what else it prints is kept for the report of a failure."""
    found = threading.Event()
    address: list[str] = []

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            told.append(line.rstrip())
            if not address and (match := ADDRESS.search(line)):
                address.append(match[1])
                found.set()
        found.set()

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    if not found.wait(START_S) or not address:
        raise AssertionError("the demo did not start:\n" + "\n".join(told))
    return address[0], reader


def _processes_in(folder: Path) -> list[str]:
    """Command lines of processes that still mention the folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if str(folder) in line:
                found.append(line)
    return found


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright's driver."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium; people are contexts of it. Without a browser these tests are not run, and say so."""
    path = find_chromium()
    if path is None:
        pytest.skip("not run: no Chromium on this machine")
    started = playwright.chromium.launch(executable_path=path, args=FLAGS)
    yield started
    started.close()


@dataclass
class Desk:
    """A person at a browser. Faults of the page are collected and fail the test at its end."""

    page: Page
    context: BrowserContext
    faults: list[str] = field(default_factory=list)


Sit = Callable[[str], Desk]


@pytest.fixture(scope="session")
def signed_in() -> dict[str, StorageState]:
    """What the browser of each person remembers: a one-time code is good for one sign-in, so one has to do."""
    return {}


@pytest.fixture
def sit(chain: Chain, browser: Browser, signed_in: dict[str, StorageState]) -> Iterator[Sit]:
    """`sit("linhaifeng")`: that person signed in, in a browser of his own."""
    desks: list[Desk] = []

    def sit_down(login: str) -> Desk:
        context = browser.new_context(
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": 1280, "height": 800},
            storage_state=signed_in.get(login),
        )
        desk = Desk(context.new_page(), context)
        desks.append(desk)
        desk.page.on("pageerror", lambda error: desk.faults.append(f"page: {error}"))
        desk.page.on("console", lambda line: _note_console(desk, line.type, line.text))
        if login in signed_in:
            desk.page.goto(chain.link(login))
            desk.page.get_by_role("heading", name=WORKBENCH).wait_for()
        else:
            sign_in(desk.page, chain, login)
            signed_in[login] = context.storage_state()
        return desk

    yield sit_down
    faults = [fault for desk in desks for fault in desk.faults]
    for desk in desks:
        desk.context.close()
    assert faults == []


def _note_console(desk: Desk, kind: str, text: str) -> None:
    # Chromium reports every refused request by itself; refusals are looked at by the tests that cause them.
    if kind == "error" and "Failed to load resource" not in text:
        desk.faults.append(f"console: {text}")


def sign_in(page: Page, chain: Chain, login: str) -> None:
    """Sign in as a newcomer would: the person's card, the demo's code, one button."""
    page.goto(chain.link(login))
    page.get_by_role("button", name=re.compile(chain.people[login]["name"])).click()
    page.get_by_role("button", name=re.compile("填入当前验证码")).click()
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_role("heading", name=WORKBENCH).wait_for()
