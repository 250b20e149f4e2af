"""Every part of a definition on its page: shown, changed, added, moved, taken out; nothing typed is lost."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from pingxuan.actions.campaign import create_campaign
from pingxuan.core.definition import (
    Award,
    Column,
    Contact,
    Criterion,
    Definition,
    Field,
    Form,
    NominatingBody,
    OpinionStep,
    Quota,
    Ratio,
    SummaryTable,
    whole_data,
)
from pingxuan.core.instants import BEIJING
from pingxuan.core.words import (
    AwardKind,
    BodyKind,
    FieldKind,
    LatePolicy,
    Meaning,
    OpinionBy,
    QuotaKind,
    Rounding,
)
from pingxuan.models import Campaign
from pingxuan.queries.definition import current_definition
from pingxuan.web.definition_page import definition_page
from pingxuan.web.definition_rows import NEW_ROWS
from tests.makers import House
from tests.small_campaign import CITY, COUNTY, DEFINITION
from tests.web.test_definition import codes, fields, page_of, save
from tests.web.visitors import browser_of, open_house

FURTHER = Form(
    title="经济责任表",
    annex="附件3",
    fields=(
        Field(key="income", label="收入", kind=FieldKind.NUMBER),
        Field(
            key="projects",
            label="项目",
            kind=FieldKind.ROWS,
            columns=(
                Field(key="year", label="年份", kind=FieldKind.DATE, required=False),
                Field(
                    key="level", label="级别", kind=FieldKind.OPTION, options=("市级", "省级"), required=False
                ),
            ),
        ),
    ),
    opinions=(OpinionStep(key="finance", label="财务意见", by=OpinionBy.FILING_UNIT, wordings=("属实。",)),),
)
RICH = replace(
    DEFINITION,
    copies=3,
    further_contacts=(Contact(person="韩桐", phone="0000-1234567", scope="系统填报"),),
    late_policy=LatePolicy.REOPEN,
    bodies=(NominatingBody(name=CITY), NominatingBody(name=COUNTY, kind=BodyKind.DIRECT)),
    awards=(
        replace(
            DEFINITION.awards[0],
            prize_percent=60,
            further_forms=(FURTHER,),
            quota=Quota(
                kind=QuotaKind.RATIO,
                least=1,
                ratio=Ratio(
                    places=1, per=100, of="职工人数", rounding=Rounding.UP, bases={CITY: 320, COUNTY: 90}
                ),
            ),
            criteria=(
                Criterion(heading="", items=("服务好",)),
                Criterion(heading="环境", items=("整洁", "有序")),
            ),
            vetoes=("发生安全事故",),
            summary=SummaryTable(
                title="汇总表",
                columns=(
                    Column(label="序号", meaning=Meaning.RUNNING_NUMBER),
                    Column(label="单位", source="name"),
                ),
            ),
        ),
        Award(key="each", name="服务之星", kind=AwardKind.PERSON, quota=Quota(kind=QuotaKind.EACH, each=2)),
    ),
)
"""A definition with every part there is."""


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


@pytest.fixture
def rich(house: House) -> Campaign:
    return drafted(house, RICH)


def drafted(house: House, definition: Definition) -> Campaign:
    """A draft of that definition."""
    return create_campaign(
        definition, by=house.organiser, at=house.tick(), organiser=house.campaign.organiser, code="NEXT"
    )


def post(house: House, campaign: Campaign, sent: dict[str, str]) -> Any:
    """Sends the page's inputs."""
    return browser_of(house.organiser).post(f"/campaigns/{campaign.pk}/definition", sent)


def labels(form: Form) -> list[str]:
    return [blank.label for blank in form.fields]


def test_every_part_survives_the_page(house: House, rich: Campaign) -> None:
    assert save(browser_of(house.organiser), rich).status_code == 302
    assert current_definition(rich) == RICH


def leaves(part: Any, path: str = "") -> list[str]:
    """Path of every single value in plain data."""
    if isinstance(part, dict):
        return [one for name, value in part.items() for one in leaves(value, f"{path}.{name}".lstrip("."))]
    if isinstance(part, list) and part and isinstance(part[0], dict):
        return [one for index, value in enumerate(part) for one in leaves(value, f"{path}[{index}]")]
    return [path]


def kept_without_asking(path: str) -> bool:
    """Keys, lists without rows, the tables typed as a matrix, and what a column has no use for."""
    name = path.rpartition(".")[2]
    column = ".fields[" in path and ".columns[" in path
    matrix = (
        path.endswith((".quota.places", ".quota.places.")) or ".ratio.bases" in path or ".places." in path
    )
    return (
        name in NEW_ROWS
        or name == "key"
        or matrix
        or (column and name not in {"label", "kind", "options", "required"})
    )


