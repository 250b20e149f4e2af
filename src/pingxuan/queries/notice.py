"""The notice a campaign was read from: its layout, and the files it came in."""

from pingxuan.core.notice.layout import Layout, from_data
from pingxuan.models import Campaign


def layout_of(campaign: Campaign) -> Layout | None:
    """The notice's text with its blocks and exact tables; None for a campaign without a notice."""
    return from_data(campaign.notice_text, campaign.notice_layout) if campaign.notice_text else None


def notice_file(campaign: Campaign, digest: str) -> str | None:
    """The digest, when it is that of one of the files the notice came in."""
    return next((file["digest"] for file in campaign.notice_files if file["digest"] == digest), None)
