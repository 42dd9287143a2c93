"""Over random histories of stores, visits, consents and grants: what each reader finds is what the rules open, no more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huizhen import records
from huizhen.core.access import Role
from huizhen.records import Basis
from tests.world import Person, World

STORES: Final = 3
KINDS: Final[Mapping[str, dict[str, Any]]] = {
    "notes": {"title": "记录", "sections": [{"code": "reason", "text": "x"}]},
    "conditions": {"code": "I10"},
    "observations": {"signs": [{"code": "8867-4", "value": "72"}]},
    "allergies": {"display": "虾", "criticality": "low"},
}
steps = st.lists(
    st.tuples(
        st.sampled_from(["attach", "share", "refuse", "grant", "close", *KINDS]), st.integers(0, STORES - 1)
    ),
    min_size=4,
    max_size=14,
)


@dataclass
class Known:
    """What the test itself knows of one reader: the oracle."""

    visited: bool = False
    shared: bool = False
    granted: set[UUID] = field(default_factory=set)
    own: set[str] = field(default_factory=set)


def act(world: World, person: Person, known: Known, patient: UUID, given: dict[str, Any], step: str) -> None:
    """Do a step over HTTP, or by the use case behind an event, and note what it should mean."""
    path = f"/patients/{patient}"
    if step == "attach":
        coming = {"document_number": given["document_number"], "name": given["name"], "reason": "转来"}
        assert person.post("/patients/attach", {**coming, "sharing": False}).status_code == 201
        known.visited = True
    elif step == "grant":
        source = uuid4()
        with world.as_system() as uow:
            about = {"source_type": "test", "source_id": source, "basis": Basis.CONSULTATION}
            records.open_grant(uow, patient_id=patient, user_id=person.id, **about)  # type: ignore[arg-type] # a mapping of mixed types
        known.granted.add(source)
    elif step == "close":
        with world.as_system() as uow:
            for source in known.granted:
                assert records.close_grants(uow, source_id=source) == 1
        known.granted.clear()
    elif known.visited or known.granted:
        write(person, known, path, step)
    else:
        body = {"purpose": "sharing", "agreed": True}
        tried = (
            person.post(f"{path}/consents", body)
            if step not in KINDS
            else person.post(f"{path}/{step}", KINDS[step])
        )
        assert tried.status_code == 404


def write(person: Person, known: Known, path: str, step: str) -> None:
    if step in KINDS:
        made = person.post(f"{path}/{step}", KINDS[step])
        if not known.visited:
            # A grant lets him read; only a store that cares for the patient writes.
            assert made.status_code == 403
            return
        assert made.status_code == 201, made.text
        known.own |= {each["id"] for each in made.json().get("documents", [made.json()])}
        return
    answered = person.post(f"{path}/consents", {"purpose": "sharing", "agreed": step == "share"})
    if answered.status_code == 409:
        assert known.shared
        return
    assert answered.status_code == 201
    known.shared = step == "share"


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_no_reader_finds_anything_outside_his_grounds(world: World, done: list[tuple[str, int]]) -> None:
    people = [world.a_person(Role.ATTENDING) for _ in range(STORES)]
    known = [Known() for _ in people]
    given = world.registration(name="羴犇骉", consents=["treatment"])
    patient = UUID(people[0].post("/patients", given).json()["id"])
    known[0].visited = True
    for step, who in done:
        world.pass_time(seconds=1)
        act(world, people[who], known[who], patient, given, step)
    everything = set().union(*(each.own for each in known))
    for person, each in zip(people, known, strict=True):
        hits = person.get("/patients", params={"q": "羴犇骉"}).json()["hits"]
        timeline = person.get(f"/patients/{patient}/timeline")
        if not each.visited and not each.granted:
            assert (hits, timeline.status_code) == ([], 404)
            continue
        assert [hit["id"] for hit in hits] == [str(patient)]
        full = each.granted or (each.visited and each.shared)
        entries = {entry["id"]: entry["kind"] for entry in timeline.json()["entries"]}
        assert set(entries) == (everything if full else each.own)
        shown = {allergy["id"] for allergy in person.get(f"/patients/{patient}").json()["allergies"]}
        assert shown == {id for id, kind in entries.items() if kind == "AllergyIntolerance"}
