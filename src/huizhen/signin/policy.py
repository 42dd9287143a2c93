"""What a signed-in person may do with his own account."""

from typing import Final

from huizhen.core.access import EVERY_ROLE, NO_ROLE, Permission, Policy, Rule


class Can(Permission):
    """Permissions of this domain."""

    USE = "account:use"
    MAKE = "account:make"


ALLOW: Final[Policy] = {
    Can.USE: Rule(EVERY_ROLE),
    Can.MAKE: Rule(NO_ROLE),
}
