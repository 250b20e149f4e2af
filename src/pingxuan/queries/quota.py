"""The quota as it stands: bodies in the order of the annex and their allotments."""

from pingxuan.models import Allotment, Campaign, NominatingBody


def parts_in_order(campaign: Campaign) -> list[NominatingBody]:
    """The campaign's bodies in annex order, member units after all others, their names along."""
    rows = NominatingBody.objects.filter(campaign=campaign).select_related("body", "parent__body")
    return list(rows.order_by("position"))


def allotments(campaign: Campaign) -> dict[tuple[str, str], Allotment]:
    """(nominating body id, award key) → its allotment."""
    rows = Allotment.objects.filter(nominating_body__campaign=campaign)
    return {(row.nominating_body_id, row.award_key): row for row in rows}
