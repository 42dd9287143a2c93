"""A file of a scope opens for whoever may open the scope, in its own scope, and only as it was written."""

import os
from pathlib import Path
from uuid import UUID

import pytest

from huizhen import docstore
from huizhen.core.blobs import BlobMissing
from huizhen.core.cipher import Unreadable
from huizhen.core.errors import NotFound
from tests.docstore.conftest import Archive, an_archive
from tests.world import Person, World

PAPER = b"%PDF a paper" + os.urandom(100_000)


def put(archive: Archive, content: bytes = PAPER) -> str:
    with archive.world.as_system() as uow:
        return docstore.put_blob(uow, content, scope=archive.scope)


def read(archive: Archive, address: str, person: Person | None = None) -> bytes:
    world = archive.world
    with world.as_system() if person is None else world.as_actor(person) as uow:
        return docstore.read_blob(uow, docstore.open_body(uow, archive.scope), address)


def file_of(world: World, address: str) -> Path:
    return world.settings.blob_dir / address[:2] / address[2:4] / address


@pytest.mark.parametrize("content", [PAPER, b"", b"x"])
def test_what_was_kept_is_read_back(archive: Archive, content: bytes) -> None:
    assert read(archive, put(archive, content)) == content


def test_on_the_disk_it_is_ciphertext_under_the_hash_of_it(world: World, archive: Archive) -> None:
    address = put(archive)
    raw = file_of(world, address).read_bytes()
    assert PAPER[:12] not in raw
    assert put(archive) != address, "the same content twice tells nobody that it is the same"


def test_it_opens_by_a_grant_and_no_longer(world: World, archive: Archive, expert: Person) -> None:
    address = put(archive)
    with pytest.raises(NotFound):
        read(archive, address, expert)
    with world.as_actor(expert) as uow, pytest.raises(NotFound):
        docstore.put_blob(uow, PAPER, scope=archive.scope)
    event = archive.grant(expert)
    assert read(archive, address, expert) == PAPER
    world.pass_time(seconds=1)
    _close(world, event)
    with pytest.raises(NotFound):
        read(archive, address, expert)


def _close(world: World, event: UUID) -> None:
    world.sql(
        "update care_grant set closed_at = :now where source_id = :id returning id", id=event, now=world.now
    )


def test_another_scope_does_not_open_it(world: World, archive: Archive) -> None:
    address, other = put(archive), an_archive(world)
    with pytest.raises(NotFound):
        read(other, address)


@pytest.mark.parametrize("damage", ["changed", "cut", "gone"])
def test_what_was_changed_on_the_disk_does_not_open(world: World, archive: Archive, damage: str) -> None:
    address = put(archive)
    file = file_of(world, address)
    raw = file.read_bytes()
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(raw[:-1] if damage == "cut" else raw[:50] + bytes([raw[50] ^ 1]) + raw[51:])
    with pytest.raises((BlobMissing, Unreadable)):
        read(archive, address)


def test_a_transaction_that_is_given_up_leaves_a_file_that_nobody_names(
    world: World, archive: Archive
) -> None:
    with pytest.raises(RuntimeError), world.as_system() as uow:  # noqa: PT012 - the unit of work is what is given up
        address = docstore.put_blob(uow, PAPER, scope=archive.scope)
        raise RuntimeError
    assert file_of(world, address).is_file()
    with pytest.raises(NotFound):
        read(archive, address)


# ---- a document that is formed before it is filed


def test_a_formed_document_is_filed_with_the_hash_that_was_shown(world: World, archive: Archive) -> None:
    with world.as_system() as uow:
        formed = docstore.form(uow, "TestNote", {"text": "给人看过", "parts": [{"a": "1"}, {"a": "2"}]})
        again = docstore.form(uow, "TestNote", formed.body, id=formed.id, salt=formed.salt)
        other = docstore.form(uow, "TestNote", formed.body, id=formed.id)
        assert again.etag == formed.etag
        assert other.etag != formed.etag, "equal content has another hash under another salt"
        written = docstore.file(uow, again, scope=archive.scope, store_id=archive.store)
    assert (written.id, written.etag, written.ver) == (formed.id, formed.etag, 1)
    assert archive.opened(written).etag == formed.etag
