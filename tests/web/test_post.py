"""Posts and accounts: found, set up, handed over, closed; codes on slips shown once; who may keep whose."""

from typing import Any

import pytest
from django.test import Client

from pingxuan.core.words import Role
from pingxuan.models import Account, LoginCode, Post
from tests.makers import House, actor_of, make_post
from tests.small_campaign import CITY, COUNTY, MEMBER, ORGANISER
from tests.web.visitors import HOSTILE, MOST_QUERIES, browser_of, open_house, statuses

NEW = {"body": "州气象局", "role": "body_officer", "title": "推荐经办", "username": "qixiang", "name": "高云"}


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    return open_house(monkeypatch)


def administrator(house: House) -> Client:
    post = make_post("信息中心", Role.ADMINISTRATOR, "机房", house.setup, house.tick())
    return browser_of(actor_of(post, house.fresh))


def post_of(house: House, body: str = CITY) -> Post:
    return Post.objects.get(pk=house.officers[body].post_id)


def shown(client: Client, query: str = "") -> list[str]:
    return [str(post.body.name) for post in client.get(f"/posts?{query}").context["posts"]]


def codes(answer: Any) -> list[str]:
    return [finding.code for finding in answer.context["findings"]]


def test_the_organiser_keeps_all_posts_but_the_supervisors_and_the_administrators(house: House) -> None:
    keeper = administrator(house)
    roles = {post.role for post in browser_of(house.organiser).get("/posts").context["posts"]}
    assert roles == {"organiser", "leader", "body_officer", "inspector"}
    all_roles = {post.role for post in keeper.get("/posts").context["posts"]}
    assert all_roles == roles | {"auditor", "administrator"}


@pytest.mark.parametrize(
    ("query", "bodies"),
    [
        ("q=%E5%92%8C%E9%9D%99", [COUNTY, COUNTY]),
        ("q=%E5%92%8C%E9%9D%99&role=inspector", [COUNTY]),
        ("role=leader", [ORGANISER]),
        ("q=%E6%B2%A1%E6%9C%89%E8%BF%99%E5%AE%B6", []),
    ],
)
def test_posts_are_found_by_words_and_role(house: House, query: str, bodies: list[str]) -> None:
    assert shown(browser_of(house.organiser), query) == bodies


def test_a_new_post_gets_its_slip_which_is_shown_once(house: House) -> None:
    organiser = browser_of(house.organiser)
    assert organiser.post("/posts/new", NEW).headers["Location"] == "/posts/slips"
    post = Post.objects.get(body__name="州气象局")
    assert (post.role, post.title, post.holder and post.holder.username) == (
        "body_officer",
        "推荐经办",
        "qixiang",
    )
    (slip,) = organiser.get("/posts/slips").context["slips"]
    code = slip["code"].replace(" ", "")
    told = {
        "username": "qixiang",
        "code": code,
        "password": "云起云落看天气预报2023",
        "again": "云起云落看天气预报2023",
    }
    assert organiser.get("/posts/slips").context["slips"] == []
    assert Client().post("/sign-in/first", told).status_code == 302


def test_a_person_with_an_account_takes_a_second_post_without_a_new_code(house: House) -> None:
    held = post_of(house).holder
    assert held is not None
    answer = browser_of(house.organiser).post("/posts/new", {**NEW, "username": held.username, "name": ""})
    assert answer.headers["Location"] == "/posts"
    assert LoginCode.objects.count() == 0
    assert sorted(post.body.name for post in held.posts.all()) == sorted([CITY, "州气象局"])


@pytest.mark.parametrize(
    ("missing", "said"),
    [({"body": ""}, ["body"]), ({"role": "emperor"}, ["role"]), ({"username": ""}, ["username"])],
)
def test_a_post_that_lacks_something_stays_typed(
    house: House, missing: dict[str, str], said: list[str]
) -> None:
    refused = browser_of(house.organiser).post("/posts/new", {**NEW, **missing})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, said)
    assert refused.context["form"]["name"].value() == "高云"
    assert not Post.objects.filter(body__name="州气象局").exists()


def test_a_new_account_needs_a_name(house: House) -> None:
    refused = browser_of(house.organiser).post("/posts/new", {**NEW, "name": " "})
    assert (refused.status_code, codes(refused)) == (422, ["account_incomplete"])


