"""A document comes out of the store as it went in."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizhen.core.errors import Invalid
from huizhen.docstore import codec
from huizhen.docstore.codec import Number, canonical, etag, normal, pack, parse, unpack

SALT = bytes(range(16))

numbers = st.from_regex(r"\A-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,20})?([eE][-+]?[0-9]{1,2})?\Z")
leaves = st.none() | st.booleans() | st.text() | numbers.map(Number)
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)
)
bodies = st.dictionaries(st.text(), values, max_size=6)


def refusal(raw: bytes | str) -> str:
    with pytest.raises(Invalid) as caught:
        parse(raw)
    (error,) = caught.value.errors
    return error.code


@given(bodies)
def test_whoever_reads_a_stored_document_finds_all_of_it(body: dict[str, Any]) -> None:
    assert parse(canonical(body)) == body


@given(bodies)
def test_two_machines_write_one_document_in_the_same_bytes(body: dict[str, Any]) -> None:
    shuffled = dict(reversed(body.items()))
    spaced = json.dumps(json.loads(canonical(body), parse_int=str, parse_float=str), indent=3)
    assert canonical(shuffled) == canonical(parse(canonical(body))) == canonical(body)
    assert list(parse(spaced)) == sorted(body)


@given(numbers)
def test_a_laboratory_finds_its_number_written_as_it_wrote_it(text: str) -> None:
    raw = f'{{"value":{text}}}'.encode()
    number = parse(raw)["value"]
    assert canonical(parse(raw)) == raw
    assert number.text == text
    assert number.decimal == Decimal(text)


def test_bytes_are_the_agreed_ones() -> None:
    raw = '{ "b" : [1.0, 1e3, -0, true, null, {}, []], "é":"中\\u0041\\n\\u0001\\"", "a/b":{"z":"","Z":1} }'
    expected = '{"a/b":{"Z":1,"z":""},"b":[1.0,1e3,-0,true,null,{},[]],"é":"中A\\n\\u0001\\""}'
    assert canonical(parse(raw)).decode() == expected


def test_names_stand_in_the_order_of_code_points_also_beyond_the_first_plane() -> None:
    body = {"\U0001f600": "1", "\uffee": "2", "a": "3"}
    assert list(json.loads(canonical(body))) == ["a", "\uffee", "\U0001f600"]


def test_a_name_is_not_recomposed() -> None:
    composed, apart = "\u00e9", "e\u0301"
    assert parse(canonical({"a": composed, "b": apart})) == {"a": composed, "b": apart}


def test_a_pharmacist_sees_one_and_one_point_zero_as_two_values() -> None:
    assert Number("1") != Number("1.0")
    assert Number("1").decimal == Number("1.0").decimal
    assert hash(Number("1.0")) == hash(Number("1.0"))


def test_a_number_beyond_every_float_stays_exact() -> None:
    text = "12345678901234567890123456789.000000000000000000001"
    assert parse(f'{{"v":{text}}}')["v"].decimal == Decimal(text)
    assert int(Number("1e3")) == 1000
    assert int(Number("9" * 60)) == int("9" * 60)


def test_nobody_gets_a_whole_number_out_of_a_fraction() -> None:
    with pytest.raises(Invalid):
        int(Number("1.5"))


def test_a_builder_may_write_numbers_as_python_has_them() -> None:
    built = {"n": 5, "d": Decimal("5.10"), "t": (1, True), "s": "x"}
    assert canonical(built) == b'{"d":5.10,"n":5,"s":"x","t":[1,true]}'
    assert normal(built) == parse(canonical(built))


@pytest.mark.parametrize("wrong", [1.5, {1}, b"x", object()])
def test_a_builder_that_writes_a_float_or_no_json_is_stopped(wrong: object) -> None:
    for turn in (canonical, normal):
        with pytest.raises(TypeError):
            turn({"a": [wrong]})


@pytest.mark.parametrize(
    "value",
    [Decimal("NaN"), Decimal("Infinity"), 10**5000, 10**1000],
    ids=["nan", "infinite", "unprintable", "long"],
)
def test_a_builder_cannot_write_a_number_that_nobody_could_read(value: Any) -> None:
    for turn in (canonical, normal):
        with pytest.raises(Invalid):
            turn({"a": value})


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ('{"a":1,"a":1}', "duplicate_key"),
        ('{"x":[{"a":1,"b":2,"a":3}]}', "duplicate_key"),
        ('{"a":NaN}', "number"),
        ('{"a":-Infinity}', "number"),
        ('{"a":1e1001}', "number"),
        ('{"a":1e-1001}', "number"),
        ('{"a":"\\ud800"}', "malformed"),
        ('{"\\udfff":1}', "malformed"),
        ('{"a":"\ud800"}', "malformed"),
        ('{"a":01}', "malformed"),
        ('{"a":"\x01"}', "malformed"),
        ('{"a":1} {}', "malformed"),
        ('\ufeff{"a":1}', "malformed"),
        (b'{"a":"\xff"}', "malformed"),
        (b'{"a":"\xed\xa0\x80"}', "malformed"),
        ("[]", "malformed"),
        ('"text"', "malformed"),
        ("", "malformed"),
    ],
)
def test_a_sender_of_bad_json_is_refused_without_an_echo(raw: bytes | str, code: str) -> None:
    assert refusal(raw) == code


def test_half_a_surrogate_pair_is_refused_from_a_builder_too() -> None:
    for turn in (canonical, normal):
        with pytest.raises(Invalid):
            turn({"a": "\ud800"})


def test_a_text_with_a_whole_surrogate_pair_is_one_character() -> None:
    assert parse('{"a":"\\ud83d\\ude00"}') == {"a": "😀"}


def test_a_document_may_be_64_deep_and_no_deeper() -> None:
    fits = '{"a":' * codec.DEPTH_MAX + "1" + "}" * codec.DEPTH_MAX
    assert canonical(parse(fits)).decode() == fits
    assert refusal('{"a":' * (codec.DEPTH_MAX + 1) + "1" + "}" * (codec.DEPTH_MAX + 1)) == "too_deep"
    assert refusal('{"a":' + "[" * codec.DEPTH_MAX + "]" * codec.DEPTH_MAX + "}") == "too_deep"


def test_a_document_of_a_hundred_thousand_levels_is_refused_and_kills_nobody() -> None:
    assert refusal('{"a":' * 100_000) == "too_deep"


def test_a_builder_that_goes_round_in_circles_is_stopped() -> None:
    circle: dict[str, Any] = {}
    circle["a"] = circle
    with pytest.raises(Invalid):
        canonical(circle)


def test_an_array_may_hold_ten_thousand_and_no_more() -> None:
    fits = {"a": ["x"] * codec.ARRAY_ITEMS_MAX}
    assert parse(canonical(fits)) == fits
    assert refusal('{"a":[' + ",".join(["1"] * (codec.ARRAY_ITEMS_MAX + 1)) + "]}") == "too_long"


def test_a_number_may_be_a_thousand_characters_long_and_no_more() -> None:
    digits = "1" * codec.NUMBER_CHARS_MAX
    assert parse(f'{{"a":{digits}}}')["a"].text == digits
    assert refusal(f'{{"a":{digits}1}}') == "number"


@given(bodies)
def test_a_plaintext_is_its_salt_and_its_body(body: dict[str, Any]) -> None:
    plaintext = pack(SALT, body)
    assert plaintext == SALT + canonical(body)
    assert unpack(plaintext) == (SALT, body)


def test_nobody_who_knows_the_body_can_guess_the_hash() -> None:
    body = {"code": "B20"}
    assert etag(pack(SALT, body)) != etag(pack(bytes(16), body))
    assert etag(pack(SALT, body)) == "275cb22fec7858f0b4a4f0ad3c86493bbeacb0b7b65ac3bdfa5450a2b1deeb2d"


def test_a_salt_of_another_length_would_shift_the_body_and_is_refused() -> None:
    with pytest.raises(ValueError, match="15"):
        pack(SALT[1:], {})
