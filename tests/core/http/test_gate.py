"""What is sent to the gate: too much, too deep, or nonsense; and who is told what is wrong with it."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from starlette.testclient import TestClient

from huizhen.core.access import Role
from huizhen.core.http.routes import BODY_BYTES_MAX
from huizhen.core.ids import new_id
from tests.world import Person, World

Browser = Callable[..., TestClient]


@pytest.fixture
def physician(world: World) -> Person:
    return world.a_person(Role.ATTENDING)


@pytest.fixture
def patient(world: World, physician: Person) -> UUID:
    return world.a_patient(world.a_person(Role.FRONT_DESK, at=physician.place, signed_in=False))


def send(client: TestClient, path: str, content: Any, *, method: str = "POST", **headers: str) -> Any:
    given = {"content-type": "application/json", "idempotency-key": uuid4().hex, **headers}
    return client.request(method, f"/api{path}", content=content, headers=given)


def errors(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return [(each["pointer"], each["code"]) for each in answer.json()["errors"]]


def in_pieces(size: int) -> Iterator[bytes]:
    for _ in range(0, size, 64 * 1024):
        yield b" " * 64 * 1024


# ---- the cap


def test_a_body_that_announces_to_be_too_large_is_not_read(browser: Browser) -> None:
    answer = send(browser(), "/patients", b"{}", **{"content-length": str(BODY_BYTES_MAX + 1)})
    assert answer.status_code == 413
    assert answer.json() | {"title": ""} == {
        "type": "/problems/too-large",
        "title": "",
        "status": 413,
        "code": "too-large",
        "limit_bytes": BODY_BYTES_MAX,
    }


def test_a_body_that_announces_nothing_is_cut_at_the_cap(browser: Browser, physician: Person) -> None:
    for client in (browser(), browser(physician)):
        answer = send(client, "/patients", in_pieces(2 * BODY_BYTES_MAX))
        assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_a_body_of_exactly_the_cap_is_read(browser: Browser, physician: Person, patient: UUID) -> None:
    path, start, end = f"/patients/{patient}/notes", b'{"title":"', b'"}'
    body = start + b"x" * (BODY_BYTES_MAX - len(start) - len(end)) + end
    assert ("/title", "too_long") in errors(send(browser(physician), path, body))
    assert send(browser(physician), path, body + b" ").status_code == 413


# ---- nonsense


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b'{"title": "x",}',
        b"",
        b"\xff\xfe{}",
        b"{",
        b"nul",
    ],
    ids=["deep array", "deep object", "comma", "nothing", "no utf-8", "cut", "cut word"],
)
def test_what_is_no_json_is_refused_as_such(
    browser: Browser, physician: Person, patient: UUID, body: bytes
) -> None:
    answer = send(browser(physician), f"/patients/{patient}/notes", body)
    assert errors(answer) in ([("", "malformed")], [("", "missing")])


def test_a_form_is_no_json(browser: Browser, physician: Person, patient: UUID) -> None:
    path = f"/patients/{patient}/notes"
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = send(browser(physician), path, b'{"title":"x"}', **{"content-type": kind})
        assert errors(answer) == [("", "wrong_type")]


def test_each_wrong_field_is_named_by_its_place_and_no_value_comes_back(
    browser: Browser, physician: Person, patient: UUID
) -> None:
    body = b'{"title": 5, "extra": "canary", "sections": [{"code": "canary canary", "text": "x"}, {"code": "a"}]}'
    answer = send(browser(physician), f"/patients/{patient}/notes", body)
    assert sorted(errors(answer)) == [
        ("/extra", "unexpected"),
        ("/sections/0/code", "malformed"),
        ("/sections/1/text", "missing"),
        ("/title", "wrong_type"),
    ]
    assert "canary" not in answer.text
    assert all(each["message"] not in ("", each["code"]) for each in answer.json()["errors"])


def amend(browser: Browser, physician: Person, patient: UUID, body: bytes) -> Any:
    made = physician.post(
        f"/patients/{patient}/allergies", {"display": "青霉素", "criticality": "low"}
    ).json()
    path = f"/patients/{patient}/documents/AllergyIntolerance/{made['id']}"
    return send(browser(physician), path, body, method="PATCH", **{"if-match": f'"{made["etag"]}"'})


def test_a_pointer_as_a_name_is_written_as_pointers_write_names(
    browser: Browser, physician: Person, patient: UUID
) -> None:
    answer = amend(browser, physician, patient, b'{"patch": {"/code/~text": [1, 2, 3]}}')
    assert errors(answer) == [("/patch/~1code~1~0text", "too_long")]


@pytest.mark.parametrize(
    "value",
    [
        b"1" * 30,
        b"1" * 5000,
        b'"\\ud800"',
        b'"\\u0000"',
        b"NaN",
        b"-Infinity",
        b"1e999999999",
        b"[" * 600 + b"]" * 600,
        b'{"a":1,"a":2}',
    ],
    ids=["int", "long int", "surrogate", "nul", "nan", "infinity", "exponent", "deep", "twice"],
)
def test_a_value_that_breaks_parsers_is_the_callers_fault_and_not_ours(
    browser: Browser, physician: Person, patient: UUID, value: bytes
) -> None:
    answer = amend(browser, physician, patient, b'{"patch": {"/note": [null, ' + value + b"]}}")
    assert answer.status_code in {409, 422}, answer.text


# ---- who is told


def refusals(world: World, reason: str) -> int:
    (row,) = world.sql("select count(*) from journal where kind = 'access.refused' and reason = :r", r=reason)
    return int(row[0])


@pytest.mark.parametrize(
    "body", [b'{"title": 5}', b"{", b'{"title":"x","sections":[{"code":"a","text":"b"}]}']
)
def test_a_stranger_is_asked_who_he_is_and_told_nothing_of_fields(
    world: World, browser: Browser, body: bytes
) -> None:
    before = refusals(world, "records.write_note:unauthenticated")
    answer = send(browser(), f"/patients/{new_id()}/notes", body)
    assert answer.status_code == 401
    assert answer.json().keys() == {"type", "title", "status", "code"}
    assert refusals(world, "records.write_note:unauthenticated") == before + 1


@pytest.mark.parametrize("body", [b'{"title": 5}', b'{"title":"x","sections":[{"code":"a","text":"b"}]}'])
def test_somebody_without_the_role_is_told_so_and_nothing_of_fields(
    world: World, browser: Browser, body: bytes
) -> None:
    desk = world.a_person(Role.AUDIT_ADMIN)
    before = refusals(world, "records.write_note:forbidden")
    answer = send(browser(desk), f"/patients/{new_id()}/notes", body)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert answer.json().keys() == {"type", "title", "status", "code"}
    assert refusals(world, "records.write_note:forbidden") == before + 1


def test_a_path_that_is_no_id_and_a_header_that_is_missing_are_named(
    browser: Browser, physician: Person, patient: UUID
) -> None:
    answer = browser(physician).get("/api/patients/not-an-id/timeline")
    assert errors(answer) == [("path:patient_id", "malformed")]
    body = b'{"patch": {"/x": [null, 1]}}'
    path = f"/patients/{patient}/documents/AllergyIntolerance/{new_id()}"
    assert errors(send(browser(physician), path, body, method="PATCH")) == [("header:If-Match", "missing")]
