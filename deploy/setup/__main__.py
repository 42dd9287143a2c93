"""`python -m deploy.setup STEP`: the Makefile's targets.

Owns: the names of the steps and the exit code. Invariant: interrupted or stopped, it leaves no child behind.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType
from typing import Final

from deploy.setup import checks, environment, media, processes, testing, web
from deploy.setup.cache import cache_root
from deploy.setup.terminal import Refused, say

Step = Callable[[Path, Path, Mapping[str, str]], None]
INTERRUPTED: Final = 130
STOPPED: Final = 143

STEPS: Final[Mapping[str, Step]] = {
    "setup": environment.ensure,
    "media": media.build,
    "web": web.build,
    "chromium": testing.ensure_browser,
    "check": checks.check,
    "test": testing.test,
}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in STEPS:
        say("setup", f"one of: {', '.join(STEPS)}")
        return 2
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGHUP, _stop)
    name = arguments[0]
    root = Path.cwd()
    environ = dict(os.environ)
    try:
        cache = cache_root(environ, is_root=os.geteuid() == 0, home=Path.home())
        STEPS[name](root, cache, environ)
    except Refused as refusal:
        say(name, str(refusal))
        return 1
    except KeyboardInterrupt:
        say(name, "interrupted")
        return INTERRUPTED
    finally:
        processes.end_all()
    return 0


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(STOPPED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
