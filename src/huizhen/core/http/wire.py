"""Bases of wire types and the small inputs that many routes share."""

from typing import Annotated, Final

from fastapi import Header
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

KEY_CHARS_MIN: Final = 16
KEY_CHARS_MAX: Final = 64
ETAG_CHARS_MAX: Final = 80
LINE_CHARS_MAX: Final = 200
TEXT_CHARS_MAX: Final = 20_000
CODE_CHARS_MAX: Final = 64
WRITABLE: Final = r"^[^\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]*$"
"""Every character that a document may hold: XML has no others, so they are refused at the field where they came in."""
PROOF_CHARS_MAX: Final = 80


class Wire(BaseModel):
    """What comes in: strict, nothing unknown, nothing converted."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, str_strip_whitespace=True)


class Out(BaseModel):
    """What goes out: no defaults, so that the client's types have no holes."""

    model_config = ConfigDict(frozen=True)

    def as_json(self) -> bytes:
        """The body of the answer. A type that carries stored JSON overrides it and lets the bytes through unparsed."""
        return self.model_dump_json().encode()


class Kept(Out):
    """An answer that may be kept under an idempotency key: ids, versions and states only (S12)."""


Line = Annotated[str, StringConstraints(min_length=1, max_length=LINE_CHARS_MAX, pattern=WRITABLE)]
LongText = Annotated[str, StringConstraints(min_length=1, max_length=TEXT_CHARS_MAX, pattern=WRITABLE)]
Code = Annotated[
    str, StringConstraints(min_length=1, max_length=CODE_CHARS_MAX, pattern=r"^[A-Za-z0-9._:/-]+$")
]
Etag = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
IfMatch = Annotated[str, Header(alias="If-Match", min_length=1, max_length=ETAG_CHARS_MAX)]
IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=KEY_CHARS_MIN,
        max_length=KEY_CHARS_MAX,
        pattern=r"^[A-Za-z0-9_-]+$",
    ),
]


def _code_of(proof: str) -> str:
    return proof.removeprefix("totp ")


TotpProof = Annotated[
    str,
    StringConstraints(max_length=PROOF_CHARS_MAX, pattern=r"^totp [0-9]{6}$"),
    AfterValidator(_code_of),
]
ActProof = Annotated[TotpProof | None, Header(alias="Huizhen-Proof")]
"""The proof of one act, `totp <code>`; the handler gets the code, or none when the header is missing."""
