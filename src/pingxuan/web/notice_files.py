"""The files a notice came in (通知原件), byte for byte as they were sent in."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from pingxuan import access
from pingxuan.core.words import Role
from pingxuan.queries.file import stored_path
from pingxuan.queries.notice import notice_file_name
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.sending import disposition


@for_roles(Role.ORGANISER, Role.LEADER, Role.AUDITOR)
@require_safe
def notice_file(request: AskedRequest, campaign_id: str, digest: str) -> HttpResponse:
    """One of them as a download under the name it came by."""
    campaign = access.seen_by_office(acting(request), campaign_id)
    name = notice_file_name(campaign, digest)
    if name is None:
        raise access.NotThere
    data = stored_path(settings.PINGXUAN_FILES, digest).read_bytes()
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = disposition(name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


routes: list[URLPattern] = [
    path("campaigns/<campaign_id>/notice/files/<digest>", notice_file, name="notice_file"),
]
