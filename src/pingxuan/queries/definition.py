"""The definition in force of a campaign, and of a nomination filled on an earlier version."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from django.db.models import QuerySet

from pingxuan.core.definition import Award, Definition, from_data
from pingxuan.models import Campaign, DefinitionVersion, LedgerEntry, Nomination
from pingxuan.models.prepared import prepared


def current_version(campaign: Campaign) -> DefinitionVersion:
    """The newest version: the draft until opening, then the frozen one in force."""
    return DefinitionVersion.objects.filter(campaign=campaign).order_by("-number")[0]


def versions(campaign: Campaign) -> list[DefinitionVersion]:
    """Every frozen version with its reason, newest first, without its text."""
    rows = DefinitionVersion.objects.filter(campaign=campaign, frozen_at__isnull=False)
    return list(rows.defer("data").order_by("-number"))


def version_numbered(campaign: Campaign, number: int) -> DefinitionVersion | None:
    """The frozen version of that number, or None."""
    rows = DefinitionVersion.objects.filter(campaign=campaign, frozen_at__isnull=False, number=number)
    return rows.defer("data").first()


def makers_of(kept: Sequence[DefinitionVersion]) -> dict[int, str]:
    """Version number → who published it, as the ledger's entry of the version says."""
    names = dict(
        LedgerEntry.objects.filter(seq__in=[one.last_seq for one in kept]).values_list("seq", "actor_name")
    )
    return {one.number: names.get(one.last_seq, "") for one in kept}


def definition_of(version: DefinitionVersion) -> Definition:
    """The definition a version holds; read once per process, for versions never change once frozen."""
    if version.frozen_at is None:
        return from_data(version.data)
    return _frozen(version.pk, version.digest)


@lru_cache(maxsize=64)
def _frozen(version_id: str, digest: str) -> Definition:  # noqa: ARG001 - part of the cache's key
    return from_data(DefinitionVersion.objects.get(pk=version_id).data)


def current_definition(campaign: Campaign) -> Definition:
    """The definition in force of a campaign; the version's text is read only where it may still change."""
    version_id, digest, frozen_at = _newest(campaign.pk)[0]
    return _frozen(version_id, digest) if frozen_at else definition_of(current_version(campaign))


def on_newest(nomination: Nomination) -> bool:
    """Whether a nomination is filled on the newest version of its campaign's definition."""
    return _newest(nomination.campaign_id)[0][0] == nomination.definition_version_id


@prepared
def _newest(campaign_id: str) -> "QuerySet[DefinitionVersion, tuple[str, str, datetime | None]]":
    rows = DefinitionVersion.objects.filter(campaign_id=campaign_id).order_by("-number")
    return rows.values_list("pk", "digest", "frozen_at")[:1]


def award_of(nomination: Nomination) -> Award:
    """The award a nomination is for, as defined in the version it was filled on."""
    return definition_of(nomination.definition_version).award(nomination.award_key)
