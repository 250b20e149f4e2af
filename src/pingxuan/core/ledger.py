"""Canonical entries of the ledger (存证), the commitment to their content, and the Merkle tree over them.

The format is fixed by ``docs/ledger-format.md`` and may not change lightly: archives already handed out are
checked against it. The tree is that of RFC 6962 §2.1.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

SAFE_INTEGER = 2**53 - 1
"""The largest whole number every JSON reader takes in without loss (RFC 8259 §6)."""
SALT_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
"""Root of the tree without leaves."""

_TIME = "%Y-%m-%dT%H:%M:%S.%fZ"


def canonical(value: Any) -> bytes:
    """The one way to write ``value``: JSON in UTF-8, keys by code point, no blanks, fewest escapes.

    Takes dict (str keys), list, tuple (written as a list), str, int, bool and None. TypeError for anything
    else, floats above all; ValueError for whole numbers beyond 2**53 - 1 and for lone surrogates.
    """
    _check(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def read_canonical(data: bytes) -> Any:
    """The value written in ``data``; ValueError unless ``data`` is exactly its canonical form."""
    value = json.loads(data.decode("utf-8"))
    try:
        same = canonical(value) == data
    except TypeError as error:
        raise ValueError(str(error)) from error
    if not same:
        raise ValueError("not in canonical form")
    return value


def commitment(salt: bytes, content: bytes) -> str:
    """Hex SHA-256(salt ‖ content): binds an entry to its canonical content, which may later be erased.

    ValueError unless the salt has 32 bytes: a shorter one would let a phone number be guessed from the hash.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return sha256(salt + content).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One act, as one line of the ledger. ``seq`` is its number from 0 and its leaf's index in the tree."""

    seq: int
    ts: datetime
    """When the entry was made; never earlier than the entry before."""
    rx: datetime
    """When the act was received complete: what a deadline is held against."""
    actor: str
    """Id of the post that acted."""
    role: str
    act: str
    object: str
    """``kind:id`` of what the act is about."""
    rev: int
    """Revision of the object's content after the act."""
    before: str
    after: str
    """State of the object before and after; both empty when the act moves nothing."""
    commitment: str

    def line(self) -> bytes:
        """The entry's canonical line, without a line break; ValueError when a time has no zone."""
        return canonical(
            {
                "seq": self.seq,
                "ts": _written(self.ts),
                "rx": _written(self.rx),
                "actor": self.actor,
                "role": self.role,
                "act": self.act,
                "object": self.object,
                "rev": self.rev,
                "prev": self.before,
                "state": self.after,
                "c": self.commitment,
            }
        )


def read_entry(line: bytes) -> Entry:
    """The entry of that line; ValueError unless the line is, byte for byte, what ``Entry.line`` writes."""
    data = read_canonical(line)
    try:
        entry = Entry(
            seq=data["seq"],
            ts=_read(data["ts"]),
            rx=_read(data["rx"]),
            actor=data["actor"],
            role=data["role"],
            act=data["act"],
            object=data["object"],
            rev=data["rev"],
            before=data["prev"],
            after=data["state"],
            commitment=data["c"],
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"not an entry: {error}") from error
    if entry.line() != line:
        raise ValueError("not an entry of this format")
    return entry


def leaf_hash(line: bytes) -> bytes:
    """SHA-256(0x00 ‖ line); the prefix keeps a leaf from passing for a node."""
    return sha256(b"\x00" + line).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes by the recursive definition of RFC 6962 §2.1."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(root_of(leaves[:split]), root_of(leaves[split:]))


class CompactRange:
    """The tree so far, as the roots of its perfect subtrees, largest first: at most log2(size) + 1 hashes."""

    def __init__(self) -> None:
        self.size = 0
        self._hashes: list[bytes] = []

    @classmethod
    def load(cls, size: int, hashes: Iterable[str]) -> "CompactRange":
        """The range that ``dump`` gave out; ValueError when the hashes do not fit the size."""
        tree = cls()
        tree.size = size
        tree._hashes = [bytes.fromhex(text) for text in hashes]
        if len(tree._hashes) != size.bit_count() or any(len(kept) != 32 for kept in tree._hashes):
            raise ValueError(f"these hashes do not stand for a tree of {size} leaves")
        return tree

    def dump(self) -> list[str]:
        """The hashes in hex, to be kept beside ``size``."""
        return [kept.hex() for kept in self._hashes]

    def append(self, leaf: bytes) -> None:
        """Take in the hash of the next leaf."""
        merges = (self.size ^ (self.size + 1)).bit_count() - 1
        for _ in range(merges):
            leaf = node_hash(self._hashes.pop(), leaf)
        self._hashes.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves taken in."""
        if not self._hashes:
            return EMPTY_ROOT
        *larger, root = self._hashes
        for kept in reversed(larger):
            root = node_hash(kept, root)
        return root


def _check(value: Any) -> None:
    if value is None or isinstance(value, (str, bool)):
        return
    if isinstance(value, int):
        if abs(value) > SAFE_INTEGER:
            raise ValueError(f"{value} is beyond the whole numbers a ledger can hold")
    elif isinstance(value, (list, tuple)):
        for item in value:
            _check(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError(f"a key must be text, not {type(key).__name__}")
            _check(item)
    else:
        raise TypeError(f"a ledger holds no {type(value).__name__}")


def _written(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a time in the ledger needs its zone")
    return moment.astimezone(UTC).strftime(_TIME)


def _read(text: str) -> datetime:
    return datetime.strptime(text, _TIME).replace(tzinfo=UTC)
