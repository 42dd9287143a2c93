"""Who may do what: an empty set allows nobody, a role elsewhere is no role here, and nothing is allowed by chance."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizhen.core.access import (
    EVERY_ROLE,
    NO_ROLE,
    Actor,
    Policy,
    Public,
    Role,
    RoleAt,
    Rule,
    holds,
    may,
    require,
    system_actor,
)
from huizhen.core.errors import Forbidden

CAN = Public.ANYONE  # any permission: the rules do not read its name
PLACES = st.integers(1, 4).map(lambda n: UUID(int=n))
ROLES = st.frozensets(st.sampled_from(Role), max_size=4)


@st.composite
def roles_at(draw: st.DrawFn) -> RoleAt:
    place = draw(PLACES)
    return RoleAt(draw(st.sampled_from(Role)), place, draw(st.none() | st.just(place)))


ACTORS = st.builds(Actor, user_id=st.uuids(), roles=st.frozensets(roles_at(), max_size=5))
ANSWERS = st.lists(st.lists(st.booleans(), max_size=3), max_size=3)


def answering(value: bool) -> Any:
    return lambda _actor, _row: value


def a_policy(roles: frozenset[Role], answers: list[list[bool]]) -> Policy:
    clauses = tuple(tuple(answering(each) for each in clause) for clause in answers)
    return {CAN: Rule(roles, clauses)}


@given(ACTORS, ROLES, ANSWERS)
def test_a_person_may_when_a_role_of_his_may_and_one_clause_holds_in_full(
    actor: Actor, roles: frozenset[Role], answers: list[list[bool]]
) -> None:
    policy = a_policy(roles, answers)
    has_role = any(each.role in roles for each in actor.roles)
    assert holds(policy, CAN, actor) == has_role
    assert may(policy, CAN, actor, object()) == (has_role and any(all(each) for each in answers))


@given(ACTORS, ROLES, ANSWERS)
def test_require_refuses_exactly_whoever_may_not(
    actor: Actor, roles: frozenset[Role], answers: list[list[bool]]
) -> None:
    policy = a_policy(roles, answers)
    if may(policy, CAN, actor, None):
        require(policy, CAN, actor)
    else:
        with pytest.raises(Forbidden) as refused:
            require(policy, CAN, actor, "a row")
        assert refused.value.public_facts() == {}


@given(ACTORS, ANSWERS)
def test_an_empty_set_of_roles_and_an_absent_permission_allow_no_person(
    actor: Actor, answers: list[list[bool]]
) -> None:
    assert not may(a_policy(NO_ROLE, answers), CAN, actor, None)
    assert not holds({}, CAN, actor)
    assert not may({}, CAN, actor, None)


@given(ACTORS, ROLES, ANSWERS, st.sampled_from(Role))
def test_a_role_more_never_takes_a_right_away(
    actor: Actor, roles: frozenset[Role], answers: list[list[bool]], more: Role
) -> None:
    policy = a_policy(roles, answers)
    richer = Actor(user_id=actor.user_id, roles=actor.roles | {RoleAt(more, UUID(int=9))})
    assert may(policy, CAN, actor, None) <= may(policy, CAN, richer, None)


@given(ROLES, ANSWERS)
def test_the_product_itself_holds_what_stands_in_a_policy_and_is_still_bound_by_the_row(
    roles: frozenset[Role], answers: list[list[bool]]
) -> None:
    system = system_actor("chainer")
    assert holds(a_policy(roles, answers), CAN, system)
    assert may(a_policy(roles, answers), CAN, system, None) == any(all(each) for each in answers)
    assert not holds({}, CAN, system)


@given(ACTORS, ROLES)
def test_the_stores_where_somebody_acts_are_those_of_these_roles_only(
    actor: Actor, roles: frozenset[Role]
) -> None:
    expected = {each.store_id for each in actor.roles if each.role in roles and each.store_id is not None}
    found = actor.stores_as(roles)
    assert set(found) == expected
    assert found == sorted(expected)
    assert set(found) <= set(actor.stores()) == set(actor.stores_as(EVERY_ROLE))
    assert actor.stores_as(NO_ROLE) == []


def test_a_predicate_is_shown_the_actor_and_the_row() -> None:
    nurse = Actor(user_id=UUID(int=1), roles=frozenset({RoleAt(Role.NURSE, UUID(int=2), UUID(int=2))}))
    own = Rule(frozenset({Role.NURSE}), ((lambda actor, row: row in actor.stores(),),))
    assert may({CAN: own}, CAN, nurse, UUID(int=2))
    assert not may({CAN: own}, CAN, nurse, UUID(int=3))
