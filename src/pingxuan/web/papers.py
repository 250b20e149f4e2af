"""Official papers: what there is to print, and every paper as Word, Excel and PDF."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from pingxuan import access
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.instants import beijing_date
from pingxuan.core.paper import Paper
from pingxuan.core.words import PaperKind, Role
from pingxuan.documents.writers import WRITERS
from pingxuan.queries.definition import award_of, current_definition
from pingxuan.queries.form_paper import form_papers
from pingxuan.queries.nomination import opinions_of
from pingxuan.queries.paper_counts import papers_ready
from pingxuan.queries.papers import BLANK, MERGED, blank_papers, merged_papers, papers_of
from pingxuan.web.answering import page, tell_refusal
from pingxuan.web.asking import AskedRequest, acting, for_roles
from pingxuan.web.sending import file_response, writing_context

K = PaperKind
FOR_BODIES = (K.NOMINATION_FORM, K.SUMMARY_TABLE, K.QUOTA_TABLE, K.PUBLICATION, K.DECISION)
BY_BODY = frozenset({K.NOMINATION_FORM, K.SUMMARY_TABLE, K.RETURNED_LIST})
STAGES: Sequence[tuple[str, Sequence[PaperKind]]] = (
    ("通知与推荐", (K.QUOTA_TABLE, K.CONTACT_ROSTER, K.NOMINATION_FORM, K.SUMMARY_TABLE, K.RETURNED_LIST)),
    ("审核与检查", (K.CONSULTATION_LETTER, K.INSPECTION_SHEET)),
    ("公示与授牌", (K.PUBLICATION, K.DECISION, K.CERTIFICATE, K.PLAQUE_ORDER)),
)
READERS = (Role.ORGANISER, Role.LEADER, Role.AUDITOR, Role.BODY_OFFICER)


@dataclass(frozen=True)
class Offer:
    """One line of the page: a paper, how many of it there are, where its files lie."""

    label: str
    count: int
    unit: str
    url: str
    """With ``SUFFIX`` where the format stands."""
    note: str = ""

    @property
    def files(self) -> list[tuple[str, str]]:
        """Format and address, in the order people ask for them."""
        names = (("Word", "docx"), ("Excel", "xlsx"), ("PDF", "pdf"))
        return [(name, self.url.replace("SUFFIX", suffix)) for name, suffix in names]


@for_roles(*READERS)
@require_safe
def papers(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Every paper there is to print, by stage, with its number."""
    actor = acting(request)
    campaign = access.campaign_for(actor, campaign_id)
    office = actor.role in access.OFFICE
    body = None if office else access.own_nominating_body(actor, campaign)
    definition = current_definition(campaign)
    ready = papers_ready(campaign, definition, body)
    offered = PaperKind if office else FOR_BODIES
    stages = [(name, _offers(campaign.pk, kinds, offered, ready, office)) for name, kinds in STAGES]
    bodies = access.nominating_bodies(actor, campaign).filter(parent=None) if office else ()
    return page(
        request,
        "pingxuan/papers/papers.html",
        {
            "stages": [(name, offers) for name, offers in stages if offers],
            "bodies": bodies,
            "definition": definition,
        },
        campaign=campaign,
        current="papers",
        crumbs=[(campaign.title, reverse("dashboard", args=[campaign.pk])), ("公文与表册", "")],
    )


def _offers(
    campaign_id: str, kinds: Sequence[PaperKind], offered: Any, ready: Mapping[PaperKind, int], office: bool
) -> list[Offer]:
    offers = []
    for kind in kinds:
        if kind not in offered:
            continue
        url = reverse("paper", args=[campaign_id, kind.value, "SUFFIX"])
        if kind in BLANK:
            offers.append(Offer(f"{kind.label}（空白）", 1, "套", f"{url}?blank=1", "供手工填写"))
        if office and kind in MERGED:
            count = min(1, ready.get(kind, 0))
            offers.append(
                Offer(f"{kind.label}（总表）", count, "套", f"{url}?merged=1", "各单位合并，顺序号连续")
            )
        offers.append(Offer(kind.label, ready.get(kind, 0), UNITS.get(kind, "份"), url, NOTES.get(kind, "")))
    return offers


