"""Files that leave the site: always as a download under a Chinese name, never opened as a page."""

from functools import partial
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse

from pingxuan.core.instants import beijing_date
from pingxuan.documents.writing import WritingContext
from pingxuan.queries.file import stored_path
from pingxuan.web.asking import AskedRequest

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "zip": "application/zip",
}
_FORBIDDEN = '\\/:*?"<>|\r\n\t'


def writing_context(request: AskedRequest) -> WritingContext:
    """The moment of the request as the file's date, and where the installation keeps its fonts."""
    return WritingContext(
        at=request.received_at,
        font_dirs=(settings.PINGXUAN_DATA / "fonts",),
        find_file=partial(stored_path, settings.PINGXUAN_FILES),
    )


def file_response(data: bytes, name: str, suffix: str) -> HttpResponse:
    """The bytes as a download called ``name.suffix``; characters file systems refuse become ``_``."""
    response = HttpResponse(data, content_type=MEDIA_TYPES[suffix])
    response["Content-Disposition"] = disposition(f"{name}.{suffix}")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def disposition(filename: str) -> str:
    """A Content-Disposition for a download that every browser reads the Chinese name of."""
    safe = "".join("_" if char in _FORBIDDEN else char for char in filename)[-120:]
    return f"attachment; filename=\"download\"; filename*=UTF-8''{quote(safe, safe='')}"


def dated(name: str, request: AskedRequest) -> str:
    """``name`` with the Beijing day of the request, as files of a running campaign are told apart."""
    return f"{name}（{beijing_date(request.received_at):%Y-%m-%d}）"
