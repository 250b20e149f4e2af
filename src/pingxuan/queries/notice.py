"""What a campaign was begun with: its notice and the files that came in, or a first draft with its questions."""

from pingxuan.core.beginning import Beginning, beginning_from
from pingxuan.core.notice.layout import Layout, from_data
from pingxuan.models import Campaign


def layout_of(campaign: Campaign) -> Layout | None:
    """The notice's text with its blocks and exact tables; None for a campaign without a notice."""
    return from_data(campaign.notice_text, campaign.notice_layout) if campaign.notice_text else None


def beginning_of(campaign: Campaign) -> Beginning | None:
    """What a campaign begun without a notice began with; None for one read from a notice or a file."""
    return beginning_from(campaign.beginning) if campaign.beginning else None


def notice_file_name(campaign: Campaign, digest: str) -> str | None:
    """The name under which a file of that digest came in as part of the notice; None when none did."""
    return next((file["name"] for file in campaign.notice_files if file["digest"] == digest), None)
