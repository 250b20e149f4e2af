"""The databases tests stand on: own file, real commits, real server."""

import threading
import urllib.error
import urllib.request

import pytest
from django.db import connection, transaction

from pingxuan.models import Account
from tests.databases import Database, Site


def test_a_fresh_database_keeps_what_is_committed(fresh_database: Database) -> None:
    with transaction.atomic():
        Account.objects.create(username="kuerle", name="库尔勒市经办")
    seen: list[str] = []

    def look() -> None:
        seen.extend(Account.objects.values_list("username", flat=True))
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == ["kuerle"]


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_gets_an_empty_one(fresh_database: Database, turn: int) -> None:
    assert Account.objects.count() == 0
    Account.objects.create(username=f"body{turn}", name="经办")


def test_a_live_site_answers(live_site: Site) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(live_site.url + "/no-such-page/")
    caught.value.close()
    assert (caught.value.code, caught.value.headers["Server"]) == (404, "gunicorn")


@pytest.mark.django_db
def test_ordinary_tests_have_their_own_database_too() -> None:
    assert Account.objects.count() == 0