def test_every_part_can_be_changed_on_the_page() -> None:
    data = whole_data(RICH)
    page = definition_page(data)
    inputs = {entry.path for line in page.lines for entry in line.entries}
    # the second award has no ratio: its parts are asked for once the kind is chosen
    missing = [path for path in leaves(data) if path not in inputs and not kept_without_asking(path)]
    assert missing == ["awards[1].quota.ratio"]
    assert {"bases[0][0]", "bases[0][1]"} <= inputs


def test_new_values_are_kept(house: House, rich: Campaign) -> None:
    changes = {
        "copies": "5",
        "further_contacts[0].scope": "费用",
        "awards[0].prize_percent": "50",
        "awards[0].quota.least": "2",
        "awards[0].quota.ratio.per": "200",
        "awards[0].quota.ratio.rounding": "down",
        "bases[0][1]": "100",
        "awards[0].further_forms[0].fields[1].columns[1].options": "市级\n国家级",
        "awards[1].quota.each": "3",
    }
    assert save(browser_of(house.organiser), rich, paths=changes).status_code == 302
    now = current_definition(rich)
    quota = now.awards[0].quota
    assert quota.ratio == Ratio(
        places=1, per=200, of="职工人数", rounding=Rounding.DOWN, bases={CITY: 320, COUNTY: 100}
    )
    assert (quota.least, now.awards[0].prize_percent, now.awards[1].quota.each) == (2, 50, 3)
    assert (now.copies, now.further_contacts[0].scope) == (5, "费用")
    assert now.awards[0].further_forms[0].fields[1].columns[1].options == ("市级", "国家级")


def test_a_quota_turns_into_a_ratio_and_back_to_none(house: House) -> None:
    campaign = drafted(house, DEFINITION)
    client = browser_of(house.organiser)
    shown = save(client, campaign, reshape="1", paths={"awards[0].quota.kind": "ratio"})
    sent = fields(shown)
    assert {"bases[0][0]", "awards[0].quota.ratio.per"} <= set(sent)
    sent |= {"awards[0].quota.ratio.per": "50", "awards[0].quota.ratio.places": "1", "bases[0][0]": "120"}
    sent |= {"awards[0].quota.ratio.of": "人数"}
    assert post(house, campaign, sent).status_code == 302
    made = current_definition(campaign).awards[0].quota
    assert made.ratio == Ratio(places=1, per=50, of="人数", bases={DEFINITION.bodies[0].name: 120})
    cleared = {"awards[0].quota.kind": "open", "awards[0].quota.ratio.per": "", "awards[0].quota.ratio.of": "",
               "awards[0].quota.ratio.places": "", "bases[0][0]": ""}  # fmt: skip
    assert save(client, campaign, paths=cleared | {"awards[0].quota.kind": "ratio"}).status_code == 302
    assert current_definition(campaign).awards[0].quota.ratio is None


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("bodies", "bodies[2].name"),
        ("deadlines", "deadlines[2].what"),
        ("further_contacts", "further_contacts[1].person"),
        ("awards", "awards[2].name"),
        ("awards[0].rules", "awards[0].rules[1].honour"),
        ("awards[0].criteria", "awards[0].criteria[2].heading"),
        ("awards[0].further_forms", "awards[0].further_forms[1].title"),
        ("awards[0].further_forms[0].fields", "awards[0].further_forms[0].fields[2].label"),
        (
            "awards[0].further_forms[0].fields[1].columns",
            "awards[0].further_forms[0].fields[1].columns[2].label",
        ),
        ("awards[0].further_forms[0].opinions", "awards[0].further_forms[0].opinions[1].label"),
    ],
)
def test_every_list_takes_a_row_ready_to_type_in(house: House, rich: Campaign, path: str, shown: str) -> None:
    client = browser_of(house.organiser)
    before = fields(page_of(client, rich))
    added = save(client, rich, add=path)
    assert (added.status_code, current_definition(rich)) == (200, RICH)
    assert (shown in before, shown in fields(added)) == (False, True)


def test_rows_move_with_all_that_was_typed_in_them(house: House, rich: Campaign) -> None:
    client = browser_of(house.organiser)
    at = "awards[0].form.fields"
    moved = fields(save(client, rich, move=f"{at}[0] down", paths={f"{at}[0].hint": "写全称"}))
    assert post(house, rich, moved).status_code == 302
    old, new = RICH.awards[0].form.fields, current_definition(rich).awards[0].form.fields
    assert new[:2] == (old[1], replace(old[0], hint="写全称"))
    assert new[2:] == old[2:]


