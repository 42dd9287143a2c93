"""A route that does not say who may call it, where it runs and with what proof does not import."""

from typing import Any

import pytest
from fastapi.routing import APIRoute

from huizhen.core.access import PUBLIC, At, Proof, Receipt
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.http import routes as module
from huizhen.core.http.routes import Routes
from huizhen.core.http.wire import Kept, Out
from huizhen.org.model import Organisation
from huizhen.org.policy import ALLOW, Can
from tests.world import HOST, World

SAID: dict[str, Any] = {"can": Can.READ_STAFF, "at": At.HERE, "proof": Proof.SESSION}


class SeenOut(Out):
    """An answer with content in it."""

    id: int


class DoneOut(Kept):
    """An answer that may be kept."""

    id: int


@pytest.fixture(autouse=True)
def undeclared(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is declared here is not the product's."""
    monkeypatch.setattr(module, "DECLARED", {})


@pytest.fixture
def routes() -> Routes:
    return Routes("tests", policy=ALLOW)


def read(uow: UnitOfWork) -> SeenOut:
    raise NotImplementedError


@pytest.mark.parametrize("left_out", ["can", "at", "proof"])
@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_who_leaves_out_one_of_the_three_has_no_route(routes: Routes, method: str, left_out: str) -> None:
    said = {name: value for name, value in SAID.items() if name != left_out}
    with pytest.raises(TypeError, match=left_out):
        getattr(routes, method)("/x", **said)(read)
    assert routes.router.routes == []


def test_a_permission_that_stands_in_no_policy_is_refused() -> None:
    with pytest.raises(TypeError, match="stands in no policy"):
        Routes("tests", policy={}).get("/x", **SAID)
    assert Routes("tests", policy={}).get("/x", can=PUBLIC, at=At.HERE, proof=Proof.NONE)(read) is read


def test_an_operation_is_declared_once(routes: Routes) -> None:
    routes.get("/x", **SAID)(read)
    with pytest.raises(TypeError, match=r"tests\.read is declared twice"):
        routes.get("/y", **SAID)(read)


def kept_as(annotation: Any) -> Any:
    def write(uow: UnitOfWork) -> Any:
        raise NotImplementedError

    write.__annotations__["return"] = annotation
    return write


@pytest.mark.parametrize("answer", [SeenOut, dict, Any, DoneOut | None, list[DoneOut], Out])
def test_an_answer_with_content_is_never_kept(routes: Routes, answer: Any) -> None:
    with pytest.raises(TypeError, match="a kept answer is a `Kept` wire type"):
        routes.post("/x", **SAID)(kept_as(answer))


def test_a_write_that_does_not_say_what_it_answers_is_refused(routes: Routes) -> None:
    def write(uow: UnitOfWork):  # type: ignore[no-untyped-def] # the fault under test
        raise NotImplementedError

    with pytest.raises(TypeError, match="a kept answer"):
        routes.post("/x", **SAID)(write)


@pytest.mark.parametrize("answer", [DoneOut, None])
def test_ids_and_nothing_may_be_kept(routes: Routes, answer: Any) -> None:
    routes.post("/x", **SAID)(kept_as(answer))
    assert module.DECLARED["tests.write"].receipt is Receipt.KEPT


def test_a_question_with_a_body_keeps_nothing_and_may_answer_content(routes: Routes) -> None:
    routes.post("/x", receipt=Receipt.NONE, **SAID)(read)
    (declared,) = module.DECLARED.values()
    assert (declared.operation, declared.path, declared.receipt) == ("tests.read", "/api/x", Receipt.NONE)


def test_of_two_who_change_a_row_at_once_the_second_is_told_it_is_stale(world: World, routes: Routes) -> None:
    store = world.a_store()

    def rename(uow: UnitOfWork) -> None:
        place = uow.session.get_one(Organisation, store)
        with world.as_system() as other:
            other.session.get_one(Organisation, store).name = "先到"
            other.keep_quietly()
        place.name = "后到"
        uow.keep_quietly()

    routes.post("/rename", can=PUBLIC, at=At.HERE, proof=Proof.NONE, receipt=Receipt.NONE, status=204)(rename)
    world.app.include_router(routes.router)
    answer = world.anonymous().post("/api/rename", headers={"origin": HOST})
    assert (answer.status_code, answer.json()["code"]) == (409, "stale")
    assert world.sql("select name from organisation where id = :id", id=store) == [("先到",)]


def test_a_reader_is_asked_for_no_key_and_a_writer_is(routes: Routes) -> None:
    routes.get("/x", **SAID)(read)
    routes.post("/x", **SAID)(kept_as(DoneOut))
    headers = [
        [each.alias for each in route.dependant.header_params]
        for route in routes.router.routes
        if isinstance(route, APIRoute)
    ]
    assert headers == [[], ["Idempotency-Key"]]
