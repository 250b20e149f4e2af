"""The draft's forms: every printed blank a field with kind, meaning and limits; every opinion box a step."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pingxuan.core.definition import Field, Form, OpinionStep
from pingxuan.core.finding import in_marks
from pingxuan.core.notice.facts import NoticeFacts
from pingxuan.core.notice.form_parts import FormFact, FormField
from pingxuan.core.notice.honours import core_name
from pingxuan.core.notice.labels import asked_by, customary_options, key_for
from pingxuan.core.notice.notes import Notes
from pingxuan.core.notice.word_limits import WordLimit
from pingxuan.core.words import AwardKind, FieldKind, Meaning, OpinionBy

_WORDINGS = {
    OpinionBy.FILING_UNIT: ("情况属实，同意申报。",),
    OpinionBy.NOMINATING_BODY: ("情况属实，同意推荐。",),
    OpinionBy.ORGANISER: ("经审核，同意授牌。", "经审核，同意。"),
}
_FILER = re.compile(
    r"^(?:呈报|申报|填报|所在|工作|本)(?:单位|部门)?|^(?:单位|学校|学院|支部|班级|年级组|基层|企业|社区|村)"
)
_SELF = re.compile(r"^(?:本人|个人|自我)")
_ORGANISER = re.compile(r"审定|审批|终审|评审|批准|评选办|组委会|评委会")
_STATED = re.compile(r"(?P<wording>[\u4e00-\u9fa5，]{2,30}同意[\u4e00-\u9fa5]{0,8}。)")
_OPTIONAL = re.compile("备注|曾用名|传真|兼职|微信|其他|邮编|邮政编码")
_NAME_END = re.compile(r"(?:名称|全称|姓名)$")


def draft_form(form: FormFact, kind: AwardKind, facts: NoticeFacts, path: str, notes: Notes) -> Form:
    """The definition's form for one printed form; asks where a nominee's name or an opinion is uncertain."""
    fields = _with_nominee(_fields(form, kind, facts, path, notes, set()), kind, path, notes)
    return _form(form, fields, facts, path, notes)


def draft_further_form(
    form: FormFact, kind: AwardKind, facts: NoticeFacts, path: str, notes: Notes, taken: set[str]
) -> Form:
    """A form filled beside the main one; ``taken`` holds the keys of the award's other forms and is added to."""
    drafted = _form(form, _fields(form, kind, facts, path, notes, taken), facts, path, notes)
    steps = tuple(replace(step, key=f"{_stem(path)}_{step.key}") for step in drafted.opinions)
    return replace(drafted, opinions=steps)


def _stem(path: str) -> str:
    """form2 for the first form beside the main one."""
    return f"form{int(path.rsplit('[', 1)[1].rstrip(']')) + 2}"


def _fields(
    form: FormFact, kind: AwardKind, facts: NoticeFacts, path: str, notes: Notes, taken: set[str]
) -> list[Field]:
    fields: list[Field] = []
    for index, blank in enumerate(form.fields):
        here = f"{path}.fields[{index}]"
        notes.spans(here, [blank.label.span(), *([blank.hint.span()] if blank.hint else [])])
        fields.append(_limited(_field(blank, kind, facts, taken), blank, form, facts, here, notes))
    return fields


def _form(form: FormFact, fields: Sequence[Field], facts: NoticeFacts, path: str, notes: Notes) -> Form:
    notes.shown(f"{path}.title", form.title)
    if not form.drawn:
        text = (
            f"{in_marks(form.title.shown)}的表格线没有保留下来，栏目是从连成一片的文字里拆出来的，"
            f"共拆出 {len(fields)} 栏。请对照原表核对，多了的删去，漏了的补上。"
        )
        notes.ask("form_cells_lost", text, f"{path}.fields", "", [form.title.span()])
    return Form(
        title=form.title.shown,
        annex=form.annex.name,
        fields=tuple(fields),
        opinions=_opinions(form, facts, path, notes),
    )


def _field(blank: FormField, kind: AwardKind, facts: NoticeFacts, taken: set[str]) -> Field:
    label = blank.label.shown
    asked = asked_by(label)
    offered = blank.options or _choices(label, facts)
    options = offered or customary_options(label)
    if options:
        several = blank.hint is not None and "多选" in blank.hint.text
        field_kind = FieldKind.OPTIONS if several else FieldKind.OPTION
    elif blank.columns:
        field_kind = FieldKind.ROWS
    else:
        field_kind = FieldKind.TEXT if asked.kind is FieldKind.OPTION else asked.kind
    return Field(
        key=key_for(label, taken),
        label=label,
        kind=field_kind,
        meaning=_meaning(asked.meaning, label, kind, in_heading=blank.in_heading),
        required=not blank.in_heading and not _OPTIONAL.search(label),
        options=options,
        in_heading=blank.in_heading,
        columns=_columns(blank),
        hint=_hint(blank, options),
    )


