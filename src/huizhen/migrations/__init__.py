"""Linear, forward-only migrations, run at start by the owner role: expand, release, contract.

Invariant: nothing here decides; a projection table is dropped and rebuilt, never repaired.
"""

from huizhen.migrations.runner import current, head, pending_sql, upgrade

__all__ = ["current", "head", "pending_sql", "upgrade"]
