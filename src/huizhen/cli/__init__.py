"""The command line: compose settings, packages and processes, and say in plain words what happens.

Invariant: no rule lives here.
"""

from huizhen.cli.commands import app

__all__ = ["app"]
