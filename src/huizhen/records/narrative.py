"""Whether the XHTML of a narrative is inert: formatting alone, nothing that runs, loads or hides.

Invariant: what passes can be shown by any browser and asks no other site for anything. Elements and attributes are listed;
what is not on the list is refused, never repaired: a medical document is not changed in silence.
Source: FHIR R4 §2.4.1 (txt-1, txt-2); HTML 4.0 chapters 7 to 11 and 15; security §7.
"""

import re
from html.entities import name2codepoint
from typing import Final
from xml.parsers import expat

XHTML: Final = "http://www.w3.org/1999/xhtml"
DEPTH_MAX: Final = 64
ELEMENTS_MAX: Final = 20_000  # some 0.2 s of reading
ELEMENTS: Final = re.compile(
    "a|abbr|acronym|address|b|bdo|big|blockquote|br|caption|center|cite|code|col|colgroup|dd|dfn|div|dl|dt|em|font|"
    "h[1-6]|hr|i|img|kbd|li|ol|p|pre|q|s|samp|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|"
    "u|ul|var"
)
ATTRIBUTES: Final = re.compile(
    "abbr|align|alt|axis|bgcolor|border|cellpadding|cellspacing|char|charoff|charset|class|clear|color|cols|colspan|"
    "compact|coords|dir|face|frame|headers|height|href|hreflang|hspace|id|lang|name|nowrap|rel|rev|rowspan|rules|"
    "scope|shape|size|span|src|start|style|summary|title|type|valign|value|vspace|width"
)
XML: Final = "http://www.w3.org/XML/1998/namespace "
HREF: Final = re.compile(
    r"(?:#|https?://|mailto:|tel:|(?![a-z][a-z0-9+.-]*:|//))[^\x00-\x20\x7f\\]*", re.IGNORECASE
)
"""An address that a person may choose to follow. No white space inside: browsers would drop it."""
SRC: Final = re.compile(
    r"#[^\x00-\x20\\]*|data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]+|[\w-]+\.(?:png|jpe?g|gif)",
    re.IGNORECASE,
)
"""A picture inside the document, or a bare file name beside it: loading one from elsewhere would tell who reads."""
STYLE_LIVE: Final = re.compile(
    r"url|import|expression|behavio|binding|src|image-set|position|[\\<@&]|/\*", re.IGNORECASE
)
SPACE: Final = re.compile(r"[\x00-\x20]+")


class _Live(Exception):  # noqa: N818 - leaves this module never; it only ends the reading
    """Something that is not on the lists."""


def is_inert(text: str) -> bool:
    """Whether this is one well-formed `div` of listed elements and attributes, with something to read in it."""
    reader = _Reader()
    try:
        reader.read(text)
    except (_Live, expat.ExpatError, UnicodeEncodeError):
        return False
    return reader.has_content


class _Reader:
    """One pass over the mark-up."""

    def __init__(self) -> None:
        self.has_content = False
        self._depth = 0
        self._count = 0
        parser = expat.ParserCreate("UTF-8", " ")
        parser.buffer_text = True
        parser.UseForeignDTD(True)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.ProcessingInstructionHandler = self._refuse
        parser.SkippedEntityHandler = self._entity
        self._parser = parser

    def read(self, text: str) -> None:
        self._parser.Parse(text.encode(), True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        is_root = self._depth == 0
        self._depth += 1
        self._count += 1
        if namespace != XHTML or not ELEMENTS.fullmatch(local) or (is_root and local != "div"):
            raise _Live
        if self._depth > DEPTH_MAX or self._count > ELEMENTS_MAX:
            raise _Live
        if local == "img":
            self.has_content = True
        for attribute, value in attributes.items():
            if not _is_allowed(attribute.removeprefix(XML), value):
                raise _Live

    def _end(self, _name: str) -> None:
        self._depth -= 1

    def _text(self, text: str) -> None:
        if not self.has_content and not text.isspace():
            self.has_content = True

    def _entity(self, name: str, is_parameter: bool) -> None:
        if is_parameter or name not in name2codepoint:
            raise _Live

    def _refuse(self, *_what: object) -> None:
        raise _Live


def _is_allowed(attribute: str, value: str) -> bool:
    if not ATTRIBUTES.fullmatch(attribute):
        return False
    if attribute == "href":
        return HREF.fullmatch(value.strip()) is not None
    if attribute == "src":
        return SRC.fullmatch(value.strip()) is not None
    return attribute != "style" or STYLE_LIVE.search(SPACE.sub("", value)) is None
