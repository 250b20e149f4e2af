"""Browsers signed in at posts, the clock pages go by, and what strangers are answered."""

import re
import time
from collections.abc import Iterable

import pytest
from django.test import Client

from pingxuan.core.actor import Actor
from pingxuan.core.words import Role
from pingxuan.models import Post
from pingxuan.web import guarding
from tests.makers import House, actor_of, make_house, make_post

HOSTILE = "<script>alert(1)</script>"
MOST_QUERIES = 12
FORM_TOKEN = re.compile(rb"\b[A-Za-z0-9]{64}\b")


def open_house(monkeypatch: pytest.MonkeyPatch) -> House:
    """A small campaign whose clock is also the pages' clock."""
    house = make_house()
    monkeypatch.setattr("pingxuan.web.asking.now", house.tick)
    return house


def browser_of(actor: Actor) -> Client:
    """A browser in which the person at that post is signed in."""
    client = Client()
    client.force_login(Post.objects.get(pk=actor.post_id).holder)
    session = client.session
    session["post"] = actor.post_id
    session[guarding.STARTED] = session[guarding.SEEN] = int(time.time())
    session.save()
    return client


def stranger_of(house: House) -> Client:
    """The organiser of another office, signed in: nothing of this campaign is theirs."""
    post = make_post("邻州服务提升办公室", Role.ORGANISER, "外人", house.setup, house.tick())
    return browser_of(actor_of(post, house.fresh))


def answers_alike(client: Client, address: str, real: str) -> list[tuple[int, bytes]]:
    """What the browser is answered at the real record and at one that does not exist, their own ids taken out."""
    shown = []
    for key in (real, "zzzzzzzzzzzzzzzz"):
        answer = client.get(address.replace("ID", key))
        said = FORM_TOKEN.sub(b"", answer.content.replace(key.encode(), b"ID"))
        shown.append((answer.status_code, said))
    return shown


def closed_to_strangers(house: House, address: str, real: str) -> None:
    """A stranger is answered the one 404, whoever is signed out goes to sign in."""
    stranger, missing = answers_alike(stranger_of(house), address, real)
    assert stranger == missing
    assert stranger[0] == 404
    sent = Client().get(address.replace("ID", real))
    assert (sent.status_code, sent.headers["Location"].partition("?")[0]) == (302, "/sign-in")


def statuses(clients: Iterable[Client], address: str) -> list[int]:
    """What each browser is answered there."""
    answers = [client.get(address) for client in clients]
    for answer in answers:
        if answer.streaming:
            list(answer.streaming_content)  # read to its end, a streamed file is closed
    return [answer.status_code for answer in answers]
