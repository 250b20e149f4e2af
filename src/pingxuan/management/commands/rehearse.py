"""pingxuan rehearse: a whole campaign on invented nominees, through the same actions, with its papers."""

import json
import sys
from argparse import ArgumentTypeError
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import CommandParser

from pingxuan.core.definition_text import to_toml
from pingxuan.management.command import PingxuanCommand
from pingxuan.management.rehearsal.house import move_into
from pingxuan.management.rehearsal.outcome import write_archive_file, write_papers
from pingxuan.management.rehearsal.play import STAGE_NAMES, Played, play, report, set_scene
from pingxuan.management.rehearsal.source import read_source, sample_source


def _ratio(text: str) -> float:
    value = float(text)
    if not 1 <= value <= 3:
        raise ArgumentTypeError("--ratio 须在 1 到 3 之间，1 为等额。")
    return value


def _times(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 200:
        raise ArgumentTypeError("--times 须在 1 到 200 之间。")
    return value


class Command(PingxuanCommand):
    """Plays, writes papers and archive, reports."""

    help = "用虚构的推荐对象把一次评选从通知到授牌完整演练一遍，留下公文、存档和报告。"

    def add_arguments(self, parser: CommandParser) -> None:
        """The contract's options."""
        parser.add_argument("--out", required=True, type=Path, help="结果放在哪个文件夹")
        parser.add_argument("--notice", type=Path, help="用哪份通知或定义，不写就用自带样例")
        parser.add_argument("--seed", type=int, default=1, help="虚构内容的种子，同样的种子结果相同")
        parser.add_argument("--until", choices=STAGE_NAMES, default=STAGE_NAMES[-1], help="演练到哪一步为止")
        parser.add_argument("--times", type=_times, default=1, help="推荐单位和名额扩大几倍")
        parser.add_argument("--ratio", type=_ratio, default=1.0, help="推荐数与授牌数之比，大于 1 为差额")

    def handle(self, *, out: Path, notice: Path | None, seed: int, until: str, times: int, ratio: float,
               **_: Any) -> None:  # fmt: skip
        """Runs the rehearsal."""
        source = read_source(notice) if notice else sample_source()
        move_into(out)
        scene = set_scene(source, out, seed=seed, times=times, ratio=ratio, say=self._progress)
        (out / "definition.toml").write_text(to_toml(scene.definition), "utf-8")
        played = play(scene, until)
        if until == "archive":
            self._archive(played, out)
        text = json.dumps(report(played, seed), ensure_ascii=False, indent=1)
        (out / "report.json").write_text(text + "\n", "utf-8")
        self.stdout.write(text)
        self.say(f"演练完成，结果在“{out}”。")

    def _archive(self, played: Played, out: Path) -> None:
        started = perf_counter()
        papers = write_papers(played.scene, out / "papers")
        write_archive_file(played.scene, papers, out / "archive.zip")
        seconds = round(perf_counter() - started, 3)
        played.stages.append({"name": "archive", "seconds": seconds, "records": len(papers)})
        self._progress(f"archive：{len(papers)} 份公文，{seconds} 秒")

    def _progress(self, text: str) -> None:
        if sys.stderr.isatty():
            self.say(text)
