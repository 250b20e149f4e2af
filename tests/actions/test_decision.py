"""Deciding a published list: honoured, numbered, entered in the register; and a plaque revoked."""

import pytest

from pingxuan.core.words import NominationState
from pingxuan.models import Plaque
from tests.makers import make_house, make_nomination

pytestmark = pytest.mark.django_db


def test_the_whole_way() -> None:
    house = make_house()
    nomination = make_nomination(house, NominationState.HONOURED)
    assert nomination.state == "honoured"
    assert Plaque.objects.get().number == "2023-文明服务示范窗口-001"
