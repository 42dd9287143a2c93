"""The table of a case: its states, the commands, who gives which from where, and what must hold and come with it.

Invariant: one row at most for a command in a state, and none leads out of a closed state.
Source: domain.md §3.2, §3.3; decisions D30, S11.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from huizhen.consultations import gates
from huizhen.consultations.gates import Gate
from huizhen.consultations.stages import CaseRole


class State(StrEnum):
    """Where the case stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    STORE_REVIEW = "store_review"
    PRE_REVIEW = "pre_review"
    MATCHING = "matching"
    INVITED = "invited"
    SCHEDULED = "scheduled"
    READY = "ready"
    IN_SESSION = "in_session"
    OPINION_DRAFTED = "opinion_drafted"
    SIGNED = "signed"
    DELIVERED = "delivered"
    EXECUTING = "executing"
    CLOSED = "closed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    ABORTED = "aborted"
    CONVERTED = "converted"


TERMINAL: Final = frozenset(
    {State.CLOSED, State.DECLINED, State.CANCELLED, State.NO_SHOW, State.ABORTED, State.CONVERTED}
)
BEFORE_SESSION: Final = frozenset(
    {
        State.DRAFT,
        State.SUBMITTED,
        State.STORE_REVIEW,
        State.PRE_REVIEW,
        State.MATCHING,
        State.INVITED,
        State.SCHEDULED,
        State.READY,
    }
)
AFTER_REPORT: Final = frozenset({State.SIGNED, State.DELIVERED, State.EXECUTING, State.CLOSED})
"""Outside these everything of the case says 未签署."""


class Command(StrEnum):
    """What somebody asks of a case."""

    CREATE = "create"
    ADOPT_APPLICATION = "adopt_application"
    SUBMIT = "submit"
    ROUTE = "route"
    APPROVE = "approve"
    RETURN_TO_DRAFT = "return_to_draft"
    DECLINE = "decline"
    PASS = "pass"  # noqa: S105 - the word of the process, no password
    REQUEST_SUPPLEMENT = "request_supplement"
    ANSWER_SUPPLEMENT = "answer_supplement"
    INVITE = "invite"
    ACCEPT = "accept"
    DECLINE_INVITATION = "decline_invitation"
    WITHDRAW_INVITATION = "withdraw_invitation"
    PROPOSE_TIME = "propose_time"
    SCHEDULE = "schedule"
    BEGIN_WRITING = "begin_writing"
    RAISE = "raise"
    MAKE_READY = "make_ready"
    OPEN = "open"
    ADVANCE = "advance"
    TAKE_CHAIR = "take_chair"
    HAND_OVER_CHAIR = "hand_over_chair"
    FINISH = "finish"
    REOPEN = "reopen"
    SIGN_OPINION = "sign_opinion"
    SIGN = "sign"
    DELIVER = "deliver"
    ADOPT_PLAN = "adopt_plan"
    CLOSE = "close"
    CANCEL = "cancel"
    MARK_NO_SHOW = "mark_no_show"
    ABORT = "abort"
    CONVERT = "convert"


OFFERED: Final = frozenset(
    {
        Command.CREATE,
        Command.SUBMIT,
        Command.ROUTE,
        Command.INVITE,
        Command.ACCEPT,
        Command.DECLINE_INVITATION,
        Command.WITHDRAW_INVITATION,
        Command.SCHEDULE,
        Command.OPEN,
        Command.ADVANCE,
        Command.TAKE_CHAIR,
        Command.HAND_OVER_CHAIR,
        Command.FINISH,
        Command.REOPEN,
        Command.SIGN_OPINION,
        Command.SIGN,
        Command.DELIVER,
        Command.CANCEL,
    }
)
"""What this release carries out; the rest of the table is refused as `not-offered`."""


class ReturnReason(StrEnum):
    """Why a request goes back to its author."""

    INCOMPLETE = "incomplete"
    UNCLEAR_PURPOSE = "unclear_purpose"
    OTHER = "other"


class DeclineReason(StrEnum):
    """Why a case is not taken on."""

    NOT_INDICATED = "not_indicated"
    OUT_OF_SCOPE = "out_of_scope"
    NO_CAPACITY = "no_capacity"
    ON_SITE_CARE_NEEDED = "on_site_care_needed"
    OTHER = "other"


class InvitationReason(StrEnum):
    """Why an expert says no: the codes of the set `decline_reason`. `no_answer` is the clock's."""

    NO_TIME = "no_time"
    OUTSIDE_SPECIALTY = "outside_specialty"
    OTHER_EXPERT_FITTER = "other_expert_fitter"
    INSUFFICIENT_MATERIAL = "insufficient_material"
    NEEDS_ON_SITE_CARE = "needs_on_site_care"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    DUPLICATE = "duplicate"
    NO_ANSWER = "no_answer"
    OTHER = "other"


