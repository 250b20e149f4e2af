"""Letters to departments: everyone not asked is on them, answers are taken down, refused ones stay typed."""

from typing import Any

import pytest

from pingxuan.core.words import NominationState, ReplyKind
from pingxuan.models import Consultation, ConsultationReply
from tests.makers import House, make_nomination
from tests.small_campaign import CITY, COUNTY, PERSON, UNIT
from tests.web.visitors import HOSTILE, MOST_QUERIES, browser_of, closed_to_strangers, open_house, statuses

LETTER = {
    "department": "公安局",
    "letter_number": "征〔2023〕1号",
    "sent_on": "2023-02-06",
    "due_on": "2023-02-13",
}


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


def new_letter(house: House) -> str:
    return f"/campaigns/{house.campaign.pk}/consultations/new?award={UNIT}"


def letter_of(house: House, *states: NominationState) -> Consultation:
    ids = [make_nomination(house, state).pk for state in states or (NominationState.ACCEPTED,)]
    sent = browser_of(house.organiser).post(new_letter(house), {**LETTER, "nominations": ids})
    assert sent.status_code == 302
    return Consultation.objects.get()


def told(letter: Consultation, kind: str, reason: str = "") -> dict[str, str]:
    key = letter.replies.get().nomination_id
    return {"replied_on": "2023-02-06", f"reply-{key}": kind, f"reason-{key}": reason}


def test_everyone_not_asked_is_offered_and_ticked(house: House) -> None:
    asked = make_nomination(house, NominationState.SUBMITTED)
    make_nomination(house, NominationState.DRAFT, body=COUNTY)
    make_nomination(house, NominationState.SUBMITTED, award=PERSON)
    page = browser_of(house.organiser).get(new_letter(house))
    assert page.context["picked"] == {asked.pk}
    assert [row.pk for row in page.context["rows"]] == [asked.pk]


def test_a_letter_is_taken_down_and_its_nominees_are_not_offered_again(house: House) -> None:
    letter = letter_of(house)
    assert (letter.department, letter.replies.count()) == ("公安局", 1)
    organiser = browser_of(house.organiser)
    assert organiser.get(new_letter(house)).context["rows"] == []
    assert len(organiser.get(f"{new_letter(house)}&department=税务局").context["rows"]) == 1


def test_a_refused_letter_stays_typed(house: House) -> None:
    make_nomination(house)
    page = browser_of(house.organiser).post(
        new_letter(house), {**LETTER, "letter_number": "", "due_on": "2023-02-01"}
    )
    assert page.status_code == 422
    assert {*page.context["form"].errors} == {"letter_number", "due_on"}
    assert [found.code for found in page.context["findings"]] == ["nobody_asked"]
    assert page.context["form"]["department"].value() == "公安局"
    assert Consultation.objects.count() == 0


def test_answers_are_entered_in_the_grid(house: House) -> None:
    letter = letter_of(house)
    sent = browser_of(house.organiser).post(
        f"/consultations/{letter.pk}", told(letter, "objection", "整改未完成")
    )
    assert sent.status_code == 302
    reply = letter.replies.get()
    assert (reply.reply, reply.reason) == (ReplyKind.OBJECTION, "整改未完成")


def test_an_objection_without_its_reason_is_said_in_its_line(house: House) -> None:
    letter = letter_of(house)
    page = browser_of(house.organiser).post(f"/consultations/{letter.pk}", told(letter, "objection"))
    assert page.status_code == 422
    row = page.context["rows"][0]
    assert ([found.code for found in row["findings"]], row["kind"]) == (
        ["objection_reason_missing"],
        "objection",
    )
    assert letter.replies.get().reply == ""


def test_words_without_an_answer_are_not_lost(house: House) -> None:
    letter = letter_of(house)
    page = browser_of(house.organiser).post(f"/consultations/{letter.pk}", told(letter, "", HOSTILE))
    assert [found.code for found in page.context["rows"][0]["findings"]] == ["reply_missing"]
    assert HOSTILE.encode() not in page.content
    assert b"&lt;script&gt;" in page.content


def test_the_rest_is_taken_down_as_no_objection_at_once(house: House) -> None:
    letter = letter_of(house, NominationState.ACCEPTED, NominationState.SUBMITTED)
    browser_of(house.organiser).post(
        f"/consultations/{letter.pk}", {"replied_on": "2023-02-06", "act": "rest"}
    )
    assert set(letter.replies.values_list("reply", flat=True)) == {"no_objection"}


def test_a_line_left_alone_is_not_said_again(house: House) -> None:
    letter = letter_of(house)
    organiser = browser_of(house.organiser)
    organiser.post(f"/consultations/{letter.pk}", told(letter, "objection", "整改未完成"))
    organiser.post(f"/consultations/{letter.pk}", told(letter, "objection"))
    assert letter.replies.get().earlier == []


def test_who_may(house: House) -> None:
    letter = letter_of(house)
    office = [browser_of(one) for one in (house.organiser, house.auditor, house.leader, house.officers[CITY])]
    assert statuses(office, f"/campaigns/{house.campaign.pk}/consultations") == [200, 200, 404, 404]
    assert statuses(office, f"/consultations/{letter.pk}") == [200, 200, 404, 404]
    assert statuses(office, new_letter(house)) == [200, 404, 404, 404]
    assert (
        browser_of(house.auditor)
        .post(f"/consultations/{letter.pk}", told(letter, "no_objection"))
        .status_code
        == 404
    )
    assert ConsultationReply.objects.get().reply == ""


def test_strangers(house: House) -> None:
    letter = letter_of(house)
    closed_to_strangers(house, "/consultations/ID", letter.pk)
    closed_to_strangers(house, "/campaigns/ID/consultations", house.campaign.pk)


def test_queries(house: House, django_assert_max_num_queries: Any) -> None:
    letter = letter_of(house, *[NominationState.ACCEPTED] * 3)
    organiser = browser_of(house.organiser)
    for address in (
        f"/campaigns/{house.campaign.pk}/consultations",
        f"/consultations/{letter.pk}",
        new_letter(house),
    ):
        with django_assert_max_num_queries(MOST_QUERIES):
            organiser.get(address)
