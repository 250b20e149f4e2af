"""The honours a notice offers: their names, whether units or persons get them, and how many."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pingxuan.core.notice.award_counts import (
    Counted,
    SharedTotal,
    counted_names,
    shared_totals,
    without_repeats,
)
from pingxuan.core.notice.award_lists import (
    batch_names,
    bestowed_names,
    decided_names,
    form_names,
    grouped_names,
    heading_names,
    parted_names,
    prize_list,
    prize_names,
)
from pingxuan.core.notice.award_names import (
    fullest_name,
    honours_once,
    names_in_sheets,
    names_in_title,
    only_generic,
    undated,
    unquoted,
)
from pingxuan.core.notice.award_tables import tabled_names
from pingxuan.core.notice.fact import SURENESS, Fact, How, printed, read_as
from pingxuan.core.notice.honours import core_name, kind_of, plain_name, same_honour
from pingxuan.core.notice.notice_kind import NO_AWARDS, read_kind
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.quotas import QuotaSheet
from pingxuan.core.notice.source import Piece
from pingxuan.core.words import AwardKind

_COUNT_PERSONS = "名人位"
_GRADED = re.compile("(?:国家|[省市州县区校院系])级")
_GRANTS = re.compile("(?:各类)?(?:学生)?奖(?:、?助)?学金")
_DEGREE = re.compile("[特一二三四]等奖$")
_ABOVE = re.compile(r"(?:标兵|标杆|特别奖)$")
_CAMPAIGN = re.compile(
    r"评选|评比|评优|评先|选树|推选|表彰|表扬|推荐|推报|选举|评定|寻找|寻访|争创|创建|认定|遴选|命名|申报|提名|评奖|甄选|授予|评出|奖励|奖项"
)
SHARED_END = 3
"""Characters at the end of two names that make them alike."""
ALIKE = 0.6
"""Share of a title's name, in pairs of characters, that a longer name of the list holds."""
LISTED_INSTEAD = 3
"""So many counted honours a general title does not name are the list it stands for."""


@dataclass(frozen=True)
class AwardFact:
    """One honour; ``kind`` and ``total`` are None when the notice does not tell."""

    name: Fact[str]
    kind: Fact[AwardKind] | None = None
    total: Fact[int] | None = None
    approximate: bool = False
    """The notice says 50余个."""


def read_awards(parts: Parts, quotas: tuple[QuotaSheet, ...]) -> tuple[AwardFact, ...]:
    """The honours in the notice's own order; none of a course, a meeting, a call for projects or for staff."""
    chosen = _CAMPAIGN.search(parts.source.text) or names_in_title(parts)
    if read_kind(parts).value in NO_AWARDS or not chosen:
        return ()
    counted = without_repeats([*tabled_names(parts), *counted_names(parts)])
    known = _names(parts, quotas, counted)
    more = [
        one.name for one in counted if known and _stands_alone(one, known) and not _match(one.name, known)
    ]
    more = honours_once(more, chosen=True, quoted_will_do=True)
    names = [fullest_name(name, parts, [one.name for one in counted]) for name in (*known, *more)]
    kinds = {name.text: kind for name, kind in grouped_names(parts)}
    return _with_shared_totals(parts, tuple(_award(undated(name), counted, kinds) for name in names))


def _as_repeated(name: Piece, titled: list[Piece], parts: Parts) -> Piece:
    """A name only the title has, as the text below says it again and again (先进党组织: 先进基层党组织)."""
    texts = [paragraph.text for paragraph in parts.body] + [piece.text for _, piece in parts.attachments]
    plain = undated(name).text.strip("“”")
    if only_generic([name]) or any(plain in text for text in texts):
        return name
    said = [undated(one) for one in (*decided_names(parts), *heading_names(parts), *names_in_sheets(parts))]
    alike = {
        one.text: one
        for one in said
        if one.text[-SHARED_END:] == plain[-SHARED_END:] and not _match(one, titled)
    }
    often = [one for text, one in alike.items() if sum(each.count(text) for each in texts) > 1]
    return often[0] if len(often) == 1 else name


def _as_counted(name: Piece, counted: list[Counted]) -> Piece:
    """优秀调解员 of the title as its number is given for it: 优秀人民调解员60名."""
    plain = undated(name).text.strip("“”")
    fuller = [one.name for one in counted if one.total and _within(plain, one.name.text.strip("“”"))]
    return fuller[0] if len(fuller) == 1 and not _match(name, (one.name for one in counted)) else name


def _within(short: str, long: str) -> bool:
    """Whether a name is another with words left out in the middle."""
    rest = iter(long)
    alike = long[:2] == short[:2] and long[-SHARED_END:] == short[-SHARED_END:]
    return alike and len(short) < len(long) and all(character in rest for character in short)


