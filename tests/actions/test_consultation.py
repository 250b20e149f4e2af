"""Letters to departments and their replies: an objection blocks until the department's answer is changed."""

from datetime import date

import pytest

from pingxuan.actions.consultation import consult, record_replies
from pingxuan.core.consultation import GridCell
from pingxuan.core.words import NominationState, ReplyKind
from pingxuan.models import Consultation, ConsultationReply, LedgerEntry, Nomination
from pingxuan.queries.consultation import consultable, consultation_grid, letters, replies
from pingxuan.queries.standing import standing_against
from tests.makers import House, make_house, make_nomination
from tests.refusing import refused
from tests.small_campaign import CITY, COUNTY, PERSON, UNIT, moment

pytestmark = pytest.mark.django_db
FINE, BAD, SILENT = ReplyKind.NO_OBJECTION, ReplyKind.OBJECTION, ReplyKind.NOT_ANSWERED


def ask(
    house: House, *nominations: Nomination, department: str = "公安局", **changes: object
) -> Consultation:
    terms: dict[str, object] = {
        "department": department,
        "letter_number": "函〔2023〕1号",
        "sent_on": date(2023, 3, 1),
        "due_on": date(2023, 3, 7),
        "nominations": nominations,
        "by": house.organiser,
        "at": house.go_to("2023-03-01 09:00"),
    }
    return consult(house.campaign, UNIT, **(terms | changes))  # type: ignore[arg-type]


def answer(
    house: House,
    letter: Consultation,
    nomination: Nomination,
    kind: ReplyKind,
    reason: str = "",
    day: int = 3,
) -> int:
    return record_replies(
        letter,
        {nomination.pk: (kind, reason)},
        replied_on=date(2023, 3, day),
        by=house.organiser,
        at=house.go_to(f"2023-03-{day:02d} 10:00"),
    )


def test_a_letter_lists_its_nominees_each_awaiting_an_answer() -> None:
    house = make_house()
    one, other = make_nomination(house), make_nomination(house, body=COUNTY)
    letter = ask(house, one, other)
    assert [(row.nomination_id, row.reply) for row in replies(letter)] == [(one.pk, ""), (other.pk, "")]
    row = letters(house.campaign, date(2023, 3, 7))[0]
    assert (row.asked, row.answered, row.objections, row.overdue) == (2, 0, 0, False)
    assert letters(house.campaign, date(2023, 3, 8))[0].overdue
    assert list(consultable(house.campaign, UNIT, "公安局")) == []
    assert list(consultable(house.campaign, UNIT, "税务局")) == [one, other]


def test_what_may_not_be_asked_is_refused_all_at_once() -> None:
    stranger = make_nomination(make_house(seed=2, code="ELSE"), name="别处窗口")
    house = make_house(at=moment("2023-02-06 12:00"))
    person = make_nomination(house, award=PERSON)
    draft = make_nomination(house, NominationState.DRAFT)
    one = make_nomination(house)
    ask(house, one)
    assert refused(ask, house, person, draft, one) == ["wrong_award", "not_consultable", "asked_already"]
    assert refused(ask, house, by=house.officers[CITY]) == ["not_your_act"]
    assert refused(ask, house) == ["nobody_asked"]
    assert refused(ask, house, one, stranger) == ["not_a_candidate"]


def test_an_objection_stands_until_the_departments_answer_is_changed() -> None:
    house = make_house()
    nomination = make_nomination(house)
    letter = ask(house, nomination)
    assert answer(house, letter, nomination, BAD, "曾受行政处罚") == 1
    assert standing_against([nomination.pk])[nomination.pk].barred == ("公安局有异议",)
    assert refused(answer, house, letter, nomination, FINE, day=6) == ["change_reason_missing"]
    assert answer(house, letter, nomination, FINE, "经复核处罚已撤销", day=6) == 1
    assert standing_against([nomination.pk]) == {}
    row = ConsultationReply.objects.get()
    assert (row.reply, row.replied_on) == ("no_objection", date(2023, 3, 6))
    assert row.earlier == [{"reply": "objection", "reason": "曾受行政处罚", "replied_on": "2023-03-03"}]


def test_the_same_answer_again_changes_nothing() -> None:
    house = make_house()
    nomination = make_nomination(house)
    letter = ask(house, nomination)
    answer(house, letter, nomination, FINE)
    before = LedgerEntry.objects.count()
    assert answer(house, letter, nomination, FINE) == 0
    assert LedgerEntry.objects.count() == before


def test_silence_is_taken_down_only_after_the_day_it_was_due() -> None:
    house = make_house()
    nomination = make_nomination(house)
    letter = ask(house, nomination)
    assert refused(answer, house, letter, nomination, SILENT, day=7) == ["not_overdue_yet"]
    assert answer(house, letter, nomination, SILENT, day=8) == 1
    assert ConsultationReply.objects.get().replied_on is None


def test_an_answer_on_somebody_not_asked_about_is_refused() -> None:
    house = make_house()
    one, other = make_nomination(house), make_nomination(house)
    letter = ask(house, one)
    assert refused(answer, house, letter, other, FINE) == ["not_in_letter"]


def test_the_grid_shows_every_department_and_what_it_said() -> None:
    house = make_house()
    one, other = make_nomination(house), make_nomination(house, body=COUNTY)
    letter = ask(house, one, department="应急局")
    answer(house, letter, one, FINE)
    grid = consultation_grid(house.campaign, UNIT)
    assert grid.departments == ("公安局", "税务局", "应急局")
    cell = GridCell(kind=FINE, reason="", letter_number="函〔2023〕1号", consultation_id=letter.pk)
    assert [(row.nomination_id, row.cells) for row in grid.rows] == [
        (one.pk, (None, None, cell)),
        (other.pk, (None, None, None)),
    ]
