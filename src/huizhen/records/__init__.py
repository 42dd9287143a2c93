"""The shared medical record: clinical documents, who may open them, and the timeline.

Invariant: no content without a ground that a row opened and a row ends.
"""

from huizhen import docstore
from huizhen.records import queries
from huizhen.records.model import VisitGrant
from huizhen.records.policy import ALLOW, Can
from huizhen.records.queries import grounds, require_grounds, visible_patients
from huizhen.records.routes import routes
from huizhen.records.rules import Basis, Grounds, Level, care_until
from huizhen.records.schemas import (
    AllergyIn,
    ConditionIn,
    NoteIn,
    ObservationIn,
    ObservationsIn,
    SectionIn,
    concept_text,
)
from huizhen.records.service import (
    acting_store,
    close_grants,
    open_grant,
    write_allergy,
    write_condition,
    write_note,
    write_observations,
)
from huizhen.records.shapes import checker

docstore.guard_with(queries.granted)

__all__ = [
    "ALLOW",
    "AllergyIn",
    "Basis",
    "Can",
    "ConditionIn",
    "Grounds",
    "Level",
    "NoteIn",
    "ObservationIn",
    "ObservationsIn",
    "SectionIn",
    "VisitGrant",
    "acting_store",
    "care_until",
    "checker",
    "close_grants",
    "concept_text",
    "grounds",
    "open_grant",
    "require_grounds",
    "routes",
    "visible_patients",
    "write_allergy",
    "write_condition",
    "write_note",
    "write_observations",
]
