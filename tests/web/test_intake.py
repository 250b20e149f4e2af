"""Files uploaded by a body: kept, shown as a plan with their cells, taken in on confirmation, closed to others."""

import io
import zipfile
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pingxuan.actions.post import hand_over
from pingxuan.core.definition import Award
from pingxuan.core.papers.forms import FilledForm, filled_form
from pingxuan.core.words import NominationState
from pingxuan.documents.write_docx import write_docx
from pingxuan.models import Nomination, Post, StoredFile
from tests.documents.invented import CONTEXT
from tests.makers import House, answers_for, make_nomination
from tests.small_campaign import CITY, COUNTY, UNIT
from tests.web.visitors import MOST_QUERIES, browser_of, closed_to_strangers, open_house

NAME = "和静县演示车站"


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


def address(house: House, more: str = "") -> str:
    return f"/campaigns/{house.campaign.pk}/intake{more}"


def form(house: House, name: str = NAME, **other: str) -> SimpleUploadedFile:
    award: Award = house.award(UNIT)
    told = answers_for(house, UNIT, name) | other
    return SimpleUploadedFile(
        f"{name}.docx", write_docx([filled_form(award, FilledForm(answers=told))], CONTEXT)
    )


def uploaded(house: House, *files: SimpleUploadedFile) -> Any:
    client = browser_of(house.officers[COUNTY])
    answer = client.post(address(house), {"uploads": list(files)})
    return client, answer


def test_a_form_is_shown_cell_by_cell_then_taken_in(house: House) -> None:
    client, answer = uploaded(house, form(house))
    assert (answer.status_code, answer["Location"]) == (302, address(house))
    page = client.get(address(house))
    assert page.context["to_take"] == 1
    assert page.context["shown"][0]["name"] == NAME
    assert not Nomination.objects.exists()
    client.post(address(house, "/take"))
    made = Nomination.objects.get()
    assert (made.nominee_name, made.state) == (NAME, NominationState.HANDED_IN)
    assert client.get(address(house)).context["names"] == []


def test_the_file_is_kept_byte_for_byte(house: House) -> None:
    file = form(house)
    data = file.read()
    file.seek(0)
    uploaded(house, file)
    assert StoredFile.objects.get().digest == sha256(data).hexdigest()


def test_a_fault_stands_at_its_cell(house: House) -> None:
    client, _ = uploaded(house, form(house, phone="12"))
    page = client.get(address(house))
    faulty = [line for line in page.context["shown"][0]["lines"] if line["findings"]]
    assert [(line["label"], [one.code for one in line["findings"]]) for line in faulty] == [
        ("联系电话", ["phone_shape"])
    ]
    assert page.context["to_take"] == 0


def test_the_same_file_again_is_told_to_be_known(house: House) -> None:
    client, _ = uploaded(house, form(house))
    client.post(address(house, "/take"))
    client, _ = uploaded(house, form(house))
    page = client.get(address(house))
    assert (page.context["all_known"], page.context["to_take"]) == (True, 0)


def test_put_aside_nothing_happens(house: House) -> None:
    client, _ = uploaded(house, form(house))
    client.post(address(house, "/take"), {"discard": "1"})
    assert not Nomination.objects.exists()
    assert client.get(address(house)).context["names"] == []


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"\x89PNG picture", "只是文字".encode()])
def test_what_is_no_table_is_told(house: House, data: bytes) -> None:
    client, _ = uploaded(house, SimpleUploadedFile("来件.docx", data), form(house))
    page = client.get(address(house))
    assert page.status_code == 200
    assert page.context["to_take"] == 1
    assert page.context["plan"].findings


def test_no_file_at_all_is_told(house: House) -> None:
    assert uploaded(house)[1].status_code == 422


def test_a_zip_of_forms_is_opened(house: House) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as bundle:
        for name in ("和静县演示一站", "和静县演示二站"):
            bundle.writestr(f"{name}.docx", form(house, name).read())
    client, _ = uploaded(house, SimpleUploadedFile("全部.zip", held.getvalue()))
    assert client.get(address(house)).context["to_take"] == 2


def test_it_is_the_body_officers_page(house: House) -> None:
    closed_to_strangers(house, "/campaigns/ID/intake", house.campaign.pk)


def test_files_wait_for_the_body_they_were_sent_for(house: House) -> None:
    """Somebody who sits at the posts of two bodies takes nothing of one in for the other."""
    client, _ = uploaded(house, form(house))
    here, there = (Post.objects.get(pk=house.officers[body].post_id) for body in (COUNTY, CITY))
    hand_over(there, here.holder, by=house.setup, at=house.tick())
    session = client.session
    session["post"] = there.pk
    session.save()
    assert client.get(address(house)).context["names"] == []


def test_reading_many_files_asks_few_questions(house: House, django_assert_max_num_queries: Any) -> None:
    for _ in range(2):
        make_nomination(house, NominationState.DRAFT, body=COUNTY)
    client, _ = uploaded(house, *(form(house, f"和静县演示{n}站") for n in "一二三四五"))
    with django_assert_max_num_queries(MOST_QUERIES + 6):
        client.get(address(house))
