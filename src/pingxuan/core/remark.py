"""What the office types beside a decision (numbers, titles, reasons): there, of a length that fits, readable."""

from pingxuan.core.definition import Field
from pingxuan.core.fields import field_findings
from pingxuan.core.finding import Finding
from pingxuan.core.words import FieldKind

LONGEST_REASON = 2000
"""Characters a reason, an answer or a note may have."""


def remark_findings(
    where: str, label: str, text: str, *, longest: int = 100, required: bool = True
) -> tuple[Finding, ...]:
    """Findings on one such text: required_missing, text_hostile, or too_long beyond ``longest`` characters."""
    kind = FieldKind.LONG_TEXT if longest >= LONGEST_REASON else FieldKind.TEXT
    found = field_findings(Field(key=where, label=label, kind=kind, required=required), text)
    if found or len(text.strip()) <= longest:
        return found
    over = len(text.strip()) - longest
    return (Finding("too_long", f"“{label}”最多{longest}个字，多出{over}个，请删减。", where=where),)


def reason_findings(text: str, *, where: str = "reason", label: str = "原因") -> tuple[Finding, ...]:
    """Findings on a reason that must be given."""
    return remark_findings(where, label, text, longest=LONGEST_REASON)
