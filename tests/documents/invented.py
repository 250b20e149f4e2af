"""Invented campaigns and one paper of every kind, for the tests of papers and of their formats."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from pingxuan.core.definition import (
    Award,
    Column,
    Contact,
    Criterion,
    Field,
    Form,
    OpinionStep,
    Quota,
    SummaryTable,
)
from pingxuan.core.page_code import PageCode
from pingxuan.core.paper import Paper
from pingxuan.core.papers.certificate import CertificateFacts, certificate
from pingxuan.core.papers.consultation_letter import ConsultationFacts, Consulted, consultation_letter
from pingxuan.core.papers.decision import DecisionFacts, decision
from pingxuan.core.papers.forms import Answer, FilledForm, StatedOpinion, blank_form, filled_form
from pingxuan.core.papers.honours import Honoured, HonourGroup, HonourList
from pingxuan.core.papers.inspection_sheet import inspection_sheet
from pingxuan.core.papers.plaque_orders import PlaqueOrder, plaque_orders
from pingxuan.core.papers.publication import PublicationFacts, publication
from pingxuan.core.papers.quota_table import quota_table
from pingxuan.core.papers.returned_list import ReturnedEntry, returned_list
from pingxuan.core.papers.roster import RosterEntry, contact_roster
from pingxuan.core.papers.summaries import SummaryFacts, SummaryGroup, blank_summary, merged_summary, summary
from pingxuan.core.words import AwardKind, FieldKind, Meaning, OpinionBy, QuotaKind
from pingxuan.documents.writing import WritingContext

AT = datetime(2031, 4, 2, 1, 0, tzinfo=UTC)
CONTEXT = WritingContext(at=AT)
FANDOL = Path("var/fonts")
DIGEST = "7K3Q-9F2M-XW4T-PPA2-6C9D"
ISSUER = "某州文明服务领导小组办公室"
NOTICE = "关于开展“文明窗口”和“服务标兵”推荐评选工作的通知"
DEEDS = (
    "窗口设在客运站一楼，现有职工12名。\n"
    "一是环境整洁有序，标识清楚，意见箱和监督电话齐全。"
    + "二是业务熟练规范，每周组织一次岗位练兵。" * 10
    + "\n三是主动服务，职工古丽·艾山、张㛃全年没有责任投诉。"
)

ANNEX_FIELDS = (
    Field(key="unit", label="填报单位", meaning=Meaning.FILING_UNIT, in_heading=True),
    Field(key="day", label="填报时间", meaning=Meaning.FILING_DATE, kind=FieldKind.DATE, in_heading=True),
    Field(key="name", label="单位名称", meaning=Meaning.NOMINEE_NAME),
    Field(
        key="nature",
        label="单位性质",
        kind=FieldKind.OPTION,
        options=("行政事业单位", "国企", "私企", "个体"),
    ),
    Field(key="head", label="负责人", kind=FieldKind.PERSON_NAME),
    Field(key="phone", label="联系电话", kind=FieldKind.PHONE, meaning=Meaning.PHONE),
    Field(key="staff", label="员工人数", kind=FieldKind.NUMBER),
    Field(key="since", label="设立时间"),
    Field(key="address", label="地址", kind=FieldKind.ADDRESS, meaning=Meaning.ADDRESS),
    Field(
        key="deeds",
        label="主要事迹",
        kind=FieldKind.LONG_TEXT,
        meaning=Meaning.DEEDS,
        min_chars=300,
        max_chars=500,
        annex_page=True,
    ),
    Field(key="contact", label="联系人", meaning=Meaning.CONTACT_NAME, printed=False),
)
"""The blanks of the notice's annex 2, in its order, and one the summary asks for."""

OPINIONS = (
    OpinionStep(key="body", label="县市旅游产业发展领导小组办公室意见", by=OpinionBy.NOMINATING_BODY),
    OpinionStep(key="organiser", label="州旅游产业发展领导小组办公室意见", by=OpinionBy.ORGANISER),
)

ANSWERS: dict[str, Answer] = {
    "name": "某某市客运站服务台",
    "nature": "国企",
    "head": "张㛃",
    "phone": "13800000000",
    "staff": "12",
    "since": "2016年5月",
    "address": "某某市某某路1号",
    "deeds": DEEDS,
    "contact": "古丽·艾山",
}


