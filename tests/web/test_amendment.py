"""After opening: the definition is read only, amended with a reason, given out as one file, seen by the office."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pingxuan.actions.amendment import amend_definition
from pingxuan.actions.campaign import create_campaign
from pingxuan.core.definition import Definition, Field
from pingxuan.core.definition_text import from_toml, to_toml
from pingxuan.core.words import DeadlineKind, NominationState
from pingxuan.models import DefinitionVersion
from pingxuan.queries.definition import current_definition, current_version
from tests.makers import House, make_nomination
from tests.small_campaign import CITY, DEFINITION, UNIT_AWARD, moment, with_award
from tests.web.visitors import MOST_QUERIES, browser_of, closed_to_strangers, open_house

S = NominationState


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


def test_the_page_is_read_only(house: House) -> None:
    client, page = browser_of(house.organiser), f"/campaigns/{house.campaign.pk}/notice"
    answer = client.get(page)
    assert answer.context["shown"].editable is False
    assert "<select" not in answer.content.decode()
    assert client.post(f"/campaigns/{house.campaign.pk}/definition", {"title": "x"}).status_code == 422
    assert client.post(f"/campaigns/{house.campaign.pk}/definition/check", {"title": "x"}).status_code == 404


def send(house: House, **told: Any) -> Any:
    """Posts the amendment's page, written on version 1 unless told otherwise."""
    return browser_of(house.organiser).post(
        f"/campaigns/{house.campaign.pk}/amendment", {"since": "1", "reason": "经同意延期", **told}
    )


def amend(house: House, definition: Definition, reason: str = "经同意延期") -> Any:
    return send(house, text=to_toml(definition), reason=reason, publish="1")


def later(definition: Definition) -> Definition:
    dues = tuple(
        replace(due, at=moment("2023-03-03 18:00")) if due.kind is DeadlineKind.MATERIALS else due
        for due in definition.deadlines
    )
    return replace(definition, deadlines=dues)


WITH_HONESTY = with_award(
    UNIT_AWARD,
    form=replace(UNIT_AWARD.form, fields=(*UNIT_AWARD.form.fields, Field(key="honesty", label="诚信情况"))),
)


def test_an_amendment_is_a_new_version_with_its_reason(house: House) -> None:
    assert amend(house, later(DEFINITION)).headers["Location"] == f"/campaigns/{house.campaign.pk}/versions"
    version = current_version(house.campaign)
    assert (version.number, version.reason) == (2, "经同意延期")
    assert current_definition(house.campaign).deadlines[1].at == moment("2023-03-03 18:00")
    versions = browser_of(house.organiser).get(f"/campaigns/{house.campaign.pk}/notice").context["versions"]
    assert [one.number for one in versions] == [2, 1]


def test_before_publishing_the_changes_and_whom_they_touch_are_shown(house: House) -> None:
    draft, sealed = (make_nomination(house, state) for state in (S.DRAFT, S.ENDORSED))
    shown = send(house, text=to_toml(WITH_HONESTY), reason="上级要求")
    assert (shown.status_code, current_version(house.campaign).number) == (200, 1)
    assert [one.path for one in shown.context["changes"]] == ["awards[0].form.fields[4]"]
    rows = shown.context["touched"][0]["rows"]
    assert [(row.nomination.pk, row.moves, [one.code for one in row.findings]) for row in rows] == [
        (draft.pk, True, ["required_missing"] * len(rows[0].findings)),
        (sealed.pk, False, []),
    ]
    again = send(house, text=shown.context["text"], reason=shown.context["reason"], back="1")
    assert (again.context["text"], again.context["reason"]) == (to_toml(WITH_HONESTY), "上级要求")
    assert send(house, text=shown.context["text"], reason="上级要求", publish="1").status_code == 302
    assert current_definition(house.campaign) == WITH_HONESTY


def test_a_file_may_be_sent_instead_of_text(house: House) -> None:
    file = SimpleUploadedFile("definition.toml", to_toml(later(DEFINITION)).encode())
    shown = send(house, text=to_toml(DEFINITION), file=file)
    assert [one.path for one in shown.context["changes"]] == ["deadlines[1].at"]
    for data in (b"%PDF-1.7 x", b"# " + b"x" * 2_000_000):
        refused = send(house, text="title = '原文'", file=SimpleUploadedFile("x.toml", data))
        assert (refused.status_code, refused.context["text"]) == (422, "title = '原文'")


