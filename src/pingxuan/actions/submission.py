"""A body submits what it has endorsed (报送), several at once by the same rules as one."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from pingxuan.actions.check import Bulk
from pingxuan.actions.nomination import submit
from pingxuan.core.actor import Actor
from pingxuan.core.finding import Refused
from pingxuan.models import Nomination


def submit_all(nominations: Iterable[Nomination], *, by: Actor, at: datetime) -> Bulk:
    """Submits each that may be; what is refused stays as it was, with its findings; late ones are kept."""
    done, refused = [], []
    with transaction.atomic():
        for nomination in nominations:
            try:
                done.append(submit(nomination, by=by, at=at))
            except Refused as refusal:
                refused.append((nomination, refusal.findings))
    return Bulk(tuple(done), tuple(refused))
