"""The forms a campaign begins with when there is no notice to read: a definition, an earlier one, nothing."""

from collections.abc import Iterable
from typing import Any

from django import forms

from pingxuan.core.finding import Refused
from pingxuan.core.notice.source import MAX_BYTES
from pingxuan.core.words import AwardKind
from pingxuan.documents.read_text import read_text


class DefinitionForm(forms.Form):
    """A definition by file or by text; clean, it holds ``definition`` (the text) and ``name``."""

    file = forms.FileField(
        label="定义文件",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".toml"}),
        help_text="在“通知与定义”页下载的 .toml 文件，可以先在自己的电脑上改好。",
    )
    text = forms.CharField(
        label="或者粘贴定义全文",
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 14, "class": "input input-code", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two, and readable."""
        told = super().clean() or {}
        file, text = told.get("file"), told.get("text", "")
        if file and text.strip():
            self.add_error("file", "文件和粘贴的文字只能用一种。请清空文字，或不选文件。")
        elif file and (file.size or 0) > MAX_BYTES:
            self.add_error("file", f"“{file.name}”太大，不会是评选定义，请核对文件。")
        elif file:
            self._read(told, file)
        elif not text.strip():
            self.add_error("file", "请选择定义文件，或粘贴定义全文。")
        else:
            told |= {"definition": text, "name": "粘贴的定义"}
        return told

    def _read(self, told: dict[str, Any], file: Any) -> None:
        name = str(file.name or "definition.toml")
        try:
            told |= {"definition": read_text(file.read(), name), "name": name[:200]}
        except Refused as refusal:
            self.add_error("file", [finding.text for finding in refusal.findings])


class CloneForm(forms.Form):
    """Which earlier campaign is carried over, and to which year."""

    source = forms.ChoiceField(
        label="沿用哪一次评选",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择一次评选。", "invalid_choice": "没有这次评选，请重新选择。"},
    )
    year = forms.IntegerField(
        label="本届年份",
        min_value=1990,
        max_value=2100,
        error_messages={
            "required": "请填写本届的年份，如 2024。",
            "invalid": "年份请填四位数字，如 2024。",
            "min_value": "年份请填四位数字，如 2024。",
            "max_value": "年份请填四位数字，如 2024。",
        },
        help_text="标题、表名和编号里的年份按这一年改写，改得对不对再请您核对。",
    )

    def __init__(self, *told: Any, campaigns: Iterable[Any], **terms: Any) -> None:
        super().__init__(*told, **terms)
        choices = [(one.pk, f"{one.title}（{one.code}，{_when(one)}）") for one in campaigns]
        field: Any = self.fields["source"]
        field.choices = choices


def _when(campaign: Any) -> str:
    if campaign.opened_at is None:
        return "拟定中"
    return f"{campaign.opened_at:%Y}年印发"


class BlankForm(forms.Form):
    """The little a skeleton needs: what the campaign and its first award are called."""

    title = forms.CharField(
        label="评选活动名称",
        max_length=200,
        error_messages={"required": "请填写评选活动的名称。"},
        help_text="如“关于推荐评选2024年先进集体的通知”。",
    )
    award = forms.CharField(
        label="称号",
        max_length=100,
        error_messages={"required": "请填写称号的名称。"},
        help_text="如“先进集体”。有几个称号的，先填一个，其余在下一页增加。",
    )
    kind = forms.ChoiceField(
        label="授予", choices=AwardKind.choices(), widget=forms.RadioSelect, initial=AwardKind.UNIT.value
    )
