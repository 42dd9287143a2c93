"""Texts: both languages have the same keys, and every refusal has its words.

Source: architecture.md §9 (errors), §12 (locale parity); style.md §5.
"""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from tests.architecture.tree import PACKAGE, Breach, Source, Tree, dotted, planted, rule

SOURCE_LANGUAGE: Final = "zh-CN"
OTHER: Final = "en"
HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
LATIN: Final = re.compile(r"[A-Za-z]")
HOLE: Final = re.compile(r"\{\{?\s*(\w+)")
PLURAL: Final = re.compile(r"_(zero|one|two|few|many|other)$")


def _flat(value: Any, prefix: str = "") -> dict[str, Any]:
    if not isinstance(value, Mapping):
        return {prefix: value}
    found: dict[str, Any] = {}
    for key, inner in value.items():
        found |= _flat(inner, f"{prefix}.{key}" if prefix else str(key))
    return found


def texts_of(source: Source) -> dict[str, Any]:
    """All texts of a locale file by their path in it."""
    return _flat(json.loads(source.text))


def _pairs(tree: Tree) -> Iterator[tuple[Source | None, Source | None]]:
    """zh-CN and en of each: folders by language on the server, files by language in the client."""
    for source in tree.values():
        if not source.path.endswith(".json"):
            continue
        if source.path.startswith(f"{PACKAGE}locales/{SOURCE_LANGUAGE}/"):
            yield source, tree.get(source.path.replace(f"/{SOURCE_LANGUAGE}/", f"/{OTHER}/"))
        elif source.path.startswith(f"{PACKAGE}locales/{OTHER}/"):
            yield tree.get(source.path.replace(f"/{OTHER}/", f"/{SOURCE_LANGUAGE}/")), source
        elif source.path.startswith("web/src/") and source.name == f"{SOURCE_LANGUAGE}.json":
            yield source, tree.get(source.path.replace(source.name, f"{OTHER}.json"))
        elif source.path.startswith("web/src/") and source.name == f"{OTHER}.json":
            yield tree.get(source.path.replace(source.name, f"{SOURCE_LANGUAGE}.json")), source


ZH: Final = "locales/zh-CN/records.json"
EN: Final = "locales/en/records.json"


@rule(
    planted("b.c is missing", {ZH: '{"a": "甲", "b": {"c": "乙"}}', EN: '{"a": "A"}'}),
    planted("extra is missing", {ZH: '{"a": "甲"}', EN: '{"a": "A", "extra": "B"}'}),
    planted("has no twin", {ZH: '{"a": "甲"}'}),
    planted("has no twin", {"web/src/features/org/en.json": '{"a": "A"}'}),
    planted("a is empty", {ZH: '{"a": "甲"}', EN: '{"a": " "}'}),
    planted("fills other holes", {ZH: '{"a": "第{{page}}页"}', EN: '{"a": "page {{number}}"}'}),
    planted("speaks Chinese", {ZH: '{"a": "甲"}', EN: '{"a": "甲"}'}),
)
def both_languages_say_the_same(tree: Tree) -> Iterator[Breach]:
    for source, other in _pairs(tree):
        if source is None or other is None:
            here = source or other
            if here is not None:
                yield here.breach(0, "has no twin in the other language")
            continue
        yield from _unequal(source, other)


def _unequal(zh: Source, en: Source) -> Iterator[Breach]:
    source, other = texts_of(zh), texts_of(en)
    for here, there, file in ((source, other, en), (other, source, zh)):
        stems = {PLURAL.sub("", key) for key in there}
        for key in here:
            if key not in there and PLURAL.sub("", key) not in stems:
                yield file.breach(0, f"{key} is missing")
    for file, given in ((zh, source), (en, other)):
        for key, text in given.items():
            if not isinstance(text, str) or not text.strip():
                yield file.breach(0, f"{key} is empty, or no text")
    for key in source.keys() & other.keys():
        if set(HOLE.findall(str(source[key]))) != set(HOLE.findall(str(other[key]))):
            yield en.breach(0, f"{key} fills other holes than in {zh.path}")
        named = key.endswith(f"language.{SOURCE_LANGUAGE}")  # a language is named in itself
        if len(HAN.findall(str(other[key]))) > len(LATIN.findall(str(other[key]))) and not named:
            yield en.breach(0, f"{key} speaks Chinese")


@rule(
    planted(
        "twice",
        {ZH: '{"problems": {"gone": "甲"}}', "locales/zh-CN/org.json": '{"problems": {"gone": "乙"}}'},
    ),
)
def a_key_is_told_once(tree: Tree) -> Iterator[Breach]:
    """Server texts of all packages are one table, so a key in two files would hide one of them."""
    seen: dict[tuple[str, str], str] = {}
    for source in tree.under(f"{PACKAGE}locales/", ends=".json"):
        language = source.path.split("/")[-2]
        for key in texts_of(source):
            first = seen.setdefault((language, key), source.path)
            if first != source.path:
                yield source.breach(0, f"{key} is told twice, first in {first}")


MAKER: Final = """
def refused(code):
    return Invalid(FieldError('/a', code))
raise refused('beyond_help')
"""


@rule(
    planted(
        "beyond_help",
        {"core/http/problems.py": "FIELD_CODES = {'missing': 'beyond_help'}\n", ZH: "{}", EN: "{}"},
    ),
    planted(
        "beyond_help",
        {"records/schemas.py": "raise Invalid(FieldError('/a', 'beyond_help'))\n", ZH: "{}", EN: "{}"},
    ),
    planted("beyond_help", {"records/rules.py": MAKER, ZH: "{}", EN: "{}"}),
)
def every_field_error_has_words(tree: Tree) -> Iterator[Breach]:
    for language in (SOURCE_LANGUAGE, OTHER):
        told = {
            key
            for source in tree.under(f"{PACKAGE}locales/{language}/", ends=".json")
            for key in texts_of(source)
        }
        for source in tree.product:
            for code, line in _field_codes(source):
                if f"fields.{code}" not in told:
                    yield source.breach(line, f"field error {code} has no words in {language}")


def _field_codes(source: Source) -> Iterator[tuple[str, int]]:
    """Codes given to `FieldError`, by a function of this file that makes one of its argument, or by the edge's table."""
    makers = {"FieldError": 1} | dict(_makers(source))
    for name, call in source.calls():
        place = makers.get(name.rsplit(".", 1)[-1])
        code = call.args[place] if place is not None and len(call.args) > place else None
        if isinstance(code, ast.Constant):
            yield str(code.value), call.lineno
    for name, table in source.assigned():
        if name == "FIELD_CODES" and isinstance(table, ast.Dict):
            for value in table.values:
                if isinstance(value, ast.Constant):
                    yield str(value.value), value.lineno


def _makers(source: Source) -> Iterator[tuple[str, int]]:
    """Functions that make a field error of one of their arguments, and which one."""
    for function in source.each(ast.FunctionDef):
        arguments = [each.arg for each in function.args.args]
        calls = [each for each in ast.walk(function) if isinstance(each, ast.Call) and len(each.args) > 1]
        for call in calls:
            code = call.args[1]
            if (
                dotted(call.func).endswith("FieldError")
                and isinstance(code, ast.Name)
                and code.id in arguments
            ):
                yield function.name, arguments.index(code.id)
