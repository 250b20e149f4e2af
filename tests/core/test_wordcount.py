"""字数: the vectors the browser counts too."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingxuan.core.wordcount import word_count

VECTORS = json.loads(Path(__file__).with_name("wordcount.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_counts_as_the_shared_vectors_say(vector: dict[str, object]) -> None:
    assert word_count(str(vector["text"])) == vector["count"]


@given(st.text(), st.text())
def test_two_paragraphs_count_as_much_as_each_alone(first: str, second: str) -> None:
    assert word_count(f"{first}\n{second}") == word_count(first) + word_count(second)


@given(st.text())
def test_never_counts_more_than_there_are_characters(text: str) -> None:
    assert 0 <= word_count(text) <= len(text)
