"""The chain of hashes: whoever changes, moves or removes an entry is found from the rows alone."""

import hashlib
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.pool import NullPool

from huizhen import host
from huizhen.core.access import ANONYMOUS
from huizhen.core.db import chainer, journal
from huizhen.core.db.engine import driver_url
from huizhen.core.ids import new_id
from huizhen.core.time import utc_now
from tests.world import World

ORIGIN = "test"
MUTATIONS = 200
ROWS = text("""
    select c.pos, c.leaf, c.chain, j.entry, j.id, j.kind, j.actor, j.reason
    from journal_chain c left join journal j on (j.tx, j.seq) = (c.tx, c.seq)
    where c.origin = :origin order by c.pos
""")


@dataclass(frozen=True)
class Link:
    """A position of the chain and the entry found there."""

    pos: int
    leaf: bytes
    chain: bytes
    entry: bytes | None
    kind: str | None


def read(connection: Connection) -> list[Link]:
    return [
        Link(
            row.pos,
            bytes(row.leaf),
            bytes(row.chain),
            None if row.entry is None else bytes(row.entry),
            row.kind,
        )
        for row in connection.execute(ROWS, {"origin": ORIGIN})
    ]


def first_broken(links: Sequence[Link]) -> int | None:
    """The position at which the rows stop agreeing, told by the rule of the design and not by the chainer's code."""
    before = bytes(32)
    for expected, each in enumerate(links, 1):
        if each.pos != expected or each.entry is None:
            return expected
        if hashlib.sha256(each.entry).digest() != each.leaf:
            return expected
        if hashlib.sha256(before + each.leaf).digest() != each.chain:
            return expected
        if journal.extract(each.entry)["kind"] != each.kind:
            return expected
        before = each.chain
    return None


def happen(connection: Connection, subject: UUID, times: int = 1) -> None:
    entries = [
        journal.Entry(
            id=new_id(),
            at=utc_now(),
            kind="record.read",
            subject_type="scope",
            subject_id=subject,
            actor=ANONYMOUS,
        )
        for _ in range(times)
    ]
    journal.append(connection, journal.rows(entries, origin=ORIGIN))


def catch_up(engine: Engine) -> None:
    chainer.catch_up(engine, origin=ORIGIN, may_go_on=lambda: True)


def chained(world: World, subject: UUID) -> list[int]:
    return [
        row.pos
        for row in world.sql(
            "select c.pos from journal_chain c join journal j on (j.tx, j.seq) = (c.tx, c.seq) "
            "where j.subject_id = :id order by c.pos",
            id=subject,
        )
    ]


@pytest.fixture
def owner(database: host.Urls) -> Iterator[Engine]:
    """Somebody with every right on the tables: what an operator of the database could do."""
    made = create_engine(driver_url(database.owner), poolclass=NullPool)
    yield made
    made.dispose()


def test_the_chain_of_all_entries_is_right_and_goes_on_where_it_stopped(world: World, engine: Engine) -> None:
    subject = new_id()
    with engine.begin() as connection:
        happen(connection, subject, 3)
    catch_up(engine)
    one = chained(world, subject)
    with engine.begin() as connection:
        happen(connection, subject, 2)
    catch_up(engine)
    both = chained(world, subject)
    assert both[:3] == one == list(range(one[0], one[0] + 3))
    assert both[3:] == [both[2] + 1, both[2] + 2]
    with engine.begin() as connection:
        links = read(connection)
        assert connection.scalar(text("select count(*) from journal")) == len(links)
    assert first_broken(links) is None


def test_more_entries_than_a_batch_are_all_chained(world: World, engine: Engine) -> None:
    subject, many = new_id(), chainer.BATCH_ENTRIES + 5
    with engine.begin() as connection:
        happen(connection, subject, many)
    catch_up(engine)
    assert len(chained(world, subject)) == many


def test_an_open_transaction_holds_back_what_was_committed_after_it(world: World, engine: Engine) -> None:
    slow, quick = new_id(), new_id()
    catch_up(engine)
    with engine.connect() as opened:
        happen(opened, slow)
        with engine.begin() as connection:
            happen(connection, quick)
        catch_up(engine)
        assert chained(world, quick) == []
        opened.commit()
    catch_up(engine)
    assert chained(world, slow) == [chained(world, quick)[0] - 1]
    with engine.begin() as connection:
        assert first_broken(read(connection)) is None


