"""The outermost layer: under which names we answer, to whose pages, and with which headers."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from huizhen.core.access import Role
from huizhen.core.http.edge import HEADERS, Edge
from huizhen.core.ids import new_id
from tests.core.http.conftest import Lines
from tests.world import HOST, World

Browser = Callable[..., TestClient]
OURS = "hq.huizhen.localhost"


@pytest.mark.parametrize("host", [OURS, f"{OURS}:8600", f"nurse.{OURS}:8600", "localhost:8600", "127.0.0.1"])
def test_we_answer_under_our_own_names(browser: Browser, host: str) -> None:
    assert browser().get("/api/me", headers={"host": host}).status_code == 401


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"{OURS}.evil.example",
        f"evil{OURS}",
        f"a.b.{OURS}",
        f"{OURS}@evil.example",
        f"evil.example/{OURS}",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127x0x0x1",
        f"{OURS}\n",
    ],
)
def test_a_page_that_points_its_own_name_at_us_gets_nothing(world: World, host: str) -> None:
    seen: list[object] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope)

    assert isinstance(world.edge, Edge)
    edge = Edge(inner, hosts=world.edge._hosts)
    answer = TestClient(edge, base_url=HOST).get("/api/me", headers=[("host", host)])
    assert (answer.status_code, answer.content) == (403, b"")
    assert seen == []


OWN = {"origin": HOST}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (OWN, 401),
        (OWN | {"sec-fetch-site": "same-origin"}, 401),
        ({"origin": "https://testserver"}, 401),
        ({}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://testserver.evil.example"}, 403),
        ({"origin": "http://testserver:81"}, 403),
        ({"origin": f"http://other.{OURS}", "host": OURS}, 403),
        ({"origin": f"http://{OURS}", "host": OURS}, 401),
        (OWN | {"sec-fetch-site": "same-site"}, 403),
        (OWN | {"sec-fetch-site": "cross-site"}, 403),
        (OWN | {"sec-fetch-site": "none"}, 403),
    ],
)
def test_only_our_own_pages_write(world: World, headers: dict[str, str], status: int) -> None:
    client = world.anonymous()
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        path = "/api/signout" if method == "POST" else f"/api/patients/{new_id()}"
        answer = client.request(method, path, headers={"idempotency-key": "k" * 20, **headers})
        assert answer.status_code == (status if method == "POST" or status == 403 else answer.status_code)
        assert (answer.status_code == 403) == (status == 403)


def test_every_answer_bears_the_headers_and_a_number_of_its_own(world: World, browser: Browser) -> None:
    nurse = world.a_person(Role.NURSE)

    async def broken(request: Request) -> PlainTextResponse:
        raise ZeroDivisionError

    world.app.add_route("/api/broken", broken, methods=["POST"])
    client, key = browser(nurse), {"idempotency-key": "k" * 20}
    answers = {
        200: client.get("/api/me"),
        401: browser().get("/api/me"),
        403: client.post("/api/signout", headers={"origin": "http://evil.example"}),
        404: client.get(f"/api/patients/{new_id()}"),
        413: client.post("/api/patients", content=b"x" * 2_000_000, headers=key),
        422: client.post("/api/patients", json={}, headers=key),
        500: client.post("/api/broken"),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert "strict-transport-security" not in answer.headers
    for status in set(answers) - {403}:
        assert answers[status].headers["cache-control"] == "no-store"
    numbers = {answer.headers["request-id"] for answer in answers.values()}
    assert len(numbers) == len(answers)
    assert all(re.fullmatch("[0-9a-f]{24}", each) for each in numbers)


def test_over_https_the_browser_is_told_to_stay_there(world: World) -> None:
    with TestClient(world.edge, base_url="https://testserver") as client:
        assert "max-age" in client.get("/api/me").headers["strict-transport-security"]


def test_the_number_of_a_request_stands_in_journal_and_log_and_the_callers_own_does_not(
    world: World, lines: Lines
) -> None:
    nurse = world.a_person(Role.NURSE)
    patient = world.a_patient(nurse)
    answer = nurse.get(f"/patients/{patient}", headers={"request-id": "chosen-by-caller"})
    number = answer.headers["request-id"]
    entries = world.sql("select kind, actor from journal where request_id = :id", id=number)
    assert {tuple(each) for each in entries} == {("record.read", nurse.id)}
    (line,) = [each for each in lines() if each["event"] == "request.answered"]
    assert (line["request_id"], line["status"], line["method"]) == (number, 200, "GET")
    assert line["route"] == "/api/patients/{patient_id}"
    assert str(patient) not in str(line)


def test_a_foreign_page_opens_no_socket() -> None:
    async def talk(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text(socket.state.request_id)
        await socket.close()

    async def page(_: Request) -> PlainTextResponse:
        return PlainTextResponse("")

    inner = Starlette(routes=[WebSocketRoute("/s", talk), Route("/", page)])
    client = TestClient(Edge(inner, hosts=re.compile("testserver")))
    with client.websocket_connect("/s", headers=OWN) as socket:
        assert len(socket.receive_text()) == 24
    for headers in ({}, {"origin": "http://evil.example"}, OWN | {"host": "evil.example"}):
        with pytest.raises(WebSocketDisconnect) as refused, client.websocket_connect("/s", headers=headers):
            pytest.fail("the socket was opened")
        assert refused.value.code == 1008
