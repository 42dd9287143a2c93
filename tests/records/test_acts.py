"""What is signed is what was shown, its signer's alone, and leaves one document, one paper and one signature."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyotp
import pytest

from huizhen import docstore, records, signin
from huizhen.core.access import Role
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import Invalid, NotFound, StepUpRequired
from huizhen.docstore import Body, Formed
from huizhen.records import Act, ActChanged, Filed, PapersUnavailable, Setter, Signer
from huizhen.signin.rules import ProofRefused
from tests.papers.reports import a_report
from tests.world import Person, World

TEMPLATE = "consultation_report"
CODE = "ABCD-EFGH-JKMN-PQRS"


def print_of(body: Body, data_sha256: str, unsigned: bool) -> dict[str, Any]:
    """A paper that tells one line of the note."""
    said = records.plain(body["section"][0]["text"]["div"])
    return a_report(conclusion=said, data_sha256=data_sha256, unsigned=unsigned)


class Desk:
    """A physician before a patient's record, about to sign a note."""

    def __init__(self, world: World) -> None:
        self.world, self.subject_id = world, uuid4()
        self.me = world.a_person(Role.ATTENDING)
        self.patient_id = world.a_patient(self.me)
        self.setter = Setter(records.open_press(world.settings.cache_dir), TEMPLATE, print_of)

    @contextmanager
    def at(self, person: Person | None = None) -> Iterator[UnitOfWork]:
        with self.world.as_actor(person or self.me) as uow:
            yield uow

    def note(self, uow: UnitOfWork, text: str) -> Formed:
        body = {
            "status": "final",
            "type": {"text": "小结"},
            "subject": {"reference": f"Patient/{self.patient_id}"},
            "date": self.world.now.isoformat(),
            "author": [{"reference": f"Practitioner/{self.me.id}"}],
            "title": "小结",
            "section": [{"title": "小结", "text": {"status": "generated", "div": records.div(text)}}],
        }
        return docstore.form(uow, "Composition", body)

    def prepared(self, text: str = "一切平稳") -> Act:
        with self.at() as uow:
            document = self.note(uow, text)
            return records.prepare(
                uow, self.setter, scope=self.patient_id, document=document, made_with={"for": "test"}
            )

    def code(self) -> str:
        self.world.pass_time(seconds=30)
        return str(pyotp.TOTP(self.me.totp_seed).at(self.world.now))

    def sign(self, act: Act, *, code: str | None, shown: str | None = None) -> Filed:
        with self.at() as uow:
            kept = records.get_act(uow, act_id=act.id, scope=self.patient_id)
            return records.sign(
                uow,
                self.setter,
                replace(kept, render_sha256=act.render_sha256),
                scope=self.patient_id,
                subject_id=self.subject_id,
                store_id=self.me.place,
                signer=Signer("attending", self.me.place),
                shown_sha256=shown or act.document.etag,
                verify_code=CODE[:-4] + uuid4().hex[:4].upper(),
                code=code,
            )

    def nothing_was_filed(self) -> bool:
        with self.at() as uow:
            return records.list_signatures(uow, self.subject_id) == []


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


def test_what_was_shown_is_filed_with_its_paper_and_its_signature(desk: Desk) -> None:
    act = desk.prepared()
    filed = desk.sign(act, code=desk.code())
    assert (filed.document.id, filed.document.etag) == (act.document.id, act.document.etag)
    with desk.at() as uow:
        (signed,) = records.list_signatures(uow, desk.subject_id)
        assert (signed.data_sha256, signed.render_sha256) == (act.document.etag, act.render_sha256)
        assert (signed.role, signed.org_id, signed.user_id) == ("attending", desk.me.place, desk.me.id)
        assert records.find_by_code(uow, filed.verify_code) == signed
        assert records.is_intact(uow, signed)
        pdf = records.read_paper(uow, patient_id=desk.patient_id, paper_id=filed.paper_id, purpose="test")
        assert pdf.startswith(b"%PDF")


def test_an_act_is_its_signers_alone_and_encrypted(desk: Desk) -> None:
    act = desk.prepared("说给自己听的话")
    colleague = desk.world.a_person(Role.ATTENDING, at=desk.me.place)
    stranger = desk.world.a_person(Role.ATTENDING)
    for person in (colleague, stranger):
        with desk.at(person) as uow, pytest.raises(NotFound):
            records.get_act(uow, act_id=act.id, scope=desk.patient_id)
    rows = desk.world.sql("select body from draft where form = :form", form=f"act:{act.id}")
    assert "说给自己听的话".encode() not in bytes(rows[0].body)


