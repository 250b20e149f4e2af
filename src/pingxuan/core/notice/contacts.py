"""Whom the notice says to call or write to: persons, telephones, mailboxes, addresses, as labelled."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pingxuan.core.notice.fact import Fact, printed
from pingxuan.core.notice.parts import Parts
from pingxuan.core.notice.source import Piece

_LABEL = re.compile(
    r"(?P<person>联 ?系 ?人(?:及电话)?|经办人)：?|(?P<fax>传 ?真)：?"
    r"|(?P<phone>(?:联系|咨询|办公)?电 ?话|手 ?机(?:号码?)?|联系方式|座机)：?"
    r"|(?P<email>(?:电子)?邮 ?箱(?:地址)?|电子邮件|[Ee]-?mail)：?|(?P<address>(?:通讯|联系|邮寄|报送)?地 ?址)：?"
    r"|(?P<postcode>邮 ?编|邮政编码)：?|(?P<other>监督|投诉|举报|受理)[^，。；]{0,8}电话：?"
)
_PHONE = re.compile(
    r"(?<![0-9\-])(?:（?0[0-9]{2,3}）?[\- ]?)?[0-9]{7,8}(?:-[0-9]{1,6})?(?![0-9])"
    r"|(?<![0-9])1[3-9][0-9][ \-]?[0-9]{4}[ \-]?[0-9]{4}(?![0-9])"
)
_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._\-]{0,60}@[A-Za-z0-9][A-Za-z0-9.\-]{1,60}\.[A-Za-z]{2,10}")
_PERSON = re.compile(
    r"(?P<name>[\u4e00-\u9fa5·]{1,20}?(?: [\u4e00-\u9fa5·]{2,4})?)(?=[，。；、（）：\s]|[0-9]|$)"
)
_RINGS = re.compile(
    r"(?:与|找|向)(?P<who>[\u4e00-\u9fa5·]{2,24}?)(?:老师|同志)?(?:联系|联络)?（(?P<phone>[0-9\-]{7,13})）"
)
_BEFORE_PHONE = re.compile(r"(?:^|[；。、：])(?P<name>[\u4e00-\u9fa5]{2,4})，$")
_NAME_AND_PHONE = re.compile(
    r"(?:^|[；。，、])(?P<name>[\u4e00-\u9fa5]{1,4}?(?:老师|同志|科长|处长|主任)?)：(?=[01][0-9]{2})"
)
_COMPLAINTS = re.compile(r"投诉|监督|举报|公示期|受理")


@dataclass
class ContactFact:
    """What the notice says of one contact; lists keep the notice's order."""

    persons: list[Fact[str]] = field(default_factory=list)
    phones: list[Fact[str]] = field(default_factory=list)
    emails: list[Fact[str]] = field(default_factory=list)
    addresses: list[Fact[str]] = field(default_factory=list)
    postcodes: list[Fact[str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.persons, self.phones, self.emails, self.addresses))


def read_contact(parts: Parts) -> ContactFact:
    """Every contact of the body, by label; telephones for complaints and fax numbers are no contacts."""
    contact = ContactFact()
    for paragraph in parts.body:
        for kind, value in _labelled(paragraph.piece):
            _take(contact, kind, value)
        if re.search("联系|咨询", paragraph.heading):
            named = _NAME_AND_PHONE.finditer(paragraph.text)
            for found in (one for one in named if not _LABEL.search(one[0])):
                _add(contact.persons, paragraph.piece.cut(*found.span("name")))
                _take(contact, "phone", paragraph.piece.cut(found.end()))
        for found in _EMAIL.finditer(paragraph.text):
            _add(contact.emails, paragraph.piece.cut(*found.span()))
        for found in _RINGS.finditer(paragraph.text):
            _add(contact.phones, paragraph.piece.cut(*found.span("phone")))
            who = _PERSON.search(found["who"][-8:])
            if who:
                _add(contact.persons, paragraph.piece.cut(*found.span("who")))
    return contact


def _labelled(piece: Piece) -> Iterator[tuple[str, Piece]]:
    """Each label's kind with the text up to the next label."""
    labels = list(_LABEL.finditer(piece.text))
    for place, label in enumerate(labels):
        end = labels[place + 1].start() if place + 1 < len(labels) else len(piece.text)
        kind = label.lastgroup or "other"
        value = piece.cut(label.end(), end)
        named = _BEFORE_PHONE.search(piece.text, max(0, label.start() - 6), label.start())
        if named and kind == "phone":
            yield "person", piece.cut(*named.span("name"))
        if label[0].endswith("：") or kind in ("phone", "email") or value.text[:1].isdigit():
            before = piece.text[max(0, label.start() - 16) : label.start()]
            yield "other" if _COMPLAINTS.search(before) and kind == "phone" else kind, value


def _take(contact: ContactFact, kind: str, value: Piece) -> None:
    if kind in ("phone", "person"):
        sentence = value.cut(0, value.text.find("。") if "。" in value.text else None)
        for found in _PHONE.finditer(sentence.text):
            _add(contact.phones, value.cut(*found.span()))
    if kind == "person":
        name = value.trim("，；。、 ")
        named = _PERSON.match(name.text)
        if named and named["name"]:
            person = name.cut(0, named.end("name"))
            gap = person.text.rfind(" ")
            _add(contact.persons, person.cut(gap + 1) if gap >= 0 else person)
    if kind == "address":
        stop = re.search(r"[，。；]|$", value.text)
        _add(contact.addresses, value.cut(0, stop.start() if stop else None).trim("，；。、 "))
    if kind == "postcode":
        figures = re.search(r"[0-9]{6}", value.text)
        if figures:
            _add(contact.postcodes, value.cut(*figures.span()))


def _add(values: list[Fact[str]], piece: Piece) -> None:
    value = printed(piece)
    if piece and value.value not in (known.value for known in values):
        values.append(value)
