"""Clinical documents: wire types, builders of FHIR R4 (4.0.1) bodies, their projection, and the kinds themselves."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from huizhen import docstore, terms
from huizhen.core.db.model import Projected
from huizhen.core.http.wire import Code, Etag, Kept, Line, LongText, Out, Wire
from huizhen.docstore import Body, Klass
from huizhen.records.model import EntryCard
from huizhen.records.shapes import checker, out_of_range

SECTIONS_MAX: Final = 20
NUMBER_DIGITS_MAX: Final = 12
OWNER: Final = "records"
PAPER: Final = "DocumentReference"
PAPER_ADDRESS: Final = "urn:huizhen:blob:"
RENDER_SYSTEM: Final = "urn:huizhen:render-sha256"
PDF: Final = "application/pdf"
CONDITION_CLINICAL: Final = "http://terminology.hl7.org/CodeSystem/condition-clinical"
ALLERGY_CLINICAL: Final = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
OBSERVATION_CATEGORY: Final = "http://terminology.hl7.org/CodeSystem/observation-category"
UCUM: Final = "http://unitsofmeasure.org"
LOINC: Final = "http://loinc.org"
VISIT_NOTE: Final = ("34109-9", "Note")
CONSULT_NOTE: Final = "11488-4"
CONCLUDING: Final = "conclusion"
"""The section of a consultation report that a timeline shows."""

Json = docstore.Json
Measured = Annotated[str, Field(pattern=r"^-?[0-9]{1,8}(\.[0-9]{1,4})?$", max_length=NUMBER_DIGITS_MAX)]


# ---- what comes in


class SectionIn(Wire):
    """One section of a note."""

    code: Code
    text: LongText


class NoteIn(Wire):
    """A visit note: complaint, history, examination."""

    title: Line
    sections: Annotated[list[SectionIn], Field(min_length=1, max_length=SECTIONS_MAX)]


class ConditionIn(Wire):
    """A diagnosis: always a code with its system and edition."""

    code: Code
    onset_on: Annotated[date | None, Field(strict=False)] = None
    note: LongText | None = None


class ObservationIn(Wire):
    """A measured vital sign; the number's text is kept as it was written."""

    code: Code
    value: Measured


class ObservationsIn(Wire):
    """Signs that were measured together."""

    signs: Annotated[list[ObservationIn], Field(min_length=1, max_length=SECTIONS_MAX)]


class AllergyIn(Wire):
    """An allergy or intolerance, by code of the set `allergy`, or by text where no code fits."""

    code: Code | None = None
    display: Line
    criticality: Annotated[str, Field(pattern=r"^(low|high|unable_to_assess)$")]
    reaction: Line | None = None


Pair = Annotated[list[Json], Field(min_length=1, max_length=2)]


class AmendIn(Wire):
    """A patch: for each pointer what was seen and what it shall be; null stands for absent."""

    patch: Annotated[dict[str, Pair], Field(min_length=1, max_length=SECTIONS_MAX)]


# ---- what goes out


class WrittenOut(Kept):
    """A document that was filed."""

    id: UUID
    ver: int
    etag: Etag


class WrittenManyOut(Kept):
    """Documents that were filed together."""

    documents: list[WrittenOut]


class EntryOut(Out):
    """A line of the timeline."""

    kind: str
    id: UUID
    ver: int
    etag: Etag
    at: datetime
    title: str
    summary: str
    author_name: str
    store_name: str


class TimelineOut(Out):
    """A page of the timeline, newest first; `next` asks for the older ones."""

    entries: list[EntryOut]
    next: str | None


class DocumentOut(Out):
    """One document in full. Its numbers leave as they were written: 1.50 stays 1.50.

    `amendable`: the caller could file a change of it now.
    """

    kind: str
    id: UUID
    ver: int
    etag: Etag
    amendable: bool
    body: dict[str, object]

    def as_json(self) -> bytes:
        head = self.model_dump_json(exclude={"body"})
        return head.removesuffix("}").encode() + b',"body":' + docstore.canonical(self.body) + b"}"


class VersionOut(Out):
    """One state of a document's past."""

    ver: int
    at: datetime
    author_name: str


class VersionsOut(Out):
    """Who wrote which state when."""

    versions: list[VersionOut]


# ---- builders


def _reference(kind: str, id: UUID) -> Body:
    return {"reference": f"{kind}/{id}"}