def _columns(blank: FormField) -> tuple[Field, ...]:
    taken: set[str] = set()
    return tuple(
        Field(
            key=key_for(column.shown, taken),
            label=column.shown,
            kind=_cell_kind(column.shown),
            required=False,
        )
        for column in blank.columns
    )


def _cell_kind(label: str) -> FieldKind:
    """A column asks for a name or a number where its label says so; everything else is text."""
    kind = asked_by(label).kind
    return kind if kind in (FieldKind.PERSON_NAME, FieldKind.NUMBER, FieldKind.PHONE) else FieldKind.TEXT


def _choices(label: str, facts: NoticeFacts) -> tuple[str, ...]:
    return next(
        (tuple(option.value for option in found) for name, found in facts.choices if name == label), ()
    )


def _meaning(meaning: Meaning, label: str, kind: AwardKind, *, in_heading: bool) -> Meaning:
    if meaning is Meaning.FILING_UNIT and not in_heading:
        return Meaning.NONE
    if kind is AwardKind.PERSON and meaning is Meaning.NONE and re.search(r"单位(?:名称|全称)$", label):
        return Meaning.UNIT_NAME
    if kind is AwardKind.UNIT and meaning is Meaning.UNIT_NAME:
        return Meaning.NONE
    return meaning


def _hint(blank: FormField, options: tuple[str, ...]) -> str:
    """What is printed in the blank, unless it is the options or a place for a seal."""
    if blank.hint is None or options or re.search("盖章|年月日|签[字名]", blank.hint.text):
        return ""
    return blank.hint.shown.strip("（）")