def _in_lists(parts: Parts) -> list[Piece]:
    """Honours that head an item of a list of prizes or numbers, other than 先进集体 over a group of them."""
    return [name for name in heading_names(parts, of_numbers=True) if not only_generic([name])]


def _stands_alone(one: Counted, known: list[Piece]) -> bool:
    """Whether a counted honour is an award though the title does not name it: 优秀员工标兵 above 优秀员工 too."""
    if _DEGREE.search(one.name.text):
        return False
    above = _ABOVE.sub("", core_name(one.name.text))
    higher = any(above == core_name(name.text) for name in known)
    return one.quoted or ((one.decided or higher) and one.total is not None)


def _names(parts: Parts, quotas: tuple[QuotaSheet, ...], counted: list[Counted]) -> list[Piece]:
    """The names in the title; where it gives none, or 先进集体 for a whole list, those in the text."""
    titled, numbered = names_in_title(parts), honours_once(one.name for one in counted)
    set_out = _set_out(parts, titled)
    if set_out:
        return set_out
    listed = [name for name in numbered if not _match(name, titled)]
    counted_out = [one.name for one in counted if one.total and one.name in listed]
    if titled and only_generic(titled) and len(counted_out) >= LISTED_INSTEAD:
        return sorted(honours_once([*listed, *_in_lists(parts)]), key=lambda name: name.at[0])
    grants = [name for name in honours_once([*numbered, *heading_names(parts)]) if name.text.endswith("学金")]
    if len(titled) == 1 and _GRANTS.fullmatch(core_name(titled[0].text)) and len(grants) > 1:
        return grants
    batch = honours_once(batch_names(parts))
    if len(batch) > len(titled) > 0 and all(_match(name, batch) for name in titled):
        return batch
    titled = [_as_repeated(_as_counted(name, counted), titled, parts) for name in titled]
    if titled:
        return _without_umbrella([*titled, *(o for o in listed if any(_is_umbrella(t, o) for t in titled))])
    return _in_text(parts, quotas, counted)


def _in_text(parts: Parts, quotas: tuple[QuotaSheet, ...], counted: list[Counted]) -> list[Piece]:
    """The names where the title gives none: quota tables, numbers, lists, headings; else what the opening decides."""
    numbered = honours_once(one.name for one in counted)
    headings = [column.heading for sheet in quotas for column in sheet.columns if column.heading]
    found = honours_once(
        [*headings, *numbered, *bestowed_names(parts), *prize_names(parts), *heading_names(parts)]
    )
    decided = honours_once(_by_grade(decided_names(parts)))
    if len(decided) > len(found) > 0 and all(_match(name, decided) for name in found):
        told = "，".join(core_name(name.text) for name in found)
        found += [name for name in decided if not _match(name, found) and core_name(name.text) not in told]
    if not any(one.total for one in counted):
        found = _without_groups(found, decided)
    found = [_in_full(name, decided) for name in found]
    found = found if headings else sorted(found, key=lambda name: name.at[0])
    last = honours_once(names_in_sheets(parts)) or honours_once(form_names(parts))
    return _without_umbrella(found or decided or last)


def _without_groups(found: list[Piece], decided: list[Piece]) -> list[Piece]:
    """先进个人 beside 全国建材行业先进集体 is a group: what the opening decides on says which honours are in it."""
    groups = [name for name in found if only_generic([name]) and len(name.text) <= len("先进工作者")]
    named = any(name not in groups and _match(name, decided) for name in found)
    if not named or all(_match(group, decided) for group in groups):
        return found
    kept = [name for name in found if name not in groups or _match(name, decided)]
    return kept + [name for name in decided if not _match(name, kept)]


def _by_grade(names: Iterable[Piece]) -> list[Piece]:
    """The names, those that tell a grade (省级优秀毕业生) first."""
    return sorted(map(undated, names), key=lambda name: not _GRADED.match(name.text))


def _in_full(name: Piece, decided: list[Piece]) -> Piece:
    """先进个人 as the opening paragraphs decide on it (全国群众体育先进个人), where the notice has no title."""
    fuller = [one for one in decided if one.text.endswith(name.text) and len(one.text) > len(name.text) + 2]
    return fuller[0] if fuller and only_generic([name]) and len(name.text) < LISTED_INSTEAD * 2 else name


def _set_out(parts: Parts, titled: list[Piece]) -> list[Piece]:
    """The full list the text sets out where the title has none, names groups, or names one prize parted below."""
    grouped = list({name.text: name for name, _ in grouped_names(parts)}.values())
    if len(grouped) > 1 and (not titled or only_generic(titled) or _stand_for(grouped, titled)):
        return grouped
    parted = honours_once(parted_names(parts, undated(titled[0]).text)) if len(titled) == 1 else []
    if parted:
        return parted
    prizes = honours_once(prize_names(parts))
    if len(prizes) > len(titled) > 0 and all(_match(name, prizes) for name in titled):
        return prizes
    listed = honours_once(prize_list(parts))
    alike = [any(_share(core_name(t.text), core_name(o.text)) >= ALIKE for o in listed) for t in titled]
    return (
        listed if titled and len(listed) > len(titled) and (all(alike) or _stand_for(listed, titled)) else []
    )


