"""The register: both rules on a name, whose unit has named nobody, and a sheet read into a plan."""

from dataclasses import replace

import pytest

from pingxuan.core.definition import RegisterRule
from pingxuan.core.register import (
    Judgement,
    RegisterEntry,
    register_findings,
    register_match,
    units_without_nomination,
)
from pingxuan.core.register_rows import RegisterPlan, SheetRow, parse_register_rows
from pingxuan.core.words import RegisterRuleKind, RegisterState

HONOUR = "文明示范窗口"
EXCLUDED = RegisterRule(
    kind=RegisterRuleKind.EXCLUDED, honour=HONOUR, year=2021, wording="已授牌的不重复推荐"
)
REQUIRED = RegisterRule(
    kind=RegisterRuleKind.REQUIRED_ONE_EACH, honour=HONOUR, year=2021, wording="各推荐1名"
)


def entry(name: str, **changes: object) -> RegisterEntry:
    return replace(RegisterEntry(honour=HONOUR, year=2021, name=name), **changes)  # type: ignore[arg-type]


ENTRIES = (
    entry("天鹅湖宾馆", body="库尔勒市"),
    entry("和静县行政服务中心", body="和静县"),
    entry("东归客运站", body="和静县", state=RegisterState.REVOKED),
    entry("金沙滩度假村", year=2020),
    entry("胡杨加油站", honour="另一称号"),
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("天鹅湖宾馆", [("register_already_honoured", True)]),
        ("天鹅湖宾馆有限责任公司", [("register_already_honoured", True)]),
        ("天鹅胡宾馆", [("register_suspected", False)]),
        ("天鹅湖大酒店", [("register_suspected", False)]),
        ("东归客运站", [("register_honour_revoked", False)]),
        ("金沙滩度假村", []),
        ("胡杨加油站", []),
        ("和硕县行政服务中心", []),
        ("", []),
    ],
)
def test_units_honoured_before_are_not_nominated_again(name: str, found: list[tuple[str, bool]]) -> None:
    said = register_findings(EXCLUDED, name, ENTRIES, where="name")
    assert [(finding.code, finding.blocks) for finding in said] == found
    assert {(finding.where, finding.basis) for finding in said} <= {("name", "已授牌的不重复推荐")}


@pytest.mark.parametrize(
    ("unit", "found"),
    [
        ("天鹅湖宾馆", []),
        ("天鹅湖宾馆有限公司", []),
        ("和静县行政服务中心", [("register_unit_taken", True)]),
        ("天鹅胡宾馆", [("register_unit_suspected", True)]),
        ("东归客运站", [("register_unit_revoked", True)]),
        ("金沙滩度假村", [("register_unit_missing", True)]),
        ("", []),
    ],
)
def test_a_person_comes_from_a_unit_on_the_register_one_each(
    unit: str, found: list[tuple[str, bool]]
) -> None:
    said = register_findings(REQUIRED, unit, ENTRIES, taken={"和静县行政服务中心": "王某某"}, where="unit")
    assert [(finding.code, finding.blocks) for finding in said] == found


def test_the_second_one_is_told_who_was_first() -> None:
    (finding,) = register_findings(REQUIRED, "天鹅湖宾馆", ENTRIES, taken={"天鹅湖宾馆": "王某某"})
    assert finding.text == "“天鹅湖宾馆”只能推荐一名，已推荐王某某。要换人，请先撤回王某某的推荐。"


@pytest.mark.parametrize(
    ("rule", "same", "found"),
    [
        (EXCLUDED, True, ["register_already_honoured"]),
        (EXCLUDED, False, []),
        (REQUIRED, True, []),
        (REQUIRED, False, ["register_unit_missing"]),
    ],
)
def test_a_suspicion_is_judged_once(rule: RegisterRule, same: bool, found: list[str]) -> None:
    judgements = [Judgement("天鹅湖宾馆", same, "实地核对过门牌")]
    said = register_findings(rule, "天鹅胡宾馆", ENTRIES, judgements=judgements)
    assert [finding.code for finding in said] == found


def test_a_person_may_rule_that_two_units_share_a_name() -> None:
    judgements = [Judgement("天鹅湖宾馆", same=False, reason="两家重名")]
    assert register_findings(EXCLUDED, "天鹅湖宾馆", ENTRIES, judgements=judgements) == ()


@pytest.mark.parametrize(
    ("name", "judgements", "match"),
    [
        ("“天鹅湖”宾馆", [], "天鹅湖宾馆"),
        ("天鹅胡宾馆", [], None),
        ("天鹅胡宾馆", [Judgement("天鹅湖宾馆", same=True)], "天鹅湖宾馆"),
        ("", [Judgement("天鹅湖宾馆", same=True)], None),
    ],
)
def test_which_entry_a_name_is(name: str, judgements: list[Judgement], match: str | None) -> None:
    found = register_match(REQUIRED, name, ENTRIES, judgements)
    assert (found.name if found else None) == match


