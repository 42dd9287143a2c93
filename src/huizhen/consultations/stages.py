"""The process template and the stages of a session: order, checklist, who may send and see what in each.

Invariant: a template narrows the seed of rights and never widens it; no letters means not connected at all.
Source: domain.md §4, §5.3, §6; decisions D25, D27.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import takewhile
from typing import Final


class CaseRole(StrEnum):
    """What somebody is in one case. The same person may be another thing in the next."""

    PATIENT = "patient"
    GUARDIAN = "guardian"
    COMPANION = "companion"
    INTERPRETER = "interpreter"
    FRONT_DESK = "front_desk"
    NURSE = "nurse"
    ATTENDING = "attending"
    STORE_LEAD = "store_lead"
    DEPARTMENT_HEAD = "department_head"
    MEDICAL_AFFAIRS = "medical_affairs"
    COORDINATOR = "coordinator"
    CONSULTANT = "consultant"
    CHAIR = "chair"
    OBSERVER = "observer"
    RECORDER = "recorder"
    CAPTIONS = "captions"
    SYSTEM = "system"


PATIENT_SIDE: Final = frozenset(
    {CaseRole.PATIENT, CaseRole.GUARDIAN, CaseRole.COMPANION, CaseRole.INTERPRETER}
)
MACHINES: Final = frozenset({CaseRole.RECORDER, CaseRole.CAPTIONS})
HIDES_RECORD: Final = frozenset({CaseRole.OBSERVER})
"""Whose view leaves out record and header: a live picture cannot be de-identified, the papers beside it can."""


class Stage(StrEnum):
    """Where the session stands, only while the case is `in_session`. Never the case's state."""

    VERIFY = "verify"
    PRESENT = "present"
    DISCUSS = "discuss"
    CONCLUDE = "conclude"
    EXPLAIN = "explain"


ATTENDED: Final = frozenset({Stage.DISCUSS, Stage.CONCLUDE})
"""Not entered while no licensed physician of the inviting side is connected."""

CONCLUDING: Final = frozenset({Stage.CONCLUDE, Stage.EXPLAIN})
"""An expert may sign his opinion from here on (D30)."""


