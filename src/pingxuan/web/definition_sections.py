"""The sections of the definition's page: which values there are, in which order, called what."""

from collections.abc import Iterable, Mapping
from typing import Any

from pingxuan.core.words import (
    AwardKind,
    BodyKind,
    DeadlineKind,
    FieldKind,
    LatePolicy,
    Meaning,
    OpinionBy,
    QuotaKind,
    RegisterRuleKind,
    Word,
)
from pingxuan.web.definition_sheet import Choices, Columns, Entry, PlacesTable, Section, Sheet, written
from pingxuan.web.definition_typed import PLACES, value_at

BODY_KINDS = (BodyKind.LOCAL, BodyKind.DIRECT)


def choices(words: Iterable[Word]) -> Choices:
    """Value and label of these terms."""
    return [(word.value, word.label) for word in words]


def basics(sheet: Sheet) -> tuple[Section, ...]:
    """Who issues what to whom, and whom to call."""
    return (
        Section(
            title="通知",
            lines=(
                sheet.single("title", "标题", wide=True),
                sheet.single("short_title", "简称（页面和表册上用）", wide=True),
                sheet.single("doc_number", "文号"),
                sheet.single("issue_date", "印发日期", hint="如 2023年2月10日"),
                sheet.single("issuer", "主办单位", wide=True),
                sheet.single("sealed_for", "代章", "flag"),
                sheet.single("addressees", "主送", "long", wide=True),
                sheet.single("purpose", "目的", "long", wide=True),
                sheet.single("scope", "推荐范围", "long", wide=True),
            ),
        ),
        Section(
            title="联系方式",
            lines=(
                sheet.single("contact.person", "联系人"),
                sheet.single("contact.phone", "联系电话"),
                sheet.single("contact.email", "电子邮箱"),
            ),
        ),
    )


def deadlines(sheet: Sheet) -> Section:
    """Each deadline as an exact instant beside the notice's own wording."""
    columns: Columns = [
        ("what", "事项", "text", {"wide": True}),
        ("at", "截止时刻（北京时间）", "text", {"wide": True, "hint": "如 2023-02-27 18:00"}),
        ("wording", "通知原文", "text", {}),
        ("kind", "种类", "choice", {"choices": choices(DeadlineKind)}),
        ("channel", "报送到", "text", {}),
    ]
    return Section(
        title="时限",
        lines=sheet.listed("deadlines", columns),
        add="deadlines",
        add_label="增加一个时限",
        findings=sheet.at("deadlines"),
    )


def places_table(sheet: Sheet) -> PlacesTable:
    """Bodies by awards: each line has a body's name, its kind and its places of every award by table."""
    awards = value_at(sheet.data, "awards", [])
    tables = [
        i for i, award in enumerate(awards) if (award.get("quota") or {}).get("kind") == QuotaKind.TABLE
    ]
    lines = []
    for index, row in enumerate(sheet.rows("bodies")):
        name = written(value_at(sheet.data, f"{row}.name"))
        entries = [
            sheet.entry(f"{row}.name", f"第{index + 1}个推荐单位"),
            sheet.entry(f"{row}.kind", f"{name}的类别", "choice", choices=choices(BODY_KINDS)),
            *(_places(sheet, award, index, name) for award in tables),
        ]
        lines.append(sheet.line(row, entries, was=sheet.was(row, index), removable=True))
    sums = tuple(_sum(awards[i]) for i in tables)
    where = [f"awards[{i}].quota" for i in tables]
    return PlacesTable(lines=tuple(lines), awards=sums, findings=sheet.at("bodies", *where))


def _places(sheet: Sheet, award: int, row: int, name: str) -> Entry:
    quota = sheet.data["awards"][award].get("quota") or {}
    value = (quota.get("places") or {}).get(name)
    path = f"{PLACES}[{award}][{row}]"
    where = {path, f"awards[{award}].quota.places.{name}"}
    found = tuple(finding for finding in sheet.findings if finding.where in where)
    label = f"{name}的{sheet.data['awards'][award].get('name', '')}名额"
    return Entry(path=path, label=label, kind="places", value=written(value), findings=found)


def _sum(award: Mapping[str, Any]) -> tuple[str, int, int | None]:
    places = ((award.get("quota") or {}).get("places") or {}).values()
    numbers = [int(str(n)) for n in places if str(n).strip().isascii() and str(n).strip().isdecimal()]
    total = award.get("total")
    known = int(str(total)) if str(total or "").strip().isascii() and str(total or "").isdecimal() else None
    return str(award.get("name", "")), sum(numbers), known


def running(sheet: Sheet) -> Section:
    """How the campaign is run where the notice leaves it open."""
    return Section(
        title="办理规则",
        folded=True,
        lines=(
            sheet.single("late_policy", "逾期", "choice", choices=choices(LatePolicy)),
            sheet.single("candidates_percent", "每 100 个授牌数推荐几个", hint="100 是等额，大于 100 是差额"),
            sheet.single("publication.working_days", "公示期（工作日）"),
            sheet.single(
                "plaque.pattern",
                "牌匾编号样式",
                hint="{year} 年份，{award} 奖项代号，{number:03d} 三位顺序号",
            ),
            sheet.single("plaque.valid_years", "牌匾有效期（年）", hint="长期有效的不填"),
            sheet.single("approval.basis", "批准依据", wide=True, hint="批准机关和文件名称"),
            sheet.single("approval.number", "批准文号"),
            sheet.single("approval.limit", "批准的数量上限"),
            sheet.single(
                "departments", "征求意见的部门", "lines", wide=True, hint="每行一个，如公安、市场监管、税务"
            ),
            sheet.single("categories", "窗口类别（供筛选统计）", "lines", wide=True, hint="每行一个"),
            sheet.single("media", "材料形式", "lines", hint="每行一种"),
            sheet.single("attachments", "通知附件", "lines", wide=True, hint="每行一个"),
        ),
    )


