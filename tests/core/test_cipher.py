"""A ciphertext opens for its own key in its own place, and its form never changes again."""

import hashlib
import os
from collections.abc import Callable
from functools import partial
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizhen.core import cipher
from huizhen.core.cipher import (
    BLOB_HEADER_BYTES,
    TAG_BYTES,
    BlobHeader,
    BlobReader,
    BlobWriter,
    Key,
    Reason,
    Suite,
    Unreadable,
    aad,
    blob_aad,
    decrypt,
    digest,
    document_aad,
    encrypt,
    hkdf,
    key_version,
    op_aad,
    public_key,
    sign,
    stretch,
    token,
    unwrap,
    verify,
    wrap,
)

TENANT = UUID("0195f000-0000-7000-8000-000000000001")
SCOPE = UUID("0195f000-0000-7000-8000-000000000002")
ID = UUID("0195f000-0000-7000-8000-000000000003")
PLACE = document_aad(tenant=TENANT, scope=SCOPE, kind="Patient", id=ID, ver=1)
A1 = Key(bytes(range(32)), 7)
S1 = Key(bytes(range(16)), 7, Suite.S1)
SUITES = pytest.mark.parametrize("key", [A1, S1], ids=["A1", "S1"])


def fixed(count: int) -> bytes:
    return bytes(range(0xA0, 0xA0 + count))


def reason(opening: Callable[[], object]) -> Reason:
    with pytest.raises(Unreadable) as caught:
        opening()
    return caught.value.reason


# ---- the envelope


@SUITES
@given(plaintext=st.binary(max_size=200), place=st.binary(max_size=50))
def test_what_was_encrypted_opens_again(key: Key, plaintext: bytes, place: bytes) -> None:
    envelope = encrypt(key, plaintext, place)
    assert decrypt(key, envelope, place) == plaintext
    assert len(envelope) == len(plaintext) + cipher.ENVELOPE_OVERHEAD_BYTES == len(plaintext) + 34
    assert key_version(envelope) == key.version


