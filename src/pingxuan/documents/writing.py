"""What every writer of papers is told besides the papers: the time to record and where fonts lie."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pingxuan.documents.photo import printed_photo


@dataclass(frozen=True)
class WritingContext:
    """``at`` (with a time zone) is written into the file as its date: same papers and time, same bytes.

    ``font_dirs`` may hold Fandol or licensed fonts (仿宋_GB2312, 方正小标宋简体); folders that are
    missing are passed over, and the Noto fonts that come with the installation stand in. ``find_file`` says
    where the bytes of a digest lie; without it photographs are left for the hand.
    """

    at: datetime
    font_dirs: tuple[Path, ...] = ()
    find_file: Callable[[str], Path] | None = None

    def picture(self, digest: str) -> bytes:
        """The stored photograph as small as it is printed; b"" where it is not at hand or no picture."""
        return printed_photo(self.find_file(digest)) if digest and self.find_file else b""
