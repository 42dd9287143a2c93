# ruff: noqa: ARG002 - the port's shape, and nobody to ask
"""A node without a media server: everything but the call itself works, and the call says so in a sentence.

Nobody can be connected to what does not exist, so its list is empty and a stage is proven by that.
"""

from huizhen.rooms.rules import Claims, MediaUnavailable, Participant, Permission, Ticket


class NoMedia:
    """Refuses what would need a server; there is nobody to remove."""

    def create(self, room_name: str, *, participants_max: int) -> None:
        raise MediaUnavailable

    def delete(self, room_name: str) -> None:
        return None

    def mint(self, ticket: Ticket) -> str:
        raise MediaUnavailable

    def read(self, token: str) -> Claims | None:
        return None

    def set_permission(self, room_name: str, identity: str, permission: Permission) -> None:
        return None

    def remove(self, room_name: str, identity: str) -> None:
        return None

    def list(self, room_name: str) -> tuple[Participant, ...]:
        return ()

    def is_healthy(self) -> bool:
        return False

    def close(self) -> None:
        return None
