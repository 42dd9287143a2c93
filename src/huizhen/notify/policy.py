"""Who may listen: everybody who works here. What he hears of is decided by the audience of each event."""

from typing import Final

from huizhen.core.access import EVERY_ROLE, Permission, Policy, Rule


class Can(Permission):
    """Permissions of this domain."""

    LISTEN = "news:listen"


ALLOW: Final[Policy] = {Can.LISTEN: Rule(EVERY_ROLE)}
