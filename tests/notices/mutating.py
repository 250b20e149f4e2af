"""Notices as hands, mail programs and spite break them: a strategy that draws one broken notice at a time."""

from hypothesis import strategies as st

from tests.notices.pairs import pairs

JUNK = "附件1234567890一二三（）“”、，。：|\n年月日前名个表意见推荐先进\\\t\r\x00𠮷ﬁ½①\ud800*?？〇　○"
MOST_EDITS = 8
EDITS = ("cut", "repeat", "insert", "move", "flatten", "widen")


@st.composite
def broken_notices(draw: st.DrawFn) -> str:
    """One of the golden notices after one to eight edits: cut, repeated, moved, sown with junk, run together."""
    text = draw(st.sampled_from([pair.text for pair in pairs()]))
    for _ in range(draw(st.integers(1, MOST_EDITS))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 120)))
        junk = draw(st.text(JUNK, max_size=20))
        text = edited(text, draw(st.sampled_from(EDITS)), start, end, junk)
    return text


def edited(text: str, edit: str, start: int, end: int, junk: str) -> str:
    """The text with one edit made to the stretch from ``start`` up to ``end``."""
    stretch = text[start:end]
    made = {
        "cut": "",
        "repeat": stretch * 3,
        "insert": junk + stretch,
        "move": "",
        "flatten": stretch.replace("\n", " "),
        "widen": "\n".join(stretch),
    }[edit]
    return text[:start] + made + text[end:] + (stretch if edit == "move" else "")
