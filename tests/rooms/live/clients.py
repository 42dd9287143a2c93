"""Scripted clients with real media: a browser's cookie, the SDK's connection, and what it counts."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

import pytest
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve

from tests.rooms.live.serving import Served

rtc = pytest.importorskip("livekit.rtc")

T = TypeVar("T")
WIDTH, HEIGHT, FPS = 320, 240, 15


class Loop:
    """An event loop in a thread, for clients that are asynchronous."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, name="clients")
        self.thread.start()

    def do(self, work: Coroutine[Any, Any, T], *, seconds: float = 20) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(seconds)

    def close(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()


class Browser:
    """The SDK can send no cookie, so a line of its own goes between it and the door and adds what a browser would."""

    def __init__(self, served: Served, cookie: str) -> None:
        self.served, self.cookie = served, cookie
        self.frames = self.packets = 0
        self.tasks: list[asyncio.Task[None]] = []

    def _subscribed(self, track: Any, *_: Any) -> None:
        if track.kind == rtc.TrackKind.KIND_VIDEO:
            self.tasks.append(asyncio.get_running_loop().create_task(self._watch(track)))

    def _received(self, _: Any) -> None:
        self.packets += 1

    async def _watch(self, track: Any) -> None:
        stream = rtc.VideoStream(track)
        try:
            async for _ in stream:
                self.frames += 1
        finally:
            await stream.aclose()

    async def _forward(self, client: ServerConnection) -> None:
        request = client.request
        assert request is not None
        address = f"ws://127.0.0.1:{self.served.port}{request.path}"
        bearer = request.headers.get("authorization")
        headers = {"cookie": self.cookie} | ({"authorization": bearer} if bearer else {})
        origin: Any = self.served.origin()
        async with connect(address, additional_headers=headers, origin=origin, proxy=None) as door:

            async def down() -> None:
                async for frame in door:
                    await client.send(frame)
                await client.close()

            downward = asyncio.create_task(down())
            async for frame in client:
                await door.send(frame)
            downward.cancel()

    async def join(self, token: str) -> None:
        self.server = await serve(self._forward, "127.0.0.1", 0)
        port = next(iter(self.server.sockets)).getsockname()[1]
        self.room = rtc.Room(asyncio.get_running_loop())
        self.room.on("track_subscribed", self._subscribed)
        self.room.on("data_received", self._received)
        await self.room.connect(f"ws://127.0.0.1:{port}", token)

    async def send_picture(self) -> None:
        source = rtc.VideoSource(WIDTH, HEIGHT)
        track = rtc.LocalVideoTrack.create_video_track("camera", source)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_CAMERA)
        await self.room.local_participant.publish_track(track, options)
        picture = rtc.VideoFrame(WIDTH, HEIGHT, rtc.VideoBufferType.RGBA, bytes(WIDTH * HEIGHT * 4))

        async def go_on() -> None:
            while True:
                source.capture_frame(picture)
                await self.room.local_participant.publish_data(b"x", reliable=True)
                await asyncio.sleep(1 / FPS)

        self.tasks.append(asyncio.create_task(go_on()))

    async def leave(self) -> None:
        """Give up; once is enough."""
        for each in self.tasks:
            each.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.room.disconnect()
        self.server.close()
        await self.server.wait_closed()
        del self.server
