"""The tree of refusals: one meaning a code, one status a meaning."""

from collections.abc import Iterator

import pytest

from huizhen.core import errors
from huizhen.core.errors import (
    Conflict,
    FieldError,
    Invalid,
    NotFound,
    Problem,
    StepUpRequired,
    Unauthenticated,
)

STATUSES = {
    "Unauthenticated": 401,
    "StepUpRequired": 401,
    "Forbidden": 403,
    "NotFound": 404,
    "Conflict": 409,
    "Stale": 409,
    "KeyReused": 409,
    "TooLarge": 413,
    "Invalid": 422,
    "TooMany": 429,
    "Unavailable": 503,
}


def tree(of: type[Problem]) -> Iterator[type[Problem]]:
    for each in of.__subclasses__():
        yield each
        yield from tree(each)


OWN = [each for each in tree(Problem) if each.__module__ == errors.__name__]


def test_the_tree_is_the_one_that_is_drawn_in_its_docstring() -> None:
    assert {each.__name__: each.status for each in OWN} == STATUSES
    assert errors.__doc__ is not None
    assert all(name in errors.__doc__ for name in STATUSES)


def test_no_two_refusals_of_the_product_share_a_code() -> None:
    codes = [each.code for each in tree(Problem) if each.__module__.startswith("huizhen.")]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("problem", list(tree(Problem)), ids=lambda each: each.__name__)
def test_a_refusal_keeps_the_status_of_what_it_is_a_kind_of(problem: type[Problem]) -> None:
    for above in problem.__mro__[1:]:
        if issubclass(above, Problem) and above is not Problem:
            assert problem.status == above.status


def test_the_text_of_a_refusal_is_its_code_and_holds_no_fact() -> None:
    refused = NotFound(patient_id="canary")
    assert str(refused) == "not-found"
    assert refused.facts == {"patient_id": "canary"}
    assert refused.public_facts() == {}


def test_what_kind_of_proof_is_wanted_is_told_and_who_is_asked_is_not() -> None:
    assert StepUpRequired(("totp", "passkey")).public_facts() == {"methods": ["totp", "passkey"]}
    assert Unauthenticated(session="canary").public_facts() == {}


def test_wrong_fields_are_told_beside_the_facts() -> None:
    refused = Invalid(FieldError("/a", "missing"), FieldError("/b", "too_long"))
    assert [each.pointer for each in refused.errors] == ["/a", "/b"]
    assert refused.public_facts() == {}


def test_whoever_catches_a_conflict_catches_all_of_its_kinds() -> None:
    with pytest.raises(Conflict):
        raise errors.Stale(etag="e")