def test_an_entry_of_a_transaction_that_was_undone_leaves_no_hole(world: World, engine: Engine) -> None:
    undone, after = new_id(), new_id()
    catch_up(engine)
    with engine.connect() as opened:
        happen(opened, undone)
        opened.rollback()
    with engine.begin() as connection:
        happen(connection, after)
    catch_up(engine)
    assert (chained(world, undone), len(chained(world, after))) == ([], 1)
    with engine.begin() as connection:
        assert first_broken(read(connection)) is None


def test_while_one_process_chains_another_does_nothing(world: World, engine: Engine) -> None:
    subject = new_id()
    with engine.begin() as connection:
        happen(connection, subject)
    with engine.connect() as leader, engine.connect() as other:
        assert chainer.advance(leader, origin=ORIGIN) >= 1
        assert chainer.advance(other, origin=ORIGIN) == 0
        leader.commit()
        assert chainer.advance(other, origin=ORIGIN) == 0
    assert len(chained(world, subject)) == 1


def test_chainers_that_race_chain_every_entry_once(world: World, engine: Engine) -> None:
    subject = new_id()

    def write_and_chain(_: int) -> None:
        for _ in range(10):
            with engine.begin() as connection:
                happen(connection, subject)
            catch_up(engine)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write_and_chain, range(4)))
    catch_up(engine)
    assert len(chained(world, subject)) == 40
    with engine.begin() as connection:
        assert first_broken(read(connection)) is None


def mutated(links: Sequence[Link], chance: random.Random) -> tuple[int, list[Link]]:
    """The chain after somebody tampered with one place, and the first position that must be found."""
    at = chance.randrange(len(links))
    victim, rest = links[at], list(links)
    assert victim.entry is not None
    how = chance.randrange(5)
    if how == 0:  # one bit of an entry
        spot = chance.randrange(len(victim.entry))
        changed = bytearray(victim.entry)
        changed[spot] ^= 1 << chance.randrange(8)
        rest[at] = Link(victim.pos, victim.leaf, victim.chain, bytes(changed), victim.kind)
    elif how == 1:  # an entry with a leaf that fits it
        changed = bytearray(victim.entry + b" ")
        leaf = hashlib.sha256(changed).digest()
        rest[at] = Link(victim.pos, leaf, victim.chain, bytes(changed), victim.kind)
    elif how == 2:  # an entry is gone
        rest[at] = Link(victim.pos, victim.leaf, victim.chain, None, None)
    elif how == 3:  # a link is gone
        del rest[at]
        if at == len(links) - 1:  # the end cut off shows by its witness only
            return at + 1, [*rest, Link(at + 2, victim.leaf, victim.chain, victim.entry, victim.kind)]
    else:  # a column beside the entry
        rest[at] = Link(victim.pos, victim.leaf, victim.chain, victim.entry, "nothing.happened")
    return at + 1, rest


def test_two_hundred_ways_to_tamper_are_found_at_their_place(engine: Engine) -> None:
    with engine.begin() as connection:
        happen(connection, new_id(), 60)
    catch_up(engine)
    with engine.begin() as connection:
        links = read(connection)
    assert first_broken(links) is None
    chance = random.Random(20260925)
    for _ in range(MUTATIONS):
        expected, tampered = mutated(links, chance)
        assert first_broken(tampered) == expected


@pytest.mark.parametrize(
    "tampering",
    [
        "update journal set entry = overlay(entry placing '\\x5a'::bytea from 40) where subject_id = :id",
        "update journal set kind = 'record.written' where subject_id = :id",
        "delete from journal where subject_id = :id",
        "update journal_chain set leaf = sha256(leaf) where (tx, seq) in (select tx, seq from journal where subject_id = :id)",
        "delete from journal_chain where (tx, seq) in (select tx, seq from journal where subject_id = :id)",
    ],
)
def test_an_operator_with_all_rights_is_found_from_the_rows(
    world: World, engine: Engine, owner: Engine, tampering: str
) -> None:
    subject = new_id()
    with engine.begin() as connection:
        happen(connection, subject)
        happen(connection, new_id())
    catch_up(engine)
    (place,) = chained(world, subject)
    with owner.connect() as connection:
        assert connection.execute(text(tampering), {"id": subject}).rowcount == 1
        assert first_broken(read(connection)) == place
        connection.rollback()
        assert first_broken(read(connection)) is None
