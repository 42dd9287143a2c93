"""Two people write at once: nothing that anybody wrote is lost, and nobody is overwritten unseen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huizhen.core.errors import Invalid
from huizhen.docstore.codec import Number, canonical
from huizhen.docstore.patch import amend, changed, changes, ensure_ids, find
from huizhen.docstore.rules import (
    ConflictKind,
    Field,
    Klass,
    Refusal,
    WriteRefused,
    is_frozen,
    may_write,
    merge,
    refusal,
    replay,
    require_write,
)

Body = dict[str, Any]

STORE, OTHER, HQ = UUID(int=1), UUID(int=2), None


@dataclass(frozen=True)
class Sort:
    """A declared kind, as far as the rules look."""

    klass: Klass = Klass.MERGEABLE
    fields: Mapping[str, Field] = field(default_factory=dict)
    freeze: tuple[str, ...] | None = None


ALLERGY = Sort(fields={"reaction": Field.UNION, "note": Field.UNION, "screenNote": Field.LATEST})
REQUEST = Sort(Klass.SINGLE_WRITER, freeze=("status", "completed", "entered-in-error"))


# ---- may it be written


@pytest.mark.parametrize("klass", [Klass.IMMUTABLE, Klass.SINGLE_WRITER, Klass.MERGEABLE])
@pytest.mark.parametrize("writer", [STORE, HQ])
def test_anybody_may_begin_a_document(klass: Klass, writer: UUID | None) -> None:
    assert may_write(Sort(klass), old=None, owner=writer, writer=writer)


@pytest.mark.parametrize(
    ("kind", "old", "owner", "writer", "expected"),
    [
        (Sort(Klass.IMMUTABLE), {}, STORE, STORE, Refusal.IMMUTABLE),
        (Sort(Klass.IMMUTABLE), {}, STORE, HQ, Refusal.IMMUTABLE),
        (REQUEST, {"status": "active"}, STORE, STORE, None),
        (REQUEST, {"status": "active"}, HQ, HQ, None),
        (REQUEST, {"status": "active"}, STORE, OTHER, Refusal.NOT_THE_WRITER),
        (REQUEST, {"status": "active"}, STORE, HQ, Refusal.NOT_THE_WRITER),
        (REQUEST, {"status": "active"}, HQ, STORE, Refusal.NOT_THE_WRITER),
        (REQUEST, {"status": "completed"}, STORE, STORE, Refusal.FROZEN),
        (REQUEST, {"status": "entered-in-error"}, STORE, STORE, Refusal.FROZEN),
        (REQUEST, {"status": "completed"}, STORE, OTHER, Refusal.NOT_THE_WRITER),
        (REQUEST, {}, STORE, STORE, None),
        (ALLERGY, {"status": "completed"}, STORE, OTHER, None),
        (Sort(Klass.HQ_ONLY), None, HQ, STORE, Refusal.HQ_ONLY),
        (Sort(Klass.HQ_ONLY), {}, HQ, STORE, Refusal.HQ_ONLY),
        (Sort(Klass.HQ_ONLY), None, HQ, HQ, None),
        (Sort(Klass.HQ_ONLY), {}, HQ, HQ, None),
    ],
)
def test_a_class_says_who_may_write_and_until_when(
    kind: Sort, old: Body | None, owner: UUID | None, writer: UUID | None, expected: Refusal | None
) -> None:
    assert refusal(kind, old=old, owner=owner, writer=writer) is expected
    assert may_write(kind, old=old, owner=owner, writer=writer) is (expected is None)
    if expected is None:
        require_write(kind, old=old, owner=owner, writer=writer)
    else:
        with pytest.raises(WriteRefused) as caught:
            require_write(kind, old=old, owner=owner, writer=writer)
        assert caught.value.facts == {"reason": expected.value}


def test_a_signed_document_is_frozen_and_an_open_one_is_not() -> None:
    assert is_frozen(REQUEST, {"status": "completed"})
    assert not is_frozen(REQUEST, {"status": "active"})
    assert not is_frozen(REQUEST, {})
    assert not is_frozen(ALLERGY, {"status": "completed"})


# ---- two have written


def allergy() -> Body:
    return {
        "id": "0195",
        "criticality": "low",
        "screenNote": "a",
        "category": ["medication"],
        "reaction": [{"id": "aaaaaaaa", "severity": "mild"}, {"id": "bbbbbbbb", "severity": "mild"}],
    }


def test_two_nurses_who_change_different_fields_both_succeed() -> None:
    merged = replay(
        ALLERGY, allergy(), [{"/criticality": ["low", "high"]}, {"/onsetString": [None, "childhood"]}]
    )
    assert merged.body == {**allergy(), "criticality": "high", "onsetString": "childhood"}
    assert merged.conflicts == ()


def test_two_nurses_who_change_one_field_leave_both_values_to_a_person() -> None:
    merged = replay(
        ALLERGY, allergy(), [{"/criticality": ["low", "high"]}, {"/criticality": ["low", "unable-to-assess"]}]
    )
    assert merged.body["criticality"] == "high"
    (conflict,) = merged.conflicts
    assert (conflict.kind, conflict.pointer) == (ConflictKind.FIELD, "/criticality")
    assert (conflict.seen, conflict.cur, conflict.new) == ("low", "high", "unable-to-assess")


def test_two_nurses_who_write_the_same_agree() -> None:
    merged = replay(ALLERGY, allergy(), [{"/criticality": ["low", "high"]}] * 2)
    assert merged.body["criticality"] == "high"
    assert merged.conflicts == ()


def test_the_latest_screen_note_stands() -> None:
    merged = replay(ALLERGY, allergy(), [{"/screenNote": ["a", "b"]}, {"/screenNote": ["a", "c"]}])
    assert merged.body["screenNote"] == "c"
    assert merged.conflicts == ()


def test_latest_cannot_write_into_what_is_gone() -> None:
    kind = Sort(fields={"reaction": Field.LATEST})
    patches: list[dict[str, list[Any]]] = [
        {"/reaction/#aaaaaaaa": [{"id": "aaaaaaaa", "severity": "mild"}, None]},
        {"/reaction/#aaaaaaaa/severity": ["mild", "severe"]},
    ]
    (conflict,) = replay(kind, allergy(), patches).conflicts
    assert (conflict.kind, conflict.cur, conflict.new) == (ConflictKind.DELETE, None, "severe")


def test_reactions_added_in_two_stores_are_both_kept() -> None:
    one, two = {"id": "cccccccc", "severity": "severe"}, {"id": "dddddddd", "severity": "moderate"}
    merged = replay(
        ALLERGY, allergy(), [{"/reaction/#dddddddd": [None, two]}, {"/reaction/#cccccccc": [None, one]}]
    )
    assert merged.body["reaction"] == [*allergy()["reaction"], two, one]
    assert merged.conflicts == ()


def whole_arrays() -> list[dict[str, list[Any]]]:
    """Two stores that both sent the whole array, each from its own view of it."""
    seen = allergy()["reaction"]
    first = [{"id": "cccccccc", "severity": "severe"}, *seen]
    second = [{"id": "dddddddd", "severity": "moderate"}, seen[1], {**seen[0], "severity": "moderate"}]
    return [{"/reaction": [seen, first]}, {"/reaction": [seen, second]}]


def test_under_union_whole_arrays_are_merged_by_element() -> None:
    merged = replay(ALLERGY, allergy(), whole_arrays())
    assert {each["id"]: each["severity"] for each in merged.body["reaction"]} == {
        "aaaaaaaa": "moderate",
        "bbbbbbbb": "mild",
        "cccccccc": "severe",
        "dddddddd": "moderate",
    }
    assert merged.conflicts == ()


def test_under_review_whole_arrays_are_left_to_a_person() -> None:
    first, second = whole_arrays()
    merged = replay(Sort(), allergy(), [first, second])
    assert merged.body["reaction"] == first["/reaction"][1]
    assert [each.new for each in merged.conflicts] == [second["/reaction"][1]]


def test_an_element_removed_here_and_edited_there_stays_and_is_reviewed() -> None:
    old = {"id": "aaaaaaaa", "severity": "mild"}
    edit, removal = {"/reaction/#aaaaaaaa/severity": ["mild", "severe"]}, {"/reaction/#aaaaaaaa": [old, None]}
    merged = replay(ALLERGY, allergy(), [edit, removal])
    assert merged.body["reaction"][0] == {"id": "aaaaaaaa", "severity": "severe"}
    (conflict,) = merged.conflicts
    assert (conflict.kind, conflict.cur, conflict.new) == (
        ConflictKind.DELETE,
        merged.body["reaction"][0],
        None,
    )


def test_an_edit_that_arrives_after_the_removal_is_not_lost() -> None:
    old = {"id": "aaaaaaaa", "severity": "mild"}
    edit, removal = {"/reaction/#aaaaaaaa/severity": ["mild", "severe"]}, {"/reaction/#aaaaaaaa": [old, None]}
    merged = replay(ALLERGY, allergy(), [removal, edit])
    assert [each["id"] for each in merged.body["reaction"]] == ["bbbbbbbb"]
    (conflict,) = merged.conflicts
    assert (conflict.kind, conflict.seen, conflict.new) == (ConflictKind.DELETE, "mild", "severe")


def test_a_field_filled_in_for_a_removed_element_is_not_lost() -> None:
    removal = {"/reaction/#aaaaaaaa": [allergy()["reaction"][0], None]}
    merged = replay(ALLERGY, allergy(), [removal, {"/reaction/#aaaaaaaa/onset": [None, "2020"]}])
    assert [each.new for each in merged.conflicts] == ["2020"]


def test_a_conflict_keeps_the_value_as_it_was() -> None:
    edit = {"/reaction/#aaaaaaaa/severity": ["mild", "severe"]}
    removal = {"/reaction/#aaaaaaaa": [{"id": "aaaaaaaa", "severity": "mild"}, None]}
    again = {"/reaction/#aaaaaaaa/severity": ["severe", "moderate"]}
    merged = replay(ALLERGY, allergy(), [edit, removal, again])
    assert merged.conflicts[0].cur["severity"] == "severe"
    assert merged.body["reaction"][0]["severity"] == "moderate"


def test_a_primitive_under_union_is_left_to_a_person() -> None:
    kind = Sort(fields={"category": Field.UNION})
    merged = replay(
        kind,
        allergy(),
        [
            {"/category": [["medication"], ["medication", "food"]]},
            {"/category": [["medication"], ["environment"]]},
        ],
    )
    assert merged.body["category"] == ["medication", "food"]
    assert [each.new for each in merged.conflicts] == [["environment"]]


def test_a_merge_leaves_what_it_was_given_alone() -> None:
    base = allergy()
    merge(ALLERGY, base, {"/reaction/#aaaaaaaa/severity": ["mild", "severe"]})
    assert base == allergy()


def test_a_malformed_patch_is_refused_before_anything_is_merged() -> None:
    with pytest.raises(Invalid):
        merge(ALLERGY, allergy(), {"/criticality": ["low"]})


# ---- properties over histories

PRIMITIVES = st.sampled_from(["u", "v", "w"]) | st.integers(0, 2).map(lambda n: Number(str(n)))
PARTS = st.dictionaries(st.sampled_from(["p", "q"]), PRIMITIVES, max_size=2)
ELEMENTS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c"]), PARTS).map(lambda pair: {**pair[1], "id": pair[0]}),
    max_size=3,
    unique_by=lambda each: str(each["id"]),
)
BODIES = st.fixed_dictionaries(
    {},
    optional={
        "plain": PRIMITIVES,
        "newest": PRIMITIVES,
        "whole": PARTS,
        "review": ELEMENTS,
        "union": ELEMENTS,
    },
)
KIND = Sort(fields={"newest": Field.LATEST, "union": Field.UNION})


def primitives(value: Any, at: str = "") -> set[tuple[str, bytes]]:
    """Every single thing that a body says: its place, array positions left aside, and its value."""
    if isinstance(value, dict):
        return set().union(*(primitives(each, f"{at}/{name}") for name, each in value.items()))
    if isinstance(value, list):
        return set().union(*(primitives(each, f"{at}/#{each['id']}") for each in value))
    return {(at, canonical([value]))}


@given(BODIES, st.lists(BODIES, min_size=1, max_size=4))
@settings(max_examples=200)
def test_every_written_value_survives(base: Body, written: list[Body]) -> None:
    """Several people start from one state; what each of them wrote is in a version or in a conflict."""
    versions, conflicts = primitives(base), set()
    body = base
    for each in written:
        merged = merge(KIND, body, changed(base, each))
        body = merged.body
        versions |= primitives(body)
        for conflict in merged.conflicts:
            conflicts |= primitives(conflict.new, conflict.pointer)
    said = set().union(*(primitives(each) for each in written))
    assert said <= versions | conflicts


@given(BODIES, st.lists(BODIES, min_size=1, max_size=4))
@settings(max_examples=200)
def test_nobody_overwrites_what_he_has_not_seen(base: Body, written: list[Body]) -> None:
    body = base
    for each in written:
        patch = changed(base, each)
        merged = merge(KIND, body, patch)
        open_places = {conflict.pointer for conflict in merged.conflicts}
        for change in changes(patch):
            before, after = find(body, change.steps), find(merged.body, change.steps)
            if change.steps[0].name == "plain" and before not in (change.seen, change.new):
                assert after == before
                assert change.pointer in open_places
        body = merged.body


@given(BODIES, BODIES)
def test_who_writes_alone_gets_what_he_wrote(base: Body, after: Body) -> None:
    patch = changed(base, after)
    merged = merge(KIND, base, patch)
    assert merged.body == amend(base, patch) == after
    assert merged.conflicts == ()


@given(BODIES, BODIES)
def test_a_second_delivery_changes_nothing_more(base: Body, after: Body) -> None:
    patch = changed(base, after)
    once = merge(KIND, base, patch)
    twice = merge(KIND, once.body, patch)
    assert twice.body == once.body


def by_id(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: by_id(each) for name, each in value.items()}
    if isinstance(value, list):
        return {each["id"]: by_id(each) for each in value}
    return value


@given(BODIES, BODIES, BODIES)
@settings(max_examples=200)
def test_two_who_do_not_touch_commute(base: Body, one: Body, two: Body) -> None:
    """Where neither order opens a conflict and no `latest` is in play, both orders lead to the same content."""
    base, one, two = (
        {name: each for name, each in body.items() if name != "newest"} for body in (base, one, two)
    )
    patches = [changed(base, one), changed(base, two)]
    forth, back = replay(KIND, base, patches), replay(KIND, base, patches[::-1])
    if not forth.conflicts and not back.conflicts:
        assert by_id(forth.body) == by_id(back.body)


@given(st.lists(PARTS, max_size=3), st.lists(PARTS, max_size=3), st.lists(PARTS, max_size=3))
def test_elements_added_in_two_stores_are_the_same_set_in_either_order(
    base: list[Body], one: list[Body], two: list[Body]
) -> None:
    letters = iter("abcdefghijklmnopqrstuvwxyz")
    start = ensure_ids({"union": base} if base else {}, lambda: next(letters))
    patches = [
        changed(start, ensure_ids({"union": [*start.get("union", []), *more]}, lambda: next(letters)))
        for more in (one, two)
        if more
    ]
    forth, back = replay(KIND, start, patches), replay(KIND, start, patches[::-1])
    assert forth.conflicts == back.conflicts == ()
    assert by_id(forth.body) == by_id(back.body)
    assert len(forth.body.get("union", [])) == len(base) + len(one) + len(two)
