"""Owns what a paper is made from: one frozen shape for each template, given as plain JSON data.

Invariant: what a template prints is in its shape; anything else, or less, is refused before a page is set.
Source: domain.md §7.2 (会诊报告). Coded values (`sex`, `mode`, `kind`, `method`, `role`) are translated by
the template where it knows the code and printed as they are where it does not.
"""

from datetime import date, datetime
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

TEXT_CHARS_MAX: Final = 20_000
ITEMS_MAX: Final = 100
SHA256_PATTERN: Final = "^[0-9a-f]{64}$"


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError("not a time zone of this machine") from error
    return name


Text = Annotated[str, Field(max_length=TEXT_CHARS_MAX)]
Required = Annotated[str, Field(min_length=1, max_length=TEXT_CHARS_MAX)]
Sha256 = Annotated[str, Field(pattern=SHA256_PATTERN)]
Zone = Annotated[str, AfterValidator(_known_zone)]


class Part(BaseModel):
    """Closed and frozen: an unknown field would be a fact that the paper leaves out."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Identifier(Part):
    """A typed number of a person; the label is printed (身份证, 医保卡号)."""

    label: Required
    value: Required


class Patient(Part):
    name: Required
    sex: Required
    age: Required
    birth_on: date | None = None
    record_number: Required
    identifiers: Annotated[list[Identifier], Field(max_length=ITEMS_MAX)] = []


class Inviting(Part):
    """Institution first, its people second."""

    institution: Required
    department: Text | None = None
    physician: Text | None = None
    licence_no: Text | None = None
    phone: Text | None = None


class Place(Part):
    party: Required
    place: Required


class Verification(Part):
    method: Required
    by: Required
    at: AwareDatetime


class Participant(Part):
    role: Required
    name: Required
    title: Text | None = None
    institution: Text | None = None
    department: Text | None = None
    licence_no: Text | None = None
    joined_at: AwareDatetime | None = None
    left_at: AwareDatetime | None = None


class Question(Part):
    """One of the request's questions with its answer."""

    no: int
    text: Required
    answer: Text | None = None


class Material(Part):
    title: Required
    version: Text | None = None
    sha256: Sha256 | None = None


class Expert(Part):
    name: Required
    title: Text | None = None
    department: Text | None = None
    institution: Required
    chair: bool = False


class Opinion(Part):
    """One expert's own words; without a dissent the paper says that there is none."""

    expert: Expert
    text: Required
    dissent: Text | None = None
    signed_at: AwareDatetime | None = None
    method: Text | None = None


class Diagnosis(Part):
    text: Required
    code: Required
    system: Required
    edition: Required


class Differential(Part):
    diagnosis: Required
    reasons: Required


class Recommendation(Part):
    no: int
    kind: Required
    text: Required
    due: Text | None = None
    red_flags: Text | None = None


class AiPassage(Part):
    """A passage that a model suggested, what became of it, and by whose decision."""

    text: Required
    source: Required
    decision: Required
    by: Required


class Explanation(Part):
    by: Required
    to: Required
    at: AwareDatetime
    text: Text | None = None


class Signature(Part):
    """Who signs; without `signed_at` the paper points to the verify page, or says 未签署 in a preview."""

    role: Required
    name: Required
    title: Text | None = None
    institution: Text | None = None
    signed_at: AwareDatetime | None = None
    method: Text | None = None


class Verify(Part):
    """`code` is printed, `url` is the QR; neither says anything about a person."""

    code: Required
    url: Annotated[str, Field(pattern="^https?://[!-~]+$", max_length=300)]


class ConsultationReport(Part):
    """会诊报告. `unsigned` prints the watermark of a preview; `dated_at` is the document's only date."""

    unsigned: bool
    dated_at: AwareDatetime
    time_zone: Zone = "Asia/Shanghai"
    institution: Required
    number: Required
    request_number: Required
    version: int
    data_sha256: Sha256
    verify: Verify
    patient: Patient
    inviting_party: Inviting
    mode: Required
    started_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    places: Annotated[list[Place], Field(max_length=ITEMS_MAX)] = []
    identity_verification: Verification | None
    participants: Annotated[list[Participant], Field(max_length=ITEMS_MAX)] = []
    materials: Annotated[list[Material], Field(max_length=ITEMS_MAX)] = []
    reason: Required
    purpose: Required
    questions: Annotated[list[Question], Field(max_length=ITEMS_MAX)]
    discussion_digest: Text | None = None
    opinions: Annotated[list[Opinion], Field(max_length=ITEMS_MAX)]
    diagnoses: Annotated[list[Diagnosis], Field(max_length=ITEMS_MAX)]
    differentials: Annotated[list[Differential], Field(max_length=ITEMS_MAX)] = []
    conclusion: Text | None = None
    recommendations: Annotated[list[Recommendation], Field(max_length=ITEMS_MAX)]
    limits: Text | None = None
    ai_passages: Annotated[list[AiPassage], Field(max_length=ITEMS_MAX)] = []
    decision_statement: Required
    explanation: Explanation | None
    signatures: Annotated[list[Signature], Field(min_length=1, max_length=ITEMS_MAX)]


SHAPES: Final[dict[str, type[ConsultationReport]]] = {"consultation_report": ConsultationReport}


def printable(part: ConsultationReport) -> dict[str, Any]:
    """JSON data of the part with every time in the paper's own zone, to the minute, and every date as ISO 8601."""
    zone = ZoneInfo(part.time_zone)

    def printed(value: Any) -> Any:
        if isinstance(value, datetime):
            return value.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, dict):
            return {key: printed(each) for key, each in value.items()}
        if isinstance(value, list):
            return [printed(each) for each in value]
        return value

    values: dict[str, Any] = printed(part.model_dump())
    return values
