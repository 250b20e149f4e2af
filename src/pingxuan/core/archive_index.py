"""The archive's first page: what lies in it, how it is checked, and who did what when, for people."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from html import escape
from itertools import groupby
from operator import itemgetter
from urllib.parse import quote

from pingxuan.core.acts import act_name
from pingxuan.core.words import Role

BEIJING = timedelta(hours=8)

INDEX_STYLE = b"""\
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1f2328; background: #fff;
  font: 16px/1.75 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.6rem; border-bottom: 3px solid #b3261e; padding-bottom: .5rem; }
h2 { font-size: 1.2rem; margin-top: 2rem; }
code { font-family: Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { border-bottom: 1px solid #d0d7de; padding: .3rem .6rem; text-align: left; vertical-align: top; }
td:first-child { font-variant-numeric: tabular-nums; }
@media print { body { margin: 0; max-width: none; } thead { display: table-header-group; } }
"""

_PAGE = """\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · 归档</title>
<link rel="stylesheet" href="index.css">
</head>
<body>
<h1>{title} · 归档</h1>
<p>这个归档包收有评选的数据、公文、附件和全部存证记录。存证共 {size} 条，总根：</p>
<p><code>{root}</code></p>
<h2>怎样核对</h2>
<p>在装有 Python 3.8 以上版本的电脑上运行下面一行（不需要安装本系统，也不需要联网）：</p>
<p><code>python3 verify.py 归档包的路径</code></p>
<p>结论为“全部相符”，说明包内的数据与存证一致、文件没有改动。</p>
<p>再把上面的总根与纸面、邮件上留存的存证码核对：一致，才能排除整包重做。</p>
<h2>公文（{paper_count} 个文件）</h2>
<ul>
{papers}
</ul>
<h2>办理经过（{size} 条）</h2>
<table>
<thead><tr><th>序号</th><th>时间（北京时间）</th><th>岗位</th><th>办理</th><th>对象</th></tr></thead>
<tbody>
{acts}
</tbody>
</table>
</body>
</html>
"""


def index_page(title: str, lines: Sequence[str], root: str, papers: Sequence[str]) -> bytes:
    """The page as bytes; every text of other origin is escaped."""
    page = _PAGE.format(
        title=escape(title),
        size=len(lines),
        root=escape(root),
        paper_count=len(papers),
        papers="\n".join(_papers(papers)) or "<li>没有公文。</li>",
        acts="\n".join(_act(line) for line in lines),
    )
    return page.encode("utf-8")


def _papers(names: Sequence[str]) -> Iterator[str]:
    """One line for each paper, with its formats side by side."""
    parts = sorted(name.rpartition(".") for name in names)
    for stem, formats in groupby(parts, key=itemgetter(0)):
        links = (f'<a href="papers/{escape(quote("".join(one)))}">{escape(one[2])}</a>' for one in formats)
        yield f"<li>{escape(stem)}：{' · '.join(links)}</li>"


def _act(line: str) -> str:
    entry = json.loads(line)
    at = datetime.fromisoformat(entry["ts"]) + BEIJING
    roles = dict(Role.choices())
    cells = (
        str(entry["seq"]),
        f"{at:%Y-%m-%d %H:%M:%S}",
        roles.get(entry["role"], entry["role"]),
        act_name(entry["act"]),
        entry["object"],
    )
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
