"""Changes of a document as `{pointer: [seen, new]}`, and the element ids that make array steps stable.

A pointer is RFC 6901; an element of an array is addressed by its id, `/reaction/#ab12cd34/severity` (the `#` may
be left out where the array exists; a field whose own name begins with `#` writes it `~2`). null = absent on
either side: FHIR has no null fields. One value is the smallest unit: a primitive, a datatype object, an array of
primitives, a `_field` array, a `coding`. Halves of one statement (a number and its unit) never merge.

Invariant: `amend(old, changed(old, new)) == new`; nothing is overwritten that its author had not seen.
Source: decisions D10, S4; sync.md R2, R5.
"""

import base64
import itertools
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from huizhen.core.errors import Stale
from huizhen.docstore.codec import Body, Json, normal, refused

Patch = Mapping[str, Sequence[Json]]
"""Pointer → (seen, new)."""

MakeId = Callable[[], str]

ELEMENT_ID_CHARS: Final = 8
POINTERS_MAX: Final = 1_000
ID_RETRIES_MAX: Final = 100
FIXED: Final = frozenset({"id", "resourceType"})
WHOLE: Final = frozenset({"coding"})
_ELEMENT_ID_BYTES: Final = 5


def element_id(random: Callable[[int], bytes] = os.urandom) -> str:
    """8 base32 characters (40 bits), lower case."""
    return base64.b32encode(random(_ELEMENT_ID_BYTES)).decode().lower()


def element(body: Body, member: str, id: str) -> Body:
    """One element of a document's array by its id; a missing one is a programming error (`KeyError`)."""
    for each in body.get(member, ()):
        if each.get("id") == id:
            found: Body = each
            return found
    raise KeyError(member, id)


# ---- reading a patch


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a pointer: a field's name, or an element's id when `element` (else the array decides)."""

    name: str
    element: bool

    @classmethod
    def of(cls, text: str) -> "Step":
        if text.startswith("#"):
            return cls(_unescape(text[1:]), element=True)
        return cls(_unescape(text), element=False)


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a patch."""

    pointer: str
    steps: tuple[Step, ...]
    seen: Json
    new: Json

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(step.name for step in self.steps)


def changes(patch: Patch) -> list[Change]:
    """The entries in the order of their names, so that order in transport means nothing.

    Raises:
        Invalid: not a pointer, not two values, a fixed field, or two pointers of which one contains the other.
    """
    if len(patch) > POINTERS_MAX:
        raise refused("too_long")
    found = sorted((_change(pointer, pair) for pointer, pair in patch.items()), key=lambda each: each.names)
    for one, after in itertools.pairwise(found):  # sorted: what contains another stands before it
        if after.names[: len(one.names)] == one.names:
            raise refused("overlap", after.pointer)
    return found


def _change(pointer: str, pair: Sequence[Json]) -> Change:
    if not isinstance(pair, list | tuple) or len(pair) != len(("seen", "new")):
        raise refused("malformed", pointer)
    root, *texts = pointer.split("/")
    steps = tuple(Step.of(text) for text in texts)
    if root or not steps or steps[0].element:
        raise refused("malformed", pointer)
    if len(steps) == 1 and steps[0].name in FIXED:
        raise refused("not_allowed", pointer)
    seen, new = pair
    return Change(pointer, steps, normal(seen), normal(new))


def find(body: Body, steps: Sequence[Step]) -> Json:
    """The value at a place, None where there is none."""
    place: Json = body
    for step in steps:
        if isinstance(place, list):
            place = next((each for each in place if _bears(each, step.name)), None)
        elif isinstance(place, dict) and not step.element:
            place = place.get(step.name)
        else:
            return None
    return place


def _bears(value: Json, id: str) -> bool:
    return isinstance(value, dict) and value.get("id") == id


# ---- writing


def amend(body: Body, patch: Patch) -> Body:
    """The document after the patch; the given one is left as it was.

    Raises:
        Stale: a value is not what the author had seen; fact `pointers`.
        Invalid: as `changes` and `put`.
    """
    amended, wanted = normal(body), changes(patch)
    stale = [each.pointer for each in wanted if find(amended, each.steps) != each.seen]
    if not stale:
        stale = [each.pointer for each in wanted if not put(amended, each)]
    if stale:
        raise Stale(pointers=stale)
    result: Body = amended
    return result


