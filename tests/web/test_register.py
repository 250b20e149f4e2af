"""The register: found, imported by a plan that is shown first, units that named nobody, rulings."""

import io
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from pingxuan.actions.register import import_register, rule_on_suspicion
from pingxuan.core.register import RegisterEntry as Honour
from pingxuan.core.words import NominationState, RegisterState
from pingxuan.models import RegisterEntry
from tests.makers import House, make_nomination
from tests.small_campaign import CITY, COUNTY, DIRECT, HONOUR, PERSON
from tests.web.visitors import HOSTILE, MOST_QUERIES, browser_of, closed_to_strangers, open_house, statuses

SHEET = [
    ["序号", "单位名称", "县市", "编号"],
    ["1", "城东车站售票厅", CITY, "2021-001"],
    ["2", "城西政务大厅", CITY, ""],
    ["3", "北山气象台", COUNTY, "2021-009"],
    ["4", "", COUNTY, ""],
    ["5", "北山气象台", COUNTY, ""],
]


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


def register(house: House, more: str = "") -> str:
    return f"/campaigns/{house.campaign.pk}/register{more}"


def names(answer: Any) -> list[str]:
    return sorted(entry.name for entry, _ in answer.context["rows"])


def csv(rows: list[list[str]], encoding: str = "utf-8-sig", name: str = "台账.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join(",".join(row) for row in rows).encode(encoding))


def xlsx(rows: list[list[str]]) -> SimpleUploadedFile:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        book.add_worksheet("封面").write_string(0, 0, "历年授牌台账")
        sheet = book.add_worksheet("2021年")
        for y, row in enumerate(rows):
            sheet.write_row(y, 0, row)
    return SimpleUploadedFile("台账.xlsx", held.getvalue())


def upload(house: House, file: SimpleUploadedFile | None, **told: str) -> Any:
    sent: dict[str, Any] = {"honour": HONOUR, "year": "2021", **told}
    client = browser_of(house.organiser)
    return client.post(register(house, "/import"), sent | ({"file": file} if file else {})), client


def planned(client: Any, house: House) -> dict[str, list[str]]:
    plan = client.get(register(house, "/import")).context["plan"]
    return {
        "new": [row.entry.name for row in plan.new],
        "changed": [row.entry.name for row in plan.changed],
        "unchanged": [row.entry.name for row in plan.unchanged],
        "refused": [finding.code for row in plan.refused for finding in row.findings],
    }


# --- the list ---


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["南山检查站", "城东车站售票厅", "城西政务大厅", "州博物馆讲解部"]),
        (f"body={COUNTY}", ["南山检查站"]),
        ("q=车站", ["城东车站售票厅"]),
        (f"honour={HONOUR}&year=2021&state=valid&body={CITY}", ["城东车站售票厅", "城西政务大厅"]),
        ("year=1999", []),
        ("year=二〇二一&state=any", ["南山检查站", "城东车站售票厅", "城西政务大厅", "州博物馆讲解部"]),
        ("state=revoked", []),
        ("q=%27%25_", []),
    ],
)
def test_entries_are_found_by_what_they_say(house: House, query: str, found: list[str]) -> None:
    assert names(browser_of(house.organiser).get(register(house, f"?{query}"))) == sorted(found)


def test_each_entry_shows_who_stands_for_it_now(house: House) -> None:
    make_nomination(house, NominationState.SUBMITTED, award=PERSON, unit="城东车站售票厅", name="刘安")
    make_nomination(house, NominationState.HANDED_IN, award=PERSON, unit="城西政务大厅", name="赵平")
    make_nomination(
        house, NominationState.WITHDRAWN, award=PERSON, unit="南山检查站", name="钱进", body=COUNTY
    )
    rows = browser_of(house.organiser).get(register(house)).context["rows"]
    assert {entry.name: holder.nominee_name if holder else "" for entry, holder in rows} == {
        "城东车站售票厅": "刘安", "城西政务大厅": "赵平", "南山检查站": "", "州博物馆讲解部": "",
    }  # fmt: skip


