"""A body's summary page: its order, the table as it will be, what is submitted and what stands in the way."""

from dataclasses import replace
from typing import Any

import pytest

from pingxuan.core.definition import Column
from pingxuan.core.words import Meaning, NominationState
from pingxuan.models import Nomination
from tests.makers import House, make_nomination
from tests.small_campaign import CITY, COUNTY, DEFINITION, DIRECT, MEMBER, PERSON, UNIT
from tests.web.crowd import crowd
from tests.web.full_form import full_house
from tests.web.visitors import HOSTILE, MOST_QUERIES, browser_of, closed_to_strangers

S = NominationState
COLUMNS = (
    Column(label="序号", meaning=Meaning.RUNNING_NUMBER),
    Column(label="名称", source="name", meaning=Meaning.NOMINEE_NAME),
    Column(label="联系电话", source="phone", meaning=Meaning.PHONE),
)
TABLED = replace(
    DEFINITION,
    awards=tuple(
        replace(award, summary=replace(award.summary, columns=COLUMNS)) for award in DEFINITION.awards
    ),
)


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return full_house(monkeypatch, TABLED)


def summary(house: House, part: str = "") -> str:
    return f"/campaigns/{house.campaign.pk}/summary{part}"


def one(house: House, body: str = CITY, award: str = UNIT) -> Any:
    return browser_of(house.officers[body]).get(summary(house, f"?award={award}")).context["awards"][0]


def order(house: House, award: str = UNIT) -> list[str]:
    rows = Nomination.objects.filter(nominating_body=house.parts[CITY], award_key=award)
    return list(rows.order_by("preference", "number").values_list("nominee_name", flat=True))


def told(rows: list[Nomination], **changes: str) -> dict[str, Any]:
    places = {f"place-{row.pk}": str(place) for place, row in enumerate(rows, start=1)}
    return {"award": UNIT, "ids": [row.pk for row in rows], **places, **changes}


@pytest.fixture
def three(house: House) -> list[Nomination]:
    return [make_nomination(house, S.ENDORSED, name=name) for name in ("甲窗口", "乙窗口", "丙窗口")]


@pytest.mark.parametrize(
    ("button", "place", "expected"),
    [
        ("up", 2, ["甲窗口", "丙窗口", "乙窗口"]),
        ("up", 0, ["甲窗口", "乙窗口", "丙窗口"]),
        ("down", 0, ["乙窗口", "甲窗口", "丙窗口"]),
        ("down", 2, ["甲窗口", "乙窗口", "丙窗口"]),
    ],
)
def test_one_step_up_or_down(
    house: House, three: list[Nomination], button: str, place: int, expected: list[str]
) -> None:
    sent = told(three, **{button: three[place].pk})
    assert browser_of(house.officers[CITY]).post(summary(house, "/order"), sent).status_code == 302
    assert order(house) == expected


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (("3", "2", "1"), ["丙窗口", "乙窗口", "甲窗口"]),
        (("1", "2", "1"), ["丙窗口", "甲窗口", "乙窗口"]),
        (("", "abc", "-1"), ["甲窗口", "乙窗口", "丙窗口"]),
        (("2", "", ""), ["甲窗口", "乙窗口", "丙窗口"]),
    ],
)
def test_the_numbers_typed_give_the_order(
    house: House, three: list[Nomination], places: tuple[str, ...], expected: list[str]
) -> None:
    typed = {f"place-{row.pk}": place for row, place in zip(three, places, strict=True)}
    browser_of(house.officers[CITY]).post(summary(house, "/order"), told(three, **typed))
    assert order(house) == expected


def test_an_order_of_other_rows_changes_nothing(house: House, three: list[Nomination]) -> None:
    foreign = make_nomination(house, S.ENDORSED, body=COUNTY)
    for rows in (three[:2], [*three, foreign]):
        browser_of(house.officers[CITY]).post(summary(house, "/order"), told(rows, up=three[1].pk))
    assert set(Nomination.objects.values_list("preference", flat=True)) == {0}


def test_the_table_lists_what_is_endorsed_in_that_order(house: House, three: list[Nomination]) -> None:
    make_nomination(house, S.HANDED_IN, name="丁窗口")
    browser_of(house.officers[CITY]).post(summary(house, "/order"), {
        **told([*three, Nomination.objects.get(nominee_name="丁窗口")]), "up": three[2].pk,
    })  # fmt: skip
    table = one(house)["sheet"].tables[0]
    assert [row[1].cell.text for row in table.rows] == ["甲窗口", "丙窗口", "乙窗口"]


