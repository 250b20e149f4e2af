"""Rehearsals of definitions of every sort: all kinds of blanks, quotas and opinion chains; and of any notice."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from pingxuan.core.definition import Definition, OpinionStep, Quota
from pingxuan.core.definition_text import from_toml, to_toml
from pingxuan.core.words import AwardKind, QuotaKind
from tests.every_part import EVERY_PART, MAIN, SIX_STEPS, with_person
from tests.journeys.test_rehearsal import rehearse, verify
from tests.notices.pairs import HERE
from tests.small_campaign import CITY, COUNTY, DEFINITION, UNIT_AWARD, with_award

FILING, BODY, OFFICE = SIX_STEPS[0], SIX_STEPS[1], SIX_STEPS[5]
CHAINS: Mapping[str, tuple[OpinionStep, ...]] = {
    "none": (),
    "unit and office": (FILING, OFFICE),
    "body alone": (BODY,),
}


def played(folder: Path, definition: Definition, *options: str) -> Mapping[str, int]:
    """What a rehearsal of the definition counts; it must come to its end."""
    file = folder / "definition.toml"
    file.write_text(to_toml(definition), "utf-8")
    run = rehearse(folder / "out", "--notice", str(file), *options)
    assert run.done.returncode == 0, run.done.stderr
    counts: Mapping[str, int] = run.report["counts"]
    return counts


def test_a_definition_of_every_part_is_played_to_a_proven_archive(tmp_path: Path) -> None:
    counts = played(tmp_path, EVERY_PART)
    assert (counts["bodies"], counts["nominations"], counts["selected"]) == (2, 5, 3)
    assert verify(tmp_path / "out" / "archive.zip") == 0


@pytest.mark.parametrize("opinions", CHAINS.values(), ids=CHAINS)
def test_every_chain_of_opinions_is_played(tmp_path: Path, opinions: tuple[OpinionStep, ...]) -> None:
    chained = with_person(form=replace(MAIN, opinions=opinions))
    assert played(tmp_path, chained, "--until", "check")["accepted"] == 5


@pytest.mark.parametrize(
    ("quota", "nominated"),
    [
        (Quota(kind=QuotaKind.OPEN), 2),
        (Quota(kind=QuotaKind.OPEN, least=2), 4),
        (Quota(kind=QuotaKind.EACH, each=3), 6),
        (Quota(kind=QuotaKind.TABLE, places={CITY: 2}), 2),
        (Quota(kind=QuotaKind.TABLE, places={CITY: 1, COUNTY: 3}), 4),
    ],
)
def test_every_quota_is_played(tmp_path: Path, quota: Quota, nominated: int) -> None:
    one = replace(with_person(quota=quota, form=MAIN), awards=with_person(quota=quota).awards[:1])
    assert played(tmp_path, one, "--until", "submit")["nominations"] == nominated


def test_a_person_without_a_unit_and_a_unit_called_after_a_person_are_invented(tmp_path: Path) -> None:
    family = replace(UNIT_AWARD, kind=AwardKind.UNIT, rules=(), form=MAIN)
    assert played(tmp_path, with_award(family, form=MAIN, rules=()), "--until", "submit")["nominations"] > 0


def test_open_questions_of_a_definition_are_settled_first(tmp_path: Path) -> None:
    undecided = replace(DEFINITION, issuer="", bodies=(), deadlines=())
    played(tmp_path, undecided, "--until", "open")
    left = from_toml((tmp_path / "out" / "definition.toml").read_text("utf-8"))
    assert [body.name for body in left.bodies] == list(UNIT_AWARD.quota.places)
    assert left.issuer


@pytest.mark.parametrize("notice", sorted(HERE.glob("*.txt")), ids=lambda notice: notice.stem)
def test_every_notice_is_played_or_refused_in_words(tmp_path: Path, notice: Path) -> None:
    run = rehearse(tmp_path / "out", "--notice", str(notice), "--until", "submit")
    if run.done.returncode:
        assert (run.done.returncode, run.report, notice.stem) == (1, {}, "training")
        assert "Traceback" not in run.done.stderr
    else:
        assert run.report["counts"]["nominations"] > 0
