"""What anyone may open: the list without a telephone, an objection and its answer, a plaque's four answers."""

from typing import Any

import pytest
from django.test import Client

from pingxuan.actions.decision import revoke_plaque
from pingxuan.actions.publication import answer_objection
from pingxuan.core.words import NominationState, ObjectionOutcome
from pingxuan.models import Objection, Plaque, Publication
from tests.makers import House, decide_all, make_nomination, meet, publish_all
from tests.small_campaign import COUNTY
from tests.web.visitors import HOSTILE, MOST_QUERIES, open_house

SAID = {
    "kind": "real_name",
    "about": "",
    "name": "李平",
    "phone": "13800000009",
    "text": "窗口长期无人值守。",
}


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


@pytest.fixture
def publication(house: House) -> Publication:
    make_nomination(house)
    make_nomination(house, body=COUNTY)
    meet(house)
    return publish_all(house)


def test_the_list_names_names_and_no_telephone(house: House, publication: Publication) -> None:
    page = Client().get(f"/public/{publication.pk}")
    text = page.content.decode()
    rows = [row["name"] for group in publication.groups for row in group["rows"]]
    assert [name for name in rows if name not in text] == []
    assert "13800000002" not in text
    assert f"/public/{publication.pk}/objection" in text


def test_once_it_is_over_nothing_is_taken(house: House, publication: Publication) -> None:
    house.go_to("2023-02-20 09:00")
    assert (
        f"/public/{publication.pk}/objection"
        not in Client().get(f"/public/{publication.pk}").content.decode()
    )
    page = Client().get(f"/public/{publication.pk}/objection")
    assert (page.status_code, page.context["running"]) == (200, False)
    late = Client().post(f"/public/{publication.pk}/objection", SAID)
    assert ([found.code for found in late.context["findings"]], Objection.objects.count()) == (
        ["publication_over"],
        0,
    )
    assert late.context["form"]["text"].value() == SAID["text"]


def test_an_objection_is_taken_and_asked_after(house: House, publication: Publication) -> None:
    sent = Client().post(f"/public/{publication.pk}/objection", SAID)
    raised = Objection.objects.get()
    address = f"/objections/{raised.code}/answer"
    assert (sent.status_code, sent.headers["Location"]) == (302, address)
    assert Client().get(address).context["outcome"] is ObjectionOutcome.PENDING
    answer_objection(
        raised, outcome=ObjectionOutcome.NOT_UPHELD, answer="经核实不属实。", handler="纪严",
        by=house.organiser, at=house.tick(),
    )  # fmt: skip
    page = Client().get(address).content.decode()
    assert "经核实不属实。" in page
    assert "13800000009" not in page


@pytest.mark.parametrize(
    ("changes", "lacking"),
    [
        ({"name": ""}, {"name"}),
        ({"phone": "123"}, {"phone"}),
        ({"text": ""}, {"text"}),
        ({"kind": "x"}, {"kind"}),
        ({"about": "nobody"}, {"about"}),
        ({"name": "a\x00b"}, {"name"}),
    ],
)
def test_what_is_lacking_is_said_and_the_rest_stays(
    publication: Publication, changes: dict[str, str], lacking: set[str]
) -> None:
    page = Client().post(f"/public/{publication.pk}/objection", SAID | {"text": HOSTILE} | changes)
    assert (page.status_code, {*page.context["form"].errors}) == (422, lacking)
    assert HOSTILE.encode() not in page.content
    assert Objection.objects.count() == 0


def test_a_plaque_is_valid_expired_revoked_or_unknown(house: House, publication: Publication) -> None:
    decide_all(house, publication)
    first, second = Plaque.objects.order_by("number")
    revoke_plaque(second, "弄虚作假", revoked_on=second.issued_on, by=house.organiser, at=house.tick())
    told = {
        code: Client().get(f"/v/{code}").context["facts"].answer.value
        for code in (first.code, second.code, "abc")
    }
    assert told == {first.code: "valid", second.code: "revoked", "abc": "unknown"}
    assert "弄虚作假" in Client().get(f"/v/{second.code}").content.decode()
    house.go_to("2026-03-01 09:00")
    assert Client().get(f"/v/{first.code}").context["facts"].answer.value == "expired"
    first.nomination.refresh_from_db()
    assert first.nomination.state == NominationState.HONOURED


@pytest.mark.parametrize(
    "address", ["/public/zzzzzzzzzzzzzzzz", "/public/zzzz/objection", "/objections/zzzz/answer"]
)
def test_what_does_not_exist(db: None, address: str) -> None:
    assert Client().get(address).status_code == 404


def test_nothing_but_reading_by_other_methods(publication: Publication) -> None:
    assert Client().post(f"/public/{publication.pk}").status_code == 405
    assert Client().delete(f"/public/{publication.pk}/objection").status_code == 405


def test_queries(publication: Publication, django_assert_max_num_queries: Any) -> None:
    for address in (f"/public/{publication.pk}", f"/public/{publication.pk}/objection", "/v/abc"):
        with django_assert_max_num_queries(MOST_QUERIES):
            Client().get(address)
