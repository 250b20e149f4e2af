"""What there is to say of many nominations at once: the findings lists, boards and checks show."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Q

from pingxuan.core.definition import Award, Definition
from pingxuan.core.finding import Finding
from pingxuan.core.names import name_key
from pingxuan.core.nomination import NominationCase, nominee_name, standing_findings, unit_name
from pingxuan.core.progress import Move, decide
from pingxuan.core.register import Judgement
from pingxuan.core.register import RegisterEntry as Honour
from pingxuan.core.words import CampaignState, NominationState, RegisterRuleKind
from pingxuan.models import Nomination, Opinion, RegisterEntry, SuspicionRuling
from pingxuan.queries.definition import award_of, definition_of
from pingxuan.queries.nomination import ENDED, as_honour, late_until
from pingxuan.queries.standing import CLEAR, Standing, standing_against


class _Others:
    """The nominations that share a name or a register unit with those asked about."""

    def __init__(self, rows: Iterable[Nomination]) -> None:
        self._by_name: defaultdict[tuple[str, str], list[Nomination]] = defaultdict(list)
        self._holders: defaultdict[str, list[Nomination]] = defaultdict(list)
        for row in rows:
            if row.revision and row.state not in ENDED:
                self._by_name[row.award_key, row.name_key].append(row)
            if row.holds_place:
                self._holders[row.award_key].append(row)

    def namesakes(self, asked: Nomination, key: str) -> tuple[str, ...]:
        """Live ones of the same award and name, as people call them."""
        same = self._by_name.get((asked.award_key, key), ())
        return tuple(
            f"{other.nominating_body.name}第{other.number}号" for other in same if other.pk != asked.pk
        )

    def taken(self, asked: Nomination) -> dict[str, str]:
        """Register unit → who already stands for it."""
        holders = self._holders.get(asked.award_key, ())
        return {
            other.register_entry.name: other.nominee_name
            for other in holders
            if other.pk != asked.pk and other.register_entry
        }


def findings_of(
    nominations: Sequence[Nomination], *, at: datetime, standing: Mapping[str, Standing] | None = None
) -> dict[str, tuple[Finding, ...]]:
    """Nomination id → its findings: form, register, namesakes, objections, vetoes; five queries at most.

    Only handed-in content is judged: nominations without a revision have no findings. ``standing`` spares two
    queries where the caller knows what stands against them; select ``definition_version`` (its data may be
    deferred) with the nominations.
    """
    judged = [row for row in nominations if row.revision]
    if not judged:
        return {}
    awards = {row.pk: definition_of(row.definition_version).award(row.award_key) for row in judged}
    register = _register(awards.values())
    others = _others(judged)
    rulings = _rulings(judged[0].campaign_id)
    against = standing_against([row.pk for row in judged]) if standing is None else standing
    found = {}
    for row in judged:
        award = awards[row.pk]
        key = name_key(nominee_name(award, row.answers))
        case = NominationCase(
            state=NominationState(row.state),
            definition=definition_of(row.definition_version),
            award=award,
            answers=row.answers,
            at=at,
            register=register,
            taken=others.taken(row),
            judgements=rulings[key] + rulings[name_key(unit_name(award, row.answers))],
            namesakes=others.namesakes(row, key),
            objections=against.get(row.pk, CLEAR).objections,
            vetoes=against.get(row.pk, CLEAR).vetoes,
        )
        found[row.pk] = standing_findings(case)
    return found


def _register(awards: Iterable[Award]) -> tuple[Honour, ...]:
    wanted = {(rule.honour, rule.year) for award in awards for rule in award.rules}
    if not wanted:
        return ()
    rows = RegisterEntry.objects.filter(year__in={year for _, year in wanted}).order_by("pk")
    return tuple(as_honour(row) for row in rows if (row.honour, row.year) in wanted)


def _others(judged: Sequence[Nomination]) -> _Others:
    keys = {row.name_key for row in judged}
    entries = {row.register_entry_id for row in judged if row.register_entry_id}
    by_register = any(
        rule.kind is RegisterRuleKind.REQUIRED_ONE_EACH
        for row in judged
        for rule in definition_of(row.definition_version).award(row.award_key).rules
    )
    same = Q(name_key__in=keys)
    if by_register:
        same |= Q(register_entry_id__in=entries, holds_place=True)
    rows = (
        Nomination.objects.filter(same, campaign_id=judged[0].campaign_id)
        .select_related("nominating_body__body", "register_entry")
        .defer("answers")
    )
    return _Others(rows)


def _rulings(campaign_id: str) -> defaultdict[str, tuple[Judgement, ...]]:
    rulings: defaultdict[str, tuple[Judgement, ...]] = defaultdict(tuple)
    rows = SuspicionRuling.objects.filter(campaign_id=campaign_id).select_related("register_entry")
    for row in rows:
        rulings[row.name_key] += (Judgement(row.register_entry.name, row.same, row.reason),)
    return rulings


def move_findings(
    nominations: Sequence[Nomination], move: Move, *, at: datetime, definition: Definition
) -> dict[str, tuple[Finding, ...]]:
    """Nomination id → what a submission or acceptance would be told, by the very rules of the move.

    Three queries for any number; only for moves that look neither into the form nor at the quota.
    ``definition`` is the one in force; select ``campaign``, ``definition_version``, the body and its parent.
    """
    ids = [row.pk for row in nominations]
    against = standing_against(ids)
    stated: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    opinions = Opinion.objects.filter(nomination_id__in=ids, voided_at__isnull=True)
    for key, digest, step in opinions.values_list("nomination_id", "content_digest", "step_key"):
        stated[key, digest].add(step)
    found = {}
    for row in nominations:
        standing = against.get(row.pk, CLEAR)
        case = NominationCase(
            state=NominationState(row.state),
            definition=definition,
            award=award_of(row),
            answers=row.answers,
            at=at,
            campaign_open=row.campaign.state == CampaignState.OPEN,
            late_until=late_until(row),
            stated=frozenset(stated[row.pk, row.content_digest]),
            objections=standing.objections,
            vetoes=standing.vetoes,
        )
        found[row.pk] = decide(move, case)
    return found
