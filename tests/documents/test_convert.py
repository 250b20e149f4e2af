"""Old formats are made into docx inside a box: nothing is fetched, nothing but programs and fonts is seen."""

import http.server
import io
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pingxuan.documents.convert import Tools, _box, find_tools, to_docx

CONTENT = """<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"
xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"><office:body><office:text><text:p>通知
<draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm"><draw:image xlink:href="{}"
xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p></office:text></office:body>
</office:document-content>"""
MANIFEST = """<?xml version="1.0"?><manifest:manifest
xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/"
manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry
manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and every path it is asked for."""
    paths: list[str] = []

    class Listening(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        do_GET = do_HEAD = do_OPTIONS = do_PROPFIND = answer  # noqa: N815 -- named by the protocol

        def log_message(self, *_: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listening)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/mark.png", paths
    server.shutdown()
    server.server_close()


def calling_home(address: str) -> bytes:
    """A document with a picture that lies at that address."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", CONTENT.format(address))
        package.writestr("META-INF/manifest.xml", MANIFEST)
    return target.getvalue()


def test_a_document_that_calls_home_is_not_heard(asked: tuple[str, list[str]], tmp_path: Path) -> None:
    address, paths = asked
    data = calling_home(address)
    (tmp_path / "in.odt").write_bytes(data)
    bare = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "docx",
    ]
    subprocess.run([*bare, "in.odt"], cwd=tmp_path, capture_output=True, check=True, timeout=120)
    outside = len(paths)
    assert to_docx(data, ".odt", "通知.odt").startswith(b"PK")
    assert (outside > 0, len(paths) - outside) == (True, 0)


def test_the_box_shows_no_files_of_ours() -> None:
    tools: Tools = find_tools()
    looked = subprocess.run(
        [*_box(tools, None), "/usr/bin/ls", "/", "/home", str(Path(__file__).parents[2])],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    seen = set(looked.stdout.split())
    assert {"usr", "tmp"} <= seen
    assert not {"home", "root", "var", "src", "manage.py", "pyproject.toml"} & seen
