"""Office packages from outside: looked over before anything is parsed, refused in plain words."""

import io
import re
import zipfile
from typing import NoReturn

from pingxuan.core.finding import Finding, Refused

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_PART = 30 * 1024 * 1024
LARGEST_WHOLE = 60 * 1024 * 1024
MOST_PARTS = 2000
HIGHEST_RATIO = 200
"""Uncompressed over compressed size; honest office files stay under 50."""

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OLE = "EncryptedPackage".encode("utf-16-le")
_OLE_MACROS = ("_VBA_PROJECT".encode("utf-16-le"), "Macros".encode("utf-16-le"))
_MACRO_PART = re.compile(r"(vbaproject\.bin|vbadata\.xml|macrosheets/|\.xlm$|activex/)", re.IGNORECASE)
_TRAVERSAL = re.compile(r"(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[A-Za-z]:|\x00")
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']*)""")
_ENCODINGS = {b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"gb2312", b"gbk", b"gb18030"}
_DOCTYPE = re.compile(rb"<!\s*DOCTYPE|<!\s*ENTITY", re.IGNORECASE)


def refuse(code: str, text: str) -> NoReturn:
    """Raises Refused with one finding."""
    raise Refused(Finding(code, text))


def check_size(data: bytes) -> None:
    """Refuses an empty or oversized file."""
    if not data:
        refuse("file_empty", "这是一个空文件。请确认文件已保存后重新上传。")
    if len(data) > LARGEST_FILE:
        refuse("file_too_large", "文件超过20MB。请删去其中的图片或多余的表后重新上传。")


def check_old_office(data: bytes) -> None:
    """Refuses an old binary office file (or a new one wrapped in encryption) that cannot be read safely."""
    if _ENCRYPTED_OLE in data:
        refuse("file_encrypted", "文件设有打开密码。请取消密码后重新上传。")
    if any(sign in data for sign in _OLE_MACROS):
        refuse("file_has_macros", "文件中含有宏。请另存为不含宏的文件（.xlsx 或 .docx）后重新上传。")


def open_package(data: bytes, *, must_have: str = "") -> zipfile.ZipFile:
    """The package, after every part has been weighed and looked at.

    ``must_have`` is the part that proves the type (``xl/workbook.xml``, ``word/document.xml``), if any. Refuses
    bombs, damage, encryption, macros, paths that climb out and XML with a document type.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        refuse("file_damaged", "文件已损坏，打不开。请在电脑上重新打开、另存后再上传。")
    _weigh(entries, len(data))
    names = [entry.filename for entry in entries]
    if any(_TRAVERSAL.search(name) for name in names) or len(set(names)) < len(names):
        refuse("file_bad_paths", "文件内部结构异常，可能被人改动过，不予接收。请用原软件另存后再上传。")
    if any(_MACRO_PART.search(name) for name in names):
        refuse("file_has_macros", "文件中含有宏。请另存为不含宏的文件（.xlsx 或 .docx）后重新上传。")
    if must_have and must_have not in names:
        refuse("file_wrong_type", "文件内容与扩展名不符。请确认选对了文件，再重新上传。")
    _read_through(package, entries)
    return package


def _weigh(entries: list[zipfile.ZipInfo], packed: int) -> None:
    if any(entry.flag_bits & 0x1 for entry in entries):
        refuse("file_encrypted", "文件设有打开密码。请取消密码后重新上传。")
    whole = sum(entry.file_size for entry in entries)
    heavy = any(
        entry.file_size > LARGEST_PART or entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1024)
        for entry in entries
    )
    if heavy or len(entries) > MOST_PARTS or whole > LARGEST_WHOLE or whole > HIGHEST_RATIO * packed:
        _refuse_bomb()


def _refuse_bomb() -> NoReturn:
    refuse("file_bomb", "文件解压后异常庞大，不予接收。请用原软件另存为普通文件后再上传。")


def _read_through(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Reads every part once, so that a size that lies or a broken part is found before parsing."""
    for entry in entries:
        try:
            with package.open(entry) as part:
                content = part.read(entry.file_size + 1)
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError):
            refuse("file_damaged", "文件已损坏，打不开。请在电脑上重新打开、另存后再上传。")
        except Exception as error:
            if type(error).__module__ != "zlib":
                raise
            refuse("file_damaged", "文件已损坏，打不开。请在电脑上重新打开、另存后再上传。")
        if len(content) > entry.file_size:
            _refuse_bomb()
        if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            _check_markup(content)


def _check_markup(content: bytes) -> None:
    """Refuses XML with a document type, or in an encoding in which one could hide."""
    plain = as_utf8(content)
    named = _ENCODING.search(plain[:200])
    strange = named is not None and named[1].lower() not in _ENCODINGS
    if strange or _DOCTYPE.search(plain):
        refuse("file_has_doctype", "文件中含有不安全的声明，不予接收。请用原软件另存后再上传。")


def as_utf8(content: bytes) -> bytes:
    """An XML part in UTF-8, whatever its byte order mark says it was in."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", "replace").encode()
    return content.replace(b"\x00", b"") if b"\x00" in content[:8] else content
