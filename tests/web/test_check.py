"""The office's check: several accepted at once as shown, issues by body, paper copies by their code."""

from typing import Any

import pytest

from pingxuan.core.page_code import PageCode, encode, form_letter, summary_letter
from pingxuan.core.words import NominationState
from pingxuan.models import Nomination, PaperCopy
from tests.makers import House, make_nomination, visit
from tests.small_campaign import CITY, COUNTY, HONOURED_2021, MEMBER
from tests.web.crowd import crowd
from tests.web.visitors import HOSTILE, MOST_QUERIES, browser_of, closed_to_strangers, open_house

S = NominationState


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


def address(house: House, part: str) -> str:
    return f"/campaigns/{house.campaign.pk}/{part}"


def states() -> list[str]:
    return list(Nomination.objects.order_by("number").values_list("state", flat=True))


# --- accepting several ---


def test_several_are_shown_first_and_then_accepted(house: House) -> None:
    rows = [make_nomination(house, S.SUBMITTED) for _ in range(2)]
    office = browser_of(house.organiser)
    sent = {"ids": [row.pk for row in rows], "within": "state=to_check"}
    page = office.post(address(house, "check"), sent)
    assert ([one.may for one in page.context["ticked"]], states()) == (
        [True, True],
        [S.SUBMITTED, S.SUBMITTED],
    )
    answer = office.post(address(house, "check"), {**sent, "confirmed": "yes"})
    assert answer.headers["Location"] == address(house, "nominations?state=to_check")
    assert states() == [S.ACCEPTED, S.ACCEPTED]


def test_each_is_judged_by_the_same_rules_as_one(house: House) -> None:
    fit, drafted = make_nomination(house, S.SUBMITTED), make_nomination(house, S.HANDED_IN)
    vetoed = make_nomination(house, S.ACCEPTED, body=COUNTY)
    visit(house, vetoed, inspector=CITY, vetoes=("v1",))
    office = browser_of(house.organiser)
    office.post(f"/nominations/{vetoed.pk}/moves/unaccept", {"reason": "核实"})
    sent = {"ids": [fit.pk, drafted.pk, vetoed.pk]}
    page = office.post(address(house, "check"), sent)
    said = {one.nomination.pk: [found.code for found in one.findings] for one in page.context["ticked"]}
    assert said == {fit.pk: [], drafted.pk: ["state_moved_on"], vetoed.pk: ["vetoed"]}
    page = office.post(address(house, "check"), {**sent, "confirmed": "yes"}, follow=True)
    assert sorted(message.level_tag for message in page.context["messages"]) == ["error", "error", "success"]
    assert states() == [S.ACCEPTED, S.HANDED_IN, S.SUBMITTED]


@pytest.mark.parametrize("ids", [[], ["nonsense"]])
def test_nothing_ticked_is_said(house: House, ids: list[str]) -> None:
    page = browser_of(house.organiser).post(address(house, "check"), {"ids": ids}, follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]


def test_only_the_organiser_accepts(house: House) -> None:
    row = make_nomination(house, S.SUBMITTED)
    assert house.leader is not None
    for actor in (house.leader, house.officers[CITY]):
        sent = {"ids": [row.pk], "confirmed": "yes"}
        assert browser_of(actor).post(address(house, "check"), sent).status_code == 404
    assert states() == [S.SUBMITTED]


def test_next_and_previous_stay_in_the_filter(house: House) -> None:
    rows = [make_nomination(house, S.SUBMITTED) for _ in range(3)]
    office = browser_of(house.organiser)
    ahead = office.get(f"/nominations/{rows[0].pk}/next?state=to_check")
    assert ahead.headers["Location"] == f"/nominations/{rows[1].pk}?within=state%3Dto_check"
    back = office.get(f"/nominations/{rows[1].pk}/next?state=to_check&back=1")
    assert back.headers["Location"] == f"/nominations/{rows[0].pk}?within=state%3Dto_check"
    end = office.get(f"/nominations/{rows[2].pk}/next?state=to_check")
    assert end.headers["Location"] == address(house, "nominations?state=to_check")


# --- the board of issues ---