def test_what_stands_in_the_way_is_said_of_each(house: House) -> None:
    for state in (S.DRAFT, S.HANDED_IN, S.RETURNED, S.ENDORSED):
        make_nomination(house, state)
    lines = one(house)["lines"]
    assert [(line.state, line.ready, bool(line.hint)) for line in lines] == [
        (S.DRAFT, False, True),
        (S.HANDED_IN, False, True),
        (S.RETURNED, False, True),
        (S.ENDORSED, True, False),
    ]


def test_submission_is_shown_first_and_then_done(house: House, three: list[Nomination]) -> None:
    body = browser_of(house.officers[CITY])
    sent = {"ids": [three[0].pk, three[1].pk]}
    page = body.post(summary(house, "/submit"), sent)
    assert [line.nomination.nominee_name for line in page.context["ready"]] == ["甲窗口", "乙窗口"]
    assert Nomination.objects.filter(state=S.SUBMITTED).count() == 0
    assert body.post(summary(house, "/submit"), {**sent, "confirmed": "yes"}).status_code == 302
    assert sorted(Nomination.objects.values_list("nominee_name", "state")) == [
        ("丙窗口", "endorsed"), ("乙窗口", "submitted"), ("甲窗口", "submitted"),
    ]  # fmt: skip


def test_each_is_answered_for_itself(house: House, three: list[Nomination]) -> None:
    draft = make_nomination(house, S.HANDED_IN, name="丁窗口")
    sent = {"ids": [three[0].pk, draft.pk], "confirmed": "yes"}
    page = browser_of(house.officers[CITY]).post(summary(house, "/submit"), sent, follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["success", "error"]
    draft.refresh_from_db()
    assert draft.state == S.HANDED_IN


def test_after_the_deadline_nothing_is_submitted_and_it_is_said(
    house: House, three: list[Nomination]
) -> None:
    house.go_to("2023-02-28 09:00")
    page = browser_of(house.officers[CITY]).post(summary(house, "/submit"), {"ids": [three[0].pk]})
    assert [found.code for found in page.context["lines"][0].findings] == ["late"]
    assert page.context["ready"] == []


@pytest.mark.parametrize("ids", [[], ["nonsense"]])
def test_nothing_ticked_is_said(house: House, ids: list[str]) -> None:
    page = browser_of(house.officers[CITY]).post(summary(house, "/submit"), {"ids": ids}, follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]


def test_a_neighbours_nominations_are_not_submitted(house: House) -> None:
    foreign = make_nomination(house, S.ENDORSED, body=COUNTY)
    browser_of(house.officers[CITY]).post(
        summary(house, "/submit"), {"ids": [foreign.pk], "confirmed": "yes"}
    )
    foreign.refresh_from_db()
    assert foreign.state == S.ENDORSED


def test_member_units_stand_in_the_table_of_the_body_above(house: House) -> None:
    member = make_nomination(house, S.ENDORSED, body=MEMBER, name="车站窗口")
    shown = one(house, body=DIRECT)
    assert ([line.nomination.pk for line in shown["members"]], shown["lines"]) == ([member.pk], [])
    assert shown["sheet"].tables[0].rows[0][1].cell.text == "车站窗口"


def test_hostile_names_are_only_text(house: House) -> None:
    make_nomination(house, S.ENDORSED, name=HOSTILE)
    assert HOSTILE not in browser_of(house.officers[CITY]).get(summary(house)).content.decode()


def test_strangers_find_nothing(house: House) -> None:
    closed_to_strangers(house, "/campaigns/ID/summary", house.campaign.pk)
    assert browser_of(house.organiser).get(summary(house)).status_code == 404


@pytest.mark.parametrize("award", [UNIT, PERSON])
def test_few_queries(house: House, award: str, django_assert_max_num_queries: Any) -> None:
    body = browser_of(house.officers[CITY])
    crowd(house, 1, S.ENDORSED, award=award)
    body.get(summary(house, f"?award={award}"))
    for more in (0, 400):
        crowd(house, more, S.ENDORSED, award=award)
        with django_assert_max_num_queries(MOST_QUERIES):
            assert body.get(summary(house, f"?award={award}")).status_code == 200
