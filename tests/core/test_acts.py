"""Acts of the ledger in words, and which of them stay inside the office."""

import pytest

from pingxuan.core.acts import act_name, shown_to_bodies
from pingxuan.core.progress import MOVES


@pytest.mark.parametrize(
    ("act", "name"),
    [
        ("submit", "报送"),
        ("refused_submit", "未受理：报送"),
        ("invite", "发出填报邀请"),
        ("unheard_of", "unheard_of"),
    ],
)
def test_an_act_in_words(act: str, name: str) -> None:
    assert act_name(act) == name


def test_every_move_has_its_words_and_is_shown_to_bodies() -> None:
    assert [act_name(name) for name in MOVES] == [move.label for move in MOVES.values()]
    assert all(shown_to_bodies(name) for name in MOVES)


@pytest.mark.parametrize(
    "act", ["record_visit", "plan_visits", "record_replies", "record_veto", "hold_meeting"]
)
def test_what_is_not_published_stays_inside_the_office(act: str) -> None:
    assert not shown_to_bodies(act)