def put(body: Body, change: Change) -> bool:
    """Write the new value into `body`, in place; False if what should hold it is not there (any more).

    A new element appends, and makes the array if it is the first; the last one to go takes the array with it.

    Raises:
        Invalid: an element that would not bear the id of its place, or would lose it.
    """
    *way, last = change.steps
    holder = find(body, way)
    if holder is None and change.new is not None and (last.element or _bears(change.new, last.name)):
        holder = _made_array(body, way)
    if isinstance(holder, list):
        return _put_element(body, holder, change)
    if not isinstance(holder, dict) or last.element:
        return change.new is None
    if last.name == "id" and isinstance(find(body, way[:-1]), list):
        raise refused("not_allowed", change.pointer)
    if change.new is None:
        holder.pop(last.name, None)
    else:
        holder[last.name] = change.new
    return True


def _made_array(body: Body, way: Sequence[Step]) -> Json:
    above = find(body, way[:-1])
    if not isinstance(above, dict) or way[-1].element:
        return None
    return above.setdefault(way[-1].name, [])


def _put_element(body: Body, array: list[Json], change: Change) -> bool:
    *way, last = change.steps
    if not all(isinstance(each, dict) for each in array):
        return False  # an array of primitives is one value
    if change.new is not None and not _bears(change.new, last.name):
        raise refused("element_id", change.pointer)
    index = next((at for at, each in enumerate(array) if _bears(each, last.name)), len(array))
    array[index : index + 1] = [] if change.new is None else [change.new]
    if not array:
        find(body, way[:-1]).pop(way[-1].name)
    return True


# ---- comparing


def changed(old: Body, new: Body) -> dict[str, tuple[Json, Json]]:
    """The smallest patch that leads from one to the other. Elements are compared where both sides have ids and
    the kept ones kept their order, the new ones standing behind in the order of their ids; else the array is one value.

    Raises:
        Invalid: two different documents.
    """
    before, after = normal(old), normal(new)
    for name in sorted(FIXED):
        if before.get(name) != after.get(name):
            raise refused("not_allowed", f"/{name}")
    return dict(_fields(before, after, ""))


def apart(change: Change) -> list[Change]:
    """The change of a whole array as changes of its elements, order left aside; itself if it is not such a one."""
    if _ids(change.seen) is None or _ids(change.new) is None:
        return [change]
    pairs = dict(_elements(change.seen or [], change.new or [], change.pointer))
    return [_change(pointer, pair) for pointer, pair in pairs.items()]


def _fields(old: Body, new: Body, at: str) -> Iterator[tuple[str, tuple[Json, Json]]]:
    for name in sorted(old.keys() | new.keys()):
        seen, given = old.get(name), new.get(name)
        if seen == given:
            continue
        pointer = f"{at}/{_escape(name)}"
        if _by_element(name, seen, given):
            yield from _elements(seen or [], given or [], pointer)
        else:
            yield pointer, (seen, given)


def _elements(old: list[Body], new: list[Body], at: str) -> Iterator[tuple[str, tuple[Json, Json]]]:
    before, after = {each["id"]: each for each in old}, {each["id"]: each for each in new}
    for key in sorted(before.keys() | after.keys()):
        pointer = f"{at}/#{_escape(key)}"
        if key in before and key in after:
            yield from _fields(before[key], after[key], pointer)
        else:
            yield pointer, (before.get(key), after.get(key))


def _by_element(name: str, seen: Json, given: Json) -> bool:
    if name in WHOLE or name.startswith("_"):
        return False
    before, after = _ids(seen), _ids(given)
    if before is None or after is None:
        return False
    kept = [key for key in before if key in after]
    return after == kept + sorted(set(after) - set(before))


