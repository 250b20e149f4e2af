"""A photograph printed in its cell: small, in Word and PDF; where it cannot be found its place stays marked."""

import io
from datetime import UTC, datetime
from pathlib import Path

import docx
import pypdfium2
import pytest
from PIL import Image

from pingxuan.core.definition import Award, Field, Form
from pingxuan.core.paper import Paper
from pingxuan.core.papers.forms import FilledForm, filled_form
from pingxuan.core.words import AwardKind, FieldKind
from pingxuan.documents.photo import PRINTED_SIZE, drawn_photo, printed_photo
from pingxuan.documents.write_docx import write_docx
from pingxuan.documents.write_pdf import write_pdf
from pingxuan.documents.writing import WritingContext
from tests.documents.reading import docx_text, pdf_pages

DIGEST = "a" * 64
NAME = Field(key="name", label="姓名")
PHOTO = Field(key="photo", label="照片", kind=FieldKind.PHOTO)
IMAGES = 3


def form_with(*fields: Field) -> Paper:
    award = Award(key="a", name="先进个人", kind=AwardKind.PERSON, form=Form(title="推荐表", fields=fields))
    return filled_form(award, FilledForm(answers={"name": "王晓安", "photo": DIGEST}))


@pytest.fixture
def context(tmp_path: Path) -> WritingContext:
    (tmp_path / DIGEST).write_bytes(drawn_photo(Image.new("RGB", (900, 1260), "navy")).data)
    return WritingContext(datetime(2031, 4, 2, tzinfo=UTC), find_file=lambda digest: tmp_path / digest)


def pictures_in_pdf(data: bytes) -> list[tuple[int, int]]:
    with pypdfium2.PdfDocument(data) as document:
        return [one.get_px_size() for page in document for one in page.get_objects(filter=[IMAGES])]


@pytest.mark.parametrize("fields", [(NAME, PHOTO), (PHOTO,)], ids=["beside", "alone"])
def test_it_stands_in_its_cell(context: WritingContext, fields: tuple[Field, ...]) -> None:
    paper = form_with(*fields)
    assert pictures_in_pdf(write_pdf([paper], context)) == [PRINTED_SIZE]
    written = docx.Document(io.BytesIO(write_docx([paper], context)))
    [picture] = written.element.body.xpath(".//pic:pic")
    assert picture.xpath("ancestor::w:tc")


def test_the_same_photograph_gives_the_same_bytes(context: WritingContext) -> None:
    paper = form_with(NAME, PHOTO)
    for write in (write_docx, write_pdf):
        assert write([paper], context) == write([paper], context)


@pytest.mark.parametrize("kept", [None, b"", b"no picture at all"])
def test_what_cannot_be_found_or_read_leaves_its_place(tmp_path: Path, kept: bytes | None) -> None:
    if kept is not None:
        (tmp_path / DIGEST).write_bytes(kept)
    context = WritingContext(datetime(2031, 4, 2, tzinfo=UTC), find_file=lambda digest: tmp_path / digest)
    assert printed_photo(tmp_path / DIGEST) == context.picture(DIGEST) == b""
    paper = form_with(NAME, PHOTO)
    assert "（照片）" in pdf_pages(write_pdf([paper], context))[0]
    assert "（照片）" in docx_text(write_docx([paper], context))


def test_it_is_no_larger_than_printed(tmp_path: Path) -> None:
    (tmp_path / "wide").write_bytes(drawn_photo(Image.new("RGB", (3000, 1000), "navy")).data)
    small = Image.open(io.BytesIO(printed_photo(tmp_path / "wide")))
    assert (small.format, small.width, small.height) == ("JPEG", 360, 120)
