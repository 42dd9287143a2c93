"""The database: engine, row base, unit of work, journal and its readers.

Invariant: commits happen here only, after which the answer may leave.
"""

__all__: list[str] = []