# --- importing ---


@pytest.mark.parametrize(
    "file",
    [csv(SHEET), csv(SHEET, "gb18030"), xlsx(SHEET), csv([["2021年授牌名单"], *SHEET])],
    ids=["csv", "csv of Excel", "second sheet of a workbook", "title above"],
)
def test_a_sheet_becomes_a_plan_with_its_cells(house: House, file: SimpleUploadedFile) -> None:
    answer, client = upload(house, file)
    assert answer.status_code == 302
    assert planned(client, house) == {
        "new": ["北山气象台"],
        "changed": ["城东车站售票厅"],
        "unchanged": ["城西政务大厅"],
        "refused": ["required_missing", "register_row_repeated"],
    }
    assert RegisterEntry.objects.count() == 4


def test_the_plan_applied_is_what_was_shown(house: House) -> None:
    _, client = upload(house, csv(SHEET))
    assert client.post(register(house, "/import/apply")).headers["Location"] == register(house)
    changed = RegisterEntry.objects.get(name="城东车站售票厅")
    assert (RegisterEntry.objects.count(), changed.number) == (5, "2021-001")
    assert planned_again(client, house) is None


def planned_again(client: Any, house: House) -> Any:
    """The plan still kept; None when there is none."""
    return client.get(register(house, "/import")).context.get("plan")


def test_a_plan_may_be_put_aside(house: House) -> None:
    _, client = upload(house, csv(SHEET))
    client.post(register(house, "/import/apply"), {"discard": "1"})
    assert (planned_again(client, house), RegisterEntry.objects.count()) == (None, 4)


def test_nothing_is_applied_that_was_not_shown(house: House) -> None:
    client = browser_of(house.organiser)
    assert client.post(register(house, "/import/apply")).headers["Location"] == register(house, "/import")
    assert RegisterEntry.objects.count() == 4


def test_an_entry_made_meanwhile_is_not_doubled(house: House) -> None:
    _, client = upload(house, csv(SHEET))
    one = Honour(honour=HONOUR, year=2021, name="北山气象台", body=COUNTY, number="2021-009")
    import_register(house.campaign, [one], by=house.organiser, at=house.tick())
    client.post(register(house, "/import/apply"))
    assert RegisterEntry.objects.filter(name="北山气象台").count() == 1


def test_a_revocation_comes_in_by_sheet_too(house: House) -> None:
    _, client = upload(house, csv([["单位名称", "状态"], ["城西政务大厅", "已撤销"]]))
    client.post(register(house, "/import/apply"))
    assert RegisterEntry.objects.get(name="城西政务大厅").state == RegisterState.REVOKED


@pytest.mark.parametrize(
    "file",
    [
        None,
        SimpleUploadedFile("台账.csv", b""),
        SimpleUploadedFile("台账.xlsx", b"PK\x03\x04 broken"),
        SimpleUploadedFile("台账.xlsx", "不是表格".encode()),
        SimpleUploadedFile("台账.csv", b"\x00\x01\x02" * 20),
        csv([["没有", "表头"], ["甲", "乙"]]),
        csv([["单位名称", "编号"]] + [[f"单位{n}", ""] for n in range(5001)]),
    ],
    ids=["none", "empty", "broken", "disguised", "binary", "no header", "too long"],
)
def test_a_sheet_that_cannot_be_read_is_refused_beside_its_field(
    house: House, file: SimpleUploadedFile | None
) -> None:
    refused, client = upload(house, file, honour="别的称号")
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["file"])
    assert refused.context["form"]["honour"].value() == "别的称号"
    assert planned_again(client, house) is None


def test_a_year_that_is_none_stays_typed(house: House) -> None:
    refused, _ = upload(house, csv(SHEET), year="去年")
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["year"])
    assert refused.context["form"]["year"].value() == "去年"