class CancelReason(StrEnum):
    """Why a case ends before its session: the codes of the set `cancel_reason`."""

    PATIENT_WITHDREW = "patient_withdrew"
    PATIENT_BETTER = "patient_better"
    PATIENT_WORSE_TRANSFERRED = "patient_worse_transferred"
    PATIENT_DIED = "patient_died"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    EXPERT_UNAVAILABLE = "expert_unavailable"
    TECHNICAL = "technical"
    ENTERED_IN_ERROR = "entered_in_error"
    OTHER = "other"


class TakeOverReason(StrEnum):
    """Why somebody else leads the session."""

    LINE_LOST = "line_lost"
    CALLED_AWAY = "called_away"
    UNKNOWN = "unknown"
    OTHER = "other"


class Missed(StrEnum):
    """Who did not come."""

    PATIENT = "patient"
    ATTENDING = "attending"
    CONSULTANT = "consultant"
    CHAIR = "chair"


class AbortReason(StrEnum):
    """`clinical` always says: refer to on-site care."""

    TECHNICAL = "technical"
    CLINICAL = "clinical"


class ConvertTarget(StrEnum):
    """What becomes of a case that leaves the process: a referral, or the emergency department."""

    TRANSFER = "transfer"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table. Several targets: the first that occurs in the template; none: the state stays."""

    command: Command
    sources: frozenset[State | None]
    targets: tuple[State, ...]
    by: frozenset[CaseRole]
    gates: tuple[Gate, ...] = ()
    reason: type[StrEnum] | None = None
    """The code that must come with it; the note beside it is an encrypted draft."""
    written_only: bool = False


NOT_YET: Final = None
STAYS: Final[tuple[State, ...]] = ()


def _in(*states: State | None) -> frozenset[State | None]:
    return frozenset(states)


def _by(*roles: CaseRole) -> frozenset[CaseRole]:
    return frozenset(roles)


_ATTENDING: Final = _by(CaseRole.ATTENDING)
_COORDINATOR: Final = _by(CaseRole.COORDINATOR)
_CHAIR: Final = _by(CaseRole.CHAIR)
_SYSTEM: Final = _by(CaseRole.SYSTEM)
_EXPERTS: Final = _by(CaseRole.CONSULTANT, CaseRole.CHAIR)
_REVIEWERS: Final = _by(CaseRole.DEPARTMENT_HEAD, CaseRole.STORE_LEAD, CaseRole.MEDICAL_AFFAIRS)
_DESK: Final = _by(CaseRole.FRONT_DESK, CaseRole.NURSE)
_FAMILY: Final = _by(CaseRole.PATIENT, CaseRole.GUARDIAN)

_SUBMITTING: Final = (
    gates.application_adopted,
    gates.consents_in_force,
    gates.request_complete,
    gates.questions_asked,
    gates.agreement_in_force,
)
_OPENING: Final = (
    gates.consents_in_force,
    gates.attending_connected,
    gates.qualified_today,
    gates.physicians_proven,
)
_SIGNING: Final = (
    gates.qualified_today,
    gates.opinions_spoken,
    gates.stages_walked,
    gates.checklist_ticked,
    gates.questions_answered,
    gates.conclusion_complete,
)
_ANOTHER: Final = (gates.judged_by_somebody_else,)
_AGREED: Final = (gates.everyone_accepted, gates.time_confirmed)

# Two letters keep a row of the table on one line.
C, S = Command, State
MOVES: Final = (
    Move(C.CREATE, _in(NOT_YET), (S.DRAFT,), _ATTENDING | _DESK | _FAMILY, (gates.patient_recorded,)),
    Move(C.ADOPT_APPLICATION, _in(S.DRAFT), STAYS, _ATTENDING),
    Move(C.SUBMIT, _in(S.DRAFT), (S.SUBMITTED,), _ATTENDING, _SUBMITTING),
    Move(C.ROUTE, _in(S.SUBMITTED), (S.STORE_REVIEW, S.PRE_REVIEW, S.INVITED), _SYSTEM),
    Move(C.APPROVE, _in(S.STORE_REVIEW), (S.PRE_REVIEW, S.INVITED), _REVIEWERS, _ANOTHER),
    Move(C.RETURN_TO_DRAFT, _in(S.STORE_REVIEW), (S.DRAFT,), _REVIEWERS, _ANOTHER, ReturnReason),
    Move(C.DECLINE, _in(S.STORE_REVIEW), (S.DECLINED,), _REVIEWERS, _ANOTHER, DeclineReason),
    Move(
        C.DECLINE,
        _in(S.PRE_REVIEW, S.MATCHING, S.INVITED),
        (S.DECLINED,),
        _COORDINATOR,
        reason=DeclineReason,
    ),
    Move(C.PASS, _in(S.PRE_REVIEW), (S.MATCHING,), _COORDINATOR),
    Move(C.REQUEST_SUPPLEMENT, _in(S.PRE_REVIEW), STAYS, _COORDINATOR),
    Move(C.ANSWER_SUPPLEMENT, _in(S.PRE_REVIEW), STAYS, _ATTENDING),
    Move(C.INVITE, _in(S.MATCHING), (S.INVITED,), _COORDINATOR),
    # The next-best after a refusal; in a direct invitation the attending names whom he asks.
    Move(C.INVITE, _in(S.INVITED), STAYS, _COORDINATOR | _ATTENDING),
    # An acceptance opens the record, so the consents are asked for again.
    Move(C.ACCEPT, _in(S.INVITED), STAYS, _EXPERTS, (gates.consents_in_force, gates.qualified_today)),
    Move(C.DECLINE_INVITATION, _in(S.INVITED), STAYS, _EXPERTS | _SYSTEM, reason=InvitationReason),
    # Whoever is left may be too few, so a time that stood is to be agreed again.
    Move(
        C.WITHDRAW_INVITATION,
        _in(S.INVITED, S.SCHEDULED, S.READY),
        (S.INVITED,),
        _COORDINATOR | _ATTENDING,
    ),
    Move(C.PROPOSE_TIME, _in(S.INVITED), STAYS, _EXPERTS),
    # A direct invitation has no centre in between: there the attending fixes the time that all confirmed.
    Move(C.SCHEDULE, _in(S.INVITED), (S.SCHEDULED,), _SYSTEM | _COORDINATOR | _ATTENDING, _AGREED),
    Move(
        C.BEGIN_WRITING,
        _in(S.INVITED),
        (S.OPINION_DRAFTED,),
        _SYSTEM,
        (gates.everyone_accepted,),
        written_only=True,
    ),
    Move(C.RAISE, _in(S.OPINION_DRAFTED), (S.INVITED,), _ATTENDING | _EXPERTS, written_only=True),
    Move(C.MAKE_READY, _in(S.SCHEDULED), (S.READY,), _SYSTEM, (gates.tests_green,)),
    Move(C.OPEN, _in(S.SCHEDULED, S.READY), (S.IN_SESSION,), _CHAIR, _OPENING),
    Move(C.ADVANCE, _in(S.IN_SESSION), STAYS, _CHAIR),
    Move(
        C.TAKE_CHAIR,
        _in(S.IN_SESSION),
        STAYS,
        _ATTENDING | _COORDINATOR,
        (gates.chair_gone,),
        TakeOverReason,
    ),
    Move(C.HAND_OVER_CHAIR, _in(S.IN_SESSION), STAYS, _CHAIR),
    Move(C.FINISH, _in(S.IN_SESSION), (S.OPINION_DRAFTED,), _CHAIR),
    Move(C.REOPEN, _in(S.OPINION_DRAFTED), (S.IN_SESSION,), _CHAIR, _OPENING),
    Move(
        C.SIGN_OPINION,
        _in(S.IN_SESSION, S.OPINION_DRAFTED),
        STAYS,
        _EXPERTS,
        (gates.concluding, gates.qualified_today),
    ),
    Move(C.SIGN, _in(S.OPINION_DRAFTED), (S.SIGNED,), _CHAIR, _SIGNING),
    Move(C.DELIVER, _in(S.SIGNED), (S.DELIVERED,), _SYSTEM, (gates.copies_equal,)),
    Move(C.ADOPT_PLAN, _in(S.DELIVERED), (S.EXECUTING,), _ATTENDING, (gates.plan_signed,)),
    Move(C.CLOSE, _in(S.EXECUTING), (S.CLOSED,), _ATTENDING | _COORDINATOR, (gates.adoption_settled,)),
    Move(
        C.CANCEL,
        _in(*BEFORE_SESSION),
        (S.CANCELLED,),
        _ATTENDING | _COORDINATOR | _DESK | _FAMILY,
        reason=CancelReason,
    ),
    Move(
        C.MARK_NO_SHOW,
        _in(S.SCHEDULED, S.READY),
        (S.NO_SHOW,),
        _CHAIR | _COORDINATOR | _SYSTEM,
        reason=Missed,
    ),
    Move(C.ABORT, _in(S.IN_SESSION), (S.ABORTED,), _CHAIR, reason=AbortReason),
    Move(
        C.CONVERT,
        _in(S.MATCHING, S.INVITED, S.SCHEDULED, S.READY, S.IN_SESSION, S.OPINION_DRAFTED),
        (S.CONVERTED,),
        _ATTENDING | _COORDINATOR | _CHAIR,
        reason=ConvertTarget,
    ),
)
del C, S
