"""Posts outlive the people who hold them; a one-time code lets in once and dies with the fifth wrong try."""

from datetime import timedelta
from typing import Any

import pytest

from pingxuan.actions.post import (
    CODE_LIFE,
    CODE_TRIES,
    TRIES_ALLOWED,
    TRIES_WINDOW,
    add_account,
    add_body,
    add_post,
    change_password,
    deactivate,
    hand_over,
    issue_login_code,
    note_failed_try,
    note_sign_in,
    too_many_tries,
    use_login_code,
)
from pingxuan.core.words import Role
from pingxuan.models import Account, Body, LedgerContent, LedgerEntry, LoginCode, Post
from tests.makers import House, make_house, make_post
from tests.refusing import refused
from tests.small_campaign import CITY

pytestmark = pytest.mark.django_db
PASSWORD, OTHER = "推荐评选-2023-窗口", "另一个够长的密码"


@pytest.fixture
def house() -> House:
    return make_house()


def setup(house: House) -> dict[str, Any]:
    return {"by": house.setup, "at": house.tick()}


def newest() -> LedgerEntry:
    return LedgerEntry.objects.order_by("-seq")[0]


# --- bodies, accounts, posts ---


def test_a_body_is_known_by_its_name(house: House) -> None:
    first = add_body("州图书馆", **setup(house))
    assert add_body(" 州图书馆 ", **setup(house)) == first
    assert Body.objects.filter(name="州图书馆").count() == 1
    assert newest().act == "add_body"
    assert refused(add_body, " ", **setup(house)) == ["body_name_missing"]


def test_an_account_begins_without_a_password(house: House) -> None:
    account = add_account(" mali ", " 马丽 ", **setup(house))
    assert (account.username, account.name, account.has_usable_password()) == ("mali", "马丽", False)


@pytest.mark.parametrize(
    ("username", "name", "code"),
    [
        ("", "马丽", "account_incomplete"),
        ("mali", " ", "account_incomplete"),
        (" mali", "马丽", "username_taken"),
    ],
)
def test_an_account_is_complete_and_its_own(house: House, username: str, name: str, code: str) -> None:
    add_account("mali", "马力", **setup(house))
    assert refused(add_account, username, name, **setup(house)) == [code]


def test_a_post_is_handed_over_and_keeps_its_record(house: House) -> None:
    post = make_post(CITY, Role.BODY_OFFICER, "马丽", **setup(house))
    heir = add_account("heir", "陈二", **setup(house))
    held = hand_over(post, heir, **setup(house))
    assert (held.pk, held.holder) == (post.pk, heir)
    assert (newest().act, newest().object_id) == ("hand_over", post.pk)
    assert hand_over(post, None, **setup(house)).holder is None


def test_a_post_without_a_title_is_called_by_its_role(house: House) -> None:
    body = Body.objects.get(name=CITY)
    assert add_post(body, Role.INSPECTOR, " ", **setup(house)).title == Role.INSPECTOR.label


def test_an_account_is_closed_for_good(house: House) -> None:
    post = make_post(CITY, Role.BODY_OFFICER, "马丽", **setup(house))
    account = Account.objects.get(pk=post.holder_id)
    code = issue_login_code(account, **setup(house))
    assert [held.pk for held in deactivate(account, **setup(house))] == [post.pk]
    account.refresh_from_db()
    assert (account.is_active, Post.objects.get(pk=post.pk).holder) == (False, None)
    assert not LoginCode.objects.filter(account=account).exists()
    assert use_login_code(account.username, code, PASSWORD, at=house.at) is None


def test_nobody_closes_the_account_in_use(house: House) -> None:
    account = Account.objects.get(posts__pk=house.organiser.post_id)
    terms = {"by": house.organiser, "at": house.tick()}
    assert refused(deactivate, account, **terms) == ["own_account"]
    account.refresh_from_db()
    assert account.is_active


# --- one-time codes ---


@pytest.fixture
def account(house: House) -> Account:
    return Account.objects.get(posts__pk=house.officers[CITY].post_id)


