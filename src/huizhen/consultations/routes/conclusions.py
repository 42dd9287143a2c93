"""The conclusion over HTTP: shown, signed, read, downloaded, and checked by anybody who holds the paper."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import Path
from starlette.responses import Response

from huizhen import records
from huizhen.consultations import queries, service
from huizhen.consultations.policy import Can
from huizhen.consultations.routes.table import routes, zone_of
from huizhen.consultations.schemas.conclusion import (
    ActOut,
    ConcludedOut,
    ConclusionIn,
    ConclusionOut,
    RefusalOut,
    SignIn,
    VerifyOut,
)
from huizhen.core.access import PUBLIC, At, Proof, Receipt
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.errors import NotFound
from huizhen.core.http.gate import Gate
from huizhen.core.http.wire import ActProof

PAGE_MAX: Final = 200
CODE_CHARS_MAX: Final = 40
PageNumber = Annotated[int, Path(ge=1, le=PAGE_MAX)]
VerifyCodeGiven = Annotated[str, Path(max_length=CODE_CHARS_MAX)]
PRIVATE: Final = {"cache-control": "no-store"}


def _desk(gate: Gate) -> service.ReportDesk:
    """Where this node's public pages are: its own name, at the port and in the scheme under which it was asked."""
    settings = gate.settings
    host = gate.request.headers["host"]
    port = f":{host.rpartition(':')[2]}" if ":" in host else ""
    base = f"{gate.request.url.scheme}://{settings.base_host}{port}"
    return service.ReportDesk(records.open_press(settings.cache_dir), zone_of(gate), base)


def _named(points: tuple[int, ...]) -> list[str]:
    return [f"U+{each:04X}" for each in points]


@routes.post(
    "/consultations/{consultation_id}/conclusion/act",
    can=Can.CONCLUDE,
    at=At.HQ,
    proof=Proof.SESSION,
    receipt=Receipt.NONE,
)
def prepare_conclusion(consultation_id: UUID, given: ConclusionIn, uow: UnitOfWork, gate: Gate) -> ActOut:
    """Set the report as it would be signed now; its pages can be looked at, and its hash signed."""
    prepared = service.prepare_conclusion(uow, _desk(gate), consultation_id=consultation_id, given=given)
    act = prepared.act
    return ActOut(
        act_id=act.id,
        data_sha256=act.document.etag,
        pages=act.pages,
        uncovered=_named(act.uncovered),
        omitted=_named(act.omitted),
        refusals=[RefusalOut(code=each.code, facts=each.public_facts()) for each in prepared.refusals],
    )


@routes.get(
    "/consultations/{consultation_id}/conclusion/act/{act_id}/pages/{number}",
    can=Can.CONCLUDE,
    at=At.HQ,
    proof=Proof.SESSION,
)
def page_of_act(
    consultation_id: UUID, act_id: UUID, number: PageNumber, uow: UnitOfWork, gate: Gate
) -> Response:
    """A picture of one page of what is about to be signed."""
    pages = service.show_pages(uow, _desk(gate), consultation_id=consultation_id, act_id=act_id)
    if number > len(pages):
        raise NotFound(page=number)
    return Response(pages[number - 1], headers=PRIVATE, media_type="image/png")


@routes.post(
    "/consultations/{consultation_id}/conclusion",
    can=Can.CONCLUDE,
    at=At.HQ,
    proof=Proof.ASSERTION,
    status=201,
)
def sign_conclusion(
    consultation_id: UUID, given: SignIn, uow: UnitOfWork, gate: Gate, proof: ActProof = None
) -> ConcludedOut:
    """Sign the act that was shown: document, paper and signature are filed."""
    filed = service.sign_conclusion(
        uow, _desk(gate), consultation_id=consultation_id, signing=given, code=proof
    )
    return ConcludedOut(
        conclusion_id=filed.document.id,
        etag=filed.document.etag,
        paper_id=filed.paper_id,
        verify_code=filed.verify_code,
    )


@routes.get("/consultations/{consultation_id}/conclusion", can=Can.READ, at=At.HQ, proof=Proof.SESSION)
def conclusion(consultation_id: UUID, uow: UnitOfWork) -> ConclusionOut:
    """The signed conclusion."""
    return service.read_conclusion(uow, queries.get(uow, consultation_id))


@routes.get("/consultations/{consultation_id}/report.pdf", can=Can.READ, at=At.HQ, proof=Proof.SESSION)
def report_pdf(consultation_id: UUID, uow: UnitOfWork) -> Response:
    """The signed paper, as a file."""
    case = queries.get(uow, consultation_id)
    name = f"{case.number}-R.pdf"
    headers = {**PRIVATE, "content-disposition": f'attachment; filename="{name}"'}
    return Response(queries.paper_of(uow, case), headers=headers, media_type="application/pdf")


@routes.get("/verify/{verify_code}", can=PUBLIC, at=At.HQ, proof=Proof.NONE)
def verify(verify_code: VerifyCodeGiven, uow: UnitOfWork) -> VerifyOut:
    """What stands behind a printed code; nobody is named."""
    return service.verify_paper(uow, verify_code)
