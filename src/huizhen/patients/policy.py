"""Who may look for, register and change patients."""

from typing import Final

from huizhen.core.access import CLINICAL, DESK, Permission, Policy, Role, Rule


class Can(Permission):
    """Permissions of this domain."""

    READ = "patient:read"
    REGISTER = "patient:register"
    REVEAL = "patient:reveal"
    DRAFT = "draft:use"


STORE_STAFF: Final = CLINICAL | DESK

ALLOW: Final[Policy] = {
    Can.READ: Rule(STORE_STAFF | {Role.COORDINATOR}),
    Can.REGISTER: Rule(STORE_STAFF),
    Can.REVEAL: Rule(STORE_STAFF),
    Can.DRAFT: Rule(STORE_STAFF | {Role.COORDINATOR}),
}