def _coded(entry: terms.Entry) -> Body:
    coding = {"system": entry.system, "version": entry.edition, "code": entry.code, "display": entry.display}
    return {"coding": [coding], "text": entry.display}


def note(given: NoteIn, *, patient_id: UUID, author_id: UUID, at: datetime) -> Body:
    """A visit note. Source: FHIR R4 Composition; section codes LOINC."""
    return {
        "status": "final",
        "type": {"coding": [{"system": LOINC, "code": VISIT_NOTE[0], "display": VISIT_NOTE[1]}]},
        "subject": _reference("Patient", patient_id),
        "date": at.isoformat(),
        "author": [_reference("Practitioner", author_id)],
        "title": given.title,
        "section": [_section(each, number) for number, each in enumerate(given.sections)],
    }


def _section(given: SectionIn, number: int) -> Body:
    entry = terms.check("document_section", given.code, pointer=f"/sections/{number}/code")
    return {
        "title": entry.display,
        "code": _coded(entry),
        "text": {"status": "generated", "div": div(given.text)},
    }


def div(text: str) -> str:
    """Plain text as the XHTML that FHIR's Narrative wants: escaped, line breaks kept, no other markup."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<div xmlns="http://www.w3.org/1999/xhtml">{safe.replace(chr(10), "<br/>")}</div>'


def plain(narrative: str) -> str:
    """The text of a `div` that we wrote."""
    inner = narrative.removeprefix('<div xmlns="http://www.w3.org/1999/xhtml">').removesuffix("</div>")
    text = inner.replace("<br/>", "\n")
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def condition(given: ConditionIn, *, patient_id: UUID, author_id: UUID, at: datetime) -> Body:
    """A diagnosis. Source: FHIR R4 Condition."""
    body: Body = {
        "clinicalStatus": {"coding": [{"system": CONDITION_CLINICAL, "code": "active"}]},
        "code": _coded(terms.check("diagnosis", given.code, pointer="/code")),
        "subject": _reference("Patient", patient_id),
        "recordedDate": at.isoformat(),
        "recorder": _reference("Practitioner", author_id),
    }
    if given.onset_on is not None:
        body["onsetDateTime"] = given.onset_on.isoformat()
    if given.note is not None:
        body["note"] = [{"text": given.note}]
    return body


def observation(
    given: ObservationIn, *, patient_id: UUID, author_id: UUID, at: datetime, pointer: str
) -> Body:
    """A vital sign. Source: FHIR R4 Observation, profile vital signs; LOINC, UCUM.

    Raises:
        Invalid: no such sign, or a value nobody can have.
    """
    entry = terms.check("vital_sign", given.code, pointer=f"{pointer}/code")
    sign = terms.vital_sign(given.code)
    if sign is None or not sign.is_plausible(Decimal(given.value)):
        raise out_of_range(f"{pointer}/value")
    return {
        "status": "final",
        "category": [{"coding": [{"system": OBSERVATION_CATEGORY, "code": "vital-signs"}]}],
        "code": _coded(entry),
        "subject": _reference("Patient", patient_id),
        "effectiveDateTime": at.isoformat(),
        "performer": [_reference("Practitioner", author_id)],
        "valueQuantity": {
            "value": docstore.Number(given.value),
            "unit": sign.unit_display,
            "system": UCUM,
            "code": sign.unit,
        },
    }


def allergy(given: AllergyIn, *, patient_id: UUID, author_id: UUID, at: datetime) -> Body:
    """An allergy. Source: FHIR R4 AllergyIntolerance."""
    entry = None if given.code is None else terms.check("allergy", given.code, pointer="/code")
    body: Body = {
        "clinicalStatus": {"coding": [{"system": ALLERGY_CLINICAL, "code": "active"}]},
        "criticality": given.criticality.replace("_", "-"),
        "code": {"text": given.display} if entry is None else {**_coded(entry), "text": given.display},
        "patient": _reference("Patient", patient_id),
        "recordedDate": at.isoformat(),
        "recorder": _reference("Practitioner", author_id),
    }
    if given.reaction is not None:
        body["reaction"] = [{"manifestation": [{"text": given.reaction}]}]
    return body


def paper(
    *, patient_id: UUID, author_id: UUID, at: datetime, of: tuple[str, UUID], address: str, sha256: str
) -> Body:
    """Where the paper of a document lies, and the hash of its bytes. Source: FHIR R4 DocumentReference."""
    kind, id = of
    return {
        "masterIdentifier": {"system": RENDER_SYSTEM, "value": sha256},
        "status": "current",
        "docStatus": "final",
        "subject": _reference("Patient", patient_id),
        "date": at.isoformat(),
        "author": [_reference("Practitioner", author_id)],
        "content": [{"attachment": {"contentType": PDF, "url": f"{PAPER_ADDRESS}{address}"}}],
        "context": {"related": [_reference(kind, id)]},
    }


def address_of(body: Body) -> str:
    """The address of a paper's bytes."""
    return str(body["content"][0]["attachment"]["url"]).removeprefix(PAPER_ADDRESS)


