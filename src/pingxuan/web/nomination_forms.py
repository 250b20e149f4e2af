"""The small forms beside a nomination: a new one, a reason, an opinion, a return, a ruling on a likeness."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from pingxuan.core.definition import Definition, OpinionStep
from pingxuan.core.instants import BEIJING
from pingxuan.core.readings import read_date

USUAL_WORDINGS = ("情况属实，同意推荐。",)


class NewNominationForm(forms.Form):
    """Whom a body nominates for which award."""

    award = forms.ChoiceField(label="推荐为", widget=forms.RadioSelect)
    nominee = forms.CharField(label="推荐对象", max_length=300, help_text="单位写全称，个人写姓名。")
    unit = forms.CharField(
        label="所在单位",
        max_length=300,
        required=False,
        help_text="推荐个人时填写单位全称。",
        widget=forms.TextInput(attrs={"list": "units"}),
    )
    category = forms.ChoiceField(label="窗口类别", required=False)

    def __init__(self, definition: Definition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        awards: Any = self.fields["award"]
        awards.choices = [(award.key, award.name) for award in definition.awards]
        categories: Any = self.fields["category"]
        categories.choices = [("", "暂不选择"), *((one, one) for one in definition.categories)]
        if not definition.categories:
            del self.fields["category"]
        if not any(award.kind == "person" for award in definition.awards):
            del self.fields["unit"]


class ReasonForm(forms.Form):
    """Why something is sent back, taken back or withdrawn."""

    reason = forms.CharField(label="原因", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ReturnForm(ReasonForm):
    """A return for correction: the reason, and until when it may come back."""

    correct_by = forms.DateTimeField(
        label="改正期限",
        required=False,
        input_formats=["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d"],
        help_text="北京时间，写成 2023-03-01 18:00；不填则为三天。",
        error_messages={"invalid": "改正期限读不成时间，请写成 2023-03-01 18:00 这样。"},
    )

    def clean_correct_by(self) -> datetime | None:
        """The deadline in Beijing time; a bare day means its last minute."""
        due: datetime | None = self.cleaned_data["correct_by"]
        if due is not None and len(self.data.get("correct_by", "").strip()) <= 10:
            due = due.replace(hour=23, minute=59)
        return due


class OpinionForm(forms.Form):
    """A body's words on what it judged."""

    text = forms.CharField(label="意见内容", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    signatory = forms.CharField(label="签署人", max_length=100)
    signed_on = forms.CharField(label="签署日期", max_length=40)
    capacity = forms.CharField(label="出具单位（与公章一致）", max_length=200)

    def clean_signed_on(self) -> object:
        """A day, in any of the ways people write one."""
        read = read_date(self.cleaned_data["signed_on"])
        if not read or len(read) != len("2023-02-10"):
            raise forms.ValidationError("签署日期读不成日期，请写成 2023-02-10 或 2023年2月10日。")
        return datetime.strptime(read, "%Y-%m-%d").replace(tzinfo=BEIJING).date()


class RulingForm(forms.Form):
    """Whether a name is the register entry it resembles, and why."""

    entry = forms.CharField(max_length=20, widget=forms.HiddenInput)
    same = forms.ChoiceField(
        label="是否同一家", choices=[("no", "不是同一家"), ("yes", "是同一家")], widget=forms.RadioSelect
    )
    reason = forms.CharField(label="判断理由", max_length=2000)


def wordings(step: OpinionStep | None) -> Sequence[str]:
    """The wordings offered for an opinion: the definition's, else the usual one."""
    return (step.wordings if step else ()) or USUAL_WORDINGS
