"""Who may read and write what in a record."""

from typing import Final

from huizhen.core.access import CLINICAL, DESK, PHYSICIANS, Permission, Policy, Role, Rule


class Can(Permission):
    """Permissions of this domain."""

    READ = "record:read"
    WRITE = "record:write"
    MEASURE = "record:measure"


READERS: Final = CLINICAL | DESK | {Role.COORDINATOR}

WRITERS: Final = CLINICAL - {Role.CONSULTANT}
"""Who writes at a store. An expert speaks in his opinion and nowhere else (domain.md §5.2)."""

ALLOW: Final[Policy] = {
    Can.READ: Rule(READERS),
    Can.WRITE: Rule(PHYSICIANS & WRITERS),
    Can.MEASURE: Rule(WRITERS),
}
