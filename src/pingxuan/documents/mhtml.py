"""Web pages saved as one file (mht), as browsers and Word do: the page taken out of its envelope."""

import re
from email import message_from_bytes, policy

from pingxuan.documents.package import refuse

_ENVELOPE = re.compile(
    rb"\A(?:[A-Za-z][A-Za-z\-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,30}?content-type:\s*multipart/",
    re.IGNORECASE,
)
LARGEST = 8_000_000
MOST_ENVELOPES = 20
HEADERS = 8_192
"""Bytes within which the envelope's own headers end."""


def is_mhtml(data: bytes) -> bool:
    """Whether the file is an envelope of a page and its pictures."""
    return bool(_ENVELOPE.match(data[:HEADERS].lstrip().replace(b"\r\n", b"\n")))


def page_in(data: bytes) -> bytes:
    """The first page inside, as its maker wrote it; b"" when there is none.

    Raises Refused when envelopes lie inside envelopes beyond what a browser writes.
    """
    if len(data) > LARGEST or data.lower().count(b"multipart/") > MOST_ENVELOPES:
        refuse("file_too_complex", "网页过大或套了太多层，不像一份通知。请打开它，只复制通知部分粘贴进来。")
    message = message_from_bytes(data, policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            return content if isinstance(content, bytes) else b""
    return b""
