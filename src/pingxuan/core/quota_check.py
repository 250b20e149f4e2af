"""What is inconsistent in the quotas of a definition, against its bodies and its prizes."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from pingxuan.core.definition import Award, Definition, Quota
from pingxuan.core.finding import Finding, in_marks
from pingxuan.core.quota import allotted
from pingxuan.core.words import QuotaKind


def quota_findings(definition: Definition) -> Iterator[Finding]:
    """What is inconsistent in the quotas themselves, and against bodies and totals."""
    names = [body.name for body in definition.bodies]
    for index, award in enumerate(definition.awards):
        where, quota = f"awards[{index}].quota", award.quota
        yield from _unknown_bodies(quota, names, where)
        yield from _KINDS[quota.kind](award, names, where)
        yield from _least(award, names, where)


def _unknown_bodies(quota: Quota, names: Sequence[str], where: str) -> Iterator[Finding]:
    bases = quota.ratio.bases if quota.ratio else {}
    for part, named in (("places", quota.places), ("ratio.bases", bases)):
        for name in (name for name in named if name not in names):
            text = f"名额表里的{in_marks(name)}不在推荐单位之列。请补入推荐单位或改正名称。"
            yield Finding("quota_body_unknown", text, f"{where}.{part}.{name}", quota.annex)


def _register(award: Award, _names: Sequence[str], where: str) -> Iterator[Finding]:
    if not award.rules:
        text = f"{in_marks(award.name)}的名额按荣誉台账计算，却没有写明依据哪一项、哪一年的荣誉。请补上规则。"
        yield Finding("register_rule_missing", text, f"{where.removesuffix('quota')}rules")


def _open(_award: Award, _names: Sequence[str], _where: str) -> Iterator[Finding]:
    yield from ()


def _each(award: Award, names: Sequence[str], where: str) -> Iterator[Finding]:
    if award.quota.each is None or award.quota.each < 1:
        text = f"{in_marks(award.name)}写明每个推荐单位名额相同，却没有写每单位几个。请填写个数。"
        yield Finding("quota_each_missing", text, f"{where}.each", award.quota.annex)
    else:
        yield from _enough(award, names, where)


def _ratio(award: Award, names: Sequence[str], where: str) -> Iterator[Finding]:
    ratio, basis = award.quota.ratio, award.quota.annex
    if ratio is None:
        text = f"{in_marks(award.name)}的名额按比例计算，却没有写明比例。请填写每多少人（或多少个）推荐几个。"
        yield Finding("ratio_missing", text, f"{where}.ratio", basis)
        return
    if ratio.per < 1 or ratio.places < 1:
        text = (
            f"{in_marks(award.name)}的比例是每 {ratio.per} 推荐 {ratio.places} 个，两个数都应大于 0。请改正。"
        )
        yield Finding("ratio_not_positive", text, f"{where}.ratio.per", basis)
        return
    if not ratio.of.strip():
        text = f"{in_marks(award.name)}的比例没有写明按什么计算（如教职工人数）。请填写。"
        yield Finding("ratio_of_missing", text, f"{where}.ratio.of", basis)
    without = [name for name in names if ratio.bases.get(name, -1) < 0]
    if without:
        told = "、".join(without[:3]) + (f"等 {len(without)} 个单位" if len(without) > 3 else "")
        text = f"{told}还没有填{ratio.of or '基数'}，{in_marks(award.name)}的名额算不出来。请逐个填写。"
        yield Finding("ratio_base_missing", text, f"{where}.ratio.bases", basis)
    else:
        yield from _enough(award, names, where)


def _enough(award: Award, names: Sequence[str], where: str) -> Iterator[Finding]:
    """Computed places that fall short of the prizes: told, as the notice may mean it so."""
    places = sum(allotted(award.quota, names).values())
    if award.total is not None and names and places < award.total:
        text = f"{in_marks(award.name)}拟授牌 {award.total} 个，各单位名额合计只有 {places} 个。请核对名额或总数。"
        yield Finding("quota_below_total", text, where, award.quota.annex, blocks=False)


def _least(award: Award, names: Sequence[str], where: str) -> Iterator[Finding]:
    quota = award.quota
    if quota.least is None:
        return
    if quota.least < 1:
        text = f"{in_marks(award.name)}每单位至少推荐的个数是 {quota.least}，应为 1 或更大的数；没有下限的请留空。"
        yield Finding("quota_least_not_positive", text, f"{where}.least", quota.annex)
        return
    for name, places in allotted(quota, names).items():
        if 0 <= places < quota.least:
            text = f"{in_marks(award.name)}要求每单位不少于 {quota.least} 个，{name}的名额却只有 {places} 个。请核对。"
            yield Finding("quota_least_above_places", text, f"{where}.least", quota.annex)
            return


def prize_findings(definition: Definition) -> Iterator[Finding]:
    """What is wrong with a percentage of prizes."""
    for index, award in enumerate(definition.awards):
        percent = award.prize_percent
        if percent is not None and not 1 <= percent <= 100:
            text = f"{in_marks(award.name)}的授奖比例写成了 {percent}%。请填 1 到 100 之间的整数。"
            yield Finding("prize_percent_range", text, f"awards[{index}].prize_percent")


def _table(award: Award, _names: Sequence[str], where: str) -> Iterator[Finding]:
    quota = award.quota
    if not quota.places:
        yield Finding(
            "quota_table_empty",
            f"{in_marks(award.name)}的名额分配表是空的。请填写各单位名额。",
            where,
            quota.annex,
        )
        return
    for name, places in quota.places.items():
        if places < 0:
            yield Finding(
                "quota_negative",
                f"{name}的名额是 {places}，不能为负数。",
                f"{where}.places.{name}",
                quota.annex,
            )
    if award.total is None and award.prize_percent is None:
        text = f"没有写明{in_marks(award.name)}授牌总数；名额合计 {quota.total} 个。请确认总数。"
        yield Finding(
            "award_total_missing", text, where.removesuffix("quota") + "total", quota.annex, blocks=False
        )
    elif award.total is not None and quota.total < award.total:
        text = f"{in_marks(award.name)}拟授牌 {award.total} 个，名额合计只有 {quota.total} 个，不够评选。请核对名额表。"
        yield Finding("quota_below_total", text, where, quota.annex)


def slack_findings(definition: Definition) -> Iterator[Finding]:
    """名额 and prizes compared: equal leaves nothing to choose from, more is right only when 差额 is meant."""
    for index, award in enumerate(definition.awards):
        if award.quota.kind is not QuotaKind.TABLE or not award.total or award.quota.total < award.total:
            continue
        where, basis, places = f"awards[{index}].quota", award.quota.annex, award.quota.total
        percent, rounding = definition.candidates_percent, len(award.quota.places)
        if places == award.total and percent == 100:
            text = (
                f"{in_marks(award.name)}名额与授牌数都是 {places} 个，是等额推荐：筛掉一个就空缺一个。"
                "如需择优，请改为差额，或约定备选和递补。"
            )
            yield Finding("quota_without_slack", text, where, basis, blocks=False)
        elif percent == 100 and places > award.total:
            text = f"{in_marks(award.name)}名额合计 {places} 个，授牌 {award.total} 个，两数不等。请核对，或写明差额比例。"
            yield Finding("quota_differs_from_total", text, where, basis)
        elif abs(places * 100 - award.total * percent) > rounding * 100:
            text = (
                f"{in_marks(award.name)}名额合计 {places} 个，按 {percent}% 推荐应有 {award.total * percent / 100:g} 个。"
                "请核对名额表或差额比例。"
            )
            yield Finding("quota_differs_from_ratio", text, where, basis, blocks=False)


_KINDS: Mapping[QuotaKind, Callable[[Award, Sequence[str], str], Iterator[Finding]]] = {
    QuotaKind.TABLE: _table,
    QuotaKind.REGISTER: _register,
    QuotaKind.OPEN: _open,
    QuotaKind.EACH: _each,
    QuotaKind.RATIO: _ratio,
}
