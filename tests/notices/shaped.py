"""Notices of ours in the other shapes they come in: Word with merged cells, a saved web page, a workbook beside."""

import html
import io
from collections.abc import Iterator, Sequence

import docx
import xlsxwriter

from tests.documents.notices_made import LINES, QUOTA, SIGNED, TITLE, added, form_table, saved
from tests.notices.pairs import HERE

SITE = "上一篇：关于放假的通知　下一篇：没有了"
Part = str | list[list[str]]


def parts(text: str) -> Iterator[Part]:
    """A paragraph each, and each run of lines with bars as the rows of a table."""
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if "|" in line:
            rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
            continue
        if rows:
            yield rows
            rows = []
        yield line.strip()


def as_document(stem: str) -> bytes:
    """A notice of ours as Word keeps it; a short row's last cell is merged to the edge."""
    document = docx.Document()
    for part in parts(text_of(stem)):
        if isinstance(part, str):
            added(document, part)
        else:
            _draw(document, part)
    return saved(document)


def _draw(document: docx.document.Document, rows: Sequence[Sequence[str]]) -> None:
    width = max(map(len, rows))
    table = document.add_table(rows=len(rows), cols=width)
    table.style = "Table Grid"
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            table.cell(number, column).text = cell
        if len(row) < width:
            table.cell(number, len(row) - 1).merge(table.cell(number, width - 1))


def as_page(stem: str) -> bytes:
    """A notice of ours as a browser saves it from an office's site, with all that stands around it."""
    told = "".join(_shown(part) for part in parts(text_of(stem)))
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>通知公告</title><script>var a=1</script></head><body>"
        "<div class='nav'><ul><li><a href='/'>首页</a></li><li><a href='/gk'>政务公开</a></li></ul></div>"
        f"<div class='article'>{told}</div><div class='foot'><p>{SITE}</p><p>版权所有　网站地图</p></div>"
        "</body></html>"
    ).encode()


def _shown(part: Part) -> str:
    if isinstance(part, str):
        return f"<p>{html.escape(part)}</p>"
    width = max(map(len, part))
    rows = []
    for row in part:
        spans = [""] * (len(row) - 1) + [f" colspan={width - len(row) + 1}"]
        cells = zip(spans, row, strict=True)
        rows.append("".join(f"<td{span}>{html.escape(cell)}</td>" for span, cell in cells))
    return f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def text_of(stem: str) -> str:
    """A notice of ours."""
    return (HERE / f"{stem}.txt").read_text("utf-8")


def without_quota() -> bytes:
    """A notice in Word whose table of places is a file of its own."""
    document = docx.Document()
    for line in (TITLE, *LINES):
        added(document, line)
    for line in SIGNED:
        added(document, line, right=True)
    added(document, "附件2")
    added(document, "“书香家庭”推荐表")
    form_table(document)
    return saved(document)


def quota_workbook() -> bytes:
    """That table as a workbook with a merged heading and a sum."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("名额")
        sheet.merge_range(0, 0, 0, 2, "名额分配表")
        sums = ("合计", *(sum(places[award] for places in QUOTA.values()) for award in (0, 1)))
        rows = [
            ("推荐单位", "书香家庭", "阅读推广人"),
            *((body, *places) for body, places in QUOTA.items()),
            sums,
        ]
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, row)
    return target.getvalue()
