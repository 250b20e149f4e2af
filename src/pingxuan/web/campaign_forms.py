"""The form a campaign begins with: a notice as a file or as pasted text."""

from typing import Any

from django import forms

from pingxuan.core.finding import Refused
from pingxuan.core.notice.source import MAX_BYTES
from pingxuan.documents.read_text import read_text

_WEB_PAGE = ("<!doctype html", "<html", "<?xml")


class NoticeForm(forms.Form):
    """A notice to read, by file or by text; ``notice`` is its text and ``name`` what it is called."""

    file = forms.FileField(
        label="通知文件",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".txt,.toml,text/plain"}),
        help_text="纯文本文件（.txt），中文编码不限；也可以上传以前导出的评选定义（.toml）。",
    )
    text = forms.CharField(
        label="或者粘贴通知全文",
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 14, "class": "input", "data-paste": "plain"}),
        help_text="连同落款、附件和名额分配表一起粘贴。表格直接从 Word、WPS 或网页复制即可。",
    )

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two, and readable."""
        told = super().clean() or {}
        file, text = told.get("file"), told.get("text", "")
        if file and text.strip():
            self.add_error("file", "文件和粘贴的文字只能用一种。请清空文字，或不选文件。")
        elif file:
            self._read(told, file)
        elif not text.strip():
            self.add_error("text", "请选择通知文件，或粘贴通知全文。")
        else:
            told |= {"notice": text.replace("\r\n", "\n").replace("\r", "\n"), "name": "粘贴的文字"}
        return told

    def _read(self, told: dict[str, Any], file: Any) -> None:
        name = str(file.name or "通知.txt")
        if (file.size or 0) > MAX_BYTES * 2:
            self.add_error("file", f"“{name}”超过 2 MB，通知正文不会这么大，请核对文件。")
            return
        try:
            text = read_text(file.read(), name)
        except Refused as refusal:
            self.add_error("file", [finding.text for finding in refusal.findings])
            return
        if text.lstrip().lower().startswith(_WEB_PAGE):
            self.add_error("file", "这是网页文件。请用浏览器打开它，全选、复制，再粘贴到下面的框里。")
            return
        told |= {"notice": text, "name": name[:200]}
