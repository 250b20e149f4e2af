"""A body invites its nominee to fill the form: a link and a code, shown once, handed over separately."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from pingxuan import access
from pingxuan.actions import invitation as acts
from pingxuan.core.words import Role
from pingxuan.documents.qr import qr_svg
from pingxuan.queries.definition import award_of
from pingxuan.queries.invitation import standing_invitation
from pingxuan.web.answering import page, tell
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.form_desk import fillable

JUST_MADE = "invitation"


@for_roles(Role.BODY_OFFICER)
@require_POST
def invite(request: AskedRequest, nomination_id: str) -> HttpResponse:
    """Makes a link and its code; links sent earlier die at once."""
    held = access.body_nomination(acting(request), nomination_id)
    if not fillable(held):
        tell(request, "这件推荐现在不能修改，不必再邀请对方填写。")
        return redirect("nomination", held.pk)
    token, code = acts.invite(held, by=acting(request), at=request.received_at)
    request.session[JUST_MADE] = {"nomination": held.pk, "token": token, "code": code}
    return redirect("invitation_slip", held.pk)


@for_roles(Role.BODY_OFFICER)
@require_safe
def invitation_slip(request: AskedRequest, nomination_id: str) -> HttpResponse:
    """The link and the code just made; a second look shows neither, for only their hashes are kept."""
    held = access.body_nomination(acting(request), nomination_id)
    made = request.session.get(JUST_MADE)
    fresh = made if made and made["nomination"] == held.pk else None
    if fresh:
        del request.session[JUST_MADE]
    link = settings.PINGXUAN_URL.rstrip("/") + reverse("invitation", args=[fresh["token"]]) if fresh else ""
    return page(
        request,
        "pingxuan/nomination/invitation.html",
        {
            "nomination": held,
            "award": award_of(held),
            "link": link,
            "code": fresh["code"] if fresh else "",
            "qr": mark_safe(qr_svg(link)) if link else "",  # noqa: S308 - drawn by segno, holds no text
            "days": acts.LINK_LIFE.days,
            "standing": standing_invitation(held, at=request.received_at),
        },
        campaign=held.campaign,
        current="nominations",
        crumbs=[
            ("推荐材料", reverse("nominations", args=[held.campaign_id])),
            (held.nominee_name, reverse("nomination", args=[held.pk])),
            ("填报邀请", ""),
        ],
    )


@for_roles(Role.BODY_OFFICER)
@require_POST
def revoke_invitation(request: AskedRequest, nomination_id: str) -> HttpResponse:
    """Ends the link that was sent."""
    held = access.body_nomination(acting(request), nomination_id)
    ended = acts.revoke_invitation(held, by=acting(request), at=request.received_at)
    tell(request, "填报链接已收回，不能再打开。" if ended else "没有可收回的填报链接。")
    return redirect("nomination", held.pk)


routes: list[URLPattern] = [
    path("nominations/<str:nomination_id>/invite", invite, name="invite"),
    path("nominations/<str:nomination_id>/invitation", invitation_slip, name="invitation_slip"),
    path("nominations/<str:nomination_id>/invitation/revoke", revoke_invitation, name="revoke_invitation"),
]
