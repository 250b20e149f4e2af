"""One journey from the notice to the plaque, by the people of a campaign in real browsers at a real server."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import xlsxwriter
from PIL import Image
from playwright.sync_api import Browser

from pingxuan.web.clock import set_demo_clock
from tests.browser.chromium import chromium
from tests.browser.walking import PHONE, Faults, Person, upload
from tests.databases import Database, copied_database, running_site
from tests.small_campaign import moment

pytestmark = pytest.mark.browser
NOTICE = Path(__file__).with_name("notice.txt")
OFFICE = "山城州服务提升工作领导小组办公室"
COUNTY = "东林县"
OLD_UNITS = (("东林县城关派出所", COUNTY), ("西河县客运站售票厅", "西河县"))
DEEDS = "坚持首问负责制，主动为老年人代填表格，雨雪天提前开门，全年接待来访群众三千余人次，没有一起投诉。"


@dataclass
class Journey:
    """The campaign's people, what they must remember from stage to stage, and what was wrong on the way."""

    database: Database
    folder: Path
    browser: Browser
    faults: Faults = field(default_factory=Faults)
    site: str = ""
    people: dict[str, Person] = field(default_factory=dict)
    campaign: str = ""
    nominations: dict[str, str] = field(default_factory=dict)
    public: str = ""
    objection: str = ""
    plaques: list[str] = field(default_factory=list)

    @contextmanager
    def on(self, day: str) -> Iterator[None]:
        """The site as it is served on that day."""
        set_demo_clock(self.database.data, moment(day))
        with running_site(self.database, workers=1, PINGXUAN_MODE="demo") as site:
            self.site = site.url
            for person in self.people.values():
                person.site = site.url
            yield

    def newcomer(self, who: str, width: int = 1440) -> Person:
        """A person not met before, at a screen of that width."""
        person = self.people[who] = Person(self.browser, self.site, self.faults, width)
        return person

    def code_for(self, role: str, name: str) -> str:
        """The one-time code the command line prints for a new post of the office."""
        told = self.database.run(
            "appoint",
            "--body",
            OFFICE,
            "--role",
            role,
            "--username",
            role,
            "--name",
            name,
            PINGXUAN_MODE="demo",
        )
        assert told.returncode == 0, told.stderr
        return re.search(r"登录码：(\S+?)（", told.stdout)[1]  # type: ignore[index]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def test_a_campaign_from_the_notice_to_the_plaque(
    template_database: Database, tmp_path: Path, browser: Browser
) -> None:
    with copied_database(template_database, tmp_path / "site") as database:
        journey = Journey(database, tmp_path, browser)
        for day, stages in DAYS.items():
            with journey.on(day):
                for stage in stages:
                    stage(journey)
    assert journey.faults.found == []
    assert len(journey.faults.met) > 60
    assert journey.faults.strangers == []
    assert journey.faults.answers == []


# --- the notice becomes a campaign ---


def issue_the_notice(journey: Journey) -> None:
    code = journey.code_for("organiser", "林经办")
    office = journey.newcomer("organiser")
    office.go("/")
    office.sign_in_first("organiser", code)
    office.go("/campaigns/new")
    office.fill(text=NOTICE.read_text("utf-8"))
    office.press("读取通知")
    journey.campaign = office.path.removesuffix("/notice")
    assert office.page.locator(".notice-text mark").count() > 20
    while office.page.locator(".ask").count():
        with office.page.expect_navigation():
            office.page.locator(".ask[open] .btn-main").first.click()
        office.look()
    assert office.read("#questions .hint-ok").startswith("疑问都已答复。")
    office.press("印发通知", "body")
    office.press("确认印发")
    office.go(journey.campaign)


def import_the_register(journey: Journey) -> None:
    office, file = journey.people["organiser"], journey.folder / "2021年授牌名单.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate([("单位名称", "县市"), *OLD_UNITS]):
            sheet.write_row(place, 0, row)
    office.turn_to("荣誉台账")
    office.press("导入台账")
    upload(office, "file", [file])
    office.press("读取并列出变动")
    office.press("确认导入 2 条")
    office.press("未推荐单位")


def appoint_people(journey: Journey) -> None:
    office = journey.people["organiser"]
    for body, role, username, name in (
        (COUNTY, "body_officer", "donglin", "周县办"),
        (OFFICE, "inspector", "inspector", "吴检查"),
    ):
        office.go("/posts/new")
        office.fill(body=body, title="经办", username=username, name=name)
        office.choose(role=role)
        office.press("设立岗位")
        code = office.read(".slip-code")
        person = journey.newcomer(username, PHONE if role == "inspector" else 1440)
        person.sign_in_first(username, code)


