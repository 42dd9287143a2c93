"""A browser process for each person, with his own camera and the probe in every page of it.

Four processes and not four contexts of one: the file of the camera is a flag of the process (decision S21).
"""

import base64
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Playwright, ViewportSize, WebSocket

from tests.e2e.conftest import FLAGS, find_chromium
from tests.e2e.four.camera import Colour, write_camera

PROBE: Final = (Path(__file__).parent / "probe.js").read_text()
DESK: Final[ViewportSize] = {"width": 1280, "height": 800}
PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
PATIENCE_MS: Final = 60_000
"""For a press or a look that nothing is promised about: four browsers may have two cores between them."""
SHOTS: Final = os.environ.get("HUIZHEN_SHOTS")
"""A folder that gets a picture of each person at each stage, for whoever wants to look."""


@dataclass
class Screen:
    """A person's page in a browser of his own. Faults are collected, for a test to fail on at its end."""

    page: Page
    colour: Colour
    name: str
    faults: list[str] = field(default_factory=list)
    tickets: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.faults.append(f"page: {error}"))
        self.page.on("console", lambda line: self._note(line.type, line.text))
        self.page.on("websocket", self._opened)

    def _note(self, kind: str, text: str) -> None:
        # Chromium reports refused requests and sockets by itself; refusals are looked at by who causes them.
        expected = ("Failed to load resource", "WebSocket connection to")
        if kind == "error" and not text.startswith(expected):
            self.faults.append(f"console: {text}")

    def _opened(self, socket: WebSocket) -> None:
        asked = parse_qs(urlsplit(socket.url).query)
        self.tickets += asked.get("access_token", [])

    def claims(self) -> dict[str, Any]:
        """What the last ticket of this page says."""
        body = self.tickets[-1].split(".")[1]
        told: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        return told

    def shot(self, stage: str) -> None:
        if SHOTS is not None:
            self.page.screenshot(path=Path(SHOTS) / f"{stage}-{self.name}.png")


@contextmanager
def one_browser(
    playwright: Playwright, folder: Path, name: str, colour: Colour, *, viewport: ViewportSize = DESK
) -> Iterator[Screen]:
    """A Chromium of one person, closed at the end."""
    path = find_chromium()
    if path is None:
        pytest.skip("not run: no Chromium on this machine")
    camera = write_camera(folder / f"{name}.y4m", colour)
    browser = playwright.chromium.launch(
        executable_path=path,
        args=[
            *FLAGS,
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-video-capture={camera}",
        ],
    )
    try:
        context = browser.new_context(
            locale="zh-CN", timezone_id="Asia/Shanghai", viewport=viewport, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(PROBE)
        yield Screen(context.new_page(), colour, name)
    finally:
        browser.close()
