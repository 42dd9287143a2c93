"""What must hold before a command of a case takes effect, one named gate each, and the refusal it gives.

Invariant: `Facts()` opens no gate; whoever forgets to look refuses. Source: domain.md §3.2, decisions D30, S14.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from huizhen.consultations.stages import ATTENDED, CONCLUDING, ProcessTemplate, Purpose, Stage
from huizhen.core.errors import Conflict, Forbidden, Problem
from huizhen.org import NotQualified

CONSENTS_NEEDED: Final = (Purpose.TREATMENT, Purpose.REMOTE_CONSULTATION, Purpose.SHARING)


class Opinion(StrEnum):
    """What an expert has said about the case. A dissent is spoken; silence is not."""

    PENDING = "pending"
    SIGNED = "signed"
    DISSENT = "dissent"


class Reply(StrEnum):
    """What became of one invitation."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class SharedDevice(StrEnum):
    """Whether patient and attending sit before one device, and what the attending answered about the patient."""

    UNANSWERED = "unanswered"
    NOT_SHARED = "not_shared"
    HAS_LEFT = "has_left"
    MAY_STAY = "may_stay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was looked up for one command. Every default keeps its gate shut."""

    # about the request
    patient_registered: bool = False
    location_recorded: bool = False
    """On site at which store with which attending, or remote."""
    adopted_by_physician: bool = False
    """Trivially so when a physician wrote it; a patient's own application must be adopted first."""
    consents: frozenset[str] = frozenset()
    filled: frozenset[str] = frozenset()
    pack_items: frozenset[str] = frozenset()
    pack_score_percent: int = 0
    questions: frozenset[int] = frozenset()
    agreement_in_force: bool = False
    # about the actor
    by_somebody_else: bool = False
    """He is not the author of what he is to judge."""
    qualified: bool = False
    """Registered, licensed and in scope today (LAW-3c, LAW-6)."""
    # about the invitations and the time
    replies: tuple[Reply, ...] = ()
    chair_accepted: bool = False
    time_confirmed: bool = False
    tests_green: bool = False
    # about the session
    attending_connected: bool = False
    """A licensed physician of the inviting side is in the room, or before `open` on its waiting page."""
    physicians_proven: bool = False
    shared_device: SharedDevice = SharedDevice.UNANSWERED
    chair_gone: bool = False
    in_session: bool = True
    stage: Stage | None = None
    # about the conclusion
    opinions: tuple[Opinion, ...] = (Opinion.PENDING,)
    """Of every accepted expert beside the chair."""
    entered: frozenset[Stage] = frozenset()
    ticked: frozenset[str] = frozenset()
    answered: frozenset[int] = frozenset()
    diagnoses_coded: bool = False
    recommendations_itemised: bool = False
    copies_equal: bool = False
    plan_signed: bool = False
    recommendations_open: int = 1
    outcome_recorded: bool = False


Gate = Callable[[Facts, ProcessTemplate], Problem | None]


class PatientNotRecorded(Conflict):
    """The patient is not registered, or nobody said where he is. Fact `missing`."""

    code = "patient-not-recorded"


class ApplicationNotAdopted(Conflict):
    """A patient's own application waits for a physician to make it his request."""

    code = "application-not-adopted"


class ConsentsMissing(Conflict):
    """Fact `missing`: purposes without a consent in force."""

    code = "consents-missing"


class RequestIncomplete(Conflict):
    """Facts `missing` (fields and pack items), `score_percent`, `score_percent_min`."""

    code = "request-incomplete"


class QuestionsMissing(Conflict):
    """A consultation asks at least one numbered question."""

    code = "questions-missing"


class AgreementMissing(Conflict):
    """The two institutions have no cooperation agreement in force."""

    code = "agreement-missing"


class OwnAct(Forbidden):
    """Nobody approves, reviews or countersigns his own act."""

    code = "own-act"


