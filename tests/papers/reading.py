"""Reading a paper again: its text, its pages, its metadata, as somebody else's program sees them."""

import io
import re

import pypdf

from huizhen.papers import Paper


def text_of(paper: Paper) -> str:
    """All text without white space, so that a line's end in a narrow cell parts no word."""
    return squeezed("".join(pages_of(paper)))


def pages_of(paper: Paper) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.pdf)).pages]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