def award_sections(sheet: Sheet, index: int) -> tuple[Section, ...]:
    """One award: the honour itself, its rules, criteria, form, opinions and summary table."""
    at = f"awards[{index}]"
    return (
        Section(
            title="称号",
            lines=(
                sheet.single(f"{at}.name", "名称", wide=True),
                sheet.single(f"{at}.kind", "授予", "choice", choices=choices(AwardKind)),
                sheet.single(f"{at}.total", "授牌数"),
                sheet.single(f"{at}.quota.kind", "名额", "choice", choices=choices(QuotaKind)),
                sheet.single(f"{at}.quota.annex", "名额表所在附件"),
                sheet.single(f"{at}.inspected", "要明察暗访", "flag"),
            ),
        ),
        _rules(sheet, at),
        _criteria(sheet, at),
        _form(sheet, at),
        _opinions(sheet, at),
        _summary(sheet, at),
    )


def _rules(sheet: Sheet, at: str) -> Section:
    columns: Columns = [
        ("kind", "规则", "choice", {"choices": choices(RegisterRuleKind), "wide": True}),
        ("honour", "以前授予的称号", "text", {}),
        ("year", "年度", "text", {}),
        ("wording", "通知原文", "text", {"wide": True}),
    ]
    lines = sheet.listed(f"{at}.rules", columns)
    return Section(
        title="与荣誉台账核对的规则", lines=lines, add=f"{at}.rules", add_label="增加一条规则",
        findings=sheet.at(f"{at}.rules"),
    )  # fmt: skip


def _criteria(sheet: Sheet, at: str) -> Section:
    columns: Columns = [
        ("heading", "方面", "text", {}),
        ("items", "要求（每行一条）", "lines", {"wide": True}),
    ]
    vetoes = sheet.single(f"{at}.vetoes", "一票否决（每行一条）", "lines", wide=True)
    return Section(
        title="推荐标准", folded=True, lines=(*sheet.listed(f"{at}.criteria", columns, title="heading"), vetoes),
        add=f"{at}.criteria", add_label="增加一个方面", note="实地检查表由这些标准生成。",
    )  # fmt: skip


def _form(sheet: Sheet, at: str) -> Section:
    columns: Columns = [
        ("label", "栏目", "text", {}),
        ("kind", "填写方式", "choice", {"choices": choices(FieldKind)}),
        ("meaning", "含义", "choice", {"choices": choices(Meaning)}),
        ("options", "选项（每行一个）", "lines", {"wide": True}),
        ("min_chars", "最少字数", "text", {}),
        ("max_chars", "最多字数", "text", {}),
        ("hint", "填写说明", "text", {"wide": True}),
        ("required", "必填", "flag", {}),
        ("limit_blocks", "字数不符不能交", "flag", {}),
        ("annex_page", "可另附页", "flag", {}),
        ("in_heading", "印在表格上方", "flag", {}),
        ("printed", "印在推荐表上", "flag", {}),
    ]
    title = sheet.single(f"{at}.form.title", "表名", wide=True)
    annex = sheet.single(f"{at}.form.annex", "附件号")
    listed = sheet.listed(f"{at}.form.fields", columns, title="label", note="kind")
    return Section(
        title="推荐表栏目", folded=True,
        lines=(title, annex, *listed),
        add=f"{at}.form.fields", add_label="增加一栏", findings=sheet.at(f"{at}.form", f"{at}.form.fields"),
    )  # fmt: skip


def _opinions(sheet: Sheet, at: str) -> Section:
    columns: Columns = [
        ("label", "意见栏", "text", {"wide": True}),
        ("by", "由谁出具", "choice", {"choices": choices(OpinionBy)}),
        ("wordings", "备用意见（每行一条）", "lines", {"wide": True}),
        ("seal", "须盖章", "flag", {}),
    ]
    path = f"{at}.form.opinions"
    return Section(
        title="意见栏", folded=True, lines=sheet.listed(path, columns, title="label", note="by"), add=path,
        add_label="增加一个意见栏", note="按顺序出具，前一步没有出具，后一步不能办理。", findings=sheet.at(path),
    )  # fmt: skip


def _summary(sheet: Sheet, at: str) -> Section:
    fields = value_at(sheet.data, f"{at}.form.fields", [])
    sources = [("", "（空白）"), *((str(f.get("key", "")), str(f.get("label", ""))) for f in fields)]
    columns: Columns = [
        ("label", "列名", "text", {}),
        ("source", "取自推荐表", "choice", {"choices": sources}),
    ]
    title = sheet.single(f"{at}.summary.title", "表名", wide=True)
    annex = sheet.single(f"{at}.summary.annex", "附件号")
    path = f"{at}.summary.columns"
    listed = sheet.listed(path, columns, title="label", note="source")
    return Section(
        title="汇总表", folded=True, add=path,
        lines=(title, annex, *listed),
        add_label="增加一列", findings=sheet.at(f"{at}.summary", path),
    )  # fmt: skip