def test_every_number_is_that_of_the_list_it_opens(house: House) -> None:
    first, second = list(HONOURED_2021)[:2]
    make_nomination(house, S.SUBMITTED, name=f"{first}部")
    make_nomination(house, S.SUBMITTED, name=f"{second}部", body=COUNTY)
    make_nomination(house, S.SUBMITTED, body=MEMBER, name="南山检查站部")
    make_nomination(house, S.DRAFT)
    for actor in (house.organiser, house.officers[CITY]):
        client = browser_of(actor)
        board = client.get(address(house, "issues")).context
        assert board["total"] == listed(client, house, "issue=any")
        for line in board["lines"]:
            assert line["total"] == listed(client, house, f"issue={line['code']}")
            for body, count in line["cells"]:
                assert count == listed(client, house, f"issue={line['code']}&body={body}")
        for body, count in board["totals"]:
            assert count == listed(client, house, f"issue=any&body={body}")


def listed(client: Any, house: House, query: str) -> int:
    page = client.get(address(house, f"nominations?{query}"))
    return int(page.context["page_of_lines"].paginator.count)


def test_what_departments_say_stays_inside_the_office(house: House) -> None:
    row = make_nomination(house, S.ACCEPTED)
    visit(house, row, vetoes=("v1",))
    office = browser_of(house.organiser).get(address(house, "issues")).context["lines"]
    assert [line["code"] for line in office] == ["vetoed"]
    assert browser_of(house.officers[CITY]).get(address(house, "issues")).context["lines"] == []


def test_issues_take_few_queries(house: House, django_assert_max_num_queries: Any) -> None:
    office = browser_of(house.organiser)
    crowd(house, 1)
    office.get(address(house, "issues"))
    for more in (0, 300):
        crowd(house, more)
        with django_assert_max_num_queries(MOST_QUERIES):
            assert office.get(address(house, "issues")).status_code == 200


# --- paper copies ---


def code_of(house: House, row: Nomination, version: int | None = None) -> str:
    return encode(PageCode("TEST", form_letter(0), row.number, version or row.revision))


def test_a_stamped_form_is_taken_in_by_its_code(house: House) -> None:
    row = make_nomination(house, S.SUBMITTED)
    office = browser_of(house.organiser)
    page = office.get(address(house, "paper-copies"))
    assert [one.pk for one in page.context["awaiting"]] == [row.pk]
    office.post(address(house, "paper-copies"), {"code": code_of(house, row).lower()})
    page = office.get(address(house, "paper-copies"))
    assert ([copy.nomination_id for copy in page.context["received"]], list(page.context["awaiting"])) == (
        [row.pk],
        [],
    )
    assert office.get(f"/nominations/{row.pk}").context["nomination"].paper_revision == 1


@pytest.mark.parametrize("typed", ["", "abc", HOSTILE, "TESTA00010001000", "x" * 300])
def test_what_is_no_code_is_said_and_stays_typed(house: House, typed: str) -> None:
    page = browser_of(house.organiser).post(address(house, "paper-copies"), {"code": typed})
    assert (page.status_code, {*page.context["form"].errors}) == (422, {"code"})
    assert page.context["form"]["code"].value() == typed
    assert HOSTILE not in page.content.decode()
    assert PaperCopy.objects.count() == 0


def test_a_summary_and_an_unknown_paper_are_told_apart(house: House) -> None:
    row = make_nomination(house, S.SUBMITTED)
    office = browser_of(house.organiser)
    for code in (
        PageCode("TEST", summary_letter(0), row.number, 1),
        PageCode("TEST", form_letter(0), 999, 1),
    ):
        assert office.post(address(house, "paper-copies"), {"code": encode(code)}).status_code == 422
    assert PaperCopy.objects.count() == 0


def test_an_old_version_is_taken_in_with_a_warning(house: House) -> None:
    row = make_nomination(house, S.SUBMITTED)
    sent = {"code": code_of(house, row, version=5)}
    page = browser_of(house.organiser).post(address(house, "paper-copies"), sent, follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["warning", "success"]


@pytest.mark.parametrize("part", ["issues", "paper-copies"])
def test_strangers_find_nothing(house: House, part: str) -> None:
    closed_to_strangers(house, f"/campaigns/ID/{part}", house.campaign.pk)


def test_paper_copies_take_few_queries(house: House, django_assert_max_num_queries: Any) -> None:
    office = browser_of(house.organiser)
    office.get(address(house, "paper-copies"))
    for more in (1, 300):
        crowd(house, more)
        with django_assert_max_num_queries(MOST_QUERIES):
            assert office.get(address(house, "paper-copies")).status_code == 200
