"""Template tags and filters of the pages: icons, form blanks, findings, charts, dates, masks, marked text."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from pingxuan.core.definition import Field, Form
from pingxuan.core.finding import Finding
from pingxuan.core.words import Word
from pingxuan.web import charts, display
from pingxuan.web.blank import Blank, findings_at

register = template.Library()

register.filter("date_words", display.date_words)
register.filter("short_date", display.short_date)
register.filter("stamp", display.stamp)
register.filter("cut_off", display.cut_off)
register.filter("masked_phone", display.masked_phone)
register.filter("masked_name", display.masked_name)
register.filter("or_dashes", lambda value: display.NO_VALUE if value in {None, ""} else value)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A symbol of the sprite: hidden from screen readers unless ``label`` says what it means."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="#i-{}"/></svg>', label, name
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.simple_tag
def state_tag(state: Word | str | None) -> SafeString:
    """A state as a tag; a plain (idle) state is grey text, so that tags stay for what asks for attention."""
    if state is None or state == "":
        return format_html('<span class="muted">{}</span>', display.NO_VALUE)
    label = state.label if isinstance(state, Word) else state
    colour = display.tone(state)
    if colour == "idle":
        return format_html('<span class="muted">{}</span>', label)
    return format_html('<span class="tag tag-{}">{}</span>', colour, label)


@register.simple_tag
def tag(label: str, tone: str = "idle") -> SafeString:
    """A tag with any words; tone is ok, warn, bad, data or idle."""
    return format_html('<span class="tag tag-{}">{}</span>', tone, label)


@register.simple_tag
def day(value: date | datetime | None) -> SafeString:
    """A <time> element with the date in words."""
    if value is None:
        return format_html("<span>{}</span>", display.NO_VALUE)
    local = display.beijing(value) if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), display.date_words(value))


@register.inclusion_tag("pingxuan/parts/field.html")
def form_field(
    field: Field,
    value: Any = "",
    findings: Iterable[Finding] = (),
    prefix: str = "",
    ok_note: str = "",
    readonly: bool = False,
    check_url: str = "",
) -> dict[str, Any]:
    """One blank of a definition's form, with those of ``findings`` placed at it."""
    found = findings_at(findings or (), field.key)
    return {"blank": Blank(field, prefix + field.key, value, found, ok_note, readonly, check_url)}


@register.inclusion_tag("pingxuan/parts/control.html")
def control(bound: BoundField, wide: bool = False) -> dict[str, Any]:
    """One field of a Django form in the house's look: label, control, help, errors."""
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "")
    attrs: dict[str, str | bool] = {} if kind in {"checkbox", "radio"} else {"class": "input"}
    single_box = kind == "checkbox" and not bound.use_fieldset
    return {"bound": bound, "single_box": single_box, "wide": wide, "drawn": bound.as_widget(attrs=attrs)}


@register.inclusion_tag("pingxuan/parts/findings.html")
def findings_list(
    findings: Iterable[Finding], form: Form | None = None, prefix: str = "", anchors: bool = True
) -> dict[str, Any]:
    """All findings, blocking ones first; a place that is a field has its printed label and links there,
    unless ``anchors`` is off because the page shows no blanks."""
    ordered = sorted(findings or (), key=lambda finding: not finding.blocks)
    keys = {blank.key for blank in form.fields} if form and anchors else set()
    rows = [
        (
            finding,
            display.label_of(finding.where, form),
            prefix + finding.where if finding.where in keys else "",
        )
        for finding in ordered
    ]
    must = sum(finding.blocks for finding in ordered)
    return {"rows": rows, "must": must, "may": len(ordered) - must}


@register.inclusion_tag("pingxuan/parts/pager.html", takes_context=True)
def pager(context: template.Context, page: Any) -> dict[str, Any]:
    """Pagination of a Django Page; keeps every other query parameter of the address."""
    query = context["request"].GET.copy() if "request" in context else None
    if query is not None:
        query.pop("page", None)
    kept = f"&{query.urlencode()}" if query else ""
    return {
        "page": page,
        "kept": kept,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2),
    }


@register.simple_tag
def quota_cells(quota: int, passed: int = 0, failing: int = 0, drafts: int = 0) -> SafeString:
    """One cell per place: filled submitted, hatched returned, pale draft, outlined vacant, red over quota."""
    return charts.cells(charts.Places(quota=quota, passed=passed, failing=failing, drafts=drafts))


@register.inclusion_tag("pingxuan/parts/bars.html")
def bars(rows: Sequence[charts.Bar]) -> dict[str, Any]:
    """A list of bars with label, bar and count."""
    return {"rows": [(row, charts.bar_width(row, rows)) for row in rows]}


@register.inclusion_tag("pingxuan/parts/tilemap.html")
def tilemap(tiles: Sequence[charts.Tile]) -> dict[str, Any]:
    """Bodies on a schematic grid, shaded by rate, with the scale below."""
    return {"tiles": tiles}


register.simple_tag(charts.meter, name="meter")
register.simple_tag(charts.line, name="line_plot")
register.simple_tag(charts.histogram, name="histogram")
register.simple_tag(charts.score_range, name="score_range")


@register.simple_tag
def marked_pieces(
    pieces: Iterable[tuple[str, tuple[str, ...]]], guessed: frozenset[str] = frozenset()
) -> SafeString:
    """Pieces of a notice's text, escaped, each with the facts it rests on marked; ``guessed`` ones stand out."""
    return format_html_join("", "{}", ((_piece(words, facts, guessed),) for words, facts in pieces))


def _piece(words: str, facts: tuple[str, ...], guessed: frozenset[str]) -> SafeString:
    if not facts:
        return format_html("{}", words)
    colour = SafeString("" if guessed.isdisjoint(facts) else ' class="guess"')
    return format_html('<mark data-fact="{}"{} tabindex="0">{}</mark>', " ".join(facts), colour, words)