def test_hostile_rows_stay_text(house: House) -> None:
    _, client = upload(house, csv([["单位名称", "编号"], [HOSTILE, "=1+1"]]))
    page = client.get(register(house, "/import"))
    assert HOSTILE not in page.content.decode()


def test_only_the_organiser_imports(house: House) -> None:
    assert house.auditor is not None
    for who in (house.auditor, house.officers[CITY]):
        client = browser_of(who)
        assert client.get(register(house, "/import")).status_code == 404
        assert client.post(register(house, "/import/apply")).status_code == 404


# --- units that named nobody ---


def groups(answer: Any) -> dict[str, list[tuple[str, str]]]:
    return {
        name: [(unit.name, holder.nominee_name if holder else "") for unit, holder in units]
        for name, _, units, _ in answer.context["groups"]
    }


def test_units_that_named_nobody_stand_with_the_body_to_chase(house: House) -> None:
    make_nomination(house, NominationState.ENDORSED, award=PERSON, unit="城东车站售票厅")
    make_nomination(house, NominationState.HANDED_IN, award=PERSON, unit="城西政务大厅", name="赵平")
    answer = browser_of(house.organiser).get(register(house, "/unnamed"))
    assert groups(answer) == {
        DIRECT: [("州博物馆讲解部", "")],
        CITY: [("城西政务大厅", "赵平")],
        COUNTY: [("南山检查站", "")],
    }
    assert answer.context["total"] == 3


def test_an_officer_sees_the_units_of_the_own_body(house: House) -> None:
    assert groups(browser_of(house.officers[COUNTY]).get(register(house, "/unnamed"))) == {
        COUNTY: [("南山检查站", "")]
    }


def test_a_revoked_unit_is_not_chased(house: House) -> None:
    one = Honour(honour=HONOUR, year=2021, name="南山检查站", body=COUNTY, state=RegisterState.REVOKED)
    import_register(house.campaign, [one], by=house.organiser, at=house.tick())
    assert COUNTY not in groups(browser_of(house.organiser).get(register(house, "/unnamed")))


# --- rulings ---


def test_what_was_ruled_is_kept_with_its_reason(house: House) -> None:
    entry = RegisterEntry.objects.get(name="城东车站售票厅")
    rule_on_suspicion(
        house.campaign, "城东车站", entry, same=False, reason=HOSTILE, by=house.organiser, at=house.tick()
    )
    page = browser_of(house.organiser).get(register(house, "/rulings"))
    (ruling,) = page.context["rulings"]
    assert (ruling.register_entry.name, ruling.same, ruling.reason) == ("城东车站售票厅", False, HOSTILE)
    assert HOSTILE not in page.content.decode()


# --- who may ---


@pytest.mark.parametrize("page", ["register", "register/unnamed", "register/rulings", "register/import"])
def test_another_office_sees_none_of_it(house: House, page: str) -> None:
    closed_to_strangers(house, f"/campaigns/ID/{page}", house.campaign.pk)


def test_the_office_reads_and_a_body_does_not(house: House) -> None:
    assert house.auditor is not None
    assert house.leader is not None
    clients = [browser_of(who) for who in (house.auditor, house.leader, house.officers[CITY])]
    for page in ("", "/rulings"):
        assert statuses(clients, register(house, page)) == [200, 200, 404]


@pytest.mark.parametrize("count", [1, 1000])
@pytest.mark.parametrize("page", ["", "/unnamed", "/rulings"])
def test_no_page_asks_more_for_a_longer_register(
    house: House, page: str, count: int, django_assert_max_num_queries: Any
) -> None:
    more = [Honour(honour=HONOUR, year=2021, name=f"第{n}号窗口", body=CITY) for n in range(count)]
    import_register(house.campaign, more, by=house.organiser, at=house.tick())
    organiser = browser_of(house.organiser)
    with django_assert_max_num_queries(MOST_QUERIES):
        organiser.get(register(house, page))
