"""What leaves and enters the domain: wire types, the documents of a case, and what the invited are told.

Invariant: requests and opinions are frozen from their first version; a summary names nobody.
"""

from huizhen.consultations.schemas.impression import IMPRESSION, Spoken, impression, spoken_of
from huizhen.consultations.schemas.report import (
    COMPOSITION,
    NO_HASH,
    TEMPLATE,
    composition,
    paper_of,
    report_of,
)
from huizhen.consultations.schemas.request import REQUEST, Asked, asked_of, service_request
from huizhen.consultations.schemas.summary import Summary, summary_of, without

__all__ = [
    "COMPOSITION",
    "IMPRESSION",
    "NO_HASH",
    "REQUEST",
    "TEMPLATE",
    "Asked",
    "Spoken",
    "Summary",
    "asked_of",
    "composition",
    "impression",
    "paper_of",
    "report_of",
    "service_request",
    "spoken_of",
    "summary_of",
    "without",
]