def test_an_act_that_was_signed_is_gone(desk: Desk) -> None:
    act = desk.prepared()
    desk.sign(act, code=desk.code())
    with pytest.raises(NotFound):
        desk.sign(act, code=desk.code())


def test_a_later_act_takes_the_place_of_an_earlier_one(desk: Desk) -> None:
    first, second = desk.prepared("先"), desk.prepared("后")
    with pytest.raises(NotFound):
        desk.sign(first, code=desk.code())
    assert desk.sign(second, code=desk.code()).document.id == second.document.id


def test_a_hash_that_was_not_shown_is_refused(desk: Desk) -> None:
    act = desk.prepared()
    with pytest.raises(ActChanged):
        desk.sign(act, code=desk.code(), shown="0" * 64)
    assert desk.nothing_was_filed()


def test_another_paper_than_was_set_is_refused(desk: Desk) -> None:
    """As after an upgrade of templates or fonts between the look and the proof."""
    act = desk.prepared()
    with pytest.raises(ActChanged):
        desk.sign(replace(act, render_sha256="0" * 64), code=desk.code())
    assert desk.nothing_was_filed()


def test_without_a_proof_nothing_is_filed(desk: Desk) -> None:
    act = desk.prepared()
    with pytest.raises(StepUpRequired):
        desk.sign(act, code=None)
    with pytest.raises(ProofRefused):
        desk.sign(act, code="000000")
    assert desk.nothing_was_filed()


def test_a_code_proves_one_act(desk: Desk) -> None:
    code = desk.code()
    desk.sign(desk.prepared(), code=code)
    with pytest.raises(ProofRefused):
        desk.sign(desk.prepared(), code=code)


def test_a_preview_differs_from_the_paper_by_its_mark_alone(desk: Desk) -> None:
    with desk.at() as uow:
        document = desk.note(uow, "一切平稳")
    paper, pages = desk.setter.render(document), desk.setter.preview(document)
    assert len(pages) == paper.pages
    shown = print_of(document.body, document.etag, unsigned=True)
    filed = print_of(document.body, document.etag, unsigned=False)
    assert {name for name in shown if shown[name] != filed[name]} == {"unsigned"}


def test_a_machine_without_fonts_says_so(tmp_path: Path) -> None:
    with pytest.raises(PapersUnavailable):
        records.open_press(tmp_path)


def test_a_text_that_the_paper_cannot_hold_is_refused(desk: Desk) -> None:
    with pytest.raises(Invalid):
        desk.prepared("长" * 20_001)


def test_a_verify_code_has_no_letter_that_looks_like_a_digit() -> None:
    codes = {records.make_verify_code() for _ in range(50)}
    assert len(codes) == 50
    assert not set("".join(codes)) & set("ILOU")
    assert {len(each) for each in codes} == {19}


def test_a_signature_over_another_document_is_not_intact(desk: Desk) -> None:
    filed = desk.sign(desk.prepared(), code=desk.code())
    with desk.at() as uow:
        signed = records.find_by_code(uow, filed.verify_code)
        assert signed is not None
        for change in (
            {"data_sha256": "0" * 64},
            {"render_sha256": "0" * 64},
            {"paper_id": uuid4()},
            {"ver": 2},
            {"paper_id": None},
        ):
            assert not records.is_intact(uow, replace(signed, **change))


def test_signing_without_a_paper_leaves_a_row_too(desk: Desk) -> None:

    with desk.at() as uow:
        written = docstore.file(uow, desk.note(uow, "无纸"), scope=desk.patient_id, store_id=desk.me.place)
        proven = signin.prove(uow, act_sha256=bytes.fromhex(written.etag), code=_now(desk))
        records.add_signature(
            uow,
            written,
            scope=desk.patient_id,
            subject_id=desk.subject_id,
            signer=Signer("attending", desk.me.place),
            proven=proven,
        )
    with desk.at() as uow:
        (signed,) = records.list_signatures(uow, desk.subject_id)
    assert (signed.data_sha256, signed.paper_id, signed.verify_code) == (written.etag, None, None)


def _now(desk: Desk) -> str:
    return str(pyotp.TOTP(desk.me.totp_seed).at(desk.world.now))
