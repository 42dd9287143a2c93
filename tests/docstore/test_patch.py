"""Nobody overwrites what he has not seen, and a patch says exactly what changed."""

import copy
import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huizhen.core.errors import Invalid, Stale
from huizhen.docstore import patch as patches
from huizhen.docstore.codec import Number, canonical, parse
from huizhen.docstore.patch import amend, apart, changed, changes, element, element_id, ensure_ids, settle

Body = dict[str, Any]

NAMES = st.sampled_from(["code", "reaction", "note", "_note", "coding", "a/b", "~c", "#d", "-", "value"])
PLAIN = st.booleans() | st.text(max_size=3) | st.integers(-9, 9).map(lambda n: Number(str(n)))
IDS = st.sampled_from(["aaaaaaaa", "b", "c/c", "~d", "#e", "-f", "zzzzzzzz"])


def fields(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Body]:
    return st.dictionaries(NAMES, inner, max_size=4)


def elements(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Body]]:
    pairs = st.tuples(IDS, fields(inner)).map(lambda pair: {**pair[1], "id": pair[0]})
    return st.lists(pairs, max_size=4, unique_by=lambda each: each["id"])


VALUES = st.recursive(
    PLAIN,
    lambda inner: elements(inner) | fields(inner) | st.lists(PLAIN | st.none(), max_size=3),
    max_leaves=8,
)
BODIES = fields(VALUES)


def source() -> Any:
    """Element ids as a bad shuffle would give them: falling, so that order is never right by luck."""
    numbers = itertools.count(99_999, -1)
    return lambda: f"id0{next(numbers)}"


def allergy() -> Body:
    return {
        "resourceType": "AllergyIntolerance",
        "id": "0195",
        "criticality": "low",
        "code": {"coding": [{"id": "cccccccc", "system": "s", "code": "1"}], "text": "青霉素"},
        "category": ["medication"],
        "reaction": [
            {"id": "ab12cd34", "severity": "mild", "manifestation": [{"id": "m2222222", "text": "皮疹"}]},
            {"id": "ef56gh77", "severity": "severe"},
        ],
    }


def refused(body: Body, patch: Any) -> tuple[str, str]:
    with pytest.raises(Invalid) as caught:
        amend(body, patch)
    return caught.value.errors[0].code, caught.value.errors[0].pointer


# ---- amend


@given(BODIES, BODIES)
@settings(max_examples=200)
def test_whoever_applies_a_difference_arrives_where_it_was_taken(old: Body, new: Body) -> None:
    assert amend(old, changed(old, new)) == new


@given(BODIES, BODIES)
def test_a_patch_survives_transport_where_the_order_of_names_is_lost(old: Body, new: Body) -> None:
    sent = parse(canonical(changed(old, new)))
    assert amend(old, sent) == new
    assert amend(old, dict(reversed(sent.items()))) == new


@given(BODIES)
def test_nothing_changed_is_an_empty_patch(body: Body) -> None:
    assert changed(body, body) == {}
    assert amend(body, {}) == body


def test_a_nurse_changes_one_reaction_and_the_other_stands() -> None:
    before = allergy()
    after = amend(before, {"/reaction/#ab12cd34/severity": ["mild", "moderate"]})
    assert element(after, "reaction", "ab12cd34")["severity"] == "moderate"
    assert element(after, "reaction", "ef56gh77") == element(before, "reaction", "ef56gh77")
    assert before == allergy()


def test_the_sign_of_an_element_may_be_left_out() -> None:
    after = amend(allergy(), {"/reaction/ab12cd34/severity": ["mild", "moderate"]})
    assert element(after, "reaction", "ab12cd34")["severity"] == "moderate"


def test_a_physician_adds_removes_and_fills_in() -> None:
    after = amend(
        allergy(),
        {
            "/reaction/#ab12cd34": [allergy()["reaction"][0], None],
            "/reaction/#zz222222": [None, {"id": "zz222222", "severity": "mild"}],
            "/onsetString": [None, "childhood"],
            "/criticality": ["low", None],
        },
    )
    assert [each["id"] for each in after["reaction"]] == ["ef56gh77", "zz222222"]
    assert after["onsetString"] == "childhood"
    assert "criticality" not in after


