"""What somebody has half typed is his alone, overwritten as he types, and gone when he submits."""

from uuid import UUID

import pytest

from huizhen import docstore
from huizhen.core.access import Role
from huizhen.core.cipher import Unreadable
from huizhen.core.errors import NotFound
from huizhen.core.ids import new_id
from huizhen.docstore import Number
from tests.docstore.conftest import Archive, an_archive
from tests.world import Person, World

FORM = "note"


@pytest.fixture
def writer(world: World) -> Person:
    return world.a_person(Role.ATTENDING, signed_in=False)


def save(archive: Archive, person: Person, text: str, *, form: str = FORM) -> None:
    with archive.world.as_actor(person) as uow:
        docstore.save_draft(
            uow, form=form, scope=archive.scope, content={"text": text, "value": Number("1.50")}
        )


def found(archive: Archive, person: Person, *, form: str = FORM) -> str | None:
    with archive.world.as_actor(person) as uow:
        draft = docstore.find_draft(uow, form=form, scope=archive.scope)
    return None if draft is None else draft.content["text"]


def rows(world: World, author: UUID) -> int:
    return len(world.sql("select 1 from draft where author = :id", id=author))


def test_a_physician_finds_what_he_had_typed_and_when(archive: Archive, writer: Person) -> None:
    save(archive, writer, "胸闷")
    with archive.world.as_actor(writer) as uow:
        draft = docstore.find_draft(uow, form=FORM, scope=archive.scope)
    assert draft is not None
    assert draft.content == {"text": "胸闷", "value": Number("1.50")}
    assert draft.saved_at == archive.world.now


def test_nobody_finds_the_draft_of_another(archive: Archive, writer: Person, expert: Person) -> None:
    save(archive, writer, "我的")
    assert found(archive, expert) is None
    save(archive, expert, "他的")
    assert (found(archive, writer), found(archive, expert)) == ("我的", "他的")


def test_forms_and_patients_have_drafts_of_their_own(archive: Archive, writer: Person) -> None:
    other = an_archive(archive.world)
    save(archive, writer, "一")
    assert found(other, writer) is None
    assert found(archive, writer, form="opinion") is None


def test_typing_on_overwrites_and_leaves_no_trace_of_what_stood_before(
    archive: Archive, writer: Person
) -> None:
    save(archive, writer, "一")
    (before,) = archive.world.sql("select body from draft where author = :id", id=writer.id)
    archive.world.pass_time(seconds=5)
    save(archive, writer, "二")
    (after,) = archive.world.sql("select body, saved_at from draft where author = :id", id=writer.id)
    assert (rows(archive.world, writer.id), found(archive, writer)) == (1, "二")
    assert bytes(before.body) != bytes(after.body)
    assert after.saved_at == archive.world.now
    for table in ("journal", "change", "document_version"):
        assert archive.world.sql(f"select 1 from {table} where scope = :id", id=archive.scope) == []


def test_a_submitted_draft_is_gone(archive: Archive, writer: Person, expert: Person) -> None:
    save(archive, writer, "一")
    save(archive, expert, "二")
    with archive.world.as_actor(writer) as uow:
        docstore.drop_draft(uow, form=FORM, scope=archive.scope)
    assert (found(archive, writer), found(archive, expert)) == (None, "二")
    with archive.world.as_actor(writer) as uow:
        docstore.drop_draft(uow, form=FORM, scope=archive.scope)


def test_a_draft_of_somebody_else_copied_under_ones_own_name_does_not_open(
    archive: Archive, writer: Person, expert: Person
) -> None:
    save(archive, writer, "我的")
    archive.world.sql(
        "insert into draft (author, form, scope, body, saved_at) "
        "select :me, form, scope, body, saved_at from draft where author = :other returning author",
        me=expert.id,
        other=writer.id,
    )
    with pytest.raises(Unreadable):
        found(archive, expert)


def test_a_place_without_a_key_takes_no_draft(world: World, writer: Person) -> None:
    with pytest.raises(NotFound), world.as_actor(writer) as uow:
        docstore.save_draft(uow, form=FORM, scope=new_id(), content={"text": "x"})
    assert rows(world, writer.id) == 0


def test_the_note_that_was_begun_is_gone_when_it_is_filed(world: World) -> None:
    desk = world.a_person(Role.FRONT_DESK, signed_in=False)
    physician = world.a_person(Role.ATTENDING, at=desk.place)
    patient = world.a_patient(desk)
    with world.as_actor(physician) as uow:
        docstore.save_draft(uow, form=FORM, scope=patient, content={"text": "半句"})
    section = {"code": "chief_complaint", "text": "胸闷"}
    answer = physician.post(f"/patients/{patient}/notes", {"title": "门诊", "sections": [section]})
    assert answer.status_code == 201, answer.text
    assert rows(world, physician.id) == 0
