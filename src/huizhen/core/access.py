"""Who acts, what a route demands, and the table that decides ability.

Visibility is SQL (`queries.visible`), ability is Python (`require`), never both. An unknown permission is a type error;
an empty set of roles means nothing is allowed. Source: security.md §3.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from huizhen.core.errors import Forbidden


class Role(StrEnum):
    """Roles of staff (domain.md §5.1). Patients and guests hold none: they have seats."""

    FRONT_DESK = "front_desk"
    NURSE = "nurse"
    ATTENDING = "attending"
    STORE_LEAD = "store_lead"
    DEPARTMENT_HEAD = "department_head"
    MEDICAL_AFFAIRS = "medical_affairs"
    COORDINATOR = "coordinator"
    CONSULTANT = "consultant"
    PHARMACIST = "pharmacist"
    CHRONIC_CARE_NURSE = "chronic_care_nurse"
    KNOWLEDGE_EDITOR = "knowledge_editor"
    KNOWLEDGE_REVIEWER = "knowledge_reviewer"
    HQ_OPERATIONS = "hq_operations"
    STORE_IT = "store_it"
    PRIVACY_OFFICER = "privacy_officer"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"


EVERY_ROLE: Final = frozenset(Role)
NO_ROLE: Final[frozenset[Role]] = frozenset()
PHYSICIANS: Final = frozenset({Role.ATTENDING, Role.CONSULTANT, Role.DEPARTMENT_HEAD})
CLINICAL: Final = PHYSICIANS | {Role.NURSE}
DESK: Final = frozenset({Role.FRONT_DESK, Role.NURSE})


class At(StrEnum):
    """Where a route is answered (architecture.md §4.1)."""

    HERE = "here"
    HQ = "hq"


class Proof(StrEnum):
    """What the caller must bring: nothing, his session, or a proof over this one act."""

    NONE = "none"
    SESSION = "session"
    ASSERTION = "assertion"


class Receipt(StrEnum):
    """Whether a write keeps its answer under the caller's idempotency key."""

    KEPT = "kept"
    NONE = "none"


class Permission(StrEnum):
    """`resource:action`. Each package declares its own members as `Can`."""


class Public(Permission):
    """For routes without a signed-in person."""

    ANYONE = "public:anyone"


PUBLIC: Final = Public.ANYONE


@dataclass(frozen=True, slots=True)
class RoleAt:
    """A role somebody holds at one place of the organisation tree; `store_id` when that place is a store."""

    role: Role
    org_id: UUID
    store_id: UUID | None = None
    department: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts in this unit of work. System actors have a name and no session."""

    user_id: UUID
    roles: frozenset[RoleAt] = field(default_factory=frozenset)
    session_id: UUID | None = None
    system: str | None = None
    on_behalf_of: UUID | None = None
    locale: str = "zh-CN"

    def role_names(self) -> frozenset[Role]:
        """Every role he holds anywhere."""
        return frozenset(each.role for each in self.roles)

    def stores_as(self, roles: frozenset[Role]) -> list[UUID]:
        """Stores where he holds one of `roles`, sorted: empty means nothing is visible."""
        return sorted({each.store_id for each in self.roles if each.store_id and each.role in roles})

    def stores(self) -> list[UUID]:
        """Stores where he holds any role."""
        return sorted({each.store_id for each in self.roles if each.store_id})


ANONYMOUS: Final = Actor(user_id=UUID(int=0))


def system_actor(name: str, on_behalf_of: UUID | None = None) -> Actor:
    """A part of the product acting by itself; its name stands in the journal."""
    return Actor(user_id=UUID(int=0), system=name, on_behalf_of=on_behalf_of)


Predicate = Callable[[Actor, Any], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """A permission's row: the roles that hold it, and clauses of predicates over the row (any clause, all of it).

    `NO_ROLE` leaves it to the product's own system actors.
    """

    roles: frozenset[Role]
    clauses: tuple[tuple[Predicate, ...], ...] = ((),)


Policy = Mapping[Permission, Rule]


def holds(policy: Policy, permission: Permission, actor: Actor) -> bool:
    """Whether any role of the actor holds the permission at all, whatever the row."""
    rule = policy.get(permission)
    return rule is not None and (actor.system is not None or bool(rule.roles & actor.role_names()))


def may(policy: Policy, permission: Permission, actor: Actor, row: object) -> bool:
    """Whether the actor may do it to this row."""
    if not holds(policy, permission, actor):
        return False
    return any(all(says(actor, row) for says in clause) for clause in policy[permission].clauses)


def require(policy: Policy, permission: Permission, actor: Actor, row: object = None) -> None:
    """Raise `Forbidden` unless the actor may do it to this row."""
    if not may(policy, permission, actor, row):
        raise Forbidden(permission=permission)
