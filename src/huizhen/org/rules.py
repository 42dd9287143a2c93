"""Organisation and staff: words, and this domain's events. Texts here are clear by design (S11)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from huizhen.core.errors import Forbidden
from huizhen.core.events import Event


class OrgKind(StrEnum):
    """What a place in the tree is."""

    HQ = "hq"
    REGION = "region"
    STORE = "store"
    DEPARTMENT = "department"


class NotQualified(Forbidden):
    """The licence or the scope of practice does not cover this act today (LAW-3c, LAW-6)."""

    code = "not-qualified"


def licence_valid(valid_until: date | None, *, today: date) -> bool:
    """Whether a physician's licence covers today. No date on file means no licence."""
    return valid_until is not None and today <= valid_until


@dataclass(frozen=True, kw_only=True)
class OrganisationAdded(Event):
    kind = "organisation.added"
    subject_type = "organisation"


@dataclass(frozen=True, kw_only=True)
class PractitionerAdded(Event):
    kind = "practitioner.added"
    subject_type = "practitioner"


@dataclass(frozen=True, kw_only=True)
class RoleAssigned(Event):
    kind = "role.assigned"
    subject_type = "practitioner"
    role: str
    org_id: UUID
