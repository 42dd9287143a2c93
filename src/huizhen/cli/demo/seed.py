"""Seeding the demo: rows become use cases of a system actor that production refuses; all of it or nothing (S23).

Run as `python -m huizhen.cli.demo.seed` before `web`. A second run finds everything there. The list of accounts gets
its name after the commit, so that whoever finds it need not run the seeder at all.
"""

import json
import os
import secrets
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from huizhen import org, patients, records, signin, terms
from huizhen.cli import demo, runtime
from huizhen.core.access import Actor, Role, RoleAt
from huizhen.core.db.unit import UnitOfWork, Workshop, unit_of_work
from huizhen.core.settings import Environment, Settings
from huizhen.org import OrgKind
from huizhen.records import AllergyIn, ConditionIn, NoteIn, ObservationIn, ObservationsIn, SectionIn

PASSWORD_BYTES: Final = 9
LICENCE: Final = timedelta(days=3 * 365)
OPENING_HOUR: Final = 9
CONSULTING_TIME: Final = timedelta(minutes=20)
FOLLOW_UP: Final = "复诊：{}"
ACCOUNTS_MODE: Final = 0o600
DRAFT_SUFFIX: Final = ".new"
WRITERS: Final = (Role.ATTENDING,)
CONSENTS: Final = ("treatment", "sharing", "remote_consultation")


class NotTheDemo(Exception):  # noqa: N818 - a refusal
    """The seeder was started outside the demo."""


