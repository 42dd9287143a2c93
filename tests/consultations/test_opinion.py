"""An expert's opinion: from which moment, under which proof, and what stays of a dissent or a former text."""

from typing import Any
from uuid import UUID

import pytest

from huizhen import docstore, rooms
from huizhen.core.access import Role
from tests.consultations.scene import Scene
from tests.world import Person, World

OPINION = "考虑稳定型心绞痛，建议冠脉 CTA。"


@pytest.fixture
def scene(world: World) -> Scene:
    return Scene.of(world)


@pytest.fixture
def expert(scene: Scene) -> Person:
    return scene.an_expert()


def brought_to(scene: Scene, expert: Person, *, stage: str | None) -> str:
    """A case whose session stands in a stage, or is finished. The call's own steps have tests of their own."""
    case, state = scene.a_scheduled(expert), "opinion_drafted" if stage is None else "in_session"
    if stage is not None:
        with scene.world.as_system() as uow:
            rooms.open_session(uow, subject=UUID(case), key_scope=scene.patient_id, stage=stage, seats=[])
    scene.world.sql(
        "update consultation set state = :state, opened_at = :now, finished_at = :now where id = :id returning id",
        state=state,
        id=case,
        now=scene.world.now,
    )
    return case


def sign(scene: Scene, expert: Person, case: str, **given: Any) -> Any:
    body = {"text": OPINION} | given
    return expert.post(f"/consultations/{case}/opinion", body, headers=scene.proof(expert))


@pytest.mark.parametrize("stage", ["verify", "present", "discuss"])
def test_no_opinion_is_signed_before_the_conclusion(scene: Scene, expert: Person, stage: str) -> None:
    case = brought_to(scene, expert, stage=stage)
    refused = sign(scene, expert, case)
    assert refused.status_code == 409
    assert (refused.json()["code"], refused.json()["stage"]) == ("opinion-too-early", stage)


@pytest.mark.parametrize("stage", ["conclude", "explain", None])
def test_an_opinion_is_signed_from_the_conclusion_on(scene: Scene, expert: Person, stage: str | None) -> None:
    case = brought_to(scene, expert, stage=stage)
    signed = sign(scene, expert, case)
    assert signed.status_code == 201, signed.text
    told = scene.seen_by(scene.attending, case)
    (opinion,) = told["opinions"]
    assert (opinion["text"], opinion["dissent"], opinion["etag"]) == (OPINION, None, signed.json()["etag"])
    assert opinion["user"]["name"] == expert.name
    assert told["invitations"][0]["opinion"] == "signed"
    assert told["is_unsigned"] is True
    assert told["story"][-1]["kind"] == "opinion.signed"


def test_before_the_session_it_is_not_the_moment(scene: Scene, expert: Person) -> None:
    refused = sign(scene, expert, scene.a_scheduled(expert))
    assert refused.status_code == 409
    assert refused.json()["code"] == "wrong-state"
    assert "open" in refused.json()["allowed"]


def test_a_dissent_is_kept_as_one(scene: Scene, expert: Person) -> None:
    case = brought_to(scene, expert, stage=None)
    assert sign(scene, expert, case, dissent="不同意立即造影").status_code == 201
    told = scene.seen_by(scene.attending, case)
    assert told["invitations"][0]["opinion"] == "dissent"
    assert told["opinions"][0]["dissent"] == "不同意立即造影"


def test_a_changed_opinion_is_signed_again_and_the_former_stays(
    world: World, scene: Scene, expert: Person
) -> None:
    case = brought_to(scene, expert, stage=None)
    first = sign(scene, expert, case, dissent="不同意").json()["id"]
    second = sign(scene, expert, case, text="同意造影").json()["id"]
    told = scene.seen_by(expert, case)
    assert [each["id"] for each in told["opinions"]] == [second]
    assert told["invitations"][0]["opinion"] == "signed"
    with world.as_actor(expert) as uow:
        scope = docstore.open_body(uow, scene.patient_id)
        assert scope.get("ClinicalImpression", UUID(first)).body["summary"] == OPINION
        later = scope.get("ClinicalImpression", UUID(second)).body
        assert later["previous"] == {"reference": f"ClinicalImpression/{first}"}
        with pytest.raises(docstore.WriteRefused):
            docstore.amend(
                uow,
                "ClinicalImpression",
                id=UUID(first),
                scope=scene.patient_id,
                store_id=None,
                patch={"/summary": [OPINION, "别的"]},
            )


def test_without_a_proof_nothing_is_signed(world: World, scene: Scene, expert: Person) -> None:
    case = brought_to(scene, expert, stage=None)
    asked = expert.post(f"/consultations/{case}/opinion", {"text": OPINION})
    assert (asked.status_code, asked.json()["code"]) == (401, "step-up-required")
    assert scene.seen_by(expert, case)["opinions"] == []


def test_only_an_accepted_expert_has_an_opinion(world: World, scene: Scene, expert: Person) -> None:
    case = brought_to(scene, expert, stage=None)
    colleague = world.a_person(Role.CONSULTANT, at=scene.attending.place)
    for person, status in ((scene.attending, 403), (world.a_person(Role.CONSULTANT), 404), (colleague, 403)):
        answer = person.post(f"/consultations/{case}/opinion", {"text": OPINION})
        assert answer.status_code == status


def test_the_draft_of_an_opinion_is_gone_when_it_is_signed(scene: Scene, expert: Person) -> None:
    case = brought_to(scene, expert, stage=None)
    form = f"/drafts/opinion?scope={scene.patient_id}"
    assert expert.send("PUT", form, {"content": {"text": "半句"}}).status_code == 200
    assert sign(scene, expert, case).status_code == 201
    assert expert.get(form).json()["content"] is None
