"""Stamped papers come in by their page code and are held against the record's version."""

import pytest

from pingxuan.actions.check import return_for_correction
from pingxuan.actions.nomination import hand_in
from pingxuan.actions.paper_copy import receive_paper
from pingxuan.core.page_code import PageCode, encode, grouped
from pingxuan.core.words import NominationState
from pingxuan.models import Nomination, PaperCopy
from pingxuan.queries.paper_copy import PaperCount, awaiting_paper, paper_counts, papers_received
from tests.makers import House, answers_for, make_house, make_nomination
from tests.refusing import refused
from tests.small_campaign import CITY, MEMBER, PERSON, UNIT

pytestmark = pytest.mark.django_db


def code(house: House, nomination: Nomination, **changes: object) -> PageCode:
    letter = "A" if nomination.award_key == UNIT else "B"
    terms = {"campaign": "TEST", "letter": letter, "record": nomination.number, "version": 1, "page": 1}
    return PageCode(**(terms | changes))  # type: ignore[arg-type]


def test_the_records_own_version_is_taken_without_a_word() -> None:
    house = make_house()
    nomination = make_nomination(house, NominationState.SUBMITTED)
    received = receive_paper(grouped(code(house, nomination)), by=house.organiser, at=house.tick())
    assert (received.nomination.pk, received.findings) == (nomination.pk, ())
    assert (received.copy.revision, received.copy.received_by) == (1, "周明")
    assert [copy.pk for copy in papers_received(house.campaign)] == [received.copy.pk]


def test_another_page_of_the_same_paper_is_not_taken_twice() -> None:
    house = make_house()
    nomination = make_nomination(house, NominationState.SUBMITTED)
    office = {"by": house.organiser, "at": house.tick()}
    first = receive_paper(encode(code(house, nomination)), **office)
    again = receive_paper(encode(code(house, nomination, page=2)), **office)
    assert again.copy.pk == first.copy.pk
    assert [(one.code, one.blocks) for one in again.findings] == [("paper_received_already", False)]
    assert PaperCopy.objects.count() == 1


def test_an_outdated_paper_is_taken_with_a_warning() -> None:
    house = make_house()
    nomination = make_nomination(house, NominationState.SUBMITTED, name="中心客运站")
    returned = return_for_correction(nomination, "请核对", by=house.organiser, at=house.tick())
    told = answers_for(house, UNIT, "中心客运站") | {"phone": "13800000077"}
    hand_in(returned, told, by=house.officers[CITY], at=house.tick())
    old = receive_paper(encode(code(house, nomination)), by=house.organiser, at=house.tick())
    assert [(one.code, one.blocks) for one in old.findings] == [("paper_outdated", False)]
    assert old.findings[0].text.startswith("此纸为第1版，记录已到第2版。")
    newer = receive_paper(encode(code(house, nomination, version=3)), by=house.organiser, at=house.tick())
    assert [one.code for one in newer.findings] == ["paper_newer"]


def test_what_is_no_paper_of_this_office_is_refused() -> None:
    house = make_house()
    nomination = make_nomination(house, NominationState.SUBMITTED)
    office = {"by": house.organiser, "at": house.tick()}
    right = encode(code(house, nomination))
    assert refused(receive_paper, "hello", **office) == ["page_code_malformed"]
    misread = ("1" if right[-1] == "0" else "0").join((right[:-1], ""))
    assert refused(receive_paper, misread, **office) == ["page_code_misread"]
    for wrong in ({"record": 999}, {"campaign": "ELSE"}, {"letter": "B"}):
        assert refused(receive_paper, encode(code(house, nomination, **wrong)), **office) == ["paper_unknown"]
    summary = encode(code(house, nomination, letter="N"))
    assert refused(receive_paper, summary, **office) == ["paper_is_summary"]
    by = house.officers[CITY]
    assert refused(receive_paper, right, by=by, at=house.at) == ["not_your_act"]


def test_papers_are_counted_award_by_award() -> None:
    house = make_house()
    one, _, person = (
        make_nomination(house, NominationState.SUBMITTED),
        make_nomination(house, NominationState.SUBMITTED, body=MEMBER),
        make_nomination(house, NominationState.SUBMITTED, award=PERSON),
    )
    make_nomination(house, NominationState.ENDORSED)
    for nomination in (one, person):
        receive_paper(encode(code(house, nomination)), by=house.organiser, at=house.tick())
    assert paper_counts(house.campaign) == {UNIT: PaperCount(2, 1, 0), PERSON: PaperCount(1, 1, 0)}
    assert [(row.nominating_body.name, row.paper) for row in awaiting_paper(house.campaign)] == [
        (MEMBER, None)
    ]
