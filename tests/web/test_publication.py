"""公示 at the office: the plan, one confirmed act, objections answered, drops and fill-ins, the decision."""

from typing import Any

import pytest

from pingxuan.actions.publication import drop, receive_objection
from pingxuan.core.words import NominationState, ObjectionKind, ObjectionOutcome, Outcome
from pingxuan.models import Decision, Nomination, Objection, Opinion, Plaque, Publication
from tests.makers import House, make_nomination, meet, public, publish_all
from tests.small_campaign import CITY, COUNTY
from tests.web.visitors import HOSTILE, MOST_QUERIES, browser_of, closed_to_strangers, open_house, statuses

TITLE = "拟授牌名单公示"


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


def met(house: House, reserve: bool = False) -> list[Nomination]:
    """Two nominees selected, or the second one held in reserve."""
    rows = [make_nomination(house), make_nomination(house, body=COUNTY)]
    meet(house, changes={rows[1].pk: Outcome.RESERVE} if reserve else None)
    return rows


def published(house: House, reserve: bool = False) -> tuple[Publication, list[Nomination]]:
    rows = met(house, reserve)
    return publish_all(house), rows


def objection_to(house: House, publication: Publication, nomination: Nomination) -> Objection:
    return receive_objection(
        publication, kind=ObjectionKind.REAL_NAME, name="李平", phone="13800000009", text="窗口长期无人。",
        nomination=nomination, by=public(house), at=house.tick(),
    )  # fmt: skip


def base(house: House) -> str:
    return f"/campaigns/{house.campaign.pk}/publication"


def test_the_plan_counts_working_days(house: House) -> None:
    met(house)
    shown = browser_of(house.organiser).get(f"{base(house)}?starts_on=2023-02-10").context["plan"]
    assert (shown["selected"], str(shown["plan"].ends_on), shown["stops"]) == (2, "2023-02-17", ())


def test_publishing_asks_for_the_count_and_is_one_act(house: House) -> None:
    met(house)
    organiser, told = browser_of(house.organiser), {"title": TITLE, "starts_on": "2023-02-06"}
    asked = organiser.post(f"{base(house)}/publishing", told)
    assert (asked.context["ask_count"], Publication.objects.count()) == (2, 0)
    wrong = organiser.post(f"{base(house)}/publishing", told | {"count": "3"})
    assert (wrong.status_code, wrong.context["findings"][0].code) == (422, "count_differs")
    assert organiser.post(f"{base(house)}/publishing", told | {"count": "2"}).status_code == 302
    assert set(Nomination.objects.values_list("state", flat=True)) == {NominationState.PROPOSED}


def test_what_stands_in_the_way_is_said_and_the_title_stays(house: House) -> None:
    make_nomination(house)
    told = {"title": HOSTILE, "starts_on": "2023-02-01", "count": "1"}
    page = browser_of(house.organiser).post(f"{base(house)}/publishing", told)
    assert page.status_code == 422
    assert "starts_on" in page.context["form"].errors
    assert page.context["form"]["title"].value() == HOSTILE
    assert HOSTILE.encode() not in page.content
    assert Publication.objects.count() == 0


def test_an_objection_is_answered_once(house: House) -> None:
    publication, rows = published(house)
    raised = objection_to(house, publication, rows[0])
    organiser, address = browser_of(house.organiser), f"/objections/{raised.pk}"
    lacking = organiser.post(address, {"outcome": "upheld", "handler": "李平", "answer": ""})
    assert (lacking.status_code, {*lacking.context["form"].errors}) == (422, {"handler", "answer"})
    assert (
        organiser.post(address, {"outcome": "upheld", "handler": "纪严", "answer": "属实"}).status_code == 302
    )
    raised.refresh_from_db()
    assert (raised.outcome, raised.answer) == (ObjectionOutcome.UPHELD, "属实")
    again = organiser.post(address, {"outcome": "not_upheld", "handler": "纪严", "answer": "不属实"})
    assert again.context["findings"][0].code == "answered_already"


def test_who_objected_is_shown_to_those_who_look_into_it(house: House) -> None:
    publication, rows = published(house)
    raised = objection_to(house, publication, rows[0])
    seen = {
        role.role.value: b"13800000009" in browser_of(role).get(f"/objections/{raised.pk}").content
        for role in (house.organiser, house.auditor, house.leader)
    }
    assert seen == {"organiser": True, "auditor": True, "leader": False}