def test_a_body_moves_with_its_numbers_and_the_ends_stay(house: House, rich: Campaign) -> None:
    client = browser_of(house.organiser)
    assert fields(save(client, rich, move="bodies[0] up"))["bodies[0].name"] == CITY
    moved = fields(save(client, rich, move="bodies[1] up"))
    assert (moved["bodies[0].name"], moved["bases[0][0]"]) == (COUNTY, "90")
    post(house, rich, moved)
    now = current_definition(rich)
    assert [body.name for body in now.bodies] == [COUNTY, CITY]
    assert now.awards[0].quota == RICH.awards[0].quota


def test_awards_move_with_their_columns(house: House, rich: Campaign) -> None:
    moved = fields(save(browser_of(house.organiser), rich, move="awards[1] up"))
    post(house, rich, moved)
    assert current_definition(rich).awards == RICH.awards[::-1]


def test_places_of_a_row_not_named_yet_are_not_lost(house: House) -> None:
    campaign = drafted(house, DEFINITION)
    added = fields(save(browser_of(house.organiser), campaign, add="bodies"))
    again = fields(post(house, campaign, added | {"places[0][2]": "7", "add": "deadlines"}))
    assert again["places[0][2]"] == "7"


def test_a_row_with_something_in_it_but_no_name_is_asked_about(house: House, rich: Campaign) -> None:
    added = fields(save(browser_of(house.organiser), rich, add="awards[0].form.fields"))
    place = f"awards[0].form.fields[{len(RICH.awards[0].form.fields)}]"
    refused = post(house, rich, added | {f"{place}.hint": "每行一条"})
    assert (refused.status_code, codes(refused)) == (422, ["row_unnamed"])
    assert fields(refused)[f"{place}.hint"] == "每行一条"


def test_a_further_form_is_added_filled_and_taken_out(house: House, rich: Campaign) -> None:
    client = browser_of(house.organiser)
    at = "awards[1].further_forms"
    added = fields(save(client, rich, add=at)) | {f"{at}[0].title": "承诺书"}
    again = fields(post(house, rich, added | {"add": f"{at}[0].fields"})) | {
        f"{at}[0].fields[0].label": "承诺"
    }
    assert post(house, rich, again).status_code == 302
    made = current_definition(rich).awards[1].further_forms[0]
    assert (made.title, labels(made)) == ("承诺书", ["承诺"])
    removed = fields(save(client, rich, remove="awards[0].further_forms[0]"))
    post(house, rich, removed)
    assert current_definition(rich).awards[0].further_forms == ()


def test_keys_differ_across_the_forms_of_an_award(house: House, rich: Campaign) -> None:
    client = browser_of(house.organiser)
    at = "awards[0].further_forms[0].fields"
    added = fields(save(client, rich, add=at)) | {f"{at}[2].label": "新栏"}
    again = fields(post(house, rich, added | {"add": "awards[0].form.fields"}))
    place = f"awards[0].form.fields[{len(RICH.awards[0].form.fields)}].label"
    assert post(house, rich, again | {place: "另一新栏"}).status_code == 302
    keys = [blank.key for blank in current_definition(rich).awards[0].fields]
    assert len(set(keys)) == len(keys)


def test_columns_of_a_summary_are_ordered_and_filled(house: House, rich: Campaign) -> None:
    client = browser_of(house.organiser)
    at = "awards[0].summary.columns"
    many = len(RICH.awards[0].summary.columns)
    added = fields(save(client, rich, add=at)) | {
        f"{at}[{many}].label": "收入",
        f"{at}[{many}].source": "income",
    }
    moved = fields(post(house, rich, added | {"move": f"{at}[{many}] up"}))
    post(house, rich, moved)
    columns = current_definition(rich).awards[0].summary.columns
    assert columns[-2] == Column(label="收入", source="income")
    assert columns[-1] == RICH.awards[0].summary.columns[-1]


def test_the_page_is_asked_for_no_row_that_is_not_there(house: House, rich: Campaign) -> None:
    client = browser_of(house.organiser)
    for asked in ({"move": "bodies[9] up"}, {"move": "title up"}, {"remove": "bodies[9]"}, {"add": "title"},
                  {"move": ""}, {"add": "awards[7].rules"}):  # fmt: skip
        told = save(client, rich, **asked)
        assert (told.status_code, fields(told)["bodies[1].name"]) == (200, COUNTY)


def test_instants_are_shown_as_they_are_typed() -> None:
    at = datetime(2024, 3, 1, 18, tzinfo=BEIJING)
    data = whole_data(replace(RICH, deadlines=(replace(RICH.deadlines[0], at=at),)))
    shown = {entry.path: entry.value for line in definition_page(data).lines for entry in line.entries}
    assert shown["deadlines[0].at"] == "2024-03-01 18:00"
