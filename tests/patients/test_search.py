"""Finding a patient by whatever is known of him, among those whom one may see."""

from typing import Any

import pytest

from huizhen import patients
from huizhen.core.access import Role
from huizhen.patients.rules import SEARCH_HITS_MAX
from tests.identities import a_phone
from tests.world import Person, World


@pytest.fixture
def desk(world: World) -> Person:
    return world.a_person(Role.FRONT_DESK)


def found(person: Person, q: str) -> list[str]:
    response = person.get("/patients", params={"q": q})
    assert response.status_code == 200, response.text
    return [each["id"] for each in response.json()["hits"]]


def test_a_patient_is_found_by_everything_that_is_known_of_him(world: World, desk: Person) -> None:
    given = world.registration(name="单雄信")
    id = desk.post("/patients", given).json()["id"]
    record = desk.get(f"/patients/{id}").json()["record_number"]
    number, phone = given["document_number"], given["phone"]
    asked = [
        "单雄信",
        "雄信",
        "单雄",
        "shanxiongxin",
        "Shan Xiong Xin",
        "danxiongxin",
        "sxx",
        "sx",
        "xiongxin",
    ]
    asked += [number, number[-4:], number[-4:].lower(), phone, f"+86 {phone}", phone[-4:], record]
    asked += [f"{number[:6]} {number[6:14]} {number[14:]}", f"单 {phone[-4:]}", f"{number[-4:]} sxx"]
    missed = [q for q in asked if found(desk, q) != [id]]
    assert missed == []
    for q in ("单", "王", "xx", "雄单", number[:-1], "0000", " ", "%", "_", "'; drop table document; --"):
        assert id not in found(desk, q), q


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("曾国藩", "zengguofan"),
        ("仇英", "qiuying"),
        ("欧阳喆", "ouyangzhe"),
        ("尉迟恭", "yuchigong"),
        ("吕布", "lvbu"),
        ("吕布", "lyubu"),
        ("阿卜杜·热合曼", "热合曼"),
        ("Anna Müller", "müller"),
        ("𠮷野家", "𠮷野"),
        ("张〇", "张〇"),
    ],
)
def test_names_are_found_as_their_bearers_say_them(world: World, desk: Person, name: str, asked: str) -> None:
    id = desk.post("/patients", world.registration(name=name)).json()["id"]
    assert found(desk, asked) == [id]


def test_a_list_shows_masks_only(world: World, desk: Person) -> None:
    given = world.registration(name="欧阳娜娜")
    desk.post("/patients", given)
    response = desk.get("/patients", params={"q": "欧阳娜娜"})
    (hit,) = response.json()["hits"]
    assert (hit["name_masked"], hit["phone_masked"][:3]) == ("欧阳*", given["phone"][:3])
    for secret in ("娜", given["document_number"], given["phone"]):
        assert secret not in response.text


def test_nobody_finds_patients_of_another_store(world: World, desk: Person) -> None:
    given = world.registration(name="龘雄信")
    id = desk.post("/patients", given).json()["id"]
    stranger = world.a_person(Role.ATTENDING)
    for q in ("龘雄信", "雄信", given["document_number"], given["document_number"][-4:], given["phone"]):
        assert found(desk, q) == [id]
        assert found(stranger, q) == []


def test_who_holds_a_role_that_sees_no_patient_finds_none(world: World, desk: Person) -> None:
    desk.post("/patients", world.registration(name="龘雄信"))
    lead = world.a_person(Role.STORE_LEAD, at=desk.place)
    assert lead.get("/patients", params={"q": "龘雄信"}).status_code == 403
    coordinator = world.a_person(Role.COORDINATOR, at=desk.place)
    assert found(coordinator, "龘雄信") == []


def test_hits_come_by_name(world: World, desk: Person) -> None:
    tail = a_phone()
    for name in ("周明", "安明", "曾明", "吕明"):
        desk.post("/patients", world.registration(name=name, phone=tail))
    masked = [each["name_masked"] for each in desk.get("/patients", params={"q": tail}).json()["hits"]]
    assert masked == ["安*", "吕*", "曾*", "周*"]


def test_more_than_two_hundred_hits_ask_to_narrow_it_and_two_hundred_are_shown(
    world: World, desk: Person
) -> None:
    def one_more(count: int) -> None:
        with world.as_actor(desk) as uow:
            for _ in range(count):
                given = patients.RegisterIn.model_validate(world.registration(name="淼淼淼"))
                patients.register(uow, given=given)

    one_more(SEARCH_HITS_MAX)
    assert len(set(found(desk, "淼淼淼"))) == SEARCH_HITS_MAX
    one_more(1)
    refused: Any = desk.get("/patients", params={"q": "淼淼淼"})
    assert (refused.status_code, refused.json()["code"]) == (422, "narrow-it")
    assert refused.json()["errors"][0]["pointer"] == "?q"
    assert refused.json()["hits_max"] == SEARCH_HITS_MAX
    assert "淼" not in refused.text


def test_a_query_of_sixty_characters_is_taken_and_one_more_is_not(desk: Person) -> None:
    assert found(desk, "x" * 60) == []
    assert desk.get("/patients", params={"q": "x" * 61}).status_code == 422
    assert desk.get("/patients", params={"q": ""}).status_code == 422


def test_every_opened_hit_is_in_the_journal(world: World, desk: Person) -> None:
    id = desk.post("/patients", world.registration(name="鼎雄信")).json()["id"]
    found(desk, "鼎雄信")
    rows = world.sql(
        "select basis from journal where scope = :id and purpose = 'search' and actor = :who",
        id=id,
        who=desk.id,
    )
    assert [row.basis for row in rows] == ["treatment"]
