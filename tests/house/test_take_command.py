"""pingxuan take: what a body sent in as a plan of entries, against a campaign or a file, kept only when told to."""

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from pingxuan.core.definition import Quota
from pingxuan.core.definition_text import to_toml
from pingxuan.core.papers.forms import FilledForm, filled_form
from pingxuan.core.words import NominationState, QuotaKind
from pingxuan.documents.write_docx import write_docx
from pingxuan.models import LedgerEntry, Nomination
from tests.documents.invented import CONTEXT
from tests.makers import House, answers_for, make_house
from tests.small_campaign import COUNTY, DEFINITION, UNIT, UNIT_AWARD

NAME = "和静县演示车站"
pytestmark = pytest.mark.django_db


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    made = make_house()
    monkeypatch.setattr("pingxuan.management.commands.take.now", made.tick)
    return made


@pytest.fixture
def form(house: House, tmp_path: Path) -> Path:
    """A complete form of one nominee."""
    file = tmp_path / "来件.docx"
    told = FilledForm(answers=answers_for(house, UNIT, NAME))
    file.write_bytes(write_docx([filled_form(UNIT_AWARD, told)], CONTEXT))
    return file


def take(*arguments: object, campaign: object = "TEST", body: str = COUNTY) -> dict[str, Any]:
    """The plan the command printed."""
    said = StringIO()
    told = [str(one) for one in (*arguments, "--campaign", campaign, "--body", body, "--json")]
    call_command("take", *told, stdout=said)
    found: dict[str, Any] = json.loads(said.getvalue())
    return found


def test_a_plan_tells_every_record_and_keeps_nothing(form: Path) -> None:
    (entry,) = take(form)["plan"]
    assert (entry["file"], entry["action"], entry["findings"]) == ("来件.docx", "new", [])
    assert entry["record"]["单位名称"] == NAME
    assert not Nomination.objects.exists()


def test_applied_it_is_handed_in_and_then_unchanged(form: Path) -> None:
    take(form, "--apply")
    held = Nomination.objects.get()
    assert (held.nominee_name, held.state) == (NAME, NominationState.HANDED_IN)
    assert LedgerEntry.objects.filter(act="take_in").count() == 1
    assert [entry["action"] for entry in take(form)["plan"]] == ["unchanged"]


def test_against_a_file_places_are_counted_whatever_their_kind(
    house: House, form: Path, tmp_path: Path
) -> None:
    second = tmp_path / "又一件.docx"
    told = FilledForm(answers=answers_for(house, UNIT, "和静县演示二站"))
    second.write_bytes(write_docx([filled_form(UNIT_AWARD, told)], CONTEXT))
    quota = Quota(kind=QuotaKind.EACH, each=1)
    awards = tuple(replace(award, quota=quota, total=None) for award in DEFINITION.awards)
    file = tmp_path / "definition.toml"
    file.write_text(to_toml(replace(DEFINITION, awards=awards)), "utf-8")
    plan = take(form, second, campaign=file)["plan"]
    assert [(entry["file"], entry["action"]) for entry in plan] == [
        ("来件.docx", "new"),
        ("又一件.docx", "refused"),
    ]
    assert not Nomination.objects.exists()


@pytest.mark.parametrize("wrong", [{"campaign": "NONE"}, {"body": "没有这个单位"}])
def test_who_and_where_must_be_known(form: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(SystemExit) as ended:
        take(form, **wrong)
    assert ended.value.code == 2
