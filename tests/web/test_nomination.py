"""One nomination's page: who reads what, which moves are offered, refusals, versions, rulings."""

from typing import Any

import pytest

from pingxuan.actions.nomination import hand_in
from pingxuan.core.words import NominationState, ReplyKind
from pingxuan.models import Nomination, Opinion, SuspicionRuling
from tests.makers import House, answers_for, make_nomination, visit
from tests.small_campaign import CITY, COUNTY, DEEDS, HONOURED_2021, MEMBER, PERSON, UNIT
from tests.web.visitors import (
    HOSTILE,
    MOST_QUERIES,
    answers_alike,
    browser_of,
    closed_to_strangers,
    open_house,
)

S = NominationState
WORDS = {
    "text": "情况属实，同意推荐。",
    "signatory": "张审",
    "signed_on": "2023-02-06",
    "capacity": "库尔勒市",
}


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


def own(nomination: Nomination) -> str:
    return f"/nominations/{nomination.pk}"


def move(nomination: Nomination, name: str) -> str:
    return f"/nominations/{nomination.pk}/moves/{name}"


def doors(page: Any) -> list[str]:
    return [door.name for door in page.context["doors"]]


def state_of(nomination: Nomination) -> NominationState:
    nomination.refresh_from_db()
    return S(nomination.state)


def refused(page: Any) -> list[str]:
    return [finding.code for finding in page.context["refused"]]


@pytest.mark.parametrize("state", [S.DRAFT, S.HANDED_IN, S.ENDORSED])
def test_the_office_reads_no_content_before_it_is_submitted(house: House, state: NominationState) -> None:
    nomination = make_nomination(house, state)
    page = browser_of(house.organiser).get(own(nomination))
    assert (page.context["visible"], page.context["sheets"], page.context["doors"]) == (False, [], [])
    assert "13800000002" not in page.content.decode()
    assert browser_of(house.organiser).get(f"{own(nomination)}/history").status_code == 404


def test_the_office_reads_all_of_what_was_submitted(house: House) -> None:
    nomination = make_nomination(house, S.SUBMITTED)
    page = browser_of(house.organiser).get(own(nomination))
    assert page.context["visible"] is True
    assert "13800000002" in page.content.decode()


@pytest.mark.parametrize(
    ("state", "body", "office"),
    [
        (S.DRAFT, ["hand_in", "withdraw"], []),
        (S.HANDED_IN, ["hand_in", "send_back", "endorse", "withdraw"], []),
        (S.ENDORSED, ["hand_in", "unendorse", "submit", "withdraw"], []),
        (S.SUBMITTED, ["withdraw"], ["accept", "return", "reject"]),
        (S.RETURNED, ["hand_in", "withdraw"], []),
        (S.ACCEPTED, [], ["return", "reject", "unaccept"]),
        (S.REJECTED, [], []),
    ],
)
def test_only_the_moves_of_state_and_role_are_offered(
    house: House, state: NominationState, body: list[str], office: list[str]
) -> None:
    nomination = make_nomination(house, state)
    assert sorted(doors(browser_of(house.officers[CITY]).get(own(nomination)))) == sorted(body)
    assert sorted(doors(browser_of(house.organiser).get(own(nomination)))) == sorted(office)
    assert house.auditor is not None
    assert doors(browser_of(house.auditor).get(own(nomination))) == []


def test_a_neighbour_county_finds_what_does_not_exist(house: House) -> None:
    nomination = make_nomination(house, S.SUBMITTED)
    for address in ("/nominations/ID", "/nominations/ID/history", "/nominations/ID/form.pdf"):
        real, missing = answers_alike(browser_of(house.officers[COUNTY]), address, nomination.pk)
        assert real == missing
        assert real[0] == 404


def test_strangers_find_nothing(house: House) -> None:
    nomination = make_nomination(house, S.SUBMITTED)
    closed_to_strangers(house, "/nominations/ID", nomination.pk)


def test_the_body_above_reads_its_member_units_nomination_and_leaves_it_alone(house: House) -> None:
    nomination = make_nomination(house, S.HANDED_IN, body=MEMBER)
    above = browser_of(house.officers["州直"])
    page = above.get(own(nomination))
    assert (page.context["visible"], page.context["doors"]) == (True, [])
    assert above.post(move(nomination, "endorse"), WORDS).status_code == 404


