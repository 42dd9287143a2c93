"""A physician who presses twice, or whose line breaks after the effect, gets one effect and one answer."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from starlette.testclient import TestClient

from huizhen.core.access import Role
from tests.world import Person, World

Browser = Callable[..., TestClient]
ALLERGY = {"display": "青霉素", "criticality": "low"}


@pytest.fixture
def physician(world: World) -> Person:
    return world.a_person(Role.ATTENDING)


@pytest.fixture
def patient(world: World, physician: Person) -> UUID:
    return world.a_patient(world.a_person(Role.FRONT_DESK, at=physician.place, signed_in=False))


def filed(world: World, patient: UUID) -> int:
    rows = world.sql(
        "select 1 from document_version where scope = :scope and rtype = 'AllergyIntolerance'", scope=patient
    )
    return len(rows)


def test_a_repeated_call_gets_the_same_answer_and_takes_effect_once(
    world: World, physician: Person, patient: UUID
) -> None:
    path, key = f"/patients/{patient}/allergies", uuid4().hex
    answers = [physician.post(path, ALLERGY, key=key) for _ in range(3)]
    assert [each.status_code for each in answers] == [201] * 3
    assert len({(each.content, each.headers["etag"], each.headers["content-type"]) for each in answers}) == 1
    assert filed(world, patient) == 1
    (row,) = world.sql("select status, body from receipt where idem_key = :key", key=key)
    assert (row.status, bytes(row.body)) == (201, answers[0].content)


def test_the_key_of_another_call_is_refused_and_nothing_happens(
    world: World, physician: Person, patient: UUID
) -> None:
    key = uuid4().hex
    assert physician.post(f"/patients/{patient}/allergies", ALLERGY, key=key).status_code == 201
    for path, body in (
        (f"/patients/{patient}/allergies", ALLERGY | {"criticality": "high"}),
        (f"/patients/{patient}/conditions", {"code": "I10"}),
        (f"/patients/{uuid4()}/allergies", ALLERGY),
    ):
        answer = physician.post(path, body, key=key)
        assert (answer.status_code, answer.json()["code"]) == (409, "key-reused")
    assert filed(world, patient) == 1


def test_1_50_and_1_5_are_two_different_things_to_say(world: World, physician: Person, patient: UUID) -> None:
    made = physician.post(f"/patients/{patient}/allergies", ALLERGY).json()
    path = f"/api/patients/{patient}/documents/AllergyIntolerance/{made['id']}"
    headers = {
        "origin": "http://testserver",
        "idempotency-key": uuid4().hex,
        "if-match": made["etag"],
        "content-type": "application/json",
    }
    value = '{"patch": {"/note": [null, [{"text": "x"}]]%s}}'
    first = physician.client.patch(path, content=value % "", headers=headers)
    assert first.status_code == 200, first.text
    again = physician.client.patch(path, content=value % ', "/a": [1.50, 1.50]', headers=headers)
    assert again.json()["code"] == "key-reused"
    assert physician.client.patch(path, content=value % "", headers=headers).content == first.content


def test_of_two_calls_at_once_one_takes_effect_and_both_get_its_answer(
    world: World, browser: Browser, physician: Person, patient: UUID
) -> None:
    headers = {"idempotency-key": uuid4().hex}

    def press(client: TestClient) -> Any:
        return client.post(f"/api/patients/{patient}/allergies", json=ALLERGY, headers=headers)

    clients = [browser(physician) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(press, clients))
    assert [each.status_code for each in answers] == [201] * 4
    assert len({each.content for each in answers}) == 1
    assert filed(world, patient) == 1


def test_a_refused_call_does_not_use_up_its_key(world: World, physician: Person, patient: UUID) -> None:
    path, key = f"/patients/{patient}/allergies", uuid4().hex
    assert physician.post(path, {"display": "x"}, key=key).status_code == 422
    assert physician.post(path, ALLERGY | {"code": "no-such-code"}, key=key).status_code == 422
    assert physician.post(path, ALLERGY, key=key).status_code == 201
    assert filed(world, patient) == 1


def test_the_key_of_a_colleague_is_no_key_of_mine(world: World, physician: Person, patient: UUID) -> None:
    colleague = world.a_person(Role.ATTENDING, at=physician.place)
    path, key = f"/patients/{patient}/allergies", uuid4().hex
    mine, theirs = physician.post(path, ALLERGY, key=key), colleague.post(path, ALLERGY, key=key)
    assert mine.json()["id"] != theirs.json()["id"]
    assert filed(world, patient) == 2


@pytest.mark.parametrize("key", [None, "short", "k" * 65, "k" * 20 + " ;"])
def test_a_write_without_a_proper_key_is_refused_and_names_the_header(
    world: World, browser: Browser, physician: Person, patient: UUID, key: str | None
) -> None:
    headers = {} if key is None else {"idempotency-key": key}
    answer = browser(physician).post(f"/api/patients/{patient}/allergies", json=ALLERGY, headers=headers)
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == ["header:Idempotency-Key"]
    assert filed(world, patient) == 0


def test_an_answer_that_is_kept_holds_no_word_of_the_patient(
    world: World, physician: Person, patient: UUID
) -> None:
    key = uuid4().hex
    physician.post(f"/patients/{patient}/allergies", ALLERGY | {"display": "金丝雀"}, key=key)
    (row,) = world.sql("select body, args_sha256 from receipt where idem_key = :key", key=key)
    assert "金丝雀".encode() not in bytes(row.body)
    assert len(bytes(row.args_sha256)) == 32
