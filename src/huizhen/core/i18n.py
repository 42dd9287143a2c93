"""Texts of the server by code: titles of problems, field errors, labels. zh-CN is the source, en is complete.

A file per package: `locales/<language>/<package>.json` with the keys `problems`, `fields`, `labels`.
"""

from functools import cache
from importlib import resources
from typing import Final

import orjson

LANGUAGES: Final = ("zh-CN", "en")
SOURCE_LANGUAGE: Final = "zh-CN"


@cache
def texts(language: str, section: str) -> dict[str, str]:
    """All texts of a section, over all packages. A key defined twice is a `ValueError`."""
    found: dict[str, str] = {}
    folder = resources.files("huizhen") / "locales" / language
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if not file.name.endswith(".json"):
            continue
        for key, text in orjson.loads(file.read_bytes()).get(section, {}).items():
            if key in found:
                raise ValueError(f"text {section}.{key} is defined twice ({file.name})")
            found[key] = text
    return found


def text(language: str, section: str, key: str) -> str:
    """The text of a key; the key itself when a text is missing, which a parity test forbids."""
    return texts(language, section).get(key, key)


def preferred(accept_language: str | None) -> str:
    """The best of our languages for an Accept-Language header. English only when asked for first."""
    for part in (accept_language or "").split(","):
        tag = part.split(";")[0].strip().lower()
        if tag.startswith("zh"):
            return "zh-CN"
        if tag.startswith("en"):
            return "en"
    return SOURCE_LANGUAGE
