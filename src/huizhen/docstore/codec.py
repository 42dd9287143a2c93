"""The one form in which a document is stored, hashed and sent.

Invariant: equal content gives equal bytes on every machine, and nothing that came in is lost: unknown fields,
the text of numbers (1.0 stays 1.0), the characters of strings.
Source: decision S2; RFC 8259; security §7.1.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any, Final, NoReturn, Self

from huizhen.core.errors import FieldError, Invalid

Json = Any
"""None, bool, str, `Number`, list or dict of these. A builder may also give int, Decimal and tuple; never float."""

Body = dict[str, Any]
"""A document."""

SALT_BYTES: Final = 16
DEPTH_MAX: Final = 64
ARRAY_ITEMS_MAX: Final = 10_000
NUMBER_CHARS_MAX: Final = 1_000
NUMBER_EXPONENT_MAX: Final = 1_000  # else `int` of eleven characters could fill the memory
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE]([-+]?[0-9]+))?")


def refused(code: str, pointer: str = "") -> Invalid:
    """A refusal of the document, or of one place in it; never with a value."""
    return Invalid(FieldError(pointer, code))


@dataclass(frozen=True, slots=True)
class Number:
    """A JSON number by its text. Equal only to the same text: precision is part of a measured value."""

    text: str

    def __post_init__(self) -> None:
        found = _NUMBER.fullmatch(self.text) if len(self.text) <= NUMBER_CHARS_MAX else None
        if found is None or abs(int(found[1] or 0)) > NUMBER_EXPONENT_MAX:
            raise refused("number")

    @classmethod
    def of(cls, value: int | Decimal) -> Self:
        """
        Raises:
            Invalid: NaN, infinity, or too long.
        """
        if isinstance(value, int) and value.bit_length() > NUMBER_CHARS_MAX * 4:  # Python will not print it
            raise refused("number")
        return cls(str(value))

    @property
    def decimal(self) -> Decimal:
        """Exactly this value; arithmetic on it rounds by the context of the caller."""
        return Decimal(self.text)

    def __int__(self) -> int:
        """The whole number; refuses to cut one that is not whole."""
        value = self.decimal
        if value != value.to_integral_value():
            raise refused("number")
        return int(value)


def parse(raw: bytes | str) -> Body:
    """
    Raises:
        Invalid: not UTF-8 JSON with an object on top; a key given twice, NaN, half a surrogate pair,
            or beyond the limits of depth, array length and number length.
    """
    try:
        text = raw if isinstance(raw, str) else raw.decode("utf-8")
        value = _DECODER.decode(text)
    except RecursionError:
        raise refused("too_deep") from None
    except ValueError:  # its message would quote the text
        raise refused("malformed") from None
    if not isinstance(value, dict):
        raise refused("malformed")
    body: Body = normal(value)
    return body


def normal(value: Json) -> Json:
    """A deep copy in the codec's own types: what a builder wrote compares equal to what was parsed.

    Raises:
        Invalid: as `parse`.
        TypeError: something that no JSON has, or a float, whose text nobody chose.
    """
    return _normal(value, 0)


def _normal(value: Json, depth: int) -> Json:
    kind = type(value)
    if kind is str:
        return value if value.isascii() else _whole(value)
    if kind is dict:
        _deeper(depth)
        return {
            name if name.isascii() else _whole(name): _normal(each, depth + 1) for name, each in value.items()
        }
    if kind is list or kind is tuple:
        _deeper(depth, len(value))
        return [_normal(each, depth + 1) for each in value]
    if kind is int or kind is Decimal:
        return Number.of(value)
    if value is None or kind is bool or kind is Number:
        return value
    raise TypeError(kind.__name__)


def _deeper(depth: int, items: int = 0) -> None:
    if depth == DEPTH_MAX:
        raise refused("too_deep")
    if items > ARRAY_ITEMS_MAX:
        raise refused("too_long")


def _whole(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair: it could be written here and read nowhere
        raise refused("malformed") from None
    return text


def canonical(value: Json) -> bytes:
    """The bytes: names by code point, least white space, UTF-8 unescaped.

    Raises:
        Invalid, TypeError: as `normal`.
    """
    parts: list[str] = []
    _write(value, parts.append, 0)
    try:
        return "".join(parts).encode()
    except UnicodeEncodeError:
        raise refused("malformed") from None


def _write(value: Json, put: Callable[[str], None], depth: int) -> None:
    """One pass, told apart by exact type: this runs for every version of every document."""
    kind = type(value)
    if kind is str:
        put(encode_basestring(value))
    elif kind is dict:
        _deeper(depth)
        separator = "{"
        for name in sorted(value):
            put(f"{separator}{encode_basestring(name)}:")
            _write(value[name], put, depth + 1)
            separator = ","
        put("}" if value else "{}")
    elif kind is list or kind is tuple:
        _deeper(depth, len(value))
        separator = "["
        for each in value:
            put(separator)
            _write(each, put, depth + 1)
            separator = ","
        put("]" if value else "[]")
    elif kind is Number:
        put(value.text)
    elif kind is int or kind is Decimal:
        put(Number.of(value).text)
    elif value is None or kind is bool:
        put(_CONSTANTS[value])
    else:
        raise TypeError(kind.__name__)


def pack(salt: bytes, body: Body) -> bytes:
    """The plaintext of a body. The salt is made with `create` and stays: else a clear hash could be guessed at."""
    if len(salt) != SALT_BYTES:
        raise ValueError(len(salt))
    return salt + canonical(body)


def unpack(plaintext: bytes) -> tuple[bytes, Body]:
    """Salt and body of a plaintext."""
    return plaintext[:SALT_BYTES], parse(plaintext[SALT_BYTES:])


def etag(plaintext: bytes) -> str:
    """The document's hash (SHA-256, hex) over salt and canonical body."""
    return hashlib.sha256(plaintext).hexdigest()


def _unique(pairs: list[tuple[str, Json]]) -> Body:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise refused("duplicate_key")
    return found


def _no_constant(_name: str) -> NoReturn:
    raise refused("number")


_CONSTANTS: Final = {None: "null", True: "true", False: "false"}
_DECODER: Final = json.JSONDecoder(
    parse_float=Number, parse_int=Number, parse_constant=_no_constant, object_pairs_hook=_unique
)