def _stand_for(listed: list[Piece], titled: list[Piece]) -> bool:
    """Whether a list of prizes is what the title's one general name (优秀员工) stands for."""
    return len(titled) == 1 and len(listed) >= LISTED_INSTEAD and not _match(titled[0], listed)


def _without_umbrella(names: list[Piece]) -> list[Piece]:
    """五一劳动奖 beside 五一劳动奖章 and 奖状 is what both are called together."""
    return [name for name in names if not any(_is_umbrella(name, other) for other in names)]


def _is_umbrella(name: Piece, other: Piece) -> bool:
    core = plain_name(name.text)
    return core.endswith("奖") and plain_name(other.text) in (core + "章", core + "状")


def award_named(text: str, awards: Iterable[AwardFact]) -> AwardFact | None:
    """The award a heading speaks of: named outright, or the one whose name it shares most of; else None."""
    awards = tuple(awards)
    core = core_name(text)
    outright = [award for award in awards if core_name(award.name.value) in core]
    if outright:
        cores = [core_name(award.name.value) for award in outright]
        whole = [
            award for award, own in zip(outright, cores, strict=True) if sum(own in c for c in cores) == 1
        ]
        return whole[0] if len(whole) == 1 else None
    ends = [(_shared_end(core_name(award.name.value), core), index) for index, award in enumerate(awards)]
    longest = max(ends, default=(0, 0))
    if longest[0] >= 4 and [length for length, _ in ends].count(longest[0]) == 1:
        return awards[longest[1]]
    shares = [(_share(core_name(award.name.value), core), index) for index, award in enumerate(awards)]
    best = max(shares, default=(0.0, 0))
    near = [share for share, _ in shares if share > best[0] - 0.15]
    return awards[best[1]] if best[0] >= 0.6 and len(near) == 1 else None


def _shared_end(name: str, text: str) -> int:
    """Length of the longest end of a name that a text holds."""
    return next((len(name) - start for start in range(len(name)) if name[start:] in text), 0)


def _share(name: str, text: str) -> float:
    """How much of a name's neighbouring characters stand in a text."""
    pairs = {name[i : i + 2] for i in range(len(name) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def _match(name: Piece, others: Iterable[Piece]) -> bool:
    return any(same_honour(name.text, other.text) for other in others)


def _award(name: Piece, counted: list[Counted], kinds: dict[str, AwardKind]) -> AwardFact:
    one = next((c for c in counted if same_honour(c.name.text, name.text)), None)
    kind = kind_of(name.text) or kinds.get(name.text)
    known = read_as(kind, name) if kind else None
    if kind is None and one is not None and one.total is not None:
        guess = AwardKind.PERSON if one.unit in _COUNT_PERSONS else AwardKind.UNIT
        known = Fact(guess, one.total.spans, How.INFERRED, SURENESS[How.INFERRED])
    shown = printed(unquoted(name))
    return AwardFact(shown, known, one.total if one else None, bool(one and one.total and one.approximate))


def _with_shared_totals(parts: Parts, awards: tuple[AwardFact, ...]) -> tuple[AwardFact, ...]:
    """Totals said apart from the name: 名额共100户, 见附件1，共100个."""
    found = list(awards)
    for shared in shared_totals(parts):
        award = _spoken_of(shared, parts, awards)
        place = awards.index(award) if award else None
        if place is not None and found[place].total is None:
            found[place] = replace(found[place], total=shared.total, approximate=shared.approximate)
    return tuple(found)


def _spoken_of(shared: SharedTotal, parts: Parts, awards: tuple[AwardFact, ...]) -> AwardFact | None:
    """Which award 共100个 counts: the only one, the annex's referred to, the one just named or headed with."""
    if len(awards) == 1 or shared.for_one:
        return awards[0] if len(awards) == 1 else None
    referred = re.search(r"附件([0-9]{1,2})[^附]{0,12}$", shared.before)
    for annex in parts.annexes if referred else ():
        if referred and annex.number == int(referred[1]) and annex.title:
            return award_named(annex.title.text, awards)
    places = [(shared.before.rfind(core_name(award.name.value)), index) for index, award in enumerate(awards)]
    place, index = max(places, default=(-1, 0))
    if place >= 0:
        return awards[index]
    headed = (award_named(heading, awards) for heading in reversed(shared.heading.split(" ")) if heading)
    return next((award for award in headed if award), None)
