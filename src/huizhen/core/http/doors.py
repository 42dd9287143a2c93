"""What the gate needs from above, as one Protocol filled in `app.py`: the only inversion (architecture.md §2.2)."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from starlette.requests import HTTPConnection

from huizhen.core.access import Actor
from huizhen.core.db.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Call:
    """A write as its receipt knows it: the caller's key, the operation, and a digest of everything it was told."""

    key: str
    verb: str
    args_sha256: bytes
    actor_id: UUID


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The first answer to a call."""

    status: int
    body: bytes
    etag: str | None


class Doors(Protocol):
    """Filled by `signin` (actor) and `docstore` (receipts); `rollout` and `sync` join when they exist."""

    def actor(self, uow: UnitOfWork, connection: HTTPConnection) -> Actor:
        """Who calls; raises `Unauthenticated`."""
        ...

    def kept(self, uow: UnitOfWork, call: Call) -> KeptAnswer | None:
        """The answer already given to this call; raises `KeyReused` if its arguments were others."""
        ...

    def keep(self, uow: UnitOfWork, call: Call, answer: KeptAnswer) -> None:
        """Keep an answer, in the transaction of its effect."""
        ...
