"""The form a campaign begins with: a notice and its annexes as files of any kind, as pasted text, or both."""

from typing import Any

from django import forms
from django.conf import settings

from pingxuan.core.finding import Refused
from pingxuan.documents.read_notice import KINDS, MOST_FILES, read_notice_files
from pingxuan.documents.read_text import read_text

PASTED = "粘贴的文字"
DEFINITION_SUFFIX = ".toml"


class _ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Several files at once; cleans to a list of uploads."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(_FilesField, self).clean(one, initial) for one in data or []]


class NoticeForm(forms.Form):
    """A notice to read. Clean, it holds ``layout`` or ``definition`` (its text), ``name`` and ``sent``."""

    file = _FilesField(
        label="通知文件和附件",
        required=False,
        allow_empty_file=True,
        widget=_ManyFiles({"accept": f"{KINDS},{DEFINITION_SUFFIX}", "multiple": True}),
        help_text="Word、WPS、PDF、网页、文本和电子表格都可以，通知和单独的附件一次选齐，也可以打成一个 zip。"
        "以前导出的评选定义（.toml）请单独上传。",
    )
    text = forms.CharField(
        label="或者粘贴通知全文",
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 14, "class": "input", "data-paste": "plain"}),
        help_text="连同落款、附件和名额分配表一起粘贴。表格直接从 Word、WPS 或网页复制即可。",
    )

    def clean(self) -> dict[str, Any]:
        """Something to read, and readable; what is wrong is said beside the field it came in."""
        told = super().clean() or {}
        files, text = told.get("file") or [], told.get("text", "")
        if self.errors:
            return told
        if not files and not text.strip():
            self.add_error("text", "请选择通知文件，或粘贴通知全文。")
        elif self._fit(files):
            told["sent"] = [(str(file.name or "通知"), file.read()) for file in files]
            try:
                self._read(told, text if text.strip() else "")
            except Refused as refusal:
                self.add_error("file" if files else "text", [finding.text for finding in refusal.findings])
        return told

    def _fit(self, files: list[Any]) -> bool:
        """Whether number and size of the files are those of a notice."""
        if len(files) > MOST_FILES:
            self.add_error("file", f"一次最多选 {MOST_FILES} 个文件。请只选通知和它的附件。")
        most = settings.PINGXUAN_UPLOAD_BYTES
        for file in files:
            if (file.size or 0) > most:
                self.add_error("file", f"“{file.name}”超过 {most // 1024 // 1024} MB，请压缩后再上传。")
        return not self.errors

    def _read(self, told: dict[str, Any], text: str) -> None:
        sent: list[tuple[str, bytes]] = told["sent"]
        definitions = [name for name, _ in sent if name.lower().endswith(DEFINITION_SUFFIX)]
        told["name"] = (sent[0][0] if sent else PASTED)[:200]
        if definitions and (len(sent) > 1 or text):
            self.add_error("file", f"“{definitions[0]}”是评选定义，请单独上传，不要和通知一起。")
        elif definitions:
            told["definition"] = read_text(sent[0][1], sent[0][0])
        else:
            pasted = [(PASTED, text.encode("utf-8", "replace"))] if text else []
            told["layout"] = read_notice_files([*pasted, *sent])
