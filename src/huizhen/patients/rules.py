"""Consents and what needs them, states of a visit, who is registered where; this domain's refusals and events. Pure.

Invariant: a gate opens only on consents in force at that moment; a refused purpose never stands in for another.
Source: domain.md §11 (purposes), decision S10 (registered elsewhere).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Final
from uuid import UUID

from huizhen.core.errors import Conflict, FieldError, Invalid, TooMany
from huizhen.core.events import Event

AGE_YEARS_MAX: Final = 130
GUARDIAN_BELOW_YEARS: Final = 14
SEARCH_HITS_MAX: Final = 200
REVEALS_PER_HOUR_MAX: Final = 30


class Sex(StrEnum):
    """Administrative sex, by the codes of FHIR R4 that a resident number can bear."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"


class DocumentType(StrEnum):
    """What identifies the patient. `other` is not checked: passport, permit, none yet."""

    RESIDENT_ID = "resident_id"
    OTHER = "other"


def age_years(born_on: date, *, on: date) -> int:
    """Completed years of life; negative before the birth."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


class Purpose(StrEnum):
    """What a patient agrees to, one by one."""

    TREATMENT = "treatment"
    SHARING = "sharing"
    REMOTE_CONSULTATION = "remote_consultation"
    RECORDING = "recording"
    AI_PROCESSING = "ai_processing"
    TEACHING = "teaching"
    CROSS_BORDER = "cross_border"


ASKED_AT_REGISTRATION: Final = (
    Purpose.TREATMENT,
    Purpose.SHARING,
    Purpose.REMOTE_CONSULTATION,
    Purpose.RECORDING,
    Purpose.AI_PROCESSING,
)


class Gate(StrEnum):
    """A step that waits for consents."""

    OPEN_VISIT = "open_visit"
    READ_AT_ANOTHER_STORE = "read_at_another_store"
    SUBMIT_CONSULTATION = "submit_consultation"


NEEDS: Final[Mapping[Gate, frozenset[Purpose]]] = {
    Gate.OPEN_VISIT: frozenset({Purpose.TREATMENT}),
    Gate.READ_AT_ANOTHER_STORE: frozenset({Purpose.SHARING}),
    Gate.SUBMIT_CONSULTATION: frozenset({Purpose.TREATMENT, Purpose.REMOTE_CONSULTATION, Purpose.SHARING}),
}

OPEN_IN_EMERGENCY: Final = frozenset({Gate.OPEN_VISIT})
"""Gates that an emergency opens; the missing consent stays as a task to complete."""


class ConsentState(StrEnum):
    """Where an entry of the ledger stands."""

    IN_FORCE = "in_force"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NOT_YET = "not_yet"


class WithdrawalReason(StrEnum):
    """Why a yes is taken back: a code, for nobody has to justify himself (S11)."""

    PATIENT_REQUEST = "patient_request"
    GUARDIAN_REQUEST = "guardian_request"
    RECORDED_IN_ERROR = "recorded_in_error"


@dataclass(frozen=True, slots=True)
class ConsentEntry:
    """One answer to one purpose. `agreed` is False for a refusal; `withdrawn_at` ends an agreement for good."""

    purpose: Purpose
    agreed: bool
    given_at: datetime
    withdrawn_at: datetime | None = None

    def state(self, now: datetime) -> ConsentState:
        if now < self.given_at:
            return ConsentState.NOT_YET
        if not self.agreed:
            return ConsentState.REFUSED
        if self.withdrawn_at is not None and self.withdrawn_at <= now:
            return ConsentState.WITHDRAWN
        return ConsentState.IN_FORCE


def in_force(entries: Iterable[ConsentEntry], now: datetime) -> frozenset[Purpose]:
    """Purposes whose latest answer is a yes that still stands."""
    given = sorted((e for e in entries if e.given_at <= now), key=lambda entry: entry.given_at)
    latest = {entry.purpose: entry for entry in given}
    return frozenset(p for p, entry in latest.items() if entry.state(now) is ConsentState.IN_FORCE)


def missing(gate: Gate, held: frozenset[Purpose]) -> tuple[Purpose, ...]:
    """Purposes that a gate still waits for, in the order in which they are asked."""
    return tuple(purpose for purpose in Purpose if purpose in NEEDS[gate] - held)


def check_gate(gate: Gate, held: frozenset[Purpose], *, emergency: bool = False) -> tuple[Purpose, ...]:
    """What is still to be asked after passing in an emergency. Raises `ConsentMissing` when the gate stays shut."""
    wanted = missing(gate, held)
    if wanted and not (emergency and gate in OPEN_IN_EMERGENCY):
        raise ConsentMissing(purposes=[str(purpose) for purpose in wanted])
    return wanted


def is_own_signature_enough(born_on: date, *, on: date) -> bool:
    """Whether the patient may sign alone: from 14 on. Wards are marked by hand. Source: domain.md §11.5, LAW-22."""
    return age_years(born_on, on=on) >= GUARDIAN_BELOW_YEARS


class VisitState(StrEnum):
    """Where a visit stands. The values are FHIR's Encounter.status with an underscore."""

    ARRIVED = "arrived"
    IN_PROGRESS = "in_progress"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered_in_error"


