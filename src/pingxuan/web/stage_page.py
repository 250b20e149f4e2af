"""What the office's pages of the later stages share: their way back, a day's blank, findings at their fields."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from pingxuan.core.definition import Award, Definition
from pingxuan.core.finding import Finding

DAY_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日")


def crumbs_of(campaign: Any, *trail: tuple[str, str]) -> list[tuple[str, str]]:
    """The way from the campaign's dashboard to this page; the last step carries no address."""
    return [("工作台", reverse("dashboard", args=[campaign.pk])), *trail]


def day_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A blank for one day, which browsers offer a calendar for."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": f"请选择{label}。",
            "invalid": f"{label}读不成日期，请写成 2023-03-01 这样。",
        },
    )


class SaidField(forms.CharField):
    """A blank for words that the act itself judges, so that everything it finds is said at once."""

    def validate(self, value: str) -> None:
        """Takes an empty one: the act says in its own sentence that it is needed."""


def text_field(
    label: str, *, required: bool = True, rows: int = 0, longest: int = 4000, help_text: str = ""
) -> forms.CharField:
    """A blank for words; ``required`` only tells people so, the act's sentence then stands beside the blank."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return SaidField(label=label, required=required, max_length=longest, widget=widget, help_text=help_text)


def asked(request: HttpRequest, name: str) -> str:
    """One parameter of the address as a database can look it up: trimmed, short, without NUL."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:100]


def place(form: forms.Form, findings: Iterable[Finding]) -> list[Finding]:
    """Puts findings at the form's fields where they name one; returns the others."""
    rest = []
    for finding in findings:
        if finding.where in form.fields:
            form.add_error(finding.where, finding.text)
        else:
            rest.append(finding)
    return rest


def award_asked(definition: Definition, asked: str, among: Sequence[Award] | None = None) -> Award | None:
    """The award an address asks for, else the first one; None when there is none at all."""
    awards = definition.awards if among is None else among
    return next((award for award in awards if award.key == asked), awards[0] if awards else None)
