"""Papers as people download them: every kind in every format, whose they are, one form with its code."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
from django.core.management import call_command

from pingxuan.core.page_code import PageCode, encode, form_letter
from pingxuan.core.words import NominationState, PaperKind
from pingxuan.documents.writers import WRITERS
from pingxuan.queries.form_paper import form_papers
from pingxuan.queries.nomination import opinions_of
from pingxuan.queries.papers import PAPERS, blank_papers, merged_papers, papers_of
from tests.makers import House, make_nomination, plan_visit
from tests.small_campaign import CITY, COUNTY, DIRECT, MEMBER, PERSON, UNIT
from tests.web.crowd import crowd
from tests.web.full_form import full_house
from tests.web.test_summary import TABLED
from tests.web.visitors import HOSTILE, MOST_QUERIES, browser_of, closed_to_strangers, stranger_of

S, K = NominationState, PaperKind
FIRST = {"docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "pdf": b"%PDF-"}


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return full_house(monkeypatch, TABLED)


def paper(house: House, kind: PaperKind, suffix: str = "xlsx", query: str = "") -> str:
    return f"/campaigns/{house.campaign.pk}/papers/{kind.value}.{suffix}{query}"


def cells(data: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


def filename(answer: Any) -> str:
    return unquote(answer.headers["Content-Disposition"].partition("UTF-8''")[2])


def test_every_kind_has_its_drawer() -> None:
    assert set(PAPERS) == set(PaperKind)


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_a_campaign_brought_to_its_end_prints_every_kind(house: House, suffix: str) -> None:
    make_nomination(house, S.RETURNED, body=COUNTY)
    plan_visit(house, make_nomination(house, S.ACCEPTED, body=COUNTY), inspector=CITY)
    make_nomination(house, S.HONOURED)
    office = browser_of(house.organiser)
    offered = office.get(f"/campaigns/{house.campaign.pk}/papers").context["stages"]
    assert sum(len(offers) for _, offers in offered) == len(PaperKind) + 3
    for kind in set(PaperKind) - {K.CONSULTATION_LETTER}:
        answer = office.get(paper(house, kind, suffix))
        assert (answer.status_code, answer.content[: len(FIRST[suffix])]) == (200, FIRST[suffix])
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert filename(answer) == f"{kind.label}.{suffix}"


def test_the_numbers_offered_are_those_drawn(house: House) -> None:
    for _ in range(2):
        make_nomination(house, S.SUBMITTED)
    make_nomination(house, S.SUBMITTED, body=MEMBER)
    make_nomination(house, S.ENDORSED, body=COUNTY)
    office = browser_of(house.organiser).get(f"/campaigns/{house.campaign.pk}/papers").context["stages"]
    told = {offer.label: offer.count for _, offers in office for offer in offers}
    for kind in (K.NOMINATION_FORM, K.SUMMARY_TABLE, K.QUOTA_TABLE, K.CONTACT_ROSTER, K.INSPECTION_SHEET):
        assert told[kind.label] == len(papers_of(house.campaign, kind))
    assert told[K.RETURNED_LIST.label] == 0


@pytest.mark.parametrize("kind", [K.PUBLICATION, K.CERTIFICATE, K.RETURNED_LIST])
def test_what_is_not_there_yet_is_said(house: House, kind: PaperKind) -> None:
    page = browser_of(house.organiser).get(paper(house, kind), follow=True)
    assert page.redirect_chain[-1][0] == f"/campaigns/{house.campaign.pk}/papers"
    assert [message.level_tag for message in page.context["messages"]] == ["error"]


def test_a_form_carries_answers_opinions_code_and_digest(house: House) -> None:
    row = make_nomination(house, S.SUBMITTED, name="城东窗口")
    [drawn] = form_papers(row, opinions_of(row))
    code = PageCode("TEST", form_letter(0), row.number, 1)
    assert (drawn.page_code, drawn.digest) == (code, row.content_digest)
    answer = browser_of(house.organiser).get(f"/nominations/{row.pk}/form.xlsx")
    text = "\n".join(cells(answer.content))
    assert all(told in text for told in ("城东窗口", "13800000002", "情况属实，同意推荐。", "张审"))
    parts = zipfile.ZipFile(io.BytesIO(answer.content))
    assert any(encode(code).encode() in parts.read(name) for name in parts.namelist())
    assert filename(answer) == "文明服务示范窗口推荐表（城东窗口）.xlsx"


def test_a_bodys_papers_hold_what_it_has_endorsed_and_no_more(house: House) -> None:
    make_nomination(house, S.ENDORSED, name="甲窗口")
    make_nomination(house, S.HANDED_IN, name="乙窗口")
    make_nomination(house, S.SUBMITTED, body=COUNTY, name="丙窗口")
    text = cells(browser_of(house.officers[CITY]).get(paper(house, K.SUMMARY_TABLE)).content)
    assert ("甲窗口" in text, "乙窗口" in text, "丙窗口" in text) == (True, False, False)
    office = cells(browser_of(house.organiser).get(paper(house, K.SUMMARY_TABLE)).content)
    assert ("甲窗口" in office, "丙窗口" in office) == (False, True)


def test_one_bodys_papers_and_one_awards(house: House) -> None:
    make_nomination(house, S.SUBMITTED, name="甲窗口")
    make_nomination(house, S.SUBMITTED, award=PERSON, name="刘小安")
    make_nomination(house, S.SUBMITTED, body=COUNTY, name="丙窗口")
    office = browser_of(house.organiser)
    answer = office.get(paper(house, K.SUMMARY_TABLE, query=f"?body={house.parts[CITY].pk}&award={UNIT}"))
    assert [one in cells(answer.content) for one in ("甲窗口", "刘小安", "丙窗口")] == [True, False, False]
    assert filename(answer) == "推荐汇总表（库尔勒市）.xlsx"


def test_member_units_are_summed_up_under_the_body_that_counts(house: House) -> None:
    make_nomination(house, S.SUBMITTED, body=MEMBER, name="车站窗口")
    drawn = papers_of(house.campaign, K.SUMMARY_TABLE)
    assert [one.name for one in drawn] == [DIRECT]
    assert [one.name for one in merged_papers(house.campaign, K.SUMMARY_TABLE)] == ["总表"]


def test_blank_forms_can_be_had_at_once(house: House) -> None:
    assert [one.title for one in blank_papers(house.campaign, K.NOMINATION_FORM)] == [
        ("文明服务示范窗口推荐表",),
        ("文明服务形象大使推荐表",),
    ]
    answer = browser_of(house.officers[CITY]).get(paper(house, K.NOMINATION_FORM, "docx", "?blank=1"))
    assert filename(answer) == "推荐表（空白）.docx"


def test_formulas_and_markup_are_only_text(house: House) -> None:
    make_nomination(
        house, S.SUBMITTED, name="=1+1窗口", changes={"deeds": f"=cmd|calc {HOSTILE} #[x] 为群众服务十年。"}
    )
    office = browser_of(house.organiser)
    book = openpyxl.load_workbook(io.BytesIO(office.get(paper(house, K.NOMINATION_FORM)).content))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert office.get(paper(house, K.NOMINATION_FORM, "pdf")).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "ID/papers/nonsense.pdf",
        "ID/papers/quota_table.exe",
        "ID/papers/quota_table.pdf?body=x",
        "ID/papers/quota_table.pdf?award=x",
    ],
)
def test_what_does_not_exist_is_not_found(house: House, address: str) -> None:
    answer = browser_of(house.organiser).get("/campaigns/" + address.replace("ID", house.campaign.pk))
    assert answer.status_code == 404


@pytest.mark.parametrize("kind", [K.CONTACT_ROSTER, K.CONSULTATION_LETTER, K.INSPECTION_SHEET, K.CERTIFICATE])
def test_office_papers_are_not_there_for_bodies(house: House, kind: PaperKind) -> None:
    assert browser_of(house.officers[CITY]).get(paper(house, kind)).status_code == 404


def test_a_neighbours_papers_are_not_there(house: House) -> None:
    row = make_nomination(house, S.SUBMITTED)
    county = browser_of(house.officers[COUNTY])
    assert county.get(paper(house, K.SUMMARY_TABLE, query=f"?body={house.parts[CITY].pk}")).status_code == 404
    assert county.get(f"/nominations/{row.pk}/form.pdf").status_code == 404
    assert stranger_of(house).get(paper(house, K.QUOTA_TABLE)).status_code == 404
    closed_to_strangers(house, "/campaigns/ID/papers", house.campaign.pk)


def test_a_draft_has_no_form_to_seal(house: House) -> None:
    row = make_nomination(house, S.DRAFT)
    assert browser_of(house.officers[CITY]).get(f"/nominations/{row.pk}/form.pdf").status_code == 404


def test_few_queries_for_the_page_and_for_many_forms(
    house: House, django_assert_max_num_queries: Any
) -> None:
    office = browser_of(house.organiser)
    address = f"/campaigns/{house.campaign.pk}/papers"
    office.get(address)
    for more in (1, 200):
        crowd(house, more)
        with django_assert_max_num_queries(MOST_QUERIES):
            office.get(address)
        with django_assert_max_num_queries(MOST_QUERIES):
            assert len(papers_of(house.campaign, K.NOMINATION_FORM)) >= more


def test_the_command_writes_them_into_a_folder(house: House, tmp_path: Path, capsys: Any) -> None:
    make_nomination(house, S.SUBMITTED)
    call_command("papers", "TEST", out=tmp_path, kind="推荐汇总表", json=True)
    written = json.loads(capsys.readouterr().out)
    assert written["papers"] == {"推荐汇总表": 1, "推荐汇总表（空白）": 2, "推荐汇总表（总表）": 1}
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(written["files"])


@pytest.mark.parametrize("asked", [{"campaign": "NONE"}, {"campaign": "TEST", "body": "别的县"}])
def test_the_command_says_what_it_cannot_find(house: House, tmp_path: Path, asked: dict[str, str]) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("papers", asked.pop("campaign"), out=tmp_path / "new", **asked)
    assert ended.value.code == 2
    assert not (tmp_path / "new").exists()
