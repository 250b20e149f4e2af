"""The ledger's canonical form, entries, commitments and Merkle tree against RFC 6962 and its definition."""

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingxuan.core.ledger import (
    EMPTY_ROOT,
    CompactRange,
    Entry,
    canonical,
    commitment,
    leaf_hash,
    node_hash,
    read_canonical,
    read_entry,
    root_of,
)
from pingxuan.core.words import NominationState

BEIJING = timezone(timedelta(hours=8))
ENTRY = Entry(
    seq=3,
    ts=datetime(2023, 2, 27, 18, 0, 0, 1, tzinfo=BEIJING),
    rx=datetime(2023, 2, 27, 18, 0, tzinfo=BEIJING),
    actor="kelsofficer",
    role="body_officer",
    act="submit_nomination",
    object="nomination:a7",
    rev=2,
    before="endorsed",
    after="submitted",
    commitment="00" * 32,
)

# The eight leaves and roots used by implementations of RFC 6962 to test themselves.
RFC_LEAVES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
RFC_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": [True, None, "名"]}, '{"a":[true,null,"名"],"b":1}'),
        ({"￿": 1, "𐀀": 2, "Z": 3, "a": 4}, '{"Z":3,"a":4,"￿":1,"𐀀":2}'),
        (("元", "组"), '["元","组"]'),
        ('引"号\\\n\x00\u2028', '"引\\"号\\\\\\n\\u0000\u2028"'),
        (NominationState.SUBMITTED, '"submitted"'),
        (-0, "0"),
        ({}, "{}"),
    ],
)
def test_one_way_to_write(value: object, written: str) -> None:
    assert canonical(value) == written.encode()


@pytest.mark.parametrize(
    "value", [0.5, [1.0], {"a": float("nan")}, {1: "a"}, b"x", {"a": {2}}, ENTRY.ts, object()]
)
def test_what_no_ledger_holds(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)


@pytest.mark.parametrize("value", [2**53, -(2**53), "\ud800", {"\udc00": 1}])
def test_values_other_readers_would_change(value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  UnicodeEncodeError is one too, each with words of its own
        canonical(value)


@given(plain)
def test_canonical_is_read_back_and_written_the_same(value: object) -> None:
    data = canonical(value)
    assert read_canonical(data) == value
    assert canonical(json.loads(data)) == data


@pytest.mark.parametrize(
    "data",
    [b'{"b":1,"a":2}', b'{"a": 1}', b'{"a":1,"a":1}', b"1.5", b"[1]\n", b"", b"\xff", b'"\\u540d"', b"NaN"],
)
def test_any_other_form_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  the standard library's decoders raise subclasses of it
        read_canonical(data)


def test_an_entry_is_one_line_fixed_for_ever() -> None:
    assert ENTRY.line().decode() == (
        '{"act":"submit_nomination","actor":"kelsofficer","c":"' + "00" * 32 + '","object":"nomination:a7",'
        '"prev":"endorsed","rev":2,"role":"body_officer","rx":"2023-02-27T10:00:00.000000Z","seq":3,'
        '"state":"submitted","ts":"2023-02-27T10:00:00.000001Z"}'
    )


def test_an_entry_is_read_back() -> None:
    assert read_entry(ENTRY.line()) == ENTRY


def test_an_entry_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        replace(ENTRY, ts=datetime(2023, 2, 27, 18, 0)).line()  # noqa: DTZ001  the fault under test


@pytest.mark.parametrize(
    "line",
    [
        b"[]",
        b"{}",
        ENTRY.line() + b"\n",
        ENTRY.line().replace(b"000001Z", b"1Z"),
        ENTRY.line().replace(b'"act"', b'"aaa":0,"act"'),
        ENTRY.line().replace(b'"seq":3', b'"seq":3.0'),
    ],
)
def test_a_line_of_another_form_is_no_entry(line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  several kinds of fault, one answer
        read_entry(line)


def test_a_commitment_is_the_hash_of_salt_and_content() -> None:
    salt, content = bytes(range(32)), canonical({"rows": [], "facts": {}})
    assert commitment(salt, content) == sha256(salt + content).hexdigest()


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes, not 31"):
        commitment(bytes(31), b"{}")


def test_the_known_roots_of_rfc_6962() -> None:
    tree, roots = CompactRange(), [EMPTY_ROOT.hex()]
    for leaf in RFC_LEAVES:
        tree.append(leaf_hash(bytes.fromhex(leaf)))
        roots.append(tree.root().hex())
    assert roots == RFC_ROOTS


@given(st.lists(st.binary(max_size=4), max_size=70))
def test_growing_equals_the_recursive_definition(lines: list[bytes]) -> None:
    leaves = [leaf_hash(line) for line in lines]
    tree = CompactRange()
    for size, leaf in enumerate(leaves):
        tree = CompactRange.load(size, tree.dump())
        tree.append(leaf)
        assert tree.root() == root_of(leaves[: size + 1])
        assert len(tree.dump()) == tree.size.bit_count()


def test_a_leaf_never_passes_for_a_node() -> None:
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != node_hash(left, right)


@pytest.mark.parametrize(
    ("size", "hashes"), [(1, []), (0, ["00" * 32]), (2, ["00" * 32] * 2), (1, ["00" * 31])]
)
def test_hashes_that_do_not_fit_the_size_are_refused(size: int, hashes: list[str]) -> None:
    with pytest.raises(ValueError, match=f"tree of {size} leaves"):
        CompactRange.load(size, hashes)


def test_a_million_leaves_need_twenty_hashes() -> None:
    assert len(CompactRange.load(2**20 - 1, ["ab" * 32] * 20).dump()) == 20
