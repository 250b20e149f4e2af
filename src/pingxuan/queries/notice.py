"""The notice a campaign was read from: its layout, and the files it came in."""

from pingxuan.core.notice.layout import Layout, from_data
from pingxuan.models import Campaign


def layout_of(campaign: Campaign) -> Layout | None:
    """The notice's text with its blocks and exact tables; None for a campaign without a notice."""
    return from_data(campaign.notice_text, campaign.notice_layout) if campaign.notice_text else None


def notice_file_name(campaign: Campaign, digest: str) -> str | None:
    """The name under which a file of that digest came in as part of the notice; None when none did."""
    return next((file["name"] for file in campaign.notice_files if file["digest"] == digest), None)
