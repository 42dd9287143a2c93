"""The conclusion as a document: one self-contained Composition that holds all that its paper prints, and its reader.

Invariant: the paper is made from the document alone; `report_of(composition(report))` is the report, save for the
document's own hash and the mark of a preview, which a document cannot hold. What is printed stands in sections, named
by code, their text as XHTML; diagnoses are contained as coded Conditions as well.
Source: FHIR R4 Composition, Condition; domain.md §7.2; decisions S8, S13.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from huizhen import records
from huizhen.consultations.schemas.request import SERVICE, SERVICE_SYSTEM
from huizhen.core import i18n
from huizhen.docstore import Body
from huizhen.papers import ConsultationReport

COMPOSITION: Final = "Composition"
TEMPLATE: Final = "consultation_report"
LOINC: Final = "http://loinc.org"
SECTION_SYSTEM: Final = "urn:huizhen:report-section"
NUMBER_SYSTEM: Final = "urn:huizhen:report-number"
ITEM: Final = "item"
NO_HASH: Final = "0" * 64
NOT_IN_BODY: Final = frozenset({"data_sha256", "unsigned"})
ABSENT: Final[Mapping[str, object]] = {
    "started_at": None,
    "ended_at": None,
    "identity_verification": None,
    "explanation": None,
    "questions": (),
    "opinions": (),
    "diagnoses": (),
    "recommendations": (),
}
"""What the paper must be told even when the document says nothing of it."""


def words(key: str) -> str:
    """Wording of a report. Its language is the record's, whoever reads it."""
    return i18n.text(i18n.SOURCE_LANGUAGE, "labels", f"report.{key}")


def composition(
    report: ConsultationReport,
    *,
    patient_id: UUID,
    author_id: UUID,
    custodian_id: UUID,
    at: datetime,
    entries: Mapping[str, Sequence[str]],
) -> Body:
    """The body of a report. `entries`: references to the documents that a section was made from."""
    printed = report.model_dump(mode="json", exclude=set(NOT_IN_BODY))
    coded = [
        _condition(f"d{number}", each, patient_id)
        for number, each in enumerate(printed["diagnoses"], 1)
        if each["code"] != words("uncoded")
    ]
    refers = {**entries, "diagnoses": [f"#{each['id']}" for each in coded]}
    body: Body = {
        "identifier": {"system": NUMBER_SYSTEM, "value": report.number},
        "status": "final",
        "type": {"coding": [{"system": LOINC, "code": records.CONSULT_NOTE}], "text": words("title")},
        "category": [{"coding": [{"system": SERVICE_SYSTEM, "code": SERVICE}]}],
        "subject": {"reference": f"Patient/{patient_id}"},
        "date": at.isoformat(),
        "author": [{"reference": f"Practitioner/{author_id}"}],
        "title": words("title"),
        "custodian": {"reference": f"Organization/{custodian_id}"},
        "section": [
            _section(name, value, refers.get(name, ()))
            for name, value in printed.items()
            if value not in (None, [], "")
        ],
    }
    return {**body, "contained": coded} if coded else body


def _condition(id: str, given: Mapping[str, Any], patient_id: UUID) -> Body:
    names = {"system": "system", "version": "edition", "code": "code"}
    coding = {field: given[name] for field, name in names.items()}
    return {
        "resourceType": "Condition",
        "id": id,
        "code": {"coding": [coding], "text": given["text"]},
        "subject": {"reference": f"Patient/{patient_id}"},
    }


def _section(name: str, value: Any, refers: Sequence[str] = ()) -> Body:
    section: Body = {"code": {"coding": [{"system": SECTION_SYSTEM, "code": name}]}}
    if (title := words(f"section.{name}")) != f"report.section.{name}":
        section["title"] = title
    if isinstance(value, dict):
        section["section"] = [
            _section(inner, each) for inner, each in value.items() if each not in (None, [], "")
        ]
    elif isinstance(value, list):
        section["section"] = [_section(ITEM, each) for each in value]
    else:
        section["text"] = {"status": "generated", "div": records.div(_text(value))}
    if refers:
        section["entry"] = [{"reference": each} for each in refers]
    return section


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


# ---- reading it


def report_of(body: Body, *, data_sha256: str = NO_HASH, unsigned: bool = False) -> ConsultationReport:
    """What a report of ours says, ready to be printed."""
    said = {_name(each): _value(each) for each in body["section"]}
    return ConsultationReport.model_validate(
        {**ABSENT, **said, "data_sha256": data_sha256, "unsigned": unsigned}
    )


def paper_of(body: Body, data_sha256: str, unsigned: bool) -> dict[str, Any]:
    """What the press is given for a report."""
    return report_of(body, data_sha256=data_sha256, unsigned=unsigned).model_dump(mode="json")


def _name(section: Body) -> str:
    return str(section["code"]["coding"][0]["code"])


def _value(section: Body) -> Any:
    if "text" in section:
        return records.plain(section["text"]["div"])
    inner = section["section"]
    if all(_name(each) == ITEM for each in inner):
        return [_value(each) for each in inner]
    return {_name(each): _value(each) for each in inner}
