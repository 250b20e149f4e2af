"""Two invented pictures, drawn and not taken: a photograph for forms and an annex beside them."""

from PIL import Image, ImageDraw

from pingxuan.documents.photo import drawn_photo

PHOTO_SIZE, ANNEX_SIZE = (295, 413), (595, 842)
SKY, SUIT, FACE, SHEET, INK = "#6aa0d8", "#2f3b4c", "#e8c9a8", "#fdfdf8", "#8a8f98"


def photo() -> bytes:
    """A one-inch portrait of nobody, as JPEG."""
    picture = Image.new("RGB", PHOTO_SIZE, SKY)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((20, 270, 275, 560), fill=SUIT)
    pen.ellipse((88, 90, 207, 250), fill=FACE)
    return drawn_photo(picture).data


def annex() -> bytes:
    """A page of lines that stands for a certificate, as JPEG."""
    picture = Image.new("RGB", ANNEX_SIZE, SHEET)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((30, 30, 565, 812), outline=INK, width=4)
    for line in range(6):
        pen.line((90, 260 + 60 * line, 505, 260 + 60 * line), fill=INK, width=3)
    return drawn_photo(picture).data
