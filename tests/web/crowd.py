"""Many nominations at once, for counting what a page asks of the database."""

from django.db.models import Max

from pingxuan.core.names import name_key
from pingxuan.core.words import NominationState
from pingxuan.models import LedgerEntry, Nomination
from pingxuan.queries.definition import current_version
from tests.makers import House, answers_for
from tests.small_campaign import CITY, UNIT


def crowd(
    house: House,
    count: int,
    state: NominationState = NominationState.SUBMITTED,
    body: str = CITY,
    award: str = UNIT,
) -> list[Nomination]:
    """That many nominations in that state, written in one go under the newest ledger entry."""
    newest = LedgerEntry.objects.aggregate(top=Max("seq"))["top"]
    first = (Nomination.objects.aggregate(top=Max("number"))["top"] or 0) + 1
    version = current_version(house.campaign)
    made = []
    for number in range(first, first + count):
        name = f"第{number}号窗口"
        made.append(
            Nomination(
                id=f"crowd{number:011d}", last_seq=newest, campaign=house.campaign, award_key=award,
                nominating_body=house.parts[body], number=number, state=state, nominee_name=name,
                name_key=name_key(name), answers=answers_for(house, award, name), revision=1,
                content_digest=f"{number:064x}", definition_version=version, preference=number, created_at=house.at,
                handed_in_at=house.at, endorsed_at=house.at, submitted_at=house.at, state_since=house.at,
            )
        )  # fmt: skip
    return Nomination.objects.bulk_create(made)
