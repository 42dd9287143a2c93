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
REGISTRARS: Final = STORE_STAFF - {Role.CONSULTANT}
"""Who receives patients. An expert is asked about somebody; he takes nobody in (domain.md §5.2)."""

ALLOW: Final[Policy] = {
    Can.READ: Rule(STORE_STAFF | {Role.COORDINATOR}),
    Can.REGISTER: Rule(REGISTRARS),
    Can.REVEAL: Rule(STORE_STAFF),
    Can.DRAFT: Rule(STORE_STAFF | {Role.COORDINATOR}),
}
