"""Importing the register from a sheet: uploaded, shown as a plan, then applied or put aside."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from pingxuan import access
from pingxuan.actions.register import import_register
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.register_rows import RegisterPlan, parse_register_rows
from pingxuan.core.words import Role
from pingxuan.documents.read_table import Sheet, read_table
from pingxuan.queries.definition import current_definition
from pingxuan.queries.register import held_honours
from pingxuan.web.answering import page, tell
from pingxuan.web.asking import AskedRequest, acting, for_roles

KEPT = "register_rows"
MOST_ROWS = 5000
Rows = list[list[tuple[str, str]]]


class ImportForm(forms.Form):
    """A sheet, and the honour and year that stand in where it has no such column."""

    file = forms.FileField(
        label="台账文件",
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".xlsx,.xls,.et,.csv"}),
        help_text="Excel、WPS 表格或 csv。保留一行列名，其中一列写“单位名称”；县市、年度、称号、编号有则读入。",
        error_messages={"required": "请选择台账文件。"},
    )
    honour = forms.CharField(
        label="称号",
        max_length=200,
        required=False,
        help_text="表中没有“称号”列时用它。",
    )
    year = forms.IntegerField(
        label="年度",
        required=False,
        min_value=1949,
        max_value=2100,
        help_text="表中没有“年度”列时用它。",
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages={
            "invalid": "年度请写四位数字，如 2021。",
            "min_value": "年度请写四位数字，如 2021。",
            "max_value": "年度请写四位数字，如 2021。",
        },
    )


@for_roles(Role.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def import_entries(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Asks for a sheet, or shows the plan of the one uploaded last."""
    campaign = access.run_by(acting(request), campaign_id)
    kept = request.session.get(KEPT, {}).get(campaign.pk)
    if request.method != "POST":
        return _show(request, campaign, ImportForm(initial=_default(campaign)), kept)
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, campaign, form, kept)
    told = form.cleaned_data
    try:
        rows = _rows_of(read_table(told["file"].read(), str(told["file"].name)), told)
    except Refused as refusal:
        form.add_error("file", [finding.text for finding in refusal.findings])
        return _show(request, campaign, form, kept)
    plan = {"rows": rows, "honour": told["honour"], "year": told["year"], "name": str(told["file"].name)}
    request.session[KEPT] = {campaign.pk: plan}
    return redirect("register_import", campaign.pk)


@for_roles(Role.ORGANISER)
@require_POST
def apply_import(request: AskedRequest, campaign_id: str) -> HttpResponse:
    """Writes the new and changed entries of the plan shown, or puts the plan aside."""
    campaign = access.run_by(acting(request), campaign_id)
    kept = request.session.get(KEPT, {}).get(campaign.pk)
    if kept is None:
        return redirect("register_import", campaign.pk)
    if "discard" in request.POST:
        del request.session[KEPT]
        tell(request, "已放弃这次导入，台账没有变动。")
        return redirect("register_import", campaign.pk)
    plan = _plan(kept)
    entries = [planned.entry for planned in (*plan.new, *plan.changed) if planned.entry is not None]
    import_register(campaign, entries, by=acting(request), at=request.received_at)
    del request.session[KEPT]
    tell(request, f"台账已更新：新增 {len(plan.new)} 条，变更 {len(plan.changed)} 条。")
    return redirect("register", campaign.pk)


def _rows_of(sheets: Sequence[Sheet], told: dict[str, Any]) -> Rows:
    """The cells of the first sheet that has a header to go by; raises Refused when none has."""
    refused: tuple[Finding, ...] = ()
    for sheet in sheets:
        rows = [[(cell.address, cell.text) for cell in row] for row in sheet.rows]
        if len(rows) > MOST_ROWS:
            text = f"“{sheet.name}”有 {len(rows)} 行，一次最多导入 {MOST_ROWS} 行，请分几次导入。"
            raise Refused(Finding("register_too_long", text))
        plan = parse_register_rows(rows, (), told["honour"] or "", told["year"])
        if not plan.findings:
            return rows
        refused = plan.findings
    raise Refused(*refused)


def _plan(kept: dict[str, Any]) -> RegisterPlan:
    """The plan of the kept rows against the register as it is now."""
    rows = [[(str(address), str(text)) for address, text in row] for row in kept["rows"]]
    return parse_register_rows(rows, held_honours(), kept["honour"] or "", kept["year"])


def _default(campaign: Any) -> dict[str, Any]:
    """Honour and year the campaign's own rules look for."""
    rules = [rule for award in current_definition(campaign).awards for rule in award.rules]
    return {"honour": rules[0].honour, "year": rules[0].year} if rules else {}


def _show(
    request: AskedRequest, campaign: Any, form: ImportForm, kept: dict[str, Any] | None
) -> HttpResponse:
    told: dict[str, Any] = {"form": form}
    if kept is not None:
        plan = _plan(kept)
        told |= {"plan": plan, "name": kept["name"], "to_write": len(plan.new) + len(plan.changed)}
    crumbs = [
        ("评选活动", reverse("campaigns")),
        ("荣誉台账", reverse("register", args=[campaign.pk])),
        ("导入", ""),
    ]
    return page(
        request,
        "pingxuan/register/import.html",
        told,
        campaign=campaign,
        current="register",
        crumbs=crumbs,
        status=422 if request.method == "POST" else 200,
    )


routes: list[URLPattern] = [
    path("campaigns/<campaign_id>/register/import", import_entries, name="register_import"),
    path("campaigns/<campaign_id>/register/import/apply", apply_import, name="apply_import"),
]
