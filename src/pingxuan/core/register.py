"""The honour register (荣誉台账): who was honoured when, and what the rules that look into it say of a name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pingxuan.core.definition import RegisterRule
from pingxuan.core.finding import Finding
from pingxuan.core.names import Suspicion, name_key, same_name, similar
from pingxuan.core.words import RegisterRuleKind, RegisterState


@dataclass(frozen=True, kw_only=True)
class RegisterEntry:
    """One unit or person honoured in a year; ``body`` recommended it, ``number`` stands on its plaque."""

    honour: str
    year: int
    name: str
    body: str = ""
    state: RegisterState = RegisterState.VALID
    number: str = ""


@dataclass(frozen=True)
class Judgement:
    """What a person said of a suspicion: whether the name and ``candidate`` are the same, and why."""

    candidate: str
    same: bool
    reason: str = ""


def register_match(
    rule: RegisterRule,
    name: str,
    entries: Iterable[RegisterEntry],
    judgements: Iterable[Judgement] = (),
    prefixes: Sequence[str] = (),
) -> RegisterEntry | None:
    """The entry of the rule's honour and year that ``name`` is, by its key or by a person's judgement."""
    within = _within(rule, entries)
    if not name_key(name, prefixes):
        return None
    ruled = {judgement.candidate: judgement.same for judgement in judgements}
    exact = (
        entry for entry in within if same_name(name, entry.name, prefixes) and ruled.get(entry.name, True)
    )
    judged = (entry for entry in within if ruled.get(entry.name))
    return next(exact, None) or next(judged, None)


def register_findings(
    rule: RegisterRule,
    name: str,
    entries: Sequence[RegisterEntry],
    taken: Mapping[str, str] | None = None,
    judgements: Sequence[Judgement] = (),
    prefixes: Sequence[str] = (),
    where: str = "",
) -> tuple[Finding, ...]:
    """What the rule says of ``name``: the nominee for EXCLUDED, the nominee's unit for REQUIRED_ONE_EACH.

    ``taken`` maps register units to the nominee who already stands for them; suspicions that a person has
    judged are not raised again.
    """
    if not name_key(name, prefixes):
        return ()
    match = register_match(rule, name, entries, judgements, prefixes)
    suspicions = () if match else _suspicions(rule, name, entries, judgements, prefixes)
    if rule.kind is RegisterRuleKind.EXCLUDED:
        return _excluded(rule, name, match, suspicions, where)
    return _required(rule, name, match, suspicions, _holder(match, taken or {}, prefixes), where)


def units_without_nomination(
    rule: RegisterRule,
    entries: Iterable[RegisterEntry],
    nominated_units: Iterable[str],
    prefixes: Sequence[str] = (),
) -> tuple[RegisterEntry, ...]:
    """Valid entries of the rule's honour and year whose unit has named nobody yet, in the register's order.

    ``nominated_units`` are the names of the register units nominations stand for.
    """
    named = {name_key(unit, prefixes) for unit in nominated_units}
    return tuple(
        entry
        for entry in _within(rule, entries)
        if entry.state is RegisterState.VALID and name_key(entry.name, prefixes) not in named
    )


def _within(rule: RegisterRule, entries: Iterable[RegisterEntry]) -> list[RegisterEntry]:
    return [entry for entry in entries if (entry.honour, entry.year) == (rule.honour, rule.year)]


def _suspicions(
    rule: RegisterRule,
    name: str,
    entries: Iterable[RegisterEntry],
    judgements: Iterable[Judgement],
    prefixes: Sequence[str],
) -> tuple[Suspicion, ...]:
    settled = {judgement.candidate for judgement in judgements}
    names = [entry.name for entry in _within(rule, entries) if entry.name not in settled]
    return similar(name, names, prefixes=prefixes)


def _holder(match: RegisterEntry | None, taken: Mapping[str, str], prefixes: Sequence[str]) -> str | None:
    if match is None:
        return None
    return next((who for unit, who in taken.items() if same_name(unit, match.name, prefixes)), None)


def _excluded(
    rule: RegisterRule,
    name: str,
    match: RegisterEntry | None,
    suspicions: Sequence[Suspicion],
    where: str,
) -> tuple[Finding, ...]:
    if match is None:
        return tuple(_suspected(rule, name, one, where, blocks=False) for one in suspicions)
    if match.state is RegisterState.REVOKED:
        sentence = f"“{match.name}”{_honoured(rule)}，后被撤销。请核实撤销原因后再决定是否推荐。"
        return (Finding("register_honour_revoked", sentence, where, rule.wording, blocks=False),)
    sentence = f"“{match.name}”{_honoured(rule)}，不能重复推荐，请改推荐其他单位。"
    return (Finding("register_already_honoured", sentence, where, rule.wording),)


def _required(
    rule: RegisterRule,
    name: str,
    match: RegisterEntry | None,
    suspicions: Sequence[Suspicion],
    holder: str | None,
    where: str,
) -> tuple[Finding, ...]:
    if match is None and suspicions:
        return tuple(_suspected(rule, name, one, where, blocks=True) for one in suspicions)
    if match is None:
        code = "register_unit_missing"
        sentence = f"“{name}”不在{rule.year}年“{rule.honour}”名单里，请核对单位名称，或改由名单内的单位推荐。"
    elif match.state is RegisterState.REVOKED:
        code = "register_unit_revoked"
        sentence = (
            f"“{match.name}”的“{rule.honour}”已被撤销，不能再由该单位推荐，请改由名单内的其他单位推荐。"
        )
    elif holder is not None:
        code = "register_unit_taken"
        sentence = f"“{match.name}”只能推荐一名，已推荐{holder}。要换人，请先撤回{holder}的推荐。"
    else:
        return ()
    return (Finding(code, sentence, where, rule.wording),)


def _suspected(rule: RegisterRule, name: str, one: Suspicion, where: str, *, blocks: bool) -> Finding:
    code = "register_unit_suspected" if blocks else "register_suspected"
    return Finding(
        code,
        f"“{name}”疑似就是{rule.year}年“{rule.honour}”名单里的“{one.candidate}”（相似度 {one.likeness}）：{one.reason}"
        "请核实，确认“是同一单位”或“不是同一单位”，并写明理由。",
        where,
        rule.wording,
        blocks,
    )


def _honoured(rule: RegisterRule) -> str:
    return f"已于{rule.year}年授予“{rule.honour}”"
