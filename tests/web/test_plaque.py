"""Plaques: listed by number, their code drawn, revoked with a reason, the archive taken away whole."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from pingxuan.core.words import NominationState, PlaqueState
from pingxuan.models import Plaque
from tests.makers import House, make_nomination, make_post
from tests.small_campaign import CITY, COUNTY, PERSON, UNIT
from tests.web.visitors import HOSTILE, MOST_QUERIES, browser_of, closed_to_strangers, open_house, statuses


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    made = open_house(monkeypatch)
    make_nomination(made)
    make_nomination(made, NominationState.HONOURED, body=COUNTY)
    return made


def listing(house: House) -> str:
    return f"/campaigns/{house.campaign.pk}/plaques"


def test_the_list_and_its_filters(house: House) -> None:
    organiser = browser_of(house.organiser)
    numbers = [row.number for row in Plaque.objects.order_by("number")]
    for query, found in (("", numbers), (f"?award={UNIT}", numbers), (f"?award={PERSON}", []), ("?q=002", numbers[1:]),
                         ("?award=nothing", numbers), ("?q=%00", numbers), ("?page=99", numbers)):  # fmt: skip
        rows = organiser.get(f"{listing(house)}{query}").context["rows"]
        assert [row.number for row, _ in rows] == found, query


def test_the_code_leads_to_the_public_page(house: House) -> None:
    plaque, organiser = Plaque.objects.first(), browser_of(house.organiser)
    assert organiser.get(f"/plaques/{plaque.pk}").context["address"].endswith(f"/v/{plaque.code}")
    drawn = organiser.get(f"/plaques/{plaque.pk}/code.svg")
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    assert b'xmlns="http://www.w3.org/2000/svg"' in drawn.content


def test_a_plaque_is_revoked_with_a_reason(house: House) -> None:
    plaque, organiser = Plaque.objects.first(), browser_of(house.organiser)
    page = organiser.post(f"/plaques/{plaque.pk}", {"reason": "", "revoked_on": "2099-01-01"})
    assert (page.status_code, {*page.context["form"].errors}) == (422, {"reason", "revoked_on"})
    told = {"reason": HOSTILE, "revoked_on": plaque.issued_on.isoformat()}
    organiser.post(f"/plaques/{plaque.pk}", told)
    plaque.refresh_from_db()
    assert plaque.state == PlaqueState.REVOKED
    page = organiser.get(f"/plaques/{plaque.pk}")
    assert page.context["form"] is None
    assert HOSTILE.encode() not in page.content


def test_who_may(house: House) -> None:
    plaque = Plaque.objects.first()
    office = [browser_of(one) for one in (house.organiser, house.leader, house.auditor, house.officers[CITY])]
    assert statuses(office, listing(house)) == [200, 200, 200, 404]
    assert statuses(office, f"/plaques/{plaque.pk}") == [200, 200, 200, 404]
    assert statuses(office, f"/campaigns/{house.campaign.pk}/archive.zip") == [200, 404, 200, 404]
    refused = browser_of(house.leader).post(
        f"/plaques/{plaque.pk}", {"reason": "x", "revoked_on": "2023-02-20"}
    )
    assert refused.status_code == 404
    assert Plaque.objects.filter(state=PlaqueState.REVOKED).count() == 0


def test_the_archive_is_checked_by_the_verifier_in_it(house: House, tmp_path: Path) -> None:
    answer = browser_of(house.auditor).get(f"/campaigns/{house.campaign.pk}/archive.zip")
    whole = io.BytesIO(b"".join(answer.streaming_content))
    with zipfile.ZipFile(whole) as archive:
        archive.extractall(tmp_path)
    done = subprocess.run(
        [sys.executable, "-I", str(tmp_path / "verify.py"), str(tmp_path)], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def test_an_archive_that_would_carry_anothers_data_is_refused(house: House) -> None:
    from pingxuan.actions.campaign import create_campaign
    from pingxuan.core.words import Role
    from tests.makers import actor_of

    other = make_post("邻州服务提升办公室", Role.ORGANISER, "外人", house.setup, house.tick())
    actor = actor_of(other, house.fresh)
    create_campaign(house.definition, by=actor, at=house.tick(), organiser=other.body, code="OTHR")
    answer = browser_of(house.organiser).get(f"/campaigns/{house.campaign.pk}/archive.zip")
    assert (answer.status_code, answer.headers["Location"]) == (302, listing(house))


def test_strangers(house: House) -> None:
    plaque = Plaque.objects.first()
    closed_to_strangers(house, "/campaigns/ID/plaques", house.campaign.pk)
    closed_to_strangers(house, "/campaigns/ID/archive.zip", house.campaign.pk)
    closed_to_strangers(house, "/plaques/ID", plaque.pk)
    closed_to_strangers(house, "/plaques/ID/code.svg", plaque.pk)


def test_queries(house: House, django_assert_max_num_queries: Any) -> None:
    organiser = browser_of(house.organiser)
    for address in (listing(house), f"/plaques/{Plaque.objects.first().pk}"):
        with django_assert_max_num_queries(MOST_QUERIES):
            organiser.get(address)
