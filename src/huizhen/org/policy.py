"""Who may look at and change the organisation."""

from typing import Final

from huizhen.core.access import EVERY_ROLE, NO_ROLE, Permission, Policy, Rule


class Can(Permission):
    """Permissions of this domain."""

    READ_STAFF = "staff:read"
    MANAGE_STAFF = "staff:manage"


ALLOW: Final[Policy] = {
    Can.READ_STAFF: Rule(EVERY_ROLE),
    Can.MANAGE_STAFF: Rule(NO_ROLE),
}