def county_signs_and_reports(journey: Journey) -> None:
    county = journey.people["donglin"]
    county.turn_to("签收与联系人")
    county.press("签收通知")
    county.fill(name="周县办", position="科员", phone="13800000011")
    county.press("报送联系人")
    county.turn_to("名额")


# --- nominations ---


def nominee_fills_on_the_phone(journey: Journey) -> None:
    county, nominee = journey.people["donglin"], journey.newcomer("nominee", PHONE)
    _start(journey, "unit", "东林县政务服务大厅")
    county.press("邀请对方填写")
    county.press("生成链接和填报码")
    nominee.go(re.sub(r"^https?://[^/]+", "", county.read("#link")))
    nominee.fill(code=county.read(".big-code"))
    nominee.press("进入填报")
    _answer(nominee, {"负责人": "郑大厅", "联系电话": "13800000012", "地址": "东林县人民路1号"})
    nominee.page.get_by_role("radio", name="行政事业单位").check()
    deeds = nominee.page.locator("main textarea").first
    deeds.fill(DEEDS[:20])
    assert nominee.read("[data-gauge-count]") == "20"
    deeds.fill(DEEDS)
    deeds.blur()
    nominee.page.get_by_text(re.compile("已自动保存 \\d\\d:\\d\\d")).wait_for()
    nominee.press("下一步")
    nominee.press("确认无误，交审")
    assert nominee.read(".timeline")


def _start(journey: Journey, award: str, nominee: str, unit: str = "") -> None:
    county = journey.people["donglin"]
    county.go(f"{journey.campaign}/nominations/new")
    label = {"unit": "文明服务示范窗口", "person": "文明服务之星"}[award]
    county.page.locator(".pick label", has_text=label).click()
    county.fill(nominee=nominee, **({"unit": unit} if unit else {}))
    county.press("新建")
    journey.nominations[nominee] = county.path


def _answer(person: Person, answers: dict[str, str]) -> None:
    for label, text in answers.items():
        person.page.locator("main label", has_text=label).first.locator("xpath=..").locator(
            "input"
        ).first.fill(text)


def county_fills_for_a_person(journey: Journey) -> None:
    county = journey.people["donglin"]
    _start(journey, "person", "冯站长", OLD_UNITS[0][0])
    county.press("填写推荐表")
    _answer(county, {"从事岗位": "户籍民警", "联系电话": "13800000013"})
    county.page.locator("main textarea").first.fill(DEEDS)
    county.press("下一步")
    county.press("确认无误，交审")


def county_submits(journey: Journey) -> None:
    county = journey.people["donglin"]
    for path in journey.nominations.values():
        county.go(path)
        county.fill(signatory="周县办")
        county.press("出具意见")
    county.turn_to("汇总表与报送")
    for label in ("文明服务示范窗口", "文明服务之星"):
        county.page.locator(".tabs a", has_text=label).click()
        county.press("报送所选")
        county.press("确认报送 1 件")
    county.turn_to("公文与表册")


# --- the office checks, consults, inspects ---


def office_checks(journey: Journey) -> None:
    office = journey.people["organiser"]
    office.go("/")
    office.turn_to("推荐材料")
    unit, person = journey.nominations.values()
    office.go(unit)
    office.button("退回修改").click()
    office.fill(reason="请写明日均接待人数。")
    office.press("退回修改", "main form")
    office.go(person)
    office.press("审核通过")


def county_mends(journey: Journey) -> None:
    county, unit = journey.people["donglin"], next(iter(journey.nominations.values()))
    county.go(unit)
    county.press("修改推荐表")
    county.page.locator("main textarea").first.fill(DEEDS.replace("全年", "日均百人，全年"))
    county.press("下一步")
    county.press("确认无误，交审")
    county.fill(signatory="周县办")
    county.press("出具意见")
    county.press("报送")
    office = journey.people["organiser"]
    office.go(unit)
    office.press("审核通过")


def office_consults(journey: Journey) -> None:
    office = journey.people["organiser"]
    office.turn_to("征求意见")
    office.press("登记发函")
    office.fill(department="公安局", letter_number="征〔2023〕1号")
    office.press("登记发函", "main footer")
    office.press("其余全部登记为无异议")