class VisitCommand(StrEnum):
    """What somebody does to a visit."""

    BEGIN = "begin"
    FINISH = "finish"
    CANCEL = "cancel"
    RETRACT = "retract"


VISIT_MOVES: Final[Mapping[VisitCommand, tuple[frozenset[VisitState], VisitState]]] = {
    VisitCommand.BEGIN: (frozenset({VisitState.ARRIVED}), VisitState.IN_PROGRESS),
    VisitCommand.FINISH: (frozenset({VisitState.IN_PROGRESS}), VisitState.FINISHED),
    VisitCommand.CANCEL: (frozenset({VisitState.ARRIVED}), VisitState.CANCELLED),
    VisitCommand.RETRACT: (
        frozenset({VisitState.ARRIVED, VisitState.IN_PROGRESS, VisitState.FINISHED}),
        VisitState.ENTERED_IN_ERROR,
    ),
}

OPEN_VISITS: Final = frozenset({VisitState.ARRIVED, VisitState.IN_PROGRESS})


def moved(state: VisitState, command: VisitCommand) -> VisitState:
    """The state after a command. Raises `VisitMoveRefused` with what is allowed instead."""
    sources, target = VISIT_MOVES[command]
    if state not in sources:
        raise VisitMoveRefused(state=str(state), allowed=[str(c) for c in allowed(state)])
    return target


def allowed(state: VisitState) -> tuple[VisitCommand, ...]:
    """Commands that a visit in this state takes."""
    return tuple(command for command, (sources, _) in VISIT_MOVES.items() if state in sources)


class Registered(StrEnum):
    """Whether a document number is known: visible to who asks, only somewhere in the chain, or nowhere."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    NO = "no"


def registered(*, visible: bool, in_chain: bool) -> Registered:
    """What may be said about a complete number; "elsewhere" says neither who nor where."""
    if visible:
        return Registered.HERE
    return Registered.ELSEWHERE if in_chain else Registered.NO


class RevealReason(StrEnum):
    """Why a masked value is needed: a code, for free text could say something clinical (S11)."""

    IDENTITY_CHECK = "identity_check"
    CONTACT = "contact"
    INSURANCE = "insurance"
    CORRECTION = "correction"


class AlreadyRegistered(Conflict):
    """The number belongs to a patient. Facts `registered` (here, elsewhere) and, when seen here, `patient_id`."""

    code = "already-registered"


class ConsentMissing(Conflict):
    """A gate waits for consents. Fact `purposes`: which ones."""

    code = "consent-missing"


class ConsentAlreadyInForce(Conflict):
    """The purpose was agreed to and not withdrawn."""

    code = "consent-already-in-force"


class ConsentNotInForce(Conflict):
    """Nothing stands that could be taken back at this store."""

    code = "consent-not-in-force"


class VisitMoveRefused(Conflict):
    """The visit stands elsewhere. Facts `state`, `allowed`."""

    code = "visit-move-refused"


class NarrowIt(Invalid):
    """More hits than a list may show; an arbitrary part of them would mislead (S10). Fact `hits_max`."""

    code = "narrow-it"

    def __init__(self) -> None:
        super().__init__(FieldError("?q", "narrow_it"), hits_max=SEARCH_HITS_MAX)


class RevealLimit(TooMany):
    """More unmasked values within an hour than work needs. Fact `retry_after_s`."""

    code = "reveal-limit"


@dataclass(frozen=True, kw_only=True)
class PatientRegistered(Event):
    """A new patient of the chain."""

    kind: ClassVar[str] = "patient.registered"
    subject_type: ClassVar[str] = "patient"

    store_id: UUID


@dataclass(frozen=True, kw_only=True)
class IdentityRevealed(Event):
    """Somebody saw an identifier unmasked; the reason stands beside the entry."""

    kind: ClassVar[str] = "identity.revealed"
    subject_type: ClassVar[str] = "patient"

    field: str


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Event):
    """A patient said yes to one purpose."""

    kind: ClassVar[str] = "consent.given"
    subject_type: ClassVar[str] = "patient"

    consent_id: UUID
    purpose: str


@dataclass(frozen=True, kw_only=True)
class ConsentRefused(Event):
    """A patient said no to one purpose."""

    kind: ClassVar[str] = "consent.refused"
    subject_type: ClassVar[str] = "patient"

    consent_id: UUID
    purpose: str


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(Event):
    """A patient took a yes back; why stands beside the entry as a code."""

    kind: ClassVar[str] = "consent.withdrawn"
    subject_type: ClassVar[str] = "patient"

    consent_id: UUID
    purpose: str


@dataclass(frozen=True, kw_only=True)
class VisitOpened(Event):
    """A patient came to a store."""

    kind: ClassVar[str] = "visit.opened"
    subject_type: ClassVar[str] = "patient"

    visit_id: UUID
    store_id: UUID


@dataclass(frozen=True, kw_only=True)
class VisitMoved(Event):
    """A visit entered another state."""

    kind: ClassVar[str] = "visit.moved"
    subject_type: ClassVar[str] = "patient"

    visit_id: UUID
    state: str
