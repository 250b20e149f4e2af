"""The archive as a download: the ledger, the data, the papers and stored files, and the verifier that checks them."""

from importlib.resources import files
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from pingxuan import access
from pingxuan.core.archive import archive_members
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.words import PaperKind, Role
from pingxuan.documents.write_archive import write_archive
from pingxuan.documents.writers import WRITERS
from pingxuan.queries.archive import archive_parts, holds_others
from pingxuan.queries.file import stored_path
from pingxuan.queries.papers import papers_of
from pingxuan.web.answering import tell_refusal
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.sending import dated, disposition, writing_context

ARCHIVERS = (Role.ORGANISER, Role.AUDITOR)


@for_roles(*ARCHIVERS)
@require_safe
def archive(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """The whole archive as one file; refused where it would carry another organiser's data."""
    actor = acting(request)
    campaign = access.seen_by_office(actor, campaign_id)
    if holds_others(actor.body_id):
        text = "本站还有其他主办单位的评选，整站存档请由系统管理员在服务器上导出。"
        tell_refusal(request, Refused(Finding("archive_holds_others", text)))
        return redirect("plaques", campaign.pk)
    context = writing_context(request)
    papers = {}
    for kind in PaperKind:
        if drawn := papers_of(campaign, kind, site=settings.PINGXUAN_URL.rstrip("/")):
            papers[f"{kind.label}.docx"] = WRITERS["docx"](drawn, context)
    parts = archive_parts(
        campaign.title,
        verifier=files("pingxuan").joinpath("verifier", "verify.py").read_bytes(),
        papers=papers,
        find_file=lambda digest: stored_path(settings.PINGXUAN_FILES, digest),
    )
    target = TemporaryFile()  # noqa: SIM115  # closed by the answer once it is sent
    write_archive(archive_members(parts), target)
    target.seek(0)
    answer: Any = FileResponse(target, content_type="application/zip")
    answer["Content-Disposition"] = disposition(f"{dated(f'{campaign.title}存档', request)}.zip")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer  # type: ignore[no-any-return]  # a file's answer is streamed, and answers like any other
