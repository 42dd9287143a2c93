"""The one door to content: nothing opens without a grant, nothing opens unseen, nothing lies in clear."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import NullPool

from huizhen import docstore, host, records
from huizhen.core import cipher
from huizhen.core.access import Role
from huizhen.core.cipher import Unreadable
from huizhen.core.db.engine import driver_url
from huizhen.core.errors import NotFound, StepUpRequired
from huizhen.core.ids import new_id
from huizhen.core.keyring import Keyring
from huizhen.docstore import Written
from huizhen.docstore.queries import SCOPES_OPENED_MAX
from tests.docstore.conftest import Archive, an_archive
from tests.world import Person, World

CANARY = "金丝雀七号胸痛放射"
MARK = "canary-1f9a7c"


@pytest.fixture
def note(archive: Archive) -> Written:
    return archive.file("TestNote", {"text": CANARY})


def reads(archive: Archive, person: Person) -> list[Any]:
    return list(
        archive.world.sql(
            "select scope, purpose, basis, entry, tx::text from journal "
            "where kind = 'record.read' and subject_id = :scope and actor = :who order by seq",
            scope=archive.scope,
            who=person.id,
        )
    )


# ---- the grant


def test_without_a_grant_there_is_nothing_and_no_key_is_touched(
    archive: Archive, expert: Person, note: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    for owner, name in ((cipher, "decrypt"), (Keyring, "key")):
        monkeypatch.setattr(owner, name, lambda *_, **__: pytest.fail("something was decrypted"))
    with pytest.raises(NotFound):
        archive.read_by(expert, note.kind, note.id)
    with archive.world.as_actor(expert) as uow:
        with pytest.raises(NotFound):
            docstore.create(uow, "TestNote", {"text": "x"}, scope=archive.scope, store_id=None)
        with pytest.raises(NotFound):
            docstore.amend(uow, "TestNote", id=note.id, scope=archive.scope, store_id=archive.store, patch={})
    assert reads(archive, expert) == []


def test_a_scope_that_does_not_exist_looks_the_same_as_one_that_is_closed(
    archive: Archive, expert: Person
) -> None:
    told = []
    for scope in (archive.scope, new_id()):
        with pytest.raises(NotFound) as refused, archive.world.as_actor(expert) as uow:
            docstore.open_body(uow, scope)
        told.append((refused.value.code, refused.value.public_facts(), str(refused.value)))
    assert told[0] == told[1]


def test_a_grant_opens_and_its_end_closes(archive: Archive, expert: Person, note: Written) -> None:
    event = archive.grant(expert)
    assert archive.read_by(expert, note.kind, note.id).body["text"] == CANARY
    with archive.world.as_system() as uow:
        assert records.close_grants(uow, source_id=event) == 1
    with pytest.raises(NotFound):
        archive.read_by(expert, note.kind, note.id)


def test_one_scope_without_a_grant_closes_all_that_were_asked_for(
    archive: Archive, expert: Person, note: Written
) -> None:
    other = an_archive(archive.world)
    archive.grant(expert)
    with pytest.raises(NotFound), archive.world.as_actor(expert) as uow:
        docstore.open_bodies(uow, [archive.scope, other.scope])
    assert reads(archive, expert) == []


def test_nobody_asks_for_the_whole_chain_at_once(world: World, expert: Person) -> None:
    with world.as_actor(expert) as uow, pytest.raises(ValueError, match="scopes at once"):
        docstore.open_bodies(uow, [UUID(int=n) for n in range(SCOPES_OPENED_MAX + 1)])


# ---- the entry


def test_what_was_opened_stands_in_the_journal_with_its_ground(
    archive: Archive, expert: Person, note: Written
) -> None:
    archive.grant(expert)
    with archive.world.as_actor(expert) as uow:
        docstore.open_body(uow, archive.scope, purpose="consultation").get(note.kind, note.id)
        assert reads(archive, expert) == []
    (entry,) = reads(archive, expert)
    assert (entry.scope, entry.purpose, entry.basis) == (archive.scope, "consultation", "consultation")
    assert json.loads(bytes(entry.entry))["actor"] == str(expert.id)
    assert CANARY.encode() not in bytes(entry.entry)


def test_what_one_request_opens_twice_for_one_purpose_is_one_entry(
    archive: Archive, expert: Person, note: Written
) -> None:
    archive.grant(expert)
    with archive.world.as_actor(expert) as uow:
        for purpose in ("care", "care", "visits", "care"):
            docstore.open_body(uow, archive.scope, purpose=purpose).get(note.kind, note.id)
    assert sorted(each.purpose for each in reads(archive, expert)) == ["care", "visits"]


def test_whoever_opens_three_records_leaves_three_entries(world: World, expert: Person) -> None:
    archives = [an_archive(world) for _ in range(3)]
    for each in archives:
        each.file("TestNote", {"text": "x"})
        each.grant(expert)
    with world.as_actor(expert) as uow:
        scopes = docstore.open_bodies(uow, [each.scope for each in archives])
        found = docstore.latest_of(uow, "TestNote", scopes)
    assert [len(found[each.scope]) for each in archives] == [1, 1, 1]
    entries = [reads(each, expert) for each in archives]
    assert [len(each) for each in entries] == [1, 1, 1]
    assert len({each[0].tx for each in entries}) == 1


def test_a_person_who_arrives_is_opened_for_the_desk_and_the_entry_says_arrival(
    archive: Archive, expert: Person, note: Written
) -> None:
    with archive.world.as_actor(expert) as uow:
        assert docstore.arrive(uow, archive.scope).get(note.kind, note.id).body["text"] == CANARY
    (entry,) = reads(archive, expert)
    assert (entry.purpose, entry.basis) == ("arrival", "arrival")
    with pytest.raises(NotFound), archive.world.as_actor(expert) as uow:
        docstore.arrive(uow, new_id())


def test_the_rebuilding_system_opens_without_an_entry(archive: Archive, note: Written) -> None:
    assert archive.opened(note).body["text"] == CANARY
    rows = archive.world.sql(
        "select 1 from journal where kind = 'record.read' and subject_id = :id", id=archive.scope
    )
    assert rows == []


# ---- the envelope


def unreadable(archive: Archive, written: Written) -> bool:
    try:
        archive.opened(written)
    except Unreadable:
        return True
    return False


def test_a_ciphertext_moved_to_another_row_does_not_open(archive: Archive, note: Written) -> None:
    other = archive.file("TestNote", {"text": "别的"})
    sql = archive.world.shared.engine
    with sql.begin() as connection:
        connection.execute(
            text("update document set body = (select body from document where id = :from) where id = :to"),
            {"from": note.id, "to": other.id},
        )
    assert unreadable(archive, other)
    assert not unreadable(archive, note)


def test_an_old_state_put_back_as_the_latest_does_not_open(archive: Archive, note: Written) -> None:
    archive.amend(note, {"/text": [CANARY, "新"]})
    with archive.world.shared.engine.begin() as connection:
        connection.execute(
            text(
                "update document set body = "
                "(select body from document_version where id = :id and ver = 1) where id = :id"
            ),
            {"id": note.id},
        )
    assert unreadable(archive, note)


def test_a_document_moved_to_another_patients_scope_does_not_open(archive: Archive, note: Written) -> None:
    other = an_archive(archive.world)
    with archive.world.shared.engine.begin() as connection:
        connection.execute(
            text("update document set scope = :scope where id = :id"), {"scope": other.scope, "id": note.id}
        )
    assert unreadable(other, note)


def test_one_changed_bit_does_not_open(archive: Archive, note: Written) -> None:
    with archive.world.shared.engine.begin() as connection:
        connection.execute(
            text("update document set body = set_bit(body, 300, 1 - get_bit(body, 300)) where id = :id"),
            {"id": note.id},
        )
    assert unreadable(archive, note)


# ---- nothing in clear


@pytest.fixture
def owner(database: host.Urls) -> Iterator[Engine]:
    made = create_engine(driver_url(database.owner), poolclass=NullPool)
    yield made
    made.dispose()


def forms(word: str) -> dict[str, bytes]:
    """How a word could lie in a file: as text of either coding, or inside base64 at any of its three places."""
    found = {"utf-8": word.encode(), "gbk": word.encode("gbk"), "utf-16": word.encode("utf-16-le")}
    found["hex"] = word.encode().hex().encode()
    found["json"] = json.dumps(word).strip('"').encode()
    for shift in range(3):
        whole = base64.b64encode(b"\0" * shift + word.encode())
        found[f"base64+{shift}"] = whole[4:-4]
    return found


def found_in(folder: Path, wanted: dict[str, bytes]) -> set[str]:
    files = [each for each in folder.rglob("*") if each.is_file()]
    assert len(files) > 100
    return {
        name
        for each in files
        for content in [each.read_bytes()]
        for name, form in wanted.items()
        if form in content
    }


def test_a_word_of_a_patient_lies_nowhere_in_the_clusters_files(
    world: World, owner: Engine, database: host.Urls, archive: Archive
) -> None:
    desk = world.a_person(Role.FRONT_DESK)
    physician = world.a_person(Role.ATTENDING, at=desk.place)
    patient = world.a_patient(desk, reason=CANARY)
    allergy = {"display": CANARY, "criticality": "high", "reaction": CANARY}
    assert physician.post(f"/patients/{patient}/allergies", allergy).status_code == 201
    assert CANARY in physician.get(f"/patients/{patient}/timeline").text
    note = archive.file("TestNote", {"text": f"{CANARY} {MARK}", "more": [{"text": CANARY}] * 400})
    archive.amend(note, {"/text": [f"{CANARY} {MARK}", CANARY]})
    with world.as_actor(physician) as uow:
        docstore.save_draft(uow, form="note", scope=patient, content={"text": CANARY})
    folder = database.socket_dir.parent
    wanted = forms(CANARY) | {"mark": MARK.encode()}
    with owner.connect() as connection:
        free = connection.execution_options(isolation_level="AUTOCOMMIT")
        free.execute(text("checkpoint"))
        assert found_in(folder, wanted) == set()
        free.execute(text("create table planted (what bytea)"))
        for form in wanted.values():
            free.execute(text("insert into planted values (:form)"), {"form": form})
        free.execute(text("checkpoint"))
        try:
            assert found_in(folder / "data" / "base", wanted) == wanted.keys()
        finally:
            free.execute(text("drop table planted"))


def test_a_refusal_never_carries_what_it_refused(archive: Archive, note: Written) -> None:
    with pytest.raises(docstore.WriteRefused) as refused:
        archive.amend(archive.file("TestLetter", {"text": CANARY}), {"/text": [CANARY, "x"]})
    assert CANARY not in repr(refused.value.public_facts())
    assert StepUpRequired(("totp",)).public_facts() == {"methods": ["totp"]}
