"""How long a notice takes to read and how much memory, beside the least any reader must do in the same run."""

import argparse
import io
import json
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))
LENGTH = 5000
"""Characters of the notice that the goal is stated for."""
GOAL_MS, GOAL_MB = 150, 100
ANY_FACT = re.compile(
    r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,4}[名个家]|附件[0-9]|“[^”]{2,20}”|[0-9-]{7,13}"
)
MEMORY = """
import re, sys
sys.path.insert(0, sys.argv[1])
def peak(): return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
before = peak()
from pingxuan.documents.read_notice import read_notice_files
from pingxuan.core.notice.facts import read_notice
read_notice(read_notice_files([(sys.argv[2], sys.stdin.buffer.read())]))
print((peak() - before) / 1024)
"""


def measure(turns: int) -> dict[str, object]:
    """Every notice at hand as it is, and one of 5,000 characters as text and as Word."""
    texts = {path.name: path.read_text("utf-8") for path in notices()}
    long = as_long(texts["notice.txt"])
    word = as_word(long)
    told = {name: of_text(name, text, turns) for name, text in texts.items()}
    return {
        "turns": turns,
        "goal": {"characters": LENGTH, "ms": GOAL_MS, "memory_mb": GOAL_MB},
        "notices": told,
        "long_txt": of_text("long.txt", long, turns) | {"memory_mb": memory("long.txt", long.encode())},
        "long_docx": of_word(long, word, turns) | {"memory_mb": memory("long.docx", word)},
    }


def notices() -> list[Path]:
    """The sample notice and the golden ones."""
    return [ROOT / "src/pingxuan/samples/notice.txt", *sorted((ROOT / "tests/notices").glob("*.txt"))]


def as_long(text: str) -> str:
    """The notice made 5,000 characters long by further clauses of its own body, before its annexes."""
    head, mark, annexes = text.partition("\n附件1\n")
    lines = [line for line in head.split("\n") if len(line) > 30]
    count = 0
    while len(head) + len(mark) + len(annexes) < LENGTH:
        head += "\n" + lines[count % len(lines)]
        count += 1
    return head + mark + annexes


def as_word(text: str) -> bytes:
    """The same as a Word document, drawn rows as tables."""
    import docx

    document, rows = docx.Document(), list[list[str]]()
    for line in [*text.split("\n"), ""]:
        if "|" in line:
            rows.append(line.strip().strip("|").split("|"))
            continue
        if rows:
            table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
            for y, row in enumerate(rows):
                for x, cell in enumerate(row):
                    table.cell(y, x).text = cell.strip()
            rows = []
        document.add_paragraph(line)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def of_text(name: str, text: str, turns: int) -> dict[str, object]:
    """A text's figures; its floor is splitting lines and one pass of one pattern."""
    data = text.encode()

    def floor() -> None:
        for line in data.decode().split("\n"):
            ANY_FACT.findall(line)

    return {"characters": len(text)} | compared(lambda: read(name, data), floor, turns)


def of_word(text: str, data: bytes, turns: int) -> dict[str, object]:
    """A Word document's figures; its floor is unpacking and one pass over its XML."""
    from lxml import etree

    def floor() -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            root = etree.fromstring(package.read("word/document.xml"))
        for node in root.iter():
            ANY_FACT.findall(node.text or "")

    return {"characters": len(text)} | compared(lambda: read("long.docx", data), floor, turns)


def read(name: str, data: bytes) -> None:
    """The whole reading: the file, its layout, its facts."""
    from pingxuan.core.notice.facts import read_notice
    from pingxuan.documents.read_notice import read_notice_files

    read_notice(read_notice_files([(name, data)]))


def compared(act: Callable[[], None], floor: Callable[[], None], turns: int) -> dict[str, object]:
    """Milliseconds of both, taken in turn, and their ratio."""
    act()
    spent, least = [], []
    for _ in range(turns):
        spent.append(_ms(act))
        least.append(_ms(floor))
    return {"ms": _range(spent), "floor_ms": _range(least), "ratio": round(median(spent) / median(least), 1)}


def memory(name: str, data: bytes) -> float:
    """Megabytes a process that reads it takes above the bare interpreter."""
    command = [sys.executable, "-c", MEMORY, str(ROOT / "src"), name]
    return round(float(subprocess.run(command, input=data, capture_output=True, check=True).stdout), 1)


def _ms(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _range(values: list[float]) -> dict[str, float]:
    return {"median": round(median(values), 2), "low": round(min(values), 2), "high": round(max(values), 2)}


def main() -> None:
    """Prints one JSON document, or a line for each notice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=15, help="readings of each notice (15)")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    given = parser.parse_args()
    told = measure(given.turns)
    if given.json:
        print(json.dumps(told, ensure_ascii=False))
        return
    for name, one in [
        *told["notices"].items(),
        ("long.txt", told["long_txt"]),
        ("long.docx", told["long_docx"]),
    ]:
        print(
            f"{name:<20} {one['characters']:>6} characters  {one['ms']['median']:>7} ms  {one['ratio']} × floor"
        )


if __name__ == "__main__":
    main()
