"""Bodies pasted one a line, with their places where a table was copied."""

import re
from dataclasses import dataclass

from pingxuan.core.readings import read_number

_CELLS = re.compile(r"[\t|｜,，\u3000]+| {2,}| (?=\d)")
_NO_BODY = re.compile(r"(?:序|编)号|(?:推荐)?单位(?:名称)?|县市?区?|地区|名额(?:数|分配)?|备注|[总合小]\s*计")
_NAMES = re.compile(r"[、；;]")
_NUMBERED = re.compile(r"^[（(]?\d{1,3}[)）.．、\s]+")


@dataclass(frozen=True)
class PastedBody:
    """A name and the numbers that stood behind it, in their order."""

    name: str
    numbers: tuple[str, ...] = ()


def pasted_bodies(text: str) -> list[PastedBody]:
    """A body for each line; a line without numbers may name several, parted by 、 or ；.

    Numbers in front of a name are running numbers; they, headings and sums are left out.
    """
    found: list[PastedBody] = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in _CELLS.split(_NUMBERED.sub("", line.strip())) if cell.strip()]
        names = [cell for cell in cells if read_number(cell) is None]
        if not names or _NO_BODY.fullmatch(names[0]):
            continue
        numbers = [cell for cell in cells[cells.index(names[0]) + 1 :] if read_number(cell) is not None]
        if numbers:
            found.append(PastedBody(names[0], tuple(numbers)))
        else:
            found += [PastedBody(n.strip()) for cell in names for n in _NAMES.split(cell) if n.strip()]
    return list({body.name: body for body in found}.values())
