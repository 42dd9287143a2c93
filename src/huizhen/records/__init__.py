"""The shared medical record: clinical documents, who may open them, the timeline, acts and signatures.

Invariant: no content without a ground that a row opened and a row ends.
"""

from huizhen import docstore
from huizhen.records import queries
from huizhen.records.acts import (
    Act,
    Filed,
    Setter,
    Signed,
    Signer,
    add_signature,
    find_by_code,
    get_act,
    is_intact,
    list_signatures,
    make_verify_code,
    open_press,
    prepare,
    read_paper,
    sign,
)
from huizhen.records.model import VisitGrant
from huizhen.records.policy import ALLOW, Can
from huizhen.records.queries import grounds, require_grounds, timeline, visible_patients
from huizhen.records.routes import routes
from huizhen.records.rules import ActChanged, Basis, Grounds, Level, PapersUnavailable, care_until
from huizhen.records.schemas import (
    CONSULT_NOTE,
    AllergyIn,
    ConditionIn,
    NoteIn,
    ObservationIn,
    ObservationsIn,
    SectionIn,
    concept_code,
    concept_text,
    div,
    headline,
    plain,
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
    "CONSULT_NOTE",
    "Act",
    "ActChanged",
    "AllergyIn",
    "Basis",
    "Can",
    "ConditionIn",
    "Filed",
    "Grounds",
    "Level",
    "NoteIn",
    "ObservationIn",
    "ObservationsIn",
    "PapersUnavailable",
    "SectionIn",
    "Setter",
    "Signed",
    "Signer",
    "VisitGrant",
    "acting_store",
    "add_signature",
    "care_until",
    "checker",
    "close_grants",
    "concept_code",
    "concept_text",
    "div",
    "find_by_code",
    "get_act",
    "grounds",
    "headline",
    "is_intact",
    "list_signatures",
    "make_verify_code",
    "open_grant",
    "open_press",
    "plain",
    "prepare",
    "read_paper",
    "require_grounds",
    "routes",
    "sign",
    "timeline",
    "visible_patients",
    "write_allergy",
    "write_condition",
    "write_note",
    "write_observations",
]
