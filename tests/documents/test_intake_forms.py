"""Two hundred forms altered as clerks alter them: every blank is read right or a person is told to look."""

import pytest

from pingxuan.core.intake.grid import grids_of_file
from pingxuan.core.intake.recognition import read_file as recognised
from pingxuan.core.intake.record import Record
from pingxuan.core.notice.draft import draft_definition
from pingxuan.core.notice.facts import read_notice
from pingxuan.documents.read_notice_docx import read_notice_docx
from tests.documents.altered_forms import Sheet, altered, blank_docx
from tests.notices.pairs import SAMPLE

CAMPAIGN = draft_definition(read_notice(SAMPLE.text))[0]
FORMS, EACH = 200, 25


def records(data: bytes) -> tuple[Record, ...]:
    return recognised("来件.docx", grids_of_file(read_notice_docx(data, "来件.docx")), CAMPAIGN).records


def silently_wrong(record: Record, sheet: Sheet) -> list[str]:
    """Labels of printed blanks that read otherwise than they were filled, with nothing said about it."""
    told = "".join(doubt.text for doubt in record.doubts)
    return [
        blank.label
        for blank in record.award.form.fields
        if blank.printed
        and _plain(record.answers.get(blank.key)) != _plain(sheet.expected[blank.key])
        and (blank.label not in told and _plain(sheet.expected[blank.key])[:10] not in _plain(told))
    ]


def _plain(text: object) -> str:
    return "".join(str(text or "").split())


@pytest.mark.parametrize("start", range(0, FORMS, EACH))
def test_altered_forms_are_read_right_or_doubted(start: int) -> None:
    wrong = []
    for seed in range(start, start + EACH):
        award = CAMPAIGN.awards[seed % 2]
        sheet, names = altered(award, seed)
        read = records(sheet.saved())
        if [record.award.key for record in read] != [award.key]:
            wrong.append((seed, names, ["来件没有认出"]))
        elif silently_wrong(read[0], sheet):
            wrong.append((seed, names, silently_wrong(read[0], sheet)))
    assert wrong == []


@pytest.mark.parametrize("place", [0, 1])
def test_a_blank_form_holds_nothing(place: int) -> None:
    (record,) = records(blank_docx(CAMPAIGN.awards[place]))
    assert record.answers == {}
    assert record.doubts == ()
