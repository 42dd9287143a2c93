"""Headquarters, regions, stores, departments, staff and roles.

Invariant: every business row belongs to one place of this tree; a role is ended, never deleted.
"""

from huizhen.org.policy import ALLOW
from huizhen.org.queries import (
    Place,
    PractitionerCard,
    get_practitioner,
    list_places,
    list_practitioners,
    names,
    place_names,
    roles_of,
)
from huizhen.org.routes import routes
from huizhen.org.rules import NotQualified, OrgKind, licence_valid
from huizhen.org.service import add_organisation, add_practitioner, assign_role

__all__ = [
    "ALLOW",
    "NotQualified",
    "OrgKind",
    "Place",
    "PractitionerCard",
    "add_organisation",
    "add_practitioner",
    "assign_role",
    "get_practitioner",
    "licence_valid",
    "list_places",
    "list_practitioners",
    "names",
    "place_names",
    "roles_of",
    "routes",
]
