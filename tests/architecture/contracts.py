"""contracts/ as the code has it now: openapi.json and events.json. `python -m tests.architecture.contracts` writes both.

Invariant: equal code gives equal bytes; the client is generated from nothing else. Source: architecture.md §1, §12.
"""

import dataclasses
import json
import types
import typing
from collections.abc import Iterable, Mapping
from enum import Enum
from pathlib import Path
from typing import Any, Final

from huizhen.app import create_app
from huizhen.core.events import EVENTS, Event
from huizhen.core.settings import Environment, Settings
from tests.architecture.loaded import load
from tests.architecture.tree import ROOT

FOLDER: Final = ROOT / "contracts"


def openapi() -> dict[str, Any]:
    """The API as every node serves it."""
    load()
    return create_app(Settings(environment=Environment.TEST)).openapi()


def events(kinds: Iterable[type[Event]]) -> dict[str, Any]:
    """Each event with version, subject and the types of its values; an enum by its values."""
    return {
        each.kind: {
            "version": each.version,
            "subject_type": each.subject_type,
            "values": {
                name: _type_name(hint)
                for name, hint in typing.get_type_hints(each).items()
                if name in {field.name for field in dataclasses.fields(each)} - {"subject_id"}
            },
        }
        for each in sorted(kinds, key=lambda kind: kind.kind)
    }


def _type_name(hint: Any) -> str:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return " | ".join(_type_name(each) for each in typing.get_args(hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return " | ".join(repr(each.value) for each in hint)
    return "null" if hint is type(None) else getattr(hint, "__name__", str(hint))


def as_text(contract: Mapping[str, Any]) -> str:
    """The form in which a contract is committed."""
    return json.dumps(contract, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def contracts() -> dict[str, str]:
    """File name and text of each."""
    api = as_text(openapi())
    return {"openapi.json": api, "events.json": as_text(events(EVENTS.values()))}


def write(folder: Path = FOLDER) -> None:
    """Bring the folder up to the code."""
    folder.mkdir(exist_ok=True)
    for name, text in contracts().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
