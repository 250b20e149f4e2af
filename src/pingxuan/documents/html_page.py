"""A saved web page without what is around the notice: navigation, scripts, hidden parts, lists of links."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

LONGEST_ASIDE = 80
_DROPPED = {
    "script", "style", "noscript", "template", "nav", "aside", "footer", "iframe", "object", "embed", "svg",
    "head", "select", "button", "textarea", "audio", "video", "canvas", "map", "menu", "dialog",
}  # fmt: skip
_MAY_BE_LINKS = {"div", "ul", "dl", "header", "p", "td"}
_MAY_HOLD = {"div", "article", "main", "section", "td"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_CONTENT = re.compile(
    r"(?:^|[\s_-])(?:article|content|zoom|detail|editor|post|entry|main|text|con)(?:$|[\s_-]|\d)",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FILE_LINK = re.compile(r"\.(?:docx?|xlsx?|wps|et|pdf|rar|zip|rtf)(?:$|[?#])", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?:您|你)?(?:现在|当前)?(?:所在)?的?位置\s*[：:>]|首页\s*[>›»/]|打印(?:本页|本稿)?$|【?关闭(?:窗口|本页)?】?$|"
    r"(?:【|\[)?(?:打印|关闭|收藏|返回|字体|字号)|分享(?:到|至)?|上一[篇条]|下一[篇条]|扫一扫|责任编辑|编辑[：:]|"
    r"(?:浏览|点击|阅读|访问)(?:次数|量|数)?\s*[：:]|(?:文章)?来源\s*[：:]|(?:发布|发表|更新)(?:时间|日期)\s*[：:]|"
    r"作者\s*[：:]|版权所有|\S{0,4}ICP备|网站地图|无障碍"
)
_TITLE_LIKE = re.compile(r"(?:通知|公告|通告|函|启事|方案|办法|意见|倡议书)(?:（[^（）]{1,20}）)?$")


def drop_unseen(root: Any) -> None:
    """Takes out of the tree what a reader of the page does not see or does not mean."""
    for node in list(root.iter()):
        if not isinstance(node.tag, str) or node.tag in _DROPPED or _is_hidden(node):
            _take_out(node)


def main_content(root: Any) -> Any:
    """The element the page's text stands in; the root itself when none stands out."""
    measured = _measured(root)
    for node, size in measured.items():
        if node.tag in _MAY_BE_LINKS and size.is_links and node is not root:
            _take_out(node)
    words = {node: size.words for node, size in _measured(root).items()}
    named = {node: size for node, size in words.items() if node.tag in _MAY_HOLD and _is_named(node)}
    most = max(named.values(), default=0)
    if not named or most * 2 < words[root]:
        return root
    return min((node for node, size in named.items() if size >= 0.9 * most), key=lambda node: named[node])


def page_title(root: Any) -> str:
    """What the page calls its article: its own mark for that, its heading, or its title; "" when it has none."""
    marks = {"articletitle", "og:title", "title"}
    named = [
        node.get("content", "")
        for node in root.iter("meta")
        if (node.get("name") or node.get("property") or "").lower() in marks
    ]
    headings = ["".join(node.itertext()) for node in root.iter("h1", "h2")]
    titles = [re.split(r"\s*[-_|–—]\s*", "".join(node.itertext()))[0] for node in root.iter("title")]
    found = (" ".join(one.split()) for one in (*named, *headings, *titles))
    return next((one for one in found if _TITLE_LIKE.search(one) and len(one) < 100), "")


def without_asides(lines: Iterable[Any]) -> Iterator[Any]:
    """The blocks without the page's own words: where one is, when it was put up, how often it was read."""
    for line in lines:
        text = getattr(line, "text", None)
        if text is None or len(text) > LONGEST_ASIDE or not _ASIDE.match(text.strip()):
            yield line


def _is_hidden(node: Any) -> bool:
    if (
        node.get("hidden") is not None
        or node.get("aria-hidden") == "true"
        or node.get("role") == "navigation"
    ):
        return True
    return bool(_HIDDEN.search(node.get("style") or ""))


def _is_named(node: Any) -> bool:
    names = _CAMEL.sub("-", f"{node.get('id') or ''} {node.get('class') or ''}")
    return node.tag in ("article", "main") or node.get("role") == "main" or bool(_CONTENT.search(names))


@dataclass
class _Size:
    """What an element holds: characters that are no white space, those in links, links, and links to files."""

    words: int = 0
    linked: int = 0
    links: int = 0
    files: int = 0

    @property
    def is_links(self) -> bool:
        """Whether it is little but links to other pages; links to files are attachments and stay."""
        return self.links >= 3 and not self.files and self.linked > 0.7 * self.words

    def add(self, other: "_Size") -> None:
        """Counts what a child holds."""
        self.words += other.words
        self.linked += other.linked
        self.links += other.links
        self.files += other.files


def _measured(root: Any) -> dict[Any, _Size]:
    """The size of every element, those inside before what holds them; one pass over the page."""
    sizes: dict[Any, _Size] = {}
    for _, node in etree.iterwalk(root, events=("end",)):
        size = _Size(len((node.text or "").strip()))
        for child in node:
            size.add(sizes[child])
            size.words += len((child.tail or "").strip())
        if node.tag == "a":
            size.linked, size.links = size.words, size.links + 1
            size.files += bool(_FILE_LINK.search(node.get("href") or ""))
        sizes[node] = size
    return sizes


def _take_out(node: Any) -> None:
    parent = node.getparent()
    if parent is None:
        return
    if node.tail:
        before = node.getprevious()
        if before is None:
            parent.text = (parent.text or "") + node.tail
        else:
            before.tail = (before.tail or "") + node.tail
    parent.remove(node)
