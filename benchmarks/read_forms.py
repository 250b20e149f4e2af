"""How fast filled forms and summaries are read, beside python-docx, one XML pass and calamine in the same run."""

import argparse
import io
import json
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]


def measure(forms: int, lines: int, turns: int) -> dict[str, object]:
    """``forms`` altered Word forms one after another, and one summary of ``lines`` rows."""
    from tests.documents.altered_forms import altered

    campaign = _campaign()
    words = [altered(campaign.awards[seed % 2], seed)[0].saved() for seed in range(forms)]
    book = _summary(campaign, lines)
    return {
        "forms": forms,
        "lines": lines,
        "word": _compared(
            lambda: [_records(data, "a.docx", campaign) for data in words],
            {
                "python_docx": lambda: [_with_python_docx(data) for data in words],
                "unzip_and_one_pass": lambda: [_one_pass(data) for data in words],
            },
            turns,
        ),
        "summary": _compared(
            lambda: _records(book, "a.xlsx", campaign), {"calamine": lambda: _with_calamine(book)}, turns
        ),
        "read": {"forms": sum(_records(data, "a.docx", campaign) for data in words),
                 "lines": _records(book, "a.xlsx", campaign)},
    }  # fmt: skip


def _campaign() -> object:
    from pingxuan.core.notice.draft import draft_definition
    from pingxuan.core.notice.facts import read_notice

    text = (ROOT / "src/pingxuan/samples/notice.txt").read_text("utf-8")
    return draft_definition(read_notice(text))[0]


def _records(data: bytes, name: str, campaign: object) -> int:
    from pingxuan.core.intake.recognition import read_file
    from pingxuan.documents.read_grids import read_grid_files

    (file,) = read_grid_files([(name, data)])
    return len(read_file(name, file.grids, campaign).records)


def _summary(campaign: object, lines: int) -> bytes:
    import xlsxwriter

    columns = [column.label for column in campaign.awards[0].summary.columns]
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet("汇总表")
        sheet.write(0, 0, campaign.awards[0].summary.title)
        sheet.write_row(1, 0, columns)
        for number in range(lines):
            row = [str(number + 1), f"演示{number}号窗口", f"人民路{number}号", "李演示", f"138{number:08d}"]
            sheet.write_row(number + 2, 0, row[: len(columns)])
    return held.getvalue()


def _with_python_docx(data: bytes) -> None:
    import docx

    for table in docx.Document(io.BytesIO(data)).tables:
        for row in table.rows:
            for cell in row.cells:
                _ = cell.text


def _one_pass(data: bytes) -> None:
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for node in etree.fromstring(package.read("word/document.xml")).iter():
            _ = node.text


def _with_calamine(data: bytes) -> None:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def _compared(
    ours: Callable[[], object], others: dict[str, Callable[[], object]], turns: int
) -> dict[str, object]:
    """Milliseconds of each, taken in turn, and how many times as long as each other one ours takes."""
    acts = {"ours": ours, **others}
    spent: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(turns):
        for name, act in acts.items():
            started = time.process_time()
            act()
            spent[name].append((time.process_time() - started) * 1000)
    told: dict[str, object] = {f"{name}_ms": _range(times) for name, times in spent.items()}
    return told | {f"times_{name}": round(median(spent["ours"]) / median(spent[name]), 2) for name in others}


def _range(times: Sequence[float]) -> dict[str, float]:
    return {"median": round(median(times), 1), "low": round(min(times), 1), "high": round(max(times), 1)}


def main() -> None:
    """Prints one JSON document or sentences."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--forms", type=int, default=40)
    options.add_argument("--lines", type=int, default=10_000)
    options.add_argument("--turns", type=int, default=3)
    options.add_argument("--json", action="store_true")
    told = options.parse_args()
    figures = measure(told.forms, told.lines, told.turns)
    print(json.dumps(figures, ensure_ascii=False, indent=1 if told.json else None))


if __name__ == "__main__":
    main()
