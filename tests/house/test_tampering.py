"""One byte of an archive changed anywhere, the checksums of the ledger's own files made anew: the verifier says so."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.house.small_archive import resealed
from tests.house.test_verifier import SOUND, problems

COVERED = sorted(name for name, content in SOUND.items() if content and name != "verify.py")
"""All but the verifier's own copy: a changed checker can only be told by comparing it with another."""
EACH = 5 * settings.default.max_examples


@settings(max_examples=EACH)
@given(name=st.sampled_from(COVERED), place=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_a_changed_byte_is_found(name: str, place: float, flip: int) -> None:
    content = bytearray(SOUND[name])
    content[int(place * len(content))] ^= flip
    altered = {**SOUND, name: bytes(content)}
    assert problems(resealed(altered) if name.startswith("log/") else altered) != []
