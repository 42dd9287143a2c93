"""A visit ends once; then its document takes no change."""

from huizhen import org
from huizhen.core.access import Role
from tests.world import World


def test_a_visit_ends_and_stays_ended(world: World) -> None:
    nurse = world.a_person(Role.NURSE)
    patient = world.a_patient(nurse)
    (visit,) = nurse.get(f"/patients/{patient}").json()["visits"]
    assert visit["state"] == "in_progress"
    world.pass_time(minutes=9)
    ended = nurse.post(f"/patients/{patient}/visits/{visit['id']}/finish")
    assert ended.status_code == 200
    assert ended.json()["ver"] == 2
    (visit,) = nurse.get(f"/patients/{patient}").json()["visits"]
    assert visit["state"] == "finished"
    again = nurse.post(f"/patients/{patient}/visits/{visit['id']}/finish")
    assert again.status_code == 409
    assert again.json()["code"] == "visit-move-refused"
    assert again.json()["allowed"] == ["retract"]


def test_another_store_cannot_end_it(world: World) -> None:
    nurse, stranger = world.a_person(Role.NURSE), world.a_person(Role.NURSE)
    patient = world.a_patient(nurse)
    (visit,) = nurse.get(f"/patients/{patient}").json()["visits"]
    refused = stranger.post(f"/patients/{patient}/visits/{visit['id']}/finish")
    assert refused.status_code == 404
    assert nurse.get(f"/patients/{patient}").json()["visits"][0]["state"] == "in_progress"


def test_a_visit_that_another_store_keeps_to_itself_is_not_there_to_be_ended(world: World) -> None:
    nurse, other = world.a_person(Role.NURSE), world.a_person(Role.NURSE)
    given = world.registration(consents=["treatment"])
    made = nurse.post("/patients", given).json()
    coming = {"document_number": given["document_number"], "name": given["name"], "reason": "转来"}
    assert other.post("/patients/attach", coming | {"sharing": False}).status_code == 201
    place = f"/patients/{made['id']}/visits/{made['visit_id']}/finish"
    assert other.post(place).status_code == 404
    other.post(f"/patients/{made['id']}/consents", {"purpose": "sharing", "agreed": True})
    refused = other.post(place)
    assert (refused.status_code, refused.json()["code"]) == (409, "write-refused")


def test_who_works_at_two_stores_ends_visits_of_both(world: World) -> None:
    people = [world.a_person(Role.NURSE) for _ in range(2)]
    for home, away in (people, people[::-1]):
        made = home.post("/patients", world.registration()).json()
        with world.as_system() as uow:
            org.assign_role(uow, practitioner_id=home.id, role=Role.NURSE, org_id=away.place)
        world.sign_in(home)
        ended = home.post(f"/patients/{made['id']}/visits/{made['visit_id']}/finish")
        assert ended.status_code == 200, ended.text