UNITS = {K.CERTIFICATE: "张", K.SUMMARY_TABLE: "张", K.RETURNED_LIST: "件", K.PLAQUE_ORDER: "块"}
NOTES = {
    K.NOMINATION_FORM: "每件一页，带页码编码",
    K.SUMMARY_TABLE: "每单位一张，按推荐顺序",
    K.INSPECTION_SHEET: "每次待检查一份；没有安排时为空白表",
    K.CERTIFICATE: "带核验二维码",
}


@for_roles(*READERS)
@require_safe
def paper(request: AskedRequest, campaign_id: str, kind: str, suffix: str) -> HttpResponse:
    """The papers of a kind in one file; ``body``, ``award``, ``blank`` and ``merged`` say which."""
    actor = acting(request)
    campaign = access.campaign_for(actor, campaign_id)
    if kind not in PaperKind._value2member_map_ or suffix not in WRITERS:
        raise access.NotThere
    wanted = PaperKind(kind)
    office = actor.role in access.OFFICE
    if not office and wanted not in FOR_BODIES:
        raise access.NotThere
    body, award = _body(request, campaign, office), _award(request, campaign)
    title, drawn = _drawn(request, campaign, wanted, body, award, office)
    if not drawn:
        told = Finding("nothing_to_print", f"现在还没有可打印的“{wanted.label}”，办到这一步后再来下载。")
        tell_refusal(request, Refused(told))
        return redirect("papers", campaign.pk)
    return _written(request, drawn, title, suffix, lambda: redirect("papers", campaign.pk))


def _body(request: AskedRequest, campaign: Any, office: bool) -> Any:
    asked = request.GET.get("body", "")
    if asked:
        return access.nominating_body_for(acting(request), campaign, asked)
    return None if office else access.own_nominating_body(acting(request), campaign)


def _award(request: AskedRequest, campaign: Any) -> str:
    asked = request.GET.get("award", "")
    if asked and asked not in {award.key for award in current_definition(campaign).awards}:
        raise access.NotThere
    return asked


def _drawn(
    request: AskedRequest, campaign: Any, kind: PaperKind, body: Any, award: str, office: bool
) -> tuple[str, list[Paper]]:
    """The file's name and its papers."""
    if request.GET.get("blank") == "1":
        return f"{kind.label}（空白）", blank_papers(campaign, kind, award=award)
    if office and request.GET.get("merged") == "1":
        return f"{kind.label}（总表）", merged_papers(campaign, kind, award=award)
    drawn = papers_of(
        campaign,
        kind,
        body if kind in BY_BODY else None,
        day=beijing_date(request.received_at),
        award=award,
        office=office,
        site=settings.PINGXUAN_URL.rstrip("/"),
    )
    named = f"（{body.name}）" if body is not None and kind in BY_BODY else ""
    return f"{kind.label}{named}", drawn


def _written(
    request: AskedRequest, drawn: Sequence[Paper], title: str, suffix: str, back: Callable[[], HttpResponse]
) -> HttpResponse:
    try:
        data = WRITERS[suffix](drawn, writing_context(request))
    except Refused as refusal:
        tell_refusal(request, refusal)
        return back()
    return file_response(data, title, suffix)


@for_roles(*READERS)
@require_safe
def one_form(request: AskedRequest, nomination_id: str, suffix: str) -> HttpResponse:
    """One nomination's form as handed in, with the opinions that stand, its page code and digest."""
    held = access.nomination_for(acting(request), nomination_id)
    if suffix not in WRITERS or not held.revision or not access.content_visible(acting(request), held):
        raise access.NotThere
    title = f"{award_of(held).form.title}（{held.nominee_name}）"
    drawn = form_papers(held, opinions_of(held))
    return _written(request, drawn, title, suffix, lambda: redirect("nomination", held.pk))


routes: list[URLPattern] = [
    path("campaigns/<str:campaign_id>/papers", papers, name="papers"),
    path("campaigns/<str:campaign_id>/papers/<str:kind>.<str:suffix>", paper, name="paper"),
    path("nominations/<str:nomination_id>/form.<str:suffix>", one_form, name="form_paper"),
]
