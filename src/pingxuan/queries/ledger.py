"""The ledger's head as people compare it: how many entries, and the root over them."""

from dataclasses import dataclass
from datetime import datetime

from pingxuan.core.ledger import CompactRange
from pingxuan.models import LedgerHead


@dataclass(frozen=True)
class HeadFacts:
    """Size, root in hex, and when the newest entry was made."""

    size: int
    root: str
    last: datetime | None

    @property
    def spoken_root(self) -> str:
        """The first twenty hex digits in groups of four, to be read over the phone."""
        short = self.root[:20].upper()
        return "-".join(short[at : at + 4] for at in range(0, 20, 4))


def head_facts() -> HeadFacts:
    """The head as it stands now."""
    head = LedgerHead.objects.get(pk=1)
    return HeadFacts(head.size, CompactRange.load(head.size, head.hashes).root().hex(), head.last_ts)
