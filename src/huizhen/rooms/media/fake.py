"""A media server in memory, for slice tests: keeps rooms and people, signs tokens, can be frozen.

It behaves as the real one where a use case can tell (one contract test runs on both), and it opens no socket.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Final

import orjson

from huizhen.core.time import utc_now
from huizhen.rooms.rules import (
    Claims,
    MediaUnavailable,
    Participant,
    Permission,
    Source,
    Ticket,
    find_identity,
)

SECRET_BYTES: Final = 32


class FakeMedia:
    """`join` and `drop` are what a client would do; `is_frozen` makes it answer nobody."""

    def __init__(self, *, clock: Callable[[], datetime] = utc_now) -> None:
        self.rooms: dict[str, dict[str, Permission]] = {}
        self.is_frozen = False
        self._clock = clock
        self._secret = secrets.token_bytes(SECRET_BYTES)

    # ---- what a client does

    def join(self, token: str) -> str:
        """Connect with a token, past the door; the identity. A second connection of it replaces the first."""
        claims = self.read(token)
        if claims is None or claims.room_name not in self.rooms:
            raise LookupError("no such token or room")
        self.rooms[claims.room_name][str(claims.identity)] = claims.permission
        return str(claims.identity)

    def drop(self, identity: str) -> None:
        """His line breaks."""
        for people in self.rooms.values():
            people.pop(identity, None)

    # ---- what we ask of it

    def create(self, room_name: str, *, participants_max: int) -> None:
        self._answer()
        if participants_max < 1:
            raise MediaUnavailable
        self.rooms.setdefault(room_name, {})

    def delete(self, room_name: str) -> None:
        self._answer()
        self.rooms.pop(room_name, None)

    def mint(self, ticket: Ticket) -> str:
        permission = ticket.permission
        told = {
            "identity": str(ticket.identity),
            "media_room": ticket.room_name,
            "epoch": ticket.room_epoch,
            "expires": ticket.expires_at.timestamp(),
            "sources": sorted(permission.can_publish_sources),
            "subscribe": permission.can_subscribe,
            "send": permission.can_publish_data,
            "hidden": permission.hidden,
        }
        body = base64.urlsafe_b64encode(orjson.dumps(told))
        return f"{body.decode()}.{self._sign(body)}"

    def read(self, token: str) -> Claims | None:
        body, _, signature = token.partition(".")
        if not hmac.compare_digest(signature, self._sign(body.encode())):
            return None
        told = orjson.loads(base64.urlsafe_b64decode(body))
        identity = find_identity(told["identity"])
        if identity is None or told["expires"] <= self._clock().timestamp():
            return None
        sources = frozenset(Source(each) for each in told["sources"])
        permission = Permission(
            can_publish=bool(sources),
            can_publish_sources=sources,
            can_subscribe=told["subscribe"],
            can_publish_data=told["send"],
            hidden=told["hidden"],
        )
        return Claims(
            identity=identity,
            room_name=told["media_room"],
            room_epoch=told["epoch"],
            permission=permission,
        )

    def set_permission(self, room_name: str, identity: str, permission: Permission) -> None:
        self._answer()
        people = self.rooms.get(room_name, {})
        if identity in people:
            people[identity] = permission

    def remove(self, room_name: str, identity: str) -> None:
        self._answer()
        self.rooms.get(room_name, {}).pop(identity, None)

    def list(self, room_name: str) -> tuple[Participant, ...]:
        self._answer()
        return tuple(Participant(*each) for each in self.rooms.get(room_name, {}).items())

    def is_healthy(self) -> bool:
        return not self.is_frozen

    def close(self) -> None:
        return None

    def _answer(self) -> None:
        if self.is_frozen:
            raise MediaUnavailable

    def _sign(self, body: bytes) -> str:
        return hmac.new(self._secret, body, hashlib.sha256).hexdigest()