# ---- what a timeline shows of a body


def headline(kind: str, body: Body) -> tuple[str, str]:
    """Title and summary of an entry."""
    return HEADLINES[kind](body)


def _of_note(body: Body) -> tuple[str, str]:
    sections: Sequence[Body] = body.get("section", [])
    if CONSULT_NOTE in (each.get("code") for each in body["type"].get("coding", ())):
        sections = [each for each in sections if _code_of(each) == CONCLUDING]
    return body["title"], "\n".join(f"{each['title']}：{plain(each['text']['div'])}" for each in sections)


def _code_of(section: Body) -> str:
    return str(next((each["code"] for each in section.get("code", {}).get("coding", ())), ""))


def _of_condition(body: Body) -> tuple[str, str]:
    codes = (each.get("code", "") for each in body.get("code", {}).get("coding", ()))
    notes = (each["text"] for each in body.get("note", ()))
    return concept_text(body, "code"), " ".join(each for each in (next(codes, ""), *notes) if each)


def _of_observation(body: Body) -> tuple[str, str]:
    value = body["valueQuantity"]
    return concept_text(body, "code"), f"{value['value'].text} {value['unit']}"


def _of_allergy(body: Body) -> tuple[str, str]:
    reactions = [_wording(each["manifestation"][0]) for each in body.get("reaction", ())]
    return concept_text(body, "code"), "；".join(each for each in reactions if each)


def concept_text(body: Body, field: str) -> str:
    """What a concept is called. An amendment may have taken its text or the whole of it: then its code's, or nothing."""
    return _wording(body.get(field, {}))


def concept_code(body: Body, field: str) -> str | None:
    """The first code of a concept; none when it was written in words."""
    return next((str(each["code"]) for each in body.get(field, {}).get("coding", ()) if "code" in each), None)


def _wording(concept: Body) -> str:
    named = (each.get("display", "") for each in concept.get("coding", ()))
    return str(concept.get("text") or next((each for each in named if each), ""))


HEADLINES: Final = {
    "Composition": _of_note,
    "Condition": _of_condition,
    "Observation": _of_observation,
    "AllergyIntolerance": _of_allergy,
}
DATES: Final = {
    "Composition": "date",
    "Condition": "recordedDate",
    "Observation": "effectiveDateTime",
    "AllergyIntolerance": "recordedDate",
}


def project(new: Body | None, _old: Body | None, context: docstore.Context) -> Iterable[Projected]:
    """One card a document."""
    if new is None:
        return []
    return [
        EntryCard(
            document_id=UUID(new["id"]),
            patient_id=context.scope,
            store_id=context.store_id,
            rtype=new["resourceType"],
            at=datetime.fromisoformat(new[DATES[new["resourceType"]]]),
        )
    ]


def _declare(name: str, klass: Klass, **more: object) -> None:
    check = checker(name)
    docstore.declare(
        name, klass=klass, owner=OWNER, check=check, project=project, tables=(EntryCard,), **more
    )


_declare("Composition", Klass.SINGLE_WRITER, freeze=("status", "final", "amended"))
_declare(
    "Condition", Klass.MERGEABLE, fields={"note": docstore.Field.UNION, "evidence": docstore.Field.UNION}
)
_declare("Observation", Klass.IMMUTABLE)
docstore.declare(PAPER, klass=Klass.IMMUTABLE, owner=OWNER, check=checker(PAPER))
_declare(
    "AllergyIntolerance",
    Klass.MERGEABLE,
    fields={"reaction": docstore.Field.UNION, "note": docstore.Field.UNION},
)
