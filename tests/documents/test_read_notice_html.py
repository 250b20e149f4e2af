"""Web pages: their encoding found, what is around the notice dropped, spans and lists kept."""

import base64

import pytest

from pingxuan.core.notice.compose import ReadBlock, ReadLine, ReadTable
from pingxuan.core.notice.layout import BlockKind
from pingxuan.documents.mhtml import is_mhtml
from pingxuan.documents.read_notice import read_notice_files
from pingxuan.documents.read_notice_html import read_notice_html

PARAGRAPHS = "".join(f"<p>第{n}条推荐对象应当遵守法律法规，群众公认，成绩突出。</p>" for n in range(12))


def blocks_of(page: str | bytes) -> list[ReadBlock]:
    """What the reader takes in."""
    data = page.encode() if isinstance(page, str) else page
    return list(read_notice_html(data, "通知.html").blocks)


def texts(page: str | bytes) -> list[str]:
    """Its paragraphs."""
    return [block.text for block in blocks_of(page) if isinstance(block, ReadLine)]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="gb2312">', "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=GBK">', "gb18030"),
        ("", "gb18030"),
        ("", "utf-8"),
        ('<meta charset="utf-8">', "utf-8-sig"),
        ("", "utf-16"),
        ('<meta charset="no-such">', "utf-8"),
    ],
)
def test_the_encoding_is_found(head: str, encoding: str) -> None:
    page = f"<html><head>{head}</head><body><p>评选“最美教师”㛃</p></body></html>"
    assert texts(page.encode(encoding)) == ["评选“最美教师”㛃"]


def test_text_flows_as_a_browser_shows_it() -> None:
    page = "<p>各县\n  市&nbsp;&ldquo;通知&rdquo;<br>二行</p><div>三<b>行</b><p>四行</p>五行</div><pre>a\n b</pre>"
    assert texts(page) == ["各县 市\xa0“通知”", "二行", "三行", "四行", "五行", "a", "b"]


def test_lists_and_headings_keep_their_kind_and_number() -> None:
    page = "<h2>范围</h2><ol start=3><li>甲<li>乙</ol><ul><li>丙</ul>"
    assert [(b.text, b.kind, b.level) for b in blocks_of(page) if isinstance(b, ReadLine)] == [
        ("范围", BlockKind.HEADING, 1),
        ("3.甲", BlockKind.LIST_ITEM, 0),
        ("4.乙", BlockKind.LIST_ITEM, 0),
        ("丙", BlockKind.LIST_ITEM, 0),
    ]


def test_spans_give_the_grid() -> None:
    page = (
        "<table><tr><td rowspan=2>单位<td colspan=2>名额<tr><td>甲<td>乙<tr><td>东县<td>1<td>2"
        "<tr><td rowspan=9>西县<td>3<td>4</table>"
    )
    (table,) = [block for block in blocks_of(page) if isinstance(block, ReadTable)]
    assert [(c.text, c.row, c.column, c.rows, c.columns) for c in table.cells] == [
        ("单位", 0, 0, 2, 1), ("名额", 0, 1, 1, 2), ("甲", 1, 1, 1, 1), ("乙", 1, 2, 1, 1),
        ("东县", 2, 0, 1, 1), ("1", 2, 1, 1, 1), ("2", 2, 2, 1, 1),
        ("西县", 3, 0, 1, 1), ("3", 3, 1, 1, 1), ("4", 3, 2, 1, 1),
    ]  # fmt: skip


def test_a_saved_page_gives_its_article_alone() -> None:
    page = f"""<!DOCTYPE html><html><head><title>关于评选文明窗口的通知_某市政府</title>
    <meta name="ArticleTitle" content="关于评选文明窗口的通知"><script>var a = "脚本"</script></head><body>
    <nav><a href=/>首页</a></nav><div class="crumb">当前位置：首页 > 公告</div>
    <div class="wrap"><div class="side"><ul><li><a href=1>新闻</a><li><a href=2>公告</a><li><a href=3>下载</a></ul></div>
    <div id="articleContent">发布时间：2024-01-01<br>{PARAGRAPHS}<p style="display: none">隐藏</p>
    <ul><li><a href="a.doc">附件1</a><li><a href="b.doc">附件2</a><li><a href="c.xls">附件3</a></ul></div></div>
    <footer>版权所有</footer></body></html>"""
    found = texts(page)
    assert found[0] == "关于评选文明窗口的通知"
    assert [text for text in found if "推荐对象" not in text][1:] == ["附件1", "附件2", "附件3"]
    assert len(found) == 16


def test_a_page_that_is_laid_out_in_tables_is_looked_through() -> None:
    page = (
        f"<table><tr><td>{PARAGRAPHS}<table><tr><td>单位<td>名额<tr><td>甲县<td>2</table></td></tr></table>"
    )
    found = blocks_of(page)
    assert (len(found), sum(isinstance(block, ReadTable) for block in found)) == (13, 1)


def test_a_page_saved_as_one_file_is_taken_out_of_its_envelope() -> None:
    page = "<html><head><meta charset=gb2312></head><body><p>关于评选文明窗口的通知</p></body></html>"
    coded = base64.encodebytes(page.encode("gb18030")).decode()
    data = (
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        '\ttype="text/html"; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset="gb2312"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{coded}\r\n--x--\r\n"
    )
    layout = read_notice_files([("通知.doc", data.encode())])
    assert layout.text == "关于评选文明窗口的通知\n"
    assert not is_mhtml("关于：推荐\nContent-Type 一栏\n".encode())
