"""The forms of posts and accounts: a new post with its holder, and a hand-over."""

from collections.abc import Sequence
from typing import Any

from django import forms

from pingxuan.core.words import Role

_ACCOUNT = forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"})


class HolderForm(forms.Form):
    """Who holds a post: an account there is already, or a new one with the person's name."""

    username = forms.CharField(
        label="账号",
        max_length=60,
        widget=_ACCOUNT,
        help_text="字母、数字或手机号均可。已有账号的，填原账号即可再任一个岗位。",
        error_messages={"required": "请填写账号。"},
    )
    name = forms.CharField(
        label="姓名",
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text="新账号必填；已有账号可以不填。",
    )


class PostForm(HolderForm):
    """A new post: body, role, title, and who holds it."""

    body = forms.CharField(
        label="单位全称",
        max_length=200,
        widget=forms.TextInput({"list": "bodies", "autocomplete": "off"}),
        error_messages={"required": "请填写单位全称。"},
    )
    role = forms.ChoiceField(label="身份", error_messages={"required": "请选择身份。"})
    title = forms.CharField(
        label="岗位名称", max_length=100, required=False, help_text="如“推荐经办”。不填则按身份命名。"
    )
    field_order = ("body", "role", "title", "username", "name")

    def __init__(self, roles: Sequence[Role], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(
            label="身份",
            choices=[("", "请选择"), *((role.value, role.label) for role in roles)],
            error_messages={"required": "请选择身份。", "invalid_choice": "没有这种身份，请重新选择。"},
        )
        self.order_fields(self.field_order)
