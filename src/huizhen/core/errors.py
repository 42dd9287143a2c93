"""The one tree of refusals. `core.http` turns each into an RFC 9457 body; no other layer knows HTTP.

    Problem
    ├── Unauthenticated  401  who are you
    │   └── StepUpRequired    the act needs its own proof
    ├── Forbidden        403  seen, but not allowed
    ├── NotFound         404  absent or invisible: never tells which
    ├── Conflict         409  wrong moment
    │   ├── Stale             it changed since you looked
    │   └── KeyReused         same idempotency key, other arguments
    ├── TooLarge         413
    ├── Invalid          422  malformed: one entry per field
    ├── TooMany          429
    └── Unavailable      503  come back later

Each code has a title in both locales (`locales/<language>/<package>.json`, key `problems`).
"""

from dataclasses import dataclass
from typing import Any, ClassVar


class Problem(Exception):  # noqa: N818 - RFC 9457's word for it
    """A refusal with a fixed code and typed facts; the sentence is made at the edge, in the reader's language."""

    code: ClassVar[str]
    status: ClassVar[int]

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code)
        self.facts = facts

    def public_facts(self) -> dict[str, Any]:
        """What may leave the server beside code and title."""
        return self.facts


class Unauthenticated(Problem):
    """Nobody is signed in, or the session has ended."""

    code = "unauthenticated"
    status = 401

    def public_facts(self) -> dict[str, Any]:
        return {}


class StepUpRequired(Unauthenticated):
    """The act needs a proof of its own. Fact `methods`: the accepted ones."""

    code = "step-up-required"

    def __init__(self, methods: tuple[str, ...]) -> None:
        super().__init__(methods=methods)

    def public_facts(self) -> dict[str, Any]:
        return {"methods": list(self.facts["methods"])}


class Forbidden(Problem):
    """The actor sees it but may not do this. Carries nothing of the row."""

    code = "forbidden"
    status = 403

    def public_facts(self) -> dict[str, Any]:
        return {}


class NotFound(Problem):
    """Absent or invisible. The facts stay inside: both cases must answer the same bytes."""

    code = "not-found"
    status = 404

    def public_facts(self) -> dict[str, Any]:
        return {}


class Conflict(Problem):
    """The wrong moment: state, version or somebody else's work stands against it."""

    code = "conflict"
    status = 409


class Stale(Conflict):
    """It changed since the caller looked. Fact `etag` or `version`: what it is now."""

    code = "stale"


class KeyReused(Conflict):
    """This idempotency key has answered other arguments."""

    code = "key-reused"


class TooLarge(Problem):
    """The body is over the route's cap. Fact `limit_bytes`."""

    code = "too-large"
    status = 413


@dataclass(frozen=True, slots=True)
class FieldError:
    """One bad input: where (JSON pointer into the body, or `?name`, `header:Name`) and why (a fixed code)."""

    pointer: str
    code: str


class Invalid(Problem):
    """Malformed input. Never echoes a value."""

    code = "invalid"
    status = 422

    def __init__(self, *errors: FieldError, **facts: Any) -> None:
        super().__init__(**facts)
        self.errors = errors


class TooMany(Problem):
    """Slow down. Fact `retry_after_s`."""

    code = "too-many"
    status = 429


class Unavailable(Problem):
    """A part is starting or away; the same call may be repeated."""

    code = "starting"
    status = 503
