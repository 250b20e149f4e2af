"""An invitation opens one nomination with a code given separately; the fifth wrong code ends it."""

from datetime import timedelta

import pytest

from pingxuan.actions.invitation import LINK_LIFE, TRIES, enter, invite, revoke_invitation
from pingxuan.core.words import NominationState
from pingxuan.models import Invitation, LedgerContent, LedgerEntry, Nomination
from tests.makers import House, make_house, make_nomination
from tests.small_campaign import CITY

pytestmark = pytest.mark.django_db
WRONG = "00000"


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def held(house: House) -> Nomination:
    return make_nomination(house, NominationState.DRAFT)


def send(house: House, held: Nomination) -> tuple[str, str]:
    return invite(held, by=house.officers[CITY], at=house.tick())


def test_link_and_code_open_the_nomination(house: House, held: Nomination) -> None:
    token, code = send(house, held)
    assert (len(token), len(code), code.isdigit()) == (32, 6, True)
    assert enter(token, f" {code} ", at=house.tick()) == held
    assert enter(token, code, at=house.tick()) == held
    assert LedgerEntry.objects.order_by("-seq")[0].act == "invite"


def test_only_hashes_are_kept(house: House, held: Nomination) -> None:
    token, code = send(house, held)
    entry = LedgerContent.objects.order_by("-pk")[0]
    assert [secret for secret in (token, code) if secret in entry.content] == []
    assert code not in Invitation.objects.get().code_hash


def test_the_fifth_wrong_code_ends_the_link(house: House, held: Nomination) -> None:
    token, code = send(house, held)
    for _ in range(TRIES):
        assert enter(token, WRONG, at=house.at) is None
    assert enter(token, code, at=house.at) is None


def test_four_wrong_codes_are_forgiven(house: House, held: Nomination) -> None:
    token, code = send(house, held)
    for _ in range(TRIES - 1):
        enter(token, WRONG, at=house.at)
    assert enter(token, code, at=house.at) == held


def test_a_new_link_ends_the_earlier_ones(house: House, held: Nomination) -> None:
    old, old_code = send(house, held)
    new, code = send(house, held)
    assert enter(old, old_code, at=house.at) is None
    assert enter(new, old_code, at=house.at) is None
    assert enter(new, code, at=house.at) == held


@pytest.mark.parametrize(("early", "opens"), [(timedelta(microseconds=1), True), (timedelta(0), False)])
def test_a_link_lives_thirty_days(house: House, held: Nomination, early: timedelta, opens: bool) -> None:
    token, code = send(house, held)
    assert (enter(token, code, at=house.at + LINK_LIFE - early) == held) is opens


def test_a_link_is_taken_back(house: House, held: Nomination) -> None:
    token, code = send(house, held)
    officer = house.officers[CITY]
    assert revoke_invitation(held, by=officer, at=house.tick()) is True
    assert enter(token, code, at=house.at) is None
    assert LedgerEntry.objects.order_by("-seq")[0].act == "revoke_invitation"
    before = LedgerEntry.objects.count()
    assert revoke_invitation(held, by=officer, at=house.tick()) is False
    assert LedgerEntry.objects.count() == before


@pytest.mark.parametrize("token", ["", "x", "a" * 32, "a" * 5000])
def test_an_unknown_link_opens_nothing(house: House, held: Nomination, token: str) -> None:
    _, code = send(house, held)
    assert enter(token, code, at=house.at) is None
