"""A campaign from nothing: a skeleton that lacks only what a person has to settle; kept and read again."""

import json

import pytest

from pingxuan.core.beginning import beginning_data, beginning_from, from_nothing
from pingxuan.core.cloning import next_campaign
from pingxuan.core.definition_check import definition_findings
from pingxuan.core.finding import blocking
from pingxuan.core.words import AwardKind
from tests.small_campaign import DEFINITION, ORGANISER


@pytest.mark.parametrize("kind", list(AwardKind))
def test_a_skeleton_lacks_only_bodies_and_dates(kind: AwardKind) -> None:
    made = from_nothing("2024年先进评选", "先进典型", kind, issuer=ORGANISER)
    assert [(one.code, one.where) for one in blocking(definition_findings(made.definition))] == [
        ("no_bodies", "bodies"),
        ("deadline_unfixed", "deadlines[0].at"),
        ("deadline_unfixed", "deadlines[1].at"),
    ]
    award = made.definition.awards[0]
    assert (award.name, award.kind, award.form.title, award.summary.title) == (
        "先进典型",
        kind,
        "先进典型推荐表",
        "先进典型推荐汇总表",
    )


def test_every_blocking_place_is_asked_about() -> None:
    made = from_nothing("先进评选", "先进典型", AwardKind.UNIT, issuer=ORGANISER)
    places = {one.where for one in blocking(definition_findings(made.definition))}
    assert places - {one.about for one in made.questions} == set()


@pytest.mark.parametrize(
    "made",
    [
        from_nothing("先进评选", "先进典型", AwardKind.PERSON, issuer=ORGANISER),
        next_campaign(DEFINITION, 2024),
    ],
    ids=["nothing", "clone"],
)
def test_what_is_kept_of_it_is_all_of_it(made: object) -> None:
    assert beginning_from(json.loads(json.dumps(beginning_data(made)))) == made  # type: ignore[arg-type]
