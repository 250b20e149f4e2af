"""The nominee's own pages: a link that asks for a code, the form, how far it has come, and nobody else's."""

import json
from typing import Any

import pytest
from django.test import Client

from pingxuan.actions.invitation import invite
from pingxuan.core.words import NominationState
from pingxuan.models import Draft, Invitation, Nomination
from tests.makers import House, make_nomination, visit
from tests.small_campaign import CITY
from tests.web.full_form import TYPED, full_house, photo
from tests.web.visitors import HOSTILE, MOST_QUERIES, browser_of

S = NominationState


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Any, settings: Any) -> House:
    settings.PINGXUAN_FILES = tmp_path / "files"
    return full_house(monkeypatch)


@pytest.fixture
def nomination(house: House) -> Nomination:
    return make_nomination(house, S.DRAFT, name="城东服务窗口")


def invited(house: House, nomination: Nomination) -> tuple[str, str]:
    token, code = invite(nomination, by=house.officers[CITY], at=house.tick())
    return f"/fill/{token}", code


def nominee(house: House, nomination: Nomination) -> Client:
    client = Client()
    link, code = invited(house, nomination)
    assert client.post(link, {"code": code}).headers["Location"] == "/fill"
    return client


def wrong_of(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def complete(client: Client, nomination: Nomination, **changes: Any) -> Any:
    version = Draft.objects.get(nomination=nomination).version
    return client.post("/fill", {**TYPED, "version": version, "act": "next", "photos": [photo()], **changes})


# --- the invitation ---


def test_opening_the_link_uses_nothing_up(house: House, nomination: Nomination) -> None:
    link, code = invited(house, nomination)
    for _ in range(7):
        assert Client().get(link).status_code == 200
    assert Client().post(link, {"code": code}).status_code == 302


def test_the_page_behind_the_link_tells_nothing_of_the_nominee(house: House, nomination: Nomination) -> None:
    link, _ = invited(house, nomination)
    assert nomination.nominee_name not in Client().get(link).content.decode()


@pytest.mark.parametrize("typed", ["", "abc", "0" * 21])
def test_what_is_no_code_is_refused(house: House, nomination: Nomination, typed: str) -> None:
    link, _ = invited(house, nomination)
    assert Client().post(link, {"code": typed}).status_code == 422


def test_the_fifth_wrong_code_ends_the_link(house: House, nomination: Nomination) -> None:
    link, code = invited(house, nomination)
    client = Client()
    for left in (4, 3, 2, 1, 0):
        assert client.post(link, {"code": wrong_of(code)}).status_code == 422
        assert Invitation.objects.get().tries_left == left
    assert client.post(link, {"code": code}).status_code == 404
    assert "nominee" not in client.session


def test_a_dead_link_answers_plainly_whatever_ended_it(house: House, nomination: Nomination) -> None:
    first, _ = invited(house, nomination)
    second, _ = invited(house, nomination)
    house.go_to("2023-03-20 09:00")
    answers = [Client().get(address) for address in (first, second, "/fill/nonsense")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert {answer.templates[0].name for answer in answers} == {"pingxuan/filling/ended.html"}


def test_an_officer_signed_in_is_asked_to_sign_out_first(house: House, nomination: Nomination) -> None:
    link, code = invited(house, nomination)
    officer = browser_of(house.officers[CITY])
    page = officer.post(link, {"code": code})
    assert (page.status_code, page.context["signed_in"]) == (200, True)
    assert "nominee" not in officer.session


def test_the_officer_sees_link_and_code_once(house: House, nomination: Nomination) -> None:
    officer = browser_of(house.officers[CITY])
    address = f"/nominations/{nomination.pk}/invitation"
    assert officer.post(f"/nominations/{nomination.pk}/invite").headers["Location"] == address
    first, second = officer.get(address), officer.get(address)
    assert (len(first.context["code"]), second.context["code"], second.context["link"]) == (6, "", "")
    link = first.context["link"].partition("/fill/")[2]
    assert Client().post(f"/fill/{link}", {"code": first.context["code"]}).status_code == 302


def test_the_officer_ends_the_link(house: House, nomination: Nomination) -> None:
    link, _ = invited(house, nomination)
    officer = browser_of(house.officers[CITY])
    officer.post(f"/nominations/{nomination.pk}/invitation/revoke")
    assert Client().get(link).status_code == 404


# --- filling ---


@pytest.mark.parametrize("address", ["/fill", "/fill/confirm", "/fill/progress", "/fill/preview.pdf"])
def test_nobody_comes_in_without_link_and_code(db: None, address: str) -> None:
    assert Client().get(address).status_code == 403


def test_an_officer_is_no_nominee(house: House) -> None:
    assert browser_of(house.officers[CITY]).get("/fill").status_code == 403


def test_the_nominee_fills_confirms_and_hands_in(house: House, nomination: Nomination) -> None:
    client = nominee(house, nomination)
    assert client.get("/fill").context["award"].key == nomination.award_key
    assert complete(client, nomination).headers["Location"] == "/fill/confirm"
    assert client.post("/fill/confirm").headers["Location"] == "/fill/progress"
    nomination.refresh_from_db()
    assert (nomination.state, nomination.revision) == (S.HANDED_IN, 1)
    assert client.get("/fill").headers["Location"] == "/fill/progress"
    assert client.get("/fill?edit=1").status_code == 200


def test_a_refused_form_stays_typed(house: House, nomination: Nomination) -> None:
    client = nominee(house, nomination)
    page = complete(client, nomination, phone="12", address=HOSTILE)
    assert (page.status_code, [f.code for f in page.context["listed"]]) == (422, ["phone_shape"])
    assert Draft.objects.get().answers["address"] == HOSTILE
    assert HOSTILE not in page.content.decode()


def test_text_sent_after_the_session_ended_is_back_with_the_link(
    house: House, nomination: Nomination
) -> None:
    client = Client()
    lost = client.post("/fill", {**TYPED, "version": 0, "act": "next"})
    assert (lost.status_code, lost.context["kept"]) == (403, True)
    link, code = invited(house, nomination)
    client.post(link, {"code": code})
    page = client.get("/fill")
    shown = {blank.name: blank.value for section in page.context["sections"] for blank in section.blanks}
    assert (shown["address"], bool(page.context["note"])) == ("站前路1号", True)


def test_the_draft_is_kept_and_a_signed_out_one_is_told(house: House, nomination: Nomination) -> None:
    sent = json.dumps({"version": 0, "answers": {"phone": "1"}})
    client = nominee(house, nomination)
    assert client.post("/fill/draft", sent, content_type="application/json").json() == {"version": 1}
    assert Client().post("/fill/draft", sent, content_type="application/json").status_code == 401
    assert Draft.objects.get().answers["phone"] == "1"


def test_one_blank_is_checked(house: House, nomination: Nomination) -> None:
    page = nominee(house, nomination).post("/fill/check", {**TYPED, "phone": "1", "check": "phone"})
    assert [finding.code for finding in page.context["findings"]] == ["phone_shape"]


def test_photographs_are_the_nominees_own(house: House, nomination: Nomination) -> None:
    client = nominee(house, nomination)
    complete(client, nomination)
    digest = Draft.objects.get().answers["photos"][0]
    assert client.get(f"/fill/files/{digest}").status_code == 200
    other = nominee(house, make_nomination(house, S.DRAFT))
    assert other.get(f"/fill/files/{digest}").status_code == 404
    assert Client().get(f"/fill/files/{digest}").status_code == 403


# --- how far it has come ---


def test_a_returned_form_says_why_and_until_when(house: House) -> None:
    held = make_nomination(
        house, S.RETURNED, changes={**TYPED, "honours": [{"when": "2019"}], "photos": ["x"]}
    )
    client = nominee(house, held)
    page = client.get("/fill/progress")
    assert (page.context["to_fill"], page.context["events"][-1]["state"]) == (True, "now")
    assert "请核对数字" in page.content.decode()
    assert "请核对数字" in client.get("/fill").content.decode()


def test_what_stays_inside_the_office_is_not_on_the_time_line(house: House) -> None:
    held = make_nomination(
        house, S.ACCEPTED, changes={**TYPED, "honours": [{"when": "2019"}], "photos": ["x"]}
    )
    visit(house, held)
    events = nominee(house, held).get("/fill/progress").context["events"]
    acts = [event["act"] if isinstance(event, dict) else event.act for event in events]
    assert acts == ["start_nomination", "hand_in", "endorse", "submit", "accept", "invite"]
    assert house.officers[CITY].name not in {getattr(event, "who", "") for event in events}


def test_leaving_ends_the_session_on_this_device(house: House, nomination: Nomination) -> None:
    client = nominee(house, nomination)
    assert client.post("/fill/leave").status_code == 200
    assert client.get("/fill").status_code == 403


@pytest.mark.parametrize("address", ["/fill", "/fill/progress"])
def test_few_queries(
    house: House, nomination: Nomination, address: str, django_assert_max_num_queries: Any
) -> None:
    client = nominee(house, nomination)
    client.get(address)
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(address)