def annex_award() -> Award:
    """An award whose form, summary and quota are laid out like the annexes of the 2023 notice."""
    return Award(
        key="unit",
        name="微笑新疆示范单位",
        kind=AwardKind.UNIT,
        form=Form(title="“微笑新疆示范单位”推荐表", annex="附件2", fields=ANNEX_FIELDS, opinions=OPINIONS),
        summary=SummaryTable(
            title="“微笑新疆示范单位”推荐汇总表",
            annex="附件4",
            columns=(
                Column(label="序号", meaning=Meaning.RUNNING_NUMBER),
                Column(label="单位名称", source="name", meaning=Meaning.NOMINEE_NAME),
                Column(label="单位地址", source="address", meaning=Meaning.ADDRESS),
                Column(label="联系人", source="contact", meaning=Meaning.CONTACT_NAME),
                Column(label="联系电话", source="phone", meaning=Meaning.PHONE),
            ),
        ),
        quota=Quota(
            kind=QuotaKind.TABLE,
            title="“微笑新疆示范单位”推荐名额分配表",
            annex="附件1",
            places={"州直": 8, "库尔勒市": 35, "和静县": 10},
        ),
        criteria=(
            Criterion(heading="服务环境", items=("场所整洁卫生", "意见箱、监督电话齐全")),
            Criterion(heading="模范作用"),
        ),
        vetoes=("有违法违纪行为", "有责任投诉"),
    )


def small_award() -> Award:
    """An award of another shape: a person, a photograph, a list of earlier honours, one opinion, no annex."""
    return Award(
        key="person",
        name="服务标兵",
        kind=AwardKind.PERSON,
        form=Form(
            title="服务标兵推荐表",
            fields=(
                Field(key="name", label="姓名", kind=FieldKind.PERSON_NAME, meaning=Meaning.NOMINEE_NAME),
                Field(key="sex", label="性别", kind=FieldKind.OPTION, options=("男", "女")),
                Field(key="photo", label="照片", kind=FieldKind.PHOTO),
                Field(key="unit_name", label="工作单位", meaning=Meaning.UNIT_NAME, max_chars=80),
                Field(
                    key="earned",
                    label="获奖情况",
                    kind=FieldKind.ROWS,
                    columns=(Field(key="when", label="时间"), Field(key="what", label="奖项")),
                ),
                Field(key="deeds", label="事迹", kind=FieldKind.LONG_TEXT, max_chars=800),
            ),
            opinions=(OpinionStep(key="unit", label="单位意见", by=OpinionBy.FILING_UNIT, seal=False),),
        ),
        summary=SummaryTable(
            title="服务标兵推荐汇总表",
            columns=(
                Column(label="姓名", source="name", meaning=Meaning.NOMINEE_NAME),
                Column(label="工作单位", source="unit_name", meaning=Meaning.UNIT_NAME),
            ),
        ),
        quota=Quota(kind=QuotaKind.TABLE, places={"甲县": 3}),
        criteria=(Criterion(heading="敬业", items=("坚守岗位",)),),
    )


def filled(award: Award, **changes: object) -> Paper:
    """A filled form of that award; ``changes`` replace answers or fields of FilledForm."""
    form = FilledForm(
        answers=ANSWERS,
        opinions=(
            StatedOpinion(
                label=award.form.opinions[0].label,
                text="情况属实，同意推荐。",
                capacity="某某市文明服务领导小组办公室",
                signatory="李某",
                day=date(2031, 3, 21),
            ),
        ),
        filing_unit="某某市客运站",
        filing_date=date(2031, 3, 20),
        name="某某市客运站服务台",
        page_code=PageCode("WM31", "A", 17, 2),
        digest=DIGEST,
    )
    answers = {key: value for key, value in changes.items() if key in ANSWERS}
    others = {key: value for key, value in changes.items() if key not in ANSWERS}
    changed = replace(form, answers={**ANSWERS, **answers}, **others)  # type: ignore[arg-type]
    return filled_form(award, changed)


def entries(count: int) -> list[dict[str, str]]:
    """Answers of so many nominations, each of its own name and phone."""
    return [
        {
            "name": f"某某市第{number}服务窗口",
            "address": f"某某市某某路{number}号",
            "contact": "张㛃" if number % 2 else "阿依古丽·买买提",
            "phone": f"1380000{number:04d}",
        }
        for number in range(1, count + 1)
    ]


def summary_facts(count: int) -> SummaryFacts:
    """A body's summary of so many nominations."""
    return SummaryFacts(
        entries=entries(count),
        filing_unit="某某市文明服务领导小组办公室",
        filed_by="刘某",
        phone="13800000001",
        page_code=PageCode("WM31", "N", 3, 1),
        digest=DIGEST,
    )


