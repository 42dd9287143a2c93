"""Ids say when they were made and nothing else."""

from uuid import RFC_4122, UUID

from hypothesis import given
from hypothesis import strategies as st

from huizhen.core.ids import RANDOM_BITS, new_id, uuid7
from huizhen.core.time import utc_now

MS = st.integers(0, 2**48 - 1)
CHANCE = st.integers(0, 2**RANDOM_BITS - 1)


@given(MS, CHANCE)
def test_an_id_holds_its_moment_and_all_of_its_chance(unix_ms: int, chance: int) -> None:
    made = uuid7(unix_ms, chance)
    assert (made.version, made.variant) == (7, RFC_4122)
    assert made.int >> 80 == unix_ms
    rand_a, rand_b = (made.int >> 64) & 0xFFF, made.int & (2**62 - 1)
    assert (rand_a << 62) | rand_b == chance


@given(MS, MS, CHANCE, CHANCE)
def test_ids_sort_by_the_moment_they_were_made(one: int, other: int, a: int, b: int) -> None:
    if one != other:
        assert (uuid7(one, a) < uuid7(other, b)) == (one < other)


def test_the_example_of_the_standard() -> None:
    chance = (0xCC3 << 62) | 0x18C4DC0C0C07398F
    assert uuid7(0x017F22E279B0, chance) == UUID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")


def test_fresh_ids_are_of_now_and_never_twice() -> None:
    made = [new_id() for _ in range(2_000)]
    assert len(set(made)) == len(made)
    assert abs((made[-1].int >> 80) / 1000 - utc_now().timestamp()) < 60
