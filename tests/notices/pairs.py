"""Golden pairs: a notice and what it says, written by hand; and where a reading differs from it."""

import json
import unicodedata
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
OUTSIDE = ROOT.parent / "shared" / "notices"
MUST_NOT_BE_INVENTED = (
    "awards",
    "quotas",
    "deadlines",
    "word_limits",
    "attachments",
    "form_fields",
    "enums",
    "opinions",
    "summary_columns",
    "exclusions",
    "doc_number",
)


class Pair(NamedTuple):
    notice: Path
    expected: Path

    @property
    def text(self) -> str:
        return self.notice.read_text(encoding="utf-8")

    @property
    def facts(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.expected.read_text(encoding="utf-8"))
        return found


SAMPLE = Pair(ROOT / "samples" / "notice.txt", HERE / "sample.expect.json")


def pairs() -> list[Pair]:
    own = [Pair(notice, notice.with_suffix(".expect.json")) for notice in sorted(HERE.glob("*.txt"))]
    real = Pair(OUTSIDE / "2023-1.txt", OUTSIDE / "2023-1.expect.json")
    return [SAMPLE, *own, *([real] if real.notice.exists() else [])]


def differences(want: Any, got: Any, path: str = "") -> list[str]:
    """Where a reading differs: every key wanted, lists of the same length, text alike but for punctuation."""
    if isinstance(want, dict) and isinstance(got, dict):
        keys = [f for key, value in want.items() for f in differences(value, got.get(key), f"{path}.{key}")]
        extra = sorted(set(got) - set(want)) if path.startswith((".quotas", ".enums")) else []
        return keys + [f"{path}: {key} was invented" for key in extra]
    if isinstance(want, list) and isinstance(got, list) and len(want) == len(got):
        return [
            f
            for n, (w, g) in enumerate(zip(want, got, strict=True))
            for f in differences(w, g, f"{path}[{n}]")
        ]
    if isinstance(want, str) and isinstance(got, str):
        return [] if plain(want) == plain(got) else [f"{path}: {want!r} was read as {got!r}"]
    return [] if want == got else [f"{path}: {want!r} was read as {got!r}"]


def plain(text: str) -> str:
    """Letters and figures only, full and half width alike."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())
