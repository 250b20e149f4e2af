"""Plaques (牌匾): their numbers by the campaign's pattern, how long they hold, and what a scan is answered."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from pingxuan.core.definition import PlaqueRule
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.words import PlaqueAnswer, PlaqueState

LONGEST_NUMBER = 60
_BLANK = re.compile(r"\{(year|award|number)(?::(0?\d{1,2})d)?\}")


@dataclass(frozen=True)
class Honouree:
    """One nominee to be given a plaque: whose it is and for which award."""

    nomination_id: str
    award: str


def plaque_number(rule: PlaqueRule, *, year: int, award: str, number: int) -> str:
    """The number of one plaque by the rule's pattern.

    Raises Refused when the pattern holds anything but ``{year}``, ``{award}`` and ``{number}`` (or
    ``{number:03d}``), or leaves the number out.
    """
    values = {"year": year, "award": award, "number": number}

    def filled(blank: re.Match[str]) -> str:
        value, width = values[blank[1]], blank[2]
        return format(value, f"{width}d") if width and isinstance(value, int) else str(value)

    text = _BLANK.sub(filled, rule.pattern)
    left_over = _BLANK.sub("", rule.pattern)
    if "{" in left_over or "}" in left_over or "{number" not in rule.pattern or len(text) > LONGEST_NUMBER:
        raise Refused(
            Finding(
                "plaque_pattern_bad",
                f"牌匾编号格式“{rule.pattern}”不能用：须含{{number}}，可用{{year}}、{{award}}，编号不超过"
                f"{LONGEST_NUMBER}字。请在评选定义中改正。",
                where="plaque.pattern",
            )
        )
    return text


def plaque_numbers(
    rule: PlaqueRule, honourees: Sequence[Honouree], *, year: int, taken: Collection[str] = ()
) -> dict[str, str]:
    """Nomination → plaque number, in the order given; numbers already ``taken`` are passed over.

    Counts from 1 within each award, or across them all where the pattern does not name the award.
    """
    each = "{award}" in rule.pattern
    counts: dict[str, int] = {}
    used = set(taken)
    numbers = {}
    for honouree in honourees:
        series = honouree.award if each else ""
        while True:
            counts[series] = counts.get(series, 0) + 1
            number = plaque_number(rule, year=year, award=honouree.award, number=counts[series])
            if number not in used:
                break
        used.add(number)
        numbers[honouree.nomination_id] = number
    return numbers


def valid_until(rule: PlaqueRule, issued_on: date) -> date | None:
    """The last day a plaque issued that day holds; None where it holds without term."""
    if rule.valid_years is None:
        return None
    year = issued_on.year + rule.valid_years
    try:
        return issued_on.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def plaque_answer(state: PlaqueState | None, until: date | None, today: date) -> PlaqueAnswer:
    """What a scan is answered; ``state`` is None where no plaque has that code. The last day still holds."""
    if state is None:
        return PlaqueAnswer.UNKNOWN
    if state is PlaqueState.REVOKED:
        return PlaqueAnswer.REVOKED
    return PlaqueAnswer.EXPIRED if until is not None and today > until else PlaqueAnswer.VALID
