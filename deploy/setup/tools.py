"""Where Go, Node, uv and Chromium are looked for.

Owns: the lookup order (variable, then PATH, then a wheel that the caller fetches) and versions.
Invariant: a tool is named only after it has answered with a version that is new enough.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from deploy.setup import processes
from deploy.setup.terminal import Refused

Version = tuple[int, ...]
Probe = Callable[[Sequence[str | Path]], str | None]


@dataclass(frozen=True, kw_only=True)
class Need:
    """A tool by the names it goes by, the variable that overrides, and the oldest version that serves."""

    title: str
    names: tuple[str, ...]
    variable: str | None
    ask: str
    minimum: Version


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A tool that has answered."""

    path: Path
    version: Version
    source: str

    @property
    def label(self) -> str:
        return f"{written(self.version)} from {self.source}"


GO: Final = Need(title="Go", names=("go",), variable="HUIZHEN_GO", ask="version", minimum=(1, 26))
NODE: Final = Need(title="Node", names=("node",), variable="HUIZHEN_NODE", ask="--version", minimum=(24,))
UV: Final = Need(title="uv", names=("uv",), variable=None, ask="--version", minimum=(0, 5))
CHROMIUM: Final = Need(
    title="Chromium",
    names=("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    variable="HUIZHEN_CHROMIUM",
    ask="--version",
    minimum=(120,),
)


def parse_version(text: str) -> Version | None:
    """The first dotted number: `go version go1.26.8 linux/amd64` gives (1, 26, 8)."""
    found = re.search(r"(\d+(?:\.\d+)+)", text)
    return tuple(int(part) for part in found[1].split(".")) if found else None


def written(version: Version) -> str:
    return ".".join(str(part) for part in version)


def on_path(names: Sequence[str], path: str) -> Iterator[Path]:
    """Every executable of these names on PATH, in PATH's order: a newer one may lie behind an old one."""
    for folder in path.split(os.pathsep):
        for name in names:
            candidate = Path(folder or ".") / name
            if candidate.is_file() and os.access(candidate, os.X_OK):
                yield candidate


def answer(need: Need, path: Path, *, source: str, probe: Probe = processes.probe) -> Tool | None:
    """The tool at `path` if it answers and is new enough."""
    said = probe((path, need.ask))
    version = parse_version(said) if said else None
    if version is None or version < need.minimum:
        return None
    return Tool(path=path, version=version, source=source)


def find_tool(need: Need, environ: Mapping[str, str], *, probe: Probe = processes.probe) -> Tool | None:
    """The tool from its variable, else from PATH; None when the caller has to bring it.

    Raises:
        Refused: the variable is set and what it names does not serve. Going on with another one would
            hide the operator's mistake.
    """
    if need.variable and (given := environ.get(need.variable)):
        named = answer(need, Path(given).expanduser(), source=need.variable, probe=probe)
        if named is None:
            raise Refused(
                f"{need.variable}={given} is no {need.title} >= {written(need.minimum)}: "
                "correct the variable or unset it"
            )
        return named
    for candidate in on_path(need.names, environ.get("PATH", os.defpath)):
        if tool := answer(need, candidate, source="PATH", probe=probe):
            return tool
    return None
