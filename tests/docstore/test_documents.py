"""Filing and amending documents: every state stays, nobody overwrites what he has not seen."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest

from huizhen import docstore
from huizhen.core.errors import Invalid, NotFound, Stale
from huizhen.core.ids import new_id
from huizhen.docstore import Number, WriteRefused, Written
from huizhen.docstore.model import Document
from huizhen.docstore.patch import ELEMENT_ID_CHARS
from tests.docstore.conftest import Archive, an_archive
from tests.world import World

NOTE = {"text": "胸闷两周", "value": Number("1.50"), "reaction": [{"manifestation": [{"text": "皮疹"}]}, {}]}


def versions(archive: Archive, written: Written) -> list[tuple[int, UUID]]:
    with archive.world.as_system() as uow:
        found = docstore.open_body(uow, archive.scope).versions(written.kind, written.id)
    return [(each.ver, each.actor_id) for each in found]


def at_version(archive: Archive, written: Written, ver: int) -> docstore.Opened:
    with archive.world.as_system() as uow:
        return docstore.open_body(uow, archive.scope).version(written.kind, written.id, ver)


# ---- filing


def test_a_filed_document_reads_as_it_was_written(archive: Archive) -> None:
    given = NOTE | {"unknownToUs": {"deep": [1, 2]}, "flag": False}
    written = archive.file("TestNote", given)
    found = archive.opened(written)
    body = found.body
    assert (found.ver, found.etag, found.store_id) == (1, written.etag, archive.store)
    assert (body["resourceType"], body["id"]) == ("TestNote", str(written.id))
    assert body["unknownToUs"] == {"deep": [Number("1"), Number("2")]}
    assert body["flag"] is False
    assert body["text"] == "胸闷两周"


def test_a_measured_value_keeps_the_digits_it_was_measured_with(archive: Archive) -> None:
    written = archive.file("TestNote", NOTE)
    assert archive.opened(written).body["value"] == Number("1.50")
    archive.amend(written, {"/value": [Number("1.50"), Number("1.5")]})
    assert archive.opened(written).body["value"] == Number("1.5")
    with pytest.raises(Stale):
        archive.amend(written, {"/value": [Number("1.50"), Number("1.6")]})


def test_every_object_of_an_array_gets_an_id_that_stays(archive: Archive) -> None:
    written = archive.file("TestNote", NOTE)
    reactions = archive.opened(written).body["reaction"]
    ids = [each["id"] for each in reactions] + [reactions[0]["manifestation"][0]["id"]]
    assert len(set(ids)) == 3
    assert all(len(each) == ELEMENT_ID_CHARS for each in ids)
    archive.amend(written, {"/text": ["胸闷两周", "胸闷三周"]})
    assert archive.opened(written).body["reaction"] == reactions


def test_the_etag_of_equal_content_tells_nothing_across_documents(archive: Archive) -> None:
    plain = {"text": "同样的内容"}
    assert archive.file("TestNote", plain).etag != archive.file("TestNote", plain).etag


def test_an_etag_comes_back_with_the_content_it_stood_for(archive: Archive) -> None:
    written = archive.file("TestNote", {"text": "一"})
    other = archive.amend(written, {"/text": ["一", "二"]})
    again = archive.amend(written, {"/text": ["二", "一"]})
    assert other.etag != written.etag == again.etag
    assert again.ver == 3


def test_a_body_that_its_kind_refuses_leaves_no_trace(archive: Archive) -> None:
    with pytest.raises(Invalid):
        archive.file("TestNote", {"text": ""})
    for table in ("document", "document_version", "change", "journal"):
        assert archive.world.sql(f"select 1 from {table} where scope = :id", id=archive.scope) == []
    written = archive.file("TestNote", {"text": "好"})
    with pytest.raises(Invalid):
        archive.amend(written, {"/text": ["好", None]})
    assert versions(archive, written) == [(1, UUID(int=0))]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"text": "x", "a": None}, "null_field"),
        ({"text": "x", "a": [{"id": "one"}, {"id": "one"}]}, "element_id"),
        ({"text": "x\ud800"}, "malformed"),
    ],
)
def test_what_no_document_can_hold_is_refused_by_its_place(
    archive: Archive, body: dict[str, Any], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        archive.file("TestNote", body)
    assert [each.code for each in refused.value.errors] == [code]


def test_a_scope_that_was_never_begun_takes_no_document(world: World) -> None:
    scope = new_id()
    with pytest.raises(NotFound), world.as_system() as uow:
        docstore.create(uow, "TestNote", {"text": "x"}, scope=scope, store_id=None)
    assert world.sql("select 1 from document where scope = :id", id=scope) == []


# ---- what is written beside it


def test_each_write_is_a_version_a_change_and_an_entry_that_name_each_other(archive: Archive) -> None:
    written = archive.file("TestNote", {"text": "一"})
    archive.amend(written, {"/text": ["一", "二"]})
    sql = archive.world.sql
    rows = sql("select ver, op_uuid, node from document_version where id = :id order by ver", id=written.id)
    changes = sql(
        "select ver, op_uuid, kind, counter, scope from change where id = :id order by seq", id=written.id
    )
    entries = sql(
        "select kind, scope, audience from journal where subject_id = :id order by seq", id=written.id
    )
    assert [each.op_uuid for each in rows] == [each.op_uuid for each in changes]
    assert [(each.ver, each.kind, each.counter) for each in changes] == [(1, "create", 1), (2, "amend", 2)]
    assert [each.kind for each in entries] == ["document.created", "document.amended"]
    assert {each.scope for each in (*changes, *entries)} == {archive.scope}
    assert [each.audience for each in entries] == [[archive.store]] * 2
    assert {each.node for each in rows} == {"test"}


def test_the_changes_of_a_scope_are_counted_without_a_gap_when_many_write_at_once(archive: Archive) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: archive.file("TestNote", {"text": str(n)}), range(12)))
    rows = archive.world.sql("select counter from change where scope = :id", id=archive.scope)
    assert sorted(each.counter for each in rows) == list(range(1, 13))


# ---- amending


def test_every_former_state_can_be_read_and_says_who_wrote_it(archive: Archive) -> None:
    written = archive.file("TestNote", {"text": "一"})
    second = archive.amend(written, {"/text": ["一", "二"], "/note": [None, "新"]})
    assert versions(archive, written) == [(1, UUID(int=0)), (2, UUID(int=0))]
    first = at_version(archive, written, 1)
    assert (first.body["text"], first.etag, "note" in first.body) == ("一", written.etag, False)
    assert at_version(archive, written, 2).etag == second.etag == archive.opened(written).etag
    with pytest.raises(NotFound):
        at_version(archive, written, 3)


def test_a_new_element_gets_its_id_and_the_others_keep_their_place(archive: Archive) -> None:
    written = archive.file("TestNote", NOTE)
    before = archive.opened(written).body["reaction"]
    archive.amend(written, {"/reaction/-": [None, {"severity": "mild"}]})
    after = archive.opened(written).body["reaction"]
    assert after[:2] == before
    assert len(after[2]["id"]) == ELEMENT_ID_CHARS
    archive.amend(written, {f"/reaction/#{before[0]['id']}": [before[0], None]})
    assert archive.opened(written).body["reaction"] == after[1:]


def test_whoever_looked_at_an_older_state_is_told_what_stands_now(archive: Archive) -> None:
    written = archive.file("TestNote", {"text": "一"})
    now = archive.amend(written, {"/other": [None, "x"]}, since=written.etag)
    with pytest.raises(Stale) as refused:
        archive.amend(written, {"/text": ["一", "二"]}, since=written.etag)
    assert refused.value.facts == {"etag": now.etag}
    assert archive.opened(written).body["text"] == "一"


def test_a_field_that_is_not_what_the_author_saw_is_named(archive: Archive) -> None:
    written = archive.file("TestNote", {"text": "一", "b": "x"})
    with pytest.raises(Stale) as refused:
        archive.amend(written, {"/text": ["零", "二"], "/b": ["x", "y"]})
    assert refused.value.facts == {"pointers": ["/text"]}
    assert archive.opened(written).body["b"] == "x"


def test_of_two_who_amend_the_same_state_at_once_one_is_told_it_is_stale(archive: Archive) -> None:
    written = archive.file("TestNote", {"text": "零"})

    def attempt(text: str) -> object:
        try:
            return archive.amend(written, {"/text": ["零", text]}, since=written.etag)
        except Stale as refused:
            return refused

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(attempt, "甲乙丙丁"))
    (winner,) = [each for each in answers if isinstance(each, Written)]
    assert sum(isinstance(each, Stale) for each in answers) == 3
    assert (winner.ver, archive.opened(written).etag) == (2, winner.etag)


def test_whoever_read_before_somebody_else_wrote_is_told_so_when_he_writes(archive: Archive) -> None:
    written = archive.file("TestNote", {"text": "零"})
    with archive.world.as_system() as uow:
        row = uow.session.get_one(Document, ("TestNote", written.id))
        archive.amend(written, {"/text": ["零", "别人"]})
        with pytest.raises(Stale):
            docstore.amend(
                uow,
                "TestNote",
                id=written.id,
                scope=archive.scope,
                store_id=archive.store,
                patch={"/text": ["零", "我"]},
                since=written.etag,
            )
        assert row.ver == 2


def test_a_document_of_another_scope_is_not_found(archive: Archive) -> None:
    other = an_archive(archive.world)
    written = other.file("TestNote", {"text": "别处"})
    with pytest.raises(NotFound):
        archive.amend(written, {"/text": ["别处", "此处"]})
    with pytest.raises(NotFound):
        archive.opened(written)
    assert versions(archive, written) == []
    with pytest.raises(NotFound):
        at_version(archive, written, 1)


@pytest.mark.parametrize(
    ("patch", "code"),
    [
        ({"/id": [None, "x"]}, "not_allowed"),
        ({"/resourceType": ["TestNote", "Other"]}, "not_allowed"),
        ({"text": ["一", "二"]}, "malformed"),
        ({"/text": ["一"]}, "malformed"),
        ({"/a": [None, {}], "/a/b": [None, "x"]}, "overlap"),
    ],
)
def test_a_patch_that_is_none_is_refused(archive: Archive, patch: Mapping[str, Any], code: str) -> None:
    written = archive.file("TestNote", {"text": "一"})
    with pytest.raises(Invalid) as refused:
        archive.amend(written, dict(patch))
    assert [each.code for each in refused.value.errors] == [code]


# ---- classes


def reason(archive: Archive, written: Written, patch: dict[str, Any], **more: Any) -> str:
    with pytest.raises(WriteRefused) as refused:
        archive.amend(written, patch, **more)
    assert len(versions(archive, written)) == written.ver
    return str(refused.value.facts["reason"])


def test_a_letter_is_never_amended(archive: Archive) -> None:
    written = archive.file("TestLetter", {"text": "一"})
    assert reason(archive, written, {"/text": ["一", "二"]}) == "immutable"


def test_a_form_is_amended_by_its_own_store_until_it_is_submitted(archive: Archive) -> None:
    written = archive.file("TestForm", {"status": "draft"})
    assert (
        reason(archive, written, {"/note": [None, "x"]}, store_id=archive.world.a_store()) == "not_the_writer"
    )
    assert reason(archive, written, {"/note": [None, "x"]}, store_id=None) == "not_the_writer"
    submitted = archive.amend(written, {"/status": ["draft", "submitted"]})
    assert reason(archive, submitted, {"/note": [None, "x"]}) == "frozen"
    assert reason(archive, submitted, {"/status": ["submitted", "draft"]}) == "frozen"


def test_what_headquarters_alone_writes_no_store_writes(archive: Archive) -> None:
    with pytest.raises(WriteRefused) as refused:
        archive.file("TestRule", {"text": "一"})
    assert refused.value.facts == {"reason": "hq_only"}
    with archive.world.as_system() as uow:
        written = docstore.create(uow, "TestRule", {"text": "一"}, scope=archive.scope, store_id=None)
    assert reason(archive, written, {"/text": ["一", "二"]}) == "hq_only"
    assert archive.amend(written, {"/text": ["一", "二"]}, store_id=None).ver == 2


def test_a_note_is_amended_by_any_store_and_stays_with_the_first(archive: Archive) -> None:
    written = archive.file("TestNote", {"text": "一"})
    archive.amend(written, {"/text": ["一", "二"]}, store_id=archive.world.a_store())
    assert archive.opened(written).store_id == archive.store


def test_a_kind_is_declared_once() -> None:
    with pytest.raises(TypeError, match="declared twice"):
        docstore.declare("TestNote", klass=docstore.Klass.MERGEABLE, owner="tests")