def test_an_opinion_is_stated_and_the_nomination_submitted(house: House) -> None:
    nomination = make_nomination(house, S.HANDED_IN)
    body = browser_of(house.officers[CITY])
    assert body.post(move(nomination, "endorse"), WORDS).status_code == 302
    assert state_of(nomination) is S.ENDORSED
    assert body.post(move(nomination, "submit")).status_code == 302
    assert state_of(nomination) is S.SUBMITTED


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"signatory": ""}, {"signatory"}),
        ({"text": " "}, {"text"}),
        ({"signed_on": "明天"}, {"signed_on"}),
        ({"signed_on": "2030-01-01"}, {"signed_on"}),
        ({"capacity": ""}, {"capacity"}),
    ],
)
def test_a_refused_opinion_stays_typed(house: House, wrong: dict[str, str], fields: set[str]) -> None:
    nomination = make_nomination(house, S.HANDED_IN)
    told = {**WORDS, "text": "经核实，同意推荐。", **wrong}
    page = browser_of(house.officers[CITY]).post(move(nomination, "endorse"), told)
    door = next(door for door in page.context["doors"] if door.name == "endorse")
    assert (page.status_code, {*door.form.errors}, door.open) == (422, fields, True)
    assert {name: door.form[name].value() for name in told} == told
    assert state_of(nomination) is S.HANDED_IN
    assert Opinion.objects.count() == 0


def test_over_quota_is_refused_with_its_reason(house: House) -> None:
    for _ in range(3):
        make_nomination(house, S.ENDORSED)
    nomination = make_nomination(house, S.HANDED_IN)
    page = browser_of(house.officers[CITY]).post(move(nomination, "endorse"), WORDS)
    assert (page.status_code, refused(page)) == (422, ["over_quota"])
    assert page.context["places"].left == 0


def test_late_is_refused_and_kept(house: House) -> None:
    nomination = make_nomination(house, S.ENDORSED)
    house.go_to("2023-02-28 09:00")
    page = browser_of(house.officers[CITY]).post(move(nomination, "submit"))
    assert (page.status_code, refused(page)) == (422, ["late"])
    assert [event.act for event in page.context["dossier"].events][-1] == "refused_submit"


@pytest.mark.parametrize(
    ("state", "name", "target"),
    [
        (S.HANDED_IN, "send_back", S.DRAFT),
        (S.ENDORSED, "unendorse", S.HANDED_IN),
        (S.SUBMITTED, "withdraw", S.WITHDRAWN),
    ],
)
def test_a_body_takes_back_with_a_reason(
    house: House, state: NominationState, name: str, target: NominationState
) -> None:
    nomination = make_nomination(house, state)
    body = browser_of(house.officers[CITY])
    page = body.post(move(nomination, name), {"reason": ""})
    assert (page.status_code, state_of(nomination)) == (422, state)
    assert body.post(move(nomination, name), {"reason": "材料要补充"}).status_code == 302
    assert state_of(nomination) is target


def test_the_office_accepts_returns_and_rejects(house: House) -> None:
    office = browser_of(house.organiser)
    accepted, returned, rejected = (make_nomination(house, S.SUBMITTED) for _ in range(3))
    assert office.post(move(accepted, "accept")).status_code == 302
    told = {"reason": "请核对电话", "correct_by": "2023-03-02 18:00"}
    assert office.post(move(returned, "return"), told).status_code == 302
    assert office.post(move(rejected, "reject"), {"reason": "不在范围"}).status_code == 302
    assert [state_of(one) for one in (accepted, returned, rejected)] == [S.ACCEPTED, S.RETURNED, S.REJECTED]
    assert returned.correct_by is not None
    assert returned.correct_by.isoformat() == "2023-03-02T10:00:00+00:00"


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        ({"reason": "", "correct_by": ""}, {"reason"}),
        ({"reason": "请核对", "correct_by": "下周"}, {"correct_by"}),
        ({"reason": "请核对", "correct_by": "2020-01-01"}, {"correct_by"}),
    ],
)
def test_a_refused_return_stays_typed(house: House, told: dict[str, str], fields: set[str]) -> None:
    nomination = make_nomination(house, S.SUBMITTED)
    page = browser_of(house.organiser).post(move(nomination, "return"), told)
    door = next(door for door in page.context["doors"] if door.name == "return")
    assert (page.status_code, {*door.form.errors}) == (422, fields)
    assert {name: door.form[name].value() for name in told} == told
    assert state_of(nomination) is S.SUBMITTED


@pytest.mark.parametrize("name", ["accept", "propose", "honour", "nonsense"])
def test_a_body_finds_no_move_that_is_the_offices(house: House, name: str) -> None:
    nomination = make_nomination(house, S.SUBMITTED)
    assert browser_of(house.officers[CITY]).post(move(nomination, name)).status_code == 404
    assert state_of(nomination) is S.SUBMITTED


