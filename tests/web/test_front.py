"""The front door: each role's first page, signing in and out, one-time codes, demo buttons, accounts."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user
from django.test import Client

from pingxuan.actions.campaign import create_campaign
from pingxuan.actions.post import TRIES_ALLOWED, add_post, hand_over, issue_login_code
from pingxuan.core.words import NominationState, Role
from pingxuan.models import Account, Body, LedgerEntry, Post, SignInTry
from pingxuan.web.errors import broken
from tests.makers import House, actor_of, make_nomination, make_post, plan_visit
from tests.small_campaign import CITY, COUNTY, DEFINITION
from tests.web.visitors import browser_of, open_house

PASSWORD = "春风十里不如你来2023"


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


def account_of(house: House, body: str = CITY) -> Account:
    """The account of a body's officer, with a password."""
    holder = Post.objects.get(pk=house.officers[body].post_id).holder
    assert holder is not None
    holder.set_password(PASSWORD)
    holder.save()
    return holder


def sign_in(client: Client, username: str, password: str, **more: str) -> Any:
    return client.post("/sign-in", {"username": username, "password": password, **more})


def who(client: Client) -> str:
    """Username of whoever is signed in there; "" for nobody."""
    request = type("Asked", (), {"session": client.session})()
    return str(getattr(get_user(request), "username", ""))


def codes(answer: Any) -> dict[str, list[str]]:
    """The errors of a form shown again, by field."""
    return {name: list(errors) for name, errors in answer.context["form"].errors.items()}


def test_each_role_begins_where_its_work_is(house: House) -> None:
    nomination = make_nomination(house, NominationState.ACCEPTED)
    plan_visit(house, nomination, inspector=COUNTY)
    keeper = actor_of(
        make_post("信息中心", Role.ADMINISTRATOR, "机房", house.setup, house.tick()), house.fresh
    )
    first = {
        name: browser_of(actor).get("/").headers["Location"]
        for name, actor in {
            "organiser": house.organiser,
            "officer": house.officers[CITY],
            "inspector": actor_of(house.inspectors[COUNTY], house.fresh),
            "idle inspector": actor_of(house.inspectors[CITY], house.fresh),
            "administrator": keeper,
        }.items()
    }
    campaign = f"/campaigns/{house.campaign.pk}"
    assert first == {
        "organiser": campaign,
        "officer": campaign,
        "inspector": f"{campaign}/visits",
        "idle inspector": "/campaigns",
        "administrator": "/posts",
    }


def test_a_campaign_under_way_goes_before_a_newer_draft(house: House) -> None:
    create_campaign(
        DEFINITION, by=house.organiser, at=house.tick(), organiser=house.campaign.organiser, code="NEXT"
    )
    assert browser_of(house.organiser).get("/").headers["Location"] == f"/campaigns/{house.campaign.pk}"


def test_anyone_reads_what_is_being_published(house: House) -> None:
    empty = Client().get("/")
    make_nomination(house, NominationState.PROPOSED)
    running = Client().get("/")
    assert (list(empty.context["publications"]), empty.status_code) == ([], 200)
    assert [one.title for one in running.context["publications"]] == ["拟授牌名单公示"]


