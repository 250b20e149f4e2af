"""The formats papers can be written in."""

from collections.abc import Callable, Sequence

from pingxuan.core.paper import Paper
from pingxuan.documents.write_docx import write_docx
from pingxuan.documents.write_pdf import write_pdf
from pingxuan.documents.write_xlsx import write_xlsx
from pingxuan.documents.writing import WritingContext

WRITERS: dict[str, Callable[[Sequence[Paper], WritingContext], bytes]] = {
    "docx": write_docx,
    "xlsx": write_xlsx,
    "pdf": write_pdf,
}
