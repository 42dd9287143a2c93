"""What every package stands on: ids, time, errors, events, access, settings, log, texts, cipher, database, HTTP.

Invariant: it knows no domain. It is imported by module, never by root.
"""

__all__: list[str] = []
