"""What a report is made from: looked up once, so that all its parts speak of one moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from huizhen import docstore, org, records, rooms
from huizhen.consultations import queries, schemas
from huizhen.consultations.model import Consultation, Tick
from huizhen.consultations.schemas.request import Asked
from huizhen.consultations.service import checking, seating
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import FieldError, Invalid
from huizhen.org import OrgKind, Place


@dataclass(frozen=True, slots=True)
class Making:
    """What is decided once for an act and stays: when it was made, its address for verification, the calendar."""

    at: datetime
    zone: ZoneInfo
    verify_code: str
    verify_base: str


@dataclass(frozen=True, slots=True)
class Looked:
    """Everything that was looked up for one report."""

    case: Consultation
    chair_id: UUID
    request: docstore.Opened
    asked: Asked
    cards: Mapping[UUID, Any]
    places: Mapping[UUID, Place]
    presence: Mapping[UUID, rooms.Presence]
    ticks: Mapping[str, Tick]
    signed: Mapping[UUID, records.Signed]

    def institution(self, id: UUID) -> str:
        """The institution of a place: of a department, the one it belongs to."""
        place = self.places[id]
        is_part = place.kind is OrgKind.DEPARTMENT and place.parent_name is not None
        return (place.parent_name if is_part else None) or place.name

    def department(self, id: UUID) -> str | None:
        """The department, when the place is one."""
        place = self.places[id]
        return place.name if place.kind is OrgKind.DEPARTMENT else None

    def org_of(self, user_id: UUID) -> UUID:
        """For which institution somebody is in this case: an expert's own, or the store."""
        invitation = self.case.invitation_of(user_id)
        return self.case.store_id if invitation is None else invitation.org_id

    def person(self, user_id: UUID) -> dict[str, Any]:
        """A colleague as a paper names him."""
        card, org_id = self.cards[user_id], self.org_of(user_id)
        return {
            "name": card.name,
            "title": card.title,
            "department": self.department(org_id) or card.department,
            "institution": self.institution(org_id),
        }


def look(uow: UnitOfWork, case: Consultation) -> Looked:
    """Look everything up. Raises `NotFound` without a ground on the record, `Invalid` for a case without a request."""
    request = queries.request_of(uow, case)
    if request is None:
        raise Invalid(FieldError("", "missing"))
    chair_id = case.chair_id or uow.actor.user_id
    users = [*seating.physicians_of(case), chair_id]
    places = [case.store_id, *(each.org_id for each in case.invitations)]
    until = case.finished_at or uow.now
    return Looked(
        case=case,
        chair_id=chair_id,
        request=request,
        asked=schemas.asked_of(request.body),
        cards={each: org.get_practitioner(uow, each) for each in dict.fromkeys(users)},
        places={each.id: each for each in org.list_places(uow, ids=sorted(set(places)))},
        presence=rooms.list_presence(uow, case.id, until=until),
        ticks=checking.ticks_of(uow, case),
        signed={each.document_id: each for each in records.list_signatures(uow, case.id)},
    )
