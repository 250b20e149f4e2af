"""The sections of one award on the definition's page: honour, quota, rules, criteria, forms, opinions, summary."""

from typing import Any

from pingxuan.core.words import (
    AwardKind,
    FieldKind,
    Meaning,
    OpinionBy,
    QuotaKind,
    RegisterRuleKind,
    Rounding,
)
from pingxuan.web.definition_paths import value_at
from pingxuan.web.definition_sections import choices
from pingxuan.web.definition_sheet import Columns, Line, Section, Sheet

_CHOSEN = (FieldKind.OPTION.value, FieldKind.OPTIONS.value)
_WRITTEN = (FieldKind.TEXT.value, FieldKind.LONG_TEXT.value)
_SHORT: dict[str, Any] = {"short": True}


def award_sections(sheet: Sheet, index: int) -> tuple[Section, ...]:
    """One award's sections in the order a person checks them."""
    at = f"awards[{index}]"
    further = [
        section
        for row, path in enumerate(sheet.rows(f"{at}.further_forms"))
        for section in _form(sheet, path, f"附表{row + 1}", was=sheet.was(path, row))
    ]
    return (
        _honour(sheet, at),
        _rules(sheet, at),
        _criteria(sheet, at),
        *_form(sheet, f"{at}.form", "推荐表"),
        *further,
        _summary(sheet, at),
    )


def _honour(sheet: Sheet, at: str) -> Section:
    kind = f"{at}.quota.kind"
    ratio: dict[str, Any] = {"only": (kind, (QuotaKind.RATIO.value,))}
    ratio_path = f"{at}.quota.ratio"
    counted = (QuotaKind.RATIO.value, QuotaKind.OPEN.value, QuotaKind.TABLE.value)
    quota = sheet.line(
        f"{at}.quota",
        [
            sheet.entry(kind, "名额", "choice", choices=choices(QuotaKind), reshapes=True),
            sheet.entry(f"{at}.quota.each", "每单位名额", short=True, only=(kind, (QuotaKind.EACH.value,))),
            sheet.entry(f"{ratio_path}.per", "每多少", short=True, **ratio),
            sheet.entry(f"{ratio_path}.places", "推荐几个", short=True, **ratio),
            sheet.entry(f"{ratio_path}.of", "按什么数", hint="如教职工人数", **ratio),
            sheet.entry(f"{ratio_path}.rounding", "零头", "choice", choices=choices(Rounding), **ratio),
            sheet.entry(f"{at}.quota.least", "每单位至少", short=True, only=(kind, counted)),
            sheet.entry(f"{at}.quota.title", "名额表名称", only=(kind, (QuotaKind.TABLE.value,))),
            sheet.entry(f"{at}.quota.annex", "在附件", short=True, only=(kind, (QuotaKind.TABLE.value,))),
        ],
    )
    return Section(
        title="称号与名额",
        lines=(
            sheet.single(f"{at}.name", "名称"),
            sheet.single(f"{at}.kind", "授予", "choice", choices=choices(AwardKind)),
            sheet.single(f"{at}.total", "授牌数", short=True, hint="不限数量的不填"),
            sheet.single(
                f"{at}.prize_percent", "授奖比例（%）", short=True, hint="取推荐数的百分之几；没有的不填"
            ),
            quota,
            sheet.single(f"{at}.inspected", "要明察暗访", "flag"),
        ),
    )


def _rules(sheet: Sheet, at: str) -> Section:
    columns: Columns = [
        ("kind", "规则", "choice", {"choices": choices(RegisterRuleKind), "wide": True}),
        ("honour", "以前的称号", "text", {}),
        ("year", "年度", "text", _SHORT),
        ("wording", "通知原文", "text", {"wide": True}),
    ]
    return Section(
        title="荣誉台账规则",
        lines=sheet.listed(f"{at}.rules", columns),
        add=f"{at}.rules",
        add_label="增加一条规则",
        folded=True,
        findings=sheet.at(f"{at}.rules"),
    )


def _criteria(sheet: Sheet, at: str) -> Section:
    columns: Columns = [
        ("heading", "方面", "text", {}),
        ("items", "要求", "lines", {"wide": True, "hint": "每行一条"}),
    ]
    vetoes = sheet.single(f"{at}.vetoes", "一票否决", "lines", hint="每行一条")
    return Section(
        title="推荐标准",
        folded=True,
        lines=(*sheet.listed(f"{at}.criteria", columns, title="heading"), vetoes),
        add=f"{at}.criteria",
        add_label="增加一个方面",
        note="实地检查表由这些标准生成。",
    )