@pytest.mark.parametrize("pointer", ["/note/#n2222222", "/note/n2222222"])
def test_the_first_element_makes_its_array_and_the_last_one_takes_it_along(pointer: str) -> None:
    note = {"id": "n2222222", "text": "母亲代述"}
    noted = amend(allergy(), {pointer: [None, note]})
    assert noted["note"] == [note]
    assert amend(noted, {pointer: [note, None]}) == allergy()


def test_a_person_with_an_old_screen_is_told_which_values_moved() -> None:
    with pytest.raises(Stale) as caught:
        amend(
            allergy(),
            {
                "/criticality": ["high", "low"],
                "/code": [allergy()["code"], {"text": "x"}],
                "/reaction/#gone2222/severity": ["mild", "severe"],
                "/onsetString": ["x", None],
            },
        )
    assert caught.value.facts == {
        "pointers": ["/criticality", "/onsetString", "/reaction/#gone2222/severity"]
    }


@pytest.mark.parametrize(
    ("pointer", "new"),
    [
        ("/reaction/#gone2222/severity", "mild"),
        ("/reaction/#gone2222/manifestation/#m7777777", {"id": "m7777777"}),
        ("/criticality/deep", "x"),
        ("/criticality/#aaaaaaaa", {"id": "aaaaaaaa"}),
        ("/code/#aaaaaaaa", {"id": "aaaaaaaa"}),
        ("/nothing/here", "x"),
        ("/category/#aaaaaaaa", {"id": "aaaaaaaa"}),
        ("/nothing/#aaaaaaaa/#bbbbbbbb", {"id": "bbbbbbbb"}),
    ],
)
def test_a_value_cannot_be_filled_into_what_is_not_there(pointer: str, new: Any) -> None:
    with pytest.raises(Stale) as caught:
        amend(allergy(), {pointer: [None, new]})
    assert caught.value.facts["pointers"] == [pointer]


@pytest.mark.parametrize(
    "pointer", ["/nothing/here", "/reaction/#gone2222", "/criticality/deep", "/code/gone"]
)
def test_removing_what_was_never_there_changes_nothing(pointer: str) -> None:
    assert amend(allergy(), {pointer: [None, None]}) == allergy()


@pytest.mark.parametrize(
    ("patch", "code", "pointer"),
    [
        ({"": [allergy(), {}]}, "malformed", ""),
        ({"criticality": ["low", "high"]}, "malformed", "criticality"),
        ({"/#ab12cd34": [None, {}]}, "malformed", "/#ab12cd34"),
        ({"/criticality": ["low"]}, "malformed", "/criticality"),
        ({"/criticality": "no"}, "malformed", "/criticality"),
        ({"/criticality": ["low", "high", "low"]}, "malformed", "/criticality"),
        ({"/id": ["0195", "0196"]}, "not_allowed", "/id"),
        ({"/resourceType": ["AllergyIntolerance", "Flag"]}, "not_allowed", "/resourceType"),
        ({"/reaction/#ab12cd34/id": ["ab12cd34", "x"]}, "not_allowed", "/reaction/#ab12cd34/id"),
        ({"/reaction/#new22222": [None, {"id": "other222"}]}, "element_id", "/reaction/#new22222"),
        ({"/reaction/#new22222": [None, "text"]}, "element_id", "/reaction/#new22222"),
        ({"/a": [None, 1], "/a/b": [None, 1], "/a-b": [None, 1]}, "overlap", "/a/b"),
        ({"/code": [1, 2], "/code/coding/#cccccccc/code": [1, 2]}, "overlap", "/code/coding/#cccccccc/code"),
        ({"/reaction/#x": [1, 2], "/reaction/x": [1, 2]}, "overlap", "/reaction/x"),
    ],
)
def test_a_patch_that_cannot_be_meant_is_refused(patch: Any, code: str, pointer: str) -> None:
    assert refused(allergy(), patch) == (code, pointer)


def test_a_patch_may_name_a_thousand_places_and_no_more() -> None:
    fits = {f"/f{n}": [None, 1] for n in range(patches.POINTERS_MAX)}
    assert len(amend({}, fits)) == patches.POINTERS_MAX
    assert refused({}, {**fits, "/more": [None, 1]})[0] == "too_long"


def test_a_result_shares_nothing_with_the_patch_it_came_from() -> None:
    patch = {"/code": [None, {"text": "x"}]}
    amend({}, patch)["code"]["text"] = "y"
    assert amend({}, patch) == {"code": {"text": "x"}}


# ---- changed


