"""A definition of every part on the web: filled in two forms, judged in six steps, printed, returned, handed up."""

import io
from typing import Any

import docx
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from pingxuan.actions.campaign import create_campaign
from pingxuan.actions.check import accept, return_for_correction
from pingxuan.core.words import FieldKind, NominationState
from pingxuan.models import Nomination, Opinion
from tests.documents.reading import docx_text, pdf_pages, xlsx_text
from tests.every_part import EVERY_PART, FURTHER, MAIN, SIX_STEPS
from tests.makers import House, make_house, meet, publish_all
from tests.small_campaign import CITY, COUNTY
from tests.web.visitors import browser_of

S = NominationState
AWARD = EVERY_PART.awards[0]
DEEDS = "从教二十年，坚持在教学一线，带出青年教师十二名。"
TYPED: dict[str, Any] = {
    "name": "王晓安",
    "gender": "女",
    "born": "1980年5月",
    "years": "20",
    "post": "教研组长",
    "phone": "13800000012",
    "code": "91350100M000100Y43",
    "address": "人民东路 8 号",
    "fields": ["教学", "科研"],
    "career-0-span": "2003—2010",
    "career-0-place": "第一中学教师",
    "career-0-witness": "李安",
    "career-1-span": "2010—2023",
    "career-1-place": "第一中学教研组长",
    "deeds": DEEDS,
    "act": "next",
}


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Any, settings: Any) -> House:
    settings.PINGXUAN_FILES = tmp_path / "files"
    made = make_house(EVERY_PART, share=False)
    monkeypatch.setattr("pingxuan.web.asking.now", made.tick)
    return made


def picture(name: str, tone: int) -> SimpleUploadedFile:
    kept = io.BytesIO()
    Image.new("RGB", (300, 420), (tone, 80, 160)).save(kept, "JPEG")
    return SimpleUploadedFile(name, kept.getvalue(), "image/jpeg")


def begun(house: House, client: Client) -> Nomination:
    client.post(f"/campaigns/{house.campaign.pk}/nominations/new", {"award": AWARD.key, "nominee": "王晓安"})
    return Nomination.objects.get()


def filled(house: House, client: Client, **changes: Any) -> tuple[Nomination, Any]:
    """The form of a new nomination as filled and sent: a photograph and a proof with it."""
    held = begun(house, client)
    files = {"photo": [picture("证件照.jpg", 20)], "proof": [picture("荣誉证书.jpg", 200)]}
    return held, client.post(f"/nominations/{held.pk}/form", {**TYPED, "version": 0, **files, **changes})


def handed_in(house: House, client: Client) -> Nomination:
    held, _ = filled(house, client)
    assert client.post(f"/nominations/{held.pk}/form/confirm").status_code == 302
    held.refresh_from_db()
    return held


def state(client: Client, held: Nomination, move: str, **told: str) -> NominationState:
    answer = client.post(f"/nominations/{held.pk}/moves/{move}", told)
    assert answer.status_code == 302, answer.context["refused"]
    held.refresh_from_db()
    return NominationState(held.state)


WORDS = {"text": "情况属实，同意推荐。", "signatory": "张审", "signed_on": "2023-02-06", "capacity": CITY}


def test_each_form_is_a_run_of_sections_of_its_own(house: House) -> None:
    client = browser_of(house.officers[CITY])
    held = begun(house, client)
    shown = client.get(f"/nominations/{held.pk}/form")
    titles = [section.form.title for section in shown.context["sections"] if section.form]
    assert titles == [MAIN.title, FURTHER.title]
    asked = [blank.field.key for section in shown.context["sections"] for blank in section.blanks]
    assert sorted(asked) == sorted(blank.key for blank in AWARD.fields)
    assert {blank.field.kind for section in shown.context["sections"] for blank in section.blanks} == set(
        FieldKind
    )