def honour_lists(count: int = 3) -> Sequence[HonourList]:
    """A list of units and one of persons, ``count`` from each of two bodies."""
    bodies = ("州直", "库尔勒市")
    units = [HonourGroup(body, [Honoured(f"{body}第{n}窗口") for n in range(count)]) for body in bodies]
    persons = [
        HonourGroup(body, [Honoured(f"古丽·艾山{n}", f"{body}第{n}窗口") for n in range(count)])
        for body in bodies
    ]
    return (
        HonourList("文明窗口", AwardKind.UNIT, units),
        HonourList("服务标兵", AwardKind.PERSON, persons),
    )


def publication_facts(count: int = 3) -> PublicationFacts:
    """A publication of five working days."""
    return PublicationFacts(
        campaign=NOTICE,
        doc_number="某文办发〔2031〕1号",
        organ=ISSUER,
        lists=honour_lists(count),
        starts=date(2031, 4, 7),
        ends=date(2031, 4, 11),
        working_days=5,
        issued=date(2031, 4, 4),
        contact=Contact(person="王某", phone="13800000002", email="office@example.invalid"),
        sealed_for=True,
    )


def decision_facts(count: int = 3) -> DecisionFacts:
    """A decision with two annexed lists."""
    return DecisionFacts(
        campaign=NOTICE,
        notice_number="某文办发〔2031〕1号",
        organ=ISSUER,
        doc_number="某文办发〔2031〕6号",
        addressees="各县市文明服务领导小组办公室，领导小组各成员单位",
        lists=honour_lists(count),
        day=date(2031, 4, 18),
        copies_to="州人民政府办公室",
    )


def certificate_facts() -> CertificateFacts:
    """A person's certificate with an address to verify it."""
    return CertificateFacts(
        recipient="古丽·艾山",
        kind=AwardKind.PERSON,
        honour="服务标兵",
        campaign="文明服务推荐评选",
        organ=ISSUER,
        day=date(2031, 4, 18),
        number="2031-B-042",
        verify_at="https://example.invalid/v/2031-B-042",
    )


def consultation_facts(count: int = 3) -> ConsultationFacts:
    """A letter to the police about so many nominees."""
    return ConsultationFacts(
        department="某州公安局",
        organ=ISSUER,
        campaign=NOTICE,
        awards=("文明窗口", "服务标兵"),
        nominees=[Consulted(entry["name"], "91650000MA0000000X") for entry in entries(count)],
        issued=date(2031, 3, 1),
        reply_by=date(2031, 3, 8),
        doc_number="某文办函〔2031〕3号",
        contact=Contact(person="王某", phone="13800000002"),
    )


def every_paper(award: Award) -> dict[str, Paper]:
    """One paper of every kind, the form and the summary blank as well as filled."""
    return {
        **forms_and_summaries(award),
        **lists_of_the_office(date(2031, 4, 20)),
        "publication": publication(publication_facts()),
        "decision": decision(decision_facts()),
        "certificate": certificate(certificate_facts()),
        "consultation letter": consultation_letter(consultation_facts()),
        "inspection sheet": inspection_sheet(award, nominee="某窗口", address="某路1号"),
    }


def forms_and_summaries(award: Award) -> dict[str, Paper]:
    """What nominees and bodies hand in."""
    return {
        "blank form": blank_form(award, page_code=PageCode("WM31", "A", 0, 0)),
        "filled form": filled(award),
        "blank summary": blank_summary(award),
        "summary": summary(award, summary_facts(3)),
        "merged summary": merged_summary(
            award,
            [
                SummaryGroup(body="州直", entries=entries(2)),
                SummaryGroup(body="库尔勒市", entries=entries(3)),
            ],
            organiser=ISSUER,
        ),
        "quota table": quota_table(award),
    }


def lists_of_the_office(day: date) -> dict[str, Paper]:
    """Lists the organiser keeps."""
    return {
        "roster": contact_roster(
            "文明窗口推荐评选",
            [
                RosterEntry(
                    body="库尔勒市",
                    person="张㛃",
                    post="科员",
                    phone="13800000003",
                    email="liaison.office@example.invalid",
                ),
                RosterEntry(body="和静县"),
            ],
            day=day,
        ),
        "returned list": returned_list(
            "文明窗口推荐评选",
            [
                ReturnedEntry(
                    body="和静县",
                    nominee="和静县某某窗口",
                    award="文明窗口",
                    reason="主要事迹只有212字，少于300字，请补齐后重新报送。",
                    returned_on=day,
                )
            ],
            day=day,
        ),
        "plaque orders": plaque_orders(
            "文明窗口",
            [
                PlaqueOrder(
                    number=f"2031-A-{number:03d}", face="文明窗口", holder="某窗口", organ=ISSUER, body="州直"
                )
                for number in range(1, 4)
            ],
            day=day,
            specification="600 mm×400 mm",
        ),
    }