class InvitationsOpen(Conflict):
    """Facts `pending`, `accepted`, `needed`, `chair_accepted`."""

    code = "invitations-open"


class TimeNotConfirmed(Conflict):
    """Not every mandatory person has confirmed one common time."""

    code = "time-not-confirmed"


class TestsMissing(Conflict):
    """A device or network test is missing or red. Never in the way of `open`."""

    code = "tests-missing"


class AttendingAway(Conflict):
    """No licensed physician of the inviting side is connected."""

    code = "attending-away"


class PhysiciansUnproven(Conflict):
    """A physician has not yet passed the real-name step-up of this call."""

    code = "physicians-unproven"


class SharedDeviceUnanswered(Conflict):
    """Grants cannot part two people before one device: the attending says whether the patient left or may stay."""

    code = "shared-device-unanswered"


class ChairPresent(Conflict):
    """The chair is there, or has not been gone long enough."""

    code = "chair-present"


class OpinionTooEarly(Conflict):
    """Opinions are signed from `conclude` on. Fact `stage`."""

    code = "opinion-too-early"


class OpinionsMissing(Conflict):
    """Fact `missing`: how many experts are still silent."""

    code = "opinions-missing"


class StagesSkipped(Conflict):
    """Fact `stages`: mandatory ones never entered."""

    code = "stages-skipped"


class ChecklistOpen(Conflict):
    """Fact `items`: mandatory ones not ticked."""

    code = "checklist-open"


class QuestionsUnanswered(Conflict):
    """Fact `questions`: numbers without an answer."""

    code = "questions-unanswered"


class ConclusionIncomplete(Conflict):
    """Fact `missing`: `diagnosis_codes`, `recommendations`."""

    code = "conclusion-incomplete"


class CopiesDiffer(Conflict):
    """The two institutions' copies of the report are not both filed with one hash."""

    code = "copies-differ"


class PlanUnsigned(Conflict):
    """The attending has not signed his own final plan."""

    code = "plan-unsigned"


class AdoptionOpen(Conflict):
    """Facts `recommendations_open`, `outcome_recorded`."""

    code = "adoption-open"


def patient_recorded(facts: Facts, _: ProcessTemplate) -> Problem | None:
    missing = _absent({"patient": facts.patient_registered, "patient_location": facts.location_recorded})
    return PatientNotRecorded(missing=missing) if missing else None


def application_adopted(facts: Facts, _: ProcessTemplate) -> Problem | None:
    return None if facts.adopted_by_physician else ApplicationNotAdopted()


def consents_in_force(facts: Facts, _: ProcessTemplate) -> Problem | None:
    missing = [each.value for each in CONSENTS_NEEDED if each not in facts.consents]
    return ConsentsMissing(missing=missing) if missing else None


def request_complete(facts: Facts, template: ProcessTemplate) -> Problem | None:
    """A mandatory item blocks whatever the score."""
    missing = sorted((template.request_fields - facts.filled) | (template.pack_items - facts.pack_items))
    if not missing and facts.pack_score_percent >= template.pack_score_percent_min:
        return None
    return RequestIncomplete(
        missing=missing,
        score_percent=facts.pack_score_percent,
        score_percent_min=template.pack_score_percent_min,
    )


def questions_asked(facts: Facts, _: ProcessTemplate) -> Problem | None:
    return None if facts.questions else QuestionsMissing()


def agreement_in_force(facts: Facts, _: ProcessTemplate) -> Problem | None:
    return None if facts.agreement_in_force else AgreementMissing()


def judged_by_somebody_else(facts: Facts, _: ProcessTemplate) -> Problem | None:
    return None if facts.by_somebody_else else OwnAct()


def qualified_today(facts: Facts, _: ProcessTemplate) -> Problem | None:
    return None if facts.qualified else NotQualified()


