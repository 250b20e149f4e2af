"""A notice read again with an annex that was missing: what nobody has touched follows, what a person set stays."""

from collections.abc import Mapping
from typing import Any

from pingxuan.core.notice.annexes import MARKER
from pingxuan.core.notice.layout import FileStart, Layout
from pingxuan.core.notice.text_blocks import text_blocks

_KEPT = "key"


def with_annex(layout: Layout, text: str, *, title: str, number: str = "") -> Layout:
    """The layout with an annex's text at its end, under 附件N and its title where the text lacks them."""
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    opening = [] if lines and MARKER.match(lines[0].strip()) else [f"附件{number}"]
    if not any(title in line for line in lines[:3]):
        opening.append(title)
    before = layout.text if layout.text.endswith("\n") else f"{layout.text}\n"
    added = "\n".join([*opening, *lines]) + "\n"
    blocks = tuple(text_blocks(added, offset=len(before), origin=title)) if layout.blocks else ()
    files = (*layout.files, FileStart(title, len(before), annex=True)) if layout.files else ()
    return Layout(before + added, (*layout.blocks, *blocks), files)


def carried(first: Any, second: Any, now: Any) -> Any:
    """Plain data as it stands ``now``, with what the ``second`` reading changed wherever ``now`` is the ``first``'s.

    Rows are the same ones when their keys are, or their places where they have none.
    """
    if now == first:
        return second
    if isinstance(now, Mapping) and isinstance(first, Mapping) and isinstance(second, Mapping):
        return {
            name: carried(first.get(name), second[name], value) if name in second else value
            for name, value in now.items()
        }
    lists = all(isinstance(one, list) for one in (now, first, second))
    if lists and _keys(now) == _keys(first) == _keys(second):
        return [carried(*rows) for rows in zip(first, second, now, strict=True)]
    return now


def _keys(rows: list[Any]) -> list[Any]:
    return [row.get(_KEPT) if isinstance(row, Mapping) else None for row in rows]
