"""What use cases rely on, asked of the media server in memory and of the real one alike."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import uuid4

import jwt
import pytest
from websockets.sync.client import connect

from huizhen.core.time import utc_now
from huizhen.rooms.livekit import LiveKit
from huizhen.rooms.media import FakeMedia, NoMedia
from huizhen.rooms.rules import (
    Identity,
    MediaPlane,
    MediaUnavailable,
    Participant,
    Permission,
    Ticket,
    grants,
    rights_of,
)
from tests.rooms.conftest import MediaServer, wait_until

PEOPLE_MAX = 4


class Clients:
    """Lets somebody into a room, past any door."""

    def __init__(self, plane: MediaPlane, url: str | None) -> None:
        self.plane, self.url = plane, url
        self.lines = ExitStack()

    def join(self, ticket: Ticket) -> None:
        token = self.plane.mint(ticket)
        if isinstance(self.plane, FakeMedia):
            self.plane.join(token)
            return
        address = f"ws{(self.url or '')[4:]}/rtc?access_token={token}&protocol=15&sdk=python&version=1.2.1"
        self.lines.enter_context(connect(address, compression=None, proxy=None))

    def close(self) -> None:
        self.lines.close()


@pytest.fixture(params=["fake", pytest.param("real", marks=pytest.mark.media)])
def clients(request: pytest.FixtureRequest) -> Iterator[Clients]:
    if request.param == "fake":
        yield Clients(FakeMedia(), None)
        return
    server: MediaServer = request.getfixturevalue("media_server")
    made = Clients(server.plane(), server.plan.url)
    yield made
    made.close()
    made.plane.close()


def a_ticket(letters: str = "PSVID", room_name: str | None = None) -> Ticket:
    now = utc_now()
    return Ticket(
        identity=Identity(store="s", user=uuid4().hex, session="c", device="d"),
        room_name=room_name or uuid4().hex,
        room_epoch=3,
        role="attending",
        permission=grants(rights_of(letters)),
        issued_at=now,
        expires_at=now + timedelta(minutes=5),
    )


def permission_of(plane: MediaPlane, ticket: Ticket) -> Permission | None:
    found = {each.identity: each.permission for each in plane.list(ticket.room_name)}
    return found.get(str(ticket.identity))


def holds(plane: MediaPlane, ticket: Ticket, wanted: Permission) -> bool:
    return permission_of(plane, ticket) == wanted


def takes(plane: MediaPlane, ticket: Ticket, wanted: Permission) -> bool:
    try:
        plane.set_permission(ticket.room_name, str(ticket.identity), wanted)
    except MediaUnavailable:
        return False
    return True


@pytest.mark.parametrize("letters", ["PSVIDT", "MV", "V", "PV", "VI", "VD"])
def test_somebody_who_joins_is_listed_with_exactly_his_rights(clients: Clients, letters: str) -> None:
    plane, ticket = clients.plane, a_ticket(letters)
    plane.create(ticket.room_name, participants_max=PEOPLE_MAX)
    plane.create(ticket.room_name, participants_max=PEOPLE_MAX)
    assert plane.list(ticket.room_name) == ()
    clients.join(ticket)
    assert plane.list(ticket.room_name) == (Participant(str(ticket.identity), ticket.permission),)


def test_rights_are_replaced_as_a_whole(clients: Clients) -> None:
    plane, ticket = clients.plane, a_ticket()
    plane.create(ticket.room_name, participants_max=PEOPLE_MAX)
    clients.join(ticket)
    for letters in ("V", "MV", "PSVIDT", "VD"):
        wanted = grants(rights_of(letters))
        # On a busy machine the real one may confirm too late; whoever asks again, as we do, gets there.
        wait_until(partial(takes, plane, ticket, wanted), seconds=5)
        wait_until(partial(holds, plane, ticket, wanted), seconds=1)


def test_a_removed_person_is_not_listed(clients: Clients) -> None:
    plane, ticket = clients.plane, a_ticket()
    other = replace(ticket, identity=replace(ticket.identity, user="other"))
    plane.create(ticket.room_name, participants_max=PEOPLE_MAX)
    clients.join(ticket)
    clients.join(other)
    plane.remove(ticket.room_name, str(ticket.identity))
    wait_until(lambda: permission_of(plane, ticket) is None, seconds=1)
    assert permission_of(plane, other) == other.permission


def test_whoever_is_not_there_needs_nothing(clients: Clients) -> None:
    plane, ticket = clients.plane, a_ticket()
    nowhere, nobody = ticket.room_name, str(ticket.identity)
    assert plane.list(nowhere) == ()
    plane.remove(nowhere, nobody)
    plane.set_permission(nowhere, nobody, ticket.permission)
    plane.delete(nowhere)
    plane.create(nowhere, participants_max=PEOPLE_MAX)
    plane.remove(nowhere, nobody)
    plane.set_permission(nowhere, nobody, ticket.permission)
    plane.delete(nowhere)
    plane.delete(nowhere)
    assert plane.list(nowhere) == ()
    assert plane.is_healthy()


@pytest.mark.parametrize("letters", ["PSVIDT", "MV", "V", "VD", "P"])
def test_a_token_reads_back_as_what_it_was_minted_for(clients: Clients, letters: str) -> None:
    ticket = a_ticket(letters)
    claims = clients.plane.read(clients.plane.mint(ticket))
    assert claims is not None
    assert (claims.identity, claims.permission) == (ticket.identity, ticket.permission)
    assert (claims.room_name, claims.room_epoch) == (ticket.room_name, ticket.room_epoch)


def test_a_changed_token_reads_as_nothing(clients: Clients) -> None:
    token = clients.plane.mint(a_ticket())
    for at in range(0, len(token), 7):
        changed = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        assert clients.plane.read(changed) is None, at
    for nothing in ("", ".", "x.y.z", token + "x"):
        assert clients.plane.read(nothing) is None


# ---- LiveKit's own

KEYS = ("key", "s" * 40)


@pytest.fixture
def livekit() -> Iterator[LiveKit]:
    made = LiveKit(url="http://127.0.0.1:9", key=KEYS[0], secret=KEYS[1])
    yield made
    made.close()


def claims_of(livekit: LiveKit, ticket: Ticket) -> dict[str, object]:
    read: dict[str, object] = jwt.decode(livekit.mint(ticket), KEYS[1], algorithms=["HS256"])
    return read


def test_every_field_of_a_grant_is_written_and_none_allows_more(livekit: LiveKit) -> None:
    told = claims_of(livekit, a_ticket("V"))
    assert told["video"] == {
        "roomJoin": True,
        "room": told["video"]["room"],  # type: ignore[index] # decoded JSON
        "canPublish": False,
        "canPublishSources": [],
        "canSubscribe": True,
        "canPublishData": False,
        "canUpdateOwnMetadata": False,
        "hidden": False,
        "roomAdmin": False,
        "roomCreate": False,
        "roomList": False,
        "roomRecord": False,
        "ingressAdmin": False,
        "canSubscribeMetrics": False,
        "canManageAgentSession": False,
    }


@pytest.mark.parametrize(
    "change",
    [
        {"roomAdmin": True},
        {"roomCreate": True},
        {"recorder": True},
        {"agent": True},
        {"roomJoin": False},
        {"canPublish": True, "canPublishSources": []},
    ],
)
def test_a_token_that_could_do_more_than_sit_is_none_of_ours(
    livekit: LiveKit, change: dict[str, object]
) -> None:
    told = claims_of(livekit, a_ticket("V"))
    told["video"] = {**told["video"], **change}  # type: ignore[dict-item] # decoded JSON
    assert livekit.read(jwt.encode(told, KEYS[1], algorithm="HS256")) is None


def test_an_expired_token_reads_as_nothing(livekit: LiveKit) -> None:
    told = claims_of(livekit, a_ticket())
    told["exp"] = int(utc_now().timestamp()) - 120
    assert livekit.read(jwt.encode(told, KEYS[1], algorithm="HS256")) is None
    del told["exp"]
    assert livekit.read(jwt.encode(told, KEYS[1], algorithm="HS256")) is None


def test_a_media_server_that_is_away_says_so(livekit: LiveKit) -> None:
    assert not livekit.is_healthy()
    for ask in (
        lambda: livekit.create("r", participants_max=1),
        lambda: livekit.delete("r"),
        lambda: livekit.list("r"),
        lambda: livekit.remove("r", "i"),
    ):
        with pytest.raises(MediaUnavailable):
            ask()


def test_without_a_media_server_nobody_can_be_connected() -> None:
    none = NoMedia()
    assert (none.list("r"), none.read("token"), none.is_healthy()) == ((), None, False)
    with pytest.raises(MediaUnavailable):
        none.create("r", participants_max=1)
    with pytest.raises(MediaUnavailable):
        none.mint(a_ticket())
