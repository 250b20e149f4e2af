"""What every writer of papers is told besides the papers: the time to record and where fonts lie."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class WritingContext:
    """``at`` (with a time zone) is written into the file as its date: same papers and time, same bytes.

    ``font_dirs`` may hold Fandol or licensed fonts (仿宋_GB2312, 方正小标宋简体); folders that are
    missing are passed over, and the Noto fonts that come with the installation stand in.
    """

    at: datetime
    font_dirs: tuple[Path, ...] = ()
