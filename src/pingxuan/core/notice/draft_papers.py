"""Which printed forms and which summary table are whose award's: the main form, those beside it, and shared ones."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pingxuan.core.definition import Award, Form, field_for
from pingxuan.core.finding import in_marks
from pingxuan.core.notice.awards import AwardFact, award_named
from pingxuan.core.notice.draft_forms import assumed_form, assumed_opinions, draft_form, draft_further_form
from pingxuan.core.notice.draft_summaries import assumed_summary, draft_summary
from pingxuan.core.notice.facts import NoticeFacts
from pingxuan.core.notice.form_parts import FormFact
from pingxuan.core.notice.notes import Notes
from pingxuan.core.notice.summaries import SummaryFact
from pingxuan.core.words import AwardKind, Meaning

_BESIDE = re.compile(
    r"征求意见|备案|承诺|鉴定|考察|审核|基本情况|情况表|简况|信息|公示|证明|事迹|廉洁|政审|联审"
)
_FOR_PERSON = re.compile(r"个人|人员|人选|工作者|干部|负责人|先进分子")
_FOR_UNIT = re.compile(r"集体|单位|组织|企业|班组|团队")


@dataclass(frozen=True)
class Printed:
    """The forms a notice prints for one award; ``shared`` are those whose title names none of several awards."""

    main: FormFact | None
    further: tuple[FormFact, ...] = ()
    shared: tuple[FormFact, ...] = ()


def with_papers(award: Award, index: int, facts: NoticeFacts, notes: Notes) -> Award:
    """The award with its forms and its summary table; asks for what the notice leaves open."""
    path = f"awards[{index}]"
    printed = printed_forms(facts.awards[index], award.kind, facts)
    form = _main_form(award, printed.main, path, facts, notes)
    table = _summary_for(facts.awards[index], facts)
    if table:
        summary, form = draft_summary(table, form, f"{path}.summary", f"{path}.form", notes)
    else:
        summary = assumed_summary(award.name, form)
    taken = {blank.key for blank in form.fields}
    further: list[Form] = []
    for fact in printed.further:
        here = f"{path}.further_forms[{len(further)}]"
        if fact in printed.shared:
            _ask_shared(award, fact, here, notes)
        further.append(draft_further_form(fact, award.kind, facts, here, notes, taken))
    award = replace(award, form=form, further_forms=tuple(further), summary=summary)
    _ask_summary_key(award, table, path, notes)
    return award


def printed_forms(fact: AwardFact, kind: AwardKind, facts: NoticeFacts) -> Printed:
    """The forms of one award: those whose title names it, then those that name no award and may be its own."""
    owners = [award_named(form.title.text, facts.awards) for form in facts.forms]
    named = [form for form, owner in zip(facts.forms, owners, strict=True) if owner is fact]
    unnamed = [form for form, owner in zip(facts.forms, owners, strict=True) if owner is None]
    alone = len(facts.awards) == 1
    fitting = [form for form in unnamed if alone or _fits(form, kind)]
    mains = [form for form in named if not _BESIDE.search(form.title.text)]
    if not mains and (alone or _only_main(unnamed) or _only_of_kind(kind, facts)):
        mains = [form for form in fitting if not _BESIDE.search(form.title.text)][:1]
    main = next(iter([*mains, *named]), None)
    beside = [form for form in fitting if alone or _BESIDE.search(form.title.text)]
    further = tuple(form for form in facts.forms if form in (*named, *beside) and form is not main)
    return Printed(main, further, () if alone else tuple(beside))


def _fits(form: FormFact, kind: AwardKind) -> bool:
    """Whether a form's title speaks of such nominees, or of none in particular."""
    person, unit = _FOR_PERSON.search(form.title.text), _FOR_UNIT.search(form.title.text)
    if bool(person) == bool(unit):
        return True
    return bool(person) == (kind is AwardKind.PERSON)


def _only_main(unnamed: Sequence[FormFact]) -> bool:
    """Whether one form, naming no award, is the nomination form of them all."""
    return sum(not _BESIDE.search(form.title.text) for form in unnamed) == 1


def _only_of_kind(kind: AwardKind, facts: NoticeFacts) -> bool:
    return sum(award.kind is not None and award.kind.value is kind for award in facts.awards) == 1


def _main_form(award: Award, printed: FormFact | None, path: str, facts: NoticeFacts, notes: Notes) -> Form:
    if printed is None:
        text = f"通知没有附{in_marks(award.name)}的推荐表，已按常用栏目拟了一张。请增减栏目后确认。"
        notes.ask("form_assumed", text, f"{path}.form")
        return assumed_form(award.name, award.kind)
    form = draft_form(printed, award.kind, facts, f"{path}.form", notes)
    if form.opinions:
        return form
    text = f"{in_marks(award.name)}的推荐表没有意见栏，已补推荐单位和主办单位两栏意见。请确认。"
    notes.ask("opinions_assumed", text, f"{path}.form.opinions")
    return replace(form, opinions=assumed_opinions())


def _ask_shared(award: Award, fact: FormFact, path: str, notes: Notes) -> None:
    text = (
        f"{in_marks(fact.title.shown)}没有写明是哪一个奖项的，暂作{in_marks(award.name)}的附表。"
        "不需要的请删去这张附表。"
    )
    notes.ask("form_shared", text, path, "", [fact.title.span()])


def _ask_summary_key(award: Award, table: SummaryFact | None, path: str, notes: Notes) -> None:
    """A register rule goes by the unit, so a summary without it cannot be checked on its own."""
    unit = field_for(award.form, Meaning.UNIT_NAME)
    sources = {column.source for column in award.summary.columns}
    if table and award.rules and unit and unit.key not in sources:
        text = (
            f"汇总表没有{in_marks(unit.label)}列，而{in_marks(award.name)}要按单位核对荣誉台账。"
            "核对以推荐表为准；收到的汇总表如需单独核对，请加这一列。"
        )
        notes.ask("summary_lacks_unit", text, f"{path}.summary.columns", unit.label, [table.title.span()])


def _summary_for(fact: AwardFact, facts: NoticeFacts) -> SummaryFact | None:
    """The summary whose title names the award; else the only one that names none."""
    named = [table for table in facts.summaries if award_named(table.title.text, facts.awards) is fact]
    if named:
        return named[0]
    shared = [table for table in facts.summaries if award_named(table.title.text, facts.awards) is None]
    return shared[0] if len(shared) == 1 else None
