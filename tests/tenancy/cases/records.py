"""The timeline, documents, and what is written into a record."""

from huizhen.core.access import Role
from tests.tenancy.stage import Case, Reach, Stage, Subject

ALLERGY = "AllergyIntolerance"


def timeline(stage: Stage, subject: Subject) -> Case:
    return Case(
        reach=Reach.ROW,
        by=stage.at_home(Role.ATTENDING),
        params={"patient_id": subject.id},
        shows=subject.texts[1:],
    )


def document(stage: Stage, subject: Subject) -> Case:
    about = {"patient_id": subject.id, "kind": "Composition", "document_id": subject.note}
    return Case(reach=Reach.ROW, by=stage.at_home(Role.ATTENDING), params=about, shows=subject.texts[1:3])


def versions(stage: Stage, subject: Subject) -> Case:
    about = {"patient_id": subject.id, "kind": ALLERGY, "document_id": subject.allergy.id}
    return Case(reach=Reach.ROW, by=stage.at_home(Role.ATTENDING), params=about)


def _writing(stage: Stage, subject: Subject, body: dict[str, object]) -> Case:
    return Case(
        reach=Reach.ROW, by=stage.at_home(Role.ATTENDING), params={"patient_id": subject.id}, body=body
    )


def write_note(stage: Stage, subject: Subject) -> Case:
    sections = [{"code": "chief_complaint", "text": "胸闷"}]
    return _writing(stage, subject, {"title": "复诊", "sections": sections})


def write_condition(stage: Stage, subject: Subject) -> Case:
    return _writing(stage, subject, {"code": "I10"})


def write_observations(stage: Stage, subject: Subject) -> Case:
    return _writing(stage, subject, {"signs": [{"code": "8867-4", "value": "72"}]})


def write_allergy(stage: Stage, subject: Subject) -> Case:
    return _writing(stage, subject, {"display": "虾", "criticality": "low"})


def amend(stage: Stage, subject: Subject) -> Case:
    return Case(
        reach=Reach.ROW,
        by=stage.at_home(Role.ATTENDING),
        params={"patient_id": subject.id, "kind": ALLERGY, "document_id": subject.allergy.id},
        body={"patch": {"/criticality": ["high", "low"]}},
        headers={"if-match": f'"{subject.allergy.etag}"'},
    )