def test_a_difference_names_the_smallest_value_that_means_something() -> None:
    after = copy.deepcopy(allergy())
    after["code"]["text"] = "阿莫西林"
    after["category"].append("food")
    after["reaction"][0]["manifestation"][0]["text"] = "荨麻疹"
    after["reaction"].append({"id": "zz222222", "severity": "mild"})
    assert changed(allergy(), after) == {
        "/category": (["medication"], ["medication", "food"]),
        "/code": (allergy()["code"], after["code"]),
        "/reaction/#ab12cd34/manifestation/#m2222222/text": ("皮疹", "荨麻疹"),
        "/reaction/#zz222222": (None, {"id": "zz222222", "severity": "mild"}),
    }


def test_a_number_and_its_unit_are_one_value() -> None:
    five_mg = {"dose": {"value": Number("5"), "unit": "mg"}}
    assert list(changed(five_mg, {"dose": {"value": Number("5"), "unit": "g"}})) == ["/dose"]


def test_precision_is_a_change() -> None:
    assert changed({"v": Number("1.0")}, {"v": 1}) == {"/v": (Number("1.0"), Number("1"))}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["a"], ["a", "b"]),
        ([{"id": "a"}, {"id": "b"}], [{"id": "b"}, {"id": "a"}]),
        ([{"id": "b"}], [{"id": "a"}, {"id": "b"}]),
        ([{"id": "a"}], [{"id": "a"}, {"id": "c"}, {"id": "b"}]),
        ([{"id": "a"}], [{"id": "a"}, {"id": "a"}]),
        ([{"id": "a"}], [{"id": "a"}, {"text": "b"}]),
        ([{"id": "a"}], [{"id": "a"}, None]),
        ([{"id": "a"}], [{"id": "a"}, {"id": ""}]),
        ([{"id": "a"}], []),
        ([], [{"id": "a"}]),
        ([{"id": "a"}], {"id": "a"}),
    ],
)
def test_an_array_without_steady_elements_is_one_value(old: Any, new: Any) -> None:
    assert changed({"x": old}, {"x": new}) == {"/x": (old, new)}
    assert amend({"x": old}, {"/x": (old, new)}) == {"x": new}


@pytest.mark.parametrize("name", ["_given", "coding"])
def test_a_sibling_array_and_a_coding_are_one_value_each(name: str) -> None:
    old, new = [{"id": "a", "x": "1"}], [{"id": "a", "x": "2"}]
    assert changed({name: old}, {name: new}) == {f"/{name}": (old, new)}


@pytest.mark.parametrize("name", ["id", "resourceType"])
def test_two_documents_have_no_difference(name: str) -> None:
    with pytest.raises(Invalid):
        changed({name: "a"}, {name: "b"})


def test_a_whole_array_can_be_taken_apart() -> None:
    pair = [[{"id": "b", "x": "1"}, {"id": "a"}], [{"id": "c"}, {"id": "b", "x": "2"}]]
    (whole,) = changes({"/note": pair})
    assert {each.pointer: (each.seen, each.new) for each in apart(whole)} == {
        "/note/#a": ({"id": "a"}, None),
        "/note/#b/x": ("1", "2"),
        "/note/#c": (None, {"id": "c"}),
    }


@pytest.mark.parametrize("pair", [["a", [{"id": "x"}]], [[{"id": "x"}], "a"]])
def test_what_is_no_array_stays_in_one_piece(pair: list[Any]) -> None:
    (whole,) = changes({"/note": pair})
    assert apart(whole) == [whole]


# ---- element ids


def test_an_id_is_eight_characters_of_base32() -> None:
    assert element_id(lambda count: b"\x00" * count) == "aaaaaaaa"
    assert element_id(lambda count: b"\xff" * count) == "77777777"
    assert len(element_id()) == patches.ELEMENT_ID_CHARS


def bare_objects(value: Any, *, inside: bool = False) -> int:
    if isinstance(value, dict):
        nested = sum(bare_objects(each) for name, each in value.items() if not name.startswith("_"))
        return nested + (inside and "id" not in value)
    if isinstance(value, list) and all(isinstance(each, dict) for each in value):
        return sum(bare_objects(each, inside=True) for each in value)
    return 0


def without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_ids(each) for name, each in value.items() if name != "id"}
    return [without_ids(each) for each in value] if isinstance(value, list) else value