@SUITES
@given(data=st.data())
def test_one_changed_bit_anywhere_and_nothing_opens(key: Key, data: st.DataObject) -> None:
    envelope = bytearray(encrypt(key, b"record", PLACE, random=fixed))
    envelope[data.draw(st.integers(0, len(envelope) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Unreadable) as caught:
        decrypt(key, bytes(envelope), PLACE)
    assert "record" not in repr(caught.value)


@SUITES
def test_a_ciphertext_cannot_be_moved_to_another_row(key: Key) -> None:
    envelope = encrypt(key, b"record", PLACE)
    other = document_aad(tenant=TENANT, scope=SCOPE, kind="Patient", id=ID, ver=2)
    assert reason(lambda: decrypt(key, envelope, other)) is Reason.REJECTED


def test_the_reason_is_told_where_it_can_be_known() -> None:
    envelope = encrypt(A1, b"record", PLACE)
    assert reason(lambda: decrypt(Key(bytes(32), 7), envelope, PLACE)) is Reason.REJECTED
    assert reason(lambda: decrypt(Key(bytes(32), 8), envelope, PLACE)) is Reason.OTHER_KEY
    assert reason(lambda: decrypt(S1, envelope, PLACE)) is Reason.OTHER_SUITE
    assert reason(lambda: decrypt(A1, b"\x09" + envelope[1:], PLACE)) is Reason.UNKNOWN_SUITE
    assert reason(lambda: decrypt(A1, envelope[:1] + b"\x01" + envelope[2:], PLACE)) is Reason.MALFORMED
    assert reason(lambda: decrypt(A1, envelope[:33], PLACE)) is Reason.MALFORMED
    assert reason(lambda: key_version(b"")) is Reason.MALFORMED


def test_every_encryption_draws_its_own_nonce() -> None:
    assert encrypt(A1, b"same", PLACE) != encrypt(A1, b"same", PLACE)


def test_the_form_is_frozen() -> None:
    envelope = encrypt(A1, "张三".encode(), PLACE, random=fixed)
    assert (
        envelope.hex() == "010000000007a0a1a2a3a4a5a6a7a8a9aaab03a4dcc9fd42adeacad6c671ec630e7f5ecd8f755c6b"
    )
    envelope = encrypt(S1, "张三".encode(), PLACE, random=fixed)
    assert (
        envelope.hex() == "020000000007a0a1a2a3a4a5a6a7a8a9aaabd8f2698fb53da2ea06c92dfbc80233be7b9d3a9bdb4e"
    )


def test_a_key_shows_nothing_of_itself_and_has_the_size_of_its_suite() -> None:
    assert bytes(range(32)).hex() not in repr(A1)
    assert "secret" not in repr(A1)
    assert len(Key.make(1).secret) == 32
    assert Key.make(3, suite=Suite.S1, random=fixed).secret == fixed(16)
    for size, suite in ((16, Suite.A1), (32, Suite.S1), (0, Suite.A1)):
        assert reason(partial(Key, bytes(size), 1, suite)) is Reason.MALFORMED


def test_suite_a1_is_aes_256_gcm() -> None:
    """Source: McGrew and Viega, The Galois/Counter Mode of Operation, test case 16."""
    key = Key(bytes.fromhex("feffe9928665731c6d6a8f9467308308" * 2), 1)
    plain = bytes.fromhex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    )
    place, nonce = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"), "cafebabefacedbaddecaf888"
    envelope = encrypt(key, plain, place, random=lambda _: bytes.fromhex(nonce))
    assert envelope[18:].hex() == (
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        "76fc6ece0f4e1768cddf8853bb2d551b"
    )


def test_suite_s1_is_sm4_gcm() -> None:
    """Source: RFC 8998 appendix A.1."""
    key = Key(bytes.fromhex("0123456789abcdeffedcba9876543210"), 1, Suite.S1)
    plain = bytes.fromhex("".join(pair * 8 for pair in ("aa", "bb", "cc", "dd", "ee", "ff", "ee", "aa")))
    place, nonce = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"), "00001234567800000000abcd"
    envelope = encrypt(key, plain, place, random=lambda _: bytes.fromhex(nonce))
    assert envelope[18:].hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec"
    )


# ---- places


@given(st.lists(st.binary(max_size=6), max_size=4), st.lists(st.binary(max_size=6), max_size=4))
def test_two_different_places_never_look_the_same(one: list[bytes], other: list[bytes]) -> None:
    assert (aad(*one) == aad(*other)) == (one == other)


def test_a_place_is_written_as_agreed() -> None:
    assert aad("ab", 7, b"\x00", "") == b"\0\0\0\2ab\0\0\0\0017\0\0\0\1\0\0\0\0\0"
    tenant, scope = str(TENANT), str(SCOPE)
    assert aad("A1", tenant, "document", "body", scope, "Patient", str(ID), "1") == PLACE
    assert op_aad(tenant=TENANT, scope=SCOPE, uuid=ID) == aad("A1", tenant, "op", scope, str(ID))
    assert blob_aad(tenant=TENANT, scope="ref", suite=Suite.S1) == aad("S1", tenant, "blob", "ref")


# ---- blobs


def blob_of(
    key: Key, plaintext: bytes, *, chunk_bytes: int = 16, pieces: int = 7
) -> tuple[bytes, BlobWriter]:
    writer = BlobWriter(key, b"place", random=fixed, chunk_bytes=chunk_bytes)
    stored = b"".join(writer.write(plaintext[at : at + pieces]) for at in range(0, len(plaintext), pieces))
    return stored + writer.close(), writer


def open_blob(key: Key, stored: bytes, place: bytes = b"place") -> BlobReader:
    return BlobReader(key, place, lambda at, size: stored[at : at + size], size_bytes=len(stored))


@SUITES
@given(plaintext=st.binary(max_size=100), pieces=st.integers(1, 50))
def test_a_blob_comes_back_whatever_the_pieces_it_came_in(key: Key, plaintext: bytes, pieces: int) -> None:
    stored, writer = blob_of(key, plaintext, pieces=pieces)
    assert b"".join(open_blob(key, stored).read()) == plaintext
    assert open_blob(key, stored).size_bytes == len(plaintext)
    assert (writer.address, writer.size_bytes) == (hashlib.sha256(stored).hexdigest(), len(stored))
    assert stored == blob_of(key, plaintext)[0]


