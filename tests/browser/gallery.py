"""Pages of invented data that show every part of the kit once, for the browser tests and for looking at."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.template import engines

from pingxuan.core.definition import Field, Form, OpinionStep
from pingxuan.core.finding import Finding
from pingxuan.core.words import FieldKind, Mark, NominationState, OpinionBy, Role
from pingxuan.web.charts import Bar, Places, Tile, Trend
from pingxuan.web.context import NavGroup, NavItem, Site
from pingxuan.web.marked import Evidence, pieces

FOLDER = Path(__file__).with_suffix("")
PAGES = sorted(path.stem for path in FOLDER.glob("*.html"))
ERRORS = ("400", "403_csrf", "404", "413", "429", "500", "503")
NOW = datetime(2023, 2, 21, 1, 40, tzinfo=UTC)
NOTICE = "关于开展推荐评选的通知\n\n各县市：\n    示范单位100家，其中州直8家，河东市35家。\n    请于2月13日18:00前报送联系人名单。"
DEEDS = "中心承担旅客问询、重点旅客帮扶和行李寄存服务，推行“首问负责、到我为止”，现有员工46人。"
FORM = Form(
    title="示范单位推荐表",
    annex="附件2",
    fields=(
        Field(key="unit", label="单位名称"),
        Field(
            key="nature",
            label="单位性质",
            kind=FieldKind.OPTION,
            options=("行政事业单位", "国企", "私企", "个体"),
        ),
        Field(key="phone", label="联系电话", kind=FieldKind.PHONE),
        Field(
            key="services", label="服务内容", kind=FieldKind.OPTIONS, options=("问询", "寄存"), required=False
        ),
        Field(key="address", label="地址", kind=FieldKind.ADDRESS, hint="写到门牌号。"),
        Field(
            key="deeds",
            label="主要事迹",
            kind=FieldKind.LONG_TEXT,
            min_chars=300,
            max_chars=500,
            annex_page=True,
        ),
        Field(key="photos", label="服务窗口照片", kind=FieldKind.PHOTO, required=False),
        Field(key="cv", label="工作简历", kind=FieldKind.ROWS, columns=(Field(key="at", label="起止年月"),)),
        Field(key="proof", label="证明材料", kind=FieldKind.ATTACHMENT, required=False),
    ),
)
ANSWERS: dict[str, Any] = {
    "unit": "河东市客运服务中心",
    "nature": "国企",
    "phone": "0996-212345",
    "services": ["问询"],
    "deeds": DEEDS,
    "cv": [{"at": "2010.12"}],
}
FINDINGS = (
    Finding("phone_shape", "固定电话应为区号加7位号码，现在是6位。请核对后改正。", "phone", "通知附件2"),
    Finding(
        "similar",
        "名称与往年已授牌的“河东客运站”相近。不是同一单位的，请说明理由。",
        "unit",
        "通知二",
        blocks=False,
    ),
)
BODIES = (("州直", 8, 6, 0, 1), ("河东市", 35, 19, 3, 7), ("河西县", 6, 0, 0, 1), ("河南县", 5, 7, 0, 0))


def _evidence(fact: str, words: str) -> Evidence:
    start = NOTICE.index(words)
    return Evidence(fact, start, start + len(words))


READ = (
    _evidence("total", "100家"), _evidence("direct", "州直8家"), _evidence("due", "2月13日18:00前"),
)  # fmt: skip


def _navigation() -> tuple[NavGroup, ...]:
    stages = (
        ("通知与名额", "doc", ""),
        ("联系人名单", "user", "缺2"),
        ("推荐材料", "list", 129),
        ("明察暗访", "pin", "8/65"),
    )
    items = tuple(
        NavItem(label=label, url="#", icon=icon, count=count, hot=count == "缺2")
        for label, icon, count in stages
    )
    return (
        NavGroup(items=(NavItem(label="工作台", url="#", icon="home", current=True),)),
        NavGroup(label="本次评选", items=items),
    )


def _opinions() -> Sequence[dict[str, Any]]:
    given = {"text": "情况属实，同意推荐。", "signatory": "李某", "dated": date(2023, 2, 18), "sealed": True}
    steps = [
        OpinionStep(key=by.value, label=f"{by.label}意见（盖章）", by=by)
        for by in (OpinionBy.FILING_UNIT, OpinionBy.NOMINATING_BODY, OpinionBy.ORGANISER)
    ]
    return [
        {"step": steps[0], "opinion": given | {"body": "河东市客运服务中心"}},
        {"step": steps[1], "opinion": given | {"body": "河东市", "void": True}, "current": True},
        {"step": steps[2], "opinion": None},
    ]


def facts() -> dict[str, Any]:
    """The whole context every gallery page is drawn with."""
    return {
        "site": Site(
            organiser="某州评选工作领导小组办公室", phone="0996-0000000", icp_record="某ICP备00000000号"
        ),
        "nav": _navigation(),
        "demo": True,
        "who": "州办经办",
        "role": Role.ORGANISER,
        "unread": 4,
        "search_url": "/search",
        "messages_url": "/messages",
        "account_url": "/account",
        "sign_out_url": "/sign-out",
        "csrf_token": "invented",
        "crumbs": [("首页", "/"), ("推荐材料", "")],
        "steps": [
            {"label": "基本信息", "state": "part", "url": "#"},
            {"label": "主要事迹", "state": "now"},
            {"label": "确认"},
        ],
        "back_url": "#",
        "now": NOW,
        "form": FORM,
        "blanks": [(blank, ANSWERS.get(blank.key, "")) for blank in FORM.fields],
        "answers": ANSWERS,
        "findings": FINDINGS,
        "states": list(NominationState),
        "bodies": [(name, Places(quota=q, passed=p, failing=f, drafts=d)) for name, q, p, f, d in BODIES],
        "trend": Trend(
            days=[(date(2023, 2, 13), 3), (date(2023, 2, 21), 65)], goal=100, due=date(2023, 2, 27)
        ),
        "bars": [
            Bar(label="事迹字数不足", count=4, tone="blocks", url="#"),
            Bar(label="电话格式不符", count=2),
        ],
        "tiles": [
            Tile(name=n, rate=r, column=c, row=y, url="#")
            for n, r, c, y in (("河东市", 63, 2, 1), ("河西县", 0, 1, 2))
        ],
        "bins": [("60以下", 1), ("60–69", 4), ("70–79", 13), ("80以上", 41)],
        "page": Paginator(range(129), 20).page(3),
        "opinions": _opinions(),
        "events": [
            {"what": "报送推荐单位", "who": "填报单位", "at": NOW, "state": "done"},
            {"what": "退回修改", "who": "河东市经办", "at": NOW, "state": "back", "note": "联系电话少一位"},
            {"what": "待推荐单位审核", "state": "now"},
        ],
        "evidence": pieces(NOTICE, READ),
        "criteria": [("环境", ("服务场所整洁、标识清楚", "公布监督投诉电话"))],
        "marks": list(Mark),
        "names": [f"示例单位{number}" for number in range(1, 8)],
    }


def drawn(name: str) -> str:
    """The gallery page of that name as HTML."""
    source = (FOLDER / f"{name}.html").read_text("utf-8")
    return engines["django"].from_string(source).render(facts())
