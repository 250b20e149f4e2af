"""pingxuan papers: official papers of a campaign in Word, Excel and PDF, written into a folder."""

import json
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from pingxuan.core.instants import beijing_date
from pingxuan.core.paper import Paper
from pingxuan.core.words import PaperKind
from pingxuan.documents.writers import WRITERS
from pingxuan.documents.writing import WritingContext
from pingxuan.management.command import PingxuanCommand
from pingxuan.queries.campaign import body_called, campaign_called
from pingxuan.queries.file import stored_path
from pingxuan.queries.papers import blank_papers, merged_papers, papers_of
from pingxuan.web.clock import now

KINDS = {kind.label: kind for kind in PaperKind} | {kind.value: kind for kind in PaperKind}


class Command(PingxuanCommand):
    """Writes what there is to print; kinds without anything yet are passed over."""

    help = "把一项评选的公文和表册写成 Word、Excel 和 PDF 文件。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Of which campaign, where to, which kinds, which body."""
        parser.add_argument("campaign", help="评选活动的编号、代码或名称")
        parser.add_argument("--out", type=Path, required=True, help="写到哪个文件夹，没有则新建")
        parser.add_argument("--kind", choices=sorted(KINDS), metavar="种类", help="只写一种，如 推荐表")
        parser.add_argument("--body", help="只写一个推荐单位的推荐表和汇总表")
        parser.add_argument("--json", action="store_true", help="结果写成 JSON")

    def handle(
        self, *, campaign: str, out: Path, kind: str | None, body: str | None, json: bool, **_: Any
    ) -> None:
        """Draws, writes and says what was written."""
        held = campaign_called(campaign)
        if held is None:
            self.usage(f"没有编号、代码或名称是“{campaign}”的评选活动。请核对后重试。")
        part = body_called(held, body) if body else None
        if body and part is None:
            self.usage(f"“{body}”没有参加这项评选。请写推荐单位的全称。")
        if out.exists() and not out.is_dir():
            self.usage(f"{out} 不是文件夹。请换一个位置。")
        out.mkdir(parents=True, exist_ok=True)
        kinds = [KINDS[kind]] if kind else list(PaperKind)
        context = WritingContext(
            at=now(),
            font_dirs=(settings.PINGXUAN_DATA / "fonts",),
            find_file=partial(stored_path, settings.PINGXUAN_FILES),
        )
        counts: dict[str, int] = {}
        files = []
        for name, papers in drawn(held, kinds, part, day=beijing_date(context.at)):
            began = time.monotonic()
            for suffix, write in WRITERS.items():
                (out / f"{name}.{suffix}").write_bytes(write(papers, context))
                files.append(f"{name}.{suffix}")
            counts[name] = len(papers)
            self.say(f"{name}：{len(papers)} 份，{time.monotonic() - began:.1f} 秒")
        self._tell(out, counts, files, as_json=json)

    def _tell(self, out: Path, counts: dict[str, int], files: Sequence[str], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"papers": counts, "files": list(files)}, ensure_ascii=False))
        else:
            self.say(f"共写了 {len(files)} 个文件，在 {out}。")


def drawn(
    campaign: Any, kinds: Sequence[PaperKind], body: Any, *, day: Any
) -> Iterator[tuple[str, list[Paper]]]:
    """File name and papers of each kind, blank and merged ones beside the filled; empty ones left out."""
    named = f"（{body.name}）" if body else ""
    site = settings.PINGXUAN_URL.rstrip("/")
    for kind in kinds:
        told = papers_of(campaign, kind, body, day=day, site=site)
        sets = [(f"{kind.label}{named}", told)]
        if body is None:
            sets.append((f"{kind.label}（空白）", blank_papers(campaign, kind)))
            sets.append((f"{kind.label}（总表）", merged_papers(campaign, kind)))
        yield from ((name, papers) for name, papers in sets if papers)
