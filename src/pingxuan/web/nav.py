"""The side navigation of each role: which pages there are in a campaign, and in what order."""

from typing import Any

from django.urls import reverse

from pingxuan.core.actor import Actor
from pingxuan.core.words import Role
from pingxuan.web.context import NavGroup, NavItem

OFFICE_PAGES = (
    ("dashboard", "工作台", "home"),
    ("notice", "通知与定义", "doc"),
    ("quota", "名额", "list"),
    ("receipts", "签收与联系人", "user"),
    ("register", "荣誉台账", "list"),
    ("nominations", "推荐材料", "list"),
    ("consultations", "征求意见", "doc"),
    ("visits", "明察暗访", "pin"),
    ("selection", "评分与遴选", "score"),
    ("publication", "公示与异议", "flag"),
    ("plaques", "授牌", "medal"),
    ("papers", "公文与表册", "down"),
    ("ledger", "操作留痕", "doc"),
)
BODY_PAGES = (
    ("dashboard", "本单位工作台", "home"),
    ("receipts", "签收与联系人", "user"),
    ("versions", "通知变更", "doc"),
    ("quota", "名额", "list"),
    ("nominations", "推荐材料", "list"),
    ("summary", "汇总表与报送", "check"),
    ("papers", "公文与表册", "down"),
)
PAGES = {
    Role.ORGANISER: OFFICE_PAGES,
    Role.LEADER: tuple(row for row in OFFICE_PAGES if row[0] not in ("ledger", "consultations")),
    Role.AUDITOR: OFFICE_PAGES,
    Role.BODY_OFFICER: BODY_PAGES,
    Role.INSPECTOR: (("visits", "今日任务", "pin"),),
}


def navigation(actor: Actor, campaign: Any, current: str) -> tuple[NavGroup, ...]:
    """The actor's groups of pages; those of a campaign only when one is open on the page."""
    groups = []
    if campaign is not None:
        items = tuple(
            NavItem(label=label, url=reverse(name, args=[campaign.pk]), icon=icon, current=name == current)
            for name, label, icon in PAGES.get(actor.role, ())
        )
        groups.append(NavGroup(items=items))
    rest = [NavItem(label="评选活动", url=reverse("campaigns"), icon="list", current=current == "campaigns")]
    if actor.role in (Role.ORGANISER, Role.ADMINISTRATOR):
        rest.append(
            NavItem(label="单位与账号", url=reverse("posts"), icon="user", current=current == "posts")
        )
    groups.append(NavGroup(label="全部", items=tuple(rest)))
    return tuple(groups)
