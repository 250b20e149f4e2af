"""Makes a small sound archive of an invented campaign: two bodies, one with a member unit, two awards."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from pingxuan.core.archive import ArchiveParts, archive_members
from pingxuan.core.ledger import Entry, canonical, commitment

VERIFIER = Path(__file__).resolve().parents[2] / "verifier" / "verify.py"
START = datetime(2030, 3, 1, 1, 0, tzinfo=UTC)
DEADLINE = "2030-03-01T18:00:00+08:00"
PHOTO = b"\xff\xd8 an invented photograph"
PAPER = "公示.docx"


@dataclass
class Log:
    """A ledger being written: ``act`` appends one entry; rows are kept as the newest columns of each."""

    lines: list[str] = field(default_factory=list)
    contents: list[tuple[int, str, str]] = field(default_factory=list)
    tables: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)

    def act(
        self,
        act: str,
        about: str,
        changes: Mapping[str, Mapping[str, Any]] | None = None,
        facts: Mapping[str, Any] | None = None,
        mark: int | None = None,
        **override: Any,
    ) -> None:
        """One act about ``table:id``; ``changes`` maps ``table:id`` to the columns that change.

        ``mark`` is written as the rows' last_seq in place of the entry's own number.
        """
        seq = len(self.lines)
        before = self.state(about)
        rows = [
            self._change(name, columns, seq if mark is None else mark)
            for name, columns in (changes or {}).items()
        ]
        content = canonical({"rows": rows, "facts": dict(facts or {})})
        salt = sha256(b"salt %d" % seq).digest()
        told: dict[str, Any] = {
            "seq": seq,
            "ts": START + timedelta(minutes=seq),
            "rx": START + timedelta(minutes=seq),
            "actor": "post1",
            "role": "organiser",
            "act": act,
            "object": about,
            "rev": 0,
            "before": before,
            "after": self.state(about),
            "commitment": commitment(salt, content),
        }
        self.lines.append(Entry(**(told | override)).line().decode())
        self.contents.append((seq, salt.hex(), content.decode()))

    def state(self, about: str) -> str:
        table, _, key = about.partition(":")
        return str(self.tables.get("pingxuan_" + table, {}).get(key, {}).get("state", ""))

    def _change(self, name: str, columns: Mapping[str, Any], seq: int) -> dict[str, Any]:
        table, _, key = name.partition(":")
        held = self.tables.setdefault("pingxuan_" + table, {})
        held[key] = {**held.get(key, {}), **columns, "id": key, "last_seq": seq}
        return {"table": "pingxuan_" + table, "values": dict(held[key])}

    def files(self) -> dict[str, bytes]:
        """The archive of this log, by name."""
        parts = ArchiveParts(
            title="文明窗口评选",
            lines=self.lines,
            contents=self.contents,
            tables={table: rows.values() for table, rows in self.tables.items()},
            verifier=VERIFIER.read_bytes(),
            papers={PAPER: b"an invented paper"},
            files={sha256(PHOTO).hexdigest(): PHOTO},
        )
        return dict(archive_members(parts))


class Memory:
    """An archive in memory, as the verifier reads one."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    def names(self) -> list[str]:
        return list(self.files)

    def open(self, name: str) -> BytesIO:
        return BytesIO(self.files[name])


def resealed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with checksums made to fit, as anyone who alters an archive would."""
    kept = {name: content for name, content in files.items() if name != "checksums.sha256"}
    listed = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(kept.items()))
    return kept | {"checksums.sha256": listed.encode()}


def data_rows(files: Mapping[str, bytes]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every data file with its rows."""
    for name, content in files.items():
        if name.startswith("data/"):
            yield name, json.loads(content)


