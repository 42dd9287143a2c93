"""What the chair wrote, checked against what was asked and against the terms. Pure, but for the sets of terms."""

from collections.abc import Iterable
from typing import Any

from huizhen import terms
from huizhen.consultations.schemas.conclusion import ConclusionIn, DiagnosisIn
from huizhen.consultations.schemas.report import words
from huizhen.consultations.schemas.request import Asked
from huizhen.core.errors import FieldError, Invalid


def written(asked: Asked, given: ConclusionIn) -> dict[str, Any]:
    """The chair's part. Raises `Invalid`: an unknown code, an answer to no question."""
    answers = _answers(asked, given)
    return {
        "conclusion": given.conclusion,
        "limits": given.limits,
        "discussion_digest": given.discussion_digest,
        "questions": [
            {"no": number, "text": text, "answer": answers.get(number)}
            for number, text in enumerate(asked.questions, 1)
        ],
        "diagnoses": [_diagnosis(each, number) for number, each in enumerate(given.diagnoses)],
        "differentials": [
            {"diagnosis": each.diagnosis, "reasons": each.reasons} for each in given.differentials
        ],
        "recommendations": [
            {
                "no": number,
                "kind": each.kind.value,
                "text": each.text,
                "due": each.due,
                "red_flags": each.red_flags,
            }
            for number, each in enumerate(given.recommendations, 1)
        ],
    }


def _answers(asked: Asked, given: ConclusionIn) -> dict[int, str]:
    known = range(1, len(asked.questions) + 1)
    wrong = [
        FieldError(f"/answers/{place}/number", "not_allowed")
        for place, each in enumerate(given.answers)
        if each.number not in known or each.number in _numbers(given.answers[:place])
    ]
    if wrong:
        raise Invalid(*wrong)
    return {each.number: each.text for each in given.answers}


def _numbers(answers: Iterable[Any]) -> set[int]:
    return {each.number for each in answers}


def _diagnosis(given: DiagnosisIn, place: int) -> dict[str, str]:
    """In the chair's words, with the term's code, system and edition."""
    if given.code is None:
        uncoded = words("uncoded")
        return {"text": given.display, "code": uncoded, "system": uncoded, "edition": uncoded}
    entry = terms.check("diagnosis", given.code, pointer=f"/diagnoses/{place}/code")
    for name, said, known in (
        ("system", given.system, entry.system),
        ("edition", given.edition, entry.edition),
    ):
        if said is not None and said != known:
            raise Invalid(FieldError(f"/diagnoses/{place}/{name}", "not_allowed"))
    return {"text": given.display, "code": entry.code, "system": entry.system, "edition": entry.edition}
