"""What the set-up says: one line per fact, who says it in brackets, never a redrawn line.

Owns: output. Invariant: nothing longer than a heartbeat runs in silence, with or without a terminal.
"""

from __future__ import annotations

import re
import sys
import threading
from typing import Final

HEARTBEAT_SECONDS: Final = 10.0

# Some tools colour their output whatever they are told.
COLOURS: Final = re.compile(r"\x1b\[[0-9;]*m")

_lock = threading.Lock()


class Refused(Exception):  # noqa: N818 - a refusal with a sentence for a person, not an internal error
    """The work cannot go on; the text says why and what to do."""


def say(who: str, text: str) -> None:
    """Print one line at once, whole even when two steps speak at a time."""
    with _lock:
        sys.stdout.write(f"[{who}] {text}\n")
        sys.stdout.flush()


def show(text: str) -> None:
    """Print the output of a tool as it was; without its colours where nobody sees them."""
    if not sys.stdout.isatty():
        text = COLOURS.sub("", text)
    with _lock:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        sys.stdout.flush()


def seconds(value: float) -> str:
    """A duration as a person reads it: `0.3 s`, `12 s`, `4 min 14 s`."""
    if value < 10:  # noqa: PLR2004 - below ten seconds a tenth matters, above it does not
        return f"{value:.1f} s"
    whole = round(value)
    minutes, rest = divmod(whole, 60)
    return f"{minutes} min {rest} s" if minutes else f"{whole} s"
