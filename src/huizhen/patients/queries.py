"""Finding patients: by keyed tokens within what the actor may see; hits are opened, checked and sorted here (S10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, or_, select

from huizhen import docstore, records
from huizhen.core.access import Actor
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import Forbidden, NotFound
from huizhen.docstore import Body
from huizhen.patients import pinyin, schemas
from huizhen.patients.model import PatientToken, VisitCard
from huizhen.patients.policy import REGISTRARS, STORE_STAFF
from huizhen.patients.rules import (
    SEARCH_HITS_MAX,
    DocumentType,
    NarrowIt,
    Registered,
    registered,
)

VISITS_LISTED_MAX: Final = 100


def visible(actor: Actor, now: datetime) -> Select[UUID]:
    """Ids of patients that the actor may see: the only source of patients."""
    return select(PatientToken.document_id).where(
        PatientToken.document_id.in_(records.visible_patients(actor, now))
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """A patient who answers a query, opened."""

    id: UUID
    body: Body
    last_visit_at: datetime | None


def search(uow: UnitOfWork, q: str) -> list[Hit]:
    """Patients by name, pinyin, initials, number, tail or phone, within what the actor sees; by name.

    Raises:
        NarrowIt: more than 200 answer.
    """
    alternatives = pinyin.query_terms(q)
    if not alternatives:
        return []
    token = uow.workshop.keyring.token
    wanted = [
        PatientToken.tokens.contains([token(field, text) for field, text in terms]) for terms in alternatives
    ]
    ids = uow.session.scalars(
        visible(uow.actor, uow.now).where(or_(*wanted)).limit(SEARCH_HITS_MAX + 1)
    ).all()
    if len(ids) > SEARCH_HITS_MAX:
        raise NarrowIt
    hits = _opened(uow, ids)
    return sorted((each for each in hits if _answers(q, each.body)), key=_by_name)


def _by_name(hit: Hit) -> tuple[tuple[str, ...], str]:
    name = schemas.name_of(hit.body)
    return next(iter(pinyin.spellings(name)), ()), name


def _answers(q: str, body: Body) -> bool:
    return pinyin.is_answer(
        q,
        name=schemas.name_of(body),
        document_number=schemas.document_of(body),
        phone=schemas.phone_of(body),
        record_number=schemas.identifier_of(body, schemas.RECORD_NUMBER),
    )


def _opened(uow: UnitOfWork, ids: Sequence[UUID]) -> list[Hit]:
    scopes = docstore.open_bodies(uow, ids, purpose="search")
    bodies = docstore.latest_of(uow, "Patient", scopes)
    last = dict(
        uow.session.execute(
            select(VisitCard.patient_id, func.max(VisitCard.started_at))
            .where(VisitCard.patient_id.in_(ids), VisitCard.store_id.in_(uow.actor.stores()))
            .group_by(VisitCard.patient_id)
        ).all()
    )
    return [Hit(each, bodies[each][0].body, last.get(each)) for each in ids]


def whose(uow: UnitOfWork, number: str) -> UUID | None:
    """The patient of a complete document number, over the whole chain: for registration only, never shown."""
    token = uow.workshop.keyring.token(pinyin.Field.DOCUMENT, number)
    return uow.session.scalar(select(PatientToken.document_id).where(PatientToken.tokens.contains([token])))


def check_number(uow: UnitOfWork, number: str) -> tuple[Registered, UUID | None]:
    """Whether a complete number is known: to the actor, or only somewhere in the chain."""
    id = whose(uow, number)
    seen = id is not None and id in records.grounds(uow, [id])
    told = registered(visible=seen, in_chain=id is not None)
    return told, id if told is Registered.HERE else None


def get_patient(uow: UnitOfWork, patient_id: UUID) -> docstore.Opened:
    """The person of a record that the actor may open; raises `NotFound`."""
    return docstore.open_body(uow, patient_id).get("Patient", patient_id)


def list_allergies(uow: UnitOfWork, scope: docstore.Scope) -> list[docstore.Opened]:
    """Allergies of a record that the actor's grounds open, oldest first."""
    told = records.require_grounds(uow, scope.id)
    found = scope.documents("AllergyIntolerance")
    if told.level is records.Level.OWN_STORE:
        return [each for each in found if each.store_id in told.stores]
    return found


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit with its reason."""

    card: VisitCard
    reason: str


def list_visits(uow: UnitOfWork, patient_id: UUID) -> list[Visit]:
    """The visits of a patient that the actor's grounds open, newest first."""
    told = records.require_grounds(uow, patient_id)
    query = select(VisitCard).where(VisitCard.patient_id == patient_id)
    if told.level is records.Level.OWN_STORE:
        query = query.where(VisitCard.store_id.in_(told.stores))
    cards = uow.session.scalars(query.order_by(VisitCard.started_at.desc()).limit(VISITS_LISTED_MAX)).all()
    return _with_reasons(uow, cards, docstore.open_bodies(uow, [patient_id], purpose="visits"))


