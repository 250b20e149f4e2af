"""What every act of the organising office begins with: the right role, and the open campaign under a lock."""

from pingxuan.core.actor import Actor
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.words import CampaignState, Role
from pingxuan.models import Campaign


def office_only(by: Actor) -> None:
    """Raises Refused unless the organiser acts."""
    if by.role is not Role.ORGANISER:
        raise Refused(Finding("not_your_act", "您的岗位不能办理这项工作，请由主办单位经办办理。"))


def open_only(campaign: Campaign) -> None:
    """Raises Refused unless the campaign is open: after its archive is made nothing of it changes."""
    if campaign.state != CampaignState.OPEN:
        raise Refused(
            Finding("campaign_not_open", "本次评选尚未开始或已经归档，不能再办理。请与主办单位联系。")
        )


def open_campaign_locked(campaign_id: str, by: Actor) -> Campaign:
    """The campaign, locked against other acts on it as a whole; raises Refused unless the organiser acts
    and the campaign is open."""
    office_only(by)
    held = Campaign.objects.select_for_update(no_key=True).get(pk=campaign_id)
    open_only(held)
    return held
