"""Photographs and annexes of a form: taken in by their content, kept by digest, sent to who may see them."""

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from pingxuan.actions.file import store_file
from pingxuan.core.answers import FILES, digests_in, file_digests
from pingxuan.core.definition import Field, Form
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.words import FieldKind
from pingxuan.documents.photo import take_photo
from pingxuan.queries.file import stored_file, stored_files, stored_path
from pingxuan.web.asking import AskedRequest
from pingxuan.web.form_sections import Kept
from pingxuan.web.sending import disposition

MOST_FILES = 12
_KNOWN = (
    (b"%PDF-", ".pdf", "application/pdf"),
    (b"\xff\xd8\xff", ".jpg", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", ".png", "image/png"),
    (b"PK\x03\x04", ".docx .xlsx .wps .et", "application/octet-stream"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc .xls .wps .et", "application/octet-stream"),
)
"""First bytes, endings they may go by, and the type they are kept under."""


def taken_in(
    request: AskedRequest, form: Form, answers: dict[str, Any]
) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """The answers with the files sent added; what cannot be taken is said, and everything else is kept."""
    told, findings = dict(answers), []
    for field in form.fields:
        if field.kind in FILES:
            held = list(file_digests(told.get(field.key)))
            for upload in request.FILES.getlist(field.key):
                try:
                    _may_add(field, upload, held)
                    held.append(_stored(request, field, upload))
                except Refused as refusal:
                    findings += [one.at(field.key) for one in refusal.findings]
            told[field.key] = list(dict.fromkeys(held))
    return told, tuple(findings)


def _may_add(field: Field, upload: "UploadedFile[bytes]", held: list[str]) -> None:
    if len(held) >= MOST_FILES:
        raise Refused(
            Finding("too_many_files", f"“{field.label}”最多 {MOST_FILES} 件，请先删去不用的再上传。")
        )
    if (upload.size or 0) > settings.PINGXUAN_UPLOAD_BYTES:
        most = settings.PINGXUAN_UPLOAD_BYTES // 1024 // 1024
        text = f"“{upload.name}”超过 {most} MB，请压缩后再上传。"
        raise Refused(Finding("file_too_large", text))


def _stored(request: AskedRequest, field: Field, upload: "UploadedFile[bytes]") -> str:
    data = upload.read()
    name, media_type = PurePath(upload.name or "附件").name, ""
    if field.kind is FieldKind.PHOTO:
        data, media_type = take_photo(data).data, "image/jpeg"
        name = f"{PurePath(name).stem}.jpg"
    else:
        media_type = _known_type(name, data)
    row = store_file(data, name, media_type, at=request.received_at, folder=settings.PINGXUAN_FILES)
    return str(row.digest)


def _known_type(name: str, data: bytes) -> str:
    ending = PurePath(name).suffix.lower()
    for first, endings, media_type in _KNOWN:
        if data.startswith(first) and ending in endings.split():
            return media_type
    text = f"“{name}”不是可以接收的附件。请上传 PDF、Word、Excel 文件或照片，文件名后缀须与内容一致。"
    raise Refused(Finding("file_kind_unknown", text))


def kept_files(form: Form, answers: Iterable[Mapping[str, Any]], file_url: str) -> dict[str, Kept]:
    """Digest → the stored file as a page shows it, for every file those answers point at."""
    digests = frozenset().union(*(digests_in(form, one) for one in answers))
    return {
        row.digest: Kept(
            row.digest, row.name, file_url.replace("DIGEST", row.digest), row.media_type.startswith("image/")
        )
        for row in (stored_files(digests) if digests else ())
    }


def send_file(digest: str) -> HttpResponse | None:
    """The file as a download, which an ``img`` shows all the same; None when it is not kept."""
    row = stored_file(digest)
    if row is None:
        return None
    response = HttpResponse(stored_path(settings.PINGXUAN_FILES, digest).read_bytes(), row.media_type)
    response["Content-Disposition"] = disposition(row.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
