"""Notices of several issuers and layouts, read and compared with what a person wrote down."""

import pytest

from pingxuan.core.definition_text import from_toml, to_toml
from pingxuan.core.notice.document import facts_document
from pingxuan.core.notice.draft import draft
from pingxuan.core.notice.facts import read_notice
from tests.notices.pairs import MUST_NOT_BE_INVENTED, SAMPLE, Pair, differences, pairs, plain

every_pair = pytest.mark.parametrize("pair", pairs(), ids=lambda pair: pair.notice.stem)


@every_pair
def test_what_the_notice_says_is_read(pair: Pair) -> None:
    assert differences(pair.facts, facts_document(read_notice(pair.text))) == []


@every_pair
def test_nothing_is_invented(pair: Pair) -> None:
    document = facts_document(read_notice(pair.text))
    assert [key for key in MUST_NOT_BE_INVENTED if key in document and key not in pair.facts] == []


@every_pair
def test_every_place_given_lies_in_the_notice(pair: Pair) -> None:
    made = draft(read_notice(pair.text))
    places = [span for spans in made.evidence.values() for span in spans]
    places += [span for question in made.questions for span in question.evidence]
    assert places
    assert [span for span in places if not 0 <= span[0] < span[1] <= len(pair.text)] == []


@every_pair
def test_every_name_stands_where_its_evidence_says(pair: Pair) -> None:
    made = draft(read_notice(pair.text))
    named = {"title": made.definition.title, "issuer": made.definition.issuer}
    named |= {f"awards[{i}].name": award.name for i, award in enumerate(made.definition.awards)}
    for index, award in enumerate(made.definition.awards):
        for place, field in enumerate(award.form.fields):
            named[f"awards[{index}].form.fields[{place}]"] = field.label
    there = {
        path: "".join(pair.text[start:end] for start, end in made.evidence[path])
        for path in named
        if path in made.evidence
    }
    assert [path for path, said in there.items() if plain(named[path]) not in plain(said)] == []


@every_pair
def test_the_draft_survives_a_round_through_toml(pair: Pair) -> None:
    definition = draft(read_notice(pair.text)).definition
    assert from_toml(to_toml(definition)) == definition


def test_spaces_within_words_do_not_matter() -> None:
    wide = SAMPLE.text.replace("联系人：", "联 系 人：").replace("单位名称", "单 位 名 称")
    assert differences(SAMPLE.facts, facts_document(read_notice(wide))) == []


def test_half_width_punctuation_does_not_matter() -> None:
    narrow = SAMPLE.text.translate(str.maketrans("（），：；", "(),:;"))
    assert differences(SAMPLE.facts, facts_document(read_notice(narrow))) == []


def test_cells_on_lines_of_their_own_read_like_rows() -> None:
    head, tables = SAMPLE.text.split("附件1\n", 1)
    lines = [
        "\n".join(f"{cell} |" for cell in line[1:-1].split("|")) if line.startswith("|") else line
        for line in tables.splitlines()
    ]
    streamed = head + "附件1\n" + "\n".join(lines)
    assert differences(SAMPLE.facts, facts_document(read_notice(streamed))) == []
