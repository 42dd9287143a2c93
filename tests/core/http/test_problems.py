"""Refusals: one shape, in the reader's language; and a 404 that never tells absent from invisible."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from huizhen.core import i18n
from huizhen.core.access import Role
from huizhen.core.errors import (
    FieldError,
    Forbidden,
    Invalid,
    NotFound,
    Stale,
    StepUpRequired,
    TooMany,
    Unauthenticated,
    Unavailable,
)
from huizhen.core.http import problems
from huizhen.core.ids import new_id
from tests.core.http.conftest import Lines
from tests.world import Person, World

Browser = Callable[..., TestClient]


def without_its_number(answer: Any) -> tuple[int, bytes, dict[str, str]]:
    headers = {name: value for name, value in answer.headers.items() if name != "request-id"}
    return answer.status_code, answer.content, headers


@pytest.fixture
def nurse(world: World) -> Person:
    return world.a_person(Role.NURSE)


def test_a_record_that_is_not_there_and_one_that_is_not_hers_answer_the_same_bytes(
    world: World, nurse: Person
) -> None:
    elsewhere = world.a_patient(world.a_person(Role.FRONT_DESK, signed_in=False))
    paths = [
        f"/patients/{elsewhere}",
        f"/patients/{new_id()}",
        f"/patients/{elsewhere}/timeline",
        f"/patients/{elsewhere}/documents/Patient/{elsewhere}",
        f"/patients/{new_id()}/documents/AllergyIntolerance/{new_id()}",
        f"/patients/{new_id()}/documents/NoSuchKind/{new_id()}",
        "/no/such/route",
        "/patients/x/y/z",
        "",
    ]
    answers = [without_its_number(nurse.get(path)) for path in paths]
    assert answers[0][0] == 404
    assert [each for each in answers if each != answers[0]] == []
    assert orjson.loads(answers[0][1]).keys() == {"type", "title", "status"}


def test_a_method_that_a_route_does_not_know_is_no_route(nurse: Person) -> None:
    lost = nurse.get("/no/such/route")
    for method in ("DELETE", "PUT"):
        assert without_its_number(nurse.send(method, "/patients")) == without_its_number(lost)


def test_a_refusal_speaks_the_readers_language(nurse: Person) -> None:
    titles = {
        language: nurse.get(f"/patients/{new_id()}", headers={"accept-language": language}).json()["title"]
        for language in ("zh-CN", "en-GB, zh;q=0.5", "fr", "zh-TW,en")
    }
    assert titles == {"zh-CN": "未找到", "en-GB, zh;q=0.5": "Not found", "fr": "未找到", "zh-TW,en": "未找到"}


def body_of(problem: Any, language: str = "en") -> dict[str, Any]:
    answer = problems.answer(problem, language)
    assert answer.media_type == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    found: dict[str, Any] = orjson.loads(answer.body)
    assert found["status"] == answer.status_code == problem.status
    return found


@pytest.mark.parametrize("problem", [Forbidden, NotFound, Unauthenticated])
def test_what_a_refusal_of_access_knew_of_the_row_stays_inside(problem: Any) -> None:
    assert "secret" not in str(body_of(problem(patient="secret", code2="secret")))


def test_facts_that_help_the_caller_go_with_the_answer() -> None:
    assert body_of(Stale(etag="e1"))["etag"] == "e1"
    assert body_of(StepUpRequired(("totp",)))["methods"] == ["totp"]
    assert body_of(Unavailable())["code"] == "starting"
    assert problems.answer(TooMany(retry_after_s=7), "en").headers["retry-after"] == "7"


def test_at_most_fifty_bad_fields_are_told_each_in_words() -> None:
    many = [FieldError(f"/a/{number}", "missing") for number in range(80)]
    told = body_of(Invalid(*many))["errors"]
    assert len(told) == problems.FIELD_ERRORS_MAX
    assert told[0] == {"pointer": "/a/0", "code": "missing", "message": "Required"}
    assert body_of(Invalid(many[0]), "zh-CN")["errors"][0]["message"] == "必填"


def test_every_code_that_a_wrong_field_can_get_has_its_words() -> None:
    codes = {*problems.FIELD_CODES.values(), "malformed"}
    for language in i18n.LANGUAGES:
        assert codes <= i18n.texts(language, "fields").keys()


def test_a_fault_of_ours_leaves_nothing_of_itself(
    world: World, nurse: Person, browser: Browser, lines: Lines
) -> None:
    async def broken(request: Request) -> Response:
        raise ZeroDivisionError("canary of a patient")

    world.app.add_route("/api/broken", broken, methods=["POST"])
    answer = browser(nurse).post("/api/broken", headers={"accept-language": "en"})
    assert answer.status_code == 500
    assert answer.json() == {
        "type": "/problems/internal",
        "title": "Something failed; nothing was saved. Please try again",
        "status": 500,
        "code": "internal",
    }
    told = [each for each in lines() if each["event"] == "request.broken"]
    assert [(each["error"], each["request_id"]) for each in told] == [
        ("ZeroDivisionError", answer.headers["request-id"])
    ]
    assert "canary" not in str(told)
