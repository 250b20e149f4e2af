"""pingxuan new: a draft from a definition or an earlier campaign of the same office, for scripts and first days."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from pingxuan.core.cloning import next_campaign
from pingxuan.core.definition_text import to_toml
from pingxuan.core.words import CampaignState
from pingxuan.models import Campaign
from pingxuan.queries.definition import current_definition
from pingxuan.queries.notice import beginning_of
from tests.makers import make_house
from tests.refusing import refused
from tests.small_campaign import COUNTY, DEFINITION, ORGANISER

pytestmark = pytest.mark.django_db


def new(*arguments: str, organiser: str = ORGANISER) -> Campaign:
    """The campaign the command made and named."""
    said = StringIO()
    call_command("new", *arguments, "--organiser", organiser, stdout=said)
    return Campaign.objects.get(pk=said.getvalue().strip())


def test_a_definition_file_becomes_a_draft(tmp_path: Path) -> None:
    make_house()
    file = tmp_path / "definition.toml"
    file.write_text(to_toml(DEFINITION), "utf-8")
    made = new(str(file))
    assert (made.state, made.notice_name, current_definition(made)) == (
        CampaignState.DRAFT,
        "definition.toml",
        DEFINITION,
    )


def test_a_definition_file_stands_alone(tmp_path: Path) -> None:
    make_house()
    for name in ("one.toml", "two.toml", "notice.txt"):
        (tmp_path / name).write_text(to_toml(DEFINITION), "utf-8")
    for names in (("one.toml", "two.toml"), ("notice.txt", "one.toml")):
        assert refused(new, *(str(tmp_path / name) for name in names)) == ["definition_alone"]


@pytest.mark.parametrize("name", ["TEST", "test", DEFINITION.short_title])
def test_an_earlier_campaign_is_carried_over(name: str) -> None:
    make_house()
    made = new("--clone", name, "--year", "2025")
    expected = next_campaign(DEFINITION, 2025)
    assert (current_definition(made), beginning_of(made)) == (expected.definition, expected)


def test_another_offices_campaign_is_not_carried_over() -> None:
    make_house()
    assert refused(new, "--clone", "TEST", organiser=COUNTY) == ["campaign_unknown"]
    assert refused(new, "--clone", "NONE") == ["campaign_unknown"]
    assert refused(new, "--clone", "TEST", organiser="没有这个单位") == ["body_unknown"]


@pytest.mark.parametrize("arguments", [[], ["x.toml", "--clone", "TEST"]])
def test_a_file_or_a_campaign_but_not_both(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        new(*arguments)
    assert ended.value.code == 2