def test_a_code_lets_in_once_and_sets_the_password(house: House, account: Account) -> None:
    code = issue_login_code(account, **setup(house))
    assert (len(code), code.isdigit()) == (10, True)
    assert (newest().act, newest().object_id) == ("issue_login_code", house.officers[CITY].post_id)
    held = use_login_code(f" {account.username} ", f" {code} ", PASSWORD, at=house.tick())
    assert held == account
    assert held.check_password(PASSWORD)
    assert use_login_code(account.username, code, OTHER, at=house.tick()) is None
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_a_code_and_a_password_stand_in_no_ledger(house: House, account: Account) -> None:
    code = issue_login_code(account, **setup(house))
    use_login_code(account.username, code, PASSWORD, at=house.tick())
    kept = "\n".join(LedgerContent.objects.values_list("content", flat=True))
    kept += "\n".join(LedgerEntry.objects.values_list("line", flat=True))
    account.refresh_from_db()
    assert [secret for secret in (code, PASSWORD, account.password) if secret in kept] == []


def test_the_fifth_wrong_try_is_the_last(house: House, account: Account) -> None:
    code = issue_login_code(account, **setup(house))
    for _ in range(CODE_TRIES - 1):
        assert use_login_code(account.username, "0" * 10, PASSWORD, at=house.at) is None
    assert LoginCode.objects.get(account=account).tries_left == 1
    assert use_login_code(account.username, "0" * 10, PASSWORD, at=house.at) is None
    assert use_login_code(account.username, code, PASSWORD, at=house.at) is None
    account.refresh_from_db()
    assert not account.has_usable_password()


def test_four_wrong_tries_are_forgiven(house: House, account: Account) -> None:
    code = issue_login_code(account, **setup(house))
    for _ in range(CODE_TRIES - 1):
        use_login_code(account.username, "0" * 10, PASSWORD, at=house.at)
    assert use_login_code(account.username, code, PASSWORD, at=house.at) == account


@pytest.mark.parametrize(("late", "enters"), [(timedelta(0), True), (timedelta(microseconds=1), False)])
def test_a_code_lives_seven_days(house: House, account: Account, late: timedelta, enters: bool) -> None:
    code = issue_login_code(account, **setup(house))
    held = use_login_code(account.username, code, PASSWORD, at=house.at + CODE_LIFE + late)
    assert (held == account) is enters


def test_a_new_code_ends_the_old_one(house: House, account: Account) -> None:
    old, new = (issue_login_code(account, **setup(house)) for _ in range(2))
    assert use_login_code(account.username, old, PASSWORD, at=house.at) is None
    assert use_login_code(account.username, new, PASSWORD, at=house.at) == account


def test_a_code_is_for_its_own_account(house: House, account: Account) -> None:
    code = issue_login_code(account, **setup(house))
    add_account("other", "陈二", **setup(house))
    for username in ("other", "nobody", ""):
        assert use_login_code(username, code, PASSWORD, at=house.at) is None


def test_a_password_is_changed(account: Account) -> None:
    assert change_password(account, OTHER).check_password(OTHER)


# --- tries ---


def test_a_guesser_is_slowed_and_others_are_not(house: House) -> None:
    for _ in range(TRIES_ALLOWED - 1):
        note_failed_try("mali", "10.0.0.1", at=house.at)
    assert not too_many_tries("mali", "10.0.0.1", at=house.at)
    note_failed_try("mali", "10.0.0.1", at=house.at)
    assert too_many_tries(" mali ", "10.0.0.1", at=house.at)
    assert not too_many_tries("mali", "10.0.0.2", at=house.at)
    assert not too_many_tries("chen", "10.0.0.1", at=house.at)


def test_tries_are_forgotten_after_a_while(house: House) -> None:
    for _ in range(TRIES_ALLOWED):
        note_failed_try("mali", "10.0.0.1", at=house.at)
    assert too_many_tries("mali", "10.0.0.1", at=house.at + TRIES_WINDOW - timedelta(microseconds=1))
    assert not too_many_tries("mali", "10.0.0.1", at=house.at + TRIES_WINDOW)


def test_a_very_long_name_is_counted_too(house: House) -> None:
    for _ in range(TRIES_ALLOWED):
        note_failed_try("x" * 5000, "10.0.0.1", at=house.at)
    assert too_many_tries("x" * 5000, "10.0.0.1", at=house.at)


def test_signing_in_is_kept(house: House) -> None:
    post = Post.objects.get(pk=house.officers[CITY].post_id)
    note_sign_in(post, by=house.officers[CITY], at=house.tick())
    assert (newest().act, newest().actor, newest().object_id) == ("sign_in", post.pk, post.pk)