def test_what_a_further_form_asks_again_is_taken_over_when_left_empty(house: House) -> None:
    client = browser_of(house.officers[CITY])
    held, answer = filled(house, client, more_post="书记")
    assert answer.headers["Location"].endswith("/form/confirm")
    answers = held.draft.answers
    assert [answers[f"more_{key}"] for key in ("name", "fields", "post")] == [
        "王晓安",
        ["教学", "科研"],
        "书记",
    ]
    assert answers["more_photo"] == answers["photo"]
    assert [row["place"] for row in answers["more_career"]] == ["第一中学教师", "第一中学教研组长"]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"more_phone": "123"}, {("phone_shape", "more_phone")}),
        ({"more_deeds": "太短"}, {("too_short", "more_deeds")}),
        ({"more_code": "1"}, {("credit_code_shape", "more_code")}),
        ({"fields": ["教学", "唱歌"], "more_fields": ["科研"]}, {("option_unknown", "fields")}),
        ({"more_born": "去年"}, {("date_shape", "more_born")}),
        ({"more_years": "很多"}, {("number_shape", "more_years")}),
    ],
)
def test_every_form_is_checked(house: House, changes: dict[str, Any], codes: set[tuple[str, str]]) -> None:
    client = browser_of(house.officers[CITY])
    _, answer = filled(house, client, **changes)
    assert answer.status_code == 422
    found = {(one.code, one.where) for one in answer.context["listed"] if one.blocks}
    assert found == codes


def test_confirming_shows_both_forms_with_their_photograph(house: House) -> None:
    client = browser_of(house.officers[CITY])
    held, _ = filled(house, client)
    shown = client.get(f"/nominations/{held.pk}/form/confirm")
    assert [sheet.title for sheet in shown.context["sheets"]] == [(MAIN.title,), (FURTHER.title,)]
    pictures = [
        [one.picture for table in sheet.tables for row in table.rows for one in row if one.picture]
        for sheet in shown.context["sheets"]
    ]
    [[main], [further]] = pictures
    assert main == further
    assert client.get(main).status_code == 200


def test_six_steps_lead_to_submission_and_are_printed_on_both_forms(house: House) -> None:
    officer, office = browser_of(house.officers[CITY]), browser_of(house.organiser)
    held = handed_in(house, officer)
    for step in SIX_STEPS[:4]:
        shown = officer.get(f"/nominations/{held.pk}")
        assert shown.context["dossier"].next_step == step
        assert shown.context["dossier"].endorses_next == (step == SIX_STEPS[3])
        state(officer, held, "endorse", **WORDS | {"capacity": step.label})
    assert held.state == S.ENDORSED
    assert state(officer, held, "submit") == S.SUBMITTED
    assert Opinion.objects.filter(nomination=held).count() == 4
    said = {
        kind: office.get(f"/nominations/{held.pk}/form.{kind}").content for kind in ("docx", "pdf", "xlsx")
    }
    text = docx_text(said["docx"])
    for form in AWARD.forms:
        assert form.title in text
    assert text.count(f"{SIX_STEPS[0].label}（盖章）") == 2
    assert text.count("另附1份：荣誉证书.jpg") == 2
    assert "第一中学教研组长" in xlsx_text(said["xlsx"])
    pages = pdf_pages(said["pdf"])
    assert [any(form.title in page for page in pages) for form in AWARD.forms] == [True, True]


def test_the_photograph_is_printed_in_its_cell(house: House) -> None:
    officer = browser_of(house.officers[CITY])
    held = handed_in(house, officer)
    written = docx.Document(io.BytesIO(officer.get(f"/nominations/{held.pk}/form.docx").content))
    in_cells = [
        cell._tc
        for table in written.tables
        for row in table.rows
        for cell in row.cells
        if cell._tc.xpath(".//pic:pic")
    ]
    assert len(set(in_cells)) == 2
    with pypdfium2.PdfDocument(officer.get(f"/nominations/{held.pk}/form.pdf").content) as pdf:
        sizes = [one.get_px_size() for page in pdf for one in page.get_objects(filter=[3])]
    assert (300, 420) in sizes


def test_returned_and_handed_up_again_with_a_change_in_the_further_form(house: House) -> None:
    officer = browser_of(house.officers[CITY])
    held = handed_in(house, officer)
    for step in SIX_STEPS[:4]:
        state(officer, held, "endorse", **WORDS | {"capacity": step.label})
    state(officer, held, "submit")
    return_for_correction(held, "请核对职务", by=house.organiser, at=house.tick())
    version = held.draft.version
    typed = {**TYPED, "more_post": "校长", "version": version}
    assert officer.post(f"/nominations/{held.pk}/form", typed).status_code == 302
    assert officer.post(f"/nominations/{held.pk}/form/confirm").status_code == 302
    held.refresh_from_db()
    assert (held.state, held.revision, held.holds_place) == (S.HANDED_IN, 2, False)
    history = officer.get(f"/nominations/{held.pk}/history")
    [newest, _] = history.context["versions"]
    assert [change.key for change in newest["changes"]] == ["more_post"]
    assert {one.voided_at is None for one in Opinion.objects.filter(nomination=held)} == {False}