class Purpose(StrEnum):
    """Consents that the rules of a case ask for; one ledger entry each (domain.md §11)."""

    TREATMENT = "treatment"
    SHARING = "sharing"
    REMOTE_CONSULTATION = "remote_consultation"
    RECORDING = "recording"
    AI_PROCESSING = "ai_processing"
    TEACHING = "teaching"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a checklist. `by_system`: it ticks itself where the system sees the signal."""

    code: str
    mandatory: bool = True
    by_system: bool = False
    values: tuple[str, ...] = ()
    """One of these codes comes with the tick."""


VERIFIED_BY: Final = ("document_on_camera", "document_on_site", "known_in_person")
EXPLAINED_TO: Final = ("patient", "guardian")


@dataclass(frozen=True, slots=True)
class StageRule:
    """A stage as a template orders it. A mandatory one that was skipped blocks signing, not talking."""

    stage: Stage
    checklist: tuple[Item, ...]
    mandatory: bool = True


STAGES_SEED: Final = (
    StageRule(
        Stage.VERIFY,
        (
            Item("name"),
            Item("birth_date"),
            Item("id_last_four"),
            Item("verification_method", values=VERIFIED_BY),
            Item("consents_in_force", by_system=True),
            Item("attending_present", by_system=True),
        ),
    ),
    StageRule(
        Stage.PRESENT,
        (Item("questions_read_out"), Item("key_images_opened", mandatory=False), Item("allergies_stated")),
    ),
    StageRule(Stage.DISCUSS, (Item("each_expert_spoke"), Item("each_opinion_entered", by_system=True))),
    StageRule(
        Stage.CONCLUDE,
        (
            Item("questions_answered", by_system=True),
            Item("recommendations_itemised", by_system=True),
            Item("dissent_asked"),
        ),
    ),
    StageRule(
        Stage.EXPLAIN,
        (
            Item("explained_by"),
            Item("explained_to", values=EXPLAINED_TO),
            Item("explained_at"),
            Item("patient_questions", mandatory=False),
        ),
    ),
)


@dataclass(frozen=True, kw_only=True)
class ProcessTemplate:
    """A published way through the states and stages. A case is pinned to (code, version) for its whole life."""

    code: str
    version: int
    store_review: bool
    platform_matching: bool
    """False: a direct invitation, which leaves out `pre_review` and `matching`."""
    has_session: bool
    """False: written; `scheduled` … `in_session` do not occur."""
    experts_min: int
    request_fields: frozenset[str]
    pack_items: frozenset[str] = frozenset()
    pack_score_percent_min: int = 0
    stages: tuple[StageRule, ...] = STAGES_SEED
    patient_in_discussion: bool = False
    narrowed: Mapping[tuple[CaseRole, Stage], str] = field(default_factory=dict)
    """Letters of the seed that are kept; what the seed lacks cannot be given here."""

    def order(self) -> tuple[Stage, ...]:
        """Its stages, first to last."""
        return tuple(each.stage for each in self.stages)

    def mandatory_stages(self) -> tuple[Stage, ...]:
        """Those that must have been entered before the chair signs."""
        return tuple(each.stage for each in self.stages if each.mandatory)

    def mandatory_items(self) -> tuple[str, ...]:
        """Checklist codes that must be ticked before the chair signs."""
        return tuple(item.code for each in self.stages for item in each.checklist if item.mandatory)


DIRECT: Final = ProcessTemplate(
    code="direct",
    version=1,
    store_review=False,
    platform_matching=False,
    has_session=True,
    experts_min=1,
    request_fields=frozenset({"reason", "purpose", "wanted_specialty"}),
)
"""Institution to institution, no review and no matching in between."""

TEMPLATES: Final[Mapping[tuple[str, int], ProcessTemplate]] = {(DIRECT.code, DIRECT.version): DIRECT}


def checklist(stage: Stage, template: ProcessTemplate = DIRECT) -> tuple[Item, ...]:
    """What the template asks in this stage; empty for a stage that it leaves out."""
    return next((each.checklist for each in template.stages if each.stage is stage), ())


def find_item(code: str, template: ProcessTemplate = DIRECT) -> Item | None:
    """A line of the template's checklists by its code."""
    return next((item for each in template.stages for item in each.checklist if item.code == code), None)


def stage_of_item(code: str, template: ProcessTemplate = DIRECT) -> Stage | None:
    """The stage whose checklist has a line."""
    return next(
        (each.stage for each in template.stages for item in each.checklist if item.code == code), None
    )


def stages_from(source: Stage, template: ProcessTemplate = DIRECT) -> tuple[Stage, ...]:
    """Where the chair may go: back to any earlier stage, or on up to the next mandatory one. In template order."""
    order = template.order()
    if source not in order:
        return ()
    here = order.index(source)
    later = order[here + 1 :]
    passed = tuple(takewhile(lambda each: each not in template.mandatory_stages(), later))
    return order[:here] + later[: len(passed) + 1]


# ---- rights: P camera and microphone, M microphone only, S share, V receive, I images and board,
#      D draw and point, T may hold the presenter token. The row's columns are Stage in its order.
LETTERS: Final = "PMSVIDT"
_ALL: Final = "PSVIDT"

RIGHTS: Final[Mapping[CaseRole, Mapping[Stage, str]]] = {
    role: dict(zip(Stage, columns, strict=True))
    for role, columns in {
        CaseRole.CHAIR: (_ALL, _ALL, _ALL, _ALL, _ALL),
        CaseRole.ATTENDING: (_ALL, _ALL, _ALL, "PSVID", "PSVID"),
        CaseRole.CONSULTANT: ("PVI", _ALL, _ALL, _ALL, "PVID"),
        CaseRole.PATIENT: ("PV", "PV", "", "", "PV"),
        CaseRole.GUARDIAN: ("PV", "PV", "", "", "PV"),
        CaseRole.COMPANION: ("MV", "MV", "", "", "MV"),
        CaseRole.INTERPRETER: ("MV", "MV", "", "", "MV"),
        CaseRole.COORDINATOR: ("MVI", "MVI", "MVI", "MVI", "MVI"),
        CaseRole.MEDICAL_AFFAIRS: ("VI", "VI", "MVI", "MVI", "V"),
        CaseRole.OBSERVER: ("", "VI", "VI", "VI", ""),
        CaseRole.RECORDER: ("VI", "VI", "VI", "VI", "VI"),
        CaseRole.CAPTIONS: ("V", "V", "V", "V", "V"),
    }.items()
}