@pytest.mark.parametrize(
    ("nominated", "lacking"),
    [
        ([], ["天鹅湖宾馆", "和静县行政服务中心"]),
        (["天鹅湖宾馆 "], ["和静县行政服务中心"]),
        (["天鹅湖宾馆", "和静县行政服务中心", "别的单位"], []),
    ],
)
def test_whose_unit_has_named_nobody(nominated: list[str], lacking: list[str]) -> None:
    assert [one.name for one in units_without_nomination(REQUIRED, ENTRIES, nominated)] == lacking


def sheet(*rows: str) -> list[SheetRow]:
    return [
        [(f"{'ABCDEFG'[place]}{number}", text) for place, text in enumerate(row.split("|"))]
        for number, row in enumerate(rows, start=1)
    ]


def shown(plan: RegisterPlan) -> dict[str, list[str]]:
    kinds = {"new": plan.new, "changed": plan.changed, "unchanged": plan.unchanged}
    entries = {
        kind: [f"{one.address} {one.entry.name}" for one in rows if one.entry] for kind, rows in kinds.items()
    }
    refused = [f"{finding.where} {finding.code}" for one in plan.refused for finding in one.findings]
    return {kind: rows for kind, rows in (entries | {"refused": refused}).items() if rows}


def test_a_sheet_becomes_a_plan() -> None:
    plan = parse_register_rows(
        sheet(
            "2021年授牌单位名单||||",
            "序号|单 位 名 称|县市|年度|编号",
            "1|天鹅湖宾馆|库尔勒市|2021|001",
            "2|和静县行政服务中心|和静县|2021年|",
            "||||",
            "序号|单 位 名 称|县市|年度|编号",
            "3|博斯腾湖游客中心|博湖县|2021年度|003",
            "|合计|3||",
        ),
        held=ENTRIES,
        honour=HONOUR,
    )
    assert shown(plan) == {
        "changed": ["B3 天鹅湖宾馆"],
        "unchanged": ["B4 和静县行政服务中心"],
        "new": ["B7 博斯腾湖游客中心"],
    }
    assert plan.changed[0].before == ENTRIES[0]
    assert plan.changed[0].entry == replace(ENTRIES[0], number="001")
    assert plan.new[0].entry == entry("博斯腾湖游客中心", body="博湖县", number="003")


def test_rows_that_cannot_be_taken_name_their_cell() -> None:
    plan = parse_register_rows(
        sheet(
            "名称|所属|年份|称号",
            "天鹅湖宾馆|库尔勒市|2021|甲",
            "|库尔勒市|2021|甲",
            "天鹅湖宾馆有限公司|库尔勒市|2021|甲",
            "东归客运站|和静县|去年|",
            "坏\x00名|和静县|2021|甲",
            "长" * 301 + "|和静县|2021|甲",
            "天鹅湖宾馆|库尔勒市|2022|甲",
        )
    )
    assert shown(plan) == {
        "new": ["A2 天鹅湖宾馆", "A8 天鹅湖宾馆"],
        "refused": [
            "A3 required_missing",
            "A4 register_row_repeated",
            "C5 register_year_shape",
            "D5 register_honour_missing",
            "A6 text_hostile",
            "A7 too_long",
        ],
    }
    assert plan.refused[1].findings[0].text == "与 A2 是同一单位，请删去重复的一行。"


def test_year_and_honour_may_be_chosen_for_the_whole_sheet() -> None:
    plan = parse_register_rows(sheet("单位名称", "天鹅湖宾馆"), honour=HONOUR, year=2021)
    assert [one.entry for one in plan.new] == [entry("天鹅湖宾馆")]


@pytest.mark.parametrize(
    ("said", "state"), [("有效", "valid"), ("", "valid"), ("已撤销", "revoked"), ("否", "revoked")]
)
def test_a_revoked_honour_is_read_as_such(said: str, state: str) -> None:
    plan = parse_register_rows(sheet("单位名称|年度|称号|状态", f"天鹅湖宾馆|2021|甲|{said}"))
    assert [one.entry.state.value for one in plan.new if one.entry] == [state]


def test_what_the_sheet_does_not_say_stays_as_held() -> None:
    held = [entry("东归客运站", body="和静县", state=RegisterState.REVOKED, number="007")]
    plan = parse_register_rows(sheet("序号|单位名称", "1|东归客运站"), held, HONOUR, 2021)
    assert [one.entry for one in plan.unchanged] == held


@pytest.mark.parametrize("rows", [(), ("天鹅湖宾馆|库尔勒市",), ("关于公布单位名称的通知",)])
def test_a_sheet_without_a_header_is_refused_whole(rows: tuple[str, ...]) -> None:
    plan = parse_register_rows(sheet(*rows), honour=HONOUR, year=2021)
    assert ([finding.code for finding in plan.findings], shown(plan)) == (["register_header_missing"], {})


def test_short_rows_are_read_as_if_blank() -> None:
    plan = parse_register_rows(
        [*sheet("单位名称|年度|称号"), [("A2", "天鹅湖宾馆")], []], honour=HONOUR, year=2021
    )
    assert shown(plan) == {"new": ["A2 天鹅湖宾馆"]}
