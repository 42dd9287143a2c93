"""HTTP at the edge: routes that must declare themselves, one gate, problems, headers, static files.

Invariant: no route without `can`, `at`, `proof` and an operation id; no answer before the commit.
"""

__all__: list[str] = []
