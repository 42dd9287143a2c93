"""The `web` process: our application under uvicorn, one process, threads for the database."""

import asyncio
import logging
import signal
import socket
from collections.abc import Callable
from functools import partial
from typing import Final

import uvicorn

from huizhen.app import create_app, edged, end_streams
from huizhen.cli.runtime import open_workshop
from huizhen.core import log
from huizhen.core.settings import Settings

GRACE_S: Final = 10
BACKLOG: Final = 2048
WS_BYTES_MAX: Final = 2 * 1024 * 1024


def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT, then finish running requests for at most ten seconds."""
    log.configure()
    # uvicorn logs the address of a WebSocket with its access token: our own access line prints templates only (S20).
    for name in ("uvicorn", "uvicorn.access", "uvicorn.error", "uvicorn.asgi"):
        logging.getLogger(name).disabled = True
    with open_workshop(settings, application="huizhen-web") as workshop:
        app = create_app(settings, workshop)
        config = uvicorn.Config(
            edged(app),
            host=settings.bind,
            port=settings.port,
            loop="uvloop",
            http="httptools",
            ws="websockets-sansio",
            ws_max_size=WS_BYTES_MAX,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            backlog=BACKLOG,
            timeout_graceful_shutdown=GRACE_S,
        )
        asyncio.run(_serve(config, partial(end_streams, app)))


class _Server(uvicorn.Server):
    """uvicorn waits for running answers, and an event stream never ends by itself."""

    def __init__(self, config: uvicorn.Config, let_go: Callable[[], None]) -> None:
        super().__init__(config)
        self._let_go = let_go

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._let_go()
        await super().shutdown(sockets)


async def _serve(config: uvicorn.Config, let_go: Callable[[], None]) -> None:
    server = _Server(config, let_go)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, server.handle_exit, number, None)
    await server.serve()