def _form(sheet: Sheet, at: str, name: str, was: str = "") -> tuple[Section, Section]:
    """A form's blanks and its opinions; ``was`` says which row a 附表 is."""
    fields = Section(
        title=f"{name}栏目",
        folded=True,
        lines=(
            sheet.single(f"{at}.title", "表名"),
            sheet.single(f"{at}.annex", "附件号", short=True),
            *(_field(sheet, row, index) for index, row in enumerate(sheet.rows(f"{at}.fields"))),
        ),
        add=f"{at}.fields",
        add_label="增加一栏",
        findings=sheet.at(at, f"{at}.fields"),
        removable=at if was else "",
        was=was,
    )
    return fields, _opinions(sheet, at, name)


def _field(sheet: Sheet, row: str, index: int) -> Line:
    columns: Columns = [
        ("label", "栏目", "text", {}),
        ("kind", "填写方式", "choice", {"choices": choices(FieldKind)}),
        ("meaning", "含义", "choice", {"choices": choices(Meaning)}),
        ("options", "选项", "lines", {"only": ("kind", _CHOSEN), "hint": "每行一个"}),
        ("hint", "填写说明", "text", {}),
        ("min_chars", "最少字数", "text", {**_SHORT, "only": ("kind", _WRITTEN)}),
        ("max_chars", "最多字数", "text", {**_SHORT, "only": ("kind", _WRITTEN)}),
        ("required", "必填", "flag", {}),
        ("limit_blocks", "字数不符不能交", "flag", {"only": ("kind", _WRITTEN)}),
        ("annex_page", "可另附页", "flag", {"only": ("kind", _WRITTEN)}),
        ("in_heading", "印在表格上方", "flag", {}),
        ("printed", "印在推荐表上", "flag", {}),
    ]
    return sheet.row(row, index, columns, {"title": "label", "note": "kind"}, (_field_columns(sheet, row),))


def _field_columns(sheet: Sheet, row: str) -> Section:
    columns: Columns = [
        ("label", "列名", "text", {}),
        ("kind", "填写方式", "choice", {"choices": choices(FieldKind)}),
        ("options", "选项", "lines", {"only": ("kind", _CHOSEN), "hint": "每行一个"}),
        ("required", "必填", "flag", {}),
    ]
    path, kind = f"{row}.columns", f"{row}.kind"
    return Section(
        title="各列",
        lines=sheet.listed(path, columns),
        add=path,
        add_label="增加一列",
        findings=sheet.at(path),
        only=(kind, (FieldKind.ROWS.value,)),
        hidden=value_at(sheet.data, kind) != FieldKind.ROWS.value,
    )


def _opinions(sheet: Sheet, at: str, name: str) -> Section:
    columns: Columns = [
        ("label", "意见栏", "text", {}),
        ("by", "由谁出具", "choice", {"choices": choices(OpinionBy)}),
        ("wordings", "备用意见", "lines", {"wide": True, "hint": "每行一条"}),
        ("seal", "须盖章", "flag", {}),
    ]
    path = f"{at}.opinions"
    return Section(
        title=f"{name}意见栏",
        folded=True,
        lines=sheet.listed(path, columns, title="label", note="by"),
        add=path,
        add_label="增加一个意见栏",
        note="按顺序出具，前一步没有出具，后一步不能办理。",
        findings=sheet.at(path),
    )


def _summary(sheet: Sheet, at: str) -> Section:
    forms = [f"{at}.form", *sheet.rows(f"{at}.further_forms")]
    fields = [blank for form in forms for blank in value_at(sheet.data, f"{form}.fields", [])]
    sources = [("", "（空白）"), *((str(f.get("key", "")), str(f.get("label", ""))) for f in fields)]
    columns: Columns = [
        ("label", "列名", "text", {}),
        ("source", "取自", "choice", {"choices": sources}),
        ("meaning", "含义", "choice", {"choices": choices(Meaning)}),
    ]
    path = f"{at}.summary.columns"
    return Section(
        title="汇总表",
        folded=True,
        lines=(
            sheet.single(f"{at}.summary.title", "表名"),
            sheet.single(f"{at}.summary.annex", "附件号", short=True),
            *sheet.listed(path, columns, title="label", note="source"),
        ),
        add=path,
        add_label="增加一列",
        findings=sheet.at(f"{at}.summary", path),
    )
