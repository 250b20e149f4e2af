"""A campaign as its notice defines it: frozen data, in and out of plain data without loss."""

from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any

import msgspec

from pingxuan.core.finding import Finding, Refused
from pingxuan.core.words import (
    AwardKind,
    BodyKind,
    DeadlineKind,
    FieldKind,
    LatePolicy,
    Meaning,
    OpinionBy,
    QuotaKind,
    RegisterRuleKind,
    Rounding,
)


@dataclass(frozen=True, kw_only=True)
class Field:
    """One blank of a form. ``key`` names it in a nomination's answers; ``label`` is what is printed."""

    key: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    meaning: Meaning = Meaning.NONE
    required: bool = True
    options: tuple[str, ...] = ()
    min_chars: int | None = None
    max_chars: int | None = None
    limit_blocks: bool = True
    annex_page: bool = False
    hint: str = ""
    in_heading: bool = False
    """Stands in the line above the table (填报单位, 填报时间)."""
    printed: bool = True
    """False for what only the summary table asks for (联系人): asked on the web, not printed on the form."""
    columns: tuple["Field", ...] = ()
    """The columns of a field of kind ROWS."""


@dataclass(frozen=True, kw_only=True)
class OpinionStep:
    """One opinion box of a form, in order; who writes it and the wordings offered."""

    key: str
    label: str
    by: OpinionBy
    wordings: tuple[str, ...] = ()
    seal: bool = True


