"""Whom the notice says to call or write to, each with what one asks them about."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from pingxuan.core.notice.contact_marks import Kind, Mark, contact_marks
from pingxuan.core.notice.fact import Fact, printed
from pingxuan.core.notice.parts import Parts

_BARE_LABEL = re.compile(
    r"(?:[0-9一二三四五六七八九十（）]{1,3}[、.）]?)?(?:业务)?(?:联 ?系 ?人|联系方式|咨询)(?:[及和、与]?(?:联系)?(?:电 ?话|方式))?：?"
)


@dataclass
class ContactFact:
    """What the notice says of one contact; lists keep the notice's order. ``scope`` is their office."""

    scope: Fact[str] | None = None
    persons: list[Fact[str]] = field(default_factory=list)
    phones: list[Fact[str]] = field(default_factory=list)
    emails: list[Fact[str]] = field(default_factory=list)
    addresses: list[Fact[str]] = field(default_factory=list)
    postcodes: list[Fact[str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.persons, self.phones, self.emails, self.addresses))

    @property
    def answers(self) -> bool:
        """Whether there is someone to ask: a person or a telephone."""
        return bool(self.persons or self.phones)

    def add(self, mark: Mark) -> None:
        """One more of its persons, telephones, …; the same one is kept once."""
        values = {
            Kind.PERSON: self.persons,
            Kind.PHONE: self.phones,
            Kind.EMAIL: self.emails,
            Kind.ADDRESS: self.addresses,
            Kind.POSTCODE: self.postcodes,
        }[mark.kind]
        value = printed(mark.piece)
        if mark.piece and value.value not in (known.value for known in values):
            values.append(value)


def read_contacts(parts: Parts) -> tuple[ContactFact, ...]:
    """Every contact of the body; telephones for complaints and fax numbers are no contacts."""
    marks = list(_marks(parts))
    groups = [group for group in _groups(marks) if group]
    answering = [group for group in groups if group.answers]
    if not answering:
        return tuple(groups[:1]) if len(groups) < 2 else (_joined(groups),)
    first = _joined([answering[0], *(group for group in groups if not group.answers)])
    first.scope = answering[0].scope
    return tuple(one for group in (first, *answering[1:]) for one in _each_person(group))


def _marks(parts: Parts) -> Iterator[Mark]:
    """The marks of the body; names and telephones on lines of their own below 联系人及电话： too."""
    opened = False
    for paragraph in parts.body:
        found = contact_marks(replace(paragraph, heading="联系") if opened else paragraph)
        opened = bool(_BARE_LABEL.fullmatch(paragraph.text)) or (opened and bool(found))
        yield from found


def _groups(marks: Iterable[Mark]) -> list[ContactFact]:
    """Marks that belong together: a new one begins with an office, or with a person after a telephone."""
    groups = [ContactFact()]
    seen: set[tuple[Kind, str]] = set()
    for mark in marks:
        current = groups[-1]
        if mark.kind is Kind.SCOPE:
            if current.answers:
                groups.append(ContactFact())
            groups[-1].scope = printed(mark.piece)
            continue
        key = (mark.kind, re.sub(r"\W", "", mark.piece.text))
        if key in seen:
            continue
        seen.add(key)
        if mark.kind is Kind.PERSON and current.phones:
            groups.append(ContactFact())
        groups[-1].add(mark)
    return groups


def _joined(groups: Iterable[ContactFact]) -> ContactFact:
    whole = ContactFact()
    for group in groups:
        whole.persons += group.persons
        whole.phones += group.phones
        whole.emails += group.emails
        whole.addresses += group.addresses
        whole.postcodes += group.postcodes
    return whole


def _each_person(group: ContactFact) -> list[ContactFact]:
    """甲、乙 with two telephones are two contacts."""
    if len(group.persons) < 2 or len(group.persons) != len(group.phones):
        return [group]
    pairs = zip(group.persons, group.phones, strict=True)
    found = [ContactFact(group.scope, [person], [phone]) for person, phone in pairs]
    found[0].emails, found[0].addresses, found[0].postcodes = group.emails, group.addresses, group.postcodes
    return found
