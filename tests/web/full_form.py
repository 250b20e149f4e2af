"""A form with a blank of every kind, the answers that fill it, and the files that go with it."""

import io
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pingxuan.core.definition import Definition, Field
from pingxuan.core.words import FieldKind
from tests.makers import House, make_house
from tests.small_campaign import DEEDS, DEFINITION, UNIT_AWARD

K = FieldKind
_COLUMNS = (Field(key="when", label="起止年月"), Field(key="what", label="单位和职务", required=False))
FULL_FIELDS = (
    *UNIT_AWARD.form.fields,
    Field(key="nature", label="单位性质", kind=K.OPTION, options=("国企", "私企")),
    Field(key="languages", label="服务语言", kind=K.OPTIONS, options=("汉语", "维吾尔语", "英语")),
    Field(key="staff", label="员工人数", kind=K.NUMBER),
    Field(key="since", label="设立时间", kind=K.DATE),
    Field(key="credit", label="信用代码", kind=K.CREDIT_CODE, required=False),
    Field(key="address", label="地址", kind=K.ADDRESS),
    Field(key="honours", label="以往荣誉", kind=K.ROWS, columns=_COLUMNS),
    Field(key="photos", label="窗口照片", kind=K.PHOTO),
    Field(key="proof", label="证明材料", kind=K.ATTACHMENT, required=False),
)
FULL = replace(
    DEFINITION,
    awards=(replace(UNIT_AWARD, form=replace(UNIT_AWARD.form, fields=FULL_FIELDS)), *DEFINITION.awards[1:]),
)
TYPED: dict[str, Any] = {
    "name": "城东服务窗口", "contact": "李安", "phone": "13800000002", "deeds": DEEDS, "nature": "国企",
    "languages": ["汉语", "英语"], "staff": "46", "since": "2010年12月", "credit": "", "address": "站前路1号",
    "honours-0-when": "2019年", "honours-0-what": "", "honours-1-when": "", "honours-1-what": "",
}  # fmt: skip


def full_house(monkeypatch: pytest.MonkeyPatch, definition: Definition = FULL) -> House:
    """A small campaign with that form, whose clock is also the pages' clock."""
    house = make_house(definition)
    monkeypatch.setattr("pingxuan.web.asking.now", house.tick)
    return house


def photo(name: str = "大厅.jpg", side: int = 40) -> SimpleUploadedFile:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (side, side), "red").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")