def test_a_form_without_boxes_is_confirmed_and_handed_up(house: House) -> None:
    officer = browser_of(house.officers[CITY])
    address = f"/campaigns/{house.campaign.pk}/nominations/new"
    officer.post(address, {"award": "team", "nominee": "第一中学"})
    held = Nomination.objects.get()
    officer.post(f"/nominations/{held.pk}/form", {"name": "第一中学", "version": 0, "act": "next"})
    officer.post(f"/nominations/{held.pk}/form/confirm")
    doors = [door.name for door in officer.get(f"/nominations/{held.pk}").context["doors"]]
    assert doors == ["hand_in", "send_back", "recommend", "withdraw"]
    assert state(officer, held, "recommend") == S.ENDORSED
    assert state(officer, held, "submit") == S.SUBMITTED


def test_the_papers_hold_every_form(house: House) -> None:
    officer = browser_of(house.officers[CITY])
    held = handed_in(house, officer)
    for step in SIX_STEPS[:4]:
        state(officer, held, "endorse", **WORDS | {"capacity": step.label})
    papers = f"/campaigns/{house.campaign.pk}/papers"
    blank = docx_text(officer.get(f"{papers}/nomination_form.docx?blank=1").content)
    assert [form.title in blank for form in (MAIN, FURTHER, EVERY_PART.awards[1].form)] == [True] * 3
    pages = pdf_pages(officer.get(f"{papers}/nomination_form.pdf").content)
    assert [any(form.title in page for page in pages) for form in AWARD.forms] == [True, True]
    summary = docx_text(officer.get(f"{papers}/summary_table.docx").content)
    assert "教学、科研" in summary
    assert "人民东路8号" in summary


def test_fewer_than_the_least_is_said_where_one_hands_up_and_where_one_chases(house: House) -> None:
    officer, office = browser_of(house.officers[CITY]), browser_of(house.organiser)
    pages = f"/campaigns/{house.campaign.pk}"

    def said() -> tuple[list[str], list[int]]:
        [shown] = officer.get(f"{pages}/summary?award=person").context["awards"]
        todos = office.get(pages).context["todos"]
        short = [todo.count for todo in todos if todo.url.endswith("issue=short")]
        return [finding.code for finding in shown["short"]], short

    assert said() == (["below_least"], [2])
    held = handed_in(house, officer)
    for step in SIX_STEPS[:4]:
        state(officer, held, "endorse", **WORDS | {"capacity": step.label})
    state(officer, held, "submit")
    assert said() == ([], [1])


def test_the_opening_shows_the_places_computed(db: None) -> None:
    house = make_house(share=False)
    draft = create_campaign(
        EVERY_PART, by=house.organiser, at=house.tick(), organiser=house.campaign.organiser, code="NEXT"
    )
    tables = browser_of(house.organiser).get(f"/campaigns/{draft.pk}/opening").context["tables"]
    assert [table["places"] for table in tables] == [{CITY: 2, COUNTY: 1}, {CITY: 1, COUNTY: 1}]


def test_the_office_states_its_boxes_one_after_the_other(house: House) -> None:
    officer, office = browser_of(house.officers[CITY]), browser_of(house.organiser)
    held = handed_in(house, officer)
    for step in SIX_STEPS[:4]:
        state(officer, held, "endorse", **WORDS | {"capacity": step.label})
    state(officer, held, "submit")
    accept(held, by=house.organiser, at=house.tick())
    meet(house, "person")
    publish_all(house)
    address = reverse("organiser_opinions", args=[house.campaign.pk])
    for step in SIX_STEPS[4:]:
        shown = office.get(address)
        assert (shown.context["label"], shown.context["boxes"]) == (
            step.label,
            [one.label for one in SIX_STEPS[4:]],
        )
        told = WORDS | {"box": step.label, "capacity": house.definition.issuer}
        assert office.post(address, told).status_code == 302
    said = docx_text(office.get(f"/nominations/{held.pk}/form.docx").content)
    assert said.count(f"{house.definition.issuer}（盖章）") == 2
    assert Opinion.objects.filter(nomination=held, voided_at=None).count() == 6
