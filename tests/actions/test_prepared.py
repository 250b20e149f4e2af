"""Queries composed once: the rows Django itself gives, for every value, each run on its own values and afresh."""

import pytest
from django.db import connection, connections
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from pingxuan.core.words import NominationState
from pingxuan.models import Body, Nomination
from pingxuan.models.prepared import prepared
from tests.makers import make_house, make_nomination

pytestmark = pytest.mark.django_db


@prepared
def whole(nomination_id: str) -> QuerySet[Nomination]:
    """A nomination with everything beside it."""
    return Nomination.whole().filter(pk=nomination_id)


@prepared
def named(first: str, second: str | None, but: str) -> "QuerySet[Body, tuple[str, str]]":
    """Two bodies, less one."""
    rows = Body.objects.filter(name__in=[first, second]).exclude(pk=but).order_by("name")
    return rows.values_list("pk", "name")


@prepared
def locked_bodies() -> QuerySet[Body]:
    """All bodies, locked."""
    return Body.objects.select_for_update().order_by("pk")


def test_a_row_comes_with_everything_beside_it_in_one_query() -> None:
    house = make_house()
    made = [make_nomination(house, NominationState.HANDED_IN) for _ in range(2)]
    for asked in (*made, made[0]):
        with CaptureQueriesContext(connection) as said:
            (row,) = whole(asked.pk)
            beside = (row.campaign.title, row.nominating_body.body.name, row.definition_version.digest)
        assert len(said) == 1
        direct = Nomination.objects.get(pk=asked.pk)
        assert row.told() == direct.told()
        assert beside == (
            direct.campaign.title, direct.nominating_body.body.name, direct.definition_version.digest,
        )  # fmt: skip


def test_every_run_asks_with_its_own_values_and_a_missing_one_matches_nothing() -> None:
    make_house()
    first, second = Body.objects.order_by("name")[:2]
    assert named(first.name, second.name, "") == [(first.pk, first.name), (second.pk, second.name)]
    assert named(second.name, None, "") == [(second.pk, second.name)]
    assert named(first.name, second.name, first.pk) == [(second.pk, second.name)]
    assert named(first.name, first.name, first.pk) == []


def test_rows_are_read_anew_each_time() -> None:
    nomination = make_nomination(make_house(), NominationState.DRAFT)
    (held,) = whole(nomination.pk)
    held.nominee_name = "只改在手里的"
    (again,) = whole(nomination.pk)
    assert again.nominee_name == nomination.nominee_name


def test_rows_are_locked_inside_a_transaction_only(monkeypatch: pytest.MonkeyPatch) -> None:
    make_house()
    assert [row.pk for row in locked_bodies()] == sorted(Body.objects.values_list("pk", flat=True))
    with monkeypatch.context() as outside:
        outside.setattr(connections["default"], "in_atomic_block", False)
        with pytest.raises(TransactionManagementError):
            locked_bodies()
