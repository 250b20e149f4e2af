"""Plain text people send in (txt, toml), whatever its Chinese encoding, with anything else refused in words."""

from pingxuan.core.finding import Finding, Refused

MOST_BYTES = 2_000_000
_NOT_TEXT = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"MZ",
    b"\x7fELF",
)


def read_text(data: bytes, filename: str) -> str:
    """The text of a file in UTF-8, UTF-16 or GB18030, line ends folded to \\n.

    Raises Refused when it is empty, too large, or no text at all; the type goes by content, not by name.
    """
    if not data.strip():
        raise Refused(Finding("file_empty", f"“{filename}”是空文件，请检查后重新选择。"))
    if len(data) > MOST_BYTES:
        limit = MOST_BYTES // 1_000_000
        raise Refused(
            Finding("file_too_large", f"“{filename}”超过 {limit} MB，通知正文不会这么大，请核对文件。")
        )
    if data.startswith(_NOT_TEXT):
        raise Refused(
            Finding(
                "file_not_text",
                f"“{filename}”不是纯文本文件。请在 Word 或 WPS 里另存为纯文本（.txt），或直接粘贴正文。",
            )
        )
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise Refused(
        Finding("file_not_text", f"“{filename}”里有乱码，认不出文字编码。请另存为 UTF-8 文本后重试。")
    )