@pytest.mark.parametrize("step", ["look", "publish"])
@pytest.mark.parametrize(
    ("text", "reason", "code"),
    [
        (to_toml(later(DEFINITION)), " ", "reason_missing"),
        (to_toml(DEFINITION), "没有改", "nothing_changed"),
        (to_toml(DEFINITION).replace("和静县 = 2", "和静县 = 3").replace('"和静县" = 2', '"和静县" = 3'), "加名额",
         "quota_changed_openly"),
        ("title = [", "笔误", "definition_not_toml"),
        ("title = 3", "笔误", "definition_malformed"),
        ("titel = '通知'", "笔误", "definition_key_unknown"),
    ],
)  # fmt: skip
def test_a_refused_amendment_stays_typed(house: House, text: str, reason: str, code: str, step: str) -> None:
    refused = send(house, text=text, reason=reason, **{step: "1"})
    assert refused.status_code == 422
    assert code in [found.code for found in refused.context["findings"]]
    assert (refused.context["text"], refused.context["reason"]) == (text, reason)
    assert DefinitionVersion.objects.filter(campaign=house.campaign).count() == 2


@pytest.mark.parametrize("since", ["", "0", "x", "99999999999999999999"])
def test_what_was_written_on_another_version_is_not_published(house: House, since: str) -> None:
    refused = send(house, text=to_toml(later(DEFINITION)), publish="1", since=since)
    assert [found.code for found in refused.context["findings"]] == ["definition_moved_on"]


@pytest.mark.parametrize(
    ("text", "changed", "codes"),
    [
        (to_toml(DEFINITION), 0, []),
        (to_toml(later(DEFINITION)), 1, []),
        (to_toml(replace(DEFINITION, title="")), 1, ["title_missing"]),
        ("title = [", None, ["definition_not_toml"]),
    ],
)
def test_what_is_typed_is_compared_as_it_is_typed(
    house: House, text: str, changed: int | None, codes: list[str]
) -> None:
    address = f"/campaigns/{house.campaign.pk}/amendment/check"
    told = browser_of(house.organiser).post(address, {"text": text})
    assert told.status_code == 200
    found = told.context.get("changes")
    assert (None if found is None else len(found), [one.code for one in told.context["findings"]]) == (
        changed,
        codes,
    )
    assert browser_of(house.officers[CITY]).post(address, {"text": text}).status_code == 404


def test_a_draft_is_not_amended(house: House) -> None:
    campaign = create_campaign(
        DEFINITION, by=house.organiser, at=house.tick(), organiser=house.campaign.organiser, code="NEXT"
    )
    organiser = browser_of(house.organiser)
    assert organiser.get(f"/campaigns/{campaign.pk}/amendment").status_code == 302
    assert organiser.post(f"/campaigns/{campaign.pk}/amendment/check", {"text": ""}).status_code == 404


def test_the_definition_is_given_out_as_one_file(house: House) -> None:
    answer = browser_of(house.organiser).get(f"/campaigns/{house.campaign.pk}/definition.toml")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="definition-TEST.toml"'
    assert from_toml(answer.content.decode()) == DEFINITION


@pytest.mark.parametrize("page", ["notice", "definition.toml", "amendment"])
def test_another_office_sees_none_of_it(house: House, page: str) -> None:
    closed_to_strangers(house, f"/campaigns/ID/{page}", house.campaign.pk)


@pytest.mark.parametrize("amendments", [0, 3])
def test_the_page_asks_no_more_for_more_versions(
    house: House, amendments: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(amendments):
        amend_definition(
            house.campaign,
            replace(DEFINITION, purpose=f"第{number}次"),
            since=number + 1,
            by=house.organiser,
            at=house.tick(),
            reason="更正",
        )
    client = browser_of(house.organiser)
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(f"/campaigns/{house.campaign.pk}/notice")