def test_what_moved_on_meanwhile_is_said(house: House) -> None:
    nomination = make_nomination(house, S.ACCEPTED)
    page = browser_of(house.organiser).post(move(nomination, "accept"))
    assert (page.status_code, refused(page)) == (422, ["state_moved_on"])


def test_accept_and_next_stays_in_the_filter(house: House) -> None:
    first, second = make_nomination(house, S.SUBMITTED), make_nomination(house, S.SUBMITTED)
    make_nomination(house, S.ACCEPTED, body=COUNTY)
    office = browser_of(house.organiser)
    answer = office.post(move(first, "accept"), {"then": "next", "within": "state=to_check"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/nominations/{second.pk}?within=state%3Dto_check"
    last = office.post(move(second, "accept"), {"then": "next", "within": "state=to_check"}, follow=True)
    assert last.redirect_chain[-1][0] == f"/campaigns/{house.campaign.pk}/nominations?state=to_check"


def test_a_voided_opinion_stays_in_sight_with_its_reason(house: House) -> None:
    nomination = make_nomination(house, S.ENDORSED)
    told = answers_for(house, UNIT, nomination.nominee_name) | {"phone": "13800000009"}
    hand_in(nomination, told, by=house.officers[CITY], at=house.tick())
    box = browser_of(house.officers[CITY]).get(own(nomination)).context["dossier"].steps[0]
    assert [(bool(one.voided_at), one.void_reason) for one in box.opinions] == [(True, "内容已改动")]
    assert box.current is True


def test_versions_are_held_against_each_other(house: House) -> None:
    nomination = make_nomination(house, S.HANDED_IN)
    told = answers_for(house, UNIT, nomination.nominee_name) | {"phone": "13800000009"}
    hand_in(nomination, told, by=house.officers[CITY], at=house.tick())
    page = browser_of(house.officers[CITY]).get(f"{own(nomination)}/history")
    newest = page.context["versions"][0]
    assert (newest["revision"].revision, [change.label for change in newest["changes"]]) == (2, ["联系电话"])
    assert [piece.text for piece in newest["changes"][0].pieces] == ["1380000000", "2", "9"]


def test_inspections_and_replies_stay_inside_the_office(house: House) -> None:
    nomination = make_nomination(house, S.ACCEPTED)
    visit(house, nomination)
    page = browser_of(house.organiser).get(own(nomination))
    assert len(page.context["visits"]) == 1
    body = browser_of(house.officers[CITY]).get(own(nomination))
    assert (body.context["visits"], body.context["replies"]) == ([], [])
    assert "record_visit" not in [event.act for event in body.context["dossier"].events]
    assert ReplyKind.OBJECTION.label not in body.content.decode()


def test_a_likeness_is_ruled_on_once_with_its_reason(house: House) -> None:
    unit = next(iter(HONOURED_2021))
    nomination = make_nomination(house, S.HANDED_IN, name=f"{unit}部")
    body = browser_of(house.officers[CITY])
    asked = body.get(own(nomination)).context["suspicions"]
    assert [one.entry.name for one in asked] == [unit]
    told = {"entry": asked[0].entry.pk, "same": "no", "reason": "两处不同的窗口"}
    assert body.post(f"{own(nomination)}/ruling", {**told, "reason": ""}).status_code == 302
    assert SuspicionRuling.objects.count() == 0
    assert body.post(f"{own(nomination)}/ruling", told).status_code == 302
    after = body.get(own(nomination)).context
    assert (after["suspicions"], after["findings"]) == ([], ())
    body.post(f"{own(nomination)}/ruling", told)
    assert SuspicionRuling.objects.count() == 1


def test_hostile_text_is_only_text(house: House) -> None:
    nomination = make_nomination(house, S.HANDED_IN, changes={"deeds": DEEDS + HOSTILE})
    body = browser_of(house.officers[CITY])
    body.post(move(nomination, "send_back"), {"reason": HOSTILE})
    for address in (own(nomination), f"{own(nomination)}/history"):
        assert HOSTILE not in body.get(address).content.decode()


@pytest.mark.parametrize("award", [UNIT, PERSON])
def test_few_queries_however_much_has_happened(
    house: House, award: str, django_assert_max_num_queries: Any
) -> None:
    nomination = make_nomination(house, S.SUBMITTED, award=award)
    clients = [browser_of(house.organiser), browser_of(house.officers[CITY])]
    for client in clients:
        client.get(own(nomination))
    for _ in range(4):
        office = browser_of(house.organiser)
        office.post(move(nomination, "accept"))
        office.post(move(nomination, "unaccept"), {"reason": "再看一遍"})
    for client in clients:
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(own(nomination)).status_code == 200