def _limited(
    field: Field, blank: FormField, form: FormFact, facts: NoticeFacts, path: str, notes: Notes
) -> Field:
    """The field with its limit: the one printed in the blank, else the one the body sets for its text."""
    limit = _limit_for(blank, field, form, facts.word_limits)
    if limit is None:
        return field
    notes.spans(f"{path}.max_chars", [limit.span])
    field = replace(field, kind=FieldKind.LONG_TEXT, annex_page=limit.annex_page)
    if limit.approx is None:
        return replace(field, min_chars=limit.low, max_chars=limit.high)
    text = f"{in_marks(field.label)}写的是{limit.approx}字左右，没有上下限。暂按不超过 {limit.approx * 6 // 5} 字提示、不阻止报送，请确认。"
    notes.ask("word_limit_approximate", text, f"{path}.max_chars", str(limit.approx * 6 // 5), [limit.span])
    return replace(field, max_chars=limit.approx * 6 // 5, limit_blocks=False, hint=f"{limit.approx}字左右")


def _limit_for(
    blank: FormField, field: Field, form: FormFact, limits: tuple[WordLimit, ...]
) -> WordLimit | None:
    own = [limit for limit in limits if limit.form is form and limit.field == blank.label.shown]
    if own or field.meaning is not Meaning.DEEDS:
        return own[0] if own else None
    title = core_name(form.title.text)
    said = [limit for limit in limits if "事迹" in limit.field and limit.form in (None, form)]
    named = [limit for limit in said if limit.field[:4] in title]
    return named[0] if named else said[0] if len(said) == 1 else None


def _with_nominee(fields: list[Field], kind: AwardKind, path: str, notes: Notes) -> list[Field]:
    """The fields, one of them marked as the nominee's name."""
    inside = [index for index, field in enumerate(fields) if not field.in_heading]
    wanted = "unit_name" if kind is AwardKind.UNIT else "name"
    by_key = [index for index in inside if fields[index].key == wanted]
    by_end = [index for index in inside if _NAME_END.search(fields[index].label)]
    chosen = next(iter([*by_key, *by_end, *inside[:1]]), None)
    if chosen is None:
        return fields
    if not by_key:
        text = f"推荐表没有明确的名称栏，暂以{in_marks(fields[chosen].label)}作为推荐对象的名称。请确认。"
        notes.ask("nominee_name_uncertain", text, f"{path}.fields[{chosen}].meaning", fields[chosen].label)
    marked = list(fields)
    marked[chosen] = replace(fields[chosen], meaning=Meaning.NOMINEE_NAME)
    return marked


def _opinions(form: FormFact, facts: NoticeFacts, path: str, notes: Notes) -> tuple[OpinionStep, ...]:
    steps: list[OpinionStep] = []
    writers = _writers([box.shown for box, _ in form.opinions], [issuer.value for issuer in facts.issuers])
    for index, (box, printed) in enumerate(form.opinions):
        here = f"{path}.opinions[{index}]"
        notes.spans(here, [box.span()])
        by, sure = writers[index]
        stated = _STATED.search(printed.shown) if printed else None
        wordings = ((stated["wording"],) if stated else ()) + _WORDINGS[by]
        steps.append(
            OpinionStep(
                key=f"opinion{index + 1}", label=box.shown, by=by, wordings=tuple(dict.fromkeys(wordings))
            )
        )
        if not sure:
            text = f"{in_marks(box.shown)}由谁出具，通知没有写明，按次序推定为{by.label}。请确认。"
            notes.ask("opinion_by_uncertain", text, f"{here}.by", by.label, [box.span()])
    return tuple(steps)


def _writers(labels: list[str], issuers: Sequence[str]) -> list[tuple[OpinionBy, bool]]:
    """Who writes each opinion; where none is the nominating body's, the last before the organiser is."""
    writers = [_who(labels, index, issuers) for index in range(len(labels))]
    if all(by is not OpinionBy.NOMINATING_BODY for by, _ in writers):
        others = [index for index, (by, _) in enumerate(writers) if by is OpinionBy.FILING_UNIT]
        if others:
            writers[others[-1]] = (OpinionBy.NOMINATING_BODY, False)
    unsure = [index for index, (_, sure) in enumerate(writers) if not sure]
    if len(unsure) == 1 and len(writers) > 1 and writers[unsure[0]][0] is OpinionBy.NOMINATING_BODY:
        between = 0 < unsure[0] < len(writers) - 1
        writers[unsure[0]] = (OpinionBy.NOMINATING_BODY, between)
    return writers


def _who(labels: list[str], index: int, issuers: Iterable[str]) -> tuple[OpinionBy, bool]:
    """Who writes an opinion, and whether its label says so rather than its place in the order."""
    label, last = labels[index].removesuffix("意见"), index == len(labels) - 1
    if _is_issuer(label, issuers):
        return OpinionBy.ORGANISER, True
    if _SELF.match(label) or (_FILER.match(label) and len(labels) > 1 and not last):
        return OpinionBy.FILING_UNIT, True
    if last and index > 0:
        return OpinionBy.ORGANISER, bool(_ORGANISER.search(label))
    return OpinionBy.NOMINATING_BODY, bool(re.search("推荐|县|市|区|州|地方|主管", label))


def _is_issuer(label: str, issuers: Iterable[str]) -> bool:
    core = re.sub(r"(?:审批|审核|审定|评审|推荐)$", "", label)
    return len(core) >= 4 and any(core in issuer or issuer in core for issuer in issuers)


def assumed_form(name: str, kind: AwardKind) -> Form:
    """The form proposed when the notice prints none."""
    unit = (("单位名称", Meaning.NOMINEE_NAME), ("负责人", Meaning.NONE))
    person = (("姓名", Meaning.NOMINEE_NAME), ("所在单位", Meaning.UNIT_NAME), ("职务", Meaning.NONE))
    shared = (("联系人", Meaning.CONTACT_NAME), ("联系电话", Meaning.PHONE), ("主要事迹", Meaning.DEEDS))
    taken: set[str] = set()
    fields = tuple(
        Field(key=key_for(label, taken), label=label, kind=asked_by(label).kind, meaning=meaning)
        for label, meaning in (*(unit if kind is AwardKind.UNIT else person), *shared)
    )
    return Form(title=f"{name}推荐表", fields=fields, opinions=assumed_opinions())


def assumed_opinions() -> tuple[OpinionStep, ...]:
    """The two steps every campaign needs: the nominating body, then the organiser."""
    steps = (("推荐单位意见", OpinionBy.NOMINATING_BODY), ("主办单位意见", OpinionBy.ORGANISER))
    return tuple(
        OpinionStep(key=f"opinion{index}", label=label, by=by, wordings=_WORDINGS[by])
        for index, (label, by) in enumerate(steps, start=1)
    )
