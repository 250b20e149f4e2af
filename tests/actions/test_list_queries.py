"""Lists of the later stages ask the database as often for three rows as for one, and at most twelve times."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pingxuan import access
from pingxuan.actions.consultation import consult
from pingxuan.actions.paper_copy import receive_paper
from pingxuan.actions.publication import receive_objection
from pingxuan.core.instants import beijing_date
from pingxuan.core.page_code import PageCode, encode
from pingxuan.core.words import Mark, ObjectionKind, Outcome
from pingxuan.models import Nomination
from pingxuan.queries.consultation import consultable, consultation_grid, letters, replies
from pingxuan.queries.paper_copy import awaiting_paper, paper_counts, papers_received
from pingxuan.queries.plaque import plaques
from pingxuan.queries.publication import (
    decision_preview,
    objections,
    publication_plan,
    publications,
    published_nominations,
    vacancy,
)
from pingxuan.queries.selection import published_results, selection_board
from pingxuan.queries.visit import coverage, inspectable, vetoes, visit_history
from tests.makers import House, decide_all, make_house, make_nomination, meet, public, publish_all, visit
from tests.small_campaign import COUNTY, DIRECT, UNIT

pytestmark = pytest.mark.django_db
Looks = dict[str, Callable[[House], Any]]
MOST = 12


def checked(house: House, rows: int) -> None:
    """``rows`` nominees, each with its paper, a line in a letter, a visit and a veto found."""
    made = [make_nomination(house) for _ in range(rows)]
    for nomination in made:
        code = encode(PageCode(house.campaign.code, "A", nomination.number, 1))
        receive_paper(code, by=house.organiser, at=house.tick())
        visit(house, nomination, Mark.GOOD, inspector=DIRECT, vetoes=("v1",))
    day = beijing_date(house.at)
    consult(
        house.campaign,
        UNIT,
        department="公安局",
        letter_number="函1号",
        sent_on=day,
        due_on=day,
        nominations=made,
        by=house.organiser,
        at=house.tick(),
    )


def published(house: House, rows: int) -> None:
    """``rows`` nominees proposed, an objection to each, and one in reserve for each of the county's two."""
    made = [make_nomination(house) for _ in range(rows)]
    reserves = [make_nomination(house, body=COUNTY) for _ in range(min(rows, 2))]
    meet(house, UNIT, {row.pk: Outcome.RESERVE for row in reserves})
    publication = publish_all(house)
    for nomination in made:
        receive_objection(
            publication,
            kind=ObjectionKind.ANONYMOUS,
            name="",
            phone="",
            text="有具体线索。",
            nomination=nomination,
            by=public(house),
            at=house.tick(),
        )


def honoured(house: House, rows: int) -> None:
    """``rows`` nominees with their plaques."""
    for _ in range(rows):
        make_nomination(house)
    meet(house)
    decide_all(house, publish_all(house))


CHECKED: Looks = {
    "papers": lambda house: papers_received(house.campaign),
    "papers awaited": lambda house: awaiting_paper(house.campaign),
    "paper counts": lambda house: paper_counts(house.campaign),
    "consultable": lambda house: consultable(house.campaign, UNIT, "税务局"),
    "letters": lambda house: letters(house.campaign, beijing_date(house.at)),
    "replies": lambda house: replies(house.campaign.consultations.get()),
    "grid": lambda house: consultation_grid(house.campaign, UNIT).rows,
    "inspectable": lambda house: inspectable(house.campaign),
    "coverage": lambda house: coverage(house.campaign),
    "visits": lambda house: access.visits(house.organiser, house.campaign),
    "vetoes": lambda house: vetoes(house.campaign),
    "history": lambda house: visit_history(house.campaign.nominations.all()[0]),
    "board": lambda house: selection_board(house.campaign, UNIT).proposals,
}
PUBLISHED: Looks = {
    "publications": lambda house: publications(house.campaign),
    "objections": lambda house: objections(house.campaign.publications.get()),
    "nominations": lambda house: published_nominations(house.campaign.publications.get()),
    "results": lambda house: published_results(house.campaign, UNIT),
    "reserves": lambda house: vacancy(house.campaign, UNIT).reserves,
    "decision": lambda house: decision_preview(
        house.campaign.publications.get(), doc_number="9号", decided_on=beijing_date(house.at), at=house.at
    ),
}
HONOURED: Looks = {"plaques": lambda house: plaques(house.campaign)}


def plan(house: House, rows: int) -> None:
    """``rows`` nominees decided by a meeting and not yet published."""
    for _ in range(rows):
        make_nomination(house)
    meet(house)


PLANNED: Looks = {
    "plan": lambda house: publication_plan(house.campaign, beijing_date(house.at), at=house.at).decisions,
}


@pytest.mark.parametrize(
    ("fill", "looks"),
    [(checked, CHECKED), (plan, PLANNED), (published, PUBLISHED), (honoured, HONOURED)],
    ids=["checked", "planned", "published", "honoured"],
)
def test_lists_ask_as_often_for_three_as_for_one(fill: Callable[[House, int], None], looks: Looks) -> None:
    small = make_house(seed=1, code="ONE1")
    fill(small, 1)
    large = make_house(seed=2, code="MANY", at=small.at + timedelta(minutes=1))
    fill(large, 3)
    once = {name: asked(small, look) for name, look in looks.items()}
    assert once == {name: asked(large, look) for name, look in looks.items()}
    assert max(once.values()) <= MOST


def asked(house: House, look: Callable[[House], Any]) -> int:
    """How often the database is asked for a list and for every nominee and body it shows."""
    with CaptureQueriesContext(connection) as captured:
        list(names(look(house)))
    return len(captured)


def names(rows: Iterable[Any]) -> Iterable[str]:
    """The nominee and the body of every row that has them."""
    for row in rows:
        nomination = row if isinstance(row, Nomination) else getattr(row, "nomination", None)
        if nomination is not None:
            yield f"{nomination.nominating_body.name}：{nomination.nominee_name}"
