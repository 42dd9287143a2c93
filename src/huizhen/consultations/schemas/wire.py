"""Wire types of a case: what comes in, what leaves. Kept answers hold ids, numbers, states and versions only.

Fields that the process asks for are optional here: a gate names all that is missing at once, a form keeps what it has.
"""

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field

from huizhen import papers
from huizhen.consultations.gates import Opinion, Reply
from huizhen.consultations.moves import CancelReason, Command, InvitationReason, State
from huizhen.consultations.rules import PatientLocation, Priority
from huizhen.consultations.stages import CaseRole
from huizhen.core.http.wire import WRITABLE, Code, Etag, Kept, Out, Wire

QUESTIONS_MAX: Final = 20
PROPOSED_TIMES_MAX: Final = 5
REQUEST_CHARS_MAX: Final = 4_000
OPINION_CHARS_MAX: Final = 10_000
NOTE_CHARS_MAX: Final = 1_000
NUMBER_CHARS_MAX: Final = 64


def _readable(text: str) -> str:
    if not papers.is_readable(text):
        raise ValueError("nothing to read")
    return text


READABLE: Final = AfterValidator(_readable)
"""What is printed one day has something to be seen: invisible characters alone are no text."""

Id = Annotated[UUID, Field(strict=False)]
Passage = Annotated[str, Field(min_length=1, max_length=REQUEST_CHARS_MAX, pattern=WRITABLE), READABLE]
Note = Annotated[str, Field(min_length=1, max_length=NOTE_CHARS_MAX, pattern=WRITABLE)]
Number = Annotated[str, Field(max_length=NUMBER_CHARS_MAX)]


class CreateIn(Wire):
    """A case about a patient of the caller's store. The attending is the caller unless he names another."""

    patient_id: Id
    attending_id: Id | None = None
    priority: Annotated[Priority, Field(strict=False)] = Priority.ROUTINE
    patient_location: Annotated[PatientLocation, Field(strict=False)]


class RequestIn(Wire):
    """The request as it is submitted."""

    reason: Passage | None = None
    purpose: Passage | None = None
    questions: list[Passage] = Field(default_factory=list, max_length=QUESTIONS_MAX)
    specialty: Code | None = None
    urgency_reason: Passage | None = None
    proposed_times: list[Annotated[AwareDatetime, Field(strict=False)]] = Field(
        default_factory=list, max_length=PROPOSED_TIMES_MAX
    )


class InviteIn(Wire):
    """Whom to ask, and whether he is to lead."""

    user_id: Id
    chair: bool


class DeclineIn(Wire):
    """Why an expert says no. The note is for the attending."""

    reason: Annotated[InvitationReason, Field(strict=False)]
    note: Note | None = None


class ScheduleIn(Wire):
    """The time that everybody has agreed to."""

    planned_at: Annotated[AwareDatetime, Field(strict=False)]
    all_confirmed: bool


class CancelIn(Wire):
    """Why the case ends before its session."""

    reason: Annotated[CancelReason, Field(strict=False)]
    note: Note | None = None


class OpinionIn(Wire):
    """An expert's opinion; `dissent` says where he differs from the others."""

    text: Annotated[str, Field(min_length=1, max_length=OPINION_CHARS_MAX, pattern=WRITABLE), READABLE]
    dissent: Passage | None = None


class SignedOut(Kept):
    """A document that was signed, and the hash that the proof is over."""

    id: UUID
    etag: Etag


class MovedOut(Kept):
    """Where the case stands after a command."""

    id: UUID
    number: Number
    state: State
    version: int


class InvitedOut(Kept):
    """An invitation that was sent."""

    id: UUID
    answer_until_at: datetime


class SubjectOut(Out):
    """The patient, for those who may open the record."""

    id: UUID
    name: str
    sex: str
    age_years: int


class SummaryOut(Out):
    """The case without the person."""

    sex: str
    age_years: int
    reason: str
    purpose: str
    questions: list[str]
    urgency_reason: str | None
    proposed_times: list[datetime]


class QuestionOut(Out):
    """A question and its number."""

    number: int
    text: str


class RequestOut(Out):
    """The request as it was filed."""

    id: UUID
    etag: str
    reason: str
    purpose: str
    questions: list[QuestionOut]
    urgency_reason: str | None
    proposed_times: list[datetime]


class PartyOut(Out):
    """A colleague."""

    id: UUID
    name: str


class InvitationOut(Out):
    """One invitation; the reason of a refusal is for those who plan the case."""

    id: UUID
    user: PartyOut
    org_name: str
    chair: bool
    reply: Reply
    answer_until_at: datetime
    answered_at: datetime | None
    decline_reason: InvitationReason | None
    decline_note: str | None
    opinion: Opinion


class OpinionOut(Out):
    """What an expert signed."""

    id: UUID
    etag: str
    user: PartyOut
    text: str
    dissent: str | None
    signed_at: datetime


class NextOut(Out):
    """What brings the case forward, who may do it, and what still stands against it."""

    command: Command
    roles: list[CaseRole]
    mine: bool
    blocked_by: list[str]


class HappenedOut(Out):
    """One line of the story of a case."""

    kind: str
    at: datetime
    actor_name: str
    about_name: str | None
    reason: str | None


class ConcludedRefOut(Out):
    """The signed conclusion of a case, and the code under which its paper can be checked."""

    id: UUID
    verify_code: str


class LineSubjectOut(Out):
    """The patient in a list: masked, for a list is read by whoever stands beside."""

    id: UUID
    name_masked: str
    sex: str
    age_years: int


class LineOut(Out):
    """A case in a list. `patient` is null for who may not open the record."""

    id: UUID
    number: str
    state: State
    priority: Priority
    store_name: str
    attending: PartyOut
    chair: PartyOut | None
    specialty: str | None
    planned_at: datetime | None
    answer_until_at: datetime | None
    changed_at: datetime
    patient: LineSubjectOut | None
    roles: list[CaseRole]
    next: NextOut | None


class MineOut(Out):
    """The caller's cases: invitations that wait for him, today's, later ones, and all others that are open."""

    waiting: list[LineOut]
    today: list[LineOut]
    upcoming: list[LineOut]
    open: list[LineOut]


class CaseOut(Out):
    """One case. `patient` and `request` are null for who may not open the record; `summary` stands in for them."""

    id: UUID
    number: str
    etag: str
    state: State
    is_unsigned: bool
    priority: Priority
    template: str
    template_version: int
    store_id: UUID
    store_name: str
    patient_location: PatientLocation
    attending: PartyOut
    chair: PartyOut | None
    specialty: str | None
    created_at: datetime
    submitted_at: datetime | None
    planned_at: datetime | None
    opened_at: datetime | None
    finished_at: datetime | None
    signed_at: datetime | None
    delivered_at: datetime | None
    conclusion: ConcludedRefOut | None
    cancelled_at: datetime | None
    cancel_reason: CancelReason | None
    cancel_note: str | None
    patient: SubjectOut | None
    request: RequestOut | None
    summary: SummaryOut | None
    invitations: list[InvitationOut]
    opinions: list[OpinionOut]
    consents_missing: list[str]
    roles: list[CaseRole]
    allowed: list[Command]
    next: NextOut | None
    story: list[HappenedOut]