def test_a_password_lets_in_and_is_kept_as_an_entry(house: House) -> None:
    client, account = Client(), account_of(house)
    answer = sign_in(client, account.username, PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert who(client) == account.username
    assert LedgerEntry.objects.order_by("-seq").values_list("act", "actor")[0] == (
        "sign_in",
        house.officers[CITY].post_id,
    )


def test_an_unknown_account_and_a_wrong_password_are_answered_alike(house: House) -> None:
    account = account_of(house)
    wrong = sign_in(Client(), account.username, "不是这个密码")
    unknown = sign_in(Client(), "nobody", "不是这个密码")
    assert wrong.status_code == unknown.status_code == 422
    assert codes(wrong) == codes(unknown)
    assert wrong.context["form"]["username"].value() == account.username


def test_a_closed_account_is_answered_like_a_wrong_password(house: House) -> None:
    account = account_of(house)
    account.is_active = False
    account.save()
    assert codes(sign_in(Client(), account.username, PASSWORD)) == codes(sign_in(Client(), "nobody", "x"))


def test_guessing_is_slowed_for_that_name_and_address_only(house: House) -> None:
    account, other = account_of(house), account_of(house, COUNTY)
    for _ in range(TRIES_ALLOWED):
        sign_in(Client(), account.username, "猜一个")
    slowed = sign_in(Client(), account.username, PASSWORD)
    elsewhere = Client(REMOTE_ADDR="10.0.0.9")
    assert slowed.status_code == 429
    assert sign_in(elsewhere, account.username, PASSWORD).status_code == 302
    assert sign_in(Client(), other.username, PASSWORD).status_code == 302
    house.at += timedelta(minutes=11)
    assert sign_in(Client(), account.username, PASSWORD).status_code == 302
    assert SignInTry.objects.count() == TRIES_ALLOWED


@pytest.mark.parametrize(
    ("wanted", "goes"),
    [
        ("/campaigns", "/campaigns"),
        ("https://example.invalid/", "/"),
        ("//example.invalid", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_signing_in_goes_on_to_where_one_wanted_to_go_within_the_site(
    house: House, wanted: str, goes: str
) -> None:
    account = account_of(house)
    assert sign_in(Client(), account.username, PASSWORD, next=wanted).headers["Location"] == goes


def test_signing_out_ends_the_session(house: House) -> None:
    client = browser_of(house.organiser)
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").headers["Location"] == "/"
    assert who(client) == ""


# --- the first time ---


def first(client: Client, **told: str) -> Any:
    return client.post("/sign-in/first", {"password": PASSWORD, "again": PASSWORD, **told})


def coded(house: House) -> tuple[str, str]:
    """Username of a new officer and its one-time code."""
    holder = Post.objects.get(pk=house.officers[CITY].post_id).holder
    assert holder is not None
    return holder.username, issue_login_code(holder, by=house.organiser, at=house.tick())


def test_a_code_lets_in_once_and_sets_the_password(house: House) -> None:
    username, code = coded(house)
    client = Client()
    assert first(client, username=username, code=f"{code[:5]} {code[5:]}").status_code == 302
    assert who(client) == username
    assert sign_in(Client(), username, PASSWORD).status_code == 302
    assert first(Client(), username=username, code=code).status_code == 422


def test_a_wrong_code_says_no_more_than_an_unknown_account(house: House) -> None:
    username, _ = coded(house)
    wrong = first(Client(), username=username, code="0000000000")
    unknown = first(Client(), username="nobody", code="0000000000")
    assert codes(wrong) == codes(unknown)
    assert wrong.context["form"]["code"].value() == "0000000000"


@pytest.mark.parametrize(
    ("password", "again", "place"),
    [
        (PASSWORD, "别的密码别的密码别的", "again"),
        ("短", "短", "password"),
        ("135792468013579", "135792468013579", "password"),
    ],
)
def test_a_poor_password_is_refused_and_the_code_stays_good(
    house: House, password: str, again: str, place: str
) -> None:
    username, code = coded(house)
    refused = first(Client(), username=username, code=code, password=password, again=again)
    assert (refused.status_code, list(codes(refused))) == (422, [place])
    assert first(Client(), username=username, code=code).status_code == 302


# --- the demo ---


def test_the_demo_offers_one_button_for_each_role(house: House) -> None:
    make_nomination(house, NominationState.DRAFT)
    page = Client().get("/sign-in")
    assert [post.role for post in page.context["demo_posts"]] == [
        "organiser", "body_officer", "inspector", "leader", "auditor",
    ]  # fmt: skip
    client = Client()
    assert client.post("/demo/sign-in", {"role": "auditor"}).headers["Location"] == "/"
    assert house.auditor is not None
    assert client.session["post"] == house.auditor.post_id


def test_the_demo_nominee_gets_an_invitation_and_its_code(house: House) -> None:
    make_nomination(house, NominationState.DRAFT)
    answer = Client().post("/demo/sign-in", {"role": "nominee"})
    assert answer.headers["Location"].startswith("/fill/")


@pytest.mark.parametrize("role", ["nominee", "public", "administrator", ""])
def test_the_demo_lets_nobody_in_who_is_not_there(house: House, role: str) -> None:
    assert Client().post("/demo/sign-in", {"role": role}).status_code == 404


@pytest.mark.parametrize("mode", ["intranet", "production"])
def test_a_real_installation_has_no_demo_buttons(house: House, settings: Any, mode: str) -> None:
    settings.PINGXUAN_MODE, settings.PINGXUAN_DEMO = mode, False
    client = Client()
    assert client.post("/demo/sign-in", {"role": "organiser"}).status_code == 404
    assert "demo_posts" not in client.get("/sign-in").context
    assert who(client) == ""


# --- one's own account ---


def test_a_person_acts_at_one_post_at_a_time(house: House) -> None:
    holder = Post.objects.get(pk=house.officers[CITY].post_id).holder
    body = Body.objects.get(name=COUNTY)
    second = add_post(body, Role.BODY_OFFICER, "兼职", by=house.setup, at=house.tick(), holder=holder)
    client = browser_of(house.officers[CITY])
    assert client.post("/account/post", {"post": second.pk}).status_code == 302
    assert client.get("/account").context["current_post"] == second.pk
    assert client.post("/account/post", {"post": house.organiser.post_id}).status_code == 404


def test_without_a_post_one_still_sees_the_account(house: House) -> None:
    account_of(house)
    post = Post.objects.get(pk=house.officers[CITY].post_id)
    client = browser_of(house.officers[CITY])
    hand_over(post, None, by=house.organiser, at=house.tick())
    assert client.get("/").headers["Location"] == "/account"
    assert client.get("/sign-in").headers["Location"] == "/account"
    assert client.get("/account").context["posts"] == []


def test_a_changed_password_ends_the_other_sessions(house: House) -> None:
    account = account_of(house)
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, account.username, PASSWORD)
    told = {"present": PASSWORD, "password": "另一句好记的话语2024", "again": "另一句好记的话语2024"}
    assert here.post("/account/password", told).status_code == 302
    assert (who(here), who(there)) == (account.username, "")


def test_the_password_is_not_changed_without_the_present_one(house: House) -> None:
    account = account_of(house)
    client = Client()
    sign_in(client, account.username, PASSWORD)
    told = {"present": "记错了", "password": "另一句好记的话语2024", "again": "另一句好记的话语2024"}
    refused = client.post("/account/password", told)
    assert (refused.status_code, list(codes(refused))) == (422, ["present"])
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


# --- no page ---


def test_there_is_one_answer_for_nothing_there(house: House) -> None:
    answer = Client().get("/no/such/page")
    assert (answer.status_code, answer.templates[0].name) == (404, "pingxuan/errors/404.html")


def test_a_request_from_elsewhere_is_told_to_come_again() -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in", {"username": "x"})
    assert (answer.status_code, answer.templates[0].name) == (403, "pingxuan/errors/403_csrf.html")


@pytest.mark.django_db
def test_what_cannot_be_read_is_not_an_error_of_ours(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    assert Client().post("/sign-in", {"username": "x" * 100}).status_code == 413
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10**6
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1
    assert Client().post("/sign-in", {"username": "x", "password": "y"}).status_code == 400
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    assert Client().get("/sign-in", {"next": "\x00"}).status_code == 200
    assert Client().post("/sign-in", {"username": "\x00", "password": "y"}).status_code == 422


def test_our_own_fault_is_answered_without_the_database() -> None:
    answer = broken(None)  # type: ignore[arg-type]
    assert (answer.status_code, "系统出了差错" in answer.content.decode()) == (500, True)


def test_the_public_front_page_asks_two_things(house: House, django_assert_num_queries: Any) -> None:
    make_nomination(house, NominationState.PROPOSED)
    with django_assert_num_queries(2):
        Client().get("/")
