"""What papers are asked for: of which campaign and body, on which day, for the office or for a body."""

from dataclasses import dataclass
from datetime import date

from pingxuan.core.definition import Award, Definition
from pingxuan.core.instants import beijing_date
from pingxuan.core.progress import GROUPS
from pingxuan.core.words import NominationGroup, NominationState
from pingxuan.models import Campaign, LedgerHead, NominatingBody
from pingxuan.queries.definition import current_definition

HANDED_UP = GROUPS[NominationGroup.HANDED_UP]
STATED = (NominationState.ENDORSED, *HANDED_UP)
"""What a body's own summary lists: everything it has stated its opinion on and not taken back."""


@dataclass(frozen=True, kw_only=True)
class PaperScope:
    """What is drawn. Without ``office`` a body's own papers hold what it has not handed up yet, too."""

    campaign: Campaign
    definition: Definition
    day: date
    body: NominatingBody | None = None
    award: str = ""
    office: bool = True
    site: str = ""
    """Where the site's addresses begin, for the codes on certificates; "" leaves the codes out."""

    @property
    def awards(self) -> tuple[Award, ...]:
        """The awards asked for."""
        return tuple(one for one in self.definition.awards if self.award in {"", one.key})

    @property
    def states(self) -> tuple[NominationState, ...]:
        """States whose nominations the papers list."""
        return HANDED_UP if self.office else STATED

    @property
    def short_title(self) -> str:
        """What papers call the campaign."""
        return self.definition.short_title or self.definition.title


def scope_of(
    campaign: Campaign,
    body: NominatingBody | None = None,
    *,
    day: date | None = None,
    award: str = "",
    office: bool = True,
    site: str = "",
) -> PaperScope:
    """The scope; without ``day`` the papers are as of the ledger's newest entry."""
    return PaperScope(
        campaign=campaign,
        definition=current_definition(campaign),
        day=day or _newest_day(campaign),
        body=body,
        award=award,
        office=office,
        site=site,
    )


def _newest_day(campaign: Campaign) -> date:
    head = LedgerHead.objects.filter(pk=1).first()
    return beijing_date(head.last_ts if head and head.last_ts else campaign.created_at)
