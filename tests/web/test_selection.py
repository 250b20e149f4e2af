"""The meeting's board: the ranking, the line, decisions kept until published, departures explained."""

from typing import Any

import pytest

from pingxuan.core.words import Mark, NominationState, Outcome
from pingxuan.models import Nomination, Selection, SelectionDecision
from tests.makers import House, make_nomination, meet, publish_all
from tests.makers import visit as made_visit
from tests.small_campaign import CITY, COUNTY, UNIT
from tests.web.visitors import HOSTILE, MOST_QUERIES, browser_of, closed_to_strangers, open_house, statuses

MEETING = {
    "minutes_number": "纪要〔2023〕3号",
    "held_on": "2023-02-06",
    "present": "陈立、周明",
    "stepped_out": "",
}


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


def address(house: House) -> str:
    return f"/campaigns/{house.campaign.pk}/selection"


def ranked(house: House) -> tuple[Nomination, Nomination]:
    """A nominee with full marks and one with none."""
    best, worst = make_nomination(house), make_nomination(house, body=COUNTY)
    made_visit(house, best, Mark.GOOD)
    made_visit(house, worst, Mark.POOR, inspector=CITY)
    return best, worst


def decided(*pairs: tuple[Nomination, Outcome], **told: str) -> dict[str, str]:
    return MEETING | {f"outcome-{one.pk}": outcome.value for one, outcome in pairs} | told


def test_the_ranking_and_its_line(house: House) -> None:
    best, worst = ranked(house)
    rows = browser_of(house.organiser).get(address(house)).context["rows"]
    assert [(row["key"], row["points"], row["cut"]) for row in rows] == [
        (best.pk, "100.00", False),
        (worst.pk, "0.00", True),
    ]


def test_a_meeting_is_kept_and_nothing_moves(house: House) -> None:
    best, worst = ranked(house)
    told = decided((best, Outcome.SELECTED), (worst, Outcome.SELECTED))
    assert browser_of(house.organiser).post(f"{address(house)}?award={UNIT}", told).status_code == 302
    assert {row.outcome for row in SelectionDecision.objects.all()} == {"selected"}
    assert set(Nomination.objects.values_list("state", flat=True)) == {NominationState.ACCEPTED}


def test_a_departure_needs_its_sentence_and_everything_stays_typed(house: House) -> None:
    best, worst = ranked(house)
    told = decided((best, Outcome.NOT_SELECTED), (worst, Outcome.SELECTED)) | {
        "minutes_number": "",
        "present": HOSTILE,
    }
    page = browser_of(house.organiser).post(address(house), told)
    row = page.context["rows"][0]
    assert page.status_code == 422
    assert ([found.code for found in row["findings"]], row["chosen"]) == (
        ["departure_unexplained"],
        Outcome.NOT_SELECTED,
    )
    assert "minutes_number" in page.context["form"].errors
    assert HOSTILE.encode() not in page.content
    assert Selection.objects.count() == 0
    told |= MEETING | {f"reason-{best.pk}": "近期发生事故"}
    assert browser_of(house.organiser).post(address(house), told).status_code == 302
    assert SelectionDecision.objects.get(nomination=best).reason == "近期发生事故"


def test_a_candidate_left_out_is_said(house: House) -> None:
    best, worst = ranked(house)
    page = browser_of(house.organiser).post(address(house), decided((best, Outcome.SELECTED)))
    assert [found.code for found in page.context["findings"]] == ["undecided"]
    assert worst.pk in {row["key"] for row in page.context["rows"]}


def test_readers_see_and_change_nothing(house: House) -> None:
    best, _ = ranked(house)
    for reader in (house.leader, house.auditor):
        browser = browser_of(reader)
        assert browser.get(address(house)).context["may_write"] is False
        assert browser.post(address(house), decided((best, Outcome.SELECTED))).status_code == 404
    assert statuses([browser_of(house.officers[CITY])], address(house)) == [404]
    assert Selection.objects.count() == 0


def test_after_publication_the_decisions_stand(house: House) -> None:
    ranked(house)
    meet(house)
    publish_all(house)
    organiser = browser_of(house.organiser)
    page = organiser.get(address(house))
    assert (len(page.context["results"]), page.context["may_write"]) == (2, False)
    again = organiser.post(address(house), MEETING)
    assert [found.code for found in again.context["findings"]] == ["meeting_published"]


def test_strangers(house: House) -> None:
    closed_to_strangers(house, "/campaigns/ID/selection", house.campaign.pk)


def test_queries(house: House, django_assert_max_num_queries: Any) -> None:
    ranked(house)
    meet(house)
    organiser = browser_of(house.organiser)
    with django_assert_max_num_queries(MOST_QUERIES):
        organiser.get(address(house))
