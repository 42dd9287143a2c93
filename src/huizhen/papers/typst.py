"""Owns the one place where pages are set: a kept Typst compiler behind a lock, fed with strings only.

Invariant: equal data give equal bytes, on any day; nothing in the data is read as markup; PDF/A-2b.
Source: stack.md §6; ISO 19005-2. Typst refuses a second call while it works, hence the lock.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any, Final

import typst
from pydantic import ValidationError

from huizhen.papers.coverage import LENT, clean
from huizhen.papers.faces import Faces, sha256_of
from huizhen.papers.qr import as_svg
from huizhen.papers.schemas import SHAPES, printable
from huizhen.papers.system import SystemFaces

TEMPLATES_DIR: Final = Path(__file__).parent / "templates"
PDF_STANDARD: Final = "a-2b"
PREVIEW_PPI: Final = 110.0
PAGES_LABEL: Final = "<pages>"


class PaperDataError(ValueError):
    """The data are not what the template prints. Says where and why, never what: the values are a patient's."""


class PaperTemplateError(RuntimeError):
    """Typst could not set it although the data were accepted: a fault of the template."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One rendering, and what the reader must know of it."""

    pdf: bytes
    render_sha256: str
    pages: int
    uncovered: tuple[int, ...]
    """Code points printed as 〓."""
    omitted: tuple[int, ...]
    """Code points of invisible characters left out."""


@dataclass(frozen=True, slots=True)
class _Copy:
    """What goes to the compiler: the template, its one input, the document's date, and which faces it needs."""

    template: str
    text: str
    dated_at: datetime
    wide: bool
    uncovered: tuple[int, ...]
    omitted: tuple[int, ...]


class Press:
    """A compiler kept for the life of the process; safe to share between threads, which then wait in line."""

    def __init__(self, faces: Faces, system: SystemFaces | None = None) -> None:
        self._faces = faces
        self._system = SystemFaces() if system is None else system
        self._lock = Lock()
        self._compilers: dict[tuple[str, bool], typst.Compiler] = {}

    def render(self, template: str, data: Mapping[str, Any]) -> Paper:
        """The paper as PDF/A-2b.

        Raises:
            PaperDataError: the data do not fit the template.
            PaperTemplateError: the template itself is at fault.
        """
        copy = self._copy(template, data)
        with self._lock:
            pdf = self._compiled(copy, format="pdf", pdf_standards=PDF_STANDARD)[0]
            pages = int(json.loads(self._compiler(copy).query(PAGES_LABEL, field="value", one=True)))
        return Paper(pdf, hashlib.sha256(pdf).hexdigest(), pages, copy.uncovered, copy.omitted)

    def preview(self, template: str, data: Mapping[str, Any]) -> list[bytes]:
        """The pages of the same compile as PNG, for a screen that may hold no frame and no object.

        Raises:
            PaperDataError, PaperTemplateError: as for `render`.
        """
        copy = self._copy(template, data)
        with self._lock:
            return self._compiled(copy, format="png", ppi=PREVIEW_PPI)

    def address(self, template: str, data: Mapping[str, Any]) -> str:
        """The hash of everything that the paper is made from: template, engine, faces, data.

        Raises:
            PaperDataError: the data do not fit the template.
        """
        copy = self._copy(template, data)
        parts = [template, self.template_sha256, *(self._system.sha256 if copy.wide else ()), copy.text]
        parts.append(copy.dated_at.isoformat())
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()

    @cached_property
    def template_sha256(self) -> str:
        """Of all template files, the engine's version and our faces."""
        faces = (f"{name} {sha256}" for name, sha256 in sorted(self._faces.sha256.items()))
        files = (f"{path.name} {sha256_of(path)}" for path in sorted(TEMPLATES_DIR.glob("*.typ")))
        parts = [version("typst"), *faces, *files]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def _copy(self, template: str, data: Mapping[str, Any]) -> _Copy:
        shape = SHAPES.get(template)
        if shape is None:
            raise PaperDataError(f"no template {template!r}")
        wide = False

        def covered(point: int) -> bool:
            nonlocal wide
            if point in self._faces.coverage or point in LENT:
                return True
            wide |= (lent := point in self._system.coverage)
            return lent

        cleaned = clean(dict(data), covered)
        try:
            part = shape.model_validate(cleaned.data)
        except ValidationError as error:
            raise PaperDataError(_places(error)) from None  # its own words would repeat the values
        inputs = printable(part) | {
            "qr": as_svg(part.verify.url),
            "uncovered": [_named(point) for point in cleaned.uncovered],
            "omitted": [_named(point) for point in cleaned.omitted],
        }
        text = json.dumps(inputs, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return _Copy(template, text, part.dated_at, wide, cleaned.uncovered, cleaned.omitted)

    def _compiled(self, copy: _Copy, **how: Any) -> list[bytes]:
        try:
            made = self._compiler(copy).compile(
                sys_inputs={"data": copy.text},
                timestamp=int(copy.dated_at.timestamp()),
                **how,
            )
        except typst.TypstError as error:
            # A diagnostic may quote the text it stumbled over: only its beginning is ours.
            raise PaperTemplateError(f"{copy.template}: {error.message.partition('`')[0]}") from None
        if made is None:
            raise PaperTemplateError(f"{copy.template}: no pages")
        return made if isinstance(made, list) else [made]

    def _compiler(self, copy: _Copy) -> typst.Compiler:
        """One for each template, because a query asks about the compiler's own input."""
        key = (copy.template, copy.wide)
        if key not in self._compilers:
            self._compilers[key] = typst.Compiler(
                input=str(TEMPLATES_DIR / f"{copy.template}.typ"),
                root=str(TEMPLATES_DIR),
                font_paths=self._wide_fonts if copy.wide else self._fonts,
                ignore_system_fonts=True,
            )
        return self._compilers[key]

    @cached_property
    def _fonts(self) -> typst.Fonts:
        return _fonts_in(self._faces.folder)

    @cached_property
    def _wide_fonts(self) -> typst.Fonts:
        return _fonts_in(self._faces.folder, self._system.folder)


def _fonts_in(*folders: Path) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(each) for each in folders]
    )


def _places(error: ValidationError) -> str:
    wrong = (f"{'/'.join(str(step) for step in each['loc'])}: {each['type']}" for each in error.errors())
    return "; ".join(wrong)


def _named(point: int) -> str:
    return f"U+{point:04X}"