def inspector_visits(journey: Journey) -> None:
    office, inspector = journey.people["organiser"], journey.people["inspector"]
    office.turn_to("明察暗访")
    office.press("安排检查", "body")
    office.page.locator("[data-row]").first.check()
    office.press("安排所选")
    photo = journey.folder / "大厅.jpg"
    Image.effect_noise((900, 700), 60).convert("RGB").save(photo)
    inspector.go("/")
    inspector.page.locator("main a[href^='/visits/']").first.click()
    inspector.look()
    for item in inspector.page.locator("fieldset.item").all():
        item.get_by_role("radio", name="好").check()
    upload(inspector, "photos", [photo])
    inspector.press("提交检查表")
    assert "100.00 分" in inspector.read("section[aria-labelledby=done]")
    inspector.page.locator("main a[href^='/visits/']").first.click()
    inspector.look()
    assert inspector.read(".m-result h2") == "已提交，100.00 分"


def meeting_decides(journey: Journey) -> None:
    office = journey.people["organiser"]
    for label in ("文明服务示范窗口", "文明服务之星"):
        office.turn_to("评分与遴选")
        office.page.locator(".tabs a", has_text=label).click()
        office.fill(minutes_number=f"会议纪要〔2023〕{len(label)}号", present="领导小组办公室全体成员")
        office.press("登记会议决定")


def office_publishes(journey: Journey) -> None:
    office = journey.people["organiser"]
    office.turn_to("公示与异议")
    office.press("核对并公示")
    office.fill(count="2")
    office.press("公示", "main .confirm")
    office.turn_to("公示与异议")
    journey.public = office.page.locator("main a[href^='/public/']").first.get_attribute("href") or ""


# --- the public and the plaques ---


def public_objects(journey: Journey) -> None:
    citizen, office = journey.newcomer("citizen"), journey.people["organiser"]
    citizen.go("/")
    citizen.go(journey.public)
    assert "138000000" not in citizen.page.locator("main table").first.inner_text()
    citizen.press("反映问题")
    citizen.fill(name="孙群众", phone="13800000021", text="反映下午两点前无人值班，请核实。")
    citizen.press("提交")
    journey.objection = citizen.path
    office.turn_to("公示与异议")
    office.press("异议与决定")
    office.page.locator("main a[href^='/objections/']").first.click()
    office.look()
    office.page.locator("[name=outcome][value=not_upheld]").check()
    office.fill(handler="郑纪检", answer="经核实，两点前有值班人员，维持公示名单。")
    office.press("答复")


def office_awards(journey: Journey) -> None:
    office = journey.people["organiser"]
    office.go("/")
    office.turn_to("公示与异议")
    office.press("出具本单位意见", "body")
    office.fill(signatory="林经办")
    office.press("出具意见")
    office.turn_to("公示与异议")
    office.press("异议与决定")
    office.press("作出决定", "body")
    office.fill(doc_number="山城服办发〔2023〕9号")
    office.press("作出决定", "main form")
    office.turn_to("授牌")
    journey.plaques = [
        link.get_attribute("href") or "" for link in office.page.locator("main a[href^='/v/']").all()
    ]
    office.page.locator("[data-open]").first.click()
    office.look()
    office.fill(reason="复核不合格。")
    office.press("撤销这块牌匾")


def anyone_verifies(journey: Journey) -> None:
    passer = journey.newcomer("passer", PHONE)
    seen = []
    for path in (*journey.plaques, "/v/none"):
        passer.go(path)
        seen.append(passer.read("main h1"))
    assert seen == ["已撤销", "有效", "查无此号"]
    passer.go(journey.objection)
    passer.go(journey.public)
    passer.go("/")


def others_look_on(journey: Journey) -> None:
    for role, name, pages in (
        ("auditor", "郑纪检", ("操作留痕", "征求意见")),
        ("leader", "王领导", ("工作台", "评分与遴选")),
    ):
        code = journey.code_for(role, name)
        person = journey.newcomer(role, PHONE if role == "leader" else 1440)
        person.sign_in_first(role, code)
        for label in pages:
            person.turn_to(label)


DAYS = {
    "2023-02-15 09:30": (
        issue_the_notice,
        import_the_register,
        appoint_people,
        county_signs_and_reports,
        nominee_fills_on_the_phone,
        county_fills_for_a_person,
        county_submits,
    ),
    "2023-02-28 09:00": (
        office_checks,
        county_mends,
        office_consults,
        inspector_visits,
        meeting_decides,
        office_publishes,
        public_objects,
    ),
    "2023-03-10 09:00": (office_awards, anyone_verifies, others_look_on),
}
"""What happens on which day of the stated clock."""
