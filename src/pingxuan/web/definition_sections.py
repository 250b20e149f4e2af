"""The sections of the definition's page that are about the whole campaign: which values, in which order."""

from collections.abc import Iterable

from pingxuan.core.words import DeadlineKind, LatePolicy, Word
from pingxuan.web.definition_sheet import Choices, Columns, Section, Sheet


def choices(words: Iterable[Word]) -> Choices:
    """Value and label of these terms."""
    return [(word.value, word.label) for word in words]


def notice_section(sheet: Sheet) -> Section:
    """Who issues what to whom."""
    return Section(
        title="通知",
        lines=(
            sheet.single("title", "标题", "long"),
            sheet.single("short_title", "简称", hint="页面和表册上用"),
            sheet.single("doc_number", "文号"),
            sheet.single("issue_date", "印发日期", example="如 2023年2月10日"),
            sheet.single("issuer", "主办单位"),
            sheet.single("sealed_for", "代章", "flag"),
            sheet.single("addressees", "主送", "long"),
            sheet.single("purpose", "目的", "long"),
            sheet.single("scope", "推荐范围", "long"),
        ),
    )


def deadlines_section(sheet: Sheet) -> Section:
    """Each deadline as an exact instant beside the notice's own wording."""
    columns: Columns = [
        ("what", "事项", "text", {"wide": True}),
        ("at", "截止时刻", "text", {"example": "如 2023-02-27 18:00（北京时间）"}),
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


def contacts_section(sheet: Sheet) -> Section:
    """Whom to call or write to, and about what."""
    told = [
        ("person", "联系人", "text", {}),
        ("phone", "电话", "text", {}),
        ("email", "邮箱", "text", {}),
        ("scope", "负责事项", "text", {"hint": "都管的不填"}),
    ]
    main = sheet.line(
        "contact", [sheet.entry(f"contact.{name}", label, kind, **more) for name, label, kind, more in told]
    )
    return Section(
        title="联系方式",
        lines=(main, *sheet.listed("further_contacts", told)),
        add="further_contacts",
        add_label="增加一位联系人",
    )


def handing_in_section(sheet: Sheet) -> Section:
    """What the notice says is handed in, and in how many copies."""
    return Section(
        title="报送材料",
        lines=(
            sheet.single("media", "材料形式", "lines", hint="每行一种，如纸质版、电子版"),
            sheet.single("copies", "纸质一式几份", short=True),
            sheet.single("attachments", "通知附件", "lines", hint="每行一个"),
            sheet.single("categories", "类别", "lines", hint="供筛选统计，每行一个"),
        ),
    )


def running_section(sheet: Sheet) -> Section:
    """How the campaign is run where the notice leaves it open."""
    return Section(
        title="办理规则",
        folded=True,
        lines=(
            sheet.single("late_policy", "逾期", "choice", choices=choices(LatePolicy)),
            sheet.single(
                "candidates_percent", "差额比例（%）", short=True, hint="100 是等额，大于 100 是差额"
            ),
            sheet.single("publication.working_days", "公示工作日", short=True),
            sheet.single("departments", "征求意见部门", "lines", hint="每行一个，如公安、市场监管、税务"),
        ),
    )


def plaque_section(sheet: Sheet) -> Section:
    """How plaques are numbered, and on whose approval they are given."""
    pattern = "{year} 年份，{award} 奖项代号，{number:03d} 三位顺序号"
    return Section(
        title="授牌与批准",
        folded=True,
        lines=(
            sheet.single("plaque.pattern", "牌匾编号", hint=pattern),
            sheet.single("plaque.valid_years", "有效期（年）", short=True, hint="长期有效的不填"),
            sheet.single("approval.basis", "批准依据", hint="批准机关和文件名称"),
            sheet.single("approval.number", "批准文号"),
            sheet.single("approval.limit", "批准数量上限", short=True),
        ),
    )