def everyone_accepted(facts: Facts, template: ProcessTemplate) -> Problem | None:
    """A declined or withdrawn invitation is history; a pending one, too few experts, or a chair who has not said yes is not."""
    pending = facts.replies.count(Reply.PENDING)
    accepted = facts.replies.count(Reply.ACCEPTED)
    if not pending and accepted >= template.experts_min and facts.chair_accepted:
        return None
    return InvitationsOpen(
        pending=pending, accepted=accepted, needed=template.experts_min, chair_accepted=facts.chair_accepted
    )


def time_confirmed(facts: Facts, _: ProcessTemplate) -> Problem | None:
    return None if facts.time_confirmed else TimeNotConfirmed()


def tests_green(facts: Facts, _: ProcessTemplate) -> Problem | None:
    return None if facts.tests_green else TestsMissing()


def attending_connected(facts: Facts, _: ProcessTemplate) -> Problem | None:
    return None if facts.attending_connected else AttendingAway()


def physicians_proven(facts: Facts, _: ProcessTemplate) -> Problem | None:
    return None if facts.physicians_proven else PhysiciansUnproven()


def shared_device_answered(facts: Facts, _: ProcessTemplate) -> Problem | None:
    return SharedDeviceUnanswered() if facts.shared_device is SharedDevice.UNANSWERED else None


def chair_gone(facts: Facts, _: ProcessTemplate) -> Problem | None:
    return None if facts.chair_gone else ChairPresent()


def concluding(facts: Facts, _: ProcessTemplate) -> Problem | None:
    """Over once the stages are finished: then there is no stage, and signing stays possible."""
    if not facts.in_session or facts.stage in CONCLUDING:
        return None
    return OpinionTooEarly(stage=facts.stage)


def opinions_spoken(facts: Facts, _: ProcessTemplate) -> Problem | None:
    missing = facts.opinions.count(Opinion.PENDING)
    return OpinionsMissing(missing=missing) if missing else None


def stages_walked(facts: Facts, template: ProcessTemplate) -> Problem | None:
    if not template.has_session:
        return None
    skipped = [each.value for each in template.mandatory_stages() if each not in facts.entered]
    return StagesSkipped(stages=skipped) if skipped else None


def checklist_ticked(facts: Facts, template: ProcessTemplate) -> Problem | None:
    if not template.has_session:
        return None
    items = [each for each in template.mandatory_items() if each not in facts.ticked]
    return ChecklistOpen(items=items) if items else None


def questions_answered(facts: Facts, _: ProcessTemplate) -> Problem | None:
    if not facts.questions:
        return QuestionsMissing()
    unanswered = sorted(facts.questions - facts.answered)
    return QuestionsUnanswered(questions=unanswered) if unanswered else None


def conclusion_complete(facts: Facts, _: ProcessTemplate) -> Problem | None:
    missing = _absent(
        {"diagnosis_codes": facts.diagnoses_coded, "recommendations": facts.recommendations_itemised}
    )
    return ConclusionIncomplete(missing=missing) if missing else None


def copies_equal(facts: Facts, _: ProcessTemplate) -> Problem | None:
    return None if facts.copies_equal else CopiesDiffer()


def plan_signed(facts: Facts, _: ProcessTemplate) -> Problem | None:
    return None if facts.plan_signed else PlanUnsigned()


def adoption_settled(facts: Facts, _: ProcessTemplate) -> Problem | None:
    if not facts.recommendations_open and facts.outcome_recorded:
        return None
    return AdoptionOpen(
        recommendations_open=facts.recommendations_open, outcome_recorded=facts.outcome_recorded
    )


def gates_of_stage(target: Stage, *, parks_now: bool) -> tuple[Gate, ...]:
    """What entering a stage asks. `parks_now`: the patient was in the room and is to leave it."""
    attended: tuple[Gate, ...] = (attending_connected,) if target in ATTENDED else ()
    return (*attended, shared_device_answered) if parks_now else attended


def _absent(present: dict[str, bool]) -> list[str]:
    return [name for name, is_there in present.items() if not is_there]
