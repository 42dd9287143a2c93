"""The media server's end of a signalling connection, and frames going both ways unread.

Invariant: a line is given up as soon as its seat is taken away, also while it is being opened. Source: media.md §13.2.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, Final

import websockets
from websockets.asyncio.client import ClientConnection, connect

FRAME_BYTES_MAX: Final = 2 * 1024 * 1024
OPEN_S_MAX: Final = 5.0
CLOSE_S_MAX: Final = 0.2
FORBIDDEN: Final = 403
AWAY: Final = 503
# RFC 6455 §7.4.1. The last two are never sent: they say that there was no code.
GOING_AWAY: Final = 1001
POLICY_VIOLATION: Final = 1008
TOO_BIG: Final = 1009
NO_CODE: Final = frozenset({1005, 1006})

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


async def open_line(url: str, headers: Mapping[str, str], ended: asyncio.Event) -> ClientConnection | int:
    """The media server's end, or the status to refuse with."""
    opening = asyncio.ensure_future(
        connect(
            url,
            additional_headers=headers,
            compression=None,
            max_size=FRAME_BYTES_MAX,
            open_timeout=OPEN_S_MAX,
            close_timeout=CLOSE_S_MAX,
            ping_interval=None,
            proxy=None,
            user_agent_header=None,
        )
    )
    ending = asyncio.create_task(ended.wait())
    try:
        await asyncio.wait({opening, ending}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        ending.cancel()
        if not opening.done():
            opening.cancel()
    try:
        line = await opening
    except asyncio.CancelledError:
        if not ended.is_set():
            raise
        return FORBIDDEN
    except websockets.InvalidStatus as refused:
        return refused.response.status_code
    except (OSError, TimeoutError, websockets.WebSocketException):
        return AWAY
    if ended.is_set():
        await line.close()
        return FORBIDDEN
    return line


async def pump(receive: Receive, send: Send, line: ClientConnection, ended: asyncio.Event) -> int | None:
    """Frames both ways until one side ends or the seat is taken away; the code for the client, if he is still there."""

    async def upward() -> int | None:
        while (message := await receive())["type"] == "websocket.receive":
            frame = message.get("bytes")
            frame = message.get("text", "") if frame is None else frame
            if len(frame) > FRAME_BYTES_MAX:
                return TOO_BIG
            await line.send(frame)
        return None

    async def downward() -> int | None:
        async for frame in line:
            kind = "text" if isinstance(frame, str) else "bytes"
            await send({"type": "websocket.send", kind: frame})
        return line.close_code

    async def revoked() -> int | None:
        await ended.wait()
        return POLICY_VIOLATION

    tasks = [asyncio.create_task(each()) for each in (upward, downward, revoked)]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return _code_of(next(each for each in tasks if each in done))
    finally:
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _code_of(task: "asyncio.Task[int | None]") -> int | None:
    with contextlib.suppress(websockets.ConnectionClosed, OSError):
        code = task.result()
        return GOING_AWAY if code in NO_CODE else code
    return GOING_AWAY
