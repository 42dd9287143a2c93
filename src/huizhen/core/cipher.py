"""Every use of cryptography but TLS: envelopes, blobs, tokens, wrapping, signatures.

Invariant: a ciphertext opens only with its own key, in the place (AAD) it was made for; a failure carries no value.
Source: security §4.1, §4.3, §4.5; decisions S1, S5, S10; RFC 3394, 5869, 8032, 9106; GB/T 32905, 32907.
"""

import hashlib
import hmac
import os
import struct
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Final, Protocol, Self
from uuid import UUID

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

Random = Callable[[int], bytes]
"""So many random bytes. `os.urandom`, or a seeded source in a test."""

NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
WRAPPING_KEY_BYTES: Final = 32
BLOB_ID_BYTES: Final = 16
BLOB_CHUNK_BYTES_MAX: Final = 4 * 1024 * 1024
_LENGTH: Final = struct.Struct(">I")
_ENVELOPE: Final = struct.Struct(f">BBI{NONCE_BYTES}s")
_BLOB: Final = struct.Struct(f">BBI{BLOB_ID_BYTES}sI")
_COUNTER: Final = struct.Struct(">4xQ")
_TOKEN: Final = struct.Struct(">q")
ENVELOPE_OVERHEAD_BYTES: Final = _ENVELOPE.size + TAG_BYTES
BLOB_HEADER_BYTES: Final = _BLOB.size


class Suite(IntEnum):
    """A set of algorithms, named by the first byte of every envelope and blob."""

    A1 = 1  # AES-256-GCM, SHA-256
    S1 = 2  # SM4-GCM, SM3: uncertified software, see security §4.1


KEY_BYTES: Final = {Suite.A1: 32, Suite.S1: 16}


class Reason(StrEnum):
    """Why something did not open. A wrong key and changed bytes cannot be told apart."""

    MALFORMED = "malformed"
    UNKNOWN_SUITE = "unknown_suite"
    OTHER_SUITE = "other_suite"
    OTHER_KEY = "other_key"
    REJECTED = "rejected"


class Unreadable(Exception):  # noqa: N818 - the design's word; it is never an answer over HTTP by itself
    """A ciphertext, wrapped key or key file that does not open. Holds a reason and no value."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class _Aead(Protocol):
    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes: ...
    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes: ...


class _Sm4Gcm:
    """SM4-GCM in the shape of the library's AESGCM. Source: RFC 8998 §3.2.1."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes:
        machine = Cipher(SM4(self._secret), modes.GCM(nonce)).encryptor()
        machine.authenticate_additional_data(associated_data)
        return machine.update(data) + machine.finalize() + machine.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes:
        mode = modes.GCM(nonce, data[-TAG_BYTES:])
        machine = Cipher(SM4(self._secret), mode).decryptor()
        machine.authenticate_additional_data(associated_data)
        return machine.update(data[:-TAG_BYTES]) + machine.finalize()


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """A data key (DEK) ready for use. Keep the object: preparing it costs as much as one encryption."""

    secret: bytes = field(repr=False)
    version: int
    suite: Suite = Suite.A1
    aead: _Aead = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES[self.suite]:
            raise Unreadable(Reason.MALFORMED)
        aead = AESGCM(self.secret) if self.suite is Suite.A1 else _Sm4Gcm(self.secret)
        object.__setattr__(self, "aead", aead)

    @classmethod
    def make(cls, version: int, *, suite: Suite = Suite.A1, random: Random = os.urandom) -> Self:
        return cls(random(KEY_BYTES[suite]), version, suite)


# ---- where a ciphertext belongs


def aad(*parts: bytes | str | int | UUID) -> bytes:
    """Length-prefixed list (u32 length, then bytes; numbers and UUIDs as text): no two lists share bytes (S1)."""
    raw = [part if isinstance(part, bytes) else str(part).encode() for part in parts]
    return b"".join(_LENGTH.pack(len(each)) + each for each in raw)


def document_aad(
    *, tenant: UUID, scope: UUID | str, kind: str, id: UUID | str, ver: int, suite: Suite = Suite.A1
) -> bytes:
    """The place of a document's body, one form for `document` and `document_version` (S1)."""
    return aad(suite.name, tenant, "document", "body", scope, kind, id, ver)


def op_aad(*, tenant: UUID, scope: UUID | str, uuid: UUID, suite: Suite = Suite.A1) -> bytes:
    """The place of a pending operation's bytes in the outbox (S1)."""
    return aad(suite.name, tenant, "op", scope, uuid)


def blob_aad(*, tenant: UUID, scope: UUID | str, suite: Suite = Suite.A1) -> bytes:
    """The place of a blob: its address is a hash of the ciphertext, so it names the scope only."""
    return aad(suite.name, tenant, "blob", scope)


# ---- one envelope: suite u8 · flags u8 · key_version u32 · nonce 12 · ciphertext · tag 16


