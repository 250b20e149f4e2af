"""A whole campaign with all its papers, timed stage by stage, against the database's own durable commits.

The floor is as many one-row commits as the rehearsal made ledger entries, on the same disk in the same run.
"""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import trial


def measure(times: int) -> dict[str, object]:
    """One rehearsal in a folder of its own, then the floor."""
    with tempfile.TemporaryDirectory(prefix="px-rehearsal-") as folder:
        out = Path(folder) / "out"
        command = [sys.executable, "-m", "pingxuan", "rehearse", "--out", str(out), "--times", str(times)]
        started = time.perf_counter()
        environment = trial.Trial(Path(folder) / "data", "").environment
        environment.pop("DATABASE_URL")
        subprocess.run(command, env=environment, check=True, capture_output=True)
        seconds = time.perf_counter() - started
        report = json.loads((out / "report.json").read_text("utf-8"))
        entries = _entries(out / "rehearsal.sqlite3")
        floor = _floor(Path(folder) / "floor.sqlite3", entries)
    stages = {stage["name"]: stage["seconds"] for stage in report["stages"]}
    acting = sum(spent for name, spent in stages.items() if name != "archive")
    return {
        "seconds": round(seconds, 1), "stages": stages, "entries": entries, "counts": report["counts"],
        "papers": sum(report["papers"].values()), "paper_files_seconds": stages["archive"],
        "entries_per_s": round(entries / acting, 1), "floor_commits_per_s": round(entries / floor, 1),
        "ratio_to_floor": round(floor / acting, 3),
    }  # fmt: skip


def _entries(database: Path) -> int:
    with sqlite3.connect(database) as held:
        return int(held.execute("SELECT count(*) FROM pingxuan_ledgerentry").fetchone()[0])


def _floor(file: Path, commits: int) -> float:
    from pysqlite3 import dbapi2

    held = dbapi2.connect(file, isolation_level=None)
    held.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, x)"
    )
    started = time.perf_counter()
    for number in range(commits):
        held.execute("BEGIN IMMEDIATE")
        held.execute("INSERT INTO t (x) VALUES (?)", (f"{number:0500d}",))
        held.execute("COMMIT")
    return time.perf_counter() - started


def main() -> None:
    """Prints one JSON document or a sentence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    figures = measure(told.times)
    print(
        json.dumps(figures, ensure_ascii=False, indent=1)
        if told.json
        else f"全程 {figures['seconds']} 秒，{figures['papers']} 份公文，存证 {figures['entries_per_s']} 条/秒，"
        f"为单行提交的 {figures['ratio_to_floor']}"
    )


if __name__ == "__main__":
    main()
