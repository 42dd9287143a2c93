"""How a stage is entered: asked for, cut, proven by the server's list, and only then true.

Invariant: the epoch only grows, and an answer to an epoch that has passed changes nothing; while a stage is not
proven nobody gains a right, and who was to be out stays out. Source: media.md §13.4; decisions D26, S15.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Final

from huizhen.core.errors import Conflict
from huizhen.core.events import Event
from huizhen.rooms.rules import Participant, Permission, Rights, find_identity

PROOF_WITHIN: Final = timedelta(seconds=1)
"""From the commit; later the stage is unproven, and the chair is told."""

PROOF_RETRIES_S: Final = (1, 3, 10, 30)
"""When the backstop job tries again, counted from the commit."""


class StageState(StrEnum):
    """Whether the wanted stage is true yet."""

    PENDING = "pending"
    ENTERED = "entered"
    UNPROVEN = "unproven"


class StagePending(Conflict):
    """Another stage is being proven. Facts `wanted`, `stage_epoch`."""

    code = "stage-pending"


class StageSettled(Conflict):
    """Nothing is pending or unproven that could be cancelled. Fact `stage`."""

    code = "stage-settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEntry:
    """The four columns of a session that say where it stands. Names of stages are the caller's."""

    stage: str
    wanted: str
    epoch: int
    state: StageState


def opening(stage: str) -> StageEntry:
    """A session that begins: nobody is connected yet, so its first stage needs no proof."""
    return StageEntry(stage=stage, wanted=stage, epoch=1, state=StageState.ENTERED)


def want(entry: StageEntry, stage: str) -> StageEntry:
    """Ask for a stage: a new epoch, pending. From `unproven` this is also the chair's retry."""
    if entry.state is StageState.PENDING:
        raise StagePending(wanted=entry.wanted, stage_epoch=entry.epoch)
    return replace(entry, wanted=stage, epoch=entry.epoch + 1, state=StageState.PENDING)


def entered(entry: StageEntry, *, epoch: int) -> StageEntry:
    """The proof of an epoch has come, from the call after the commit or from the job. A passed epoch is a no-op."""
    if epoch != entry.epoch:
        return entry
    return replace(entry, stage=entry.wanted, state=StageState.ENTERED)


def unproven(entry: StageEntry, *, epoch: int) -> StageEntry:
    """No proof in time. The old stage stands; a later proof of the same epoch may still come."""
    if epoch != entry.epoch or entry.state is not StageState.PENDING:
        return entry
    return replace(entry, state=StageState.UNPROVEN)


def cancelled(entry: StageEntry) -> StageEntry:
    """Stay where we are: the removed are called back, and every answer under way is of a passed epoch."""
    if entry.state is StageState.ENTERED:
        raise StageSettled(stage=entry.stage)
    return replace(entry, wanted=entry.stage, epoch=entry.epoch + 1, state=StageState.ENTERED)


# ---- who loses and who gains


@dataclass(frozen=True, slots=True)
class Cut:
    """Before the proof: out with `removed`, `narrowed` to less. After it: `widened` to more, `called` may connect.

    Keys are the caller's. `held` is what every remaining seat has while the proof is awaited.
    """

    removed: frozenset[str]
    narrowed: Mapping[str, Rights]
    held: Mapping[str, Rights]
    widened: Mapping[str, Rights]
    called: frozenset[str]


def cut(before: Mapping[str, Rights], after: Mapping[str, Rights]) -> Cut:
    """From what each seat holds to what it is to hold; a seat in neither, or with no right, is not connected.

    A seat that loses one right and gains another holds what both have in between.
    """
    was = {key for key, rights in before.items() if rights}
    will = {key for key, rights in after.items() if rights}
    held = {key: before[key] & after[key] for key in was & will}
    # With nothing in common it cannot stay connected in between: out, and called again after the proof.
    staying = {key: rights for key, rights in held.items() if rights}
    return Cut(
        removed=frozenset(was - staying.keys()),
        narrowed={key: rights for key, rights in staying.items() if rights != before[key]},
        held=staying,
        widened={key: after[key] for key, rights in staying.items() if rights != after[key]},
        called=frozenset(will - staying.keys()),
    )


# ---- the proof


@dataclass(frozen=True, slots=True)
class Proof:
    """The server's list as it was: how many, and the hash that the event keeps."""

    participants: int
    list_sha256: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Why it is no proof. Identities as the server names them."""

    present: tuple[str, ...] = ()
    """In the room and not meant to be: removed, or nobody's."""
    differing: tuple[str, ...] = ()
    """Meant to be there, with another permission than wanted."""


def proves(participants: Iterable[Participant], wanted: Mapping[str, Permission]) -> Proof | Missing:
    """Whether the list shows nobody but the wanted holders, each with exactly the wanted permission.

    `wanted` is by `Identity.holder`: a removed person's second device is still that person. A wanted one who is not
    connected takes nothing from the proof.
    """
    seen = sorted(participants, key=lambda each: each.identity)
    present, differing = [], []
    for each in seen:
        identity = find_identity(each.identity)
        permission = wanted.get(identity.holder) if identity else None
        if permission is None:
            present.append(each.identity)
        elif permission != each.permission:
            differing.append(each.identity)
    if present or differing:
        return Missing(present=tuple(present), differing=tuple(differing))
    return Proof(participants=len(seen), list_sha256=list_sha256(seen))


def list_sha256(participants: Iterable[Participant]) -> str:
    """Hash of a participant list: sorted by identity, one canonical JSON form."""
    lines = [
        {
            "identity": each.identity,
            "permission": asdict(each.permission)
            | {"can_publish_sources": sorted(each.permission.can_publish_sources)},
        }
        for each in sorted(participants, key=lambda each: each.identity)
    ]
    text = json.dumps(lines, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_in_time(committed_at: datetime, proven_at: datetime) -> bool:
    """Whether a proof came soon enough for the call after the commit; the job's may come later."""
    return proven_at - committed_at <= PROOF_WITHIN


# ---- events


@dataclass(frozen=True, kw_only=True)
class StageEntered(Event):
    """Proven. Chapter, heading, wider grants and admissions follow from this and from nothing earlier."""

    kind: ClassVar[str] = "stage.entered"
    subject_type: ClassVar[str] = "session"
    stage: str
    stage_epoch: int
    list_sha256: str
    participants: int
    committed_at: datetime
    proven_at: datetime


@dataclass(frozen=True, kw_only=True)
class StageUnproven(Event):
    """The media server could not confirm it; the chair is told, the old stage stands, the removed stay out."""

    kind: ClassVar[str] = "stage.unproven"
    subject_type: ClassVar[str] = "session"
    stage: str
    stage_epoch: int
    present: int
    differing: int


@dataclass(frozen=True, kw_only=True)
class StageCancelled(Event):
    """The chair stays in the old stage; the removed are called back."""

    kind: ClassVar[str] = "stage.cancelled"
    subject_type: ClassVar[str] = "session"
    stage: str
    stage_epoch: int