@dataclass(frozen=True, kw_only=True)
class Form:
    """A nomination form (推荐表): the annex it is, its blanks in printed order, its opinion boxes."""

    title: str
    annex: str = ""
    fields: tuple[Field, ...] = ()
    opinions: tuple[OpinionStep, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a summary table; ``source`` is the key of the form field that fills it, "" for none."""

    label: str
    source: str = ""
    meaning: Meaning = Meaning.NONE


@dataclass(frozen=True, kw_only=True)
class SummaryTable:
    """A summary table (汇总表) that lists a body's nominations of one award."""

    title: str
    annex: str = ""
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """``places`` for every ``per`` counted (每 100 名教职工推荐 1 名), and each body's count."""

    places: int
    per: int
    of: str = ""
    """What is counted, as the notice says: 教职工人数."""
    rounding: Rounding = Rounding.NEAREST
    bases: dict[str, int] = field(default_factory=dict)
    """Body name → how many it counts."""


@dataclass(frozen=True, kw_only=True)
class Quota:
    """How many an award's bodies may nominate: by table, by register, the same each, by ratio, or open."""

    kind: QuotaKind = QuotaKind.OPEN
    title: str = ""
    annex: str = ""
    places: dict[str, int] = field(default_factory=dict)
    """Body name → places, in the order of the annex; for kind TABLE only."""
    each: int | None = None
    """Places of every body; for kind EACH only."""
    least: int | None = None
    """Every body nominates at least so many (每单位不少于 N 个), whatever the kind."""
    ratio: Ratio | None = None
    """For kind RATIO only."""

    @property
    def total(self) -> int:
        """Sum of the places the table allots; ``core.quota.allotted`` knows those of every kind."""
        return sum(self.places.values())


@dataclass(frozen=True, kw_only=True)
class RegisterRule:
    """A rule that looks into the honour register (荣誉台账): which honour, of which year."""

    kind: RegisterRuleKind
    honour: str
    year: int
    wording: str = ""


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One heading of the criteria (推荐标准) with its items; an inspection sheet derives from these."""

    heading: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Award:
    """One honour of the campaign: its kind, number of prizes, form, summary, quota, rules and criteria."""

    key: str
    name: str
    kind: AwardKind
    total: int | None = None
    prize_percent: int | None = None
    """Prizes per hundred nominations handed up (授奖比例); with ``total`` the smaller of the two holds."""
    form: Form = field(default_factory=lambda: Form(title="推荐表"))
    further_forms: tuple[Form, ...] = ()
    """Forms filled beside the main one (附表); their field keys differ from those of every other form."""
    summary: SummaryTable = field(default_factory=lambda: SummaryTable(title="推荐汇总表"))
    quota: Quota = field(default_factory=Quota)
    rules: tuple[RegisterRule, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    vetoes: tuple[str, ...] = ()
    inspected: bool = True

    @property
    def forms(self) -> tuple[Form, ...]:
        """The main form, then those filled beside it."""
        return (self.form, *self.further_forms)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every blank of every form, in the order they are filled."""
        return tuple(blank for form in self.forms for blank in form.fields)

    @property
    def whole_form(self) -> Form:
        """The main form with the blanks of those beside it: all that is asked of a nominee, as one."""
        return replace(self.form, fields=self.fields) if self.further_forms else self.form


@dataclass(frozen=True, kw_only=True)
class NominatingBody:
    """A body the notice invites to nominate; a DIRECT body sub-allots its places to member units."""

    name: str
    kind: BodyKind = BodyKind.LOCAL


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """An instant in 北京时间 beside the notice's own wording; ``at`` is None until a person has fixed it."""

    kind: DeadlineKind
    what: str
    at: datetime | None = None
    wording: str = ""
    channel: str = ""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Whom the notice says to call or write to."""

    person: str = ""
    phone: str = ""
    email: str = ""
    scope: str = ""
    """What one asks them about: the award, the system, the payment; "" for everything."""


@dataclass(frozen=True, kw_only=True)
class Approval:
    """Approval basis of the campaign (批准依据、文号、数量); empty is warned, DOMAIN §4."""

    basis: str = ""
    number: str = ""
    limit: int | None = None


@dataclass(frozen=True, kw_only=True)
class PublicationRule:
    """How long the 公示 runs, in working days, first day not counted."""

    working_days: int = 5


@dataclass(frozen=True, kw_only=True)
class PlaqueRule:
    """How plaques are numbered: ``{year}``, ``{award}`` and ``{number:03d}`` are filled in."""

    pattern: str = "{year}-{award}-{number:03d}"
    valid_years: int | None = None


@dataclass(frozen=True, kw_only=True)
class Definition:
    """A whole campaign as data. Nothing of one campaign stands in code; it stands in one of these."""

    title: str
    short_title: str = ""
    doc_number: str = ""
    issuer: str = ""
    sealed_for: bool = False
    """The issuer's seal stands for another body (代章)."""
    issue_date: date | None = None
    addressees: str = ""
    purpose: str = ""
    scope: str = ""
    awards: tuple[Award, ...] = ()
    bodies: tuple[NominatingBody, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    contact: Contact = Contact()
    further_contacts: tuple[Contact, ...] = ()
    attachments: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    """Categories of service point named in the scope: for filters and statistics, not printed in forms."""
    departments: tuple[str, ...] = ()
    """Departments consulted (征求意见)."""
    media: tuple[str, ...] = ()
    """Media the materials are due in, as the notice says: 纸质版, 电子版."""
    copies: int | None = None
    """How many paper copies of the materials are due (一式 N 份)."""
    late_policy: LatePolicy = LatePolicy.REFUSE
    candidates_percent: int = 100
    """Nominations per hundred prizes: 100 is 等额, above is 差额."""
    publication: PublicationRule = PublicationRule()
    plaque: PlaqueRule = PlaqueRule()
    approval: Approval = Approval()

    def award(self, key: str) -> Award:
        """The award of that key; KeyError when there is none."""
        for award in self.awards:
            if award.key == key:
                return award
        raise KeyError(key)

    def deadline(self, kind: DeadlineKind) -> Deadline | None:
        """The first deadline of that kind, or None."""
        return next((due for due in self.deadlines if due.kind is kind), None)


def field_for(form: Form, meaning: Meaning) -> Field | None:
    """The form's first field with that meaning, or None."""
    return next((blank for blank in form.fields if blank.meaning is meaning), None)


def to_data(definition: Definition) -> dict[str, Any]:
    """Plain data (dicts, lists, ISO strings) ready for JSON; what equals its default is left out.

    So a field added later with a default changes no digest of an older definition.
    """
    return dict(msgspec.to_builtins(told_data(definition)))


def whole_data(part: Any) -> dict[str, Any]:
    """Plain data of a definition or a part of one, every value written out: what a page shows and changes."""
    return dict(msgspec.to_builtins(_whole(part)))


def from_data(data: dict[str, Any]) -> Definition:
    """A definition from plain data; raises Refused naming the place that does not fit."""
    try:
        return msgspec.convert(data, Definition)
    except msgspec.ValidationError as error:
        raise Refused(
            Finding("definition_malformed", f"评选定义有一处不合格式：{error}。请按原样改回或重新生成。")
        ) from error


def told_data(value: Any) -> Any:
    """Dataclasses as dicts without what equals its default; the rest as it is: dates and terms stay themselves."""
    if is_dataclass(value):
        return {
            one.name: told_data(getattr(value, one.name))
            for one in fields(value)
            if getattr(value, one.name) != _default(one)
        }
    if isinstance(value, tuple):
        return [told_data(one) for one in value]
    return value


def _whole(value: Any) -> Any:
    """Dataclasses as dicts of all they hold; msgspec itself passes over defaults it never had to set."""
    if is_dataclass(value):
        return {one.name: _whole(getattr(value, one.name)) for one in fields(value)}
    return [_whole(one) for one in value] if isinstance(value, tuple) else value


def _default(one: Any) -> Any:
    return one.default_factory() if one.default_factory is not MISSING else one.default
