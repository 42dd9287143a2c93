"""Wire types of patients: what comes in, what leaves. Lists are masked; kept answers hold ids only."""

from datetime import date, datetime
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from huizhen import docstore
from huizhen.core.http.wire import WRITABLE, Etag, Kept, Line, Out, Wire
from huizhen.patients.rules import (
    ASKED_AT_REGISTRATION,
    DocumentType,
    Purpose,
    RevealReason,
    Sex,
    WithdrawalReason,
)

NAME_CHARS_MAX: Final = 100
NUMBER_CHARS_MAX: Final = 40
PHONE_CHARS_MAX: Final = 20
DRAFT_FIELDS_MAX: Final = 100

DayIn = Annotated[date, Field(strict=False)]
SexIn = Annotated[Sex, Field(strict=False)]
DocumentTypeIn = Annotated[DocumentType, Field(strict=False)]
PurposeIn = Annotated[Purpose, Field(strict=False)]


class RegisterIn(Wire):
    """A person who comes to a store for the first time."""

    name: Annotated[str, Field(min_length=1, max_length=NAME_CHARS_MAX, pattern=WRITABLE)]
    sex: SexIn
    birth_date: DayIn
    document_type: DocumentTypeIn
    document_number: Annotated[str, Field(min_length=1, max_length=NUMBER_CHARS_MAX)]
    phone: Annotated[str, Field(min_length=1, max_length=PHONE_CHARS_MAX)]
    address: Line | None = None
    reason: Line
    consents: Annotated[list[PurposeIn], Field(max_length=len(ASKED_AT_REGISTRATION))]


class CheckIn(Wire):
    """A complete document number, to ask whether it is known."""

    document_number: Annotated[str, Field(min_length=1, max_length=NUMBER_CHARS_MAX)]


class VisitIn(Wire):
    """Why the patient comes."""

    reason: Line


class AttachIn(Wire):
    """A person registered elsewhere in the chain comes here: by document, with a reason and the consent to share."""

    document_number: Annotated[str, Field(min_length=1, max_length=NUMBER_CHARS_MAX)]
    name: Annotated[str, Field(min_length=1, max_length=NAME_CHARS_MAX)]
    reason: Line
    sharing: bool


class ConsentIn(Wire):
    """The patient's answer to one purpose."""

    purpose: PurposeIn
    agreed: bool = True


class WithdrawIn(Wire):
    """Why an agreement is taken back."""

    reason: Annotated[WithdrawalReason, Field(strict=False)]


class RevealIn(Wire):
    """Which masked value is needed, and why."""

    field: Annotated[str, Field(pattern=r"^(document|phone)$")]
    reason: Annotated[RevealReason, Field(strict=False)]


class DraftIn(Wire):
    """The fields of a form as they stand."""

    content: Annotated[dict[str, docstore.Json], Field(max_length=DRAFT_FIELDS_MAX)]


class RegisteredOut(Kept):
    """A patient who was registered, or came to this store."""

    id: UUID
    visit_id: UUID


class CheckedOut(Out):
    """Whether the number is known: `no`, `here` with the patient, or `elsewhere` with nothing."""

    registered: str
    patient_id: UUID | None


class MadeOut(Kept):
    """The document that was filed."""

    id: UUID


class VisitMovedOut(Kept):
    """A visit that entered another state."""

    id: UUID
    ver: int
    etag: Etag


class RevealedOut(Out):
    """One value, unmasked."""

    value: str


class HitOut(Out):
    """A patient in a list: masked."""

    id: UUID
    name_masked: str
    sex: str
    age: int
    document_masked: str
    phone_masked: str
    last_visit_at: datetime | None


class HitsOut(Out):
    """Patients that answer a query, by name."""

    hits: list[HitOut]


class AllergyOut(Out):
    """An allergy, as the header shows it; without a code when it was written in words."""

    id: UUID
    code: str | None
    display: str
    criticality: str


class ConsentOut(Out):
    """Where one purpose stands, and whether the caller's store may take the agreement back."""

    purpose: str
    state: str
    given_at: datetime | None
    withdrawn_at: datetime | None
    may_withdraw: bool


class VisitOut(Out):
    """A visit."""

    id: UUID
    store_id: UUID
    store_name: str
    state: str
    started_at: datetime
    reason: str


class PatientOut(Out):
    """The patient's header."""

    id: UUID
    name: str
    sex: str
    birth_date: date
    age: int
    document_type: str
    document_masked: str
    phone_masked: str
    address: str | None
    record_number: str
    etag: str
    why: str
    allergies: list[AllergyOut]
    consents: list[ConsentOut]
    visits: list[VisitOut]


class DraftOut(Out):
    """What was typed, and when it was saved; both null when there is no draft."""

    content: dict[str, object] | None
    saved_at: datetime | None

    def as_json(self) -> bytes:
        head = self.model_dump_json(exclude={"content"})
        return head.removesuffix("}").encode() + b',"content":' + docstore.canonical(self.content) + b"}"


class SavedOut(Out):
    """When a draft was saved."""

    saved_at: datetime


class ArrivalOut(Out):
    """A line of the day's list."""

    visit_id: UUID
    patient_id: UUID
    name: str
    sex: str
    age: int
    started_at: datetime
    state: str
    reason: str


class ArrivalsOut(Out):
    """Who came to the actor's store on a day."""

    day: date
    arrivals: list[ArrivalOut]
