"""A chain that removes nobody: how the four-browser test is shown to be able to fail. Never part of the product.

`python unfenced.py demo` is `huizhen demo` whose web and worker processes come back to this file, where the media
server's removal and the door's look are made to do nothing.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from huizhen import host
from huizhen.cli import app, up
from huizhen.rooms.door import Door
from huizhen.rooms.livekit import LiveKit

OURS = ("web", "worker")
parts_of = up._parts


def _unfenced_parts(*given: Any) -> Iterator[host.Part]:
    for part in parts_of(*given):
        if part.name not in OURS:
            yield part
            continue
        argv = (sys.executable, str(Path(__file__).resolve()), part.name)
        yield replace(part, launch=replace(part.launch, argv=argv))


def _removes_nobody(_: LiveKit, room_name: str, identity: str) -> None:
    """Say that it was done."""


def _lets_everybody_through(*_: Any) -> bool:
    return True


if __name__ == "__main__":
    with (
        patch.object(up, "_parts", _unfenced_parts),
        patch.object(LiveKit, "remove", _removes_nobody),
        patch.object(Door, "_is_let_through", _lets_everybody_through),
    ):
        app()
