"""Broken notices are read or refused in words: nothing else ever escapes, and no place lies outside the text.

A hundred times the profile's share: 2,000 in ``make check``, 50,000 in ``make trust``.
"""

import pytest
from hypothesis import HealthCheck, given, settings

from pingxuan.core.definition_check import definition_findings
from pingxuan.core.finding import Refused
from pingxuan.core.notice.document import facts_document
from pingxuan.core.notice.draft import draft
from pingxuan.core.notice.facts import read_notice
from tests.notices.mutating import broken_notices

PARTS = 4
EACH = 5 * settings.default.max_examples


@pytest.mark.parametrize("part", range(PARTS))
@settings(max_examples=EACH, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=broken_notices())
def test_a_broken_notice_is_read_or_refused(part: int, text: str) -> None:
    try:
        facts = read_notice(text)
    except Refused:
        return
    made = draft(facts)
    facts_document(facts)
    definition_findings(made.definition)
    places = [span for spans in made.evidence.values() for span in spans]
    places += [span for question in made.questions for span in question.evidence]
    assert [span for span in places if not 0 <= span[0] <= span[1] <= len(text)] == []
