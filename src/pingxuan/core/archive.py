"""An archive of the whole ledger and what it stands for, as named bytes in order; checked by verifier/verify.py."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from pingxuan.core.archive_index import INDEX_STYLE, index_page
from pingxuan.core.ledger import CompactRange, canonical, leaf_hash

FORMAT = 1
CHECKSUMS = "checksums.sha256"
_UNSAFE_NAME = re.compile(r"^/|[\\:*?\"<>|]|(^|/)\.{0,2}(/|$)|\.$")
_RESERVED = re.compile("log|ledger", re.IGNORECASE)
"""Names the ledger keeps for itself, so nobody takes another file for it."""

Member = tuple[str, bytes]


@dataclass(frozen=True, kw_only=True)
class ArchiveParts:
    """What goes in. Mappings may be lazy: each value is asked for once and let go of."""

    title: str
    lines: Sequence[str]
    """The ledger's lines, by number."""
    contents: Iterable[tuple[int, str, str]]
    """Number, salt in hex and canonical content of every entry whose content is kept, by number."""
    tables: Mapping[str, Iterable[Mapping[str, Any]]]
    """Table → its rows, every column in the plain form the ledger holds."""
    verifier: bytes
    """The text of verifier/verify.py."""
    papers: Mapping[str, bytes] = field(default_factory=dict)
    """Name under papers/ → the paper."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """SHA-256 in hex → the stored file."""


def archive_members(parts: ArchiveParts) -> Iterator[Member]:
    """The archive's files in order, the checksums last; the same parts always give the same bytes.

    ValueError for a name that could mislead or escape its folder, and for a stored file that is not what its
    digest says: an archive is not made over a fault.
    """
    checksums: dict[str, str] = {}
    for name, content in _members(parts):
        _check_name(name, checksums)
        checksums[name] = sha256(content).hexdigest()
        yield name, content
    listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(checksums.items()))
    yield CHECKSUMS, listed.encode("utf-8")


def _members(parts: ArchiveParts) -> Iterator[Member]:
    head = _head(parts.lines)
    yield "index.html", index_page(parts.title, parts.lines, head["root"], tuple(parts.papers))
    yield "index.css", INDEX_STYLE
    yield "verify.py", parts.verifier
    yield "log/entries.ndjson", "".join(f"{line}\n" for line in parts.lines).encode("utf-8")
    yield "log/contents.ndjson", b"".join(_content_line(*told) for told in parts.contents)
    yield "log/head.json", canonical(head) + b"\n"
    for table, rows in sorted(parts.tables.items()):
        written = sorted((str(row["id"]), canonical(dict(row))) for row in rows)
        if written:
            yield f"data/{table}.json", b"[\n" + b",\n".join(line for _, line in written) + b"\n]\n"
    for name in sorted(parts.papers):
        yield f"papers/{name}", parts.papers[name]
    for digest in sorted(parts.files):
        stored = parts.files[digest]
        if sha256(stored).hexdigest() != digest:
            raise ValueError(f"stored file {digest} is not what its digest says")
        yield f"files/{digest}", stored


def _head(lines: Sequence[str]) -> dict[str, Any]:
    tree = CompactRange()
    for line in lines:
        tree.append(leaf_hash(line.encode("utf-8")))
    return {"format": FORMAT, "root": tree.root().hex(), "size": tree.size}


def _content_line(seq: int, salt: str, content: str) -> bytes:
    return canonical({"seq": seq, "salt": salt, "content": json.loads(content)}) + b"\n"


def _check_name(name: str, taken: Mapping[str, str]) -> None:
    room, _, rest = name.partition("/")
    misleading = _RESERVED.search(rest if room == "log" else name)
    if _UNSAFE_NAME.search(name) or not name.isprintable() or misleading or name in taken:
        raise ValueError(f"{name!r} cannot be a file of the archive")
