"""The long measurements of trust: what ``make check`` samples is done here in full, and docs/trust-report.md says so.

A figure that is missed is a line that begins with 未达.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "docs" / "trust-report.md"
DATABASES = ("sqlite", "postgresql")
CLIENTS, PLACES = 64, 10


@dataclass(frozen=True)
class Measured:
    """One figure: what was tried, how often, what came of it, and whether that is what was promised."""

    name: str
    tried: int
    result: str
    kept: bool
    seconds: float

    @property
    def line(self) -> str:
        """The figure as one line of the report."""
        return f"{'' if self.kept else '未达 '}{self.name}：{self.tried:,} 次，{self.result}，用时 {self.seconds:.0f} 秒"


def broken_notices() -> Measured:
    """50,000 broken notices: each is read or refused in words."""
    return _properties(
        "残缺、错乱的通知", 50_000, "tests/notices/test_mutations.py", "全部读出或用中文说明拒收"
    )


def tampered_archives() -> Measured:
    """Archives with one byte changed, against the verifier that ships with each."""
    return _properties(
        "改动过一个字节的存档", 12_500, "tests/house/test_tampering.py", "改动全部被核对程序指出"
    )


def quota_races(kind: str, times: int = 5) -> Measured:
    """64 clients for 10 places, again and again, against the real server."""
    started = time.perf_counter()
    command = [sys.executable, "benchmarks/quota_race.py", "--database", kind, "--json"]
    command += ["--clients", str(CLIENTS), "--quota", str(PLACES)]
    told = [json.loads(_run(command).stdout or "{}") for _ in range(times)]
    exact = sum((one.get("accepted"), one.get("errors_5xx")) == (PLACES, 0) for one in told)
    result = f"{exact} 次恰好用完 {PLACES} 个名额且没有服务器错误"
    name = f"{CLIENTS} 人同时抢 {PLACES} 个名额（{kind}）"
    return Measured(name, times, result, exact == times, time.perf_counter() - started)


def _properties(name: str, tried: int, tests: str, kept: str) -> Measured:
    started = time.perf_counter()
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--hypothesis-profile=trust", tests]
    run = _run(command)
    result = kept if run.returncode == 0 else f"有例外，见 pytest {tests}"
    return Measured(name, tried, result, run.returncode == 0, time.perf_counter() - started)


def _run(command: list[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def report(figures: list[Measured], day: str) -> str:
    """The report as Markdown."""
    head = "# 可靠性与安全测量\n\n由 `make trust` 写出，`make check` 里做的是同一些测量的小样。以“未达”开头的行没有达到目标。\n"
    return (
        f"{head}\n测量日期：{day}\n\n" + "".join(f"{figure.line}\n\n" for figure in figures).rstrip() + "\n"
    )


def main() -> None:
    """Measures everything, or what is named, and writes the report."""
    trials: dict[str, Callable[[], Measured]] = {
        "notices": broken_notices,
        "archives": tampered_archives,
        **{f"quota-{kind}": (lambda kind=kind: quota_races(kind)) for kind in DATABASES},
    }
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", choices=trials, help="只做这一项，不改报告")
    options.add_argument("--json", action="store_true", help="结果打印成一个 JSON 文档")
    told = options.parse_args()
    figures = [trials[name]() for name in ([told.only] if told.only else trials)]
    if not told.only:
        REPORT.write_text(report(figures, time.strftime("%Y-%m-%d")), encoding="utf-8")
    if told.json:
        print(json.dumps([vars(figure) for figure in figures], ensure_ascii=False, indent=1))
    else:
        print("\n".join(figure.line for figure in figures))
    sys.exit(not all(figure.kept for figure in figures))


if __name__ == "__main__":
    main()