@given(BODIES)
def test_every_object_in_an_array_gets_an_id_and_nothing_else_changes(body: Body) -> None:
    bare = without_ids(body)
    whole = ensure_ids(bare, source())
    assert bare_objects(whole) == 0
    assert without_ids(whole) == bare
    assert ensure_ids(whole, source()) == whole


def test_new_ids_rise_within_an_array_and_avoid_what_is_taken() -> None:
    offered = iter(["cccc", "taken", "aaaa", "cccc", "bbbb"])
    whole = ensure_ids({"x": {"id": "taken"}, "note": [{}, {"id": "kept"}, {}, {}]}, lambda: next(offered))
    assert [each["id"] for each in whole["note"]] == ["aaaa", "kept", "bbbb", "cccc"]


def test_a_source_that_repeats_itself_is_given_up() -> None:
    with pytest.raises(RuntimeError):
        ensure_ids({"note": [{}, {}]}, lambda: "always")


@pytest.mark.parametrize("note", [[{"id": "a"}, {"id": "a"}], [{"id": Number("1")}], [{"id": ""}]])
def test_ids_that_address_nothing_are_refused(note: Any) -> None:
    with pytest.raises(Invalid) as caught:
        ensure_ids({"x": {"note": note}}, source())
    assert caught.value.errors[0].pointer == "/x/note"


def test_a_null_field_is_refused_because_null_means_absent() -> None:
    with pytest.raises(Invalid) as caught:
        ensure_ids({"note": [{"id": "a/b", "text": None}]}, source())
    assert (caught.value.errors[0].code, caught.value.errors[0].pointer) == ("null_field", "/note/#a~1b/text")


def test_nulls_of_a_sibling_array_are_left_alone() -> None:
    body = {"_given": [None, {"extension": [{"url": "u"}]}], "given": ["a", None]}
    assert ensure_ids(body, source()) == body


def test_a_missing_element_is_named() -> None:
    for body in ({}, allergy()):
        with pytest.raises(KeyError, match="nobody"):
            element(body, "reaction", "nobody")


# ---- settle


def test_a_nurse_adds_two_reactions_and_they_keep_her_order_everywhere() -> None:
    written: dict[str, list[Any]] = {
        "/reaction/-": [None, {"severity": "mild", "manifestation": [{"text": "皮疹"}, {"text": "瘙痒"}]}],
        "/reaction/-2": [None, {"severity": "moderate"}],
        "/reaction/-10": [None, {"severity": "severe"}],
        "/criticality": ["low", "high"],
    }
    sent = parse(canonical(settle(allergy(), written, source())))
    after = amend(allergy(), sent)
    assert [each["severity"] for each in after["reaction"]] == [
        "mild",
        "severe",
        "mild",
        "moderate",
        "severe",
    ]
    assert [each["text"] for each in after["reaction"][2]["manifestation"]] == ["皮疹", "瘙痒"]
    assert bare_objects(after) == 0
    assert after["criticality"] == "high"
    assert all("/-" not in pointer for pointer in sent)


def test_the_first_note_may_be_added_without_knowing_that_it_is_the_first() -> None:
    sent = settle(allergy(), {"/note/-": [None, {"text": "x"}]}, source())
    ((pointer, (seen, new)),) = sent.items()
    assert pointer == f"/note/#{new['id']}"
    assert seen is None


def test_a_patch_into_the_depth_of_a_value_travels_as_the_whole_value() -> None:
    after = {**allergy()["code"], "text": "阿莫西林"}
    assert settle(allergy(), {"/code/text": ["青霉素", "阿莫西林"]}, source()) == {
        "/code": (allergy()["code"], after)
    }


def test_a_field_that_is_called_like_a_placeholder_stays_a_field() -> None:
    body = {"x": {"-": "1"}, "-y": [{"id": "-"}]}
    assert settle(body, {"/x/-": ["1", {"a": "2"}]}, source()) == {"/x": ({"-": "1"}, {"-": {"a": "2"}})}
    assert settle(body, {"/x/-n": [None, {"a": "2"}]}, source()) == {
        "/x": ({"-": "1"}, {"-": "1", "-n": {"a": "2"}})
    }
    assert settle(body, {"/-y/-": [{"id": "-"}, None]}, source()) == {"/-y/#-": ({"id": "-"}, None)}


def test_an_unsettled_placeholder_is_not_taken_for_an_element() -> None:
    assert refused(allergy(), {"/reaction/-": [None, {"severity": "mild"}]})[0] == "element_id"