@given(plaintext=st.binary(min_size=1, max_size=100), start=st.integers(-5, 120), size=st.integers(-5, 120))
def test_a_range_is_read_without_the_rest(plaintext: bytes, start: int, size: int) -> None:
    stored, _ = blob_of(A1, plaintext)
    expected = plaintext[max(start, 0) : max(start + size, 0)] if size > 0 else b""
    assert b"".join(open_blob(A1, stored).read(start, size)) == expected


def test_a_range_reads_only_the_chunks_that_hold_it() -> None:
    stored, _ = blob_of(A1, bytes(range(160)))
    asked: list[tuple[int, int]] = []

    def read_at(at: int, size: int) -> bytes:
        asked.append((at, size))
        return stored[at : at + size]

    reader = BlobReader(A1, b"place", read_at, size_bytes=len(stored))
    assert b"".join(reader.read(40, 10)) == bytes(range(40, 50))
    assert asked == [
        (0, BLOB_HEADER_BYTES),
        (BLOB_HEADER_BYTES + 2 * 32, 32),
        (BLOB_HEADER_BYTES + 3 * 32, 32),
    ]


@SUITES
@given(data=st.data())
def test_one_changed_bit_in_a_blob_and_it_does_not_come_back(key: Key, data: st.DataObject) -> None:
    stored = bytearray(blob_of(key, b"0123456789" * 4)[0])
    stored[data.draw(st.integers(0, len(stored) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Unreadable):
        b"".join(open_blob(key, bytes(stored)).read())


@pytest.mark.parametrize("plaintext", [b"", b"x" * 16, b"x" * 32, b"x" * 40])
def test_a_cut_or_lengthened_blob_does_not_come_back(plaintext: bytes) -> None:
    stored, _ = blob_of(A1, plaintext)
    for length in range(len(stored)):
        with pytest.raises(Unreadable):
            b"".join(open_blob(A1, stored[:length]).read())
    for extra in (1, TAG_BYTES, 32, 40):
        with pytest.raises(Unreadable):
            b"".join(open_blob(A1, stored + bytes(extra)).read())


def test_chunks_cannot_change_places_or_blobs() -> None:
    stored, _ = blob_of(A1, b"a" * 16 + b"b" * 16 + b"c" * 16)
    head, one, two, rest = stored[:26], stored[26:58], stored[58:90], stored[90:]
    assert reason(lambda: list(open_blob(A1, head + two + one + rest).read())) is Reason.REJECTED
    assert reason(lambda: list(open_blob(A1, stored, b"elsewhere").read())) is Reason.REJECTED
    other = BlobWriter(A1, b"place", random=os.urandom, chunk_bytes=16)
    foreign = other.write(b"a" * 17) + other.close()
    assert reason(lambda: list(open_blob(A1, head + foreign[26:58] + two + rest).read())) is Reason.REJECTED


def test_a_blob_opens_with_its_scope_s_key_only() -> None:
    stored, _ = blob_of(A1, b"pixels")
    assert reason(lambda: open_blob(Key(bytes(32), 8), stored)) is Reason.OTHER_KEY
    assert reason(lambda: open_blob(S1, stored)) is Reason.OTHER_SUITE
    assert reason(lambda: list(open_blob(Key(bytes(32), 7), stored).read())) is Reason.REJECTED


def test_a_blob_s_header_is_read_before_its_key_is_fetched() -> None:
    stored, _ = blob_of(A1, b"pixels")
    assert BlobHeader.of(stored) == BlobHeader(Suite.A1, 7, fixed(16), 16)
    huge = stored[:22] + (cipher.BLOB_CHUNK_BYTES_MAX + 1).to_bytes(4) + stored[26:]
    for wrong in (huge, stored[:22] + bytes(4) + stored[26:], stored[:25]):
        assert reason(partial(BlobHeader.of, wrong)) is Reason.MALFORMED


def test_a_blob_s_form_is_frozen() -> None:
    assert (
        blob_of(A1, b"0123456789abcdefX")[0].hex()
        == "010000000007a0a1a2a3a4a5a6a7a8a9aaabacadaeaf00000010d771dafe1b2e45d69aa2e53c25bd782d0536664f6ea7122b0b5316ab7b2a161f2e1d72ab883c014f8e1244c26ffe4b3b57"
    )


def test_a_file_is_read_in_chunks_of_four_mebibytes() -> None:
    plaintext = bytes(cipher.BLOB_CHUNK_BYTES_MAX + 1)
    writer = BlobWriter(A1, b"place")
    stored = writer.write(plaintext) + writer.close()
    assert [len(part) for part in open_blob(A1, stored).read()] == [cipher.BLOB_CHUNK_BYTES_MAX, 1]


# ---- hashes, derivation, tokens


def test_hashes_are_sha_256_and_sm3() -> None:
    """Source: FIPS 180-4; GB/T 32905-2016 appendix A.1."""
    assert digest(b"abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (
        digest(b"abc", Suite.S1).hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    )


def test_derivation_is_hkdf() -> None:
    """Source: RFC 5869 appendix A.1."""
    salt, info = bytes(range(13)), bytes(range(0xF0, 0xFA))
    assert hkdf(b"\x0b" * 22, salt=salt, info=info, size_bytes=42).hex() == (
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    )
    assert len(hkdf(b"\x0b" * 22, info=b"x")) == 32
    assert hkdf(b"\x0b" * 22, info=b"x", suite=Suite.S1) != hkdf(b"\x0b" * 22, info=b"x")


def test_a_token_finds_the_same_text_in_the_same_field_only() -> None:
    key = bytes(32)
    assert token(key, "phone", "１３８") == token(key, "phone", "138")
    assert (
        len({token(key, "phone", "138"), token(key, "name", "138"), token(bytes([1] * 32), "phone", "138")})
        == 3
    )
    assert token(key, "ab", "c") != token(key, "a", "bc")
    assert token(key, "name", "张三") == -5277271552329353376


@given(st.text())
def test_a_token_fits_a_bigint(text: str) -> None:
    assert -(2**63) <= token(b"k" * 32, "name", text) < 2**63


# ---- keys under keys, passphrases, signatures


def test_wrapping_is_aes_key_wrap() -> None:
    """Source: RFC 3394 §4.6."""
    kek = bytes(range(32))
    secret = bytes.fromhex("00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f")
    wrapped = wrap(kek, secret)
    assert wrapped.hex() == "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21"
    assert unwrap(kek, wrapped) == secret
    assert reason(lambda: unwrap(bytes(32), wrapped)) is Reason.REJECTED
    assert reason(lambda: unwrap(kek, wrapped[:-1])) is Reason.REJECTED
    assert reason(lambda: unwrap(kek, b"")) is Reason.REJECTED


def test_a_passphrase_is_stretched_by_argon2id() -> None:
    stretched = stretch(b"passphrase", salt=bytes(16), passes=1, memory_kib=64, lanes=1)
    assert stretched.hex() == "c5fe7fd7b86f291212f11e1beca87b64e1e8846a3410d01df05e3dd34436ab77"


def test_signing_is_ed25519() -> None:
    """Source: RFC 8032 §7.1, test 2."""
    seed = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    public = public_key(seed)
    signature = sign(seed, b"\x72")
    assert public.hex() == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    assert signature.hex() == (
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert verify(public, b"\x72", signature)


def test_a_forged_signature_is_no_error_but_a_no() -> None:
    seed = bytes(32)
    signature = sign(seed, b"receipt")
    assert not verify(public_key(seed), b"another", signature)
    assert not verify(public_key(bytes([1] * 32)), b"receipt", signature)
    assert not verify(public_key(seed), b"receipt", signature[:-1])
    assert not verify(b"short", b"receipt", signature)
