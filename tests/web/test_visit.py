"""Visits: planned without conflict, marked on the phone with photographs, read by who may, vetoes lifted."""

import io
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pingxuan.core.words import Mark, VisitState
from pingxuan.models import Nomination, VetoFinding, Visit, VisitPhoto
from pingxuan.queries.file import stored_path
from tests.makers import House, actor_of, make_nomination, plan_visit
from tests.makers import visit as made_visit
from tests.small_campaign import CITY, COUNTY
from tests.web.visitors import HOSTILE, MOST_QUERIES, browser_of, closed_to_strangers, open_house, statuses

KEYS = ("1.1", "1.2", "2.1", "3.1")


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


def sheet(**changes: Any) -> dict[str, Any]:
    """A sheet filled with 好, at nine in the morning of the first day."""
    return {f"item-{key}": "good" for key in KEYS} | {"visited_at": "2023-02-06T09:00", "note": ""} | changes


def picture() -> SimpleUploadedFile:
    """A small JPEG that says where it was taken."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "相机"
    Image.new("RGB", (60, 40), "red").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("现场.jpg", out.getvalue(), "image/jpeg")


def inspector_of(house: House, body: str = COUNTY) -> Any:
    return browser_of(actor_of(house.inspectors[body], house.fresh))


def plan_of(house: House, nomination: Nomination, inspector: str, **changes: str) -> dict[str, Any]:
    key = nomination.pk
    told = {
        f"inspector-{key}": house.inspectors[inspector].pk,
        f"kind-{key}": "announced",
        f"day-{key}": "2023-02-06",
    }
    return {"picked": [key], **told, **changes}


def test_a_plan_is_suggested_without_conflict_and_made(house: House) -> None:
    nomination = make_nomination(house, body=CITY)
    address = f"/campaigns/{house.campaign.pk}/visits/plan"
    organiser = browser_of(house.organiser)
    row = organiser.get(address).context["rows"][0]
    assert row["inspector"] not in {"", house.inspectors[CITY].pk}
    assert organiser.post(address, plan_of(house, nomination, COUNTY)).status_code == 302
    assert Visit.objects.get().inspector == house.inspectors[COUNTY]
    assert organiser.get(address).context["rows"] == []


def test_a_conflict_is_said_in_its_row_and_nothing_is_planned(house: House) -> None:
    nomination = make_nomination(house, body=CITY)
    address = f"/campaigns/{house.campaign.pk}/visits/plan"
    page = browser_of(house.organiser).post(address, plan_of(house, nomination, CITY))
    row = page.context["rows"][0]
    assert [found.code for found in row["findings"]] == ["inspector_conflict"]
    assert (page.status_code, row["picked"], row["inspector"]) == (422, True, house.inspectors[CITY].pk)
    assert Visit.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("inspector", "nobody", "inspector_missing"),
        ("kind", "x", "kind_missing"),
        ("day", "2023-02-31", "day_missing"),
    ],
)
def test_a_line_left_open_is_said(house: House, field: str, value: str, code: str) -> None:
    nomination = make_nomination(house)
    told = plan_of(house, nomination, COUNTY) | {f"{field}-{nomination.pk}": value}
    page = browser_of(house.organiser).post(f"/campaigns/{house.campaign.pk}/visits/plan", told)
    assert [found.code for found in page.context["rows"][0]["findings"]] == [code]


def test_a_visit_is_given_to_another(house: House) -> None:
    held = plan_visit(house, make_nomination(house))
    other = house.inspectors["州直"]
    told = {"inspector": other.pk, "planned_on": "2023-02-07"}
    assert browser_of(house.organiser).post(f"/visits/{held.pk}/reassignment", told).status_code == 302
    told["inspector"] = house.inspectors[CITY].pk
    refused = browser_of(house.organiser).post(f"/visits/{held.pk}/reassignment", told)
    held.refresh_from_db()
    assert (refused.status_code, held.inspector) == (422, other)


def test_an_inspector_sees_own_tasks_only(house: House) -> None:
    held = plan_visit(house, make_nomination(house))
    address = f"/campaigns/{house.campaign.pk}/visits"
    page = inspector_of(house).get(address)
    assert [row["visit"].pk for row in page.context["now"]] == [held.pk]
    other = inspector_of(house, CITY)
    assert statuses([other], address) == [404]
    assert statuses([other], f"/visits/{held.pk}") == [404]


def test_a_sheet_is_handed_in_with_a_photograph_that_says_nothing_else(house: House) -> None:
    held = plan_visit(house, make_nomination(house))
    phone = inspector_of(house)
    told = sheet(photos=[picture()], **{"item-2.1": "fair"})
    assert phone.post(f"/visits/{held.pk}", told).status_code == 302
    held.refresh_from_db()
    assert (held.state, held.score, held.sheet["2.1"]) == (VisitState.DONE, 9000, Mark.FAIR)
    photo = VisitPhoto.objects.get()
    kept = stored_path(settings.PINGXUAN_FILES, photo.digest).read_bytes()
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}
    answer = phone.get(f"/visit-photos/{photo.pk}")
    assert (answer.content, answer.headers["Content-Type"]) == (kept, "image/jpeg")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_sheet_with_gaps_comes_back_as_it_was_marked(house: House) -> None:
    held = plan_visit(house, make_nomination(house))
    told = sheet(note=HOSTILE, vetoes=["v2"], photos=[picture()])
    del told["item-2.1"]
    page = inspector_of(house).post(f"/visits/{held.pk}", told)
    assert page.status_code == 422
    marks = {row["item"].key: row["mark"] for _, items in page.context["headings"] for row in items}
    assert marks == {"1.1": Mark.GOOD, "1.2": Mark.GOOD, "2.1": None, "3.1": Mark.GOOD}
    assert page.context["missing"] == 1
    assert [picked for _, picked in page.context["vetoes"]] == [False, True]
    assert HOSTILE.encode() not in page.content
    again = inspector_of(house).post(f"/visits/{held.pk}", sheet(kept=page.context["photos"]))
    assert (again.status_code, VisitPhoto.objects.count()) == (302, 1)


def test_only_photographs_taken_in_for_this_visit_are_believed(house: House) -> None:
    held = plan_visit(house, make_nomination(house))
    inspector_of(house).post(f"/visits/{held.pk}", sheet(kept=["0" * 64, "0" * 64 + ":x"]))
    assert (Visit.objects.get().state, VisitPhoto.objects.count()) == (VisitState.DONE, 0)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"MZ\x90 not a picture", "photo_not_picture"),
        (b"%PDF-1.7 dressed up", "photo_not_picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00 broken", "photo_damaged"),
        (b"\x89PNG" + b"\0" * 40, "photo_not_picture"),
    ],
)
def test_a_file_that_is_no_photograph_is_refused_in_words(house: House, data: bytes, code: str) -> None:
    held = plan_visit(house, make_nomination(house))
    told = sheet(photos=[SimpleUploadedFile("照片.jpg", data, "image/jpeg")])
    page = inspector_of(house).post(f"/visits/{held.pk}", told)
    assert ([found.code for found in page.context["at_photos"]], page.status_code) == ([code], 422)
    assert page.context["missing"] == 0


def test_an_oversized_file_is_refused_in_words(house: House, settings: Any) -> None:
    settings.PINGXUAN_UPLOAD_BYTES = 100
    held = plan_visit(house, make_nomination(house))
    page = inspector_of(house).post(f"/visits/{held.pk}", sheet(photos=[picture()]))
    assert [found.code for found in page.context["at_photos"]] == ["file_too_large"]


@pytest.mark.parametrize("time", ["", "yesterday", "2023-02-31T09:00"])
def test_a_time_that_cannot_be_read_is_said(house: House, time: str) -> None:
    held = plan_visit(house, make_nomination(house))
    page = inspector_of(house).post(f"/visits/{held.pk}", sheet(visited_at=time))
    assert [found.code for found in page.context["at_visited"]] == ["visited_at_unread"]


def test_a_done_visit_is_read_only(house: House) -> None:
    held = made_visit(house, make_nomination(house))
    phone = inspector_of(house)
    assert b'<form method="post" enctype' not in phone.get(f"/visits/{held.pk}").content
    assert phone.post(f"/visits/{held.pk}", sheet(note="改写")).status_code == 302
    held.refresh_from_db()
    assert held.note == "现场情况见照片。"


def test_the_organiser_enters_a_sheet_from_paper(house: House) -> None:
    held = plan_visit(house, make_nomination(house))
    organiser = browser_of(house.organiser)
    assert organiser.get(f"/visits/{held.pk}").context["may_enter"] is True
    assert organiser.get(f"/visits/{held.pk}?enter=1").context["total"] == len(KEYS)
    assert organiser.post(f"/visits/{held.pk}", sheet()).status_code == 302
    assert Visit.objects.get().state == VisitState.DONE


def test_leader_and_auditor_read_and_mark_nothing(house: House) -> None:
    held = plan_visit(house, make_nomination(house))
    for reader in (house.leader, house.auditor):
        browser = browser_of(reader)
        assert statuses([browser, browser], f"/visits/{held.pk}") == [200, 200]
        assert browser.post(f"/visits/{held.pk}", sheet()).status_code == 404
    assert Visit.objects.get().state == VisitState.PLANNED


def test_a_veto_found_on_the_spot_is_lifted_in_a_name(house: House) -> None:
    made_visit(house, make_nomination(house), vetoes=("v1",))
    veto, organiser = VetoFinding.objects.get(), browser_of(house.organiser)
    page = organiser.post(f"/vetoes/{veto.pk}/lifting", {"reason": "", "lifted_by": "陈立"})
    assert (page.status_code, {*page.context["form"].errors}) == (422, {"reason"})
    assert page.context["form"]["lifted_by"].value() == "陈立"
    told = {"reason": "经核实不属实", "lifted_by": "陈立"}
    assert organiser.post(f"/vetoes/{veto.pk}/lifting", told).status_code == 302
    veto.refresh_from_db()
    assert (veto.lifted_by, veto.lift_reason) == ("陈立", "经核实不属实")


def test_a_veto_is_taken_down_at_the_desk(house: House) -> None:
    nomination = make_nomination(house)
    address, organiser = f"/campaigns/{house.campaign.pk}/vetoes/new", browser_of(house.organiser)
    page = organiser.post(address, {"nomination": nomination.pk, "item": "有责任投诉", "note": ""})
    assert ({*page.context["form"].errors}, VetoFinding.objects.count()) == ({"note"}, 0)
    assert (
        organiser.post(
            address, {"nomination": nomination.pk, "item": "有责任投诉", "note": "举报"}
        ).status_code
        == 302
    )
    assert VetoFinding.objects.get().nomination == nomination


def test_strangers(house: House) -> None:
    held = plan_visit(house, make_nomination(house))
    inspector_of(house).post(f"/visits/{held.pk}", sheet(photos=[picture()], vetoes=["v1"], note="见照片"))
    closed_to_strangers(house, "/visits/ID", held.pk)
    closed_to_strangers(house, "/visit-photos/ID", VisitPhoto.objects.get().pk)
    closed_to_strangers(house, "/vetoes/ID/lifting", VetoFinding.objects.get().pk)
    closed_to_strangers(house, "/campaigns/ID/visits", house.campaign.pk)
    closed_to_strangers(house, "/campaigns/ID/visits/plan", house.campaign.pk)


def test_queries(house: House, django_assert_max_num_queries: Any) -> None:
    held = [made_visit(house, make_nomination(house), vetoes=("v1",)) for _ in range(2)]
    plan_visit(house, make_nomination(house, body=CITY))
    base = f"/campaigns/{house.campaign.pk}"
    organiser = browser_of(house.organiser)
    for address in (
        f"{base}/visits",
        f"{base}/visits/plan?every=1",
        f"/visits/{held[0].pk}",
        f"{base}/vetoes/new",
    ):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert organiser.get(address).status_code == 200
    phone = inspector_of(house)
    with django_assert_max_num_queries(MOST_QUERIES):
        phone.get(f"{base}/visits")