def test_a_nominee_is_dropped_and_a_reserve_filled_in(house: House) -> None:
    publication, (first, second) = published(house, reserve=True)
    organiser = browser_of(house.organiser)
    empty = organiser.post(f"/nominations/{first.pk}/dropping", {"reason": ""})
    assert (empty.status_code, {*empty.context["form"].errors}) == (422, {"reason"})
    assert organiser.post(f"/nominations/{first.pk}/dropping", {"reason": "异议成立"}).status_code == 302
    first.refresh_from_db()
    assert first.state == NominationState.DROPPED
    told = {"reason": "空缺递补", "title": "递补公示", "starts_on": "2023-02-06"}
    nobody = organiser.post(f"{base(house)}/filling-in", told)
    assert [found.code for found in nobody.context["findings"]] == ["nobody_to_fill_in"]
    assert organiser.post(f"{base(house)}/filling-in", told | {"picked": second.pk}).status_code == 302
    second.refresh_from_db()
    assert (second.state, Publication.objects.count()) == (NominationState.PROPOSED, 2)
    assert organiser.get(f"/publications/{publication.pk}").context["groups"][0]["rows"][0]["gone"] is True


def test_the_organisers_opinion_is_stated_on_all_at_once(house: House) -> None:
    published(house)
    organiser, address = browser_of(house.organiser), f"/campaigns/{house.campaign.pk}/organiser-opinions"
    told = {"text": "同意。", "signatory": "", "signed_on": "2023-02-06", "capacity": "州办"}
    refused = organiser.post(address, told)
    assert (refused.status_code, {*refused.context["form"].errors}) == (422, {"signatory"})
    assert organiser.post(address, told | {"signatory": "陈立"}).status_code == 302
    assert Opinion.objects.filter(step_key="organiser", signatory="陈立").count() == 2


def test_a_running_list_is_not_decided_and_an_ended_one_is(house: House) -> None:
    publication, _ = published(house)
    organiser, address = browser_of(house.organiser), f"/publications/{publication.pk}/decision"
    early = organiser.post(address, {"doc_number": "某服办〔2023〕9号", "decided_on": "2023-02-06"})
    assert [found.code for found in early.context["findings"]] == ["publication_running"]
    assert early.context["form"]["doc_number"].value() == "某服办〔2023〕9号"
    house.go_to("2023-02-20 09:00")
    told = {"doc_number": "某服办〔2023〕9号", "decided_on": "2023-02-20"}
    assert organiser.post(address, told).status_code == 302
    assert (Decision.objects.get().doc_number, Plaque.objects.count()) == ("某服办〔2023〕9号", 2)
    assert organiser.get(f"/publications/{publication.pk}").context["decided"] is True


def test_who_may(house: House) -> None:
    publication, rows = published(house)
    office = [browser_of(one) for one in (house.organiser, house.leader, house.auditor, house.officers[CITY])]
    for address in (base(house), f"/publications/{publication.pk}"):
        assert statuses(office, address) == [200, 200, 200, 404]
    for address in (
        f"/publications/{publication.pk}/decision", f"/nominations/{rows[0].pk}/dropping", f"{base(house)}/filling-in"
    ):  # fmt: skip
        assert statuses(office, address) == [200, 404, 404, 404]


def test_strangers(house: House) -> None:
    publication, rows = published(house)
    raised = objection_to(house, publication, rows[0])
    closed_to_strangers(house, "/campaigns/ID/publication", house.campaign.pk)
    closed_to_strangers(house, "/publications/ID", publication.pk)
    closed_to_strangers(house, "/publications/ID/decision", publication.pk)
    closed_to_strangers(house, "/objections/ID", raised.pk)
    closed_to_strangers(house, "/nominations/ID/dropping", rows[0].pk)


def test_queries(house: House, django_assert_max_num_queries: Any) -> None:
    publication, rows = published(house, reserve=True)
    objection_to(house, publication, rows[0])
    drop(rows[0], "异议成立", by=house.organiser, at=house.tick())
    organiser = browser_of(house.organiser)
    for address in (base(house), f"/publications/{publication.pk}", f"{base(house)}/filling-in"):
        with django_assert_max_num_queries(MOST_QUERIES):
            organiser.get(address)
