"""A definition is changed after opening: a new frozen version with its reason, followed by what is being filled."""

from datetime import datetime

from django.db import transaction

from pingxuan.actions.campaign import title_of, version_of
from pingxuan.actions.following import put_on
from pingxuan.actions.office import open_campaign_locked
from pingxuan.actions.recording import record
from pingxuan.core.actor import Actor
from pingxuan.core.amendment import FILLING, amendment_findings
from pingxuan.core.definition import Definition
from pingxuan.core.finding import Finding, Refused
from pingxuan.models import Campaign, DefinitionVersion, Nomination
from pingxuan.queries.definition import current_version, definition_of


def amend_definition(
    campaign: Campaign, definition: Definition, *, since: int, reason: str, by: Actor, at: datetime
) -> DefinitionVersion:
    """Publishes a new version of an open campaign's definition; ``since`` is the version it was written on.

    Nominations that are being filled are put on it with the same entry; what was handed in keeps its version.
    Raises Refused without a reason or a difference, with findings that block, when quota, bodies or the set of
    awards differ, or when another version has been published since.
    """
    with transaction.atomic():
        held = open_campaign_locked(campaign.pk, by)
        version = current_version(held)
        if version.number != since:
            text = f"您写修订稿期间，第 {version.number} 版已经发布。请在新版上核对后再发布。"
            raise Refused(Finding("definition_moved_on", text))
        stops = amendment_findings(definition_of(version), definition, reason)
        if stops:
            raise Refused(*stops)
        newer = version_of(held, version.number + 1, definition, by=by, at=at, reason=reason.strip())
        newer.frozen_at = at
        held.title = title_of(definition)
        filling = Nomination.whole().select_for_update(of=("self",)).filter(campaign=held, state__in=FILLING)
        moved = [row for row in filling.order_by("pk") if put_on(row, newer, definition)]
        facts = {"reason": newer.reason, "moved": len(moved)}
        record("amend_definition", held, by=by, at=at, rows=[held, newer, *moved], facts=facts)
        return newer
