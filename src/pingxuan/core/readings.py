"""Reads what people write for dates, numbers, telephones and credit codes into one writing each."""

import re
import unicodedata
from datetime import date

_YEARS = (1900, 2100)
"""Earlier or later is a slip of the pen: no service point is as old as that."""
_DATE = re.compile(
    r"(?P<year>\d{4})(?:\s*[年./\-]\s*(?P<month>\d{1,2})(?:\s*[月./\-]\s*(?:(?P<day>\d{1,2})\s*[日号]?)?)?\s*|年)?"
)
_PACKED_DATE = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
_NUMBER = re.compile(r"(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*[一-鿿㎡%]{0,4}")
_BETWEEN = re.compile(r"[、,，;；/\n]")
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100-2015: digits and capitals without I, O, S, V, Z."""
_CREDIT_WEIGHTS = tuple(3**place % 31 for place in range(17))


def fold(text: str, lines: bool = False) -> str:
    """The text with blanks folded to one and none at its ends; line breaks stay only where ``lines``."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    if not lines:
        return re.sub(r"\s+", " ", composed).strip()
    folded = (re.sub(r"[^\S\n]+", " ", line).strip() for line in composed.split("\n"))
    return "\n".join(folded).strip()


def read_list(text: str) -> tuple[str, ...]:
    """The parts of ``甲、乙``, whatever stands between them."""
    return tuple(part for part in map(fold, _BETWEEN.split(text)) if part)


def read_date(text: str) -> str | None:
    """``2010年12月``, ``2010.12``, ``2010/12/1``, ``20101201``, ``2010年`` → ISO, as exact as it was; else None."""
    folded = _narrow(text).replace("—", "-")
    found = _PACKED_DATE.fullmatch(folded) or _DATE.fullmatch(folded)
    if not found:
        return None
    year, month, day = (found[part] for part in ("year", "month", "day"))
    try:
        whole = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if not _YEARS[0] <= whole.year <= _YEARS[1]:
        return None
    return whole.isoformat()[: 10 if day else 7 if month else 4]


def read_number(text: str) -> str | None:
    """``1,200``, ``３５人``, ``12.5`` → the bare number in digits; None when there is no one number."""
    found = _NUMBER.fullmatch(_narrow(text))
    return found["value"].replace(",", "") if found else None


def read_phone(text: str) -> str | None:
    """One or several numbers: mobile, landline with or without area code, with an extension after 转.

    Written ``0996-2600000转8``, with ``、`` between several; None when one of them is no number.
    """
    parts = read_list(text)
    if not parts or any(_phone_fault(part) for part in parts):
        return None
    return "、".join(map(_written_phone, parts))


def phone_fault(text: str) -> str:
    """What is wrong with the first of the numbers that is none, how many digits it has now; "" for nothing."""
    return next((fault for fault in map(_phone_fault, read_list(text)) if fault), "")


def read_credit_code(text: str) -> str | None:
    """The 18 characters in capitals without blanks; None when shape or check character is wrong (GB 32100)."""
    return None if credit_code_fault(text)[0] else _credit_code(text)


def credit_code_fault(text: str) -> tuple[str, str]:
    """Code of the finding and what is wrong with a 统一社会信用代码; two empty texts for nothing."""
    code = _credit_code(text)
    if len(code) != 18:
        return "credit_code_shape", f"应为 18 位，现在是 {len(code)} 位，请对照营业执照或法人证书填写。"
    wrong = next((character for character in code if character not in _CREDIT_ALPHABET), "")
    if wrong:
        return "credit_code_shape", f"里不会有“{wrong}”，请对照证照核对（易把 0 写成 O、1 写成 I）。"
    weighed = zip(code[:17], _CREDIT_WEIGHTS, strict=True)
    total = sum(_CREDIT_ALPHABET.index(character) * weight for character, weight in weighed)
    if _CREDIT_ALPHABET[-total % 31] != code[17]:
        return "credit_code_check", "的校验位不对（GB 32100），多半有一位抄错，请对照证照核对。"
    return "", ""


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", fold(text))


def _credit_code(text: str) -> str:
    return re.sub(r"[\s\-]", "", _narrow(text)).upper()


def _phone_parts(text: str) -> tuple[str, str, str]:
    """Digits without country code, whether an extension is announced, the extension; no digits: no number."""
    number, announced, extension = re.sub("转|分机|ext|#", "x", _narrow(text).lower()).partition("x")
    bare = re.sub(r"[\s\-—–().]", "", number)
    bare = re.sub(r"^(?:\+86|0086)", "", bare)
    return (bare if bare.isascii() and bare.isdigit() else ""), announced, extension.strip(" -:.")


def _phone_fault(text: str) -> str:
    digits, announced, extension = _phone_parts(text)
    if not digits:
        return "里有电话号码不用的字"
    if announced and not extension.isdecimal():
        return "的分机号不是数字"
    count = len(digits)
    if digits.startswith("1"):
        return _mobile_fault(digits)
    if digits.startswith("0"):
        local = count - len(_area_code(digits))
        return "" if local in {7, 8} else f"是带区号的固定电话，区号后现在是 {local} 位"
    return "" if count in {7, 8} or re.fullmatch(r"[48]00\d{7}", digits) else f"现在是 {count} 位"


def _mobile_fault(digits: str) -> str:
    if len(digits) != 11:
        return f"像是手机号，现在是 {len(digits)} 位"
    return "" if digits[1] in "3456789" else "有 11 位，但没有这样开头的手机号"


def _written_phone(text: str) -> str:
    digits, announced, extension = _phone_parts(text)
    area = _area_code(digits)
    written = f"{area}-{digits[len(area) :]}" if area else digits
    return f"{written}转{extension}" if announced else written


def _area_code(digits: str) -> str:
    """The area code a landline begins with: 010 and 02x have three digits, all others four; "" for none."""
    if not digits.startswith("0"):
        return ""
    return digits[: 3 if digits[1:2] in {"1", "2"} else 4]