def encrypt(key: Key, plaintext: bytes, aad: bytes, *, random: Random = os.urandom) -> bytes:
    """An envelope under a random nonce: safe under rollback and restore, where a counter would repeat."""
    nonce = random(NONCE_BYTES)
    return _ENVELOPE.pack(key.suite, 0, key.version, nonce) + key.aead.encrypt(nonce, plaintext, aad)


def key_version(envelope: bytes) -> int:
    """The version of the key that opens this envelope, so that the caller can fetch it."""
    return _envelope(envelope)[1]


def decrypt(key: Key, envelope: bytes, aad: bytes) -> bytes:
    """
    Raises:
        Unreadable: changed bytes, another place, another key or suite.
    """
    suite, version, nonce = _envelope(envelope)
    _same_key(key, suite, version)
    return _opened(key, nonce, envelope[_ENVELOPE.size :], aad)


def _envelope(envelope: bytes) -> tuple[Suite, int, bytes]:
    if len(envelope) < ENVELOPE_OVERHEAD_BYTES:
        raise Unreadable(Reason.MALFORMED)
    suite, flags, version, nonce = _ENVELOPE.unpack_from(envelope)
    return _suite(suite, flags), version, nonce


def _suite(number: int, flags: int) -> Suite:
    """Flags are reserved and not in the AAD: a set one is refused, so that it cannot be switched on unseen."""
    if flags:
        raise Unreadable(Reason.MALFORMED)
    try:
        return Suite(number)
    except ValueError:
        raise Unreadable(Reason.UNKNOWN_SUITE) from None


def _same_key(key: Key, suite: Suite, version: int) -> None:
    if suite is not key.suite:
        raise Unreadable(Reason.OTHER_SUITE)
    if version != key.version:
        raise Unreadable(Reason.OTHER_KEY)


def _opened(key: Key, nonce: bytes, data: bytes, aad: bytes) -> bytes:
    try:
        return key.aead.decrypt(nonce, data, aad)
    except InvalidTag:
        raise Unreadable(Reason.REJECTED) from None


# ---- blobs: suite u8 · flags u8 · key_version u32 · id 16 · chunk_bytes u32, then chunks of ciphertext · tag 16


@dataclass(frozen=True, slots=True)
class BlobHeader:
    """What stands clear before a blob's chunks; all of it is bound into every chunk."""

    suite: Suite
    key_version: int
    id: bytes
    chunk_bytes: int

    @classmethod
    def of(cls, raw: bytes) -> Self:
        if len(raw) < BLOB_HEADER_BYTES:
            raise Unreadable(Reason.MALFORMED)
        suite, flags, version, blob_id, chunk_bytes = _BLOB.unpack_from(raw)
        known = _suite(suite, flags)
        if not 0 < chunk_bytes <= BLOB_CHUNK_BYTES_MAX:  # else a header could ask for any amount of memory
            raise Unreadable(Reason.MALFORMED)
        return cls(known, version, blob_id, chunk_bytes)

    def as_bytes(self) -> bytes:
        return _BLOB.pack(self.suite, 0, self.key_version, self.id, self.chunk_bytes)


class _Chunks:
    """A blob's own key, derived from the scope's: it dies with it, and never meets a counter twice."""

    def __init__(self, key: Key, header: BlobHeader, aad: bytes) -> None:
        _same_key(key, header.suite, header.key_version)
        size = KEY_BYTES[key.suite]
        secret = hkdf(key.secret, salt=header.id, info=b"blob", size_bytes=size, suite=key.suite)
        self._key, self._aad, self._header = Key(secret, key.version, key.suite), aad, header.as_bytes()

    def encrypt(self, plaintext: bytes, index: int, *, last: bool) -> bytes:
        return self._key.aead.encrypt(_COUNTER.pack(index), plaintext, self._place(index, last=last))

    def decrypt(self, chunk: bytes, index: int, *, last: bool) -> bytes:
        return _opened(self._key, _COUNTER.pack(index), chunk, self._place(index, last=last))

    def _place(self, index: int, *, last: bool) -> bytes:
        return aad(self._aad, self._header, index, "last" if last else "more")


class BlobWriter:
    """Encrypts a blob as it streams by: `write` pieces of any size, then `close`; both give bytes to store.

    `address` (SHA-256 of the whole ciphertext, hex) and `size_bytes` (of the ciphertext) are final after `close`.
    """

    def __init__(
        self, key: Key, aad: bytes, *, random: Random = os.urandom, chunk_bytes: int = BLOB_CHUNK_BYTES_MAX
    ) -> None:
        header = BlobHeader(key.suite, key.version, random(BLOB_ID_BYTES), chunk_bytes)
        self._chunks, self._chunk_bytes = _Chunks(key, header, aad), chunk_bytes
        self._waiting, self._ready = bytearray(), header.as_bytes()
        self._index, self._sha256, self.size_bytes = 0, hashlib.sha256(), 0

    @property
    def address(self) -> str:
        return self._sha256.hexdigest()

    def write(self, piece: bytes) -> bytes:
        self._waiting += piece
        while len(self._waiting) > self._chunk_bytes:  # a full chunk waits: it may be the last one
            self._finish(last=False)
        return self._out()

    def close(self) -> bytes:
        self._finish(last=True)
        return self._out()

    def _finish(self, *, last: bool) -> None:
        plaintext = bytes(self._waiting[: self._chunk_bytes])
        del self._waiting[: self._chunk_bytes]
        self._ready += self._chunks.encrypt(plaintext, self._index, last=last)
        self._index += 1

    def _out(self) -> bytes:
        ready, self._ready = self._ready, b""
        self._sha256.update(ready)
        self.size_bytes += len(ready)
        return ready