class Waiting(StrEnum):
    """What the waiting room shows to somebody who is not connected: by event stream, never by media."""

    OWN_TEST = "own_test"
    POSITION = "position"
    LIST = "list"
    ADMIT = "admit"


WAITING_ROOM: Final[Mapping[CaseRole, frozenset[Waiting]]] = {
    CaseRole.CHAIR: frozenset({Waiting.LIST, Waiting.ADMIT}),
    CaseRole.ATTENDING: frozenset({Waiting.OWN_TEST, Waiting.LIST}),
    CaseRole.CONSULTANT: frozenset({Waiting.OWN_TEST}),
    CaseRole.PATIENT: frozenset({Waiting.OWN_TEST, Waiting.POSITION}),
    CaseRole.GUARDIAN: frozenset({Waiting.OWN_TEST, Waiting.POSITION}),
    CaseRole.COMPANION: frozenset({Waiting.OWN_TEST}),
    CaseRole.INTERPRETER: frozenset({Waiting.OWN_TEST}),
    CaseRole.COORDINATOR: frozenset({Waiting.LIST}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What the chair and the patient have said, as far as it changes rights. Nothing said is the narrowest."""

    consents: frozenset[str] = frozenset()
    images_released: bool = False
    interpreter_kept: bool = False
    transcription_on: bool = False


NOTHING_SAID: Final = Conditions()

RELEASED_IN: Final = frozenset({Stage.PRESENT, Stage.EXPLAIN})
"""Stages in which the chair may let the patient see the images."""


def rights(
    role: CaseRole,
    stage: Stage,
    conditions: Conditions = NOTHING_SAID,
    template: ProcessTemplate = DIRECT,
) -> str:
    """The letters of this participant in this stage, in the order of `LETTERS`; empty = not connected."""
    if not _agreed(role, conditions):
        return ""
    letters = RIGHTS.get(role, {}).get(stage, "")
    stays = role in PATIENT_SIDE and stage is Stage.DISCUSS and template.patient_in_discussion
    kept = role is CaseRole.INTERPRETER and conditions.interpreter_kept
    if not letters and (stays or kept):
        letters = RIGHTS[role][Stage.PRESENT]
    if role in {CaseRole.PATIENT, CaseRole.GUARDIAN} and stage in RELEASED_IN and conditions.images_released:
        letters += "I"
    return _narrow(letters, template.narrowed.get((role, stage), LETTERS))


def parks_patient(stage: Stage, template: ProcessTemplate = DIRECT) -> bool:
    """Whether the patient is out of the room in this stage."""
    return not rights(CaseRole.PATIENT, stage, NOTHING_SAID, template)


def _agreed(role: CaseRole, conditions: Conditions) -> bool:
    """Observers, recorder and captions exist only with the patient's consent to exactly that."""
    match role:
        case CaseRole.OBSERVER:
            return Purpose.TEACHING in conditions.consents
        case CaseRole.RECORDER:
            return Purpose.RECORDING in conditions.consents
        case CaseRole.CAPTIONS:
            return Purpose.AI_PROCESSING in conditions.consents and conditions.transcription_on
        case _:
            return True


def _narrow(letters: str, kept: str) -> str:
    """The letters that both have. P holds M inside it, so a template may cut a camera and leave the voice."""
    had = set(letters) | ({"M"} if "P" in letters else set())
    left = had & (set(kept) | ({"M"} if "P" in kept else set()))
    return "".join(each for each in LETTERS if each in left and not (each == "M" and "P" in left))
