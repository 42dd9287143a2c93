"""An answer without end, heard up to its first part: the process's streams run for as long as that takes."""

import asyncio
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.types import Message

from huizhen.core.errors import Unavailable
from huizhen.notify import Streams
from tests.world import HOST

PATIENCE_S: Final = 20.0
LOOK_S: Final = 0.01

Part = tuple[int, list[tuple[str, str]], bytes]


def first_part(streams: Streams, edge: Any, method: str, path: str, headers: dict[str, str]) -> Part:
    """Status, headers and the first bytes of an answer."""
    return asyncio.run(_heard(streams, edge, method, path, headers))


async def _heard(streams: Streams, edge: Any, method: str, path: str, headers: dict[str, str]) -> Part:
    async with asyncio.timeout(PATIENCE_S), streams.running():
        await _ready(streams)
        head: list[Message] = []
        body: list[bytes] = []
        enough = asyncio.Event()
        asked = iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def receive() -> Message:
            if (message := next(asked, None)) is not None:
                return message
            await enough.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                head.append(message)
            elif message.get("body"):
                body.append(message["body"])
                enough.set()

        await edge(_scope(method, path, headers), receive, send)
    (start,) = head
    told = [(name.decode(), value.decode()) for name, value in start["headers"]]
    return start["status"], told, b"".join(body)


async def _ready(streams: Streams) -> None:
    """Wait for the first look into the journal."""
    while True:
        try:
            _ = streams.position
        except Unavailable:
            await asyncio.sleep(LOOK_S)
        else:
            return


def _scope(method: str, path: str, headers: dict[str, str]) -> dict[str, Any]:
    host = urlsplit(HOST).netloc
    pairs = {"host": host, **headers}
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in pairs.items()],
        "client": ("127.0.0.1", 1),
        "server": (host, 80),
    }
