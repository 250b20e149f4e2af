"""The forms of a body's part: its contact, and more time for its materials."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from pingxuan.core.instants import read_instant


class ContactForm(forms.Form):
    """Whom a body puts in charge."""

    name = forms.CharField(
        label="联系人姓名", max_length=100, error_messages={"required": "请填写联系人姓名。"}
    )
    position = forms.CharField(label="职务", max_length=100, required=False)
    phone = forms.CharField(
        label="联系电话",
        max_length=40,
        help_text="手机号，或区号加固定电话号码。只有主办单位看得到。",
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"required": "请填写联系电话。"},
    )


class ReopeningForm(forms.Form):
    """Until when one body may still submit, and why."""

    until = forms.CharField(
        label="补报截止时刻（北京时间）",
        max_length=60,
        help_text="如 2023-03-02 18:00，或 2023年3月2日18:00。",
        error_messages={"required": "请填写补报截止时刻。"},
    )
    reason = forms.CharField(
        label="同意补报的原因",
        max_length=500,
        help_text="记入操作留痕，纪检可以查看。",
        widget=forms.Textarea({"rows": 3, "class": "input"}),
        error_messages={"required": "请写明同意补报的原因。"},
    )

    def clean_until(self) -> datetime:
        """The instant typed, tolerantly read."""
        told: Any = self.cleaned_data["until"]
        read = read_instant(told)
        if read is None:
            raise ValidationError("这不是完整的时刻，请写明年月日和钟点，如 2023-03-02 18:00。")
        return read
