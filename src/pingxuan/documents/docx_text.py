"""The text of Word paragraphs as it would be printed: revisions accepted, controls looked through, hidden text gone."""

from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = {
    f"{W}del", f"{W}moveFrom", f"{W}rPr", f"{W}pPr", f"{W}instrText", f"{W}delText", f"{W}rt",
    f"{W}footnoteReference", f"{W}object", f"{W}txbxContent", f"{MC}Fallback",
}  # fmt: skip
"""What is not printed where it stands; a text box is read as paragraphs of its own."""
_SIGNS = {f"{W}tab": "  ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "  "}
_SYMBOLS = {
    "A8": "□", "A3": "□", "6F": "□", "71": "□", "72": "□", "30A3": "□", "2A": "□",
    "FE": "☑", "52": "☑", "FD": "☒", "54": "☒", "B7": "·", "6C": "●", "6E": "■", "A2": "○", "A1": "○",
}  # fmt: skip
"""Characters of the symbol fonts people tick boxes with, by the code without its F0."""


def element(parent: Any, *names: str) -> Any:
    """The element down that path of ``w:`` names, or None."""
    for name in names:
        parent = None if parent is None else parent.find(W + name)
    return parent


def value(parent: Any, *names: str) -> str:
    """``w:val`` of the element down that path; "" when there is none."""
    found = element(parent, *names)
    return "" if found is None else found.get(f"{W}val", "")


def is_on(parent: Any, *names: str) -> bool:
    """Whether that switch is set; written without a value it is."""
    found = element(parent, *names)
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def paragraph_text(paragraph: Any) -> str:
    """What is printed in a paragraph, line breaks as \\n."""
    return "".join(_printed(paragraph))


def text_boxes(paragraph: Any) -> Iterator[Any]:
    """The contents of text boxes anchored in a paragraph, each once."""
    stack = [paragraph]
    while stack:
        node = stack.pop()
        if node.tag == f"{W}txbxContent":
            yield node
        elif node.tag not in (f"{MC}Fallback", f"{W}del"):
            stack.extend(reversed(node))


def is_dropped_mark(paragraph: Any) -> bool:
    """Whether the paragraph's own end was deleted in a revision, so that the next one runs on."""
    marks = element(paragraph, "pPr", "rPr")
    return marks is not None and (element(marks, "del") is not None or element(marks, "moveFrom") is not None)


def _printed(paragraph: Any) -> Iterator[str]:
    stack = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        tag = node.tag
        if tag == f"{W}t":
            yield (node.text or "").replace("\n", " ")
        elif tag in _SIGNS:
            if node.get(f"{W}type") not in ("page", "column"):
                yield _SIGNS[tag]
        elif tag == f"{W}sym":
            yield _symbol(node.get(f"{W}char", ""))
        elif tag not in _GONE and not _is_hidden(node):
            stack.extend(reversed(node))


def _is_hidden(node: Any) -> bool:
    if node.tag == f"{W}r":
        return is_on(node, "rPr", "vanish")
    return bool(node.tag == f"{W}sdt") and is_on(node, "sdtPr", "showingPlcHdr")


def _symbol(code: str) -> str:
    code = code.upper()
    known = _SYMBOLS.get(code.removeprefix("F0").lstrip("0"))
    if known:
        return known
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number) if 0x20 <= number < 0xD800 else ""
