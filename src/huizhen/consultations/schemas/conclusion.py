"""Wire types of the conclusion: what the chair writes, what he is shown before he signs, what was signed.

Invariant: a form that is not finished can still be shown as a paper; what it lacks is a refusal of signing, not of
looking. Kept answers hold ids, hashes and codes only. Source: domain.md §7.2; decisions D13, S12.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import Field

from huizhen.consultations.schemas.wire import READABLE, Id, PartyOut, Passage
from huizhen.core.http.wire import WRITABLE, Code, Etag, Kept, Line, Out, Wire

CONCLUSION_CHARS_MAX: Final = 10_000
DIAGNOSES_MAX: Final = 20
ANSWERS_MAX: Final = 20
RECOMMENDATIONS_MAX: Final = 30
VERIFY_CODE_CHARS: Final = 19
VERIFY_CODE_PATTERN: Final = r"^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$"

LongPassage = Annotated[str, Field(min_length=1, max_length=CONCLUSION_CHARS_MAX, pattern=WRITABLE), READABLE]
Words = Annotated[Line, READABLE]
VerifyCode = Annotated[str, Field(max_length=VERIFY_CODE_CHARS, pattern=VERIFY_CODE_PATTERN)]


class RecommendationKind(StrEnum):
    """What is advised."""

    TEST = "test"
    TREATMENT = "treatment"
    REFERRAL = "referral"
    FOLLOW_UP = "follow_up"


# ---- what comes in


class DiagnosisIn(Wire):
    """A diagnosis in the chair's words, and the term that it is coded with. Without a code nothing is signed."""

    display: Words
    code: Code | None = None
    system: Line | None = None
    edition: Line | None = None


class DifferentialIn(Wire):
    """What else it could be, and what speaks for and against it."""

    diagnosis: Words
    reasons: Passage


class AnswerIn(Wire):
    """The answer to one question of the request."""

    number: Annotated[int, Field(ge=1)]
    text: Passage


class RecommendationIn(Wire):
    """One thing to do; the attending adopts, changes or rejects each by itself."""

    kind: Annotated[RecommendationKind, Field(strict=False)]
    text: Passage
    due: Words | None = None
    red_flags: Passage | None = None


class ConclusionIn(Wire):
    """The conclusion as the chair has written it so far."""

    conclusion: LongPassage
    limits: Passage
    diagnoses: list[DiagnosisIn] = Field(default_factory=list, max_length=DIAGNOSES_MAX)
    differentials: list[DifferentialIn] = Field(default_factory=list, max_length=DIAGNOSES_MAX)
    answers: list[AnswerIn] = Field(default_factory=list, max_length=ANSWERS_MAX)
    recommendations: list[RecommendationIn] = Field(default_factory=list, max_length=RECOMMENDATIONS_MAX)
    discussion_digest: LongPassage | None = None
    explanation: Passage | None = None


class SignIn(Wire):
    """Which act is signed, and the hash that its signer was shown."""

    act_id: Id
    data_sha256: Etag


# ---- what leaves


class RefusalOut(Out):
    """What still stands against signing, as the refusal itself would say it."""

    code: str
    facts: dict[str, Any]


class ActOut(Out):
    """What is about to be signed: its pages are shown, its hash is what the proof is over.

    `uncovered` are characters printed as 〓, `omitted` invisible ones that were left out, both as U+XXXX.
    """

    act_id: UUID
    data_sha256: str
    pages: int
    uncovered: list[str]
    omitted: list[str]
    refusals: list[RefusalOut]


class ConcludedOut(Kept):
    """What was signed: the document, its hash, its paper, and the code under which anybody may check it."""

    conclusion_id: UUID
    etag: Etag
    paper_id: UUID
    verify_code: VerifyCode


class DiagnosisOut(Out):
    """A diagnosis with its code."""

    display: str
    code: str
    system: str
    edition: str


class DifferentialOut(Out):
    """What else it could be."""

    diagnosis: str
    reasons: str


class AnswerOut(Out):
    """A question of the request and its answer."""

    number: int
    question: str
    text: str


class RecommendationOut(Out):
    """One thing to do."""

    number: int
    kind: RecommendationKind
    text: str
    due: str | None
    red_flags: str | None


class ConclusionOut(Out):
    """The signed conclusion."""

    id: UUID
    etag: str
    paper_id: UUID
    verify_code: str
    number: str
    chair: PartyOut
    signed_at: datetime
    delivered_at: datetime | None
    conclusion: str
    limits: str
    diagnoses: list[DiagnosisOut]
    differentials: list[DifferentialOut]
    answers: list[AnswerOut]
    recommendations: list[RecommendationOut]
    discussion_digest: str | None
    explanation: str | None


class VerifiedSignatureOut(Out):
    """A signature as anybody may see it: nobody is named."""

    role: str
    institution: str
    at: datetime
    method: str
    data_sha256: str


class VerifyOut(Out):
    """What anybody who holds the paper may check: that it exists, unchanged, and who signed in which part."""

    kind: str
    number: str
    institution: str
    version: int
    data_sha256: str
    render_sha256: str
    signed_at: datetime
    signatures: list[VerifiedSignatureOut]
