"""Texts: zh-CN is the source, en is complete, no key has two texts."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizhen.core import i18n
from huizhen.core.i18n import LANGUAGES, preferred, text, texts

SECTIONS = ("problems", "fields", "labels")


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (None, "zh-CN"),
        ("", "zh-CN"),
        ("zh", "zh-CN"),
        ("zh-TW,en;q=0.9", "zh-CN"),
        ("en", "en"),
        ("EN-us,zh;q=0.9", "en"),
        ("fr, en;q=0.5, zh;q=0.4", "en"),
        ("fr-FR,de", "zh-CN"),
        ("*", "zh-CN"),
        (" en ;q=1", "en"),
        (";,;q=", "zh-CN"),
    ],
)
def test_a_reader_gets_the_language_he_asked_for_first(asked: str | None, given: str) -> None:
    assert preferred(asked) == given


@given(st.text())
def test_whatever_a_browser_sends_there_is_a_language(header: str) -> None:
    assert preferred(header) in LANGUAGES


@pytest.mark.parametrize("section", SECTIONS)
def test_both_languages_have_the_same_keys_and_no_empty_text(section: str) -> None:
    source, other = (texts(language, section) for language in LANGUAGES)
    assert source.keys() == other.keys()
    assert all(each.strip() for each in (*source.values(), *other.values()))


def test_a_missing_text_shows_its_key() -> None:
    assert text("en", "problems", "no-such-code") == "no-such-code"
    assert text("zh-CN", "problems", "not-found") == "未找到"


class Folder:
    """Locale files of two packages, as `importlib.resources` would give them."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def files(self, _: str) -> Any:
        return self.path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    place = tmp_path / "locales" / "en"
    place.mkdir(parents=True)
    monkeypatch.setattr(i18n, "resources", Folder(tmp_path))
    texts.cache_clear()
    yield place
    texts.cache_clear()


def test_a_key_that_two_packages_define_is_refused(folder: Path) -> None:
    (folder / "one.json").write_bytes(orjson.dumps({"problems": {"a": "x"}, "fields": {"b": "x"}}))
    (folder / "two.json").write_bytes(orjson.dumps({"problems": {"b": "y"}, "fields": {"b": "y"}}))
    assert texts("en", "problems") == {"a": "x", "b": "y"}
    with pytest.raises(ValueError, match=r"fields\.b is defined twice \(two\.json\)"):
        texts("en", "fields")


def test_what_is_no_text_file_is_passed_over(folder: Path) -> None:
    (folder / "notes.md").write_text("{", "utf-8")
    (folder / "one.json").write_bytes(orjson.dumps({"labels": {"a": "x"}}))
    assert texts("en", "labels") == {"a": "x"}
    assert texts("en", "problems") == {}
