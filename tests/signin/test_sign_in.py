"""Signing in with two factors, being refused, being slowed down, ending a session."""

from datetime import timedelta
from typing import Any

import pyotp
import pytest

from huizhen.core.access import Role
from huizhen.signin.rules import DELAY_MAX, SESSION_ABSOLUTE, SESSION_IDLE, delay_after
from tests.world import HOST, PASSWORD, Person, World


def attempt(world: World, person: Person, *, password: str = PASSWORD, code: str | None = None) -> Any:
    code = code or pyotp.TOTP(person.totp_seed).at(world.now)
    body = {"login": person.login, "password": password, "code": code}
    return person.client.post("/api/signin", json=body, headers={"origin": HOST})


def cookies_of(response: Any) -> dict[str, str]:
    lines = response.headers.get_list("set-cookie")
    return {line.split("=", 1)[0]: line for line in lines}


@pytest.fixture
def nurse(world: World) -> Person:
    return world.a_person(Role.NURSE, signed_in=False)


def test_the_right_password_and_code_open_a_session(world: World, nurse: Person) -> None:
    response = attempt(world, nurse)
    assert response.status_code == 200
    session = cookies_of(response)["__Host-hz"]
    assert all(part in session for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    nurse.client.headers["cookie"] = session.split(";")[0]
    me = nurse.get("/me").json()
    assert me["login"] == nurse.login
    assert me["store"]["id"] == str(nurse.place)
    assert "patient:read" in me["permissions"]
    assert "staff:manage" not in me["permissions"]


def test_only_the_hash_of_a_session_is_stored(world: World, nurse: Person) -> None:
    token = cookies_of(attempt(world, nurse))["__Host-hz"].split(";")[0].split("=", 1)[1]
    rows = world.sql("select token_hash from signin_session where account_id = :id", id=nurse.id)
    assert rows
    assert token.encode() not in bytes(rows[0].token_hash)


@pytest.mark.parametrize("wrong", ["login", "password", "code"])
def test_unknown_login_wrong_password_and_wrong_code_get_one_answer(
    world: World, nurse: Person, wrong: str
) -> None:
    body = {"login": nurse.login, "password": PASSWORD, "code": pyotp.TOTP(nurse.totp_seed).at(world.now)}
    body[wrong] = {"login": "nobody", "password": "wrong password!", "code": "000000"}[wrong]
    response = nurse.client.post("/api/signin", json=body, headers={"origin": HOST})
    assert response.status_code == 401
    assert response.json() == {
        "type": "/problems/signin-refused",
        "title": "登录名、密码或验证码不正确",
        "status": 401,
        "code": "signin-refused",
    }


def test_a_code_opens_one_session_only(world: World, nurse: Person) -> None:
    code = pyotp.TOTP(nurse.totp_seed).at(world.now)
    assert attempt(world, nurse, code=code).status_code == 200
    assert attempt(world, nurse, code=code).status_code == 401


def test_five_wrong_tries_slow_the_sixth_down_and_a_pause_frees_it(world: World, nurse: Person) -> None:
    for _ in range(5):
        assert attempt(world, nurse, password="wrong password!").status_code == 401
    refused = attempt(world, nurse)
    assert refused.status_code == 429
    assert refused.json()["code"] == "signin-locked"
    assert 0 < int(refused.headers["retry-after"]) <= 61
    world.pass_time(seconds=61)
    assert attempt(world, nurse).status_code == 200


def test_nobody_can_lock_a_person_out_of_a_known_device(world: World, nurse: Person) -> None:
    device = cookies_of(attempt(world, nurse))["__Host-hz-device"].split(";")[0]
    world.pass_time(seconds=31)
    for _ in range(6):
        attempt(world, nurse, password="wrong password!")
    nurse.client.headers["cookie"] = device
    assert attempt(world, nurse).status_code == 200


def test_a_wrong_try_is_in_the_journal_without_password_or_login(world: World, nurse: Person) -> None:
    attempt(world, nurse, password="a very secret canary")
    (entry,) = world.sql(
        "select entry from journal where kind = 'account.signin_failed' and subject_id = :id", id=nurse.id
    )
    assert b"canary" not in bytes(entry.entry)
    assert nurse.login.encode() not in bytes(entry.entry)


def test_a_session_ends_after_a_quarter_of_an_hour_without_a_call(world: World) -> None:
    person = world.a_person(Role.ATTENDING)
    world.now += SESSION_IDLE - timedelta(seconds=1)
    assert person.get("/me").status_code == 200
    world.now += SESSION_IDLE - timedelta(seconds=1)
    assert person.get("/me").status_code == 200
    world.now += SESSION_IDLE + timedelta(seconds=1)
    assert person.get("/me").status_code == 401


def test_a_busy_session_ends_after_twelve_hours_all_the_same(world: World) -> None:
    person = world.a_person(Role.ATTENDING)
    end = world.now + SESSION_ABSOLUTE
    while world.now < end - timedelta(minutes=10):
        assert person.get("/me").status_code == 200
        world.now += timedelta(minutes=10)
    world.now = end
    assert person.get("/me").status_code == 401


def test_a_page_may_ask_whether_somebody_is_signed_in_without_being_refused(
    world: World, nurse: Person
) -> None:
    assert nurse.client.get("/api/signin").json() == {"signed_in": False, "demo": False}
    session = cookies_of(attempt(world, nurse))["__Host-hz"].split(";")[0]
    nurse.client.headers["cookie"] = session
    assert nurse.client.get("/api/signin").json() == {"signed_in": True, "demo": False}
    nurse.client.headers["cookie"] = "__Host-hz=somebody-elses-guess"
    assert nurse.client.get("/api/signin").json() == {"signed_in": False, "demo": False}


def test_asking_whether_one_is_signed_in_does_not_keep_the_session_alive(world: World) -> None:
    person = world.a_person(Role.ATTENDING)
    for _ in range(3):
        world.now += SESSION_IDLE / 2
        answer = person.get("/signin").json()
    assert answer["signed_in"] is False
    assert person.get("/me").status_code == 401


def test_signing_out_ends_the_session_at_once(world: World) -> None:
    person = world.a_person(Role.ATTENDING)
    assert person.post("/signout").status_code == 204
    assert person.get("/me").status_code == 401


def test_the_demos_conveniences_do_not_exist_outside_the_demo(world: World) -> None:
    person = world.a_person(Role.ATTENDING)
    assert person.get("/demo/people").status_code == 404
    assert person.get("/demo/code").status_code == 404


def test_a_post_from_another_origin_is_refused(world: World) -> None:
    person = world.a_person(Role.ATTENDING)
    assert person.client.post("/api/signout").status_code == 403
    assert person.client.post("/api/signout", headers={"origin": "http://evil.example"}).status_code == 403
    foreign = {"origin": HOST, "sec-fetch-site": "same-site"}
    assert person.client.post("/api/signout", headers=foreign).status_code == 403
    assert person.get("/me").status_code == 200


def test_the_wait_doubles_up_to_a_quarter_of_an_hour() -> None:
    assert [delay_after(n).total_seconds() / 60 for n in range(4, 12)] == [0, 1, 2, 4, 8, 15, 15, 15]
    assert delay_after(10_000) == DELAY_MAX
