"""The code on printed pages: what goes in comes out, and what was misread is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingxuan.core.finding import Refused
from pingxuan.core.page_code import (
    DIGITS,
    WHOLE_FILE,
    PageCode,
    decode,
    digest_shown,
    encode,
    form_letter,
    grouped,
    summary_letter,
)

CODE = PageCode("WM31", "A", 17, 2, 3)

codes = st.builds(
    PageCode,
    campaign=st.text(alphabet=DIGITS, min_size=4, max_size=4),
    letter=st.sampled_from(DIGITS[10:]),
    record=st.integers(0, 36**4 - 1),
    version=st.integers(0, 36**2 - 1),
    page=st.integers(0, 36**2 - 1),
)


@given(codes)
def test_a_code_comes_back_as_it_was(code: PageCode) -> None:
    text = encode(code)
    assert decode(text) == code
    assert len(text) == 17
    assert set(text) <= set(DIGITS)


def test_record_version_and_page_stand_at_fixed_places() -> None:
    assert encode(CODE)[:13] == "WM31A000H0203"


def test_every_single_misread_character_is_found() -> None:
    text = encode(CODE)
    wrong = [text[:i] + char + text[i + 1 :] for i in range(17) for char in DIGITS if char != text[i]]
    found = []
    for one in wrong:
        with pytest.raises(Refused) as refused:
            decode(one)
        found.append(refused.value.findings[0].code)
    assert len(found) == 17 * 35
    assert set(found) == {"page_code_misread", "page_code_malformed"}


@pytest.mark.parametrize(
    "typed", [grouped(CODE), grouped(CODE).lower(), f" {encode(CODE)}\n", "ＷＭ31" + encode(CODE)[4:]]
)
def test_typed_by_hand_it_is_read_all_the_same(typed: str) -> None:
    assert decode(typed) == CODE


@pytest.mark.parametrize("text", ["", "WM31", "https://example.invalid/", encode(CODE) + "0", "文明三一" * 5])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        decode(text)
    assert [finding.code for finding in refused.value.findings] == ["page_code_malformed"]


@pytest.mark.parametrize(
    "code",
    [
        PageCode("WM3", "A", 1, 1),
        PageCode("WM31", "1", 1, 1),
        PageCode("WM31", "A", 36**4, 1),
        PageCode("WM31", "A", -1, 1),
        PageCode("WM31", "A", 1, 36**2),
        PageCode("文明31", "A", 1, 1),
    ],
)
def test_what_does_not_fit_its_place_is_not_encoded(code: PageCode) -> None:
    with pytest.raises(ValueError, match="page code"):
        encode(code)


def test_pages_of_one_record_differ_only_in_page_and_check() -> None:
    assert encode(CODE.on_page(WHOLE_FILE))[:11] == encode(CODE)[:11]
    assert decode(encode(CODE.on_page(7))).page == 7


def test_forms_and_summaries_have_letters_of_their_own() -> None:
    assert [form_letter(0), form_letter(12), summary_letter(0), summary_letter(12)] == ["A", "M", "N", "Z"]


@pytest.mark.parametrize(
    ("digest", "shown"),
    [("", ""), ("7K3Q-9F2M", "7K3Q-9F2M"), ("0123456789abcdef" * 2, "01234567 89abcdef 01234567 89abcdef")],
)
def test_a_long_digest_is_shown_in_groups(digest: str, shown: str) -> None:
    assert digest_shown(digest) == shown