def get_visit(uow: UnitOfWork, patient_id: UUID, visit_id: UUID) -> docstore.Opened:
    """A visit of a patient, if the actor's grounds open it; raises `NotFound`."""
    told = records.require_grounds(uow, patient_id)
    found = docstore.open_body(uow, patient_id).get("Encounter", visit_id)
    if told.level is records.Level.OWN_STORE and found.store_id not in told.stores:
        raise NotFound(visit_id=visit_id)
    return found


def _with_reasons(
    uow: UnitOfWork, cards: Sequence[VisitCard], scopes: Mapping[UUID, docstore.Scope]
) -> list[Visit]:
    found = docstore.latest_of(uow, "Encounter", scopes)
    reasons = {doc.id: str(doc.body["reasonCode"][0]["text"]) for docs in found.values() for doc in docs}
    return [Visit(each, reasons.get(each.document_id, "")) for each in cards]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A line of the day's list: who is here, and why."""

    visit: Visit
    patient: Body


def list_arrivals(uow: UnitOfWork, *, day: date, zone: ZoneInfo) -> list[Arrival]:
    """Visits to the actor's stores on a calendar day of their zone, earliest first."""
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    until = datetime.fromordinal(day.toordinal() + 1).replace(tzinfo=zone)
    stores = uow.actor.stores_as(STORE_STAFF)
    cards = uow.session.scalars(
        select(VisitCard)
        .where(VisitCard.store_id.in_(stores), VisitCard.started_at >= start, VisitCard.started_at < until)
        .order_by(VisitCard.started_at, VisitCard.document_id)
        .limit(VISITS_LISTED_MAX)
    ).all()
    opened = records.grounds(uow, sorted({each.patient_id for each in cards}))
    cards = [each for each in cards if each.patient_id in opened]
    scopes = docstore.open_bodies(uow, sorted({each.patient_id for each in cards}), purpose="visits")
    visits = _with_reasons(uow, cards, scopes)
    people = docstore.latest_of(uow, "Patient", scopes)
    return [Arrival(each, people[each.card.patient_id][0].body) for each in visits]


def own_store(uow: UnitOfWork) -> UUID:
    """The store for which the actor receives patients; raises `Forbidden` when he works in none."""
    places = uow.actor.stores_as(REGISTRARS)
    if not places:
        raise Forbidden
    return places[0]


def require_patient(uow: UnitOfWork, patient_id: UUID) -> None:
    """Raise `NotFound` unless the actor may see the patient."""
    if uow.session.scalar(visible(uow.actor, uow.now).where(PatientToken.document_id == patient_id)) is None:
        raise NotFound(patient_id=patient_id)


# ---- for a package that shows a patient beside its own things


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who a patient is, for a package that shows him beside its own things."""

    name: str
    sex: str
    born_on: date
    document_type: DocumentType
    document_number: str
    record_number: str
    identifying: tuple[str, ...]
    """Name, numbers and contacts: what is left out wherever nobody may be named."""


def person_of(body: Body) -> Person:
    """The person of a Patient body of ours."""
    contacts = [str(each["value"]) for each in body.get("telecom", ())]
    addresses = [str(each["text"]) for each in body.get("address", ())]
    numbers = [str(each["value"]) for each in body["identifier"]]
    return Person(
        name=schemas.name_of(body),
        sex=str(body["gender"]),
        born_on=date.fromisoformat(body["birthDate"]),
        document_type=schemas.document_type_of(body),
        document_number=schemas.document_of(body),
        record_number=schemas.identifier_of(body, schemas.RECORD_NUMBER),
        identifying=(schemas.name_of(body), *numbers, *contacts, *addresses),
    )
