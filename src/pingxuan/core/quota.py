"""How many places a quota gives to each body, and how many prizes an award has."""

from collections.abc import Iterable

from pingxuan.core.definition import Award, Quota, Ratio
from pingxuan.core.finding import Finding, in_marks
from pingxuan.core.words import QuotaKind, Rounding


def ratio_places(ratio: Ratio, base: int) -> int:
    """Places for a body that counts ``base``, the fraction rounded as the ratio says. ``per`` is above 0."""
    share = base * ratio.places
    if ratio.rounding is Rounding.UP:
        return -(-share // ratio.per)
    if ratio.rounding is Rounding.DOWN:
        return share // ratio.per
    return (2 * share + ratio.per) // (2 * ratio.per)


def allotted(quota: Quota, bodies: Iterable[str]) -> dict[str, int]:
    """Body → its places, in the order of ``bodies``; a body that is left out has no place.

    Empty where places are not counted (open, by register). A ratio never gives fewer than ``least``.
    """
    if quota.kind is QuotaKind.TABLE:
        return {name: quota.places[name] for name in bodies if name in quota.places}
    if quota.kind is QuotaKind.EACH and quota.each is not None:
        return dict.fromkeys(bodies, quota.each)
    ratio = quota.ratio
    if quota.kind is not QuotaKind.RATIO or ratio is None or ratio.per < 1:
        return {}
    least = quota.least or 0
    return {n: max(least, ratio_places(ratio, ratio.bases[n])) for n in bodies if n in ratio.bases}


def is_counted(quota: Quota) -> bool:
    """Whether a body's places are counted at all."""
    return quota.kind in {QuotaKind.TABLE, QuotaKind.EACH, QuotaKind.RATIO}


def least_findings(award: Award, body: str, handed_up: int) -> tuple[Finding, ...]:
    """What is said of a body that hands up fewer than the notice asks of everyone: it may be explained."""
    least = award.quota.least
    if least is None or handed_up >= least:
        return ()
    text = (
        f"通知要求每个推荐单位推荐{in_marks(award.name)}不少于 {least} 个，{body}现报送 {handed_up} 个。"
        "请补报；确有困难的，请向主办单位说明。"
    )
    return (Finding("below_least", text, award.key, award.quota.annex, blocks=False),)


def prizes(award: Award, nominated: int) -> int | None:
    """How many may be selected of ``nominated`` handed up; None where nothing limits it.

    A percentage is rounded down, as it is an upper bound, but leaves one prize where anyone is nominated.
    """
    if award.prize_percent is None:
        return award.total
    share = nominated * award.prize_percent // 100 or min(nominated, 1)
    return share if award.total is None else min(award.total, share)