def _ids(value: Json) -> list[str] | None:
    """The ids of an array of elements, none of an absent one; None if the value is something else."""
    if value is None:
        return []
    if not isinstance(value, list) or not value or not all(isinstance(each, dict) for each in value):
        return None
    ids = [each.get("id") for each in value]
    fit = all(isinstance(key, str) and key for key in ids) and len(set(ids)) == len(ids)
    return ids if fit else None


# ---- element ids


def ensure_ids(body: Body, make: MakeId = element_id) -> Body:
    """A copy in which every object in an array has an id; existing ones are kept. The new ids of one array
    ascend, so that elements which a patch appends in the order of ids keep the order that was written.

    Raises:
        Invalid: an id that is no text or stands twice in its array; a null field, for null means absent.
    """
    copy: Body = normal(body)
    _fill(copy, "", _Fresh(make, copy))
    return copy


def settle(body: Body, patch: Patch, make: MakeId = element_id) -> dict[str, tuple[Json, Json]]:
    """A patch as a person wrote it, made ready to travel: new elements, addressed `/reaction/-` (and `-2`, `-3`),
    and all objects inside new values get their ids; the rest takes the form of `changed`.

    Raises:
        Stale, Invalid: as `amend` and `ensure_ids`.
    """
    named = {each.pointer: (each.seen, each.new) for each in _named(body, changes(patch), make)}
    return changed(body, ensure_ids(amend(body, named), make))


class _Fresh:
    """New ids that stand nowhere in the document."""

    def __init__(self, make: MakeId, body: Body) -> None:
        self._make = make
        self._taken = set(_all_ids(body))

    def ids(self, count: int) -> list[str]:
        found: set[str] = set()
        for _ in range(count + ID_RETRIES_MAX):
            if len(found) == count:
                return sorted(found)
            found |= {self._make()} - self._taken
            self._taken |= found
        raise RuntimeError("the source of element ids repeats itself")


def _all_ids(value: Json) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            yield value["id"]
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _all_ids(each)


def _fill(holder: Body, at: str, fresh: _Fresh) -> None:
    for name, value in holder.items():
        pointer = f"{at}/{_escape(name)}"
        if value is None:
            raise refused("null_field", pointer)
        if isinstance(value, dict):
            _fill(value, pointer, fresh)
        elif isinstance(value, list) and not name.startswith("_"):
            _fill_array(value, pointer, fresh)


def _fill_array(array: list[Json], at: str, fresh: _Fresh) -> None:
    if not all(isinstance(each, dict) for each in array):
        return
    bare = [each for each in array if "id" not in each]
    for each, key in zip(bare, fresh.ids(len(bare)), strict=True):
        each["id"] = key
    if array and _ids(array) is None:
        raise refused("element_id", at)
    for each in array:
        _fill(each, f"{at}/#{_escape(each['id'])}", fresh)


def _named(body: Body, wanted: Sequence[Change], make: MakeId) -> Iterator[Change]:
    """Each placeholder of a new element becomes an id, ascending in the order of the placeholders."""
    groups: dict[tuple[str, ...], list[Change]] = {}
    for change in wanted:
        if _is_placeholder(body, change):
            groups.setdefault(change.names[:-1], []).append(change)
        else:
            yield change
    fresh = _Fresh(make, {"body": body, "patch": [change.new for change in wanted]})
    for group in groups.values():
        group.sort(key=lambda each: (len(each.names[-1]), each.names[-1]))
        for change, key in zip(group, fresh.ids(len(group)), strict=True):
            pointer = f"{change.pointer.rpartition('/')[0]}/#{key}"
            yield _change(pointer, (None, {**change.new, "id": key}))


def _is_placeholder(body: Body, change: Change) -> bool:
    return (
        change.steps[-1].name.startswith("-")
        and isinstance(change.new, dict)
        and "id" not in change.new
        and isinstance(find(body, change.steps[:-1]), list | None)
    )


# ---- RFC 6901 §4, and `~2` for a field's own `#`


def _escape(name: str) -> str:
    text = name.replace("~", "~0").replace("/", "~1")
    return f"~2{text[1:]}" if text.startswith("#") else text


def _unescape(text: str) -> str:
    return text.replace("~1", "/").replace("~2", "#").replace("~0", "~")
