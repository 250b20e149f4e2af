"""Certificates (荣誉证书) for those honoured, numbered like their plaques."""

from dataclasses import dataclass
from datetime import date

from pingxuan.core.paper import CertificateFace, PageStyle, Paper
from pingxuan.core.papers.phrases import chinese_day, quoted
from pingxuan.core.words import AwardKind, PaperKind


@dataclass(frozen=True, kw_only=True)
class CertificateFacts:
    """One certificate; ``verify_at`` is the public page that confirms its number, "" for none."""

    recipient: str
    kind: AwardKind
    honour: str
    campaign: str
    organ: str
    day: date
    number: str
    verify_at: str = ""
    heading: str = "荣誉证书"
    wording: str = ""
    """The clause before the honour, when the organ has chosen another."""


def certificate(facts: CertificateFacts) -> Paper:
    """The certificate's face, A4 lengthways; the seal is set by hand over organ and day."""
    person = facts.kind is AwardKind.PERSON
    recipient = f"{facts.recipient}同志" if person else facts.recipient
    usual = f"在{facts.campaign}中事迹突出、表现优异，经推荐评选并公示，特授予"
    return Paper(
        kind=PaperKind.CERTIFICATE,
        style=PageStyle.CERTIFICATE,
        title=(facts.heading,),
        blocks=(
            CertificateFace(
                heading=facts.heading,
                recipient=recipient,
                text=facts.wording or usual,
                honour=f"{quoted(facts.honour)}称号",
                organ=facts.organ,
                day=chinese_day(facts.day),
                number=facts.number,
                verify_at=facts.verify_at,
            ),
        ),
        name=facts.recipient,
        landscape=True,
        author=facts.organ,
    )