def test_the_organiser_sets_up_no_supervisor(house: House) -> None:
    refused = browser_of(house.organiser).post("/posts/new", {**NEW, "role": "auditor"})
    assert list(refused.context["form"].errors) == ["role"]
    assert administrator(house).post("/posts/new", {**NEW, "role": "auditor"}).status_code == 302


def test_the_organiser_takes_no_supervisors_account_for_another_post(house: House) -> None:
    assert house.auditor is not None
    holder = Post.objects.get(pk=house.auditor.post_id).holder
    assert holder is not None
    refused = browser_of(house.organiser).post("/posts/new", {**NEW, "username": holder.username})
    assert codes(refused) == ["account_not_yours"]


def test_bodies_in_which_nobody_can_act_are_named(house: House) -> None:
    organiser = browser_of(house.organiser)
    assert organiser.get("/posts").context["unstaffed"] == []
    organiser.post(f"/posts/{post_of(house, MEMBER).pk}/holder", {"vacate": "1"})
    assert organiser.get("/posts").context["unstaffed"] == [MEMBER]


def test_a_handed_over_post_lets_the_former_holder_do_nothing(house: House) -> None:
    former = browser_of(house.officers[CITY])
    answer = browser_of(house.organiser).post(
        f"/posts/{post_of(house).pk}/holder", {"username": "newcomer", "name": "新人"}
    )
    assert answer.headers["Location"] == "/posts/slips"
    assert former.get(f"/campaigns/{house.campaign.pk}/receipts").headers["Location"].startswith("/sign-in")
    assert Account.objects.get(username="newcomer").posts.get().pk == post_of(house).pk


def test_a_hand_over_to_nobody_stays_typed(house: House) -> None:
    refused = browser_of(house.organiser).post(
        f"/posts/{post_of(house).pk}/holder", {"username": "", "name": HOSTILE}
    )
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["username"])
    assert HOSTILE not in refused.content.decode()


def test_a_closed_account_cannot_sign_in_and_leaves_its_posts_vacant(house: House) -> None:
    held = post_of(house).holder
    assert held is not None
    browser_of(house.organiser).post(f"/posts/{post_of(house).pk}/account")
    held.refresh_from_db()
    assert (held.is_active, post_of(house).holder) == (False, None)


def test_nobody_closes_the_account_they_sit_at(house: House) -> None:
    organiser = browser_of(house.organiser)
    organiser.post(f"/posts/{house.organiser.post_id}/account")
    assert organiser.get("/posts").status_code == 200


def test_codes_are_issued_for_the_posts_ticked(house: House) -> None:
    organiser = browser_of(house.organiser)
    ticked = [post_of(house, CITY).pk, post_of(house, COUNTY).pk]
    organiser.post("/posts/codes", {"post": ticked})
    bodies = sorted(slip["body"] for slip in organiser.get("/posts/slips").context["slips"])
    assert bodies == sorted([CITY, COUNTY])
    assert organiser.post("/posts/codes").headers["Location"] == "/posts"


def test_no_code_is_issued_for_anothers_posts(house: House) -> None:
    assert house.auditor is not None
    browser_of(house.organiser).post("/posts/codes", {"post": house.auditor.post_id})
    assert LoginCode.objects.count() == 0


def test_posts_are_there_for_those_who_keep_them(house: House) -> None:
    assert house.auditor is not None
    assert house.leader is not None
    others = [browser_of(who) for who in (house.officers[CITY], house.auditor, house.leader)]
    for address in ("/posts", "/posts/new", f"/posts/{post_of(house).pk}"):
        assert statuses(others, address) == [404, 404, 404]
        assert Client().get(address).headers["Location"].startswith("/sign-in")
    organiser = browser_of(house.organiser)
    assert statuses([organiser], f"/posts/{house.auditor.post_id}") == [404]
    assert statuses([organiser], "/posts/zzzzzzzzzzzzzzzz") == [404]


@pytest.mark.parametrize("more", [0, 40])
def test_the_list_asks_no_more_for_more_posts(
    house: House, more: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(more):
        make_post(f"单位{number}", Role.BODY_OFFICER, f"干事{number}", house.setup, house.tick())
    organiser = browser_of(house.organiser)
    with django_assert_max_num_queries(MOST_QUERIES):
        organiser.get("/posts")