class Seeder:
    """One transaction; `uow.now` walks through the demo's past."""

    def __init__(self, uow: UnitOfWork, zone: ZoneInfo) -> None:
        self.uow = uow
        self.zone = zone
        self.now = uow.now
        self.places: dict[str, tuple[UUID, OrgKind]] = {}
        self.physicians: dict[str, UUID] = {}
        self.accounts: list[dict[str, Any]] = []
        self.registered = 0

    def seed(self) -> None:
        """Places, people, patients with their past."""
        for place in demo.places():
            parent = None if place.parent is None else self.places[place.parent][0]
            kind = OrgKind(place.kind)
            id = org.add_organisation(
                self.uow, kind=kind, code=place.code, name=place.name, city=place.city, parent_id=parent
            )
            self.places[place.code] = (id, kind)
        for person in demo.staff():
            self._employ(person)
        past = {each.patient: each for each in demo.histories()}
        for patient in demo.patients(self.now.astimezone(self.zone).date()):
            id = self._register(patient, past[patient.key])
            self._come_today(id, past[patient.key])

    def _employ(self, person: demo.Staff) -> None:
        self._as_demo(None)
        departments = [
            post.place for post in person.posts if self.places[post.place][1] is OrgKind.DEPARTMENT
        ]
        id = org.add_practitioner(
            self.uow,
            name=person.name,
            title=person.title,
            specialty=person.specialty,
            department=self._name_of(departments[0]) if departments else None,
            licence_number=person.licence_no,
            licence_until_on=(self.now + LICENCE).date() if person.licence_no else None,
        )
        store = ""
        for post in person.posts:
            place = self._store_of(post.place)
            org.assign_role(self.uow, practitioner_id=id, role=post.role, org_id=self.places[place][0])
            if post.role in WRITERS:
                self.physicians[place] = id
            store = store or self._name_of(place)
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        seed = signin.make_account(self.uow, practitioner_id=id, login=person.login, password=password)
        self.accounts.append(
            {
                "login": person.login,
                "name": person.name,
                "title": person.title,
                "role": person.posts[0].role.value,
                "store": store,
                "password": password,
                "totp_uri": signin.totp_uri(seed, person.login),
            }
        )

    def _store_of(self, place: str) -> str:
        """Clinical roles stand at the store; a department of one leads to it."""
        rows = {each.code: each for each in demo.places()}
        row = rows[place]
        if (
            row.kind == OrgKind.DEPARTMENT
            and row.parent is not None
            and rows[row.parent].kind == OrgKind.STORE
        ):
            return row.parent
        return place

    def _name_of(self, place: str) -> str:
        return next(each.name for each in demo.places() if each.code == place)

    def _as_demo(self, store: str | None) -> None:
        """The system actor `demo`; for a store it works in the name of its physician."""
        if store is None:
            self.uow.actor = Actor(user_id=UUID(int=0), system="demo")
            return
        id, physician = self.places[store][0], self.physicians[store]
        roles = frozenset({RoleAt(Role.ATTENDING, id, id)})
        self.uow.actor = Actor(user_id=physician, roles=roles, system="demo", on_behalf_of=physician)

    def _at(self, days_ago: int, number: int) -> datetime:
        day = (self.now - timedelta(days=days_ago)).astimezone(self.zone).date()
        opened = datetime(day.year, day.month, day.day, OPENING_HOUR, tzinfo=self.zone)
        return min(opened + timedelta(minutes=7 * number), self.now)

    def _register(self, patient: demo.Patient, past: demo.History) -> UUID:
        self._as_demo(patient.store)
        first, *later = past.visits
        number = self.registered = self.registered + 1
        self.uow.now = self._at(first.days_ago, number)
        came = patients.register(
            self.uow,
            given=patients.RegisterIn.model_validate(
                {
                    "name": patient.name,
                    "sex": patient.sex.value,
                    "birth_date": patient.born_on.isoformat(),
                    "document_type": "resident_id",
                    "document_number": patient.document_number,
                    "phone": patient.phone,
                    "reason": first.reason,
                    "consents": list(CONSENTS),
                }
            ),
        )
        for allergy in past.allergies:
            self._allergy(came.patient_id, allergy)
        self._visit(came.patient_id, first, visit_id=came.visit_id)
        for visit in later:
            self.uow.now = self._at(visit.days_ago, number)
            visit_id = patients.open_visit(self.uow, patient_id=came.patient_id, reason=visit.reason)
            self._visit(came.patient_id, visit, visit_id=visit_id)
        return came.patient_id

    def _come_today(self, patient_id: UUID, past: demo.History) -> None:
        """Everybody who was not seen today is back for a follow-up: the day's list is not empty."""
        if past.visits[-1].days_ago > 0:
            self.uow.now = self._at(0, self.registered)
            patients.open_visit(
                self.uow, patient_id=patient_id, reason=FOLLOW_UP.format(past.visits[-1].reason)
            )

    def _allergy(self, patient_id: UUID, row: demo.AllergyRow) -> None:
        display = terms.check("allergy", row.code, pointer="/code").display
        given = AllergyIn(
            code=row.code, display=display, criticality=row.criticality, reaction=row.reaction or None
        )
        records.write_allergy(self.uow, patient_id=patient_id, given=given)

    def _visit(self, patient_id: UUID, row: demo.VisitRow, *, visit_id: UUID) -> None:
        sections = [SectionIn(code=code, text=text) for code, text in row.sections.items() if text]
        records.write_note(self.uow, patient_id=patient_id, given=NoteIn(title=row.reason, sections=sections))
        for condition in row.conditions:
            onset = (self.now - timedelta(days=condition.since_days)).date()
            given = ConditionIn(code=condition.code, onset_on=onset)
            records.write_condition(self.uow, patient_id=patient_id, given=given)
        signs = [ObservationIn(code=code, value=value) for code, value in row.vitals]
        if signs:
            records.write_observations(self.uow, patient_id=patient_id, given=ObservationsIn(signs=signs))
        if row.days_ago > 0:
            self.uow.now += CONSULTING_TIME
            patients.finish_visit(self.uow, patient_id=patient_id, visit_id=visit_id)


def run(workshop: Workshop, settings: Settings) -> bool:
    """Seed once; whether anything was done.

    Raises:
        NotTheDemo: this node is no demo.
    """
    if not settings.demo:
        raise NotTheDemo
    file = settings.data_dir / signin.DEMO_ACCOUNTS_FILE
    draft = file.with_suffix(DRAFT_SUFFIX)
    with unit_of_work(workshop, actor=Actor(user_id=UUID(int=0), system="demo")) as uow:
        if org.list_places(uow):
            if draft.is_file():  # killed between the commit and the name
                draft.replace(file)
            return False
        seeder = Seeder(uow, ZoneInfo(settings.time_zone))
        seeder.seed()
        _write_private(draft, json.dumps(seeder.accounts, ensure_ascii=False, indent=2))
        uow.complete()
    draft.replace(file)
    return True


def _write_private(file: Path, text: str) -> None:
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ACCOUNTS_MODE), "w") as out:
        out.write(text)


def main() -> None:
    """Seed the node that the environment describes."""
    settings = runtime.load_settings()
    if settings.environment is not Environment.DEMO:
        sys.exit("not a demo")
    with runtime.open_workshop(settings, application="huizhen-seed") as workshop:
        run(workshop, settings)


if __name__ == "__main__":
    main()