def written(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Rows as a data file."""
    return b"[\n" + b",\n".join(canonical(dict(row)) for row in rows) + b"\n]\n"


def nominated(log: Log, key: str, body: str, award: str = "unit", **columns: Any) -> None:
    """A nomination handed in by a body."""
    row = {
        "campaign_id": "c1",
        "award_key": award,
        "nominating_body_id": body,
        "register_entry_id": None,
        "definition_version_id": "d1",
        "nominee_name": f"窗口{key}",
        "unit_name": "",
        "state": "handed_in",
        "holds_place": False,
        "correct_by": None,
    }
    log.act("hand_in", f"nomination:{key}", {f"nomination:{key}": row | columns})


def endorsed(log: Log, key: str, *allotments: str) -> None:
    """The nomination takes a place of each allotment."""
    used = {name: {"used": log.tables["pingxuan_allotment"][name]["used"] + 1} for name in allotments}
    rows = {f"allotment:{name}": columns for name, columns in used.items()}
    log.act(
        "endorse",
        f"nomination:{key}",
        {f"nomination:{key}": {"state": "endorsed", "holds_place": True}, **rows},
        {"uses": "…"},
    )


def moved(log: Log, key: str, state: str, act: str = "move", **override: Any) -> None:
    """The nomination goes to ``state``."""
    log.act(act, f"nomination:{key}", {f"nomination:{key}": {"state": state}}, **override)


def listed(*keys: str, award: str = "unit") -> list[dict[str, Any]]:
    """The groups of a public list."""
    rows = [
        {"number": place, "name": f"窗口{key}", "unit": "", "body": "甲县"}
        for place, key in enumerate(keys, 1)
    ]
    return [{"award": award, "name": "文明窗口", "rows": rows}]


def opened() -> Log:
    """A campaign just opened: 甲县 has two places, 直属口 one, which its member unit may use."""
    log = Log()
    log.act("create_campaign", "campaign:c1", {"campaign:c1": {"title": "文明窗口评选", "state": "draft"}})
    bodies = {
        "nominatingbody:b1": {"campaign_id": "c1", "parent_id": None, "reopened_until": None},
        "nominatingbody:b2": {"campaign_id": "c1", "parent_id": None, "reopened_until": None},
        "nominatingbody:b3": {"campaign_id": "c1", "parent_id": "b2", "reopened_until": None},
    }
    quota = {
        f"allotment:{name}": {
            "award_key": "unit",
            "nominating_body_id": body,
            "places": places,
            "used": 0,
            "sub_allotted": shared,
        }
        for name, body, places, shared in (("a1", "b1", 2, 0), ("a2", "b2", 1, 1), ("a3", "b3", 1, 0))
    }
    version = {"data": {"deadlines": [{"kind": "materials", "at": DEADLINE}]}, "campaign_id": "c1"}
    rows = {"campaign:c1": {"state": "open"}, "definitionversion:d1": version, **bodies, **quota}
    log.act("open_campaign", "campaign:c1", rows)
    return log


def checked() -> Log:
    """Three nominations endorsed, submitted and accepted; one person stands for a register unit."""
    log = opened()
    for key, body, allotments in (("n1", "b1", ("a1",)), ("n2", "b1", ("a1",)), ("n3", "b3", ("a2", "a3"))):
        nominated(log, key, body)
        endorsed(log, key, *allotments)
    nominated(log, "p1", "b1", "person", register_entry_id="r1", unit_name="某宾馆")
    endorsed(log, "p1")
    for key in ("n1", "n2", "n3", "p1"):
        moved(log, key, "submitted", "submit")
        moved(log, key, "accepted", "accept")
    return log


def selected(log: Log, *chosen: str) -> None:
    """A meeting that chooses these and passes over the other units."""
    rows: dict[str, dict[str, Any]] = {}
    for key in ("n1", "n2", "n3"):
        outcome = "selected" if key in chosen else "not_selected"
        rows[f"selectiondecision:s{key}"] = {"nomination_id": key, "outcome": outcome}
    log.act("select", "campaign:c1", rows)
    states = {
        f"nomination:{key}": {"state": "proposed" if key in chosen else "not_selected"}
        for key in ("n1", "n2", "n3")
    }
    log.act("apply_selection", "campaign:c1", states)


def published(log: Log, *keys: str, number: int = 1) -> None:
    """The list put before the public."""
    row = {"campaign_id": "c1", "number": number, "groups": listed(*keys), "state": "running"}
    digest = sha256(b"an invented paper").hexdigest()
    log.act("publish", f"publication:u{number}", {f"publication:u{number}": row}, {"papers": {PAPER: digest}})


def decided(log: Log, *keys: str) -> None:
    """The decision after the publication."""
    log.act("decide", "decision:e1", {"decision:e1": {"publication_id": "u1", "groups": listed(*keys)}})


def whole() -> Log:
    """The campaign to its end: n1 and n3 chosen, n3 dropped after an objection, n1 honoured."""
    log = checked()
    selected(log, "n1", "n3")
    published(log, "n1", "n3")
    moved(log, "n3", "dropped", "drop")
    decided(log, "n1")
    moved(log, "n1", "honoured", "honour")
    return log
