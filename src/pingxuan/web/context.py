"""What every page is given around its own content: the navigation, the site's facts, who is signed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True, kw_only=True)
class NavItem:
    """One line of the side navigation; ``hot`` paints its count as due, ``icon`` names a symbol."""

    label: str
    url: str
    icon: str = "list"
    count: str | int = ""
    hot: bool = False
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class NavGroup:
    """A titled group of the side navigation; the first group usually has no title."""

    label: str = ""
    items: tuple[NavItem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Site:
    """Facts of the installation shown in headers and footers; an empty one is not shown."""

    name: str = "推荐评选工作平台"
    organiser: str = ""
    phone: str = ""
    email: str = ""
    site_code: str = ""
    icp_record: str = ""
    police_record: str = ""


def site_facts(facts: Mapping[str, str]) -> Site:
    """The site's facts from the settings' mapping; unknown keys raise TypeError at start, not on a page."""
    return Site(**facts)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Template context of every page; ``request.nav`` is set by whoever knows the member's pages."""
    return {
        "site": site_facts(getattr(settings, "PINGXUAN_SITE", {})),
        "demo": bool(getattr(settings, "PINGXUAN_DEMO", False)),
        "nav": getattr(request, "nav", ()),
        "who": getattr(request, "who", ""),
        "role": getattr(request, "role", None),
        "unread": getattr(request, "unread", 0),
    }
