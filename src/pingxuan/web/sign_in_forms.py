"""The forms of signing in: account and password, one-time code and new password, change of password."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

_NAME = forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})


def _password(label: str, autocomplete: str = "new-password", **kwargs: Any) -> forms.CharField:
    widget = forms.PasswordInput({"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=200, strip=False, widget=widget, **kwargs)


class SignInForm(forms.Form):
    """Account and password."""

    username = forms.CharField(
        label="账号", max_length=60, widget=_NAME, error_messages={"required": "请填写账号。"}
    )
    password = _password("密码", "current-password", error_messages={"required": "请填写密码。"})


class _NewPassword(forms.Form):
    password = _password(
        "新密码",
        help_text="至少 12 个字符，不能全是数字，不要用常见密码或账号、姓名。可以用一句好记的话。",
        error_messages={"required": "请填写新密码。"},
    )
    again = _password("再输入一次新密码", error_messages={"required": "请再输入一次新密码。"})

    def clean(self) -> dict[str, Any]:
        """Both entries alike, and good enough for the site's rules."""
        told = super().clean() or {}
        first, again = told.get("password"), told.get("again")
        if first and again and first != again:
            self.add_error("again", "两次输入的新密码不一样，请重新输入。")
        elif first:
            self._check(first)
        return told

    def _check(self, password: str) -> None:
        try:
            validate_password(password, self.owner())
        except ValidationError as error:
            self.add_error("password", error)

    def owner(self) -> Any:
        """Whom the password must not resemble; None when that is not known yet."""
        return None


class FirstSignInForm(_NewPassword):
    """Account, one-time code and the password of one's own."""

    username = forms.CharField(
        label="账号", max_length=60, widget=_NAME, error_messages={"required": "请填写账号。"}
    )
    code = forms.CharField(
        label="一次性登录码",
        max_length=20,
        help_text="10 位数字，印在登录码条上，七天内有效，只能用一次。",
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": "请填写一次性登录码。"},
    )
    field_order = ("username", "code", "password", "again")

    def clean_code(self) -> str:
        """Digits only, however they were grouped."""
        return "".join(self.cleaned_data["code"].split()).replace("-", "")


class ChangePasswordForm(_NewPassword):
    """The present password and the new one."""

    present = _password("现在的密码", "current-password", error_messages={"required": "请填写现在的密码。"})
    field_order = ("present", "password", "again")

    def __init__(self, account: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def owner(self) -> Any:
        """The account whose password changes."""
        return self.account

    def clean_present(self) -> str:
        """The present password is right."""
        present: str = self.cleaned_data["present"]
        if not self.account.check_password(present):
            raise ValidationError("现在的密码不正确，请重新输入。")
        return present
