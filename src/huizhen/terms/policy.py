"""Who may look codes up: everybody who works here. Term texts are clear by design (S11)."""

from typing import Final

from huizhen.core.access import EVERY_ROLE, Permission, Policy, Rule


class Can(Permission):
    """Permissions of this domain."""

    READ = "term:read"


ALLOW: Final[Policy] = {Can.READ: Rule(EVERY_ROLE)}
