"""The application of a world under uvicorn in a thread, and clients that come through its door."""

import threading
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import uvicorn
from websockets.sync.client import ClientConnection, connect

from huizhen import rooms
from huizhen.app import create_app, edged
from huizhen.core.db.unit import Workshop
from huizhen.core.settings import Settings
from huizhen.host import free_port
from huizhen.rooms.livekit import LiveKit
from huizhen.rooms.rules import MediaPlane
from tests.world import World

STOP_S = 10.0
QUERY = "protocol=15&sdk=python&version=1.2.1&auto_subscribe=1"


class Served(World):
    """A world whose calls go to the real media server, and whose door is open to sockets."""

    def __init__(self, workshop: Workshop, settings: Settings, url: str, plane: LiveKit) -> None:
        super().__init__(workshop, settings)
        self.port = free_port(8700)
        told = settings.model_copy(update={"media_url": url, "port": self.port})
        self.plane: MediaPlane = plane
        self.desk = rooms.make_desk(plane)
        self.app = create_app(told, self.workshop, desk=self.desk)
        self.edge = edged(self.app)
        config = uvicorn.Config(
            self.edge,
            host="127.0.0.1",
            port=self.port,
            ws="websockets-sansio",
            http="httptools",
            ws_max_size=2 * 1024 * 1024,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=2,
        )
        self.server = uvicorn.Server(config)
        self.lines = ExitStack()
        self.thread = threading.Thread(target=self.server.run, name="served")

    def start(self) -> None:
        self.thread.start()
        while not self.server.started:
            assert self.thread.is_alive(), "the application did not start"
            self.thread.join(0.01)

    def stop(self) -> None:
        self.lines.close()
        self.close()
        self.server.should_exit = True
        self.thread.join(STOP_S)
        assert not self.thread.is_alive()

    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass
class Line:
    """A client's signalling line, as a browser would open it."""

    served: Served
    token: str
    cookie: str | None
    origin: str | None = ""
    path: str = "/rtc"

    def headers(self) -> dict[str, str]:
        return {} if self.cookie is None else {"cookie": self.cookie}

    def url(self, scheme: str, suffix: str = "") -> str:
        address = f"{scheme}://127.0.0.1:{self.served.port}{self.path}{suffix}"
        return f"{address}?access_token={self.token}&{QUERY}"

    def open(self) -> ClientConnection:
        origin: Any = self.served.origin() if self.origin == "" else self.origin
        made = connect(
            self.url("ws"),
            origin=origin,
            additional_headers=self.headers(),
            compression=None,
            max_size=None,
            proxy=None,
        )
        return self.served.lines.enter_context(made)