class BlobReader:
    """Opens a blob by ranges. `read_at(offset, size)` reads ciphertext: a file, a chunk table, an object store.

    Each chunk is verified before its bytes are given out, and a cut tail fails at the last chunk. That the
    whole is the blob of this address is checked once, on commit, by whoever stored it.
    """

    def __init__(
        self, key: Key, aad: bytes, read_at: Callable[[int, int], bytes], *, size_bytes: int
    ) -> None:
        header = BlobHeader.of(read_at(0, BLOB_HEADER_BYTES))
        self._chunks, self._read_at = _Chunks(key, header, aad), read_at
        self._plain, self._stored = header.chunk_bytes, header.chunk_bytes + TAG_BYTES
        body = size_bytes - BLOB_HEADER_BYTES
        self._count = -(-body // self._stored)
        self.size_bytes = body - self._count * TAG_BYTES  # of the plaintext
        least = (self._count - 1) * self._plain + (
            self._count > 1
        )  # only an empty blob has an empty last chunk
        if self._count < 1 or self.size_bytes < least:
            raise Unreadable(Reason.MALFORMED)

    def read(self, start: int = 0, size_bytes: int | None = None) -> Iterator[bytes]:
        """The plaintext of a range, at most a chunk at a time; what lies behind the end is left out."""
        end = self.size_bytes if size_bytes is None else min(start + size_bytes, self.size_bytes)
        if start == 0 == self.size_bytes:
            self._chunk(0)  # an empty blob has one chunk too: it proves that nothing was cut
        position = max(start, 0)
        while position < end:
            index, skip = divmod(position, self._plain)
            part = self._chunk(index)[skip : skip + end - position]
            yield part
            position += len(part)

    def _chunk(self, index: int) -> bytes:
        raw = self._read_at(BLOB_HEADER_BYTES + index * self._stored, self._stored)
        return self._chunks.decrypt(raw, index, last=index == self._count - 1)


# ---- hashes, derivation, search tokens


def digest(data: bytes, suite: Suite = Suite.A1) -> bytes:
    """SHA-256, or SM3 under S1."""
    if suite is Suite.A1:
        return hashlib.sha256(data).digest()
    machine = hashes.Hash(hashes.SM3())
    machine.update(data)
    return machine.finalize()


def hkdf(
    secret: bytes, *, salt: bytes = b"", info: bytes, size_bytes: int = 32, suite: Suite = Suite.A1
) -> bytes:
    """Source: RFC 5869, over SHA-256 or SM3."""
    algorithm = hashes.SHA256() if suite is Suite.A1 else hashes.SM3()
    return HKDF(algorithm=algorithm, length=size_bytes, salt=salt, info=info).derive(secret)


def token(token_key: bytes, field: str, text: str) -> int:
    """The search token of a text: 64 signed bits for a `bigint` (S10). Case and blanks are the caller's rule."""
    message = aad(field, unicodedata.normalize("NFKC", text))
    (cut,) = _TOKEN.unpack_from(hmac.digest(token_key, message, "sha256"))
    return int(cut)


# ---- keys under keys, passphrases


def wrap(wrapping_key: bytes, secret: bytes) -> bytes:
    """AES-KW, 8 bytes longer. Source: RFC 3394. Suite A1 only."""
    return aes_key_wrap(wrapping_key, secret)


def unwrap(wrapping_key: bytes, wrapped: bytes) -> bytes:
    """
    Raises:
        Unreadable: changed bytes or another wrapping key.
    """
    try:
        return aes_key_unwrap(wrapping_key, wrapped)
    except InvalidUnwrap:
        raise Unreadable(Reason.REJECTED) from None


def stretch(passphrase: bytes, *, salt: bytes, passes: int, memory_kib: int, lanes: int) -> bytes:
    """A wrapping key from a passphrase by argon2id. Source: RFC 9106."""
    size = WRAPPING_KEY_BYTES
    return Argon2id(salt=salt, length=size, iterations=passes, lanes=lanes, memory_cost=memory_kib).derive(
        passphrase
    )


# ---- signatures (Ed25519). Source: RFC 8032


def public_key(seed: bytes) -> bytes:
    """The 32 public bytes of a signing key, itself 32 random bytes."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(seed: bytes, message: bytes) -> bytes:
    """64 bytes. One key signs one sort of message: a receipt's key never signs a checkpoint."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):  # the latter: not a public key at all
        return False
    return True
